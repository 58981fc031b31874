"""Quarters and years as spans of months, and which level of a package each is computed by."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from tenants.norms.language import Package, with_mean_of_months
from tenants.norms.procedure import procedure

MONTH: Final = "month"
QUARTER: Final = "quarter"
YEAR: Final = "year"
YEAR_OF_MONTHS: Final = "year_of_months"
LENGTHS: Final = {MONTH: 1, QUARTER: 3, YEAR: 12}


def last_day(kind: str, start: date) -> date:
    """The last day of the month, quarter or year that begins on a day."""
    month = start.year * 12 + start.month - 1 + LENGTHS[kind]
    return date(month // 12, month % 12 + 1, 1) - timedelta(days=1)


def quarters_of(first: date, last: date) -> list[date]:
    """The first days of the calendar's quarters that end within some days: four within a year, whenever it begins."""
    return starts(QUARTER, quarter_of(first), last)


def quarter_of(day: date) -> date:
    """The first day of the quarter a day lies in."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def quarter_before(day: date) -> date:
    """The first day of the quarter before the one that a day lies in."""
    return quarter_of(quarter_of(day) - timedelta(days=1))


def rested_on(kind: str, first: date, months: Sequence[date], *, quarterly: bool) -> list[date]:
    """The months a person's period is computed from: its own, or those of its quarters for a year of quarters.

    A year from December rests on the quarters that end in it, the first of which begins in October.
    """
    own = sorted(months)
    if kind != YEAR or not quarterly:
        return own
    quarters = quarters_of(first, last_day(YEAR, first))
    last = last_day(QUARTER, quarters[-1])
    return [*starts(MONTH, quarters[0], first - timedelta(days=1)), *(one for one in own if one <= last)]


def starts(kind: str, first: date, last: date) -> list[date]:
    """The first days of the months or quarters that follow each other from `first` on and end by `last`."""
    found: list[date] = []
    while (end := last_day(kind, first)) <= last:
        found.append(first)
        first = end + timedelta(days=1)
    return found


def of_quarters(package: Package) -> bool:
    """Whether a package's year is one of quarters; otherwise it is one of months."""
    year = package.levels.get(YEAR)
    return procedure(package).year_of == "quarters" and year is not None and year.over == QUARTER


def with_level(package: Package, kind: str) -> tuple[Package, str]:
    """A package and its level of a quarter or year; the mean of the months where it has none."""
    if kind == QUARTER:
        known = package.levels.get(QUARTER)
        return (package if known is not None else with_mean_of_months(package, QUARTER, QUARTER)), QUARTER
    if of_quarters(package):
        return package, YEAR
    year = package.levels.get(YEAR)
    if YEAR_OF_MONTHS not in package.levels and year is not None and year.over == MONTH:
        return package, YEAR
    known = package.levels.get(YEAR_OF_MONTHS)
    return (package if known is not None else with_mean_of_months(package, YEAR_OF_MONTHS, YEAR)), YEAR_OF_MONTHS

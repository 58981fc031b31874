"""Quarters and years as spans of months, and which level of a package each is computed by."""

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


def starts(kind: str, first: date, last: date) -> list[date]:
    """The first days of the months or quarters that follow each other from `first` to `last`."""
    found = [first]
    while (following := last_day(kind, found[-1]) + timedelta(days=1)) <= last:
        found.append(following)
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

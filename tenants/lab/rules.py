"""The arithmetic of a run's period: its months, and the quarters it covers whole."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Final

MOST_MONTHS: Final = 12
BIN: Final = 2  # points a column of the distribution is wide


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def last_day(month: date) -> date:
    """The last day of a month."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def months(first: date, last: date) -> list[date]:
    """The first days of the months from one to another, both included."""
    found = []
    month = first.replace(day=1)
    while month <= last:
        found.append(month)
        month = next_month(month)
    return found


def quarter_of(month: date) -> date:
    """The first day of a month's quarter."""
    return date(month.year, (month.month - 1) // 3 * 3 + 1, 1)


def whole_quarters(among: Sequence[date]) -> list[date]:
    """The first days of the quarters all three months of which are among those given."""
    starts = sorted({quarter_of(month) for month in among})
    return [start for start in starts if set(months(start, date(start.year, start.month + 2, 1))) <= set(among)]

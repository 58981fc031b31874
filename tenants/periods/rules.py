"""Which days a month, quarter or year has, when its steps are due, and what a rule of periods must hold to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

KINDS: Final = ("month", "quarter", "year")
GROUPS: Final = ("leadership", "professional", "shared", "support")
MOST_DAYS: Final = 60
"""Working days a step may take at most."""
LAST_REPORT_DAY: Final = 28
JANUARY: Final = 1
DECEMBER: Final = 12
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Steps:
    """Working days after a period's last day until each step is due; the 25th, say, before which to report."""

    self_score_days: int
    opinion_days: int
    freeze_days: int
    decision_days: int
    report_day: int | None = None

    @property
    def in_order(self) -> bool:
        """Whether the steps follow each other, none earlier than the one it rests on."""
        days = (0, self.self_score_days, self.opinion_days, self.freeze_days, self.decision_days, MOST_DAYS)
        reported = self.report_day is None or 1 <= self.report_day <= LAST_REPORT_DAY
        return reported and all(one <= after for one, after in pairwise(days))

    @property
    def most(self) -> int:
        """How many working days must be known after the period."""
        return max(self.self_score_days, self.opinion_days, self.freeze_days, self.decision_days)


@dataclass(frozen=True)
class Span:
    """The days of a period, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Deadlines:
    """The last day of each step."""

    self_score_by: date
    opinion_by: date
    freeze_on: date
    decision_by: date
    report_by: date | None


MONTHLY: Final = Steps(3, 5, 7, 10, report_day=25)
QUARTERLY: Final = Steps(5, 8, 10, 15)
# Decree 335: the year is ranked before 15 December, that of special bodies before 15 January. From 1 to 14 December
# there are ten working days, so two of them may be swapped away; in January New Year is one of the days off.
YEARLY: Final = Steps(3, 5, 6, 8)


def span_of(kind: str, day: date, first_month: int = JANUARY) -> Span:
    """The month, quarter or year a day lies in; a year begins with its first month, in December of the year before."""
    length, shift = _MONTHS[kind], first_month - 1 if kind == "year" else 0
    month = (day.year * 12 + day.month - 1 - shift) // length * length + shift
    first = date(month // 12, month % 12 + 1, 1)
    return Span(first, _first_after(first, length) - timedelta(days=1))


def spans(kind: str, first: date, last: date, first_month: int = JANUARY) -> Iterator[Span]:
    """Those that begin from `first` to `last`, in order."""
    span = span_of(kind, first, first_month)
    if span.first < first:
        span = span_of(kind, span.last + timedelta(days=1), first_month)
    while span.first <= last:
        yield span
        span = span_of(kind, span.last + timedelta(days=1), first_month)


def year_called(number: int, first_month: int) -> Span:
    """The year of a number: years are called by their last day."""
    return span_of("year", date(number, (first_month - 2) % 12 + 1, 1), first_month)


def month_fits(kind: str, first_month: int) -> bool:
    """Whether a rule's first month is one: months and quarters are those of the calendar."""
    return first_month == JANUARY if kind != "year" else 1 <= first_month <= _MONTHS["year"]


def deadlines(span: Span, steps: Steps, working: Sequence[date]) -> Deadlines:
    """When each step is due; `working` are the working days after the span's last day, in order.

    Zero days means the last day itself.
    """

    def after(days: int) -> date:
        return working[days - 1] if days else span.last

    report = None if steps.report_day is None else (span.last + timedelta(days=1)).replace(day=steps.report_day)
    return Deadlines(
        after(steps.self_score_days),
        after(steps.opinion_days),
        after(steps.freeze_days),
        after(steps.decision_days),
        report,
    )


def _first_after(first: date, months: int) -> date:
    month = first.year * 12 + first.month - 1 + months
    return date(month // 12, month % 12 + 1, 1)

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
# Within Decree 335's later limit (15 January): December counts whole, and is closed when the year is decided.
YEARLY: Final = Steps(5, 8, 10, 15)


def span_of(kind: str, day: date) -> Span:
    """The month, quarter or year a day lies in."""
    length = _MONTHS[kind]
    first = day.replace(month=(day.month - 1) // length * length + 1, day=1)
    return Span(first, _first_after(first, length) - timedelta(days=1))


def spans(kind: str, first: date, last: date) -> Iterator[Span]:
    """Those that begin from `first` to `last`, in order."""
    span = span_of(kind, first)
    if span.first < first:
        span = span_of(kind, span.last + timedelta(days=1))
    while span.first <= last:
        yield span
        span = span_of(kind, span.last + timedelta(days=1))


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

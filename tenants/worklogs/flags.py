"""What deserves a look before an entry is verified: pure, from facts that the inbox has gathered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal
from uuid import UUID

FlagCode = Literal[
    "same_document", "same_file", "same_work", "no_product", "over_usual", "over_norm", "day_over", "complexity",
    "late_log", "due_passed", "late_sent",
]  # fmt: skip
STRANGENESS: Final[dict[FlagCode, int]] = {
    "same_file": 90,
    "same_document": 80,
    "no_product": 70,
    "same_work": 60,
    "over_usual": 50,
    "complexity": 45,
    "over_norm": 40,
    "day_over": 35,
    "late_log": 30,
    "due_passed": 20,
    "late_sent": 10,
}
"""How much a flag wants to be looked at; an entry stands by the sum of its flags."""
UNLIKE_USUAL: Final = Decimal("1.5")
OVER_NORM: Final = Decimal("1.5")
USUAL_FROM: Final = 5
DAY_NORM_MINUTES: Final = 480
LATE_LOG_DAYS: Final = 2
LATE_SENT_DAYS: Final = 2


@dataclass(frozen=True)
class Twin:
    """Another entry like this one: which, of what day, whose, and what they share."""

    kind: Literal["same_document", "same_file", "same_work"]
    entry_id: UUID
    work_date: date
    person: str
    shared: str | None


@dataclass(frozen=True)
class Facts:
    """What the inbox knows of an entry; paces are minutes declared for one product, days are working days.

    `pace` and `usual_complexity` are those of the same item in 30 days among the people one leads, of `usual_entries`
    entries. `day_norm_minutes` and `day_minutes` reach to this entry, the `nth` of its day.
    """

    quantity: Decimal
    minutes: int
    norm_minutes: int
    complexity: str
    days_late: int
    proofs: int
    usual_entries: int
    pace: Decimal | None
    usual_complexity: str | None
    day_norm_minutes: Decimal
    day_minutes: int
    nth: int
    day_minutes_limit: int
    logged_after: int
    written_after: int | None
    device_time: datetime | None
    twin: Twin | None


@dataclass(frozen=True)
class Flag:
    """One reason for a look, with the figures that a sentence about it needs."""

    code: FlagCode
    days: int | None = None
    ratio: Decimal | None = None
    minutes: int | None = None
    nth: int | None = None
    usual: str | None = None
    at: datetime | None = None
    twin: Twin | None = None


def flags_of(facts: Facts) -> list[Flag]:
    """The reasons for a look, strangest first."""
    found = [*_twins(facts), *_size(facts), *_day(facts), *_times(facts)]
    return sorted(found, key=lambda flag: -STRANGENESS[flag.code])


def strangeness(flags: list[Flag]) -> int:
    """How far ahead an entry with these flags stands; more than twice the usual weighs more."""
    extra = sum(min(int(flag.ratio * 10), 60) for flag in flags if flag.ratio is not None)
    return sum(STRANGENESS[flag.code] for flag in flags) + extra


def _twins(facts: Facts) -> Iterator[Flag]:
    if facts.twin is not None:
        yield Flag(facts.twin.kind, twin=facts.twin)
    if facts.proofs == 0:
        yield Flag("no_product")


def _size(facts: Facts) -> Iterator[Flag]:
    known = facts.usual_entries >= USUAL_FROM
    own = Decimal(facts.minutes) / facts.quantity
    if known and facts.pace and own >= facts.pace * UNLIKE_USUAL:
        yield Flag("over_usual", ratio=round(own / facts.pace, 1))
    if own > facts.norm_minutes * OVER_NORM:
        yield Flag("over_norm", ratio=round(own / facts.norm_minutes, 1))
    if known and facts.usual_complexity is not None and facts.usual_complexity != facts.complexity:
        yield Flag("complexity", usual=facts.usual_complexity)


def _day(facts: Facts) -> Iterator[Flag]:
    if facts.day_norm_minutes > DAY_NORM_MINUTES or facts.day_minutes > facts.day_minutes_limit:
        most = max(int(facts.day_norm_minutes), facts.day_minutes if facts.day_minutes > facts.day_minutes_limit else 0)
        yield Flag("day_over", minutes=most, nth=facts.nth)


def _times(facts: Facts) -> Iterator[Flag]:
    written = facts.logged_after if facts.written_after is None else min(facts.written_after, facts.logged_after)
    if written >= LATE_LOG_DAYS:
        yield Flag("late_log", days=written, at=facts.device_time)
    elif facts.logged_after >= LATE_SENT_DAYS:
        yield Flag("late_sent", days=facts.logged_after, at=facts.device_time)
    if facts.days_late > 0:
        yield Flag("due_passed", days=facts.days_late)

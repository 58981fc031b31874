"""When a rater, a log or a unit deserves a second look: pure, with the reason in words and the numbers behind it.

Shares are judged by the lower end of their 95 % interval (Wilson 1927), so that few cases never make a flag; what is
compared with others is measured in robust spreads (median absolute deviation) of comparable ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median
from typing import Final

LONG_DAY: Final = 570
"""Declared minutes above which a day counts as long."""
AT_ONCE_LEAST: Final = 10
"""Verdicts alike and without a word in one act, from which on it may be approval without reading."""
CASES: Final = 30
PEERS: Final = 8
DAYS: Final = 10
NEARLY_ALWAYS: Final = 0.7
SPREADS: Final = 3.5
LONG_SHARE: Final = 0.3
REPEATED_SHARE: Final = 0.5
MORE_HOURS: Final = 1.1
CONFIDENCE: Final = 1.96
NORMAL: Final = 1.4826
LEAST_SPREAD: Final = 0.02

Numbers = Mapping[str, float]


@dataclass(frozen=True)
class Flag:
    """Something that deserves a look; `kind` is stable, the sentences are for people, no score is touched."""

    kind: str
    vi: str
    en: str
    numbers: Numbers


@dataclass(frozen=True)
class Peers:
    """Comparable ones: how many, their middle, and their robust spread."""

    count: int
    middle: float
    spread: float

    @property
    def enough(self) -> bool:
        """Whether there are enough to compare with."""
        return self.count >= PEERS

    @property
    def far(self) -> float:
        """From here on a value is far from what is usual."""
        return self.middle + SPREADS * self.spread


def peers(values: Sequence[float]) -> Peers:
    """The middle and the spread of comparable values; an outlier among them moves neither."""
    if not values:
        return Peers(0, 0.0, 0.0)
    middle = median(values)
    return Peers(len(values), middle, max(NORMAL * median(abs(one - middle) for one in values), LEAST_SPREAD))


def at_least(cases: int, of: int) -> float:
    """The lower end of Wilson's 95 % interval for a share."""
    if of == 0:
        return 0.0
    share, z2 = cases / of, CONFIDENCE**2
    middle = share + z2 / (2 * of)
    margin = CONFIDENCE * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(0.0, (middle - margin) / (1 + z2 / of))


def top_marks(excellent: int, entries: int, others: Peers) -> Flag | None:
    """A rater who gives nearly always the top mark; abstains below 30 verdicts or with fewer than 8 raters beside."""
    if entries < CASES or not others.enough:
        return None
    certain = at_least(excellent, entries)
    if certain < max(NEARLY_ALWAYS, others.far):
        return None
    share = excellent / entries
    return Flag(
        "TOP_MARKS",
        f"{_percent(share)} trong {entries} lượt xác nhận được chấm mức cao nhất; trung vị của {others.count} người"
        f" xác nhận khác là {_percent(others.middle)}.",
        f"{_percent_en(share)} of {entries} verdicts are the top mark; the median of {others.count} other raters is"
        f" {_percent_en(others.middle)}.",
        {"share": share, "entries": entries, "peers": others.count, "median": others.middle},
    )


def unread(at_once: int, entries: int) -> Flag | None:
    """A rater who approves nearly everything by the dozen in one act, alike and without a word."""
    if entries < CASES or at_least(at_once, entries) < NEARLY_ALWAYS:
        return None
    share = at_once / entries
    return Flag(
        "AT_ONCE",
        f"{_percent(share)} trong {entries} lượt xác nhận được duyệt hàng loạt (từ {AT_ONCE_LEAST} mục một lần, cùng"
        " mức, không nhận xét).",
        f"{_percent_en(share)} of {entries} verdicts were given by the dozen ({AT_ONCE_LEAST} and more in one act,"
        " alike, without a comment).",
        {"share": share, "entries": entries},
    )


def padded(long_days: int, days: int, ratio: float, others: Peers) -> Flag | None:
    """A log with many days above 9.5 declared hours; `ratio` is declared over norm minutes, as in `others`."""
    if days < DAYS or at_least(long_days, days) < LONG_SHARE:
        return None
    share = long_days / days
    return Flag(
        "LONG_DAYS",
        f"{long_days} trong {days} ngày khai trên 9,5 giờ; thời gian khai bằng {_percent(ratio)} định mức (trung vị"
        f" {_percent(others.middle)}).",
        f"{long_days} of {days} days declare more than 9.5 hours; declared time is {_percent_en(ratio)} of the norms"
        f" (median {_percent_en(others.middle)}).",
        {"share": share, "days": days, "ratio": ratio, "median": others.middle},
    )


def copied(repeated: int, proved: int) -> Flag | None:
    """A log that says the same again and again: item, quantity, minutes and evidence."""
    if proved < CASES or at_least(repeated, proved) < REPEATED_SHARE:
        return None
    share = repeated / proved
    return Flag(
        "REPEATED",
        f"{_percent(share)} trong {proved} mục trùng đầu việc, số lượng, thời gian và minh chứng với mục ngày khác.",
        f"{_percent_en(share)} of {proved} entries equal one of another day: item, quantity, minutes and evidence.",
        {"share": share, "entries": proved},
    )


def high_hours(hours: float, person_days: int, others: Peers) -> Flag | None:
    """A unit whose declared hours per person and day lie far above those of comparable units."""
    if person_days < CASES or not others.enough or hours < max(others.far, MORE_HOURS * others.middle):
        return None
    return Flag(
        "HIGH_HOURS",
        f"Bình quân khai {_number(hours)} giờ mỗi người mỗi ngày; trung vị của {others.count} đơn vị tương đương là"
        f" {_number(others.middle)} giờ.",
        f"{hours:.1f} hours declared per person and day; the median of {others.count} comparable units is"
        f" {others.middle:.1f}.",
        {"hours": hours, "personDays": person_days, "peers": others.count, "median": others.middle},
    )


def _percent(share: float) -> str:
    return f"{_number(100 * share)} %"


def _percent_en(share: float) -> str:
    return f"{100 * share:.1f} %"


def _number(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")

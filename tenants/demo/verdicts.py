"""What leaders say of work in a demonstration: honest ones by how well it was done, others not."""

from itertools import accumulate
from random import Random
from typing import Final, NamedTuple, NewType

# Hundredths of a point.
General = NewType("General", int)
LEVELS: Final = ("excellent", "good", "fair", "poor", "rejected")
# A lenient leader gives the next level now and then.
NOT_THE_TOP: Final = 0.05
# Shares of the levels, of weak, usual and strong work.
_SHARES: Final = tuple(list(accumulate(row)) for row in ((1, 38, 37, 18, 6), (7, 66, 21, 5, 1), (24, 66, 8, 1.6, 0.4)))


class Verdict(NamedTuple):
    """A quality level, the accepted quantity in hundredths of a product, and faults counted."""

    quality: str
    accepted: int
    failed: int
    delays: int


class Verdicts:
    """The verdicts one person's leader gives on that person's work."""

    def __init__(self, rng: Random, *, lenient: bool, stamps: bool = False) -> None:
        self._rng = rng
        self._lenient = lenient
        self._stamps = stamps
        self._shares = rng.choices(_SHARES, (2, 6, 2))[0]

    def draw(self, quantity: int, days_late: int) -> Verdict:
        """The verdict on one entry."""
        if self._stamps:
            return Verdict(LEVELS[1], quantity, 0, 0)
        if self._lenient:
            return Verdict(LEVELS[int(self._rng.random() < NOT_THE_TOP)], quantity, 0, 0)
        rng = self._rng
        level = rng.choices(LEVELS, cum_weights=self._shares)[0]
        if level == "rejected":
            return Verdict(level, 0, 1, int(days_late > 0))
        failed = int(level == "poor" or (level == "fair" and rng.random() < 0.35))
        accepted = quantity - 100 if level == "poor" and quantity > 100 else quantity
        return Verdict(level, accepted, failed, int(days_late > 0))


def general_points(rng: Random, *, lenient: bool) -> General:
    """Points of the general criteria (tiêu chí chung, 0 to 30) for a month, in half points."""
    if lenient:
        return General(3000)
    return General(min(30_00, max(15_00, round(rng.gauss(22.5, 2.5) * 2) * 50)))

"""The attacker with linear programmes: the smallest and the largest value of every hidden count."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tenants.statistics.disclosure.arrays import Floats, Ints
from tenants.statistics.disclosure.attacks.knowledge import Knowledge
from tenants.statistics.disclosure.linear import Programme, Unsolved

AMPLE: Final = 10.0
"""Counts are sought up to so many times the largest known figure."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """For each count attacked the interval that the attacker is left with, and how many programmes it took.

    When the attack was told what interval suffices, bounds are as wide as was seen: the true ones may be wider.
    """

    low: Floats
    high: Floats
    programmes: int


class LpAttacker:
    """One model over all counts not shown, asked for one count after the other."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Learn what is shown."""
        self.shown = knowledge.shown
        self.unknown, sums, totals = knowledge.open()
        self.place = np.full(len(self.shown), -1)
        self.place[self.unknown] = np.arange(len(self.unknown))
        self.largest = AMPLE * float(np.nanmax([1.0, *np.abs(totals), *self.shown]))
        self.programme = Programme.over(sums, totals, np.full(len(self.unknown), self.largest), primal=True)

    def attack(self, targets: Ints, low: Floats | None = None, high: Floats | None = None) -> Bounds:
        """The interval of each target; with `low` and `high`, stop where it is seen to reach that far."""
        lowest, highest = self.shown.copy(), self.shown.copy()
        lowest[self.unknown], highest[self.unknown] = np.inf, -np.inf
        before = self.programme.solved
        for at, target in enumerate(targets.tolist()):
            if self.place[target] < 0:
                continue
            if low is None or lowest[target] > low[at]:
                self._widen(lowest, highest, self._extreme(target, 1.0))
            if high is None or highest[target] < high[at]:
                self._widen(lowest, highest, self._extreme(target, -1.0))
        return Bounds(lowest[targets], highest[targets], self.programme.solved - before)

    def presume(self, target: int, least: float) -> None:
        """From now on a count is known to be at least so much (0 to forget it)."""
        column = self.place[target : target + 1]
        self.programme.bound(column, np.array([least]), np.array([self.largest]))

    def _extreme(self, target: int, price: float) -> Floats:
        column = self.place[target : target + 1]
        self.programme.price(column, np.array([price]))
        found = self.programme.solve()
        self.programme.price(column, np.zeros(1))
        if found is None:
            raise Unsolved("what is shown contradicts itself")
        return found

    def _widen(self, lowest: Floats, highest: Floats, found: Floats) -> None:
        lowest[self.unknown] = np.minimum(lowest[self.unknown], found)
        highest[self.unknown] = np.maximum(highest[self.unknown], found)

"""Sums of hours: hidden where few people or one dominant person stand behind them, and wherever subtraction tells."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tenants.statistics.disclosure.arrays import Flags, Floats, Ints
from tenants.statistics.disclosure.attacks.knowledge import Knowledge
from tenants.statistics.disclosure.catalogue import Catalogue, Key
from tenants.statistics.disclosure.cells import row_sums
from tenants.statistics.disclosure.settings import Settings, SumSettings
from tenants.statistics.disclosure.suppression import suppress
from tenants.statistics.disclosure.systems import System


@dataclass(frozen=True)
class Magnitudes:
    """Whole hours (or another measure that adds up) of each row of a catalogue, and who stands behind them.

    `largest` and `second` are the sums of the two people who contribute most.
    """

    catalogue: Catalogue
    totals: Ints
    people: Ints
    largest: Ints
    second: Ints

    def sensitive(self, settings: SumSettings) -> Flags:
        """Rows of too few people, or with too much of the sum from one or two."""
        few = (self.people > 0) & (self.people < settings.people_min)
        one = self.largest > settings.largest_share * self.totals
        two = self.largest + self.second > settings.two_share * self.totals
        return np.asarray((few | one | two) & (self.totals > 0))

    @cached_property
    def values(self) -> Floats:
        """The sums as the solver counts."""
        return self.totals.astype(np.float64)


@dataclass(frozen=True)
class SumPattern:
    """Which sums are hidden, for their own sake or for others', and how far each is proven to be open."""

    magnitudes: Magnitudes
    sensitive: Flags
    hidden: Flags
    margin: Floats
    reached_up: Floats
    reached_down: Floats

    def total(self, key: Key) -> int | None:
        """A row's sum, None when it is hidden."""
        row = self.magnitudes.catalogue.rows.index(key)
        return None if self.hidden[row] else int(self.magnitudes.totals[row])

    def knowledge(self) -> Knowledge:
        """What an attacker holds once these sums are published."""
        sums = row_sums(self.magnitudes.catalogue)
        return Knowledge(sums, np.zeros(sums.height), np.where(self.hidden, np.nan, self.magnitudes.values))


class CannotProtectSums(ValueError):
    """No pattern hides these rows' sums: publish a coarser table."""

    def __init__(self, keys: tuple[Key, ...]) -> None:
        """Keep the rows."""
        super().__init__(f"{len(keys)} sums stay open")
        self.keys = keys


def protect_sums(
    magnitudes: Magnitudes, sums: SumSettings | None = None, settings: Settings | None = None
) -> SumPattern:
    """Decide which sums are hidden; raises `CannotProtectSums` when hiding all would not do."""
    sums, settings = sums or SumSettings(), settings or Settings()
    values, sensitive = magnitudes.values, magnitudes.sensitive(sums)
    margin = np.where(sensitive, sums.margin * values, 0.0)
    farthest = np.full(len(values), max(1.0, float(values[sensitive].max(initial=0.0))))
    nobody = np.zeros(len(values), dtype=np.bool_)
    kept = np.flatnonzero(magnitudes.people > 0)
    system = System(
        values[kept], (1 + np.log2(1 + values))[kept], nobody[kept], margin[kept], margin[kept], farthest[kept],
        row_sums(magnitudes.catalogue).over(kept),
    )  # fmt: skip
    found = suppress(system, sensitive[kept], settings.rounds)
    if len(found.unmet):
        raise CannotProtectSums(tuple(magnitudes.catalogue.rows[row] for row in kept[found.unmet]))
    hidden, up, down = nobody.copy(), np.zeros(len(values)), np.zeros(len(values))
    hidden[kept[found.hidden]] = True
    up[kept], down[kept] = found.reached.up, found.reached.down
    return SumPattern(magnitudes, sensitive, hidden, margin, up, down)

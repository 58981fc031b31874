"""What an attacker holds: sums between counts, and those counts that some publication shows."""

from dataclasses import dataclass

import numpy as np

from tenants.statistics.disclosure.arrays import Floats, Ints
from tenants.statistics.disclosure.protection import Pattern
from tenants.statistics.disclosure.sums import Sums
from tenants.statistics.disclosure.worlds import World


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Sums over counts and what they come to; `shown` has NaN for counts nobody publishes."""

    sums: Sums
    totals: Floats
    shown: Floats

    def open(self) -> tuple[Ints, Sums, Floats]:
        """The counts not shown, and what is known of their sums."""
        unknown = np.isnan(self.shown)
        telling = self.sums.naming(unknown)
        rest = self.totals - self.sums.at(np.where(unknown, 0.0, self.shown))
        return np.flatnonzero(unknown), self.sums.rows(telling).columns(np.flatnonzero(unknown)), rest[telling]


def knowledge(pattern: Pattern) -> Knowledge:
    """Everything that stands published once this pattern's release does."""
    world = pattern.world
    shown = visible_elsewhere(world)
    shown[world.cells[~pattern.hidden]] = pattern.figures[~pattern.hidden]
    open_heads = (world.heads >= 0) & ~pattern.heads_hidden
    shown[world.heads[open_heads]] = pattern.cells.heads[open_heads]
    if pattern.repeated is not None:
        shown[world.repeated[~pattern.repeated.hidden]] = pattern.repeated.figures[~pattern.repeated.hidden]
    return Knowledge(world.sums, world.totals, shown)


def visible_elsewhere(world: World) -> Floats:
    """Counts that other versions show or that follow from empty rows."""
    return np.where(world.known, world.values, np.nan)

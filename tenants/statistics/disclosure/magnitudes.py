"""Sums of hours: hidden where few people or one dominant person stand behind them, and wherever subtraction tells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np

from tenants.statistics.disclosure.arrays import Flags, Floats, Ints
from tenants.statistics.disclosure.attacks.knowledge import Knowledge
from tenants.statistics.disclosure.attacks.lp import LpAttacker
from tenants.statistics.disclosure.catalogue import TOTAL, Catalogue, Key
from tenants.statistics.disclosure.settings import Settings, SumSettings
from tenants.statistics.disclosure.sum_worlds import ShownSums, SumWorld, sum_world
from tenants.statistics.disclosure.suppression import suppress
from tenants.statistics.disclosure.systems import System

SLACK: Final = 1e-4
"""How much, as a share of what must be open, an attacker's interval may fall short."""


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
    world: SumWorld
    reached_up: Floats
    reached_down: Floats

    def total(self, key: Key) -> int | None:
        """A row's sum, None when it is hidden."""
        row = self.magnitudes.catalogue.rows.index(key)
        return None if self.hidden[row] else int(self.magnitudes.totals[row])

    def knowledge(self) -> Knowledge:
        """What an attacker holds once these sums are published, earlier versions included."""
        shown = np.where(self.world.known, self.world.values, np.nan)
        own = np.flatnonzero(~self.hidden)
        shown[own] = self.magnitudes.values[own]
        return Knowledge(self.world.sums, np.zeros(self.world.sums.height), shown)

    def narrowed(self) -> int:
        """How many protected sums of any version an attacker with linear programmes knows too well."""
        targets = np.flatnonzero(self.world.margin > 0)
        values, margin = self.world.values[targets], self.world.margin[targets] * (1 - SLACK)
        left = LpAttacker(self.knowledge()).attack(targets, values - margin, values + margin)
        return int(((left.low > values - margin) | (left.high < values + margin)).sum())


class CannotProtectSums(ValueError):
    """No pattern hides these rows' sums: publish a coarser table."""

    def __init__(self, keys: tuple[Key, ...]) -> None:
        """Keep the rows."""
        super().__init__(f"{len(keys)} sums stay open")
        self.keys = keys


def protect_sums(
    magnitudes: Magnitudes,
    sums: SumSettings | None = None,
    settings: Settings | None = None,
    *,
    earlier: Sequence[ShownSums] = (),
    sensitive: Flags | None = None,
    must: Flags | None = None,
) -> SumPattern:
    """Decide which sums are hidden; raises `CannotProtectSums` when hiding all would not do.

    `earlier` are the versions of the same sums so far, oldest first: what they hide stays hidden, what they show is
    known. `sensitive` rows are judged by `magnitudes` unless given; `must` are hidden whatever they are.
    """
    sums, settings = sums or SumSettings(), settings or Settings()
    own = magnitudes.sensitive(sums) if sensitive is None else sensitive
    rows = len(magnitudes.totals)
    world = sum_world(magnitudes.catalogue, magnitudes.totals, magnitudes.people, own, sums.margin, earlier)
    forced = np.zeros(len(world.values), dtype=np.bool_)
    forced[:rows] = own | world.must | (False if must is None else must)
    given_away = np.flatnonzero(world.known & (world.margin > 0))
    kept = np.flatnonzero(~world.known)
    found = suppress(_system(magnitudes, world, settings, kept), forced[kept], settings.rounds)
    unmet = np.concatenate([kept[found.unmet], given_away])
    if len(unmet):
        raise CannotProtectSums(tuple(magnitudes.catalogue.rows[row] for row in unmet if row < rows))
    hidden, up, down = forced, np.zeros(len(forced)), np.zeros(len(forced))
    hidden[kept[found.hidden]] = True
    up[kept], down[kept] = found.reached.up, found.reached.down
    return SumPattern(magnitudes, own, hidden[:rows], world, up[:rows], down[:rows])


def protect_together(
    measures: Sequence[Magnitudes],
    sums: SumSettings | None = None,
    settings: Settings | None = None,
    earlier: Sequence[Sequence[ShownSums]] = (),
    must: Flags | None = None,
) -> list[SumPattern]:
    """One pattern for several measures of the same rows: whoever is behind the first one's sums is behind all.

    `earlier` has the versions so far for each measure; `must` rows are hidden whatever they are.
    """
    patterns: list[SumPattern] = []
    sensitive, hidden = measures[0].sensitive(sums or SumSettings()), must
    for at, measure in enumerate(measures):
        before = earlier[at] if earlier else ()
        found = protect_sums(measure, sums, settings, earlier=before, sensitive=sensitive, must=hidden)
        hidden = found.hidden
        patterns.append(found)
    return [replace(pattern, hidden=patterns[-1].hidden) for pattern in patterns]


def _system(magnitudes: Magnitudes, world: SumWorld, settings: Settings, kept: Ints) -> System:
    prices = np.zeros(len(world.values))
    prices[: len(magnitudes.totals)] = (1 + np.log2(1 + magnitudes.values)) * _weights(magnitudes.catalogue, settings)
    farthest = np.full(len(kept), max(1.0, float(world.values[world.margin > 0].max(initial=0.0))))
    margin = world.margin[kept]
    return System(
        world.values[kept], prices[kept], world.outside[kept], margin, margin, farthest, world.sums.over(kept)
    )


def _weights(catalogue: Catalogue, settings: Settings) -> Floats:
    found = np.ones(len(catalogue.rows))
    for dimension, factor in settings.total_weights:
        at = catalogue.order.get(dimension)
        if at is not None:
            found *= np.array([factor if key[at] == TOTAL else 1.0 for key in catalogue.rows])
    return found

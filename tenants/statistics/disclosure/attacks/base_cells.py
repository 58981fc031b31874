"""The attacker who remembers that people stand behind all tables at once; slow, for nights and benchmarks.

Tables also bind each other through the people: some nation of people, counted by all dimensions together, must stand
behind everything shown. A move of such people that changes no shown cell proves a hidden one open against this
attacker too; many moves are sought in one programme.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import sparse

from tenants.statistics.disclosure.arrays import Flags, Floats, Ints
from tenants.statistics.disclosure.catalogue import TOTAL
from tenants.statistics.disclosure.cells import BaseCounts
from tenants.statistics.disclosure.linear import Programme
from tenants.statistics.disclosure.protection import Pattern
from tenants.statistics.disclosure.sums import Sums

SLACK: Final = 1e-4
FARTHEST: Final = 10.0
WIDEST: Final = 40.0
PRICE: Final = 0.001
STUBBORN: Final = 8
"""From so few open cells on, they are tried one after the other."""


@dataclass(frozen=True, slots=True)
class People:
    """Sought people: `programmes` solved to open `reached` of `targets` ends; `residual` is the worst certificate's."""

    unknowns: int
    shown: int
    targets: int
    reached: int
    narrowest: float
    residual: float
    programmes: int


@dataclass(slots=True)
class _Seekers:
    """The model: rises and falls of base cells, paid for moving hidden cells as far as they must be open."""

    counts: Floats
    shown: sparse.csr_array
    hidden: sparse.csr_array
    up: Floats
    down: Floats
    reached_up: Floats
    reached_down: Floats
    residual: float = 0.0
    programmes: int = 0

    def unmet(self) -> tuple[Flags, Flags]:
        """Targets that are not open far enough above, and below."""
        return self.reached_up < self.up - SLACK, self.reached_down < self.down - SLACK

    def seek(self, chosen: Ints, signs: Floats) -> None:
        """Move these targets at once, each in its direction, as far as it goes."""
        size, count = len(self.counts), len(chosen)
        towards = sparse.dia_array((signs[None, :], [0]), shape=(count, count)) @ self.hidden[chosen]
        nothing, each = sparse.csr_array((self.shown.shape[0], 2 * count)), -sparse.eye_array(count)
        matrix = sparse.vstack([
            sparse.hstack([self.shown, -self.shown, nothing]), sparse.hstack([towards, -towards, each, each]),
        ], format="csr")  # fmt: skip
        paid = np.where(signs > 0, self.up[chosen], self.down[chosen])
        # Small moves suffice, and are found sooner.
        upper = np.concatenate(
            [np.full(size, FARTHEST), np.minimum(self.counts, FARTHEST), paid, np.full(count, WIDEST)]
        )
        prices = np.concatenate([np.full(2 * size, PRICE), -np.ones(count), np.zeros(count)])
        programme = Programme.over(Sums(matrix), np.zeros(matrix.shape[0]), upper, solver="ipm", run_crossover="off")
        programme.price(np.arange(len(prices)), prices)
        found = programme.solve()
        self.programmes += 1
        if found is not None:
            self._keep(found[:size] - found[size : 2 * size])

    def _keep(self, change: Floats) -> None:
        change = np.where(np.abs(change) < 1e-9, 0.0, change)
        self.residual = max(self.residual, float(np.abs(self.shown @ change).max(initial=0.0)))
        moved = self.hidden @ change
        forth, back = _room(self.counts, change), _room(self.counts, -change)
        self.reached_up = np.maximum(self.reached_up, np.maximum(moved * forth, -moved * back))
        self.reached_down = np.maximum(self.reached_down, np.maximum(-moved * forth, moved * back))


def attack(pattern: Pattern, base: BaseCounts, seed: int = 1, most: int = 60, sizes_known: bool = False) -> People:
    """Look for people behind each end of what must be open; `base` holds the dimensions of the tables only.

    With `sizes_known` the attacker also knows how many people share all dimensions, of every such group.
    """
    members = _members(pattern, base)
    width = base.counts.shape[1]
    under_zero = _cells_of(members, width)[_shown_zeros(pattern)].sum(axis=0)
    columns = np.flatnonzero(np.asarray(under_zero).ravel() == 0)
    targets = np.flatnonzero(((pattern.needs.up > 0) | (pattern.needs.down > 0)).ravel())
    needs_up, needs_down = pattern.needs.up.ravel()[targets], pattern.needs.down.ravel()[targets]
    seekers = _Seekers(
        base.counts.astype(np.float64).ravel()[columns], _shown(pattern, members, sizes_known)[:, columns],
        _cells_of(members, width)[targets][:, columns], needs_up, needs_down,
        np.zeros(len(targets)), np.zeros(len(targets)),
    )  # fmt: skip
    for chosen, signs in _attempts(seekers, np.random.default_rng(seed), most):
        seekers.seek(chosen, signs)
    up, down = seekers.unmet()
    needed = int((needs_up > 0).sum() + (needs_down > 0).sum())
    widths = seekers.reached_up + seekers.reached_down
    return People(
        len(columns), seekers.shown.shape[0], needed, needed - int(up.sum() + down.sum()),
        float(widths.min(initial=np.inf)), seekers.residual, seekers.programmes,
    )  # fmt: skip


def _members(pattern: Pattern, base: BaseCounts) -> sparse.csr_array:
    """Which groups of people each row of the release counts."""
    under = []
    for at, dimension in enumerate(base.catalogue.dimensions):
        places = {TOTAL: np.ones(len(base.members), dtype=np.bool_)}
        for node in dimension.nodes:
            leaves = [leaf for leaf in dimension.leaves if node.code in dimension.line(leaf)]
            own = np.isin(base.members[:, at], [dimension.leaves.index(leaf) for leaf in leaves])
            places[node.code] = own
        under.append(places)
    rows = [np.logical_and.reduce([under[at][code] for at, code in enumerate(key)]) for key in pattern.cells.rows]
    return sparse.csr_array(np.array(rows))


def _cells_of(members: sparse.csr_array, width: int) -> sparse.csr_array:
    return sparse.kron(members, sparse.eye_array(width), format="csr")


def _shown_zeros(pattern: Pattern) -> Ints:
    return np.flatnonzero((~pattern.hidden & (pattern.cells.counts == 0)).ravel())


def _shown(pattern: Pattern, members: sparse.csr_array, sizes_known: bool) -> sparse.csr_array:
    """Moves of base cells that a reader of the release would notice: each row of the result must come to zero.

    A shown total whose parts are all shown says nothing more. Sizes of groups are known.
    """
    hidden, counts = pattern.hidden, pattern.cells.counts
    telling = ~hidden & (counts > 0)
    for parent, children in pattern.cells.catalogue.sums:
        row, parts = pattern.cells.row_of[parent], [pattern.cells.row_of[child] for child in children]
        telling[row] &= hidden[parts].any(axis=0)
    width = counts.shape[1]
    each = _cells_of(members, width)[np.flatnonzero(telling.ravel())]
    ones = np.ones((1, width))
    sizes = sparse.kron(members[np.flatnonzero(hidden.any(axis=1))], ones, format="csr")
    parts = [each, sizes]
    if sizes_known:
        parts.append(sparse.kron(sparse.eye_array(members.shape[1]), ones, format="csr"))
    return sparse.vstack(parts, format="csr")


def _room(counts: Floats, change: Floats) -> float:
    falling = change < 0
    return float(np.min(counts[falling] / -change[falling])) if falling.any() else 1.0


def _attempts(seekers: _Seekers, draw: np.random.Generator, most: int) -> Iterator[tuple[Ints, Floats]]:
    """What to try next: all open ends at once, random parts of them, and the last few one by one."""
    for attempt in range(most):
        up, down = seekers.unmet()
        unmet = np.flatnonzero(up | down)
        if not len(unmet):
            return
        chosen = unmet if attempt < 4 else draw.permutation(unmet)[: max(1, len(unmet) // 2)]
        if len(unmet) <= STUBBORN:
            chosen = unmet[attempt % len(unmet)][None]
        toss = draw.random(len(chosen)) < 0.5
        rises = np.where(up[chosen] & down[chosen], toss, up[chosen])
        yield np.sort(chosen), np.where(rises, 1.0, -1.0)[np.argsort(chosen)]

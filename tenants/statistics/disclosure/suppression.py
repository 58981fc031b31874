"""Which further cells to hide: linear programmes look for other possible nations that differ in few and cheap cells.

Cells that no move needs stay visible, so the cells of all moves together, with those that must be hidden anyway, are a
pattern whose protection the moves themselves prove.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from tenants.statistics.disclosure.arrays import Flags, Floats, Ints
from tenants.statistics.disclosure.linear import Programme
from tenants.statistics.disclosure.moves import Reached
from tenants.statistics.disclosure.systems import System

HIDDEN_PRICE: Final = 0.001
PRIZE: Final = 10_000.0
REWEIGHED: Final = 1
NEARLY: Final = 0.3


@dataclass(slots=True)
class Search:
    """Looks for moves over a system; all unknowns rise by `u`, fall by `d`, and are paid for what they must reach."""

    system: System
    hidden: Flags
    fresh: bool = False
    reached: Reached = field(init=False)
    programme: Programme = field(init=False)
    protected: Ints = field(init=False)

    def __post_init__(self) -> None:
        """Lay out the columns: rises, falls, and for protected cells paid rises and paid falls."""
        self.reached = Reached(self.system)
        self.protected = np.flatnonzero((self.system.up > 0) | (self.system.down > 0))
        every, own = np.arange(self.system.size), self.protected
        columns = np.concatenate([every, every, own, own])
        signs = np.repeat([1.0, -1.0, 1.0, -1.0], [len(every), len(every), len(own), len(own)])
        sums = self.system.sums.turned(columns, signs)
        self.programme = Programme.over(sums, np.zeros(sums.height), np.zeros(len(columns)))

    def move(self, rising: Ints, falling: Ints, prices: Floats, reweighed: int = 0) -> Floats | None:
        """The cheapest change that reaches most of what these protected cells (by place in `protected`) must reach."""
        size, count = self.system.size, len(self.protected)
        falls = np.minimum(self.system.values, self.system.farthest)
        top = np.concatenate([self.system.farthest, falls, np.zeros(2 * count)])
        up, down = self.protected[rising], self.protected[falling]
        top[size + up] = 0.0
        top[down] = 0.0
        top[size + down] -= np.minimum(self.system.down[down], top[size + down])
        top[2 * size + rising] = self.system.up[up]
        top[2 * size + count + falling] = self.system.down[down]
        everything = np.arange(len(top))
        self.programme.bound(everything, np.zeros(len(top)), top)
        change = None
        for _ in range(reweighed + 1):
            both = np.concatenate([prices, prices, prices[self.protected] - PRIZE, prices[self.protected] - PRIZE])
            self.programme.price(everything, both)
            solution = self.programme.solve(self.fresh)
            if solution is None:
                return change
            paid = np.zeros(size)
            paid[self.protected] += solution[2 * size : 2 * size + count] - solution[2 * size + count :]
            change = solution[:size] - solution[size : 2 * size] + paid
            prices = np.where(self.hidden, HIDDEN_PRICE, self.system.prices / (np.abs(change) + NEARLY))
        return change

    def accept(self, change: Floats | None) -> bool:
        """Hide what a change touches; whether it was of any use."""
        if change is None:
            return False
        before = self.unmet()
        moved = self.reached.add(change)
        self.hidden = self.hidden | moved
        return self.unmet() < before

    def unmet(self) -> int:
        """How many requirements no move fulfils yet."""
        return int(self.reached.lacks_up().sum() + self.reached.lacks_down().sum())

    def prices(self) -> Floats:
        """What hiding costs now: next to nothing for what is hidden already."""
        return np.where(self.hidden, HIDDEN_PRICE, self.system.prices)


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Unknowns to hide, with the moves that prove it; `unmet` names those that cannot be protected at all."""

    hidden: Flags
    reached: Reached
    unmet: Ints
    programmes: int


def suppress(system: System, must: Flags, rounds: int) -> Suppressed:
    """Hide `must` and what it takes so that every requirement is met."""
    wide = Search(system, must | system.given, fresh=True)
    for _ in range(rounds):
        if not wide.unmet() or not wide.accept(_together(wide)):
            break
    unmet = _one_by_one(wide)
    if unmet:
        return Suppressed(wide.hidden, wide.reached, _places(sorted(unmet)), wide.programme.solved)
    tried = [_cleaned(wide, must | system.given, order) for order in ORDERS]
    solved = wide.programme.solved + sum(one.programmes for one in tried)
    best = min(tried, key=lambda one: (len(one.unmet), float(system.prices[one.hidden].sum())))
    if len(best.unmet):
        return Suppressed(wide.hidden, wide.reached, _places([]), solved)
    return replace(best, programmes=solved)


def _together(search: Search) -> Floats | None:
    """One programme for all that is not protected yet, each unknown in the direction that balances its sums."""
    ties = search.system.sums.of_column()
    balance = np.zeros(search.system.sums.height)
    up, down = search.reached.lacks_up(), search.reached.lacks_down()
    rising: list[int] = []
    falling: list[int] = []
    for at, cell in enumerate(search.protected):
        if not up[cell] and not down[cell]:
            continue
        rows, coefficients = ties[cell]
        rises = bool(up[cell]) if up[cell] != down[cell] else float(balance[rows] @ coefficients) <= 0
        balance[rows] += coefficients if rises else -coefficients
        (rising if rises else falling).append(at)
    return search.move(_places(rising), _places(falling), search.prices(), REWEIGHED)


def _hardest_first(search: Search) -> Ints:
    most = np.maximum(search.system.up, search.system.down)[search.protected]
    return np.lexsort((search.protected, -most))


def _easiest_first(search: Search) -> Ints:
    most = np.maximum(search.system.up, search.system.down)[search.protected]
    return np.lexsort((search.protected, most))


def _dearest_first(search: Search) -> Ints:
    return np.lexsort((search.protected, -search.system.prices[search.protected]))


Order = Callable[[Search], Ints]
ORDERS: Final[tuple[Order, ...]] = (_hardest_first, _easiest_first, _dearest_first)
"""Cleaning depends on what is protected first; all of these are tried, and the cheapest pattern is kept."""


def _one_by_one(search: Search, order: Order = _hardest_first) -> set[int]:
    """A programme for each requirement still open; the unknowns whose requirement nothing fulfils."""
    failed = set()
    whatever_it_costs = np.full(search.system.size, HIDDEN_PRICE)
    for at in order(search).tolist():
        cell = int(search.protected[at])
        for prices in (search.prices, lambda: whatever_it_costs):
            if search.reached.lacks_up()[cell]:
                search.accept(search.move(_places([at]), _places([]), prices()))
            if search.reached.lacks_down()[cell]:
                search.accept(search.move(_places([]), _places([at]), prices()))
        if search.reached.lacks_up()[cell] or search.reached.lacks_down()[cell]:
            failed.add(cell)
    return failed


def _cleaned(wide: Search, must: Flags, order: Order) -> Suppressed:
    """Start again within the cells found, one requirement at a time."""
    kept = np.flatnonzero(wide.hidden)
    narrow = Search(wide.system.part(kept), must[kept])
    failed = _one_by_one(narrow, order)
    hidden = np.zeros_like(must)
    hidden[kept[narrow.hidden]] = True
    reached = Reached(wide.system)
    for move in narrow.reached.moves:
        change = np.zeros(wide.system.size)
        change[kept[move.cells]] = move.changes
        reached.add(change)
    return Suppressed(hidden, reached, _places(sorted(failed)), narrow.programme.solved)


def _places(found: list[int]) -> Ints:
    return np.array(found, dtype=np.int64)

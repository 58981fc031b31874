"""`protect`: from true counts to the one pattern of a release, what it hides and why, with the proof that it holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tenants.statistics.disclosure.arrays import Codes, Flags, Floats, Ints
from tenants.statistics.disclosure.catalogue import FAILING, TOTAL, Key, Table
from tenants.statistics.disclosure.cells import Cells
from tenants.statistics.disclosure.linear import solver
from tenants.statistics.disclosure.linking import world
from tenants.statistics.disclosure.moves import Move
from tenants.statistics.disclosure.needs import CODE, REASONS, SENSITIVE, SHOWN, Needs, Reason, needs
from tenants.statistics.disclosure.published import Published
from tenants.statistics.disclosure.settings import Settings
from tenants.statistics.disclosure.suppression import Suppressed, suppress
from tenants.statistics.disclosure.systems import System
from tenants.statistics.disclosure.worlds import Context, Quarters, World


@dataclass(frozen=True, slots=True)
class CellProof:
    """What the office keeps of a cell and never releases."""

    key: Key
    category: str
    count: int
    people: int
    reason: Reason | None
    must_reach: tuple[int, int]
    possible: tuple[float, float]


@dataclass(frozen=True)
class Pattern(Published):
    """What a release shows and hides, why, and how far each hidden count is proven to be open.

    `needs` holds what each cell must still seem to be, `reached_up` and `reached_down` what the certificates prove.
    `repeated` is the pattern of the people failing twice, if these are published too.
    """

    settings: Settings
    context: Context
    reasons: Codes
    needs: Needs
    reached_up: Floats
    reached_down: Floats
    certificates: tuple[Move, ...]
    repeated: Published | None
    programmes: int
    solver: str

    @cached_property
    def world(self) -> World:
        """Everything an attacker can hold, without what is hidden."""
        return world(self.cells, self.context, self.settings)

    @cached_property
    def sensitive(self) -> Flags:
        """Cells that are hidden for their own sake."""
        return np.isin(self.reasons, SENSITIVE)

    def proof(self, key: Key, category: str) -> CellProof:
        """Reason, requirement and proven bounds of one cell."""
        row, column = self.cells.row_of[key], self.cells.catalogue.classes.index(category)
        count, code = int(self.cells.counts[row, column]), int(self.reasons[row, column])
        up, down = self.needs.up[row, column], self.needs.down[row, column]
        return CellProof(
            key, category, count, int(self.cells.heads[row]), None if code == SHOWN else REASONS[code],
            (int(count - down), int(count + up)),
            (float(count - self.reached_down[row, column]), float(count + self.reached_up[row, column])),
        )  # fmt: skip

    def alternatives(self, certificate: Move) -> tuple[Floats, Floats]:
        """Two other sets of counts that print the same release."""
        change = np.zeros(len(self.world.values))
        change[certificate.cells] = certificate.changes
        own = change[self.world.cells]
        return self.cells.counts + certificate.forth * own, self.cells.counts - certificate.back * own


class CannotProtect(ValueError):
    """No pattern protects these cells: their tables must be coarser, or the version must wait.

    `cells` are those of the release, `elsewhere` counts those that earlier versions give away.
    """

    def __init__(self, cells: Sequence[tuple[Key, str]], tables: Sequence[Table], elsewhere: int) -> None:
        """Say how many and where."""
        codes = ", ".join(table.code for table in tables)
        super().__init__(f"{len(cells)} cells of {codes or 'no table'} and {elsewhere} of earlier versions stay open")
        self.cells = tuple(cells)
        self.tables = tuple(tables)
        self.elsewhere = elsewhere


def protect(
    cells: Cells,
    settings: Settings | None = None,
    *,
    earlier: Sequence[Published] = (),
    previous: Published | None = None,
    repeated: Cells | None = None,
    repeated_before: Sequence[Published | None] = (),
    quarters: Quarters | None = None,
) -> Pattern:
    """Decide what a release hides.

    `earlier` are the versions of the same period so far, oldest first: what they hide stays hidden, what they show is
    known. `previous` is the last version of the quarter before: its pattern is preferred. `repeated` counts the people
    failing now by whether they failed before too (classes `twice`, `once`), for rows of the release, `repeated_before`
    the same in each of `earlier`, `quarters` what else the quarters beside this one have told. Raises `CannotProtect`,
    never returns a pattern that leaves something open.
    """
    settings = settings or Settings()
    context = Context(tuple(earlier), previous, repeated, tuple(repeated_before), quarters or Quarters())
    task = _Task(cells, settings, context, world(cells, context, settings))
    found = suppress(task.system(), task.must[task.kept], settings.rounds)
    given_away = task.world.known & ((task.world.up > 0) | (task.world.down > 0))
    unmet = np.concatenate([task.kept[found.unmet], np.flatnonzero(given_away)])
    if len(unmet):
        raise task.refusal(unmet)
    return task.pattern(found)


@dataclass(frozen=True)
class _Task:
    """One release to protect."""

    cells: Cells
    settings: Settings
    context: Context
    world: World

    @cached_property
    def needs(self) -> Needs:
        return needs(self.cells.counts, self.cells.heads, self.settings)

    @cached_property
    def reasons(self) -> Codes:
        """Why cells must be hidden before anything is looked for."""
        reasons = self.needs.reasons.copy()
        for version in self.context.earlier:
            reasons[(reasons == SHOWN) & _hidden_before(self.cells, version)] = CODE[Reason.INHERITED]
        if self.context.previous is not None:
            carried = _carried(self.cells, self.context.previous, self.settings.carried_below)
            reasons[(reasons == SHOWN) & carried] = CODE[Reason.CARRIED]
        return reasons

    @cached_property
    def withheld(self) -> Flags:
        """Rows whose number of people is not shown."""
        heads = self.cells.heads
        withheld = (heads > 0) & (heads < self.settings.group_min)
        for version in self.context.earlier:
            for row, other in _shared(self.cells, version.cells):
                withheld[row] |= version.heads_hidden[other]
        return withheld

    @cached_property
    def must(self) -> Flags:
        must = np.zeros(len(self.world.values), dtype=np.bool_)
        must[self.world.cells[self.reasons != SHOWN]] = True
        must[self.world.heads[self.withheld & (self.world.heads >= 0)]] = True
        if self.context.repeated is not None:
            twice = self.context.repeated
            must[self.world.repeated[needs(twice.counts, twice.heads, self.settings).reasons != SHOWN]] = True
            for version in (one for one in self.context.repeated_before if one is not None):
                must[self.world.repeated[_hidden_before(twice, version)[:, 0], 0]] = True
        return must

    @cached_property
    def kept(self) -> Ints:
        """Unknowns that may move."""
        return np.flatnonzero(~self.world.known)

    def system(self) -> System:
        """What the search works on."""
        tied, kept = self.world, self.kept
        needed = np.concatenate([tied.up[kept], tied.down[kept]]).max(initial=0.0)
        farthest = np.full(len(kept), max(float(self.settings.largest_move), 10 * needed))
        return System(
            tied.values[kept], self._prices()[kept], tied.outside[kept], tied.up[kept], tied.down[kept], farthest,
            tied.sums.over(kept),
        )  # fmt: skip

    def _prices(self) -> Floats:
        """What hiding each unknown costs: totals are dear, what the quarter before hid is cheap."""
        own = np.ones(len(self.cells.rows))
        own *= weights(self.cells, self.settings)
        cells = (1 + np.log2(1 + self.cells.counts)) * own[:, None]
        if self.context.previous is not None:
            cells = np.where(_hidden_before(self.cells, self.context.previous), cells * self.settings.sticky, cells)
        prices = np.zeros(len(self.world.values))
        prices[self.world.cells] = cells
        counted = self.world.heads >= 0
        prices[self.world.heads[counted]] = ((1 + np.log2(1 + self.cells.heads)) * own)[counted]
        if self.context.repeated is not None:
            twice = self.context.repeated
            prices[self.world.repeated] = (1 + np.log2(1 + twice.counts)) * weights(twice, self.settings)[:, None]
        return prices

    def pattern(self, found: Suppressed) -> Pattern:
        """The result, in the shape of the cells."""
        hidden, up, down = self.must.copy(), np.zeros(len(self.must)), np.zeros(len(self.must))
        hidden[self.kept[found.hidden]] = True
        up[self.kept], down[self.kept] = found.reached.up, found.reached.down
        own = hidden[self.world.cells]
        reasons = np.where(own & (self.reasons == SHOWN), CODE[Reason.SECONDARY], self.reasons).astype(np.int8)
        heads = self.withheld | np.where(self.world.heads >= 0, hidden[self.world.heads], False)
        moves = tuple(Move(self.kept[move.cells], move.changes, move.forth, move.back) for move in found.reached.moves)
        return Pattern(
            self.cells, own, heads, self.settings, self.context, reasons, self.needs, up[self.world.cells],
            down[self.world.cells], moves, self._repeated(hidden), found.programmes, solver(),
        )  # fmt: skip

    def _repeated(self, hidden: Flags) -> Published | None:
        twice = self.context.repeated
        if twice is None:
            return None
        rows = [self.cells.row_of[key] for key in twice.rows]
        failing = self.cells.catalogue.classes.index(FAILING)
        cells = np.stack([hidden[self.world.repeated[:, 0]], np.ones(len(rows), dtype=np.bool_)], axis=1)
        return Published(twice, cells, hidden[self.world.cells[rows, failing]])

    def refusal(self, unmet: Ints) -> CannotProtect:
        """Where it fails: the cells, and the finest table of each."""
        rows, columns = np.nonzero(np.isin(self.world.cells, unmet))
        catalogue = self.cells.catalogue
        found = [(self.cells.rows[row], catalogue.classes[column]) for row, column in zip(rows, columns, strict=True)]
        tables = {table for key, _ in found for table in catalogue.tables if catalogue.holds(table, key)}
        listed = [table for table in catalogue.tables if table in tables]
        return CannotProtect(found, listed, len(unmet) - len(found))


def weights(cells: Cells, settings: Settings) -> Floats:
    """How dear each row is to hide, for being a total."""
    found = np.ones(len(cells.rows))
    for dimension, factor in settings.total_weights:
        at = cells.catalogue.order.get(dimension)
        if at is not None:
            found *= np.array([factor if key[at] == TOTAL else 1.0 for key in cells.rows])
    return found


def _shared(cells: Cells, other: Cells) -> Iterator[tuple[int, int]]:
    """Rows that two versions have in common."""
    for key, row in cells.row_of.items():
        place = other.row_of.get(key)
        if place is not None:
            yield row, place


def _hidden_before(cells: Cells, version: Published) -> Flags:
    """Cells that a version hides."""
    hidden = np.zeros(cells.counts.shape, dtype=np.bool_)
    for row, place in _shared(cells, version.cells):
        hidden[row] = version.hidden[place]
    return hidden


def _carried(cells: Cells, previous: Published, below: int) -> Flags:
    """What the quarter before hid in small rows whose classes stayed as they were."""
    carried = np.zeros(cells.counts.shape, dtype=np.bool_)
    for row, place in _shared(cells, previous.cells):
        if cells.heads[row] < below and (cells.counts[row] == previous.cells.counts[place]).all():
            carried[row] = previous.hidden[place]
    return carried

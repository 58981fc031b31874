"""Tables that are too fine: found before a release is protected, replaced by coarser ones, and reported."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from tenants.statistics.disclosure.catalogue import FAILING_TWICE, TWICE, Catalogue, Table
from tenants.statistics.disclosure.cells import BaseCounts, Cells
from tenants.statistics.disclosure.needs import SHOWN, needs
from tenants.statistics.disclosure.protection import CannotProtect, Pattern, protect
from tenants.statistics.disclosure.published import Published
from tenants.statistics.disclosure.settings import Settings
from tenants.statistics.disclosure.worlds import Quarters


@dataclass(frozen=True, slots=True)
class Fineness:
    """How many of a table's class cells must be hidden for their own sake; `too_fine` when that is too many."""

    table: str
    cells: int
    own: int
    too_fine: bool


@dataclass(frozen=True, slots=True)
class Coarsened:
    """A table of the catalogue that is not released as it stands, what is released instead (None: nothing), and why.

    `own` of its `cells` would have been hidden for their own sake; `unprotected` ones no pattern protects.
    """

    table: Table
    instead: Table | None
    cells: int
    own: int
    unprotected: int


@dataclass(frozen=True, slots=True)
class Settled:
    """A protected release over the tables that can be, with a report of those that can't."""

    pattern: Pattern
    coarsened: tuple[Coarsened, ...]


def fineness(base: BaseCounts, table: Table, settings: Settings) -> Fineness:
    """Hold a table against the limit of the settings."""
    cells = Cells.count(base, base.catalogue.with_tables([table]))
    own = int((needs(cells.counts, cells.heads, settings).reasons != SHOWN).sum())
    allowed = max(settings.table_allowance, settings.table_limit * cells.counts.size)
    return Fineness(table.code, cells.counts.size, own, own > allowed)


def settle(
    base: BaseCounts,
    settings: Settings | None = None,
    *,
    earlier: Sequence[Published] = (),
    previous: Published | None = None,
    repeated: BaseCounts | None = None,
    repeated_before: Sequence[Published | None] = (),
    twice_tables: Sequence[Table] = FAILING_TWICE,
    quarters: Quarters | None = None,
) -> Settled:
    """Protect what can be, with coarser tables where it must be; the arguments are those of `protect`.

    People failing twice are told in `twice_tables`, as far as the release has their rows.

    Raises `CannotProtect` when coarser tables do not help.
    """
    settings = settings or Settings()
    catalogue, report = base.catalogue, list[Coarsened]()
    for table in catalogue.tables:
        found = fineness(base, table, settings)
        if found.too_fine:
            catalogue = _replaced(base, catalogue, table, settings, report, 0)
    while True:
        cells = Cells.count(base, catalogue)
        twice = failing_twice(cells, repeated, twice_tables) if repeated is not None else None
        try:
            pattern = protect(
                cells, settings, earlier=earlier, previous=previous, repeated=twice, repeated_before=repeated_before,
                quarters=quarters,
            )  # fmt: skip
        except CannotProtect as refusal:
            if not refusal.tables:
                raise
            finest = max(refusal.tables, key=lambda table: len(list(catalogue.keys(table))))
            catalogue = _replaced(base, catalogue, finest, settings, report, len(refusal.cells))
        else:
            return Settled(pattern, tuple(report))


def failing_twice(cells: Cells, repeated: BaseCounts, wanted: Sequence[Table] = FAILING_TWICE) -> Cells | None:
    """People failing now by whether they failed before too, in those tables whose rows the release has."""
    catalogue = Catalogue(cells.catalogue.dimensions, tuple(wanted), TWICE, cells.catalogue.place)
    tables = [table for table in wanted if all(key in cells.row_of for key in catalogue.keys(table))]
    return Cells.count(repeated, catalogue.with_tables(tables)) if tables else None


def coarser(table: Table, catalogue: Catalogue) -> Iterator[Table]:
    """All coarser tables, the finest first: fewer levels, fewer dimensions."""
    spans = [[(code, depth) for depth in range(most, -1, -1)] for code, most in table.depths]
    found = []
    for choice in product(*spans):
        depths = tuple(pair for pair in choice if pair[1])
        if depths != table.depths:
            code = f"{table.code}:{'+'.join(f'{name}{depth}' for name, depth in depths)}"
            found.append(Table(code, depths))
    return iter(sorted(found, key=lambda one: (-len(list(catalogue.keys(one))), one.code)))


def _replaced(
    base: BaseCounts, catalogue: Catalogue, table: Table, settings: Settings, report: list[Coarsened], unprotected: int
) -> Catalogue:
    """The catalogue with the finest coarser table that is not too fine, or without."""
    fine = fineness(base, table, settings)
    within = (one for one in coarser(table, catalogue) if not fineness(base, one, settings).too_fine)
    instead = next(within, None)
    report.append(Coarsened(table, instead, fine.cells, fine.own, unprotected))
    tables: dict[tuple[tuple[str, int], ...], Table] = {}
    for one in catalogue.tables:
        kept = instead if one == table else one
        if kept is not None:
            tables.setdefault(kept.depths, kept)
    return catalogue.with_tables(list(tables.values()))

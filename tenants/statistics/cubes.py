"""A whole data set of a release within a scope: what every download writes, each in its own format."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tenants.statistics.asking import Figure
from tenants.statistics.asking_errors import NotOffered
from tenants.statistics.disclosure.catalogue import TOTAL
from tenants.statistics.measures import DATASETS, in_order
from tenants.statistics.models import Release, ReleaseCell
from tenants.statistics.scopes import Sight
from tenants.statistics.vocabulary import COLUMNS, members, places


@dataclass(frozen=True)
class Cell:
    """One published figure with its key: a member of each of the cube's columns."""

    key: tuple[str, ...]
    measure: str
    figure: Figure


@dataclass(frozen=True)
class Cube:
    """All figures of a data set, in the order of members and measures."""

    release: Release
    dataset: str
    columns: tuple[str, ...]
    measures: tuple[str, ...]
    cells: tuple[Cell, ...]

    @cached_property
    def members(self) -> dict[str, tuple[str, ...]]:
        """The members of each column: all that have a word, and those that only the release knows."""
        found = {}
        for at, column in enumerate(self.columns):
            known = members(column)
            found[column] = (*known, *sorted({cell.key[at] for cell in self.cells}.difference(known)))
        return found

    @cached_property
    def rows(self) -> dict[tuple[str, ...], dict[str, Figure]]:
        """The figures by key and measure."""
        found: dict[tuple[str, ...], dict[str, Figure]] = {}
        for cell in self.cells:
            found.setdefault(cell.key, {})[cell.measure] = cell.figure
        return found


async def cube(session: AsyncSession, sight: Sight, release: Release, dataset: str) -> Cube:
    """The data set within sight; refused when there is none."""
    columns = [getattr(ReleaseCell, column) for column in COLUMNS]
    statement = select(*columns, ReleaseCell.measure, ReleaseCell.value, ReleaseCell.obs_status).where(
        ReleaseCell.release_id == release.id, ReleaseCell.dataset == dataset, sight.rows(dataset)
    )
    rows = (await session.execute(statement)).all()
    if not rows:
        raise NotOffered("dataset")
    usual = set(DATASETS[dataset].columns) if dataset in DATASETS else set()
    used = [at for at, column in enumerate(COLUMNS) if column in usual or any(row[at] != TOTAL for row in rows)]
    measures = in_order(dataset, {row.measure for row in rows})
    order = {code: at for at, code in enumerate(measures)}
    cells = [Cell(tuple(row[at] for at in used), row.measure, Figure(row.value, row.obs_status)) for row in rows]
    names = tuple(COLUMNS[at] for at in used)
    ranks = [places(name) for name in names]
    cells.sort(
        key=lambda cell: (
            [(rank.get(code, len(rank)), code) for rank, code in zip(ranks, cell.key, strict=True)],
            order[cell.measure],
        )
    )
    return Cube(release, dataset, names, measures, tuple(cells))

"""What protection costs: cells and counts hidden, in all, of the nation's own rows and by table."""

from dataclasses import dataclass

import numpy as np

from tenants.statistics.disclosure.arrays import Flags
from tenants.statistics.disclosure.catalogue import TOTAL, Table
from tenants.statistics.disclosure.cells import Cells
from tenants.statistics.disclosure.needs import REASONS
from tenants.statistics.disclosure.protection import Pattern


@dataclass(frozen=True, slots=True)
class Loss:
    """Class cells of a table (or of all: `table` is None), how many are hidden, and the people counted in these.

    `own` are hidden for their own sake, `people` is the sum of all counts and `hidden_people` of those hidden.
    """

    table: str | None
    cells: int
    own: int
    hidden: int
    people: int
    hidden_people: int

    @property
    def share(self) -> float:
        """Hidden cells as a share of 1."""
        return self.hidden / self.cells if self.cells else 0.0

    @property
    def people_share(self) -> float:
        """Hidden counts as a share of 1."""
        return self.hidden_people / self.people if self.people else 0.0


@dataclass(frozen=True, slots=True)
class LossReport:
    """What a pattern hides: in all, of the nation's own rows, and by table."""

    whole: Loss
    national: Loss
    tables: tuple[Loss, ...]
    reasons: tuple[tuple[str, int], ...]
    acceptable: bool


def losses(pattern: Pattern) -> LossReport:
    """Count what is hidden; acceptable as long as both shares stay within the settings."""
    cells, catalogue = pattern.cells, pattern.cells.catalogue
    every = np.ones(len(cells.rows), dtype=np.bool_)
    place = catalogue.order[catalogue.place]
    national = np.array([key[place] == TOTAL for key in cells.rows], dtype=np.bool_)
    whole, nation = _loss(pattern, None, every), _loss(pattern, None, national)
    tables = tuple(_loss(pattern, table.code, rows_of(cells, table)) for table in catalogue.tables)
    named = [reason.value for reason in REASONS]
    reasons = tuple((name, int((pattern.reasons == at).sum())) for at, name in enumerate(named))
    within = whole.share <= pattern.settings.loss_limit and nation.share <= pattern.settings.national_loss_limit
    return LossReport(whole, nation, tables, reasons, within)


def rows_of(cells: Cells, table: Table) -> Flags:
    """Which rows of the release a table has."""
    own = set(cells.catalogue.keys(table))
    return np.array([key in own for key in cells.rows], dtype=np.bool_)


def _loss(pattern: Pattern, table: str | None, rows: Flags) -> Loss:
    counts, hidden = pattern.cells.counts[rows], pattern.hidden[rows]
    own = int(pattern.sensitive[rows].sum())
    return Loss(table, counts.size, own, int(hidden.sum()), int(counts.sum()), int(counts[hidden].sum()))

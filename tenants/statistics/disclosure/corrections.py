"""When a corrected version may be published: the difference of two versions is a publication too."""

from dataclasses import dataclass

from tenants.statistics.disclosure.catalogue import Key
from tenants.statistics.disclosure.cells import Cells
from tenants.statistics.disclosure.published import Published
from tenants.statistics.disclosure.settings import Settings


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row whose counts differ between two versions, its people now, and how many of them were corrected."""

    key: Key
    people: int
    corrected: int


def too_small(older: Published, newer: Cells, corrected: Cells, settings: Settings | None = None) -> list[ChangedRow]:
    """Rows whose change would show what was corrected of whom; empty when the correction may be published.

    `corrected` counts the people with a corrected record in the rows of the release, in their old row and their new
    one. Otherwise the correction waits for the next scheduled version; the person's own record is corrected at once.
    """
    settings = settings or Settings()
    found = []
    for key, row in newer.row_of.items():
        place = older.cells.row_of.get(key)
        if place is None or (older.cells.counts[place] == newer.counts[row]).all():
            continue
        changed = ChangedRow(key, int(newer.heads[row]), int(corrected.heads[corrected.row_of[key]]))
        if changed.people < settings.corrected_group and changed.corrected < settings.corrected_people:
            found.append(changed)
    return found

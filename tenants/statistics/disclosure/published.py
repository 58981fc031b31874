"""What one version of a release shows: every cell's count, or that it is hidden."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np

from tenants.statistics.disclosure.arrays import Flags, Floats
from tenants.statistics.disclosure.catalogue import Key
from tenants.statistics.disclosure.cells import Cells


@dataclass(frozen=True)
class Published:
    """Cells with those that are hidden, and the rows whose number of people is withheld."""

    cells: Cells
    hidden: Flags
    heads_hidden: Flags

    @staticmethod
    def of(cells: Cells, hidden: Mapping[Key, Collection[str]], withheld: Collection[Key]) -> "Published":
        """From storage: the hidden classes of each row (rows without any may be left out), and rows without size."""
        classes = cells.catalogue.classes
        flags = np.array([[one in hidden.get(key, ()) for one in classes] for key in cells.rows], dtype=np.bool_)
        heads = np.array([key in withheld for key in cells.rows], dtype=np.bool_)
        return Published(cells, flags.reshape(cells.counts.shape), heads)

    def count(self, key: Key, category: str) -> int | None:
        """A cell's count, None when it is hidden."""
        row, column = self.cells.row_of[key], self.cells.catalogue.classes.index(category)
        return None if self.hidden[row, column] else int(self.cells.counts[row, column])

    def people(self, key: Key) -> int | None:
        """A row's people, None when they are withheld."""
        row = self.cells.row_of[key]
        return None if self.heads_hidden[row] else int(self.cells.heads[row])

    @cached_property
    def figures(self) -> Floats:
        """All counts, with NaN for what is hidden: all that an attacker is given."""
        return np.where(self.hidden, np.nan, self.cells.counts.astype(np.float64))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over which cells are hidden, in the order of the rows: the same pattern has the same digest."""
        lines = [
            f"{'|'.join(key)};{''.join('x' if cell else '.' for cell in hidden)};{'x' if heads else '.'}"
            for key, hidden, heads in zip(self.cells.rows, self.hidden, self.heads_hidden, strict=True)
        ]
        return sha256("\n".join((",".join(self.cells.catalogue.classes), *lines)).encode()).hexdigest()

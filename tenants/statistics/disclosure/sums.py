"""Sparse sums between unknowns: the one place that knows scipy's matrices."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from scipy import sparse

from tenants.statistics.disclosure.arrays import Flags, Floats, Ints


@dataclass(frozen=True, slots=True)
class Sums:
    """Rows of coefficients over unknowns; each row of a true table adds up to zero, or to a known figure."""

    matrix: Any

    @staticmethod
    def of(rows: Ints, columns: Ints, coefficients: Floats, shape: tuple[int, int]) -> "Sums":
        """From triplets; entries of the same place are added."""
        return Sums(sparse.csr_array((coefficients, (rows, columns)), shape=shape))

    @staticmethod
    def stacked(parts: Sequence["Sums"]) -> "Sums":
        """The rows of all parts, over the same unknowns."""
        return Sums(sparse.vstack([part.matrix for part in parts], format="csr"))

    @property
    def height(self) -> int:
        """How many sums there are."""
        return int(self.matrix.shape[0])

    @property
    def width(self) -> int:
        """Over how many unknowns."""
        return int(self.matrix.shape[1])

    def at(self, values: Floats) -> Floats:
        """What each sum comes to."""
        return np.asarray(self.matrix @ values, dtype=np.float64)

    def over(self, columns: Ints) -> "Sums":
        """The same sums over some of the unknowns, without those that say nothing of them and without repeats."""
        part = self.columns(columns).matrix
        return Sums(part[np.diff(part.indptr) > 0])._unrepeated()

    def columns(self, columns: Ints) -> "Sums":
        """The same sums over some of the unknowns."""
        return Sums(self.matrix[:, columns].tocsr())

    def turned(self, columns: Ints, signs: Floats) -> "Sums":
        """Over some of the unknowns, as often as they are listed, each with a sign."""
        turning = sparse.dia_array((signs[None, :], [0]), shape=(len(signs), len(signs)))
        return Sums((self.matrix[:, columns] @ turning).tocsr())

    def _unrepeated(self) -> "Sums":
        part = self.matrix
        part.sort_indices()
        seen: dict[bytes, int] = {}
        for row in range(part.shape[0]):
            span = slice(part.indptr[row], part.indptr[row + 1])
            seen.setdefault(part.indices[span].tobytes() + part.data[span].tobytes(), row)
        return Sums(part[np.fromiter(seen.values(), dtype=np.int64, count=len(seen))])

    def naming(self, unknown: Flags) -> Flags:
        """Which sums name at least one of these unknowns."""
        return np.asarray(np.abs(self.matrix) @ unknown.astype(np.float64) > 0)

    def rows(self, which: Flags) -> "Sums":
        """Some of the sums."""
        return Sums(self.matrix[np.flatnonzero(which)])

    def by_column(self) -> tuple[Ints, Ints, Floats]:
        """Starts, rows and coefficients, column after column."""
        part = self.matrix.tocsc()
        part.sort_indices()
        return part.indptr.astype(np.int64), part.indices.astype(np.int64), part.data.astype(np.float64)

    def of_column(self) -> tuple[tuple[Ints, Floats], ...]:
        """For each unknown the sums that name it, with its coefficients."""
        starts, rows, data = self.by_column()
        return tuple((rows[first:last], data[first:last]) for first, last in pairwise(starts.tolist()))

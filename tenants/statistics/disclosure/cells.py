"""The figures of a release before anything is hidden: every row of the catalogue with its count in each class."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np

from tenants.statistics.disclosure.arrays import Floats, Ints
from tenants.statistics.disclosure.catalogue import Catalogue, Dimension, Key, Table
from tenants.statistics.disclosure.sums import Sums


@dataclass(frozen=True)
class BaseCounts:
    """People counted by leaf of every dimension at once; `members` holds places in `Dimension.leaves`."""

    catalogue: Catalogue
    members: Ints
    counts: Ints

    @staticmethod
    def of(catalogue: Catalogue, records: Iterable[tuple[tuple[str, ...], str, int]]) -> "BaseCounts":
        """From records of a leaf of each dimension (in the catalogue's order), a class and a number of people."""
        leaves = [{code: at for at, code in enumerate(one.leaves)} for one in catalogue.dimensions]
        classes = {code: at for at, code in enumerate(catalogue.classes)}
        found: dict[tuple[int, ...], list[int]] = {}
        for key, category, people in records:
            place = tuple(places[code] for places, code in zip(leaves, key, strict=True))
            found.setdefault(place, [0] * len(classes))[classes[category]] += people
        members = np.array(list(found), dtype=np.int64).reshape(len(found), len(leaves))
        return BaseCounts(catalogue, members, np.array(list(found.values()), dtype=np.int64).reshape(-1, len(classes)))


@dataclass(frozen=True)
class Cells:
    """True counts of every row of the catalogue, one column for each class; a row's classes add up to its people."""

    catalogue: Catalogue
    counts: Ints

    def __post_init__(self) -> None:
        """Counts are those of the catalogue's rows, never negative, and additive."""
        if self.counts.shape != (len(self.rows), len(self.catalogue.classes)):
            raise ValueError("the counts are not those of the catalogue's rows and classes")
        if (self.counts < 0).any():
            raise ValueError("a count is negative")
        if self.row_sums.at(self.counts.astype(np.float64)).any():
            raise ValueError("the counts do not add up")

    @property
    def rows(self) -> tuple[Key, ...]:
        """The rows, in the catalogue's order."""
        return self.catalogue.rows

    @cached_property
    def row_of(self) -> Mapping[Key, int]:
        """The place of each row."""
        return {key: at for at, key in enumerate(self.rows)}

    @cached_property
    def heads(self) -> Ints:
        """People in each row."""
        return np.asarray(self.counts.sum(axis=1), dtype=np.int64)

    @cached_property
    def row_sums(self) -> Sums:
        """Children minus parent, for every sum between rows."""
        return row_sums(self.catalogue)

    @staticmethod
    def count(base: BaseCounts, catalogue: Catalogue | None = None) -> "Cells":
        """Add up the people of every row; another catalogue must have the same dimensions."""
        catalogue = catalogue or base.catalogue
        found: dict[Key, Ints] = {}
        for table in catalogue.tables:
            found.update(_table(base, catalogue, table))
        counts = np.array([found[key] for key in catalogue.rows], dtype=np.int64)
        return Cells(catalogue, counts.reshape(len(catalogue.rows), len(catalogue.classes)))

    @staticmethod
    def of(catalogue: Catalogue, counts: Mapping[Key, Iterable[int]]) -> "Cells":
        """From counts by row, as stored."""
        stored = np.array([list(counts[key]) for key in catalogue.rows], dtype=np.int64)
        return Cells(catalogue, stored.reshape(len(catalogue.rows), len(catalogue.classes)))


def row_sums(catalogue: Catalogue) -> Sums:
    """Children minus parent, for every sum between rows of a catalogue."""
    place = {key: at for at, key in enumerate(catalogue.rows)}
    rows, columns, coefficients = [], [], []
    for at, (parent, children) in enumerate(catalogue.sums):
        rows += [at] * (len(children) + 1)
        columns += [place[key] for key in (*children, parent)]
        coefficients += [1.0] * len(children) + [-1.0]
    shape = (len(catalogue.sums), len(catalogue.rows))
    return Sums.of(np.array(rows, np.int64), np.array(columns, np.int64), np.array(coefficients), shape)


def _table(base: BaseCounts, catalogue: Catalogue, table: Table) -> dict[Key, Ints]:
    used = [at for at, dimension in enumerate(catalogue.dimensions) if table.depth(dimension.code)]
    spans, places, lifts = [], [], []
    for at in used:
        dimension = catalogue.dimensions[at]
        names, deepest, lift = _lifting(dimension, table.depth(dimension.code))
        spans.append(names)
        places.append(deepest[base.members[:, at]])
        lifts.append(lift)
    shape = tuple(len(names) for names in spans)
    flat = np.ravel_multi_index(tuple(places), shape) if used else np.zeros(len(base.members), dtype=np.int64)
    size = int(np.prod(shape)) if used else 1
    columns = [np.bincount(flat, weights=base.counts[:, at], minlength=size) for at in range(base.counts.shape[1])]
    block = np.stack(columns, axis=-1).reshape((*shape, base.counts.shape[1]))
    block = reduce(lambda held, step: np.moveaxis(np.tensordot(step[1], held, (1, step[0])), 0, step[0]),
                   enumerate(lifts), block)  # fmt: skip
    flattened = np.rint(block).astype(np.int64).reshape(size, -1)
    return dict(zip(catalogue.keys(table), flattened, strict=True))


def _lifting(dimension: Dimension, depth: int) -> tuple[tuple[str, ...], Ints, Floats]:
    """Nodes down to a depth, the node each leaf is counted at, and which nodes contain which."""
    names = dimension.within(depth)
    place = {name: at for at, name in enumerate(names)}

    def lines(code: str) -> list[int]:
        return [*(place[name] for name in dimension.line(code) if name in place), 0]

    deepest = np.array([lines(leaf)[0] for leaf in dimension.leaves], dtype=np.int64)
    lift = np.zeros((len(names), len(names)))
    for name in names:
        lift[lines(name), place[name]] = 1.0
    return names, deepest, lift

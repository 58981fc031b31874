"""Everything that is linked to a new release: its own sums, its earlier versions, and what subtracting them tells.

Every cell of every version is an unknown with a number; cells that an attacker takes for the same have the same number.
Nothing here says what the new release hides.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from tenants.statistics.disclosure.arrays import Flags, Floats, Ints
from tenants.statistics.disclosure.cells import Cells
from tenants.statistics.disclosure.needs import needs
from tenants.statistics.disclosure.published import Published
from tenants.statistics.disclosure.settings import Settings
from tenants.statistics.disclosure.sums import Sums


@dataclass(frozen=True, slots=True)
class Quarters:
    """What the quarters beside this one have told of those failing, where people failing twice are told.

    `older` are the versions of the quarter before until its last, `repeated_previous` who failed twice in each of them
    and in the last. `after` is what the quarter after told before this version: its classes and who failed twice.
    """

    older: Sequence[Published] = ()
    repeated_previous: Sequence[Published | None] = ()
    after: tuple[Published, Published] | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What was published before and what is published beside: see `protect`."""

    earlier: Sequence[Published] = ()
    previous: Published | None = None
    repeated: Cells | None = None
    repeated_before: Sequence[Published | None] = ()
    quarters: Quarters = field(default_factory=Quarters)


@dataclass(frozen=True, slots=True)
class World:
    """Unknowns of all versions with their true values, what each must still seem to be, and the sums between them.

    `cells`, `heads` and `repeated` are the numbers of the new release's cells, of its rows' people (-1 where these are
    known) and of people who failed twice. `known` ones stand in an earlier version or follow from an empty row;
    `outside` ones are hidden elsewhere, or never published.
    """

    values: Floats
    up: Floats
    down: Floats
    known: Flags
    outside: Flags
    sums: Sums
    totals: Floats
    cells: Ints
    heads: Ints
    repeated: Ints


@dataclass(frozen=True, slots=True)
class Numbered:
    """A version's cells with their numbers."""

    cells: Cells
    numbers: Ints
    heads: Ints


@dataclass(slots=True)
class Draft:
    """A world in the making."""

    settings: Settings
    values: list[Floats] = field(default_factory=list)
    needed: list[tuple[Ints, Floats, Floats]] = field(default_factory=list)
    known: list[Ints] = field(default_factory=list)
    outside: list[Ints] = field(default_factory=list)
    ties: list[tuple[Ints, Ints, Floats]] = field(default_factory=list)
    totals: list[Floats] = field(default_factory=list)
    height: int = 0
    size: int = 0

    def add(self, counts: Ints) -> Ints:
        """New numbers for these counts."""
        numbers = np.arange(self.size, self.size + counts.size).reshape(counts.shape)
        self.size += counts.size
        self.values.append(counts.astype(np.float64).ravel())
        return numbers

    def protect(self, numbers: Ints, counts: Ints, heads: Ints) -> None:
        """These are classes of groups of `heads` people."""
        found = needs(counts, heads, self.settings)
        self.needed.append((numbers.ravel(), found.up.ravel(), found.down.ravel()))

    def tie(self, rows: Ints, numbers: Ints, coefficients: Floats, totals: Floats) -> None:
        """Sums of these totals; `rows` says of each entry which of them it belongs to."""
        self.ties.append((rows + self.height, numbers, coefficients))
        self.totals.append(totals)
        self.height += len(totals)

    def tie_each(self, *parts: tuple[Ints, float]) -> None:
        """For each place, numbers at that place times their coefficients come to zero."""
        width = len(parts[0][0])
        coefficients = np.repeat([coefficient for _, coefficient in parts], width)
        numbers = np.concatenate([numbers for numbers, _ in parts])
        self.tie(np.tile(np.arange(width), len(parts)), numbers, coefficients, np.zeros(width))

    def tie_rows(self, sums: Sums, numbers: Ints) -> None:
        """The sums between rows, for each class."""
        matrix = sums.matrix.tocoo()
        for column in range(numbers.shape[1]):
            self.tie(matrix.row.astype(np.int64), numbers[matrix.col, column], matrix.data, np.zeros(sums.height))

    def tie_classes(self, version: Numbered) -> None:
        """The classes of each row add up to its people, known or with numbers of their own."""
        height, width = version.numbers.shape
        own = np.flatnonzero(version.heads >= 0)
        self.tie(
            np.concatenate([np.repeat(np.arange(height), width), own]),
            np.concatenate([version.numbers.ravel(), version.heads[own]]),
            np.concatenate([np.ones(height * width), -np.ones(len(own))]),
            np.where(version.heads >= 0, 0, version.cells.heads).astype(np.float64),
        )

    def finish(self, current: Numbered, repeated: Ints) -> World:
        """The world, with its sums as one matrix."""
        rows, numbers, coefficients = (np.concatenate([tie[at] for tie in self.ties]) for at in range(3))
        up, down = np.zeros(self.size), np.zeros(self.size)
        for cells, above, below in self.needed:
            np.maximum.at(up, cells, above)
            np.maximum.at(down, cells, below)
        known = _flags(self.size, self.known)
        sums = Sums.of(rows, numbers, coefficients, (self.height, self.size))
        return World(
            np.concatenate(self.values), up, down, known, _flags(self.size, self.outside) & ~known, sums,
            np.concatenate(self.totals), current.numbers, current.heads, repeated,
        )  # fmt: skip


def number(draft: Draft, cells: Cells) -> Numbered:
    """Number the cells of a release of its own, and tie them to each other."""
    version = Numbered(cells, draft.add(cells.counts), _heads(draft, cells))
    draft.protect(version.numbers, cells.counts, cells.heads)
    draft.known.append(version.numbers[cells.heads == 0].ravel())
    tie(draft, version)
    return version


def _heads(draft: Draft, cells: Cells) -> Ints:
    if draft.settings.headcount_known:
        return np.full(len(cells.heads), -1, dtype=np.int64)
    numbers = draft.add(cells.heads)
    small = (cells.heads > 0) & (cells.heads < draft.settings.group_min)
    up = np.where(small, draft.settings.group_min - cells.heads, 0).astype(np.float64)
    draft.needed.append((numbers, up, np.where(small, cells.heads, 0).astype(np.float64)))
    draft.known.append(numbers[cells.heads == 0])
    return numbers


def tie(draft: Draft, version: Numbered) -> None:
    """Everything that adds up within a version."""
    draft.tie_rows(version.cells.row_sums, version.numbers)
    draft.tie_classes(version)
    if not draft.settings.headcount_known:
        draft.tie_rows(version.cells.row_sums, version.heads[:, None])


def _flags(size: int, listed: Sequence[Ints]) -> Flags:
    flags = np.zeros(size, dtype=np.bool_)
    flags[np.concatenate([np.empty(0, dtype=np.int64), *listed])] = True
    return flags

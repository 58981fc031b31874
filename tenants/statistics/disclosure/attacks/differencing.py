"""The attacker who asks: every permitted query, every answer kept, and what they give together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from tenants.statistics.disclosure.attacks.knowledge import Knowledge, visible_elsewhere
from tenants.statistics.disclosure.attacks.lp import LpAttacker
from tenants.statistics.disclosure.catalogue import Catalogue, Key
from tenants.statistics.disclosure.protection import Pattern

CellName = tuple[Key, str]
SLACK = 1e-5


@dataclass(frozen=True, slots=True)
class Question:
    """A table, with some of its dimensions held at one node each; every node of the others is asked for."""

    table: str
    held: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Differences:
    """What asking gave: `strange` answers are not a released cell, `pinned` and `outside` as in `Audit`."""

    questions: int
    cells: int
    strange: tuple[CellName, ...]
    pinned: int
    outside: int


def questions(catalogue: Catalogue, most_held: int | None = None) -> Iterator[Question]:
    """Every permitted question: each table with any of its dimensions held at any node, totals included."""
    for table in catalogue.tables:
        spans = [
            [None, *dimension.within(table.depth(dimension.code))]
            for dimension in catalogue.dimensions if table.depth(dimension.code)
        ]  # fmt: skip
        names = [dimension.code for dimension in catalogue.dimensions if table.depth(dimension.code)]
        for choice in product(*spans):
            held = tuple((name, node) for name, node in zip(names, choice, strict=True) if node is not None)
            if most_held is None or len(held) <= most_held:
                yield Question(table.code, held)


@dataclass(slots=True)
class Asking:
    """Keeps the answers to questions about the release of a pattern."""

    pattern: Pattern
    asked: int = 0
    seen: dict[CellName, int] = field(default_factory=dict)
    strange: set[CellName] = field(default_factory=set)

    def take(self, answer: Mapping[CellName, int | None]) -> None:
        """Keep an answer's counts; hidden ones are None. Whatever is not a cell as it was released is strange."""
        self.asked += 1
        cells = self.pattern.cells
        for name, count in answer.items():
            key, category = name
            known = key in cells.row_of and category in cells.catalogue.classes
            if not known or count != self.pattern.count(key, category):
                self.strange.add(name)
            if known and count == self._true(name):
                self.seen[name] = count

    def _true(self, name: CellName) -> int:
        cells = self.pattern.cells
        return int(cells.counts[cells.row_of[name[0]], cells.catalogue.classes.index(name[1])])

    def attack(self) -> Differences:
        """Turn the linear-programming attacker loose on what was seen."""
        world, cells = self.pattern.world, self.pattern.cells
        shown = visible_elsewhere(world)
        for (key, category), count in self.seen.items():
            shown[world.cells[cells.row_of[key], cells.catalogue.classes.index(category)]] = count
        targets = world.cells[self.pattern.sensitive]
        needed = (world.up[targets] > 0) | (world.down[targets] > 0)
        targets = targets[needed]
        low, high = world.values[targets] - world.down[targets], world.values[targets] + world.up[targets]
        left = LpAttacker(Knowledge(world.sums, world.totals, shown)).attack(targets, low + SLACK, high - SLACK)
        outside = (left.low > low + SLACK) | (left.high < high - SLACK)
        pinned = int((np.abs(left.high - left.low) < SLACK).sum())
        return Differences(self.asked, len(self.seen), tuple(sorted(self.strange)), pinned, int(outside.sum()))

"""Small nations for the tests of disclosure control, and what a reader finds out who tries everything."""

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np

from tenants.statistics.disclosure.arrays import Flags, Floats, Ints
from tenants.statistics.disclosure.attacks.knowledge import knowledge
from tenants.statistics.disclosure.attacks.lp import Bounds, LpAttacker
from tenants.statistics.disclosure.catalogue import Catalogue, Dimension, Table, flat, nested
from tenants.statistics.disclosure.cells import BaseCounts, Cells
from tenants.statistics.disclosure.protection import Pattern

CLASSES = ("good", "fair", "poor")
GROUPS = ("g1", "g2", "g3")
BODIES: Mapping[str, Sequence[str]] = {"upper": ("u1", "u2", "u3"), "lower": ("l1", "l2", "l3")}
PG = Table("PG", (("province", 1), ("group", 1)))
PB = Table("PB", (("province", 1), ("body", 2)))
BG = Table("BG", (("body", 2), ("group", 1)))


def dimensions(provinces: Sequence[str] = ("p1", "p2", "p3")) -> tuple[Dimension, ...]:
    """Provinces, bodies in two levels, and groups."""
    return flat("province", provinces), nested("body", BODIES), flat("group", GROUPS)


def catalogue(*tables: Table, provinces: Sequence[str] = ("p1", "p2", "p3")) -> Catalogue:
    """These tables over three provinces, six bodies and three groups, in three classes."""
    return Catalogue(dimensions(provinces), tables, CLASSES)


def by_two(first: str, second: str, counts: Mapping[tuple[str, str], Sequence[int]], tables: Sequence[Table]) -> Cells:
    """A nation told by the classes of each pair of members of two dimensions; all people share the other members."""
    places = sorted({pair[0] for pair in counts} | {"p1"}) if first == "province" else ("p1",)
    chosen = catalogue(*tables, provinces=places)
    records = []
    for pair, row in counts.items():
        own = {"province": "p1", "body": "u1", "group": "g1"} | {first: pair[0], second: pair[1]}
        key = tuple(own[dimension.code] for dimension in chosen.dimensions)
        records += [(key, category, people) for category, people in zip(CLASSES, row, strict=True)]
    return Cells.count(BaseCounts.of(chosen, records))


def drawn(seed: int, tables: Sequence[Table] = (PB, PG, BG), provinces: int = 5, people: float = 40.0) -> BaseCounts:
    """A random nation: about `people` in each group of each body, few of them poor."""
    draw = np.random.default_rng(seed)
    chosen = catalogue(*tables, provinces=[f"p{at}" for at in range(1, provinces + 1)])
    records = []
    for key in product(*(dimension.leaves for dimension in chosen.dimensions)):
        size = draw.poisson(people * draw.lognormal(0.0, 0.4))
        for category, found in zip(CLASSES, draw.multinomial(size, (0.25, 0.73, 0.02)), strict=True):
            records.append((key, category, int(found)))
    return BaseCounts.of(chosen, records)


def cell(pattern: Pattern, key: tuple[str, ...], category: str) -> int:
    """The number of a cell in the pattern's world."""
    own = pattern.world.cells[pattern.cells.row_of[key], pattern.cells.catalogue.classes.index(category)]
    return int(own)


def interval(pattern: Pattern, key: tuple[str, ...], category: str) -> tuple[float, float]:
    """What an attacker knows of a cell: the smallest and the largest count it can have."""
    left = LpAttacker(knowledge(pattern)).attack(np.array([cell(pattern, key, category)]))
    return round(float(left.low[0]), 4), round(float(left.high[0]), 4)


def attacked(pattern: Pattern) -> tuple[Bounds, Floats, Floats]:
    """All protected cells under attack, with what should seem possible of each at least."""
    world = pattern.world
    targets = np.flatnonzero((world.up > 0) | (world.down > 0))
    low, high = world.values[targets] - world.down[targets], world.values[targets] + world.up[targets]
    return LpAttacker(knowledge(pattern)).attack(targets), low, high


def broken(pattern: Pattern) -> int:
    """How many protected cells an attacker knows too well."""
    left, low, high = attacked(pattern)
    return int(((left.low > low + 1e-5) | (left.high < high - 1e-5)).sum())


def every_nation(groups: Ints, memberships: Ints, shown: Floats) -> list[Ints]:
    """All ways to put the people of each finest group into classes that print exactly the figures shown.

    `groups` are sizes, `memberships` says which groups each row adds up, `shown` has NaN for what is hidden. No solver:
    everything is tried.
    """
    width = shown.shape[1]
    found = []
    for choice in product(*(list(_splits(int(size), width)) for size in groups)):
        figures = memberships @ np.array(choice)
        if (np.isnan(shown) | (figures == shown)).all():
            found.append(figures)
    return found


def _splits(people: int, classes: int) -> list[tuple[int, ...]]:
    if classes == 1:
        return [(people,)]
    return [(first, *rest) for first in range(people + 1) for rest in _splits(people - first, classes - 1)]


def hidden_of(pattern: Pattern, key: tuple[str, ...]) -> Flags:
    """Which classes of a row are hidden."""
    row: Flags = pattern.hidden[pattern.cells.row_of[key]]
    return row

"""Random small nations: no attacker ever learns a protected count, and one who tries everything finds it open too."""

from typing import NamedTuple

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tenants.statistics.disclosure.arrays import Ints
from tenants.statistics.disclosure.auditing import audit
from tenants.statistics.disclosure.catalogue import Catalogue, Table, flat, nested
from tenants.statistics.disclosure.cells import BaseCounts, Cells
from tenants.statistics.disclosure.protection import protect
from tests.statistics.disclosure.nations import broken, every_nation

TABLES = (
    Table("PB", (("province", 1), ("body", 2))),
    Table("PG", (("province", 1), ("group", 1))),
    Table("LG", (("body", 1), ("group", 1))),
    Table("PLG", (("province", 1), ("body", 1), ("group", 1))),
)
COUNTS = st.one_of(st.just(0), st.integers(1, 4), st.integers(0, 60))


class Shape(NamedTuple):
    """How many provinces, bodies of each level, groups and classes, and which tables."""

    provinces: int
    upper: int
    lower: int
    groups: int
    classes: int
    tables: tuple[Table, ...]


SHAPES = st.builds(
    Shape, st.integers(1, 4), st.integers(1, 2), st.integers(1, 2), st.integers(1, 3), st.integers(2, 3),
    st.lists(st.sampled_from(TABLES), min_size=1, unique=True).map(tuple),
)  # fmt: skip


def shaped(shape: Shape) -> Catalogue:
    """A small catalogue."""
    bodies = {"upper": [f"u{at}" for at in range(shape.upper)], "lower": [f"l{at}" for at in range(shape.lower)]}
    dimensions = (
        flat("province", [f"p{at}" for at in range(shape.provinces)]), nested("body", bodies),
        flat("group", [f"g{at}" for at in range(shape.groups)]),
    )  # fmt: skip
    return Catalogue(dimensions, shape.tables, ("good", "fair", "poor")[: shape.classes])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(shape=SHAPES, data=st.data())
def test_no_attacker_pins_a_protected_cell_of_any_small_nation(shape: Shape, data: st.DataObject) -> None:
    catalogue = shaped(shape)
    sizes = [len(dimension.leaves) for dimension in catalogue.dimensions]
    members = np.stack(np.meshgrid(*(np.arange(size) for size in sizes), indexing="ij"), axis=-1).reshape(-1, 3)
    rows = st.lists(COUNTS, min_size=shape.classes, max_size=shape.classes)
    counts = np.array(data.draw(st.lists(rows, min_size=len(members), max_size=len(members))))
    pattern = protect(Cells.count(BaseCounts(catalogue, members, counts)))
    found = audit(pattern)
    assert found.clean, found
    assert broken(pattern) == 0
    assert protect(pattern.cells).digest == pattern.digest


PEOPLE = st.one_of(st.integers(0, 3), st.integers(4, 9))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(counts=st.lists(st.tuples(PEOPLE, PEOPLE), min_size=4, max_size=4))
def test_who_tries_every_possible_nation_finds_each_protected_count_open(counts: list[tuple[int, int]]) -> None:
    """Two provinces by two groups in two classes: few enough to try them all, without any solver."""
    catalogue = shaped(Shape(2, 1, 1, 2, 2, (TABLES[1],)))
    members = np.array([(province, 0, group) for province in range(2) for group in range(2)])
    cells = Cells.count(BaseCounts(catalogue, members, np.array(counts)))
    assume((cells.counts > 0).any())
    pattern = protect(cells)
    nations = np.array(every_nation(*_finest(cells, members), pattern.figures))
    low, high = cells.counts - pattern.needs.down, cells.counts + pattern.needs.up
    assert (nations.min(axis=0) <= low).all()
    assert (nations.max(axis=0) >= high).all()


def test_who_tries_every_possible_nation_finds_the_one_there_is_where_only_the_small_cell_is_hidden() -> None:
    catalogue = shaped(Shape(2, 1, 1, 2, 2, (TABLES[1],)))
    members = np.array([(province, 0, group) for province in range(2) for group in range(2)])
    cells = Cells.count(BaseCounts(catalogue, members, np.array([(6, 1), (7, 5), (5, 6), (8, 6)])))
    pattern = protect(cells)
    careless = np.where(pattern.sensitive, np.nan, cells.counts)
    assert len(every_nation(*_finest(cells, members), careless)) == 1
    assert len(every_nation(*_finest(cells, members), pattern.figures)) >= 6


def _finest(cells: Cells, members: Ints) -> tuple[Ints, Ints]:
    """Sizes of the groups of province and group, and which of them each row adds up."""
    leaves = [(f"p{one[0]}", f"g{one[2]}") for one in members]
    sizes = cells.heads[[cells.row_of[place, "*", group] for place, group in leaves]]
    belongs = [[key[0] in ("*", place) and key[2] in ("*", group) for place, group in leaves] for key in cells.rows]
    return sizes, np.array(belongs).astype(np.int64)

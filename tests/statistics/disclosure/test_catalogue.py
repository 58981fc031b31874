"""Tables, their rows and sums, and counts against a count by hand."""

from collections import Counter
from itertools import product

import numpy as np
import pytest

from tenants.statistics.disclosure.catalogue import RECOMMENDED, TOTAL, Catalogue, Table, flat, nested, recommended
from tenants.statistics.disclosure.cells import BaseCounts, Cells
from tests.statistics.disclosure.nations import BG, CLASSES, PB, PG, catalogue, drawn

PROVINCES = [f"{number:02d}" for number in range(34)]


def test_the_recommended_tables_of_34_provinces_have_7_685_class_cells() -> None:
    rows = recommended(PROVINCES, tables=RECOMMENDED).rows
    assert len(rows) * 5 == 7_685
    assert sum(key[0] == TOTAL for key in rows) * 5 == 715


def test_what_is_not_known_of_people_is_a_leaf_of_its_own_where_there_are_such_people() -> None:
    known, lacking = recommended(PROVINCES), recommended(PROVINCES, unknown=("rank", "staff"))
    leaves = {one.code: one.leaves for one in lacking.dimensions}
    assert {one.code: len(leaves[one.code]) - len(one.leaves) for one in known.dimensions} == {
        "province": 0, "body": 0, "group": 0, "rank": 1, "age": 0, "gender": 0, "staff": 1, "qualification": 0,
    }  # fmt: skip
    assert (leaves["rank"][-1], leaves["staff"][-1]) == ("unknown", "unknown")
    with pytest.raises(ValueError, match="can be unknown"):
        recommended(PROVINCES, unknown=("body",))


def test_every_row_is_counted_as_one_would_by_hand() -> None:
    base = drawn(4, provinces=3, people=6)
    cells = Cells.count(base)
    by_hand: Counter[tuple[tuple[str, ...], int]] = Counter()
    for members, counts in zip(base.members, base.counts, strict=True):
        leaves = [dim.leaves[at] for dim, at in zip(base.catalogue.dimensions, members, strict=True)]
        lines = [(*dim.line(leaf), TOTAL) for dim, leaf in zip(base.catalogue.dimensions, leaves, strict=True)]
        for key in product(*lines):
            for column, people in enumerate(counts.tolist()):
                by_hand[key, column] += people
    assert {(key, at): int(count) for key, row in zip(cells.rows, cells.counts, strict=True) for at, count in
            enumerate(row)} == {(key, at): by_hand[key, at] for key in cells.rows for at in range(3)}  # fmt: skip


def test_cells_that_tables_share_are_one_cell_and_their_sums_are_listed_once() -> None:
    chosen = catalogue(PB, PG, BG)
    assert len(chosen.rows) == len(set(chosen.rows)) == 4 * 9 + 4 * 4 + 9 * 4 - 4 - 9 - 4 + 1
    assert len(chosen.sums) == len(set(chosen.sums))
    assert ((TOTAL, TOTAL, TOTAL), (("p1", TOTAL, TOTAL), ("p2", TOTAL, TOTAL), ("p3", TOTAL, TOTAL))) in chosen.sums
    assert (("p2", "upper", TOTAL), (("p2", "u1", TOTAL), ("p2", "u2", TOTAL), ("p2", "u3", TOTAL))) in chosen.sums


def test_counts_that_do_not_add_up_are_refused() -> None:
    cells = Cells.count(drawn(1))
    wrong = cells.counts.copy()
    wrong[3, 1] += 1
    with pytest.raises(ValueError, match="do not add up"):
        Cells(cells.catalogue, wrong)
    with pytest.raises(ValueError, match="negative"):
        Cells(cells.catalogue, cells.counts - 10_000_000)
    with pytest.raises(ValueError, match="not those of the catalogue"):
        Cells(cells.catalogue, cells.counts[1:])


def test_counts_come_back_from_storage() -> None:
    cells = Cells.count(drawn(2))
    stored = dict(zip(cells.rows, cells.counts.tolist(), strict=True))
    assert np.array_equal(Cells.of(cells.catalogue, stored).counts, cells.counts)


def test_a_table_deeper_than_its_dimension_and_a_node_listed_twice_are_refused() -> None:
    with pytest.raises(ValueError, match="no group at depth 2"):
        Catalogue((flat("province", ["p1"]), flat("group", ["g1"])), (Table("PG", (("group", 2),)),), CLASSES)
    with pytest.raises(ValueError, match="x has no place of its own"):
        nested("body", {"upper": ["x"], "lower": ["x"]})


def test_an_unknown_member_is_refused() -> None:
    with pytest.raises(KeyError, match="p9"):
        BaseCounts.of(catalogue(PG), [(("p9", "u1", "g1"), "good", 1)])

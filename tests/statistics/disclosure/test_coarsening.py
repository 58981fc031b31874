"""Tables that are too fine are replaced by the finest that is not, and the office is told."""

from dataclasses import replace

import numpy as np
import pytest

from tenants.statistics.disclosure.auditing import audit
from tenants.statistics.disclosure.catalogue import Table
from tenants.statistics.disclosure.cells import BaseCounts, Cells
from tenants.statistics.disclosure.coarsening import coarser, failing_twice, fineness, settle
from tenants.statistics.disclosure.protection import CannotProtect, protect
from tenants.statistics.disclosure.settings import Settings
from tests.statistics.disclosure.nations import BG, PB, PG, drawn

FINE = Table("PBG", (("province", 1), ("body", 2), ("group", 1)))


def test_a_table_of_more_than_two_per_cent_small_cells_is_too_fine() -> None:
    base = drawn(17, [FINE, PG], people=150)
    fine, coarse = fineness(base, FINE, Settings()), fineness(base, PG, Settings())
    assert fine.own > 0.02 * fine.cells
    assert fine.too_fine
    assert coarse.cells == 6 * 4 * 3
    assert not coarse.too_fine
    assert not fineness(base, FINE, Settings(table_limit=1.0)).too_fine


def test_coarser_tables_come_finest_first_and_end_with_the_nation_alone() -> None:
    base = drawn(17, [FINE])
    found = list(coarser(FINE, base.catalogue))
    assert [table.depths for table in found[:3]] == [
        (("province", 1), ("body", 1), ("group", 1)), (("province", 1), ("body", 2)), (("body", 2), ("group", 1)),
    ]  # fmt: skip
    sizes = [len(list(base.catalogue.keys(table))) for table in found]
    assert sizes == sorted(sizes, reverse=True)
    assert found[-1].depths == ()
    assert len({table.depths for table in found}) == len(found) == 11


def test_a_release_of_too_fine_a_table_shows_a_coarser_one_and_says_so() -> None:
    base = drawn(17, [FINE, PG, BG], people=150)
    found = settle(base)
    report = {one.table.code: one for one in found.coarsened}
    assert list(report) == ["PBG"]
    assert report["PBG"].own > 0
    instead = report["PBG"].instead
    assert instead is not None
    assert instead in found.pattern.cells.catalogue.tables
    assert FINE not in found.pattern.cells.catalogue.tables
    assert not fineness(base, instead, Settings()).too_fine
    assert audit(found.pattern).clean


def test_tables_that_are_not_too_fine_are_released_as_they_are() -> None:
    base = drawn(17, [PG, BG], people=150)
    found = settle(base)
    assert not found.coarsened
    assert found.pattern.digest == protect(Cells.count(base)).digest


def test_a_hamlet_is_released_as_far_as_it_can_be() -> None:
    """Forty people in three provinces: what remains hides enough, or nothing is left to show."""
    base = drawn(18, [PB, PG, BG], provinces=3, people=0.8)
    found = settle(base)
    assert {one.table.code for one in found.coarsened} == {"PB", "PG", "BG"}
    assert audit(found.pattern).clean
    assert all(not fineness(base, table, Settings()).too_fine for table in found.pattern.cells.catalogue.tables)


def test_what_cannot_be_protected_beside_an_earlier_version_is_taken_out() -> None:
    base = drawn(5)
    first = protect(Cells.count(base))
    found = settle(base, Settings(table_limit=1.0), earlier=[first])
    assert not found.coarsened
    with pytest.raises(CannotProtect):
        settle(base, Settings(threshold=12, table_limit=1.0), earlier=[first])


def test_people_failing_twice_are_counted_where_the_release_has_rows() -> None:
    base = drawn(5)
    twice = BaseCounts(replace(base.catalogue, classes=("twice", "once")), base.members, base.counts[:, :2])
    wide = failing_twice(Cells.count(base), twice)
    assert wide is not None
    assert {table.code for table in wide.catalogue.tables} == {"P2", "LG2"}
    narrow = failing_twice(Cells.count(base, base.catalogue.with_tables([PG])), twice)
    assert narrow is not None
    assert {table.code for table in narrow.catalogue.tables} == {"P2"}
    assert np.array_equal(narrow.counts.sum(axis=1), narrow.heads)
    alone = base.catalogue.with_tables([Table("G", (("group", 1),))])
    assert failing_twice(Cells.count(base, alone), twice) is None

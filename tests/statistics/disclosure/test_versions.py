"""Corrected versions, provinces that report late, quarters after quarters: what they give away together."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.disclosure_population import Population
from tenants.statistics.disclosure.auditing import audit
from tenants.statistics.disclosure.catalogue import TOTAL, Catalogue, Key, before_all_report
from tenants.statistics.disclosure.cells import BaseCounts, Cells
from tenants.statistics.disclosure.corrections import too_small
from tenants.statistics.disclosure.linking import MixedVersions
from tenants.statistics.disclosure.needs import CODE, Reason
from tenants.statistics.disclosure.protection import CannotProtect, Pattern, protect
from tenants.statistics.disclosure.published import Published
from tenants.statistics.disclosure.settings import Settings
from tenants.statistics.disclosure.worlds import Context
from tests.statistics.disclosure.nations import BG, PB, PG, broken, catalogue, drawn

Release = Callable[[int], tuple[Population, Pattern]]
TABLES = (PB, PG, BG)


def corrected(base: BaseCounts, moves: Sequence[tuple[int, int, int]]) -> BaseCounts:
    """The counts after people (of a place in the base) moved from one class to another."""
    counts = base.counts.copy()
    for place, old, new in moves:
        counts[place, old] -= 1
        counts[place, new] += 1
    return replace(base, counts=counts)


def without(base: BaseCounts, late: Sequence[str]) -> BaseCounts:
    """The nation before some provinces reported."""
    places = base.catalogue.dimensions[0].leaves
    kept = [place for place in places if place not in late]
    mine = np.array([place in kept for place in places])[base.members[:, 0]]
    members = base.members[mine].copy()
    members[:, 0] = [kept.index(places[at]) for at in members[:, 0]]
    return BaseCounts(catalogue(*base.catalogue.tables, provinces=kept), members, base.counts[mine])


def test_a_corrected_nation_keeps_hidden_what_was_hidden_and_tells_nothing_new(released: Release) -> None:
    people, first = released(1)
    classes = people.classes.copy()
    chosen = np.random.default_rng(7).choice(len(classes), 3, replace=False)
    classes[chosen] = (classes[chosen] + 1) % 4
    cells = Cells.count(people.base(classes))
    second = protect(cells, earlier=[first])
    assert (second.hidden | ~first.hidden).all()
    assert second.hidden.sum() <= 1.02 * first.hidden.sum()
    assert audit(second).clean
    independent = protect(cells, Settings(total_weights=()))
    assert audit(independent).clean, "by itself it is as good a pattern as the other"
    assert broken(replace(independent, context=Context(earlier=(first,)))) > 5


def test_a_cell_once_hidden_stays_hidden_though_it_need_not_be() -> None:
    base = drawn(5)
    first = protect(Cells.count(base))
    row, column = (int(at[0]) for at in np.nonzero(first.sensitive & (first.cells.counts == 4)))
    leaf = first.cells.rows[row]
    places = [
        at for at, members in enumerate(base.members)
        if all(code == TOTAL or code in dim.line(dim.leaves[place])
               for code, dim, place in zip(leaf, base.catalogue.dimensions, members, strict=True))
    ]  # fmt: skip
    second = protect(Cells.count(corrected(base, [(places[0], 0, column)] * 9)), earlier=[first])
    assert second.cells.counts[row, column] == 13
    assert second.hidden[row, column]
    assert second.reasons[row, column] == CODE[Reason.INHERITED]
    assert audit(second).clean


def test_an_earlier_version_comes_back_from_storage() -> None:
    """A JSON document for the catalogue, a line for each cell: all that linking a new version needs."""
    base = drawn(5, people=12)
    first = protect(Cells.count(base))
    cells = first.cells
    kept = Catalogue.of(json.loads(json.dumps(cells.catalogue.described())))
    lines = {key: [int(count) for count in row] for key, row in zip(cells.rows, cells.counts, strict=True)}
    hidden = {key: [one for one in kept.classes if first.count(key, one) is None] for key in cells.rows}
    withheld = {key for key in cells.rows if first.people(key) is None}
    stored = Published.of(Cells.of(kept, lines), hidden, withheld)
    assert stored.digest == first.digest
    second = Cells.count(corrected(base, [(3, 1, 0), (8, 1, 0)]))
    assert protect(second, earlier=[stored]).digest == protect(second, earlier=[first]).digest


def test_a_third_version_is_held_against_both_before() -> None:
    base = drawn(6)
    first = protect(Cells.count(base))
    changed = corrected(base, [(3, 0, 1), (8, 1, 2)])
    second = protect(Cells.count(changed), earlier=[first])
    cells = Cells.count(corrected(changed, [(20, 1, 0), (3, 1, 2)]))
    third = protect(cells, earlier=[first, second])
    assert audit(third).clean
    assert (third.hidden | ~(first.hidden | second.hidden)).all()
    independent = protect(cells, Settings(total_weights=(("group", 9.0),)))
    assert broken(independent) == 0
    assert broken(replace(independent, context=Context(earlier=(first, second)))) > 0


def test_what_an_earlier_version_shows_cannot_be_hidden_any_more() -> None:
    """An office that raises its threshold after publishing learns that it is too late."""
    first = protect(Cells.count(drawn(5)))
    with pytest.raises(CannotProtect) as refused:
        protect(first.cells, Settings(threshold=12), earlier=[first])
    assert len(refused.value.cells) > 0
    assert {table.code for table in refused.value.tables} <= {"PB", "PG", "BG"}


def test_tables_added_by_a_later_version_do_not_open_what_the_earlier_one_hides() -> None:
    base = drawn(5)
    narrow = protect(Cells.count(base, base.catalogue.with_tables([PB, PG])))
    alone = protect(Cells.count(base), Settings(total_weights=(("group", 9.0),)))
    assert broken(replace(alone, context=Context(earlier=(narrow,)))) > 0
    wide = protect(Cells.count(base), earlier=[narrow])
    added = [row for key, row in wide.cells.row_of.items() if key not in narrow.cells.row_of]
    assert len(added) == 24
    assert not wide.hidden[added].all()
    assert audit(wide).clean


def test_late_provinces_are_protected_against_new_totals_minus_old_ones() -> None:
    base = drawn(8, people=25)
    for late in (["p2"], ["p2", "p4"]):
        early = protect(Cells.count(without(base, late)))
        alone = protect(Cells.count(base))
        together = protect(alone.cells, earlier=[early])
        assert broken(replace(alone, context=Context(earlier=(early,)))) > 0
        assert audit(together).clean
        assert together.hidden.sum() > alone.hidden.sum()
        few = _few_late(early, together)
        assert len(few) > 5
        assert all(None in (early.count(*cell), together.count(*cell)) for cell in few)
        assert any(None not in (early.count(*cell), alone.count(*cell)) for cell in few)


def _few_late(early: Pattern, whole: Pattern) -> list[tuple[Key, str]]:
    """National cells in which the late provinces have one to four people together."""
    kept = [key for key in early.cells.rows if key[0] == TOTAL]
    added = {
        key: whole.cells.counts[whole.cells.row_of[key]] - early.cells.counts[early.cells.row_of[key]] for key in kept
    }
    classes = whole.cells.catalogue.classes
    return [(key, one) for key, row in added.items() for at, one in enumerate(classes) if 0 < row[at] < 5]


def test_it_costs_less_to_keep_crossed_tables_of_the_nation_until_all_report() -> None:
    base = drawn(8, people=25)
    first = without(base, ["p2"])
    waiting = before_all_report(first.catalogue)
    assert [table.code for table in waiting.tables] == ["PB", "PG"]
    whole = Cells.count(base)
    patient = protect(whole, earlier=[protect(Cells.count(first, waiting))])
    hasty = protect(whole, earlier=[protect(Cells.count(first))])
    assert audit(patient).clean
    assert patient.hidden.sum() < hasty.hidden.sum()


def test_a_version_either_adds_provinces_or_corrects_others() -> None:
    base = drawn(8)
    early = protect(Cells.count(without(base, ["p2"])))
    with pytest.raises(MixedVersions, match="p1"):
        protect(Cells.count(corrected(base, [(0, 1, 0)])), earlier=[early])
    fewer = base.counts.copy()
    fewer[base.members[:, 0] == 1] = 0
    with pytest.raises(MixedVersions):
        protect(Cells.count(corrected(replace(base, counts=fewer), [(0, 1, 0)])), earlier=[early])


def test_a_correction_is_published_where_the_row_is_large_or_five_were_corrected() -> None:
    base = drawn(9, people=20)
    cells, older = Cells.count(base), _shown(Cells.count(base))

    def waiting(moves: Sequence[tuple[int, int, int]]) -> list[tuple[str, ...]]:
        people = np.zeros_like(base.counts)
        for place, _, new in moves:
            people[place, new] += 1
        found = too_small(older, Cells.count(corrected(base, moves)), Cells.count(replace(base, counts=people)))
        assert all(row.people < 200 and row.corrected < 5 for row in found)
        return [row.key for row in found]

    assert not waiting([])
    assert not waiting([(0, 1, 0)] * 5)
    few = waiting([(0, 1, 0)] * 4)
    assert ("p1", "u1", TOTAL) in few
    assert (TOTAL, TOTAL, TOTAL) not in few
    assert cells.heads[cells.row_of[TOTAL, TOTAL, TOTAL]] >= 200


def _shown(cells: Cells) -> Published:
    nothing = np.zeros_like(cells.counts, dtype=np.bool_)
    return Published(cells, nothing, nothing[:, 0])

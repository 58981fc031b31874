"""Versions of sums and of people failing twice: what earlier ones show and hide is known to whoever reads the next."""

from dataclasses import replace

import numpy as np
import pytest

from tenants.statistics.disclosure.auditing import audit
from tenants.statistics.disclosure.catalogue import FAILING, FAILING_TWICE, TOTAL
from tenants.statistics.disclosure.cells import Cells
from tenants.statistics.disclosure.coarsening import failing_twice
from tenants.statistics.disclosure.magnitudes import CannotProtectSums, Magnitudes, SumPattern, protect_sums
from tenants.statistics.disclosure.magnitudes import protect_together as together
from tenants.statistics.disclosure.needs import SHOWN, needs
from tenants.statistics.disclosure.protection import Pattern, protect
from tenants.statistics.disclosure.settings import Settings
from tenants.statistics.disclosure.sum_worlds import ShownSums
from tenants.statistics.disclosure.worlds import Context, Quarters
from tests.statistics.disclosure.nations import broken
from tests.statistics.disclosure.test_magnitudes import nation, steady, summed
from tests.statistics.disclosure.test_quarters import failing_nation

KEY = ("p1", TOTAL, "g1")


def shown(pattern: SumPattern) -> ShownSums:
    return ShownSums(pattern.magnitudes.catalogue, pattern.magnitudes.totals, pattern.hidden, pattern.sensitive)


def hidden(pattern: SumPattern) -> set[tuple[str, ...]]:
    rows = pattern.magnitudes.catalogue.rows
    return {rows[at] for at in np.flatnonzero(pattern.hidden)}


def test_a_corrected_sum_keeps_hidden_what_was_hidden_before() -> None:
    first = protect_sums(nation(p1_g1=(480, 460, 450, 440)))
    grown = nation(p1_g1=steady(12))
    assert not protect_sums(grown).hidden.any()
    second = protect_sums(grown, earlier=[shown(first)])
    assert hidden(second) == hidden(first)
    assert second.narrowed() == 0


def test_another_pattern_for_the_same_sums_would_open_them() -> None:
    first = protect_sums(nation(p1_g1=(480, 460, 450, 440)))
    partners = hidden(first)
    (province,) = {key[0] for key in partners} - {"p1", TOTAL}
    (group,) = {key[2] for key in partners} - {"g1", TOTAL}
    other = next(one for one in ("p2", "p3") if one != province)
    also = next(one for one in ("g2", "g3") if one != group)
    rows = first.magnitudes.catalogue.rows
    own = np.array([key in {KEY, (other, TOTAL, "g1"), ("p1", TOTAL, also), (other, TOTAL, also)} for key in rows])
    again = protect_sums(first.magnitudes, earlier=[shown(first)])
    assert hidden(again) == partners
    assert replace(again, hidden=own).narrowed() == 1


def test_new_totals_minus_old_ones_do_not_tell_the_hours_of_a_late_province() -> None:
    units = {(f"p{place}", f"g{group}"): steady(12) for place in (1, 2, 3) for group in (1, 2, 3)}
    early = protect_sums(summed(units))
    assert not early.hidden.any()
    late = summed(units | {("p4", f"g{group}"): steady(12) for group in (2, 3)} | {("p4", "g1"): (480, 470, 460)})
    linked = protect_sums(late, earlier=[shown(early)])
    assert linked.narrowed() == 0
    assert ("p4", TOTAL, "g1") in hidden(linked)
    assert (TOTAL, TOTAL, "g1") in hidden(linked), "its difference to the total shown before is the province's"
    alone = protect_sums(late)
    assert replace(linked, hidden=alone.hidden).narrowed() == 1


def test_what_an_earlier_version_shows_cannot_be_hidden_any_more() -> None:
    first = protect_sums(nation())
    with pytest.raises(CannotProtectSums):
        protect_sums(first.magnitudes, sensitive=np.arange(len(first.hidden)) == 5, earlier=[shown(first)])


def test_measures_of_the_same_rows_are_hidden_together_and_all_open() -> None:
    hours = nation(p1_g1=(480, 460, 450, 440))
    draw = np.random.default_rng(3)
    counts = {key: int(draw.integers(40, 90)) for key in hours.catalogue.rows if TOTAL not in (key[0], key[2])}
    sums = [
        sum(count for leaf, count in counts.items() if key[0] in (TOTAL, leaf[0]) and key[2] in (TOTAL, leaf[2]))
        for key in hours.catalogue.rows
    ]
    entries = Magnitudes(hours.catalogue, np.array(sums), hours.people, hours.largest, hours.second)
    forced = np.array([key == ("p3", TOTAL, "g3") for key in hours.catalogue.rows])
    first, second = together([hours, entries], must=forced)
    assert (first.hidden == second.hidden).all()
    assert (first.hidden & forced).any()
    assert first.narrowed() == second.narrowed() == 0
    assert second.total(KEY) is None
    assert replace(second, hidden=second.sensitive).narrowed() == 1


def _twice(pattern: Pattern, province: str) -> int | None:
    assert pattern.repeated is not None
    return pattern.repeated.count((province, TOTAL, TOTAL), "twice")


def test_who_failed_twice_stays_hidden_in_a_corrected_version() -> None:
    now, again = failing_nation({"p1": 2, "p2": 9, "p3": 12}, 25)
    cells = Cells.count(now)
    first = protect(cells, repeated=failing_twice(cells, again))
    (partner,) = (one for one in ("p2", "p3") if _twice(first, one) is None)
    other = "p2" if partner == "p3" else "p3"
    second = protect(cells, earlier=[first], repeated=failing_twice(cells, again), repeated_before=[first.repeated])
    assert _twice(second, partner) is None
    assert _twice(second, other) is not None
    assert audit(second).clean
    assert second.repeated is not None
    turned = second.repeated.hidden.copy()
    rows = second.repeated.cells.row_of
    turned[rows[partner, TOTAL, TOTAL], 0] = False
    turned[rows[other, TOTAL, TOTAL], 0] = True
    switched = replace(second, repeated=replace(second.repeated, hidden=turned))
    assert broken(switched) > 0
    assert broken(replace(switched, context=Context(repeated=second.context.repeated))) == 0, "alone it is as good"


def test_a_late_provinces_twice_failing_are_not_new_totals_minus_old_ones() -> None:
    whole, again = failing_nation({"p1": 8, "p2": 9, "p3": 2}, 25)
    kept = replace(
        whole, counts=whole.counts[:2], members=whole.members[:2],
        catalogue=replace(whole.catalogue, dimensions=(
            replace(whole.catalogue.dimensions[0], nodes=whole.catalogue.dimensions[0].nodes[:2]),
            *whole.catalogue.dimensions[1:],
        )),
    )  # fmt: skip
    early = Cells.count(kept)
    before = protect(
        early,
        repeated=failing_twice(
            early, replace(kept, counts=again.counts[:2], catalogue=replace(kept.catalogue, classes=("twice", "once")))
        ),
    )
    assert _twice(before, TOTAL) == 17
    cells = Cells.count(whole)
    second = protect(cells, earlier=[before], repeated=failing_twice(cells, again), repeated_before=[before.repeated])
    assert _twice(second, "p3") is None
    assert _twice(second, TOTAL) is None
    assert audit(second).clean


def test_tables_of_people_failing_twice_can_be_fewer() -> None:
    now, again = failing_nation({"p1": 8, "p2": 9, "p3": 12}, 25)
    cells = Cells.count(now)
    found = failing_twice(cells, again, FAILING_TWICE[:1])
    assert found is not None
    assert [one.code for one in found.catalogue.tables] == ["P2"]
    assert found.counts.sum() == 2 * 75
    assert FAILING in cells.catalogue.classes


def test_that_all_agencies_are_on_time_is_no_secret_when_the_gap_is_nothing() -> None:
    counts = np.array([[12, 0], [3, 0], [9, 2]])
    found = needs(counts, counts.sum(axis=1), Settings(full_gap=0))
    assert (found.reasons[0] == SHOWN).all()
    assert found.down[0].tolist() == [0, 0]
    assert (found.reasons[1] != SHOWN).all()
    assert found.reasons[2].tolist() != [SHOWN, SHOWN]
    assert (needs(counts, counts.sum(axis=1), Settings()).reasons[0, 0]) != SHOWN


def test_a_quarter_told_late_does_not_open_what_the_next_one_told_of_both() -> None:
    """3 and 6 failed, both hidden, their sum shown; 5 failing twice in the next quarter leave 4 for the first."""
    now, again = failing_nation({"p1": 0, "p2": 5, "p3": 12}, 25)
    later = Cells.count(now)
    after = protect(later, repeated=failing_twice(later, again))
    assert after.repeated is not None
    assert _twice(after, "p2") == 5
    this = Cells.count(replace(now, counts=np.array([[222, 3], [219, 6], [200, 25]])))
    alone = protect(this)
    told = Quarters(after=(after, after.repeated))
    assert broken(replace(alone, context=Context(quarters=told))) > 0
    linked = protect(this, quarters=told)
    assert linked.hidden.sum() > alone.hidden.sum()
    assert audit(linked).clean


def test_all_versions_of_the_quarter_before_are_known_with_who_failed_twice() -> None:
    now, again = failing_nation({"p1": 1, "p2": 5, "p3": 12}, 25)
    first = protect(Cells.count(replace(now, counts=np.array([[222, 3], [219, 6], [200, 25]]))))
    second = protect(Cells.count(replace(now, counts=np.array([[222, 3], [210, 15], [200, 25]]))), earlier=[first])
    cells = Cells.count(now)
    twice = failing_twice(cells, again)
    pattern = protect(
        cells, previous=second, repeated=twice, quarters=Quarters([first], [None, None]),
    )  # fmt: skip
    assert len(pattern.world.values) > len(protect(cells, previous=second, repeated=twice).world.values)
    assert audit(pattern).clean

"""One quarter after the other: preferring what was hidden, carrying small rows over, people failing twice."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.disclosure_population import Population
from tenants.statistics.disclosure.auditing import audit
from tenants.statistics.disclosure.catalogue import FAILING, TOTAL
from tenants.statistics.disclosure.cells import BaseCounts, Cells
from tenants.statistics.disclosure.coarsening import failing_twice
from tenants.statistics.disclosure.needs import CODE, Reason
from tenants.statistics.disclosure.protection import Pattern, protect
from tenants.statistics.disclosure.worlds import Context
from tests.statistics.disclosure.nations import broken, drawn

Release = Callable[[int], tuple[Population, Pattern]]


def test_the_next_quarter_prefers_what_the_last_one_hid_and_publishes_who_failed_twice(released: Release) -> None:
    people, alone = released(1)
    before = protect(Cells.count(people.base(people.before)))
    twice = failing_twice(alone.cells, people.repeated())
    assert twice is not None
    after = protect(alone.cells, previous=before, repeated=twice)
    assert audit(after).clean
    assert (after.hidden & before.hidden).sum() > 20 + (alone.hidden & before.hidden).sum()
    assert after.hidden.mean() < alone.hidden.mean() + 0.01
    assert after.repeated is not None
    assert len(twice.rows) == 49
    assert after.repeated.hidden[:, 0].mean() < 0.2


def test_small_rows_whose_classes_stayed_keep_what_was_hidden() -> None:
    base = drawn(5, people=3)
    before = protect(Cells.count(base))
    counts = base.counts.copy()
    counts[-1, 0] += 7
    after = protect(Cells.count(replace(base, counts=counts)), previous=before)
    small = (after.cells.heads < 50) & (after.cells.counts == before.cells.counts).all(axis=1)
    assert small.any()
    assert (after.hidden | ~before.hidden)[small].all()
    assert (after.reasons == CODE[Reason.CARRIED]).any()
    assert audit(after).clean


def failing_nation(twice_of: dict[str, int], failing: int) -> tuple[BaseCounts, BaseCounts]:
    """A nation of three provinces with so many failing people in each, and those of them who failed twice."""
    catalogue = replace(drawn(1, provinces=3).catalogue, classes=("HTXS", FAILING))
    members = np.array([(province, 0, 0) for province in range(3)])
    now = BaseCounts(catalogue, members, np.array([[200, failing]] * 3))
    split = np.array([[twice_of[place], failing - twice_of[place]] for place in ("p1", "p2", "p3")])
    return now, BaseCounts(replace(catalogue, classes=("twice", "once")), members, split)


def test_few_who_failed_twice_are_hidden_with_partners() -> None:
    now, again = failing_nation({"p1": 2, "p2": 9, "p3": 12}, 25)
    cells = Cells.count(now)
    twice = failing_twice(cells, again)
    assert twice is not None
    pattern = protect(cells, repeated=twice)
    assert pattern.repeated is not None
    assert pattern.repeated.count(("p1", TOTAL, TOTAL), "twice") is None
    assert pattern.repeated.hidden[:, 0].sum() >= 2
    assert pattern.repeated.count((TOTAL, TOTAL, TOTAL), "twice") == 23
    assert audit(pattern).clean


def test_all_but_a_few_failing_twice_would_name_the_few() -> None:
    """Of 25 failing 23 failed before: 2 failed for the first time, so one of the three figures must go."""
    now, again = failing_nation({"p1": 23, "p2": 9, "p3": 12}, 25)
    twice = failing_twice(Cells.count(now), again)
    assert twice is not None
    pattern = protect(Cells.count(now), repeated=twice)
    assert pattern.repeated is not None
    row = ("p1", TOTAL, TOTAL)
    assert pattern.repeated.count(row, "twice") is None or pattern.count(row, FAILING) is None
    assert audit(pattern).clean


def test_who_failed_twice_says_something_of_the_quarter_before() -> None:
    """3 and 6 failed before, both hidden, their sum shown: 5 failing twice in the second leave 4 for the first."""
    now, again = failing_nation({"p1": 0, "p2": 5, "p3": 12}, 25)
    before = protect(Cells.count(replace(now, counts=np.array([[222, 3], [219, 6], [200, 25]]))))
    assert before.count(("p2", TOTAL, TOTAL), FAILING) is None
    assert before.count(("p3", TOTAL, TOTAL), FAILING) == 25
    cells = Cells.count(now)
    twice = failing_twice(cells, again)
    careless = protect(cells, repeated=twice)
    assert careless.repeated is not None
    assert careless.repeated.count(("p2", TOTAL, TOTAL), "twice") == 5
    assert broken(replace(careless, context=Context(previous=before, repeated=twice))) == 4, (
        "the same three people in four rows"
    )
    pattern = protect(cells, previous=before, repeated=twice)
    assert pattern.repeated is not None
    assert pattern.repeated.count(("p2", TOTAL, TOTAL), "twice") is None
    assert audit(pattern).clean
    assert audit(pattern).protected == 4


def test_counts_of_failing_people_must_be_those_of_the_release() -> None:
    now, again = failing_nation({"p1": 4, "p2": 9, "p3": 12}, 25)
    wrong = replace(again, counts=again.counts + 1)
    with pytest.raises(ValueError, match="not those of the release"):
        protect(Cells.count(now), repeated=failing_twice(Cells.count(now), wrong))

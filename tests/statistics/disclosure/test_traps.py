"""Tables made so that a careless office would give somebody away."""

from dataclasses import replace

import numpy as np
import pytest

from tenants.statistics.disclosure.auditing import audit
from tenants.statistics.disclosure.catalogue import TOTAL
from tenants.statistics.disclosure.cells import BaseCounts, Cells
from tenants.statistics.disclosure.needs import REASONS, SHOWN
from tenants.statistics.disclosure.protection import Pattern, protect
from tenants.statistics.disclosure.settings import Settings
from tests.statistics.disclosure.nations import (
    BG,
    CLASSES,
    PB,
    PG,
    attacked,
    broken,
    by_two,
    catalogue,
    drawn,
    hidden_of,
    interval,
)  # fmt: skip


def reason(pattern: Pattern, key: tuple[str, ...], category: str) -> str | None:
    """Why a cell is hidden."""
    code = int(pattern.reasons[pattern.cells.row_of[key], CLASSES.index(category)])
    return None if code == SHOWN else str(REASONS[code])


def test_one_person_in_a_table_of_two_by_two_takes_others_along() -> None:
    pattern = protect(by_two("province", "group", {
        ("p1", "g1"): (20, 30, 1), ("p1", "g2"): (25, 40, 8), ("p2", "g1"): (30, 22, 9), ("p2", "g2"): (14, 33, 7),
    }, [PG]))  # fmt: skip
    assert reason(pattern, ("p1", TOTAL, "g1"), "poor") == "primary"
    assert pattern.hidden.sum() >= 8, "a square in two classes is the least that leaves a choice"
    assert reason(pattern, (TOTAL, TOTAL, TOTAL), "poor") is None
    low, high = interval(pattern, ("p1", TOTAL, "g1"), "poor")
    assert low == 0
    assert high >= 5
    assert audit(pattern).clean


def test_two_small_cells_in_one_row_do_not_protect_each_other_by_themselves() -> None:
    """1 and 2 with a visible total of 3 leave at most 3 for each: more must be hidden."""
    pattern = protect(by_two("province", "group", {
        ("p1", "g1"): (20, 30, 1), ("p1", "g2"): (25, 40, 2), ("p2", "g1"): (30, 22, 9), ("p2", "g2"): (14, 33, 7),
    }, [PG]))  # fmt: skip
    assert interval(pattern, ("p1", TOTAL, "g1"), "poor")[1] >= 5
    assert interval(pattern, ("p1", TOTAL, "g2"), "poor")[1] >= 5
    assert hidden_of(pattern, ("p1", TOTAL, TOTAL))[2], "3 poor people of the province are few as well"
    assert broken(pattern) == 0


def test_a_body_of_fourteen_all_in_one_class_gets_partners_among_zeros() -> None:
    pattern = protect(by_two("province", "body", {
        ("p1", "u1"): (0, 14, 0), ("p1", "u2"): (20, 80, 9), ("p2", "u1"): (30, 60, 8), ("p2", "u2"): (24, 50, 11),
    }, [PB]))  # fmt: skip
    assert reason(pattern, ("p1", "u1", TOTAL), "fair") == "full"
    assert interval(pattern, ("p1", "u1", TOTAL), "fair")[0] <= 11
    assert pattern.count(("p1", "l1", TOTAL), "fair") == 0, "an empty body is shown"


def test_nobody_in_a_class_is_shown() -> None:
    pattern = protect(by_two("province", "group", {
        ("p1", "g1"): (20, 30, 0), ("p1", "g2"): (25, 40, 8), ("p2", "g1"): (30, 22, 9), ("p2", "g2"): (14, 33, 7),
    }, [PG]))  # fmt: skip
    assert not pattern.hidden.any()
    assert pattern.count(("p1", TOTAL, "g1"), "poor") == 0


def test_a_body_of_three_and_one_of_one_show_nothing_and_leave_every_class_open() -> None:
    pattern = protect(by_two("province", "body", {
        ("p1", "u1"): (2, 1, 0), ("p1", "u2"): (20, 80, 9), ("p1", "u3"): (18, 44, 7),
        ("p2", "u1"): (0, 1, 0), ("p2", "u2"): (24, 50, 11), ("p2", "u3"): (30, 61, 13),
    }, [PB]))  # fmt: skip
    for key, people in ((("p1", "u1", TOTAL), 3), (("p2", "u1", TOTAL), 1)):
        assert pattern.people(key) is None
        assert hidden_of(pattern, key).all()
        for category, count in zip(CLASSES, pattern.cells.counts[pattern.cells.row_of[key]], strict=True):
            assert count == 0 or interval(pattern, key, category) == (0, people)
    told = audit(pattern)
    assert told.clean
    assert (told.zeros, told.zeros_open) == (4, 1), "of a hidden zero only the mark is promised"
    assert pattern.people(("p1", "u2", TOTAL)) == 109


def test_levels_of_bodies_are_subtracted_too() -> None:
    """Hidden in a body and in another level's body: each level's total must not tell."""
    pattern = protect(by_two("province", "body", {
        ("p1", "u1"): (20, 40, 2), ("p1", "u2"): (20, 80, 9), ("p1", "l1"): (30, 61, 3), ("p1", "l2"): (16, 61, 8),
        ("p2", "u1"): (15, 40, 12), ("p2", "u2"): (24, 50, 11), ("p2", "l1"): (19, 28, 6), ("p2", "l2"): (22, 61, 8),
    }, [PB]))  # fmt: skip
    assert interval(pattern, ("p1", "u1", TOTAL), "poor")[1] >= 5
    assert interval(pattern, ("p1", "l1", TOTAL), "poor")[1] >= 5
    assert audit(pattern).clean


def test_a_cell_that_two_tables_share_is_hidden_in_both_or_in_neither() -> None:
    """The poor of province p1 are few: the row stands in the table by body and in the one by group."""
    base = drawn(11, [PB, PG], provinces=4, people=30)
    base.counts[base.members[:, 0] == 0, 2] = 0
    base.counts[np.flatnonzero(base.members[:, 0] == 0)[0], 2] = 3
    pattern = protect(Cells.count(base))
    assert reason(pattern, ("p1", TOTAL, TOTAL), "poor") == "primary"
    assert audit(pattern).clean
    alone = {
        table.code: protect(Cells.count(base, catalogue(table, provinces=("p1", "p2", "p3", "p4"))))
        for table in (PB, PG)
    }
    union = replace(pattern, hidden=_joined(pattern, list(alone.values())))
    assert broken(union) > 0, "patterns found for each table alone do not fit together"


def _joined(pattern: Pattern, alone: list[Pattern]) -> np.ndarray:
    """What stays hidden when each table is published with a pattern of its own: whatever both tables hide."""
    hidden = np.ones_like(pattern.hidden)
    for one in alone:
        for key, row in one.cells.row_of.items():
            hidden[pattern.cells.row_of[key]] &= one.hidden[row]
    return hidden


def test_hiding_only_the_small_cells_gives_every_one_away() -> None:
    pattern = protect(Cells.count(drawn(3, [PB, PG, BG])))
    careless = replace(pattern, hidden=pattern.sensitive)
    left, low, _ = attacked(careless)
    exactly = int((left.high - left.low < 1e-5).sum())
    assert exactly > 0.5 * len(low)
    assert not audit(careless).clean
    assert broken(pattern) == 0


@pytest.mark.parametrize("known", [True, False])
def test_sizes_of_groups_may_be_secret_too(known: bool) -> None:
    cells = by_two("province", "body", {
        ("p1", "u1"): (2, 1, 0), ("p1", "u2"): (20, 80, 9), ("p1", "u3"): (18, 44, 7),
        ("p2", "u1"): (7, 12, 9), ("p2", "u2"): (24, 50, 11), ("p2", "u3"): (30, 61, 13),
    }, [PB])  # fmt: skip
    pattern = protect(cells, Settings(headcount_known=known))
    assert audit(pattern).clean
    withheld = [key for key in cells.rows if pattern.people(key) is None]
    assert (len(withheld) == 1) is known, "a single withheld size follows from the others' when sizes are secret"
    assert ("p1", "u1", TOTAL) in withheld


def test_a_release_of_nobody_hides_nothing() -> None:
    pattern = protect(Cells.count(BaseCounts.of(catalogue(PG), [])))
    assert not pattern.hidden.any()
    assert audit(pattern).protected == 0


def test_however_dear_totals_are_they_are_hidden_where_nothing_else_helps() -> None:
    cells = Cells.count(drawn(3, [PB, PG, BG]))
    dear = Settings(total_weights=(("province", 1e6), ("body", 1e6)))
    assert audit(protect(cells, dear)).clean

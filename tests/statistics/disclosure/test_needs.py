"""What must be hidden for its own sake, and how far it must be open."""

import numpy as np
import pytest

from tenants.statistics.disclosure.needs import REASONS, SHOWN, needs
from tenants.statistics.disclosure.settings import Settings

Cell = tuple[str | None, int, int]


def told(row: list[int], settings: Settings | None = None) -> list[Cell]:
    """Of each class of a row: the reason, and how far above and below must seem possible."""
    counts = np.array([row])
    found = needs(counts, counts.sum(axis=1), settings or Settings())
    reasons = [None if code == SHOWN else str(REASONS[code]) for code in found.reasons[0].tolist()]
    return list(zip(reasons, found.up[0].astype(int).tolist(), found.down[0].astype(int).tolist(), strict=True))


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ([1, 20, 30], [("primary", 4, 1), (None, 0, 0), (None, 0, 0)]),
        ([4, 5, 0], [("primary", 1, 4), (None, 0, 0), (None, 0, 0)]),
        ([0, 5, 6], [(None, 0, 0), (None, 0, 0), (None, 0, 0)]),
        ([1, 2, 3], [("primary", 4, 1), ("primary", 3, 2), ("primary", 2, 3)]),
        ([0, 0, 0], [(None, 0, 0), (None, 0, 0), (None, 0, 0)]),
    ],
)
def test_one_to_four_people_of_a_class_must_seem_to_be_nobody_or_five(row: list[int], cells: list[Cell]) -> None:
    assert told(row) == cells


def test_of_a_group_below_five_nothing_is_shown_not_even_zeros_and_anybody_may_be_in_any_class() -> None:
    assert told([3, 1, 0]) == [("small_group", 1, 3), ("small_group", 3, 1), ("small_group", 0, 0)]
    assert told([1, 0, 0]) == [("small_group", 0, 1), ("small_group", 0, 0), ("small_group", 0, 0)]


def test_where_everybody_is_in_one_class_three_fewer_must_seem_possible() -> None:
    assert told([0, 14, 0]) == [(None, 0, 0), ("full", 0, 3), (None, 0, 0)]
    assert told([0, 5, 0])[1] == ("full", 0, 3)


def test_all_but_four_in_one_class_is_protected_by_the_four() -> None:
    assert told([0, 14, 4]) == [(None, 0, 0), (None, 0, 0), ("primary", 1, 4)]


def test_another_threshold_protects_more() -> None:
    assert told([7, 20, 0], Settings(threshold=10)) == [("primary", 3, 7), (None, 0, 0), (None, 0, 0)]
    assert told([7, 0, 0], Settings(group_min=8)) == [
        ("small_group", 0, 7),
        ("small_group", 0, 0),
        ("small_group", 0, 0),
    ]
    assert told([0, 9, 0], Settings(full_gap=1))[1] == ("full", 0, 1)

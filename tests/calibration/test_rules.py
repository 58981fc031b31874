"""When something deserves a look, and when there is too little to say."""

from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.calibration import rules
from tenants.calibration.rules import CASES, PEERS, Peers, at_least, peers

USUAL = Peers(20, 0.12, 0.05)


def test_a_rater_of_nearly_only_top_marks_is_flagged_with_the_numbers() -> None:
    flag = rules.top_marks(58, 60, USUAL)
    assert flag is not None
    assert flag.kind == "TOP_MARKS"
    assert "96,7 % trong 60 lượt" in flag.vi
    assert "the median of 20 other raters is 12.0 %" in flag.en


@pytest.mark.parametrize(("excellent", "entries"), [(29, 29), (20, 60), (0, 0)])
def test_few_verdicts_or_a_usual_share_are_no_flag(excellent: int, entries: int) -> None:
    assert rules.top_marks(excellent, entries, USUAL) is None


def test_where_everybody_marks_the_top_nobody_stands_out() -> None:
    assert rules.top_marks(60, 60, Peers(20, 0.95, 0.05)) is None


def test_with_fewer_than_eight_raters_beside_nothing_is_said() -> None:
    assert rules.top_marks(60, 60, Peers(PEERS - 1, 0.1, 0.05)) is None


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_lower_end_never_exceeds_the_share_and_grows_with_it(cases: int, of: int) -> None:
    cases = min(cases, of)
    assert 0 <= at_least(cases, of) <= cases / of + 1e-12
    if cases < of:
        assert at_least(cases, of) <= at_least(cases + 1, of)


@given(st.integers(CASES, 400), st.integers(0, 400))
def test_a_flag_means_a_share_that_is_nearly_always_there(entries: int, excellent: int) -> None:
    excellent = min(excellent, entries)
    if rules.top_marks(excellent, entries, USUAL) is not None:
        assert excellent / entries > rules.NEARLY_ALWAYS


def test_one_wild_value_moves_neither_middle_nor_spread_much() -> None:
    usual = [NormalDist(8, 0.4).inv_cdf(place / 21) for place in range(1, 21)]
    calm, wild = peers(usual), peers([*usual, 400.0])
    assert abs(calm.middle - wild.middle) < 0.1
    assert abs(calm.spread - wild.spread) < 0.1


def test_a_unit_far_above_comparable_ones_is_flagged_and_one_a_little_above_is_not() -> None:
    usual = Peers(20, 7.6, 0.2)
    assert rules.high_hours(9.4, 200, usual) is not None
    assert rules.high_hours(8.1, 200, usual) is None
    assert rules.high_hours(9.4, CASES - 1, usual) is None


def test_long_days_and_repeated_entries_are_flagged_only_when_they_are_many() -> None:
    assert rules.padded(15, 20, 1.5, USUAL) is not None
    assert rules.padded(3, 20, 1.5, USUAL) is None
    assert rules.copied(90, 100) is not None
    assert rules.copied(40, 100) is None


def test_approvals_by_the_dozen_are_flagged() -> None:
    assert rules.unread(190, 200) is not None
    assert rules.unread(60, 200) is None

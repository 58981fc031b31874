"""The sum of the criteria is exact, whoever is scored and whatever is given."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.evaluation import criteria
from tenants.evaluation.criteria import CriterionMark
from tenants.evaluation.errors import CriterionScore
from tenants.norms.language import shipped_names, shipped_package
from tenants.norms.language.words import POSITION_GROUPS, STANDINGS

DECREE = shipped_package("decree-335")
WHO = st.tuples(st.sampled_from(POSITION_GROUPS), st.sampled_from(STANDINGS))


@given(WHO, st.data())
def test_general_is_the_exact_sum_of_the_leaves_and_of_every_branch(who: tuple[str, str], data: st.DataObject) -> None:
    asked = criteria.lines(DECREE, *who)
    marks = [
        CriterionMark(one.code, Decimal(data.draw(st.integers(0, int(one.highest * 100)))) / 100)
        for one in asked
        if one.is_leaf
    ]
    stored = criteria.marked(DECREE, asked, marks, field="scores")
    whole = sum((one.score for one in marks), Decimal(0))
    assert criteria.general(stored) == whole
    sums = criteria.sums(asked, stored)
    assert sum((sums[one.code] for one in asked if one.parent is None), Decimal(0)) == whole
    for one in asked:
        assert 0 <= sums[one.code] <= one.highest
        below = [sums[part.code] for part in asked if part.parent == one.code]
        assert one.is_leaf or sums[one.code] == sum(below, Decimal(0))


@given(WHO)
def test_the_highest_marks_always_add_up_to_thirty(who: tuple[str, str]) -> None:
    leaves = [one for one in criteria.lines(DECREE, *who) if one.is_leaf]
    assert sum((one.highest for one in leaves), Decimal(0)) == 30


@given(st.decimals(allow_nan=True, allow_infinity=True), WHO)
def test_a_mark_is_taken_exactly_or_refused(score: Decimal, who: tuple[str, str]) -> None:
    asked = criteria.lines(DECREE, *who)
    first, *others = [CriterionMark(one.code, one.highest) for one in asked if one.is_leaf]
    marks = [CriterionMark(first.code, score), *others]
    if score.is_finite() and 0 <= score <= first.score and score == round(score, 2):
        stored = criteria.marked(DECREE, asked, marks, field="scores")
        assert Decimal(stored[first.code]["score"]) == score
    else:
        with pytest.raises(CriterionScore):
            criteria.marked(DECREE, asked, marks, field="scores")


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_package_says_what_is_scored_and_asked(name: str) -> None:
    package = shipped_package(name)
    for group in POSITION_GROUPS:
        for standing in STANDINGS:
            leaves = [one for one in criteria.lines(package, group, standing) if one.is_leaf]
            assert sum((one.highest for one in leaves), Decimal(0)) == 30
    asked = {one.name for one in criteria.questions(package)}
    assert not asked & {"general", "role", "work_days", "any_kht", "unit_rate", "disciplined", "force_majeure"}


def test_of_decree_335_a_superior_is_asked_three_questions() -> None:
    assert [one.name for one in criteria.questions(DECREE)] == ["organised", "united", "above"]

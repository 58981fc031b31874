"""Steps on a sheet: who may take them, when, with what; late ones with a reason, refused ones with a stable code."""

from decimal import Decimal
from typing import Any

import pytest

from kernel.errors import Forbidden, NotFound, Refusal
from tenants.evaluation import errors, steps
from tenants.evaluation.criteria import CriterionMark
from tests.evaluation.conftest import Cycle, make_cycle, marks_of
from tests.worklogs.conftest import Log


async def refused(awaitable: Any) -> Refusal:
    """The refusal of a step."""
    with pytest.raises(Refusal) as found:
        await awaitable
    return found.value


async def test_every_criterion_that_applies_is_scored_and_no_other(cycle: Cycle) -> None:
    marks = await cycle.marks("cadre1")
    assert sum(one.score for one in marks) == 30
    assert "I.2.b" in {one.code for one in marks}
    assert "I.2.c" in {one.code for one in await cycle.marks("division_head")}
    missing = await refused(cycle.self_score("cadre1", marks=marks[1:]))
    assert (missing.code, missing.data["codes"]) == ("CRITERIA_MISSING", marks[0].code)
    other = await refused(cycle.self_score("cadre1", marks=[*marks, CriterionMark("I.2.c", Decimal(1))]))
    assert (other.code, other.path[0], other.path[1]) == ("CRITERION_UNKNOWN", "scores", len(marks))
    twice = await refused(cycle.self_score("cadre1", marks=[*marks, marks[0]]))
    assert twice.code == "CRITERION_TWICE"


@pytest.mark.parametrize("score", ["2.51", "-0.01", "1.005", "NaN", "Infinity"])
async def test_a_score_lies_between_nothing_and_the_highest_in_hundredths(cycle: Cycle, score: str) -> None:
    marks = await cycle.marks("cadre1")
    changed = [CriterionMark(marks[0].code, Decimal(score)), *marks[1:]]
    assert (await refused(cycle.self_score("cadre1", marks=changed))).code == "CRITERION_SCORE"


async def test_a_package_that_asks_for_it_gets_a_comment_wherever_a_score_is_below_the_highest(log: Log) -> None:
    cycle = await make_cycle(log, {"comment_below_max: false": "comment_below_max: true"})
    assert (await refused(cycle.self_score("cadre1", "29"))).code == "CRITERION_COMMENT"
    await cycle.self_score("cadre1", "30")
    marks = await cycle.marks("cadre1", "29")
    explained = [CriterionMark(one.code, one.score, "Còn chậm") for one in marks]
    await cycle.self_score("cadre1", marks=explained)


async def test_a_self_score_may_be_done_again_until_the_superior_speaks(cycle: Cycle) -> None:
    await cycle.self_score("cadre1", "20")
    sheet = await cycle.self_score("cadre1", "25")
    assert sheet.status == "self_scored"
    await cycle.opine("cadre1", "24")
    assert (await refused(cycle.self_score("cadre1", "30"))).code == "ALREADY_OPINED"
    kinds = [one.kind for one in await cycle.events("cadre1")]
    assert kinds == ["opened", "self_scored", "self_scored", "opined"]


async def test_nobody_scores_anothers_sheet_or_opines_on_their_own(cycle: Cycle) -> None:
    sheet = await cycle.sheet("cadre1")

    async def by_another() -> None:
        async with cycle.session() as session:
            given = steps.SelfScore(marks_of("professional", "staff"))
            await steps.self_score(session, cycle.caller("cadre2"), sheet.id, given, now=cycle.now)

    assert (await refused(by_another())).code == "NOT_FOUND"
    with pytest.raises(errors.OwnOpinion):
        await cycle.opine("division_head", by="division_head")
    with pytest.raises(Forbidden):
        await cycle.opine("cadre1", by="cadre2")


async def test_only_the_direct_superior_of_that_moment_gives_the_opinion(cycle: Cycle) -> None:
    await cycle.self_score("cadre1")
    with pytest.raises(errors.NotDirectSuperior):
        await cycle.opine("cadre1", by="agency_head")
    with pytest.raises(NotFound):
        await cycle.opine("cadre1", by="commune_head")
    sheet = await cycle.opine("cadre1", by="division_head")
    assert sheet.opined_by == cycle.province.people["division_head"]


async def test_an_opinion_waits_for_the_self_score_until_its_deadline(cycle: Cycle) -> None:
    early = await refused(cycle.opine("cadre1", now=cycle.after("self_score_by", 0)))
    assert early.code == "SELF_SCORE_AWAITED"
    without = await refused(cycle.opine("cadre1", now=cycle.after("self_score_by", 1), reason=None))
    assert without.code == "SELF_SCORE_MISSING"
    sheet = await cycle.opine("cadre1", now=cycle.after("self_score_by", 1), reason="Nghỉ ốm, không tự chấm")
    (event,) = [one for one in await cycle.events("cadre1") if one.kind == "opined"]
    assert (sheet.status, event.late, event.reason) == ("opined", False, "Nghỉ ốm, không tự chấm")


async def test_a_late_step_needs_a_reason_and_is_marked(cycle: Cycle) -> None:
    late = cycle.after("self_score_by", 1)
    assert (await refused(cycle.self_score("cadre1", now=late))).code == "STEP_LATE"
    await cycle.self_score("cadre1", now=late, reason="Đi công tác")
    late = cycle.after("opinion_by", 1)
    assert (await refused(cycle.opine("cadre1", now=late))).code == "STEP_LATE"
    await cycle.opine("cadre1", now=late, reason="Chờ xác nhận việc")
    assert [(one.kind, one.late, one.reason) for one in await cycle.events("cadre1")][1:] == [
        ("self_scored", True, "Đi công tác"),
        ("opined", True, "Chờ xác nhận việc"),
    ]


async def test_a_changed_opinion_needs_a_reason_and_the_first_one_is_kept(cycle: Cycle) -> None:
    await cycle.self_score("cadre1")
    await cycle.opine("cadre1", "20", proposed_class="HT")
    assert (await refused(cycle.opine("cadre1", "25"))).code == "SECOND_OPINION"
    sheet = await cycle.opine("cadre1", "25", reason="Bổ sung minh chứng", proposed_class="HTT")
    assert (sheet.general, sheet.superior_class) == (Decimal(25), "HTT")
    last = (await cycle.events("cadre1"))[-1]
    assert (last.data["before"]["general"], last.data["before"]["class"]) == ("20", "HT")


async def test_the_superior_answers_what_the_package_asks_and_nothing_else(cycle: Cycle) -> None:
    await cycle.self_score("cadre1")
    unknown = await refused(cycle.opine("cadre1", answers={"any_kht": "false"}))
    assert (unknown.code, unknown.data["name"]) == ("ANSWER_UNKNOWN", "any_kht")
    for name, value in (("above", "11"), ("above", "a lot"), ("united", "perhaps"), ("above", "0.33333")):
        assert (await refused(cycle.opine("cadre1", answers={name: value}))).code == "ANSWER_BAD"
    sheet = await cycle.opine("cadre1", answers={"above": "0.350", "united": "true", "organised": None})
    assert sheet.answers == {"above": "0.35", "united": True}

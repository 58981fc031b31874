"""Closing a period freezes what its sheets take from the log and from others; what people still owe may come late."""

from decimal import Decimal

from sqlalchemy import select

from tenants.scoring.models import MonthScore
from tenants.worklogs import corrections
from tenants.worklogs.rules import Verdict
from tenants.worklogs.verification import Decision
from tests.evaluation.conftest import Cycle, last_day, make_cycle
from tests.evaluation.test_leading import facts
from tests.evaluation.test_steps import refused
from tests.worklogs.conftest import Log


async def test_a_closed_period_freezes_its_sheets_and_says_so_once(past_cycle: Cycle) -> None:
    cycle = past_cycle
    await cycle.work()
    await cycle.settle()
    assert (await cycle.sheet("cadre1")).frozen_at is None
    await cycle.close()
    for who in ("cadre1", "cadre2", "division_head", "province_head"):
        assert (await cycle.sheet(who)).frozen_at is not None, who
    await cycle.settle()
    kinds = [one.kind for one in await cycle.events("cadre1")]
    assert kinds.count("frozen") == 1


async def test_an_entry_corrected_after_the_close_changes_no_figure_of_the_sheet(past_cycle: Cycle) -> None:
    cycle = past_cycle
    row = await cycle.work("cadre1", quantity=Decimal(4))
    await cycle.self_score("cadre1")
    await cycle.opine("cadre1", "28", answers={"above": "0.3"})
    await cycle.settle()
    await cycle.close()
    before = await cycle.sheet("cadre1")
    async with cycle.session() as session:
        worse = Decision(row.id, Verdict("poor", accepted_quantity=Decimal(1), failed_reviews=2, delays=2))
        await corrections.correct(session, cycle.caller("division_head"), worse, "Xem lại", now=cycle.now)
    await cycle.settle()
    after = await cycle.sheet("cadre1")
    for name in ("log_facts", "results", "total", "conditions", "class_by_points", "proposed_class"):
        assert getattr(after, name) == getattr(before, name), name
    assert (await cycle.sheet("division_head")).log_facts["unit"]["rate"] == "1"


async def test_what_is_verified_after_the_close_counts_in_the_next_period(log: Log) -> None:
    cycle = await make_cycle(log, months_ago=1)
    row = await cycle.log.write("cadre1", quantity=Decimal(2), minutes=10)
    await cycle.work("cadre1", quantity=Decimal(4))
    await cycle.settle()
    await cycle.close()
    following = (last_day(cycle.month)).toordinal() + 1
    first = cycle.month.fromordinal(following)
    after = await cycle.add_period("month", first, last_day(first))
    await cycle.make(after)
    await cycle.log.verify(row.id)
    await cycle.settle()
    assert (await cycle.sheet("cadre1")).log_facts["assigned"] == "6"
    assert (await cycle.sheet("cadre1", after)).log_facts["assigned"] == "3"


async def test_a_late_opinion_still_makes_the_total_from_what_was_frozen(past_cycle: Cycle) -> None:
    cycle = past_cycle
    await cycle.work("cadre1", quantity=Decimal(10), accepted_quantity=Decimal(5))
    await cycle.settle()
    await cycle.close()
    late = cycle.after("freeze_on", 3)
    assert (await refused(cycle.opine("cadre1", "30", now=late, reason=None))).code == "STEP_LATE"
    await cycle.opine("cadre1", "30", now=late, reason="Lãnh đạo đi công tác")
    await cycle.settle()
    sheet = await cycle.sheet("cadre1")
    assert (sheet.results, sheet.total, sheet.class_by_points) == (Decimal(35), Decimal(65), "HT")
    assert [(one.kind, one.late) for one in await cycle.events("cadre1")][-1] == ("opined", True)


async def test_what_leaders_take_from_others_stands_still_after_the_close(past_cycle: Cycle) -> None:
    cycle = past_cycle
    await cycle.work("cadre1", quantity=Decimal(10), accepted_quantity=Decimal(1))
    await cycle.settle()
    await cycle.close()
    before = (await cycle.sheet("division_head")).log_facts["unit"]
    await cycle.opine("cadre1", "20", now=cycle.after("opinion_by", 5), reason="Chậm")
    await cycle.settle()
    assert (await cycle.sheet("cadre1")).proposed_class == "KHT"
    assert (await cycle.sheet("division_head")).log_facts["unit"] == before
    assert (await facts(cycle, "division_head"))["any_kht"] is False


async def test_a_failing_subordinate_reaches_every_leader_before_the_sheets_freeze(past_cycle: Cycle) -> None:
    cycle = past_cycle
    await cycle.work("cadre1", quantity=Decimal(10), accepted_quantity=Decimal(1))
    await cycle.work("division_head", by="agency_head")
    await cycle.self_score("cadre1")
    await cycle.opine("cadre1", "20")
    await cycle.settle()
    await cycle.close()
    for who in ("division_head", "agency_head", "province_head"):
        sheet = await cycle.sheet(who)
        assert sheet.frozen_at is not None
        assert sheet.log_facts["unit"]["failing"] != {}, who
        assert (await facts(cycle, who))["any_kht"] is True
    async with cycle.session() as session:
        score = await session.scalar(
            select(MonthScore)
            .where(MonthScore.person_id == cycle.province.people["division_head"])
            .order_by(MonthScore.revision.desc())
            .limit(1)
        )
    assert score is not None
    assert score.receipt["inputs"]["any_kht"] == "true"
    assert score.receipt["values"]["d"] == "0.5"


async def test_a_sheet_opined_upon_says_when_it_was_computed_again(past_cycle: Cycle) -> None:
    cycle = past_cycle
    await cycle.work("cadre1", quantity=Decimal(10), accepted_quantity=Decimal(5))
    await cycle.self_score("cadre1")
    await cycle.opine("cadre1", "28")
    await cycle.settle()
    assert (await cycle.sheet("cadre1")).total == 63
    await cycle.work("cadre1", quantity=Decimal(10))
    await cycle.settle()
    last = (await cycle.events("cadre1"))[-1]
    assert (last.kind, last.data["was"], last.data["total"]) == ("recomputed", "63", "80.5")
    assert (last.data["class_was"], last.data["class_by_points"]) == ("HT", "HTT")

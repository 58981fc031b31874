"""Sheets of quarters and years: they write to their own months, rest on shorter ones, and flag failing quarters."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from kernel.ids import uuid7
from tenants.evaluation import refreshing
from tenants.evaluation.models import Sheet
from tenants.scoring import actions as scoring
from tenants.scoring import freezing, months
from tenants.scoring.freezing import Grounds
from tenants.scoring.models import MonthFact
from tenants.worklogs import corrections
from tenants.worklogs.rules import Verdict
from tenants.worklogs.verification import Decision
from tests.evaluation.conftest import Cycle, last_day, make_cycle
from tests.evaluation.test_records import state
from tests.evaluation.test_segments import two_posts, work
from tests.evaluation.test_steps import refused
from tests.worklogs.conftest import Log


def quarter_of(day: date) -> date:
    """The first day of a day's quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


async def add_quarter(cycle: Cycle, start: date | None = None) -> UUID:
    """A period of the quarter the cycle's month lies in, for everybody."""
    first = start or quarter_of(cycle.month)
    return await cycle.add_period("quarter", first, last_day(first + timedelta(days=62)))


async def general(cycle: Cycle, who: str) -> dict[date, Decimal | None]:
    """The general criteria of somebody's months."""
    async with cycle.session() as session:
        rows = await session.execute(
            select(MonthFact.month, MonthFact.general).where(MonthFact.person_id == cycle.province.people[who])
        )
        return {row.month: row.general for row in rows}


async def without_months(cycle: Cycle) -> None:
    """Nobody is evaluated by months."""
    async with cycle.session() as session:
        await session.execute(text("DELETE FROM pending_sheet"))
        await session.execute(text("UPDATE evaluation_period SET status = 'planned'"))
        await session.execute(text("UPDATE sheet SET not_ranked = 'left'"))


async def test_a_quarters_opinion_goes_to_each_of_its_months(cycle: Cycle) -> None:
    await without_months(cycle)
    quarter = await add_quarter(cycle)
    await cycle.make(quarter)
    await cycle.work("cadre1", quantity=Decimal(10), accepted_quantity=Decimal(9))
    await cycle.opine("cadre1", "28", period_id=quarter, now=cycle.now + timedelta(days=100), reason="Chậm")
    found = await general(cycle, "cadre1")
    assert set(found.values()) == {Decimal(28)}
    assert len(found) == 3
    await cycle.settle()
    sheet = await cycle.sheet("cadre1", quarter)
    assert (sheet.general, sheet.results, sheet.total) == (Decimal(28), Decimal(63), Decimal(91))
    assert sheet.class_by_points == "HTXS"
    assert sheet.log_facts["tasks"] == 1


async def test_a_quarter_that_rests_on_months_asks_for_no_criteria_again(cycle: Cycle) -> None:
    quarter = await add_quarter(cycle, cycle.month) if cycle.month.month % 3 == 1 else await add_quarter(cycle)
    await cycle.make(quarter)
    await cycle.work()
    await cycle.self_score("cadre1")
    await cycle.opine("cadre1", "28")
    await cycle.settle()
    before = await general(cycle, "cadre1")
    async with cycle.session() as session:
        await session.execute(
            text("UPDATE sheet SET months = ARRAY[CAST(:month AS date)] WHERE period_id = :quarter"),
            {"month": cycle.month, "quarter": quarter},
        )
    late = cycle.now + timedelta(days=100)
    given: dict[str, Any] = {"period_id": quarter, "now": late, "reason": "Chậm"}
    assert (await refused(cycle.opine("cadre1", "28", **given))).code == "CRITERIA_ELSEWHERE"
    answered = await refused(cycle.opine("cadre1", marks=[], answers={"above": "0.3"}, **given))
    assert answered.code == "CRITERIA_ELSEWHERE"
    await cycle.opine("cadre1", marks=[], proposed_class="HTT", **given)
    assert await general(cycle, "cadre1") == before
    await cycle.settle()
    assert (await cycle.sheet("cadre1", quarter)).total == 98


async def add_failed_quarter(cycle: Cycle, first: date) -> None:
    """A quarter long over in which somebody was classified KHT."""
    period = await cycle.add_period("quarter", first, last_day(first + timedelta(days=62)))
    sheet = await cycle.sheet("cadre1")
    async with cycle.session() as session:
        session.add(
            Sheet(
                tenant_id=sheet.tenant_id, id=uuid7(), period_id=period, person_id=sheet.person_id,
                appointment_id=sheet.appointment_id, unit_id=sheet.unit_id, agency_id=sheet.agency_id,
                standing="staff", position_group="professional", months=[first], class_by_points="KHT",
                proposed_class="KHT",
            )
        )  # fmt: skip


async def test_two_kht_quarters_in_a_row_are_flagged_and_one_blocks_htxs_for_the_year(cycle: Cycle) -> None:
    first = quarter_of(cycle.month)
    before = quarter_of(first - timedelta(days=1))
    await without_months(cycle)
    await add_failed_quarter(cycle, before)
    quarter = await add_quarter(cycle)
    year = await cycle.add_period("year", date(before.year, 1, 1), date(before.year, 12, 31))
    for period in (quarter, year):
        await cycle.make(period)
    await cycle.work("cadre1", quantity=Decimal(10), accepted_quantity=Decimal(1))
    await cycle.opine("cadre1", "20", period_id=quarter, now=cycle.now + timedelta(days=100), reason="Chậm")
    for job in (scoring.score_pending, months.score, refreshing.refresh_sheets):
        async with cycle.session() as session:
            await job(session)
    sheet = await cycle.sheet("cadre1", quarter)
    assert sheet.proposed_class == "KHT"
    (flag,) = [one for one in sheet.conditions if one["code"] == "guide02.two_quarters"]
    assert flag["rests_on"]["quarters"] == [before.isoformat(), first.isoformat()]
    assert (flag["state"], flag["highest"]) == ("needs_person", None)
    of_year = await cycle.sheet("cadre1", year)
    assert state(of_year, "guide02.quarter") == "not_met"


async def test_results_of_two_posts_count_in_the_quarter_too(log: Log) -> None:
    cycle = await two_posts(log)
    quarter = await add_quarter(cycle)
    await cycle.make(quarter)
    await cycle.settle()
    sheet = await cycle.sheet("cadre1", quarter)
    assert (sheet.total, sheet.results, sheet.class_by_points) == (Decimal("87.5"), Decimal("59.5"), "HTT")
    assert len(sheet.segments) >= 2


async def test_a_named_correction_of_a_frozen_month_reaches_the_sheet_and_is_told(past_cycle: Cycle) -> None:
    cycle = past_cycle
    row = await cycle.work("cadre1", quantity=Decimal(10))
    await cycle.self_score("cadre1")
    await cycle.opine("cadre1", "28")
    await cycle.settle()
    await cycle.close()
    assert (await cycle.sheet("cadre1")).total == 98
    async with cycle.session() as session:
        worse = Decision(row.id, Verdict("poor", accepted_quantity=Decimal(5)))
        await corrections.correct(session, cycle.caller("division_head"), worse, "Nghiệm thu lại", now=cycle.now)
    await cycle.settle()
    assert (await cycle.sheet("cadre1")).total == 98
    async with cycle.session() as session:
        await freezing.refreeze(
            session, cycle.caller("agency_head"), cycle.province.people["cadre1"], cycle.month,
            Grounds("Đính chính theo biên bản", "8/BB"), now=cycle.now,
        )  # fmt: skip
    await cycle.settle()
    sheet = await cycle.sheet("cadre1")
    assert (sheet.results, sheet.total, sheet.log_facts["accepted"]) == (Decimal(35), Decimal(63), "7.5")
    last = (await cycle.events("cadre1"))[-1]
    assert (last.kind, last.data["was"], last.data["total"]) == ("recomputed", "98", "63")


async def test_a_package_of_days_and_minutes_makes_sheets_alike(log: Log) -> None:
    cycle = await make_cycle(log, package="khanh-hoa")
    await work(cycle, None, "division_head", 10)
    await cycle.settle()
    sheet = await cycle.sheet("cadre1")
    assert sheet.results is not None
    assert sheet.log_facts["tasks"] == 1

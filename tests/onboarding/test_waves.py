"""Waves: from which day whom they oblige, and that nobody is counted, evaluated or scored for days before."""

import random
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import insert, select, text

from kernel.clock import utc_now
from kernel.errors import Forbidden, NotFound, Refusal
from kernel.ids import uuid7
from tenants.norms import actions as norms
from tenants.onboarding import checklist, coverage, waves
from tenants.onboarding.errors import EmptyWave, UnitInAnotherWave, WaveObligesThePast, WaveOverEntries
from tenants.onboarding.models import RolloutUnit, RolloutWave
from tenants.onboarding.waves import WavePlan
from tenants.organisation import units as organisation
from tenants.periods import actions as periods
from tenants.periods import members, planning
from tenants.periods.models import EvaluationPeriod
from tenants.scoring import months
from tenants.scoring.models import MonthScore
from tenants.statistics import staffing_months
from tenants.worklogs import tasks, unit_today
from tenants.worklogs.errors import NotBegun
from tests.fixtures_tenant import PEOPLE, Province
from tests.worklogs.conftest import Log

DAY = timedelta(days=1)
IN_DEPARTMENT = {"agency_head", "agency_deputy", "division_head", "division_deputy", "cadre1", "cadre2", "cadre3"}


async def plan(province: Province, starts_on: date, *units: str, name: str = "Đợt 1") -> UUID:
    async with province.db.tenant(province.id) as session:
        wanted = WavePlan(name, starts_on, [province.units[unit] for unit in units])
        return await waves.plan(session, province.caller("admin"), wanted, today=province.today)


async def change(province: Province, wave_id: UUID, starts_on: date, *units: str) -> None:
    async with province.db.tenant(province.id) as session:
        wanted = WavePlan("Đợt 1", starts_on, [province.units[unit] for unit in units])
        await waves.change(session, province.caller("admin"), wave_id, wanted, today=province.today)


async def starts(province: Province) -> dict[str, date]:
    """The first day of everybody who is expected at all."""
    names = {person_id: name for name, person_id in province.people.items()}
    async with province.db.tenant(province.id) as session:
        rows = await session.execute(text("SELECT person_id, valid_from FROM expected_post"))
        return {names[row.person_id]: row.valid_from for row in rows}


async def test_without_waves_everybody_is_expected_from_the_first_day_of_the_post(province: Province) -> None:
    assert await starts(province) == dict.fromkeys(PEOPLE, province.opened)


async def test_a_wave_obliges_its_branch_from_its_day_and_keeps_the_rest_waiting(log: Log) -> None:
    province, today = log.province, log.today
    await plan(province, today, "department")
    assert await starts(province) == dict.fromkeys(IN_DEPARTMENT, today)
    await log.write()
    with pytest.raises(NotBegun):
        await log.write("commune_cadre")
    with pytest.raises(NotBegun):
        await log.write(work_date=today - DAY)
    await plan(province, today + DAY, "province", name="Toàn tỉnh")
    assert set((await starts(province)).values()) == {today, today + DAY}


async def test_a_branch_named_below_begins_with_its_own_wave(province: Province) -> None:
    await plan(province, province.today, "province", name="Toàn tỉnh")
    await plan(province, province.today + 9 * DAY, "price_division", name="Sau")
    found = await starts(province)
    assert {found["cadre3"], found["division_deputy"]} == {province.today + 9 * DAY}
    assert found["cadre1"] == province.today


async def test_a_unit_that_moves_under_another_wave_keeps_the_day_it_began(province: Province) -> None:
    await plan(province, province.today, "department")
    await plan(province, province.today + 30 * DAY, "commune", name="Sau")
    async with province.db.tenant(province.id) as session:
        given = (session, province.caller("admin"), province.units["price_division"], province.units["commune"])
        await organisation.move_unit(*given, province.today + 5 * DAY)
    assert (await starts(province))["cadre3"] == province.today


async def test_a_wave_moves_either_way_while_nobody_logged_and_never_over_entries(log: Log) -> None:
    province, today = log.province, log.today
    wave_id = await plan(province, today + 5 * DAY, "department")
    await change(province, wave_id, today, "department")
    await change(province, wave_id, today + 2 * DAY, "department", "commune")
    await change(province, wave_id, today, "department")
    await log.write()
    before = await starts(province)
    with pytest.raises(WaveOverEntries):
        await change(province, wave_id, today + DAY, "department")
    with pytest.raises(WaveOverEntries):
        await change(province, wave_id, today, "commune")
    with pytest.raises(WaveObligesThePast):
        await change(province, wave_id, today - DAY, "department")
    async with province.db.tenant(province.id) as session:
        with pytest.raises(WaveObligesThePast):
            await waves.drop(session, province.caller("admin"), wave_id, today=today)
        await session.rollback()
    assert await starts(province) == before
    await change(province, wave_id, today, "department", "commune")
    assert len(await starts(province)) == len(IN_DEPARTMENT) + 2


async def test_the_first_wave_may_not_undo_work_that_everybody_was_expected_to_do(log: Log) -> None:
    await log.write("commune_cadre")
    with pytest.raises(WaveOverEntries):
        await plan(log.province, log.today, "department")
    await plan(log.province, log.today, "department", "commune")


async def test_a_preview_counts_heads_and_keeps_nothing(province: Province) -> None:
    admin, today = province.caller("admin"), province.today
    async with province.db.tenant(province.id) as session:
        wanted = WavePlan("Thí điểm", today + DAY, [province.units["department"]])
        found = await waves.preview(session, admin, None, wanted, today=today)
        assert (found.moved, found.coverage.people, found.coverage.waiting_people) == (10, 10, 3)
        assert [(wave.name, wave.people, wave.begun) for wave in found.coverage.waves] == [("Thí điểm", 7, False)]
        after = await coverage.rollout(session, admin, today)
        assert (after.waves, after.waiting_people) == ([], 0)
        mine = await coverage.standing(session, province.caller("cadre1"), today)
        assert (mine.expected, mine.starts_on) == (True, province.opened)


async def test_only_administrators_plan_and_a_wave_names_open_units_of_its_own(
    province: Province, other_province: Province
) -> None:
    await plan(province, province.today, "department")

    async def refused(who: str, units: list[UUID], refusal: type[Refusal]) -> None:
        async with province.db.tenant(province.id) as session:
            wanted = WavePlan("Đợt 2", province.today, units)
            with pytest.raises(refusal):
                await waves.plan(session, province.caller(who), wanted, today=province.today)

    await refused("admin", [], EmptyWave)
    await refused("admin", [province.units["department"]], UnitInAnotherWave)
    await refused("admin", [other_province.units["commune"]], NotFound)
    await refused("admin", [uuid7()], NotFound)
    await refused("province_head", [province.units["commune"]], Forbidden)


async def test_any_plan_of_waves_obliges_each_unit_by_the_nearest_name_above_it(province: Province) -> None:
    rolled = random.Random(7)
    above = {"department": "province", "commune": "province", "budget_division": "department"}
    above |= {"price_division": "department"}
    for _ in range(12):
        named = {
            unit: province.today + rolled.randrange(-40, 40) * DAY for unit in province.units if rolled.random() < 0.4
        }
        async with province.db.tenant(province.id) as session:
            for table in (RolloutUnit, RolloutWave):
                await session.execute(text(f"DELETE FROM {table.__tablename__}"))
            for unit, day in named.items():
                wave = {"tenant_id": province.id, "id": uuid7()}
                await session.execute(insert(RolloutWave).values(**wave, name=unit, starts_on=day))
                row = {"tenant_id": province.id, "unit_id": province.units[unit], "wave_id": wave["id"]}
                await session.execute(insert(RolloutUnit).values(row))
        wanted = {}
        for name, (_, _, _, unit, _) in PEOPLE.items():
            nearest: str | None = unit
            while nearest is not None and nearest not in named:
                nearest = above.get(nearest)
            if nearest is not None or not named:
                wanted[name] = named[nearest] if nearest is not None else province.opened
        assert await starts(province) == wanted, named


async def test_a_leader_sees_nobody_idle_who_is_not_expected_yet(log: Log) -> None:
    province = log.province
    await plan(province, log.today + DAY, "department")
    async with province.db.tenant(province.id) as session:
        head = province.caller("division_head")
        found = await unit_today.unit_today(
            session, head, province.units["budget_division"], log.today, today=log.today
        )
    assert found.people == []


async def test_a_period_evaluates_those_whose_wave_began_in_it_and_counts_no_month_before(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await planning.give_default_rules(session, province.today.replace(month=1, day=1))
        await periods.keep_calendar(session, province.today)
    await plan(province, province.today, "department")
    this_month = province.today.replace(day=1)
    async with province.db.tenant(province.id) as session:
        rows = list(await session.scalars(select(EvaluationPeriod).where(EvaluationPeriod.first <= province.today)))
        found = [await members.members(session, period, utc_now()) for period in rows]
    people = {member.person_id for listed in found for member in listed}
    assert people == {province.people[name] for name in IN_DEPARTMENT}
    assert min(month for listed in found for member in listed for month in member.months) == this_month


async def test_a_month_counts_working_days_and_tasks_from_the_wave_on(log: Log) -> None:
    province, month = log.province, log.today.replace(day=1)
    async with province.db.tenant(province.id) as session:
        await norms.publish_shipped(session, "khanh-hoa", valid_from=province.opened)
    early = await log.assign(due_date=log.today)
    await plan(province, log.today + DAY, "department")
    async with province.db.tenant(province.id) as session:
        await tasks.mark_month(session, province.people["cadre1"], month)
        await months.score(session)
        score = (await session.scalars(select(MonthScore).order_by(MonthScore.revision.desc()))).first()
        left = await session.scalar(
            text(
                "SELECT count(*) FROM calendar_day WHERE working AND day > :today"
                " AND day < CAST(:month AS date) + interval '1 month'"
            ),
            {"today": log.today, "month": month},
        )
    assert early.due_date == log.today
    assert score is not None
    assert Decimal(score.receipt["inputs"]["work_days"]) == left
    assert all(Decimal(value) == 0 for name, value in score.receipt["values"].items() if name in ("assigned", "norm"))


async def test_staffing_knows_only_those_who_are_expected(province: Province) -> None:
    await plan(province, province.today, "department")
    values = {
        "tenant": province.id, "leaders": [], "first": province.today.replace(day=1), "last": province.today,
    }  # fmt: skip
    async with province.db.tenant(province.id) as session:
        rows = (await session.execute(staffing_months.WORK, values)).all()
    assert len(rows) == len(IN_DEPARTMENT)


async def test_the_checklist_names_units_that_no_wave_reaches(province: Province) -> None:
    await plan(province, province.today, "department")
    async with province.db.tenant(province.id) as session:
        found = await checklist.findings(session, province.caller("admin"), utc_now())
    waiting = next(one for one in found if one.check.code == "UNITS_WITHOUT_WAVE")
    assert (waiting.count, {one.id for one in waiting.who}) == (
        2, {province.units["province"], province.units["commune"]},
    )  # fmt: skip
    headless = next(one for one in found if one.check.code == "UNITS_WITHOUT_HEAD")
    assert [one.id for one in headless.who] == [province.units["price_division"]]

"""Sums by person and branch: merged once, answered as the tree stood, and equal to a recomputation digit for digit."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text, update

from kernel.errors import NotFound
from tenants.organisation import units
from tenants.rollups import actions, checks, queries
from tenants.rollups.models import PersonDay, UnitDay
from tenants.scoring import actions as scoring
from tenants.scoring import checks as score_checks
from tenants.scoring.models import EntryScore, RollupDelta
from tenants.worklogs import corrections
from tenants.worklogs.rules import QUALITIES, Verdict
from tenants.worklogs.verification import Decision
from tests.worklogs.conftest import Log


async def _settle(log: Log) -> None:
    async with log.province.db.tenant(log.province.id) as session:
        await scoring.score_pending(session)
    async with log.province.db.tenant(log.province.id) as session:
        await actions.merge(session)


async def test_deltas_merged_by_many_at_once_count_once(scored_log: Log) -> None:
    log = scored_log
    rows = [await log.write(minutes=10) for _ in range(4)]
    await log.verify(*(row.id for row in rows))
    async with log.province.db.tenant(log.province.id) as session:
        await scoring.score_pending(session)

    async def merge() -> int:
        async with log.province.db.tenant(log.province.id) as session:
            return await actions.merge(session)

    merged = await asyncio.gather(*(merge() for _ in range(3)))
    assert sum(merged) == 1  # one delta for the person's and unit's day
    async with log.province.db.tenant(log.province.id) as session:
        day = (await session.scalars(select(PersonDay))).one()
        assert (day.entries, day.minutes, day.norm_minutes) == (4, 40, Decimal(480))
        assert await session.scalar(select(func.count()).select_from(RollupDelta)) == 0


async def test_a_branch_sums_its_units_and_a_month_sums_its_days(scored_log: Log) -> None:
    log = scored_log
    province = log.province
    first = await log.write(minutes=60)
    second = await log.write("cadre3", minutes=30)
    await log.verify(first.id)
    await log.verify(second.id, by="agency_head")
    await _settle(log)
    async with province.db.tenant(province.id) as session:
        for grain in ("day", "month", "quarter"):
            sums = await queries.of_branch(
                session,
                province.caller("agency_head"),
                province.units["department"],
                first=log.today,
                last=log.today,
                grain=grain,
                on=log.today,
            )
            assert [(one.entries, one.minutes) for one in sums] == [(2, 90)]
        mine = await queries.of_person(
            session,
            province.caller("cadre1"),
            province.people["cadre1"],
            first=log.today,
            last=log.today,
            grain="month",
            on=log.today,
        )
    assert [(one.start, one.entries) for one in mine] == [(log.today.replace(day=1), 1)]


async def test_a_moved_unit_leaves_its_past_in_the_old_branch(scored_log: Log) -> None:
    log = scored_log
    province = log.province
    row = await log.write("cadre3", minutes=30)
    await log.verify(row.id, by="agency_head")
    await _settle(log)
    tomorrow = log.today + timedelta(days=1)
    async with province.db.tenant(province.id) as session:
        admin = province.caller("admin")
        await units.move_unit(session, admin, province.units["price_division"], province.units["commune"], tomorrow)
    async with province.db.tenant(province.id) as session:
        span: dict[str, Any] = {"first": log.today, "last": tomorrow, "grain": "day", "on": tomorrow}
        old = await queries.of_branch(session, province.caller("admin"), province.units["department"], **span)
        new = await queries.of_branch(session, province.caller("admin"), province.units["commune"], **span)
    assert [one.entries for one in old] == [1]
    assert list(new) == []


async def test_a_branch_or_person_out_of_reach_is_as_good_as_unknown(scored_log: Log) -> None:
    province = scored_log.province
    span: dict[str, Any] = {"first": scored_log.today, "last": scored_log.today, "grain": "day", "on": scored_log.today}
    for who, unit in (("division_head", "commune"), ("commune_head", "department")):
        with pytest.raises(NotFound):
            async with province.db.tenant(province.id) as session:
                await queries.of_branch(session, province.caller(who), province.units[unit], **span)
    with pytest.raises(NotFound):
        async with province.db.tenant(province.id) as session:
            await queries.of_person(session, province.caller("cadre1"), province.people["cadre2"], **span)


async def test_a_tampered_sum_a_tampered_score_and_a_lost_score_are_found(scored_log: Log, database_url: str) -> None:
    log = scored_log
    province = log.province
    rows = [await log.write(minutes=10) for _ in range(2)]
    await log.verify(*(row.id for row in rows))
    await _settle(log)
    async with province.db.tenant(province.id) as session:
        assert await checks.differences(session) == []
        assert await score_checks.differences(session) == []
        await session.execute(update(UnitDay).values(points=UnitDay.points + Decimal("0.0001")))
    async with province.db.tenant(province.id) as session:
        assert [one.table for one in await checks.differences(session)] == ["unit_day"]
    await _as_superuser(
        database_url,
        f"UPDATE entry_score SET points = points + 1 WHERE entry_id = '{rows[0].id}'",
        f"DELETE FROM entry_score WHERE entry_id = '{rows[1].id}'",
    )
    async with province.db.tenant(province.id) as session:
        wrong = {(one.entry_id, one.problem) for one in await score_checks.differences(session)}
        assert wrong == {(rows[0].id, "differs"), (rows[1].id, "missing")}
        assert {one.table for one in await checks.differences(session)} == {"person_day", "unit_day"}


async def _as_superuser(url: str, *statements: str) -> None:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        for statement in statements:
            await connection.execute(statement.encode())


STEP = st.tuples(
    st.sampled_from(("cadre1", "cadre2")),
    st.sampled_from(QUALITIES),
    st.integers(0, 3),
    st.decimals(Decimal("0.01"), Decimal(20), places=2),
    st.booleans(),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, min_size=1, max_size=6))
async def test_after_any_work_and_corrections_the_sums_equal_a_recomputation(
    scored_log: Log, steps: list[tuple[str, str, int, Decimal, bool]]
) -> None:
    log = scored_log
    province = log.province
    for who, quality, days_ago, quantity, corrected in steps:
        row = await log.write(who, minutes=1, quantity=quantity, work_date=log.today - timedelta(days=days_ago))
        await log.verify(row.id, quality=quality)
        async with province.db.tenant(province.id) as session:
            await scoring.score_pending(session)
        if corrected:
            async with province.db.tenant(province.id) as session:
                decision = Decision(row.id, Verdict("poor"))
                await corrections.correct(session, province.caller("division_head"), decision, "Rà soát", now=log.now)
    await _settle(log)
    async with province.db.tenant(province.id) as session:
        assert await checks.differences(session) == []
        assert await score_checks.differences(session) == []
        newest = text("SELECT count(*) FROM (SELECT DISTINCT entry_id FROM entry_score) AS scored")
        assert await session.scalar(select(func.sum(UnitDay.entries))) == await session.scalar(newest)
        assert await session.scalar(select(func.min(EntryScore.work_date))) is not None

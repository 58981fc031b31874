"""Scores of entries: once for each revision, by the package of the work date, with a receipt that can be recomputed."""

import asyncio
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select, update

from kernel.errors import NotFound
from kernel.outbox import OutboxRow
from tenants.norms import actions as norms
from tenants.norms.language import accepted, evaluate, from_canonical, receipt_hash, shipped_package
from tenants.norms.models import NormPackage
from tenants.rollups import actions as rollups
from tenants.rollups import checks
from tenants.rollups.models import PersonDay, UnitDay
from tenants.scoring import actions, queries
from tenants.scoring.models import EntryScore, RefusedScore, RollupDelta
from tenants.worklogs import corrections
from tenants.worklogs.models import PendingMonth, PendingScore, WorkEntry
from tenants.worklogs.rules import Verdict
from tenants.worklogs.verification import Decision
from tests.worklogs.conftest import Log


async def _score(log: Log) -> int:
    async with log.province.db.tenant(log.province.id) as session:
        return await actions.score_pending(session)


async def test_norm_times_quantity_times_complexity_times_quality_gives_the_points(scored_log: Log) -> None:
    log = scored_log
    row = await log.write()  # 60 minutes x 2 products, hard (1.5)
    await log.verify(row.id, quality="excellent")  # x 1.1
    assert await _score(log) == 1
    async with log.province.db.tenant(log.province.id) as session:
        score = (await session.scalars(select(EntryScore))).one()
    assert (score.revision, score.points) == (1, Decimal("198.0"))
    assert score.inputs == ["60", "2", "hard", "excellent", "0"]


async def test_early_work_earns_a_bonus_and_late_work_a_penalty(scored_log: Log) -> None:
    log = scored_log
    task = await log.assign(due_date=log.today + timedelta(days=14))
    early = await log.write(task_id=task.id, minutes=60)
    await log.verify(early.id)
    await _score(log)
    async with log.province.db.tenant(log.province.id) as session:
        points = await session.scalar(select(EntryScore.points))
        delta = (await session.scalars(select(RollupDelta))).one()
    assert points == Decimal("198")  # 180 + 10 %
    assert (delta.early, delta.late) == (1, 0)


async def test_the_receipt_alone_recomputes_the_score_and_its_hash(scored_log: Log) -> None:
    log = scored_log
    row = await log.write(quantity=Decimal("3.25"))
    await log.verify(row.id, quality="fair")
    await _score(log)
    async with log.province.db.tenant(log.province.id) as session:
        receipt = await queries.receipt(session, log.province.caller("cadre1"), row.id, on=log.today)
    package = shipped_package("khanh-hoa")
    names = list(receipt.inputs)
    given = from_canonical(package, "entry", names, [receipt.inputs[name] for name in names])
    values = evaluate(package, "entry", given)
    assert values["points"] == receipt.points == Decimal(receipt.values["points"] or "")
    everything = {**accepted(package.levels["entry"], given), **values}
    assert receipt_hash(package, "entry", everything).hex() == receipt.hash


async def test_scoring_twice_changes_nothing(scored_log: Log) -> None:
    log = scored_log
    row = await log.write()
    await log.verify(row.id)
    assert [await _score(log), await _score(log)] == [1, 0]
    async with log.province.db.tenant(log.province.id) as session:
        assert await session.scalar(select(func.count()).select_from(EntryScore)) == 1


async def test_many_scorers_at_once_score_each_entry_once(scored_log: Log) -> None:
    log = scored_log
    rows = [await log.write(minutes=5) for _ in range(6)]
    await log.verify(*(row.id for row in rows))
    taken = await asyncio.gather(*(_score(log) for _ in range(4)))
    assert sum(taken) == 6
    async with log.province.db.tenant(log.province.id) as session:
        assert await session.scalar(select(func.count()).select_from(EntryScore)) == 6
        assert await session.scalar(select(func.sum(RollupDelta.entries))) == 6


async def test_what_follows_is_asked_for_in_the_same_transaction(scored_log: Log) -> None:
    log = scored_log
    row = await log.write()
    await log.verify(row.id)
    await _score(log)
    async with log.province.db.tenant(log.province.id) as session:
        jobs = set((await session.scalars(select(OutboxRow.job).where(OutboxRow.tenant_id == log.province.id))).all())
        months = (await session.scalars(select(PendingMonth.month))).all()
    assert jobs == {"score_pending", "merge_rollups", "score_months"}
    assert months == [log.today.replace(day=1)]


async def test_a_correction_scores_again_and_the_old_score_stays_in_history(scored_log: Log) -> None:
    log = scored_log
    province = log.province
    row = await log.write()
    await log.verify(row.id, quality="good")
    await _score(log)
    async with province.db.tenant(province.id) as session:
        await rollups.merge(session)
    async with province.db.tenant(province.id) as session:
        decision = Decision(row.id, Verdict("poor", accepted_quantity=Decimal(1)))
        await corrections.correct(session, province.caller("division_head"), decision, "Chấm lại", now=log.now)
    await _score(log)
    async with province.db.tenant(province.id) as session:
        await rollups.merge(session)
        history = (await queries.scores_of(session, [row.id]))[row.id]
        day = (await session.scalars(select(PersonDay))).one()
        unit = (await session.scalars(select(UnitDay))).one()
        assert await checks.differences(session) == []
    assert [(one.revision, one.points) for one in history] == [(2, Decimal("45.0")), (1, Decimal("180.0"))]
    assert (day.entries, day.minutes, day.points) == (1, 120, Decimal("45.0"))
    assert (unit.entries, unit.points) == (1, Decimal("45.0"))


async def test_a_correction_before_the_first_scoring_leaves_one_score(scored_log: Log) -> None:
    log = scored_log
    province = log.province
    row = await log.write()
    await log.verify(row.id)
    async with province.db.tenant(province.id) as session:
        decision = Decision(row.id, Verdict("fair"))
        await corrections.correct(session, province.caller("division_head"), decision, "Chấm lại", now=log.now)
    await _score(log)
    async with province.db.tenant(province.id) as session:
        assert (await session.scalars(select(EntryScore.revision))).all() == [2]
        await rollups.merge(session)
        assert await checks.differences(session) == []


async def test_each_entry_is_scored_by_the_package_in_force_on_its_date(scored_log: Log) -> None:
    log = scored_log
    province = log.province
    document = (
        (await _package(log)).document.replace("hard: 1.5", "hard: 3").replace("version: 1.0.0", "version: 2.0.0")
    )
    document = document[: document.index("examples:")]
    before = await log.write(work_date=log.today - timedelta(days=1), minutes=60)
    after = await log.write(minutes=60)
    async with province.db.tenant(province.id) as session:
        await norms.put_in_force(session, document, valid_from=log.today, now=log.now)
    await log.verify(before.id, after.id)
    await _score(log)
    async with province.db.tenant(province.id) as session:
        scores = await queries.scores_of(session, [before.id, after.id])
    assert [scores[row.id][0].points for row in (before, after)] == [Decimal(180), Decimal(360)]


async def _package(log: Log) -> NormPackage:
    async with log.province.db.tenant(log.province.id) as session:
        return (await session.scalars(select(NormPackage))).one()


async def test_without_a_package_entries_keep_waiting(log: Log) -> None:
    row = await log.write()
    await log.verify(row.id)
    assert await _score(log) == 0
    async with log.province.db.tenant(log.province.id) as session:
        assert await session.scalar(select(func.count()).select_from(PendingScore)) == 1


async def test_an_input_the_package_does_not_accept_is_put_aside_with_the_reason(scored_log: Log) -> None:
    log = scored_log
    province = log.province
    good, odd = await log.write(minutes=60), await log.write(minutes=60)
    await log.verify(good.id, odd.id)
    async with province.db.tenant(province.id) as session:
        await session.execute(update(WorkEntry).where(WorkEntry.id == odd.id).values(complexity="cosmic"))
    assert await _score(log) == 2
    async with province.db.tenant(province.id) as session:
        assert (await session.scalars(select(EntryScore.entry_id))).all() == [good.id]
        refused = (await session.scalars(select(RefusedScore))).one()
    assert (refused.entry_id, refused.reason) == (odd.id, "key:complexity")


async def test_a_receipt_is_read_by_its_person_and_the_leader_and_nobody_else(scored_log: Log) -> None:
    log = scored_log
    province = log.province
    row = await log.write()
    await log.verify(row.id)
    await _score(log)
    async with province.db.tenant(province.id) as session:
        for who in ("cadre1", "division_head", "agency_head", "province_head"):
            assert (await queries.receipt(session, province.caller(who), row.id, on=log.today)).revision == 1
    for who in ("cadre2", "commune_head"):
        with pytest.raises(NotFound):
            async with province.db.tenant(province.id) as session:
                await queries.receipt(session, province.caller(who), row.id, on=log.today)

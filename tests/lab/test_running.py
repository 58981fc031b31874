"""Runs in the background: steps that may come twice or side by side, progress, ends, and what cancelling leaves."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.errors import Forbidden, NotFound
from kernel.outbox import OutboxRow
from tenants.audit.models import AuditEvent
from tenants.lab import actions, queries, replay, rules
from tenants.lab.actions import RunInput
from tenants.lab.errors import BadPeriod, OneDraft, RunEnded, TooManyRuns
from tenants.lab.models import LabResult, LabRun
from tenants.norms.errors import BrokenPackage
from tenants.norms.examination import NormText
from tests.fixtures_tenant import Province
from tests.lab.conftest import Season
from tests.lab.test_prediction import HARDER
from workers.actors import JOBS


async def _start(season: Season, by: str = "admin", **changes: Any) -> LabRun:
    province = season.log.province
    given = RunInput(season.first, season.last, NormText(document=HARDER))
    async with province.db.tenant(season.tenant) as session:
        return await actions.start(
            session,
            province.caller(by),
            replace(given, **changes),
            now=utc_now(),
            today=province.today,
        )


async def _asked(season: Season) -> list[tuple[str, dict[str, str]]]:
    """The lab's jobs in the outbox, taken out of it."""
    lab = OutboxRow.job.in_(("replay_month", "finish_lab_run"))
    async with season.log.province.db.tenant(season.tenant) as session:
        rows = (await session.scalars(select(OutboxRow).where(OutboxRow.tenant_id == season.tenant, lab))).all()
        found = sorted(((row.job, row.args) for row in rows), key=str)
        for row in rows:
            await session.delete(row)
    return found


async def _do(season: Season, job: str, args: dict[str, str]) -> int:
    async with season.log.province.db.tenant(season.tenant) as session:
        return await getattr(actions, job)(session, **args)  # type: ignore[no-any-return] # one of the two jobs


async def _rows(season: Season, run_id: UUID) -> int:
    async with season.log.province.db.tenant(season.tenant) as session:
        counted = select(func.count()).where(LabResult.tenant_id == season.tenant, LabResult.run_id == run_id)
        return (await session.execute(counted)).scalar_one()


async def test_a_run_is_done_month_by_month_and_then_added_up(season: Season) -> None:
    run = await _start(season)
    jobs = await _asked(season)
    months = [month.isoformat() for month in rules.months(season.first, season.last)]
    assert jobs == [("replay_month", {"run_id": str(run.id), "month": month}) for month in months]
    for number, (job, args) in enumerate(jobs, 1):
        assert await _do(season, job, args) == 1
        found = await season.found(run.id)
        assert (found.status, found.done, found.total) == ("running", number, 4)
    assert await _asked(season) == [("finish_lab_run", {"run_id": str(run.id)})]
    assert await _do(season, "finish_lab_run", {"run_id": str(run.id)}) == 1
    found = await season.found(run.id)
    assert (found.status, found.done, found.finished_at is not None) == ("done", 4, True)
    assert found.result is not None


async def test_steps_that_come_twice_or_at_once_count_once(season: Season) -> None:
    run = await _start(season)
    jobs = await _asked(season)
    done = await asyncio.gather(*(_do(season, job, args) for job, args in [*jobs, *jobs]))
    assert sum(done) == 3
    assert [await _do(season, job, args) for job, args in jobs] == [0, 0, 0]
    assert await _rows(season, run.id) == 30
    finish = {"run_id": str(run.id)}
    assert [await _do(season, "finish_lab_run", finish) for _ in range(2)] == [1, 0]
    assert len((await season.found(run.id)).months_done) == 3


async def test_every_step_is_a_job_that_workers_know(season: Season) -> None:
    await _start(season)
    known = {job.name: job.run for job in JOBS}
    assert {job for job, _ in await _asked(season)} == {"replay_month"}
    assert known["replay_month"] is actions.replay_month
    assert known["finish_lab_run"] is actions.finish_lab_run


async def test_adding_up_waits_for_the_last_month(season: Season) -> None:
    run = await _start(season)
    assert await _do(season, "finish_lab_run", {"run_id": str(run.id)}) == 0
    assert (await season.found(run.id)).status == "waiting"


async def test_a_cancelled_run_leaves_nothing_and_does_no_more(season: Season) -> None:
    run = await _start(season)
    (job, first), *rest = await _asked(season)
    await _do(season, job, first)
    province = season.log.province
    async with province.db.tenant(season.tenant) as session:
        await actions.cancel(session, province.caller("admin"), run.id, now=utc_now())
    assert await _rows(season, run.id) == 0
    assert [await _do(season, again, args) for again, args in rest] == [0, 0]
    assert (await season.found(run.id)).status == "cancelled"
    with pytest.raises(RunEnded):
        async with province.db.tenant(season.tenant) as session:
            await actions.cancel(session, province.caller("admin"), run.id, now=utc_now())


async def test_a_month_in_work_when_the_run_is_cancelled_takes_its_rows_away(season: Season) -> None:
    run = await _start(season)
    province = season.log.province
    async with province.db.tenant(season.tenant) as session:
        worked = await session.get_one(LabRun, (season.tenant, run.id))
        await replay.replay(session, worked, season.first)
        async with province.db.tenant(season.tenant) as other:
            await actions.cancel(other, province.caller("admin"), run.id, now=utc_now())
        assert not await actions.finish_month(session, worked, season.first)
    assert await _rows(season, run.id) == 0


async def test_a_run_the_database_cannot_compute_ends_with_its_reason(
    season: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def impossible(session: AsyncSession, run: LabRun, month: date) -> None:
        await session.execute(text("SELECT 1 / 0"))

    run = await _start(season)
    (job, first), *rest = await _asked(season)
    monkeypatch.setattr(replay, "replay", impossible)
    assert await _do(season, job, first) == 0
    found = await season.found(run.id)
    assert (found.status, found.problem) == ("failed", "division by zero")
    monkeypatch.undo()
    assert [await _do(season, again, args) for again, args in rest] == [0, 0]


async def test_steps_a_broker_lost_are_asked_for_again(season: Season) -> None:
    run = await _start(season)
    (job, first), *_ = await _asked(season)
    await _do(season, job, first)
    province = season.log.province
    async with province.db.tenant(season.tenant) as session:
        await actions.ask_again(session)
    assert await _asked(season) == []
    await season.execute("UPDATE lab_run SET started_at = started_at - interval '1 hour' WHERE tenant_id = :tenant")
    async with province.db.tenant(season.tenant) as session:
        await actions.ask_again(session)
    assert [args["month"] for _, args in await _asked(season)] == [
        month.isoformat() for month in rules.months(season.first, season.last)[1:]
    ]
    assert run.total == 4


async def test_only_administrators_start_runs_and_each_start_is_on_the_trail(season: Season) -> None:
    for who in ("cadre1", "division_head", "province_head"):
        with pytest.raises(Forbidden):
            await _start(season, who)
    run = await _start(season)
    async with season.log.province.db.tenant(season.tenant) as session:
        events = (await session.scalars(select(AuditEvent).where(AuditEvent.subject == "norm_lab"))).all()
    assert [(event.action, event.subject_id) for event in events] == [("started", run.id)]


async def test_what_cannot_be_tried_is_refused_and_leaves_no_run(season: Season) -> None:
    today = season.log.today
    wrong: list[tuple[type[Exception], dict[str, Any]]] = [
        (BadPeriod, {"first": season.last, "last": season.first}),
        (BadPeriod, {"last": today + timedelta(days=40)}),
        (BadPeriod, {"first": date(season.first.year - 2, 1, 1)}),
        (OneDraft, {"text": None}),
        (BrokenPackage, {"text": NormText(document=HARDER.replace("rate:", "late:"))}),
        (NotFound, {"unit_ids": [season.log.province.people["cadre1"]]}),
        (NotFound, {"text": None, "package_id": season.log.province.people["cadre1"]}),
    ]
    for refusal, changes in wrong:
        with pytest.raises(refusal):
            await _start(season, **changes)
    async with season.log.province.db.tenant(season.tenant) as session:
        assert await session.scalar(text("SELECT count(*) FROM lab_run")) == 0


async def test_a_few_runs_at_a_time(season: Season) -> None:
    for _ in range(actions.MOST_AT_ONCE):
        await _start(season)
    with pytest.raises(TooManyRuns):
        await _start(season)


async def test_runs_are_walled_off_from_other_provinces(season: Season, other_province: Province) -> None:
    run = await _start(season)
    async with season.log.province.db.tenant(other_province.id) as session:
        with pytest.raises(NotFound):
            await queries.run(session, other_province.caller("admin"), run.id)

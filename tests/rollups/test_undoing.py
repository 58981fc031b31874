"""Verdicts taken back: the entry waits again, nothing of its score stays in any sum, and no score is lost."""

from uuid import UUID

import pytest
from sqlalchemy import insert, select

from kernel.ids import uuid7
from tenants.rollups import actions as rollups
from tenants.rollups import checks
from tenants.rollups.models import PersonDay
from tenants.scoring import actions as scoring
from tenants.scoring import checks as score_checks
from tenants.scoring import months, undoing
from tenants.scoring.models import EntryScore, MonthScore
from tenants.worklogs import corrections, queries
from tenants.worklogs.errors import NotDirectLeader, NotYourVerdict, OwnWork, RepeatedItem, UndoExpired, WrongState
from tenants.worklogs.models import ClosedMonth, PendingScore, WorkEntry
from tenants.worklogs.rules import Verdict
from tenants.worklogs.verification import Decision, Outcome
from tests.worklogs.conftest import Log

LEADER = "division_head"


async def undo(log: Log, *ids: UUID, by: str = LEADER) -> list[Outcome]:
    async with log.province.db.tenant(log.province.id) as session:
        return await undoing.undo(session, log.province.caller(by), ids, now=log.now)


async def work(log: Log) -> None:
    """What the workers do."""
    async with log.province.db.tenant(log.province.id) as session:
        await scoring.score_pending(session)
        await rollups.merge(session)
        await months.score(session)


async def sums(log: Log) -> list[tuple[int, int]]:
    """Entries and minutes by person and day, after holding every stored figure against a recomputation."""
    async with log.province.db.tenant(log.province.id) as session:
        assert await checks.differences(session) == []
        assert await score_checks.differences(session) == []
        rows = await session.scalars(select(PersonDay).order_by(PersonDay.minutes))
        return [(row.entries, row.minutes) for row in rows if row.entries]


async def test_an_undone_entry_waits_again_and_counts_nowhere(scored_log: Log) -> None:
    log = scored_log
    kept, gone = await log.write(minutes=100), await log.write(minutes=20)
    await log.verify(kept.id, gone.id)
    await work(log)
    assert await sums(log) == [(2, 120)]
    assert [one.refusal for one in await undo(log, gone.id)] == [None]
    await work(log)
    assert await sums(log) == [(1, 100)]
    async with log.province.db.tenant(log.province.id) as session:
        row = await session.scalar(select(WorkEntry).where(WorkEntry.id == gone.id))
        assert row is not None
        assert (row.status, row.revision, row.quality, row.verified_by) == ("submitted", 2, None, None)
        steps = [event.kind for event in (await queries.events_of(session, [gone.id]))[gone.id]]
        assert steps == ["logged", "submitted", "verified", "undone"]
        scores = await session.scalars(select(EntryScore.revision).where(EntryScore.entry_id == gone.id))
        assert scores.all() == [1]
        monthly = select(MonthScore.revision).where(MonthScore.person_id == row.person_id)
        assert len((await session.scalars(monthly)).all()) == 2, "the month was scored again"


async def test_verified_and_undone_again_and_again_it_counts_once_or_not_at_all(scored_log: Log) -> None:
    log = scored_log
    row = await log.write(minutes=50)
    for scored in (True, False, True):
        await log.verify(row.id)
        if scored:
            await work(log)
            assert await sums(log) == [(1, 50)]
        assert [one.refusal for one in await undo(log, row.id)] == [None]
        await work(log)
        assert await sums(log) == []
    await log.verify(row.id, quality="poor")
    await work(log)
    assert await sums(log) == [(1, 50)]


async def test_what_was_not_scored_yet_is_not_scored_any_more(scored_log: Log) -> None:
    row = await scored_log.write()
    await scored_log.verify(row.id)
    await undo(scored_log, row.id)
    async with scored_log.province.db.tenant(scored_log.province.id) as session:
        assert (await session.scalars(select(PendingScore.entry_id))).all() == []


async def test_each_entry_has_its_own_outcome(scored_log: Log) -> None:
    log = scored_log
    mine, corrected, waiting = [await log.write(minutes=10) for _ in range(3)]
    await log.verify(mine.id, corrected.id)
    own, unknown = await log.write(LEADER, minutes=10), uuid7()
    async with log.province.db.tenant(log.province.id) as session:
        decision = Decision(corrected.id, Verdict("poor"))
        await corrections.correct(session, log.province.caller(LEADER), decision, "Làm lại một lần", now=log.now)
    outcomes = await undo(log, mine.id, mine.id, corrected.id, waiting.id, own.id, unknown)
    assert [type(one.refusal) for one in outcomes][:5] == [
        type(None), RepeatedItem, NotYourVerdict, WrongState, OwnWork,
    ]  # fmt: skip
    assert outcomes[5].refusal is not None
    assert outcomes[5].refusal.code == "NOT_FOUND"
    await log.verify(mine.id)
    assert type((await undo(log, mine.id, by="agency_head"))[0].refusal) is NotDirectLeader


@pytest.mark.parametrize("closed", [True, False])
async def test_nothing_is_undone_once_a_period_has_closed_the_month(scored_log: Log, closed: bool) -> None:
    log = scored_log
    row = await log.write()
    await log.verify(row.id)
    await work(log)
    if closed:
        async with log.province.db.tenant(log.province.id) as session:
            month = {"tenant_id": log.province.id, "person_id": row.person_id, "month": row.work_date.replace(day=1)}
            await session.execute(insert(ClosedMonth).values(**month, closed_at=log.now))
    refusal = (await undo(log, row.id))[0].refusal
    assert isinstance(refusal, UndoExpired) == closed
    async with log.province.db.tenant(log.province.id) as session:
        status = await session.scalar(select(WorkEntry.status).where(WorkEntry.id == row.id))
        assert status == ("verified" if closed else "submitted")

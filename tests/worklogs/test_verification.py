"""Verification: by the direct leader or a dated delegate, never of one's own work, one or many at once."""

import asyncio
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from kernel.errors import Forbidden, NotFound
from kernel.ids import uuid7
from kernel.outbox import OutboxRow
from tenants.organisation.models import Delegation
from tenants.worklogs import actions, corrections, queries, verification
from tenants.worklogs.corrections import WaiverInput
from tenants.worklogs.errors import (
    BadFaults,
    BadQuality,
    MissingReason,
    NotDirectLeader,
    OwnWork,
    TooMany,
    WrongState,
)
from tenants.worklogs.models import PendingScore, WorkEntry
from tenants.worklogs.rules import Return, Verdict
from tenants.worklogs.verification import Decision
from tests.worklogs.conftest import Log


async def _row(log: Log, entry_id: object) -> WorkEntry:
    async with log.province.db.tenant(log.province.id) as session:
        return (await session.execute(select(WorkEntry).where(WorkEntry.id == entry_id))).scalar_one()


async def test_the_direct_leader_verifies_and_a_score_is_asked_for_in_the_same_transaction(log: Log) -> None:
    row = await log.write()
    assert [outcome.refusal for outcome in await log.verify(row.id, quality="excellent")] == [None]
    row = await _row(log, row.id)
    assert (row.status, row.quality, row.revision, row.accepted_quantity) == ("verified", "excellent", 1, Decimal(2))
    assert row.verified_by == log.province.people["division_head"]
    async with log.province.db.tenant(log.province.id) as session:
        waiting = (await session.execute(select(PendingScore.entry_id, PendingScore.revision))).all()
        jobs = (await session.scalars(select(OutboxRow.job).where(OutboxRow.tenant_id == log.province.id))).all()
    assert [tuple(one) for one in waiting] == [(row.id, 1)]
    assert "score_pending" in jobs


async def test_nobody_verifies_their_own_work(log: Log) -> None:
    row = await log.write("division_head")
    outcome = (await log.verify(row.id, by="division_head"))[0]
    assert isinstance(outcome.refusal, OwnWork)
    assert (await log.verify(row.id, by="agency_head"))[0].refusal is None


async def test_a_cadre_cannot_verify_at_all(log: Log) -> None:
    row = await log.write()
    with pytest.raises(Forbidden):
        await log.verify(row.id, by="cadre2")
    assert (await _row(log, row.id)).status == "submitted"


async def test_a_leader_higher_up_follows_but_does_not_verify(log: Log) -> None:
    row = await log.write()
    assert isinstance((await log.verify(row.id, by="agency_head"))[0].refusal, NotDirectLeader)


async def test_an_entry_of_another_branch_is_answered_like_an_unknown_one(log: Log) -> None:
    row = await log.write("commune_cadre")
    seen, unknown = await log.verify(row.id, uuid7())
    assert type(seen.refusal) is type(unknown.refusal) is NotFound
    assert seen.refusal is not None
    assert unknown.refusal is not None
    assert seen.refusal.sentence() == unknown.refusal.sentence()


async def test_a_dated_delegate_verifies_until_the_delegation_ends(log: Log) -> None:
    province = log.province
    rows = [await log.write(minutes=60), await log.write(minutes=60)]
    async with province.db.tenant(province.id) as session:
        session.add(
            Delegation(
                tenant_id=province.id,
                appointment_id=province.appointments["division_head"],
                delegate_id=province.people["cadre2"],
                valid_from=log.today,
                valid_to=log.today + timedelta(days=2),
                document_number="12/UQ-STC",
            )
        )
    acting = province.delegate("cadre2", "division_head")
    good = Verdict("good")
    async with province.db.tenant(province.id) as session:
        done = await verification.verify_many(session, acting, [Decision(rows[0].id, good)], now=log.now)
    async with province.db.tenant(province.id) as session:
        later = await verification.verify_many(
            session, acting, [Decision(rows[1].id, good)], now=log.now + timedelta(days=3)
        )
    assert done[0].refusal is None
    assert isinstance(later[0].refusal, NotDirectLeader)


async def test_a_delegate_never_verifies_their_own_entries(log: Log) -> None:
    province = log.province
    row = await log.write("cadre2")
    async with province.db.tenant(province.id) as session:
        session.add(
            Delegation(
                tenant_id=province.id,
                appointment_id=province.appointments["division_head"],
                delegate_id=province.people["cadre2"],
                valid_from=log.today,
                valid_to=log.today + timedelta(days=2),
                document_number="12/UQ-STC",
            )
        )
    async with province.db.tenant(province.id) as session:
        outcome = await verification.verify_many(
            session, province.delegate("cadre2", "division_head"), [Decision(row.id, Verdict("good"))], now=log.now
        )
    assert isinstance(outcome[0].refusal, OwnWork)


async def test_in_a_batch_what_cannot_be_verified_takes_nothing_else_down(log: Log) -> None:
    good = [await log.write(minutes=10) for _ in range(3)]
    draft = await log.write(minutes=10, submit=False)
    outcomes = await log.verify(good[0].id, draft.id, good[1].id, uuid7(), good[1].id, good[2].id)
    assert [type(one.refusal).__name__ for one in outcomes] == [
        "NoneType", "Withdrawn", "NoneType", "NotFound", "RepeatedItem", "NoneType",
    ]  # fmt: skip
    async with log.province.db.tenant(log.province.id) as session:
        verified = select(func.count()).select_from(WorkEntry).where(WorkEntry.status == "verified")
        assert await session.scalar(verified) == 3
        assert await session.scalar(select(func.count()).select_from(PendingScore)) == 3


async def test_a_verdict_that_cannot_be_is_refused(log: Log) -> None:
    row = await log.write()
    for verdict, refusal in (
        ({"quality": "superb"}, BadQuality),
        ({"accepted_quantity": Decimal(3)}, BadFaults),
        ({"failed_reviews": -1}, BadFaults),
    ):
        outcome = (await log.verify(row.id, **verdict))[0]
        assert isinstance(outcome.refusal, refusal)
    assert (await _row(log, row.id)).status == "submitted"


async def test_more_than_two_hundred_decisions_are_refused_whole(log: Log) -> None:
    with pytest.raises(TooMany):
        await log.verify(*(uuid7() for _ in range(201)))


async def test_a_returned_entry_is_mended_and_submitted_again_even_after_the_limit(log: Log) -> None:
    province = log.province
    row = await log.write(work_date=log.today - timedelta(days=6))
    async with province.db.tenant(province.id) as session:
        returned = await verification.send_back(
            session, province.caller("division_head"), row.id, Return("missing_product"), now=log.now
        )
        assert (returned.status, returned.comment) == ("returned", "Thiếu sản phẩm đầu ra")
    later = log.now + timedelta(days=5)
    async with province.db.tenant(province.id) as session:
        caller = province.caller("cadre1")
        await actions.edit(session, caller, log.entry(id=row.id, work_date=row.work_date), now=later)
        assert (await actions.submit(session, caller, row.id, now=later)).status == "submitted"


async def test_a_return_needs_a_reason(log: Log) -> None:
    row = await log.write()
    with pytest.raises(MissingReason):
        async with log.province.db.tenant(log.province.id) as session:
            await verification.send_back(
                session, log.province.caller("division_head"), row.id, Return("other", " "), now=log.now
            )


async def test_a_correction_raises_the_revision_and_keeps_what_was_said_before(log: Log) -> None:
    province = log.province
    row = await log.write()
    await log.verify(row.id, quality="excellent")
    async with province.db.tenant(province.id) as session:
        corrected = await corrections.correct(
            session,
            province.caller("division_head"),
            Decision(row.id, Verdict("poor", failed_reviews=2)),
            "Sản phẩm phải làm lại hai lần",
            now=log.now,
        )
        assert (corrected.revision, corrected.quality) == (2, "poor")
        events = (await queries.events_of(session, [row.id]))[row.id]
        assert events[-1].data["before"]["quality"] == "excellent"
        pending = await session.scalars(select(PendingScore.revision).order_by(PendingScore.revision))
        assert pending.all() == [1, 2]


async def test_a_waiver_keeps_actor_reason_document_and_time_and_never_exceeds_the_faults(log: Log) -> None:
    province = log.province
    row = await log.write()
    await log.verify(row.id, delays=2)
    waiver = WaiverInput("progress", 2, "Bão số 13, mất điện ba ngày", "88/UBND-NC")
    async with province.db.tenant(province.id) as session:
        waived = await corrections.waive(session, province.caller("division_head"), row.id, waiver, now=log.now)
        assert (waived.delays_waived, waived.revision) == (2, 2)
        kept = (await queries.waivers_of(session, [row.id]))[row.id][0]
        assert (kept.granted_by, kept.document_number) == (province.people["division_head"], "88/UBND-NC")
    with pytest.raises(BadFaults):
        async with province.db.tenant(province.id) as session:
            await corrections.waive(session, province.caller("division_head"), row.id, waiver, now=log.now)


async def test_a_verified_entry_cannot_be_verified_again(log: Log) -> None:
    row = await log.write()
    await log.verify(row.id)
    assert isinstance((await log.verify(row.id))[0].refusal, WrongState)


async def test_the_inbox_holds_what_waits_for_this_leader_oldest_first(log: Log) -> None:
    province = log.province
    late = await log.write(work_date=log.today - timedelta(days=1))
    new = await log.write("cadre2")
    await log.write("cadre3")
    await log.write("cadre1", submit=False)
    async with province.db.tenant(province.id) as session:
        rows = await queries.waiting_for(session, province.caller("division_head"), on=log.today, limit=50)
        assert [row.id for row in rows] == [late.id, new.id]
        above = await queries.waiting_for(session, province.caller("agency_head"), on=log.today, limit=50)
        assert [row.person_id for row in above] == [province.people["cadre3"]]


async def test_drafts_of_others_are_seen_by_nobody(log: Log) -> None:
    province = log.province
    row = await log.write(submit=False)
    with pytest.raises(NotFound):
        async with province.db.tenant(province.id) as session:
            await queries.entry(session, province.caller("division_head"), row.id, on=log.today)


async def test_two_leaders_at_once_verify_an_entry_once(log: Log) -> None:
    row = await log.write()
    results = await asyncio.gather(log.verify(row.id), log.verify(row.id))
    refusals = [one[0].refusal for one in results]
    assert sum(refusal is None for refusal in refusals) == 1
    assert (await _row(log, row.id)).revision == 1

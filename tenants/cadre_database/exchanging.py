"""Speaking to the other side: send what waits, read its answers, compare what it holds; nothing is lost meanwhile.

No transaction is open while it is asked. Whatever ends a process in between, the event goes out again under its id.
"""

import logging
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.database import Database, tenant_of
from tenants.cadre_database import rules
from tenants.cadre_database.models import CadreConnection, CadreEvent
from tenants.cadre_database.port import Answer, CadreDatabase, Rejected, Unreachable

logger = logging.getLogger(__name__)

BATCH: Final = 100
PAGES: Final = 50
PATIENCE: Final = 3  # events in a row that come to nothing
CLAIM: Final = timedelta(minutes=5)
COMPARE_EVERY: Final = timedelta(hours=6)
COMPARE_AGAIN: Final = timedelta(days=30)


@dataclass(frozen=True)
class Waiting:
    """An event to hand over."""

    id: UUID
    ours: Mapping[str, Any]


async def sync(db: Database, tenant_id: int, there: AbstractAsyncContextManager[CadreDatabase]) -> int:
    """One turn with the other side, if nobody else has one; how many events were handed over."""
    async with db.tenant(tenant_id) as session:
        held = await _claim(session, utc_now())
    if held is None:
        return 0
    sent, failure = 0, None
    try:
        async with there as other:
            sent = await _send_all(db, tenant_id, other)
            await _read_answers(db, tenant_id, other)
            await _compare(db, tenant_id, other)
    except Unreachable as error:
        failure = str(error) or "unreachable"
        logger.warning("the national cadre database does not answer tenant %d: %s", tenant_id, failure)
    async with db.tenant(tenant_id) as session:
        await _release(session, held, failure)
    return sent


async def _claim(session: AsyncSession, now: datetime) -> datetime | None:
    connection = await session.get(CadreConnection, tenant_of(session), with_for_update=True)
    if connection is None or not connection.enabled:
        return None
    if (connection.claimed_until or now) > now or (connection.retry_at or now) > now:
        return None
    connection.claimed_until = now + CLAIM
    return connection.claimed_until


async def _release(session: AsyncSession, held: datetime, failure: str | None) -> None:
    connection = await session.get(CadreConnection, tenant_of(session), with_for_update=True)
    if connection is None or connection.claimed_until != held:
        return
    connection.claimed_until = None
    now = utc_now()
    if failure is None:
        connection.failures, connection.retry_at, connection.last_failure = 0, None, None
        connection.last_success_at = now
    else:
        connection.retry_at = now + rules.pause_after(connection.failures)
        connection.failures, connection.last_failure = connection.failures + 1, failure[:200]


async def _send_all(db: Database, tenant_id: int, other: CadreDatabase) -> int:
    """Hand over what waits, what falls due first before the rest; each is noted as soon as it was taken.

    One event they stumble over keeps back no other; after some in a row they are left alone.
    """
    sent, missed = 0, 0
    while True:
        async with db.tenant(tenant_id) as session:
            waiting = await _waiting(session)
        stumbled: Unreachable | None = None
        for event in waiting:
            outcome: dict[str, object] = {"state": "sent", "sent_at": utc_now(), "reason": None}
            try:
                await other.send(event.id, event.ours)
                sent, missed = sent + 1, 0
            except Rejected as rejected:
                outcome = {"state": "refused", "answered_at": utc_now(), "reason": rejected.reason}
            except Unreachable as error:
                stumbled, missed, outcome = error, missed + 1, {}
            async with db.tenant(tenant_id) as session:
                await _note_sent(session, event.id, outcome)
            if stumbled is not None and missed == PATIENCE:
                raise stumbled
        if stumbled is not None:
            raise stumbled
        if len(waiting) < BATCH:
            return sent


async def _waiting(session: AsyncSession) -> list[Waiting]:
    rows = await session.execute(
        select(CadreEvent.id, CadreEvent.ours)
        .where(CadreEvent.tenant_id == tenant_of(session), CadreEvent.state == "waiting")
        .order_by(CadreEvent.tries, CadreEvent.due_on, CadreEvent.id)
        .limit(BATCH)
    )
    return [Waiting(*row) for row in rows.all()]


async def _note_sent(session: AsyncSession, event_id: UUID, outcome: Mapping[str, object]) -> None:
    own = (CadreEvent.tenant_id == tenant_of(session), CadreEvent.id == event_id, CadreEvent.state == "waiting")
    await session.execute(update(CadreEvent).where(*own).values(tries=CadreEvent.tries + 1, **outcome))


async def _read_answers(db: Database, tenant_id: int, other: CadreDatabase) -> None:
    """Read answers page by page; a page is noted together with how far was read."""
    async with db.tenant(tenant_id) as session:
        connection = await session.get_one(CadreConnection, tenant_id)
        cursor = connection.cursor
    for _ in range(PAGES):
        page = await other.answers(cursor)
        async with db.tenant(tenant_id) as session:
            await note_answers(session, page.answers)
            if page.cursor is not None:
                await session.execute(
                    update(CadreConnection).where(CadreConnection.tenant_id == tenant_id).values(cursor=page.cursor)
                )
        if page.cursor is None or page.cursor == cursor or not page.answers:
            return
        cursor = page.cursor


async def note_answers(session: AsyncSession, answers: Sequence[Answer]) -> None:
    """What answers say of events; those about others' events, and repeated ones, change nothing."""
    by_id = {answer.event_id: answer for answer in answers}
    rows = await session.scalars(
        select(CadreEvent)
        .where(CadreEvent.tenant_id == tenant_of(session), CadreEvent.id.in_(list(by_id)))
        .order_by(CadreEvent.id)
        .with_for_update()
    )
    for event in rows:
        if event.sent_at is None:
            continue  # an answer to what was never sent is none
        answer = by_id[event.id]
        event.answered_at = utc_now()
        if not answer.acknowledged:
            event.state, event.reason = "refused", (answer.reason or "")[:500]
        elif answer.record is not None:
            _hold_against(event, answer.record)
        elif event.state != "differing":
            event.state, event.reason = "acknowledged", None
    await session.flush()


async def _compare(db: Database, tenant_id: int, other: CadreDatabase) -> None:
    """Hold what they have against ours, a batch each few hours, the longest not compared first."""
    now = utc_now()
    async with db.tenant(tenant_id) as session:
        connection = await session.get_one(CadreConnection, tenant_id, with_for_update=True)
        if connection.compared_at is not None and connection.compared_at > now - COMPARE_EVERY:
            return
        ids = list(
            await session.scalars(
                select(CadreEvent.id)
                .where(
                    CadreEvent.tenant_id == tenant_id,
                    CadreEvent.state.in_(("sent", "acknowledged", "differing")),
                    or_(CadreEvent.compared_at.is_(None), CadreEvent.compared_at < now - COMPARE_AGAIN,
                        CadreEvent.state == "differing"),
                )
                .order_by(CadreEvent.compared_at.nulls_first(), CadreEvent.id)
                .limit(BATCH)
            )
        )  # fmt: skip
    held = await other.held(ids) if ids else {}
    async with db.tenant(tenant_id) as session:
        await note_held(session, ids, held)
        await session.execute(
            update(CadreConnection)
            .where(CadreConnection.tenant_id == tenant_id)
            .values(compared_at=now if len(ids) < BATCH else None)
        )


async def note_held(session: AsyncSession, ids: Sequence[UUID], held: Mapping[UUID, Mapping[str, Any]]) -> None:
    """What they hold of these events; one they took over and hold no longer is sent once more, under its id."""
    rows = await session.scalars(
        select(CadreEvent)
        .where(CadreEvent.tenant_id == tenant_of(session), CadreEvent.id.in_(list(ids)))
        .order_by(CadreEvent.id)
        .with_for_update()
    )
    for event in rows:
        event.compared_at = utc_now()
        if event.id in held:
            _hold_against(event, held[event.id])
        elif event.state in ("acknowledged", "differing"):
            event.state, event.theirs = "waiting", None
    await session.flush()


def _hold_against(event: CadreEvent, record: Mapping[str, Any]) -> None:
    apart = rules.differences(event.ours, record)
    if apart:
        event.state, event.theirs, event.reason = "differing", dict(record), ", ".join(apart)
    else:
        event.state, event.theirs, event.reason = "acknowledged", None, None

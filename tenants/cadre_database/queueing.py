"""From facts to events that wait: what is sent is settled here, in the transaction that takes the fact up."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.ids import uuid7
from kernel.outbox import enqueue
from tenants.cadre_database.models import CadreConnection, CadreEvent
from tenants.cadre_database.rules import WORKING_DAYS, due_without_calendar
from tenants.facts import actions as facts
from tenants.facts.rules import POST_CHANGED

QUEUE: Final = facts.JOBS[facts.CADRE_DATABASE]
SYNC: Final = "sync_cadre_database"
DECISIONS: Final = text(
    """
    SELECT decision.id, decision.replaces_id, decision.decided_class, decision.not_ranked, decision.document_number,
           decision.decided_at, decision.number, sheet.person_id, person.pin, period.kind, period.first, period.last
    FROM decision
    JOIN sheet ON sheet.tenant_id = :tenant AND sheet.id = decision.sheet_id
    JOIN person ON person.tenant_id = :tenant AND person.id = sheet.person_id
    JOIN evaluation_period AS period ON period.tenant_id = :tenant AND period.id = sheet.period_id
    WHERE decision.tenant_id = :tenant
      AND (decision.id = ANY (:ids) OR (CAST(:since AS timestamptz) IS NOT NULL AND decision.decided_at >= :since))
    ORDER BY decision.decided_at, decision.number
    """
)
POSTS: Final = text(
    """
    SELECT post.id, post.person_id, person.pin, unit.code, post.role, post.valid_from, post.valid_to, post.is_primary,
           post.document_number
    FROM appointment AS post
    JOIN person ON person.tenant_id = :tenant AND person.id = post.person_id
    JOIN unit ON unit.tenant_id = :tenant AND unit.id = post.unit_id
    WHERE post.tenant_id = :tenant AND post.id = ANY (:ids)
    """
)
DUE: Final = text(
    """
    SELECT min(later.day) FROM calendar_day AS this
    JOIN calendar_day AS later ON later.tenant_id = :tenant AND later.working AND later.ordinal = this.ordinal + :days
    WHERE this.tenant_id = :tenant AND this.day = :day
    """
)


async def queue(session: AsyncSession) -> int:
    """Make events of the facts that wait, and ask for them to be sent; how many facts."""
    taken = await facts.take(session, facts.CADRE_DATABASE)
    if not taken:
        return 0
    decided = [UUID(fact.data["decision_id"]) for fact in taken if fact.type != POST_CHANGED]
    await queue_decisions(session, decided)
    await _queue_posts(session, [fact for fact in taken if fact.type == POST_CHANGED])
    await enqueue(session, QUEUE if len(taken) == facts.BATCH else SYNC)
    return len(taken)


async def queue_decisions(session: AsyncSession, ids: Sequence[UUID], since: datetime | None = None) -> int:
    """Events of these decisions, or of all made since an instant; those that are queued already stay as they are."""
    tenant_id = tenant_of(session)
    rows = (await session.execute(DECISIONS, {"tenant": tenant_id, "ids": list(ids), "since": since})).all()
    events = []
    for row in rows:
        ours = {
            "kind": "evaluation",
            "personalNumber": row.pin,
            "periodKind": row.kind,
            "periodFirst": row.first.isoformat(),
            "periodLast": row.last.isoformat(),
            "class": row.decided_class if row.not_ranked is None else "not_ranked",
            "documentNumber": row.document_number,
            "decidedAt": row.decided_at.isoformat(),
            "replaces": str(row.replaces_id) if row.replaces_id else None,
            "fact": str(row.id),
        }
        events.append(_event(f"evaluation:{row.id}", "evaluation", row.person_id, row.decided_at, ours))
    return await _write(session, events)


async def _queue_posts(session: AsyncSession, told: Sequence[facts.Fact]) -> None:
    posts = [(UUID(value), fact) for fact in told for value in _posts_of(fact.data)]
    rows = await session.execute(POSTS, {"tenant": tenant_of(session), "ids": [post_id for post_id, _ in posts]})
    known = {row.id: row for row in rows}
    events = []
    for post_id, fact in posts:
        row = known[post_id]
        ours = {
            "kind": "post",
            "act": fact.data["act"],
            "personalNumber": row.pin,
            "unitCode": row.code,
            "role": row.role,
            "primary": row.is_primary,
            "from": row.valid_from.isoformat(),
            "until": row.valid_to.isoformat() if row.valid_to else None,
            "documentNumber": row.document_number,
            "fact": str(fact.id),
        }
        events.append(_event(f"post:{row.id}:{fact.id}", "post", row.person_id, fact.at, ours))
    await _write(session, events)


def _posts_of(data: Mapping[str, Any]) -> list[str]:
    """The posts an act is about: of a transfer, the one left and the one taken up."""
    return [data[name] for name in ("appointment_id", "new_appointment_id") if name in data]


def _event(key: str, kind: str, person_id: UUID, at: datetime, ours: dict[str, Any]) -> dict[str, Any]:
    return {"id": uuid7(), "key": key, "kind": kind, "person_id": person_id, "happened_at": at, "ours": ours}


async def _write(session: AsyncSession, events: Sequence[dict[str, Any]]) -> int:
    if not events:
        return 0
    due = {day: await due_on(session, day) for day in {local_date(event["happened_at"]) for event in events}}
    rows = [
        {**event, "tenant_id": tenant_of(session), "due_on": due[local_date(event["happened_at"])]} for event in events
    ]
    written = await session.scalars(upsert(CadreEvent).values(rows).on_conflict_do_nothing().returning(CadreEvent.id))
    return len(written.all())


async def due_on(session: AsyncSession, day: date) -> date:
    """The third working day after a day, by the tenant's own calendar."""
    values = {"tenant": tenant_of(session), "day": day, "days": WORKING_DAYS}
    found: date | None = await session.scalar(DUE, values)
    return found or due_without_calendar(day)


async def ask_for_due(session: AsyncSession, now: datetime) -> None:
    """Ask for the other side to be spoken to, unless somebody does or it is to be left alone."""
    connection = await session.scalar(select(CadreConnection).where(CadreConnection.tenant_id == tenant_of(session)))
    if connection is None or not connection.enabled:
        return
    if (connection.claimed_until or now) <= now and (connection.retry_at or now) <= now:
        await enqueue(session, SYNC)

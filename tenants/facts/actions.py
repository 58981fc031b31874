"""Telling a fact, and taking up what was told."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.ids import uuid7
from kernel.outbox import enqueue
from tenants.facts.models import DomainFact
from tenants.facts.rules import OF_CADRES

WEBHOOKS: Final = "webhooks"
CADRE_DATABASE: Final = "cadre_database"
JOBS: Final = {WEBHOOKS: "spread_webhooks", CADRE_DATABASE: "queue_cadre_events"}
BATCH: Final = 1000

# Later rooms say in their tables what they want; their code is not asked. Where nobody wants it nothing is written.
TELL: Final = text(
    """
    WITH wanted AS (
        SELECT 'webhooks' AS consumer WHERE EXISTS (
            SELECT FROM webhook_endpoint WHERE tenant_id = :tenant AND :type = ANY (event_types))
        UNION ALL
        SELECT 'cadre_database' WHERE :of_cadres AND EXISTS (
            SELECT FROM cadre_connection WHERE tenant_id = :tenant AND enabled)
    ), written AS (
        INSERT INTO domain_fact (tenant_id, consumer, id, type, subject_id, data)
        SELECT :tenant, wanted.consumer, given.id, :type, given.subject_id, given.data
        FROM wanted CROSS JOIN jsonb_to_recordset(CAST(:rows AS jsonb)) AS given (id uuid, subject_id uuid, data jsonb)
        RETURNING consumer
    )
    SELECT DISTINCT consumer FROM written
    """
)
WANTED: Final = text(
    "SELECT EXISTS (SELECT FROM webhook_endpoint WHERE tenant_id = :tenant AND event_types && CAST(:types AS text[]))"
)


@dataclass(frozen=True)
class Fact:
    """One fact as its consumer takes it up; `id` stays the same for all who want it."""

    id: UUID
    type: str
    subject_id: UUID
    data: dict[str, Any]
    at: datetime


async def tell(session: AsyncSession, kind: str, told: Mapping[UUID, Mapping[str, Any]]) -> None:
    """Tell facts of one kind, by what they are about, in the transaction that makes them true.

    Who wants them is asked in the same statement; what must follow is asked for in the outbox.
    """
    if not told:
        return
    rows = [{"id": uuid7(), "subject_id": subject, "data": dict(data)} for subject, data in told.items()]
    values = {
        "tenant": tenant_of(session),
        "type": kind,
        "of_cadres": kind in OF_CADRES,
        "rows": json.dumps(rows, default=_as_text),
    }
    for consumer in (await session.scalars(TELL, values)).all():
        await enqueue(session, JOBS[consumer])


async def wanted(session: AsyncSession, kinds: Sequence[str]) -> bool:
    """Whether any endpoint wants one of these kinds: where finding out what happened costs something."""
    return bool(await session.scalar(WANTED, {"tenant": tenant_of(session), "types": list(kinds)}))


async def take(session: AsyncSession, consumer: str) -> list[Fact]:
    """Take up to a thousand facts of one consumer, the oldest first; they are gone when this transaction commits."""
    own = (DomainFact.tenant_id == tenant_of(session), DomainFact.consumer == consumer)
    rows = await session.execute(
        select(DomainFact.id, DomainFact.type, DomainFact.subject_id, DomainFact.data, DomainFact.at)
        .where(*own)
        .order_by(DomainFact.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    facts = [Fact(*row) for row in rows.all()]
    if facts:
        await session.execute(delete(DomainFact).where(*own, DomainFact.id.in_([fact.id for fact in facts])))
    return facts


async def ask_again(session: AsyncSession) -> None:
    """Ask again for what waits: the outbox loses nothing, but a broker may."""
    waiting = select(DomainFact.consumer).where(DomainFact.tenant_id == tenant_of(session)).distinct()
    for consumer in (await session.scalars(waiting)).all():
        await enqueue(session, JOBS[consumer])


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)

"""From a fact to messages on their way: one message a fact, one delivery for each endpoint that wants its kind."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.outbox import enqueue
from tenants.facts import actions as facts
from tenants.registry import queries as registry
from tenants.webhooks.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookMessage

SPREAD: Final = facts.JOBS[facts.WEBHOOKS]
DELIVER: Final = "deliver_webhooks"
KEPT_DAYS: Final = 30
ADDRESS: Final = text(
    """
    INSERT INTO webhook_delivery (tenant_id, endpoint_id, message_id, state, tries, due_at)
    SELECT :tenant, endpoint.id, message.id, 'waiting', 0, message.at
    FROM webhook_message AS message
    JOIN webhook_endpoint AS endpoint ON endpoint.tenant_id = :tenant AND endpoint.state <> 'disabled'
         AND message.type = ANY (endpoint.event_types)
    WHERE message.tenant_id = :tenant AND message.id = ANY (:ids)
    ON CONFLICT DO NOTHING
    """
)


def body_of(kind: str, at: datetime, slug: str, subject_id: UUID, data: dict[str, object]) -> str:
    """The body of a message: type, timestamp and thin data; whoever may know more asks the API for it."""
    told = {"tenant": slug, "id": str(subject_id), **data}
    stamp = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps({"type": kind, "timestamp": stamp, "data": told}, ensure_ascii=False, separators=(",", ":"))


async def spread(session: AsyncSession) -> int:
    """Make messages of the facts that wait, and address them; how many facts."""
    taken = await facts.take(session, facts.WEBHOOKS)
    if not taken:
        return 0
    tenant = await registry.tenant(session)
    rows = [
        {
            "tenant_id": tenant.id, "id": fact.id, "type": fact.type, "at": fact.at,
            "body": body_of(fact.type, fact.at, tenant.slug, fact.subject_id, fact.data),
        }
        for fact in taken
    ]  # fmt: skip
    await session.execute(insert(WebhookMessage), rows)
    await session.execute(ADDRESS, {"tenant": tenant.id, "ids": [fact.id for fact in taken]})
    await ask_to_deliver(session, await _wanting(session, {fact.type for fact in taken}))
    if len(taken) == facts.BATCH:
        await enqueue(session, SPREAD)
    return len(taken)


async def ask_to_deliver(session: AsyncSession, endpoint_ids: Iterable[UUID]) -> None:
    """Ask for what waits to be sent, endpoint by endpoint."""
    for endpoint_id in endpoint_ids:
        await enqueue(session, DELIVER, endpoint_id=str(endpoint_id))


async def ask_for_due(session: AsyncSession, now: datetime) -> None:
    """Ask for endpoints where something is due and nobody is sending: retries, and what a lost process held."""
    due = (
        select(WebhookDelivery.endpoint_id)
        .where(
            WebhookDelivery.tenant_id == WebhookEndpoint.tenant_id,
            WebhookDelivery.endpoint_id == WebhookEndpoint.id,
            WebhookDelivery.state == "waiting",
            WebhookDelivery.due_at <= now,
        )
        .exists()
    )
    rows = await session.scalars(
        select(WebhookEndpoint.id).where(
            WebhookEndpoint.tenant_id == tenant_of(session),
            WebhookEndpoint.state == "open",
            (WebhookEndpoint.open_until.is_(None)) | (WebhookEndpoint.open_until <= now),
            (WebhookEndpoint.claimed_until.is_(None)) | (WebhookEndpoint.claimed_until <= now),
            due,
        )
    )
    await ask_to_deliver(session, rows.all())


async def forget(session: AsyncSession, before: datetime) -> None:
    """Remove messages older than that, with their deliveries and attempts, whatever became of them."""
    own = tenant_of(session)
    old = select(WebhookMessage.id).where(WebhookMessage.tenant_id == own, WebhookMessage.at < before)
    for table in (WebhookAttempt, WebhookDelivery):
        await session.execute(delete(table).where(table.tenant_id == own, table.message_id.in_(old)))
    await session.execute(delete(WebhookMessage).where(WebhookMessage.tenant_id == own, WebhookMessage.at < before))


async def _wanting(session: AsyncSession, kinds: set[str]) -> list[UUID]:
    return list(
        await session.scalars(
            select(WebhookEndpoint.id).where(
                WebhookEndpoint.tenant_id == tenant_of(session),
                WebhookEndpoint.state == "open",
                WebhookEndpoint.event_types.overlap(sorted(kinds)),
            )
        )
    )

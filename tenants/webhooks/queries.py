"""What administrators see of their endpoints: how each fares, and its log."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from policies.authority import Caller, authorize
from tenants.webhooks.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookMessage


@dataclass(frozen=True)
class DeliveryRow:
    """A message at one endpoint."""

    endpoint_id: UUID
    message_id: UUID
    type: str
    at: datetime
    state: str
    tries: int
    due_at: datetime
    finished_at: datetime | None


async def endpoints(session: AsyncSession, caller: Caller) -> list[WebhookEndpoint]:
    """The tenant's endpoints, the oldest first."""
    authorize(caller, "webhook", "manage")
    own = WebhookEndpoint.tenant_id == tenant_of(session)
    return list(await session.scalars(select(WebhookEndpoint).where(own).order_by(WebhookEndpoint.id)))


async def waiting(session: AsyncSession, caller: Caller, endpoint_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many messages wait at each endpoint."""
    authorize(caller, "webhook", "manage")
    rows = await session.execute(
        select(WebhookDelivery.endpoint_id, func.count().label("waiting"))
        .where(
            WebhookDelivery.tenant_id == tenant_of(session),
            WebhookDelivery.endpoint_id.in_(list(endpoint_ids)),
            WebhookDelivery.state == "waiting",
        )
        .group_by(WebhookDelivery.endpoint_id)
    )
    found = {row.endpoint_id: row.waiting for row in rows}
    return {endpoint_id: found.get(endpoint_id, 0) for endpoint_id in endpoint_ids}


async def deliveries(
    session: AsyncSession,
    caller: Caller,
    endpoint_id: UUID,
    *,
    state: str | None = None,
    first: int = 50,
    after: UUID | None = None,
) -> list[DeliveryRow]:
    """An endpoint's log, the newest message first; `after` is the last message of the page before."""
    authorize(caller, "webhook", "manage")
    query = (
        select(
            WebhookDelivery.endpoint_id, WebhookMessage.id, WebhookMessage.type, WebhookMessage.at,
            WebhookDelivery.state, WebhookDelivery.tries, WebhookDelivery.due_at, WebhookDelivery.finished_at,
        )
        .join(
            WebhookMessage,
            (WebhookMessage.tenant_id == WebhookDelivery.tenant_id) & (WebhookMessage.id == WebhookDelivery.message_id),
        )
        .where(WebhookDelivery.tenant_id == tenant_of(session), WebhookDelivery.endpoint_id == endpoint_id)
        .order_by(WebhookMessage.id.desc())
        .limit(first)
    )  # fmt: skip
    if state is not None:
        query = query.where(WebhookDelivery.state == state)
    if after is not None:
        query = query.where(WebhookMessage.id < after)
    return [DeliveryRow(*row) for row in (await session.execute(query)).all()]


async def attempts(
    session: AsyncSession, caller: Caller, keys: Iterable[tuple[UUID, UUID]]
) -> dict[tuple[UUID, UUID], list[WebhookAttempt]]:
    """The attempts at deliveries, by endpoint and message, the newest first."""
    authorize(caller, "webhook", "manage")
    wanted = list(keys)
    rows = await session.scalars(
        select(WebhookAttempt)
        .where(
            WebhookAttempt.tenant_id == tenant_of(session),
            WebhookAttempt.endpoint_id.in_({endpoint for endpoint, _ in wanted}),
            WebhookAttempt.message_id.in_([message for _, message in wanted]),
        )
        .order_by(WebhookAttempt.at.desc(), WebhookAttempt.id.desc())
    )
    found: dict[tuple[UUID, UUID], list[WebhookAttempt]] = defaultdict(list)
    for row in rows:
        found[row.endpoint_id, row.message_id].append(row)
    return found

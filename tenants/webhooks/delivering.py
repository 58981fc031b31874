"""Delivering to one endpoint: claimed by one process at a time, sent outside any transaction, written down after.

A process that dies between sending and writing down sends again: at least once, under the same id. Nothing is promised
about the order.
"""

import asyncio
import logging
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from kernel import telemetry
from kernel.clock import utc_now
from kernel.database import Database, tenant_of
from kernel.ids import uuid7
from kernel.sealing import Seal
from tenants.audit import actions as audit
from tenants.webhooks import rules
from tenants.webhooks.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookMessage
from tenants.webhooks.secrets import keys_of
from tenants.webhooks.sending import Answer, Letter, Sender

logger = logging.getLogger(__name__)

CLAIM: Final = timedelta(seconds=90)
AT_ONCE: Final = 8  # attempts beside each other, to a receiver that answers
ROUNDS: Final = 50


@dataclass(frozen=True)
class Claimed:
    """An endpoint held by this process, and the letters to send now."""

    endpoint: WebhookEndpoint
    letters: dict[UUID, Letter]
    until: datetime


async def deliver(db: Database, tenant_id: int, endpoint_id: UUID, seal: Seal, sender: Sender) -> int:
    """Send what is due to an endpoint until nothing is left, it fails, or others should have their turn.

    How many attempts were made. What is still due afterwards is asked for by the schedule.
    """
    made = 0
    held: datetime | None = None
    for _ in range(ROUNDS):
        async with db.tenant(tenant_id) as session:
            claimed = await claim(session, endpoint_id, seal, utc_now(), held)
        if claimed is None:
            break
        held = claimed.until
        letters = claimed.letters
        answers = await asyncio.gather(*(sender.send(letter, utc_now()) for letter in letters.values()))
        async with db.tenant(tenant_id) as session:
            await note(session, endpoint_id, dict(zip(letters, answers, strict=True)))
        made += len(answers)
        if not any(answer.delivered for answer in answers):
            break
    if held is not None:
        async with db.tenant(tenant_id) as session:
            await release(session, endpoint_id, held)
    return made


async def claim(
    session: AsyncSession, endpoint_id: UUID, seal: Seal, now: datetime, held: datetime | None
) -> Claimed | None:
    """Hold an endpoint and read what is due; nothing when another holds it, its circuit is open, or nothing waits.

    After a failed attempt a single letter is tried: it shows as well as eight whether the receiver is back.
    """
    endpoint = await session.get(WebhookEndpoint, (tenant_of(session), endpoint_id), with_for_update=True)
    if endpoint is None or endpoint.state != "open" or (endpoint.open_until or now) > now:
        return None
    if (endpoint.claimed_until or now) > now and endpoint.claimed_until != held:
        return None
    letters = await _due(session, endpoint, seal, now)
    endpoint.claimed_until = now + CLAIM if letters else None
    await session.flush()
    return Claimed(endpoint, letters, now + CLAIM) if letters else None


async def _due(session: AsyncSession, endpoint: WebhookEndpoint, seal: Seal, now: datetime) -> dict[UUID, Letter]:
    rows = await session.execute(
        select(WebhookMessage.id, WebhookMessage.body)
        .join(
            WebhookDelivery,
            (WebhookDelivery.tenant_id == WebhookMessage.tenant_id) & (WebhookDelivery.message_id == WebhookMessage.id),
        )
        .where(
            WebhookDelivery.tenant_id == endpoint.tenant_id,
            WebhookDelivery.endpoint_id == endpoint.id,
            WebhookDelivery.state == "waiting",
            WebhookDelivery.due_at <= now,
        )
        .order_by(WebhookDelivery.due_at, WebhookMessage.id)
        .limit(1 if endpoint.failures else AT_ONCE)
    )
    keys = keys_of(endpoint, seal, now)
    return {row.id: Letter(endpoint.url, f"msg_{row.id.hex}", row.body, keys) for row in rows}


async def release(session: AsyncSession, endpoint_id: UUID, held: datetime) -> None:
    """Let go of an endpoint, unless somebody else holds it by now."""
    await session.execute(
        update(WebhookEndpoint)
        .where(
            WebhookEndpoint.tenant_id == tenant_of(session),
            WebhookEndpoint.id == endpoint_id,
            WebhookEndpoint.claimed_until == held,
        )
        .values(claimed_until=None)
    )


async def note(session: AsyncSession, endpoint_id: UUID, answers: dict[UUID, Answer]) -> None:
    """Write down attempts, and what follows from them for their deliveries and for the endpoint."""
    endpoint = await session.get(WebhookEndpoint, (tenant_of(session), endpoint_id), with_for_update=True)
    if endpoint is None:
        return
    own = {"tenant_id": endpoint.tenant_id, "endpoint_id": endpoint.id}
    rows = [
        {**own, "id": uuid7(), "message_id": message_id, "at": answer.at, "milliseconds": answer.milliseconds,
         "status": answer.status, "failure": answer.failure, "response": answer.response}
        for message_id, answer in answers.items()
    ]  # fmt: skip
    await session.execute(insert(WebhookAttempt), rows)
    deliveries = await session.scalars(
        select(WebhookDelivery)
        .where(
            WebhookDelivery.tenant_id == endpoint.tenant_id,
            WebhookDelivery.endpoint_id == endpoint.id,
            WebhookDelivery.message_id.in_(list(answers)),
        )
        .with_for_update()
    )
    for delivery in deliveries:
        _settle(delivery, answers[delivery.message_id])
    for answer in answers.values():
        await _judge(session, endpoint, answer)
    await session.flush()


def _settle(delivery: WebhookDelivery, answer: Answer) -> None:
    """What becomes of a delivery: done, tried again after a pause, or given up."""
    delivery.tries += 1
    if answer.delivered:
        delivery.state, delivery.finished_at = "delivered", answer.at
    elif (pause := rules.pause_after(delivery.tries, random.random())) is None:  # noqa: S311 - no secret
        delivery.state, delivery.finished_at = "failed", answer.at
    else:
        asked = rules.asked_pause(answer.retry_after, answer.at)
        delivery.due_at = answer.at + max(pause, asked or pause)


async def _judge(session: AsyncSession, endpoint: WebhookEndpoint, answer: Answer) -> None:
    """What an attempt says of the endpoint: well again, a break, or disabled."""
    outcome = "delivered" if answer.delivered else answer.failure or str(answer.status)
    telemetry.meter().create_counter(
        "roviec.webhooks.attempts", "{attempt}", "Attempts to deliver webhooks, by outcome"
    ).add(1, {"outcome": outcome})
    if answer.delivered:
        endpoint.failures, endpoint.failing_since, endpoint.open_until = 0, None, None
        endpoint.last_success_at = answer.at
        return
    endpoint.failures += 1
    endpoint.failing_since = endpoint.failing_since or answer.at
    pauses = [rules.break_after(endpoint.failures), rules.asked_pause(answer.retry_after, answer.at)]
    if known := [pause for pause in pauses if pause is not None]:
        endpoint.open_until = answer.at + max(known)
    if answer.status == rules.GONE:
        await disable(session, endpoint, "gone")
    elif answer.at - endpoint.failing_since > rules.GIVEN_UP:
        await disable(session, endpoint, "failing")


async def disable(session: AsyncSession, endpoint: WebhookEndpoint, reason: str) -> None:
    """Send nothing more to an endpoint, by the program's own act; its administrators see why."""
    if endpoint.state == "disabled":
        return
    endpoint.state, endpoint.reason = "disabled", reason
    await session.execute(
        update(WebhookDelivery)
        .where(
            WebhookDelivery.tenant_id == endpoint.tenant_id,
            WebhookDelivery.endpoint_id == endpoint.id,
            WebhookDelivery.state == "waiting",
        )
        .values(state="failed", finished_at=utc_now())
    )
    logger.warning("webhook endpoint %s of tenant %d is disabled: %s", endpoint.id, endpoint.tenant_id, reason)
    await audit.record(session, None, "disabled", "webhook_endpoint", endpoint.id, reason=reason)

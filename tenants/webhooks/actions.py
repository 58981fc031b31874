"""What administrators do with endpoints: register, change, pause, rotate the secret, test, replay, remove."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.database import Database, tenant_of
from kernel.errors import NotFound
from kernel.ids import uuid7
from kernel.sealing import Seal
from kernel.settings import get_settings
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.registry import queries as registry
from tenants.webhooks import rules, spreading
from tenants.webhooks.addresses import look_at
from tenants.webhooks.errors import BadReplayTime, EndpointNotOpen, TooManyEndpoints
from tenants.webhooks.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookMessage
from tenants.webhooks.secrets import about

MOST: Final = 20
LONGEST: Final = 200
ROTATION: Final = timedelta(hours=24)
SUBJECT: Final = "webhook_endpoint"
# Messages of the endpoint's kinds in a time: those never addressed to it are, those that did not arrive (or all of
# them) are sent once more.
REPLAY: Final = text(
    """
    INSERT INTO webhook_delivery (tenant_id, endpoint_id, message_id, state, tries, due_at)
    SELECT :tenant, endpoint.id, message.id, 'waiting', 0, CAST(:now AS timestamptz)
    FROM webhook_endpoint AS endpoint
    JOIN webhook_message AS message ON message.tenant_id = :tenant AND message.type = ANY (endpoint.event_types)
         AND message.at >= :since AND message.at < :until
    WHERE endpoint.tenant_id = :tenant AND endpoint.id = :endpoint
    ON CONFLICT (tenant_id, endpoint_id, message_id) DO UPDATE
        SET state = 'waiting', tries = 0, due_at = excluded.due_at, finished_at = NULL
        WHERE :everything OR webhook_delivery.state = 'failed'
    RETURNING message_id
    """
)


@dataclass(frozen=True)
class Given:
    """What an administrator says of an endpoint."""

    url: str
    event_types: list[str]
    description: str = ""


@dataclass(frozen=True)
class Registered:
    """An endpoint's id and its secret, seen this once."""

    id: UUID
    secret: str


async def register(db: Database, caller: Caller, seal: Seal, given: Given) -> Registered:
    """Add an endpoint; its address is looked at now and at each delivery. No connection waits for the name server."""
    authorize(caller, "webhook", "manage")
    kinds = rules.check_types(given.event_types)
    await look_at(given.url, insecure=get_settings().webhooks_insecure)
    async with db.tenant(caller.tenant_id) as session:
        return await _write(session, caller, seal, given, kinds)


async def _write(session: AsyncSession, caller: Caller, seal: Seal, given: Given, kinds: list[str]) -> Registered:
    tenant_id = tenant_of(session)
    count = await session.scalar(select(func.count()).where(WebhookEndpoint.tenant_id == tenant_id))
    if (count or 0) >= MOST:
        raise TooManyEndpoints(most=MOST)
    made = Registered(uuid7(), rules.new_secret())
    session.add(
        WebhookEndpoint(
            tenant_id=tenant_id, id=made.id, url=given.url, description=_described(given), event_types=kinds,
            sealed_secret=seal.close(made.secret, about(tenant_id, made.id)),
        )
    )  # fmt: skip
    await session.flush()
    await audit.record(session, caller, "registered", SUBJECT, made.id, url=given.url, event_types=kinds)
    return made


async def change(db: Database, caller: Caller, endpoint_id: UUID, given: Given) -> None:
    """Send elsewhere, or other kinds of events, from now on."""
    authorize(caller, "webhook", "manage")
    kinds = rules.check_types(given.event_types)
    await look_at(given.url, insecure=get_settings().webhooks_insecure)
    async with db.tenant(caller.tenant_id) as session:
        endpoint = await held(session, endpoint_id)
        if given.url != endpoint.url:
            _forgive(endpoint)
        endpoint.url, endpoint.event_types, endpoint.description = given.url, kinds, _described(given)
        await session.flush()
        await audit.record(session, caller, "changed", SUBJECT, endpoint_id, url=given.url, event_types=kinds)


async def pause(session: AsyncSession, caller: Caller, endpoint_id: UUID) -> None:
    """Send nothing for now; what happens meanwhile is kept and sent when it is opened again."""
    authorize(caller, "webhook", "manage")
    endpoint = await held(session, endpoint_id)
    endpoint.state, endpoint.reason = "paused", None
    await session.flush()
    await audit.record(session, caller, "paused", SUBJECT, endpoint_id)


async def resume(session: AsyncSession, caller: Caller, endpoint_id: UUID) -> None:
    """Send again, after a pause or once whatever disabled it is repaired; what failed is replayed apart from this."""
    authorize(caller, "webhook", "manage")
    endpoint = await held(session, endpoint_id)
    endpoint.state, endpoint.reason = "open", None
    _forgive(endpoint)
    await session.flush()
    await spreading.ask_to_deliver(session, [endpoint_id])
    await audit.record(session, caller, "opened", SUBJECT, endpoint_id)


async def rotate(session: AsyncSession, caller: Caller, seal: Seal, endpoint_id: UUID) -> Registered:
    """Make a new secret; the old one signs beside it for a day, so that the receiver can change without a gap."""
    authorize(caller, "webhook", "manage")
    endpoint = await held(session, endpoint_id)
    made = Registered(endpoint_id, rules.new_secret())
    endpoint.sealed_old_secret, endpoint.old_until = endpoint.sealed_secret, utc_now() + ROTATION
    endpoint.sealed_secret = seal.close(made.secret, about(endpoint.tenant_id, endpoint_id))
    await session.flush()
    await audit.record(session, caller, "rotated", SUBJECT, endpoint_id)
    return made


async def send_test(session: AsyncSession, caller: Caller, endpoint_id: UUID) -> UUID:
    """Send one message of no consequence, and answer its id; how it went is in the log."""
    authorize(caller, "webhook", "manage")
    endpoint = await held(session, endpoint_id)
    if endpoint.state != "open":
        raise EndpointNotOpen("endpointId")
    now, message_id = utc_now(), uuid7()
    slug = (await registry.tenant(session)).slug
    body = spreading.body_of(rules.TEST, now, slug, endpoint_id, {})
    own = {"tenant_id": endpoint.tenant_id}
    await session.execute(insert(WebhookMessage).values(**own, id=message_id, type=rules.TEST, body=body, at=now))
    await session.execute(
        insert(WebhookDelivery).values(**own, endpoint_id=endpoint_id, message_id=message_id, due_at=now)
    )
    await spreading.ask_to_deliver(session, [endpoint_id])
    return message_id


async def replay(
    session: AsyncSession, caller: Caller, endpoint_id: UUID, since: datetime, until: datetime, *, everything: bool
) -> int:
    """Send messages of a time once more, those that failed or `everything`; each under its old id. How many."""
    authorize(caller, "webhook", "manage")
    now = utc_now()
    if since >= until or since < now - timedelta(days=spreading.KEPT_DAYS):
        raise BadReplayTime("since", days=spreading.KEPT_DAYS)
    endpoint = await held(session, endpoint_id)
    if endpoint.state == "disabled":
        raise EndpointNotOpen("endpointId")
    values = {
        "tenant": endpoint.tenant_id, "endpoint": endpoint_id, "since": since, "until": until, "now": now,
        "everything": everything,
    }  # fmt: skip
    count = len((await session.execute(REPLAY, values)).all())
    await spreading.ask_to_deliver(session, [endpoint_id])
    told = {"since": since, "until": until, "everything": everything, "messages": count}
    await audit.record(session, caller, "replayed", SUBJECT, endpoint_id, **told)
    return count


async def remove(session: AsyncSession, caller: Caller, endpoint_id: UUID) -> None:
    """Forget an endpoint with its log; messages stay for the others."""
    authorize(caller, "webhook", "manage")
    endpoint = await held(session, endpoint_id)
    for table in (WebhookAttempt, WebhookDelivery):
        own = (table.tenant_id == endpoint.tenant_id, table.endpoint_id == endpoint_id)
        await session.execute(delete(table).where(*own))
    await session.delete(endpoint)
    await session.flush()
    await audit.record(session, caller, "removed", SUBJECT, endpoint_id, url=endpoint.url)


async def held(session: AsyncSession, endpoint_id: UUID) -> WebhookEndpoint:
    """The endpoint, locked; raises `NotFound`."""
    endpoint = await session.get(WebhookEndpoint, (tenant_of(session), endpoint_id), with_for_update=True)
    if endpoint is None:
        raise NotFound("endpointId")
    return endpoint


def _forgive(endpoint: WebhookEndpoint) -> None:
    endpoint.failures, endpoint.failing_since, endpoint.open_until = 0, None, None


def _described(given: Given) -> str:
    return " ".join(given.description.split())[:LONGEST]

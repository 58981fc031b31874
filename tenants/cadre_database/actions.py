"""What administrators do: settle the connection, switch it on and off, send again what was refused or differs."""

from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import TIMEZONE, today, utc_now
from kernel.database import tenant_of
from kernel.errors import NotFound
from kernel.outbox import enqueue
from kernel.sealing import Seal
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.cadre_database import queueing
from tenants.cadre_database.errors import BadCadreToken, BadStartDay, NotConnected, NothingToRetry
from tenants.cadre_database.models import CadreConnection, CadreEvent

EARLIEST: Final = 400  # days
LONGEST: Final = 4000


async def settle(
    session: AsyncSession, caller: Caller, seal: Seal, *, enabled: bool, since: date, token: str | None
) -> int:
    """Switch the hand-over on from a day, or off; decisions made since that day are queued. How many that were.

    Without a new token the old one stays. Switched off, nothing new is queued and nothing is sent; what waits stays.
    """
    authorize(caller, "cadre_database", "manage")
    if not today() - timedelta(days=EARLIEST) <= since <= today():
        raise BadStartDay("since", days=EARLIEST)
    if token is not None and not _fits_a_header(token):
        raise BadCadreToken("token", most=LONGEST)
    tenant_id = tenant_of(session)
    settled = await session.get(CadreConnection, tenant_id, with_for_update=True)
    if settled is None:
        settled = CadreConnection(tenant_id=tenant_id)
        session.add(settled)
    settled.enabled, settled.since, settled.changed_at = enabled, since, utc_now()
    settled.failures, settled.retry_at = 0, None
    if token is not None:
        settled.sealed_token = seal.close(token, about(tenant_id))
    await session.flush()
    queued = 0
    if enabled:
        begins = datetime.combine(since, time(), TIMEZONE)
        queued = await queueing.queue_decisions(session, [], begins)
        await enqueue(session, queueing.SYNC)
    await audit.record(session, caller, "settled", "cadre_connection", None, enabled=enabled, since=since)
    return queued


async def retry(session: AsyncSession, caller: Caller, event_id: UUID) -> None:
    """Send an event again under its id: after a refusal was set right there, or where their record differs."""
    authorize(caller, "cadre_database", "manage")
    settled = await session.get(CadreConnection, tenant_of(session), with_for_update=True)
    if settled is None or not settled.enabled:
        raise NotConnected()
    event = await session.get(CadreEvent, (tenant_of(session), event_id), with_for_update=True)
    if event is None:
        raise NotFound("eventId")
    if event.state == "acknowledged":
        raise NothingToRetry("eventId")
    event.state, event.reason, event.theirs = "waiting", None, None
    settled.retry_at = None
    await session.flush()
    await enqueue(session, queueing.SYNC)
    await audit.record(session, caller, "sent_again", "cadre_event", event_id)


def _fits_a_header(token: str) -> bool:
    return 0 < len(token) <= LONGEST and token.isascii() and token.isprintable() and " " not in token


def about(tenant_id: int) -> str:
    """What the sealed token is bound to."""
    return f"cadre_database:{tenant_id}:token"

"""Questions of operators: how the platform, each tenant and the queue fare. No tenant is entered for an answer."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final, Literal

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.errors import NotFound
from kernel.outbox import OutboxRow
from kernel.queue import QueueMessage, ScheduledJob
from policies.authority import Caller, authorize
from tenants.health import letters
from tenants.health.letters import Letter
from tenants.health.models import TenantHealth
from tenants.migrate import newest_revision
from tenants.registry import queries as registry
from tenants.registry.models import Tenant

Condition = Literal["fine", "behind", "failing", "unmeasured"]
SLOW: Final = timedelta(minutes=15)
"""What waits longer than this is late: scores, sums, rows of the outbox, and the counting of a tenant itself."""
LONGEST_CADENCE: Final = timedelta(hours=25)
"""Everything periodic runs once a day at least."""
LISTED: Final = 200
DATABASE: Final = text(
    "SELECT (SELECT version_num FROM alembic_version) AS revision, pg_database_size(current_database()) AS bytes,"
    " pg_postmaster_start_time() AS started"
)
QUEUES: Final = text(
    """
    SELECT queue AS name,
        count(*) FILTER (WHERE dead_at IS NULL AND available_at <= now() AND NOT coalesce(leased_until > now(), false))
            AS waiting,
        count(*) FILTER (WHERE dead_at IS NULL AND leased_until > now()) AS running,
        count(*) FILTER (WHERE dead_at IS NULL AND available_at > now() AND NOT coalesce(leased_until > now(), false))
            AS delayed,
        count(*) FILTER (WHERE dead_at IS NOT NULL) AS dead,
        min(available_at) FILTER (WHERE dead_at IS NULL AND available_at <= now()) AS oldest
    FROM queue_message GROUP BY queue ORDER BY queue
    """
)


@dataclass(frozen=True)
class Backlog:
    """Rows of the outbox that wait for the relay, and since when the oldest does."""

    rows: int = 0
    since: datetime | None = None


@dataclass(frozen=True)
class Fares:
    """One tenant: what was last counted of it, and what waits for it now."""

    tenant: Tenant
    counted: TenantHealth | None
    outbox: Backlog
    dead: int
    condition: Condition


@dataclass(frozen=True)
class Ran:
    """A periodic job and when it last ran to its end."""

    name: str
    at: datetime | None
    late: bool


@dataclass(frozen=True)
class Platform:
    """The whole."""

    at: datetime
    revision: str
    expected: str | None
    database_bytes: int
    database_started: datetime
    outbox: Backlog
    dead: int
    schedule: Sequence[Ran]
    tenants: Sequence[Fares]


@dataclass(frozen=True)
class QueueLine:
    """A queue as the database holds it; another broker's waiting messages are not here, dead ones always are."""

    name: str
    waiting: int
    running: int
    delayed: int
    dead: int
    oldest: datetime | None


@dataclass(frozen=True)
class Queues:
    """Queues, what failed and waits for its next try, and what was given up."""

    at: datetime
    queues: Sequence[QueueLine]
    retrying: Sequence[Letter]
    dead: Sequence[Letter]
    tenants: Mapping[int, Tenant]


async def platform(session: AsyncSession, caller: Caller, now: datetime) -> Platform:
    """How the platform and all its tenants fare."""
    authorize(caller, "health", "read")
    base = (await session.execute(DATABASE)).one()
    fares = await _fares(session, now)
    ran = await session.execute(select(ScheduledJob.name, ScheduledJob.last_run_at).order_by(ScheduledJob.name))
    whole = (await session.execute(select(func.count(), func.min(OutboxRow.created_at)))).one()
    return Platform(
        now,
        base.revision,
        _newest(),
        base.bytes,
        base.started,
        Backlog(*whole),
        len(await _letters(session, now, dead=True)),
        [_ran(row.name, row.last_run_at, now) for row in ran],
        fares,
    )


async def tenant(session: AsyncSession, caller: Caller, slug: str, now: datetime) -> Fares:
    """How one tenant fares, by its short name."""
    authorize(caller, "health", "read")
    found = next((one for one in await _fares(session, now) if one.tenant.slug == slug), None)
    if found is None:
        raise NotFound("slug")
    return found


async def queues(session: AsyncSession, caller: Caller, now: datetime) -> Queues:
    """The queues and what failed in them."""
    authorize(caller, "health", "read")
    lines = [QueueLine(*row) for row in await session.execute(QUEUES)]
    known = {one.id: one for one in await registry.tenants(session)}
    failed = [one for one in await _letters(session, now, dead=False) if one.tries > 0]
    return Queues(now, lines, failed, await _letters(session, now, dead=True), known)


async def _fares(session: AsyncSession, now: datetime) -> list[Fares]:
    counted = {one.tenant: one for one in await session.scalars(select(TenantHealth))}
    waiting = await session.execute(
        select(OutboxRow.tenant_id, func.count(), func.min(OutboxRow.created_at)).group_by(OutboxRow.tenant_id)
    )
    outboxes = {tenant_id: Backlog(rows, since) for tenant_id, rows, since in waiting}
    dead = Counter(one.tenant_id for one in await _letters(session, now, dead=True))
    found = []
    for one in await registry.tenants(session):
        outbox, health = outboxes.get(one.id, Backlog()), counted.get(one.id)
        found.append(Fares(one, health, outbox, dead[one.id], condition(health, outbox, dead[one.id], now)))
    return found


def condition(counted: TenantHealth | None, outbox: Backlog, dead: int, now: datetime) -> Condition:
    """The word for how a tenant fares: given-up jobs first, then what waits too long, then whether it was counted."""
    if dead:
        return "failing"
    if counted is None or counted.measured_at < now - SLOW:
        return "unmeasured"
    since = (counted.scores_since, counted.sums_since, outbox.since)
    return "behind" if any(at is not None and at < now - SLOW for at in since) else "fine"


async def _letters(session: AsyncSession, now: datetime, *, dead: bool) -> list[Letter]:
    """Messages that were given up, or that wait for a later try, the oldest first; so many at most."""
    gone = QueueMessage.dead_at
    which = gone.is_not(None) if dead else gone.is_(None) & (QueueMessage.available_at > func.now())
    at = gone if dead else QueueMessage.available_at
    rows = await session.execute(select(QueueMessage.id, at, QueueMessage.body).where(which).order_by(at).limit(LISTED))
    return [letters.read(message_id, when or now, body) for message_id, when, body in rows]


def _ran(name: str, at: datetime, now: datetime) -> Ran:
    ever = at.year > 1970
    return Ran(name, at if ever else None, not ever or at < now - LONGEST_CADENCE)


@cache
def _newest() -> str | None:
    return newest_revision()

"""Sources that are asked: where, how far they were read, and when to ask again after a failure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Final, Literal
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.sealing import Seal
from kernel.settings import Settings
from policies.authority import Caller
from tenants.audit import actions as audit
from tenants.intake.errors import BadConnection
from tenants.intake.models import IntakeConnection, IntakeSource
from tenants.intake.sources import locked
from tenants.registry import queries as registry

CONNECTORS: Final = ("eoffice", "tasks", "csv")
EVERY: Final = timedelta(minutes=1)
LEASE: Final = timedelta(minutes=5)
FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(hours=1)
BREAKS_AFTER: Final = 5

State = Literal["waiting", "reading", "retrying", "resting"]


@dataclass(frozen=True)
class ConnectionInput:
    """How a source is asked; `credential` absent keeps the one there is."""

    source_id: UUID
    connector: str
    address: str
    credential: str | None = None


@dataclass(frozen=True)
class Claimed:
    """A source that this process asks now; nobody else does before the lease ends."""

    source_id: UUID
    connector: str
    address: str
    credential: str | None
    cursor: str | None
    leased_until: datetime


async def connect(
    session: AsyncSession, caller: Caller, seal: Seal, settings: Settings, given: ConnectionInput, now: datetime
) -> IntakeConnection:
    """Ask a source from now on; what was read stays read as long as connector and address stay."""
    await locked(session, caller, given.source_id)
    tenant_id = tenant_of(session)
    slug = (await registry.tenant(session)).slug
    if given.connector not in CONNECTORS or not allowed(given.address, slug, settings.connector_origins):
        raise BadConnection("address")
    known = await session.get(IntakeConnection, (tenant_id, given.source_id))
    values = {"connector": given.connector, "address": given.address, "next_at": now, "failures": 0,
              "failing_since": None, "last_error": None, "leased_until": None}  # fmt: skip
    if known is None or (known.connector, known.address) != (given.connector, given.address):
        values |= {"cursor": None, "sealed_credential": None}
    if given.credential is not None:
        values["sealed_credential"] = seal.close(given.credential, _about(tenant_id, given.source_id))
    key = {"tenant_id": tenant_id, "source_id": given.source_id}
    await session.execute(
        insert(IntakeConnection)
        .values(**key, **values)
        .on_conflict_do_update(index_elements=["tenant_id", "source_id"], set_=values)
    )
    await audit.record(session, caller, "connected", "intake_source", given.source_id, connector=given.connector)
    session.expire_all()
    return await session.get_one(IntakeConnection, (tenant_id, given.source_id))


async def disconnect(session: AsyncSession, caller: Caller, source_id: UUID) -> None:
    """Ask a source no longer; what it told stays."""
    await locked(session, caller, source_id)
    await session.execute(
        delete(IntakeConnection).where(
            IntakeConnection.tenant_id == tenant_of(session), IntakeConnection.source_id == source_id
        )
    )
    await audit.record(session, caller, "disconnected", "intake_source", source_id)


async def of_sources(session: AsyncSession, ids: Iterable[UUID]) -> dict[UUID, IntakeConnection]:
    """How sources already found readable are asked."""
    rows = await session.scalars(
        select(IntakeConnection).where(
            IntakeConnection.tenant_id == tenant_of(session), IntakeConnection.source_id.in_(list(ids))
        )
    )
    return {row.source_id: row for row in rows}


async def claim(session: AsyncSession, seal: Seal, now: datetime) -> list[Claimed]:
    """Take the lease of every source that is due, open and asked by nobody."""
    tenant_id = tenant_of(session)
    due = (
        select(IntakeConnection.source_id)
        .join(IntakeSource, (IntakeSource.tenant_id == tenant_id) & (IntakeSource.id == IntakeConnection.source_id))
        .where(
            IntakeConnection.tenant_id == tenant_id, IntakeConnection.next_at <= now, IntakeSource.closed_at.is_(None),
            or_(IntakeConnection.leased_until.is_(None), IntakeConnection.leased_until < now),
        )
        .with_for_update(of=IntakeConnection, skip_locked=True)
    )  # fmt: skip
    rows = await session.scalars(
        update(IntakeConnection)
        .where(IntakeConnection.tenant_id == tenant_id, IntakeConnection.source_id.in_(due))
        .values(leased_until=now + LEASE)
        .returning(IntakeConnection)
    )
    return [_claimed(row, seal, now + LEASE) for row in rows]


def _claimed(row: IntakeConnection, seal: Seal, until: datetime) -> Claimed:
    sealed = row.sealed_credential
    credential = seal.open(sealed, _about(row.tenant_id, row.source_id)) if sealed else None
    return Claimed(row.source_id, row.connector, row.address, credential, row.cursor, until)


async def succeeded(
    session: AsyncSession, claimed: Claimed, cursor: str | None, now: datetime, *, more: bool, refused: int
) -> None:
    """Note how far a source was read, and free it; at once if it has more, else in a minute."""
    said = f"EVENTS_REFUSED {refused}" if refused else None
    await _note(session, claimed, cursor=cursor, next_at=now if more else now + EVERY, failures=0, failing_since=None,
                last_error=said, last_success_at=now)  # fmt: skip


async def failed(session: AsyncSession, claimed: Claimed, error: str, now: datetime, *, restart: bool = False) -> None:
    """Note that a source does not answer as it should, and leave it alone for longer each time."""
    row = await session.get(IntakeConnection, (tenant_of(session), claimed.source_id))
    if row is None:
        return
    failures = row.failures + 1
    await _note(session, claimed, failures=failures, failing_since=row.failing_since or now, last_error=error,
                next_at=now + pause(failures), cursor=None if restart else claimed.cursor)  # fmt: skip


async def _note(session: AsyncSession, claimed: Claimed, **values: object) -> None:
    """Write down what came of asking, unless the lease was lost meanwhile."""
    await session.execute(
        update(IntakeConnection)
        .where(
            IntakeConnection.tenant_id == tenant_of(session), IntakeConnection.source_id == claimed.source_id,
            IntakeConnection.leased_until == claimed.leased_until,
        )
        .values(leased_until=None, **values)
    )  # fmt: skip


def pause(failures: int) -> timedelta:
    """How long a source is left alone: half a minute, twice as long each time, an hour once the circuit is open."""
    if failures >= BREAKS_AFTER:
        return LONGEST_PAUSE
    return FIRST_PAUSE * (1 << (failures - 1))


def state_of(connection: IntakeConnection, now: datetime) -> State:
    """How asking a source fares, for people."""
    if connection.leased_until is not None and connection.leased_until > now:
        return "reading"
    if connection.failures >= BREAKS_AFTER:
        return "resting"
    return "retrying" if connection.failures else "waiting"


def allowed(address: str, slug: str, origins: str) -> bool:
    """Whether the operators let a tenant ask there: `slug=https://host`, `slug=file:///folder`, parted by commas."""
    parts = urlsplit(address)
    if parts.username or parts.query or parts.fragment or ".." in PurePosixPath(parts.path).parts:
        return False
    for entry in origins.split(","):
        owner, _, origin = entry.strip().partition("=")
        wanted = urlsplit(origin)
        if owner != slug or (wanted.scheme, wanted.netloc) != (parts.scheme, parts.netloc) or not origin:
            continue
        if wanted.scheme in ("https", "http") or PurePosixPath(parts.path).is_relative_to(wanted.path):
            return True
    return False


def _about(tenant_id: int, source_id: UUID) -> str:
    return f"intake:{tenant_id}:{source_id}:credential"

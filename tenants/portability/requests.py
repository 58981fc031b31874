"""Archives of the whole tenant: one administrator asks, another confirms, a worker makes, either takes it away."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from kernel import age
from kernel.clock import utc_now
from kernel.database import tenant_of
from kernel.errors import NotFound, Refusal
from kernel.outbox import enqueue
from kernel.settings import get_settings
from kernel.storage import Store, open_store
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.portability.errors import NeedsSecondPerson, ReasonMissing, RunOpen, RunSettled
from tenants.portability.leaving import ARCHIVE, DOWNLOADED
from tenants.portability.models import ArchiveRun
from tenants.portability.packing import snapshot
from tenants.portability.sealing import keep_sealed, key_of

MAKE: Final = "make_archive"
KEPT: Final = timedelta(days=7)
LONG: Final = timedelta(hours=2)
LONGEST_REASON: Final = 500
SHOWN: Final = 50
OPEN: Final = ("asked", "making")


def check_right(caller: Caller) -> None:
    """Refuse whoever may not take everything away."""
    authorize(caller, "archive", "manage")


async def runs(session: AsyncSession, caller: Caller) -> Sequence[ArchiveRun]:
    """The last archives that were asked for, newest first."""
    authorize(caller, "archive", "manage")
    rows = await session.scalars(_own(session).order_by(ArchiveRun.asked_at.desc()).limit(SHOWN))
    return rows.all()


async def ask(session: AsyncSession, caller: Caller, *, reason: str, recipient: str) -> ArchiveRun:
    """Ask for an archive of everything, sealed for a key of the tenant; it is made when another person confirms."""
    authorize(caller, "archive", "manage")
    told = reason.strip()
    if not told or len(told) > LONGEST_REASON:
        raise ReasonMissing("reason", most=LONGEST_REASON)
    kept = age.check_recipient(recipient)
    if await session.scalar(_own(session).where(ArchiveRun.status.in_(OPEN)).limit(1)) is not None:
        raise RunOpen()
    run = ArchiveRun(
        tenant_id=tenant_of(session),
        reason=told,
        recipient=kept,
        asked_by=caller.account_id,
        asked_at=utc_now(),
        status="asked",
    )
    session.add(run)
    await session.flush()
    await audit.record(session, caller, "asked", ARCHIVE, run.id, reason=told, recipient=kept)
    return run


async def confirm(session: AsyncSession, caller: Caller, run_id: UUID) -> ArchiveRun:
    """Let an archive be made, as a second person who has seen for which key."""
    authorize(caller, "archive", "manage")
    run = await _waiting(session, run_id)
    if run.asked_by == caller.account_id:
        raise NeedsSecondPerson("id")
    run.status, run.confirmed_by, run.confirmed_at = "making", caller.account_id, utc_now()
    await session.flush()
    await audit.record(session, caller, "confirmed", ARCHIVE, run.id, recipient=run.recipient)
    await enqueue(session, MAKE, run_id=str(run.id))
    return run


async def withdraw(session: AsyncSession, caller: Caller, run_id: UUID) -> ArchiveRun:
    """Take a request back, or decline it."""
    authorize(caller, "archive", "manage")
    run = await _waiting(session, run_id)
    run.status = "withdrawn"
    await session.flush()
    await audit.record(session, caller, "withdrawn", ARCHIVE, run.id)
    return run


async def download(session: AsyncSession, caller: Caller, store: Store, run_id: UUID) -> tuple[ArchiveRun, bytes]:
    """The sealed file of a finished run, while it is kept; who took it stands on the trail."""
    authorize(caller, "archive", "manage")
    run = await session.scalar(_own(session).where(ArchiveRun.id == run_id))
    if run is None or run.status != "ready" or run.expires_at is None or run.expires_at <= utc_now():
        raise NotFound("id")
    content = await asyncio.to_thread(store.get, key_of(run.tenant_id, run.id))
    if content is None:
        raise NotFound("id")
    await audit.record(session, caller, DOWNLOADED, ARCHIVE, run.id, root=(run.root or b"").hex())
    return run, content


async def make(session: AsyncSession, run_id: str, store: Store | None = None) -> int:
    """Make a confirmed archive; one that is made already is left. A refusal ends the run with its reason."""
    run = await session.scalar(_own(session).where(ArchiveRun.id == UUID(run_id)).with_for_update())
    if run is None or run.status != "making":
        return 0
    settings = get_settings()
    kept = store or open_store(settings.storage_url, settings.state)
    engine = session.bind
    if not isinstance(engine, AsyncEngine):
        raise TypeError("an archive is read on an engine of its own")
    try:
        async with snapshot(engine, run.tenant_id) as seen:
            manifest, size = await keep_sealed(seen, kept, run.recipient, run.id)
    except Refusal as problem:
        run.status, run.problem = "failed", problem.sentence()
        await audit.record(session, None, "failed", ARCHIVE, run.id, code=problem.code)
        return 0
    now = utc_now()
    run.status, run.root, run.size = "ready", bytes.fromhex(manifest.root), size
    run.made_at, run.expires_at = now, now + KEPT
    await audit.record(session, None, "made", ARCHIVE, run.id, root=manifest.root, rows=manifest.rows, size=size)
    return manifest.rows


async def ask_again(session: AsyncSession) -> None:
    """Ask again for archives that should be made by now: a broker may have lost the job."""
    late = _own(session).where(ArchiveRun.status == "making", ArchiveRun.confirmed_at < utc_now() - LONG)
    for run in await session.scalars(late):
        await enqueue(session, MAKE, run_id=str(run.id))


async def forget_expired(session: AsyncSession, store: Store | None = None) -> int:
    """Remove the files of archives whose time to be taken away is over; how many."""
    settings = get_settings()
    kept = store or open_store(settings.storage_url, settings.state)
    old = _own(session).where(ArchiveRun.status == "ready", ArchiveRun.expires_at <= utc_now())
    count = 0
    for run in await session.scalars(old.with_for_update(skip_locked=True)):
        await asyncio.to_thread(kept.remove, key_of(run.tenant_id, run.id))
        run.status = "expired"
        count += 1
    return count


async def _waiting(session: AsyncSession, run_id: UUID) -> ArchiveRun:
    run: ArchiveRun | None = await session.scalar(_own(session).where(ArchiveRun.id == run_id).with_for_update())
    if run is None:
        raise NotFound("id")
    if run.status != "asked":
        raise RunSettled("id")
    return run


def _own(session: AsyncSession) -> Select[ArchiveRun]:
    return select(ArchiveRun).where(ArchiveRun.tenant_id == tenant_of(session))

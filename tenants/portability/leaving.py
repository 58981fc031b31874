"""A tenant that leaves: closed and read-only, its archive handed over, kept for as long as the law says."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import enter_tenant, tenant_of
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.audit.models import AuditEvent
from tenants.portability.errors import AlreadyClosing, KeepLonger, NoSuchTenant, NotClosing
from tenants.portability.models import ArchiveRun, Departure
from tenants.portability.telling import SUBJECT, tell_operators
from tenants.registry.models import Tenant
from tenants.registry.queries import ACTIVE, CLOSING

KEEP_MONTHS: Final = 12
"""System logs are kept at least so long (Decree 53/2022, article 27)."""
DOWNLOADED: Final = "downloaded"
ARCHIVE: Final = "archive"


async def tenant_named(session: AsyncSession, slug: str) -> Tenant:
    """A tenant by its short name, whatever its state, held until the transaction ends; raises `NoSuchTenant`."""
    found = await session.scalar(select(Tenant).where(Tenant.slug == slug).with_for_update())
    if found is None:
        raise NoSuchTenant(slug=slug)
    return found


async def close(
    session: AsyncSession, slug: str, *, reason: str, ordered_by: str, keep_until: date, now: datetime
) -> Departure:
    """Close a tenant: read-only from now on, its data kept until the end of a day at least a year away."""
    tenant = await tenant_named(session, slug)
    if tenant.state != ACTIVE:
        raise AlreadyClosing(slug=slug)
    if keep_until < months_after(local_date(now), KEEP_MONTHS):
        raise KeepLonger("keepUntil", months=KEEP_MONTHS)
    tenant.state = CLOSING
    departure = Departure(tenant=tenant.id, reason=reason, ordered_by=ordered_by, closed_at=now, keep_until=keep_until)
    session.add(departure)
    await session.flush()
    await _tell(session, tenant, "closed", reason=reason, ordered_by=ordered_by, keep_until=keep_until)
    return departure


async def reopen(session: AsyncSession, slug: str, *, reason: str) -> None:
    """Let a closing tenant work again."""
    tenant = await tenant_named(session, slug)
    if tenant.state != CLOSING:
        raise NotClosing(slug=slug)
    tenant.state = ACTIVE
    await session.execute(delete(Departure).where(Departure.tenant == tenant.id))
    await session.flush()
    await _tell(session, tenant, "reopened", reason=reason)


async def departure(session: AsyncSession, caller: Caller) -> Departure | None:
    """What was ordered about the caller's tenant, if it leaves."""
    authorize(caller, "archive", "manage")
    return await session.get(Departure, tenant_of(session))


async def handed_over(session: AsyncSession, departure: Departure, root: bytes) -> bool:
    """Whether an archive of that root was made after the closing and downloaded by somebody of the tenant."""
    taken = exists().where(
        AuditEvent.tenant_id == ArchiveRun.tenant_id,
        AuditEvent.subject == ARCHIVE,
        AuditEvent.subject_id == ArchiveRun.id,
        AuditEvent.action == DOWNLOADED,
    )
    wanted = select(ArchiveRun.id).where(
        ArchiveRun.tenant_id == departure.tenant,
        ArchiveRun.root == root,
        ArchiveRun.made_at >= departure.closed_at,
        taken,
    )
    return await session.scalar(wanted.limit(1)) is not None


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    month = day.year * 12 + day.month - 1 + months
    for at in (day.day, 30, 29, 28):
        try:
            return date(month // 12, month % 12 + 1, at)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


async def _tell(session: AsyncSession, tenant: Tenant, action: str, **data: object) -> None:
    await enter_tenant(session, tenant.id)
    await audit.record(session, None, action, SUBJECT, None, **data)
    await tell_operators(session, action, slug=tenant.slug, number=tenant.id, **data)

"""Questions to the trail: what happened to a record, and who looked at mine."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from policies.authority import Caller, authorize
from tenants.audit.actions import PERSON, READ
from tenants.audit.models import AuditEvent


async def trail(
    session: AsyncSession,
    caller: Caller,
    *,
    subject_id: UUID | None = None,
    before: UUID | None = None,
    limit: int = 50,
) -> Sequence[AuditEvent]:
    """Acts on one record, or on all, newest first; cadres see those on their own person. Pages by the last id seen."""
    grant = authorize(caller, "audit", "read")
    wanted = select(AuditEvent).where(AuditEvent.tenant_id == tenant_of(session))
    if not grant.everywhere:
        wanted = wanted.where(AuditEvent.subject_id == grant.person_id, AuditEvent.subject == PERSON)
    if subject_id is not None:
        wanted = wanted.where(AuditEvent.subject_id == subject_id)
    if before is not None:
        wanted = wanted.where(AuditEvent.id < before)
    return (await session.scalars(wanted.order_by(AuditEvent.id.desc()).limit(limit))).all()


async def reads_of_me(
    session: AsyncSession, caller: Caller, *, before: UUID | None = None, limit: int = 50
) -> Sequence[AuditEvent]:
    """Who looked at the caller's own record, at what and when, newest first."""
    authorize(caller, "audit", "read")
    wanted = select(AuditEvent).where(
        AuditEvent.tenant_id == tenant_of(session),
        AuditEvent.subject_id == caller.person_id,
        AuditEvent.subject == PERSON,
        AuditEvent.action == READ,
    )
    if before is not None:
        wanted = wanted.where(AuditEvent.id < before)
    return (await session.scalars(wanted.order_by(AuditEvent.id.desc()).limit(limit))).all()

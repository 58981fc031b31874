"""Delegations (ủy quyền): a leader lets another act in their place between two days, and takes it back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import today, utc_now
from kernel.database import tenant_of
from kernel.errors import NotFound
from kernel.ids import uuid7
from policies.authority import Caller, Grant, authorize
from policies.roles import LEADER_ROLES, RANKING_ROLES
from tenants.audit import actions as audit
from tenants.organisation import queries
from tenants.organisation.errors import (
    BadDates,
    BadDelegate,
    DelegationEnded,
    DelegationInPast,
    MissingText,
    NotALeader,
    RanksNobody,
)
from tenants.organisation.models import Appointment, Delegation


@dataclass(frozen=True)
class NewDelegation:
    """Who acts for whom: on whose post, from one day to (not including) another, by which document, also ranking?"""

    appointment_id: UUID
    delegate_id: UUID
    valid_from: date
    valid_to: date
    document_number: str
    ranking: bool = False


async def delegate(session: AsyncSession, caller: Caller, new: NewDelegation) -> UUID:
    """Let another verify and assign what a leading post leads; the delegating leader decides, or the administrator.

    It starts today or later: authority is that of the moment and never given backwards. It can't be passed on. Deciding
    on classes goes with it only where it says so.
    """
    grant = authorize(caller, "delegation", "grant")
    document = " ".join(new.document_number.split())
    if not document:
        raise MissingText("documentNumber", field="số văn bản ủy quyền", field_en="The number of the document")
    if new.valid_from < today():
        raise DelegationInPast("validFrom", day=today())
    post = await _post(session, grant, new.appointment_id)
    if new.valid_to <= new.valid_from or not _within(new, post):
        raise BadDates("validTo")
    if post.role not in LEADER_ROLES:
        raise NotALeader("appointmentId")
    if new.ranking and post.role not in RANKING_ROLES:
        raise RanksNobody("ranking")
    held = await queries.appointments_of(session, new.delegate_id, new.valid_from)
    if not held or new.delegate_id == post.person_id:
        raise BadDelegate("delegateId")
    delegation_id = uuid7()
    session.add(
        Delegation(
            tenant_id=tenant_of(session), id=delegation_id, appointment_id=post.id, delegate_id=new.delegate_id,
            valid_from=new.valid_from, valid_to=new.valid_to, document_number=document, ranking=new.ranking,
        )
    )  # fmt: skip
    await session.flush()
    await audit.record(
        session, caller, "delegated", "person", new.delegate_id,
        delegation_id=delegation_id, appointment_id=post.id, valid_from=new.valid_from, valid_to=new.valid_to,
        ranking=new.ranking,
    )  # fmt: skip
    return delegation_id


def _within(new: NewDelegation, post: Appointment) -> bool:
    return post.valid_from <= new.valid_from and (post.valid_to is None or new.valid_to <= post.valid_to)


async def revoke_delegation(session: AsyncSession, caller: Caller, delegation_id: UUID) -> None:
    """Take a delegation back at once; what was decided under it stands."""
    grant = authorize(caller, "delegation", "grant")
    found = await session.get(Delegation, (tenant_of(session), delegation_id), with_for_update=True)
    if found is None:
        raise NotFound("delegationId")
    await _post(session, grant, found.appointment_id, "delegationId")
    if found.revoked_at is not None or found.valid_to <= today():
        raise DelegationEnded("delegationId")
    found.revoked_at = utc_now()
    await session.flush()
    await audit.record(session, caller, "delegation_revoked", "person", found.delegate_id, delegation_id=delegation_id)


async def _post(session: AsyncSession, grant: Grant, appointment_id: UUID, name: str = "appointmentId") -> Appointment:
    post = await session.get(Appointment, (tenant_of(session), appointment_id))
    if post is None or not (grant.everywhere or post.person_id == grant.person_id):
        raise NotFound(name)
    return post


async def delegations(session: AsyncSession, caller: Caller, on: date) -> list[Delegation]:
    """Delegations that hold on a day or will later: those the caller gave or received, or all for the administrator."""
    grant = authorize(caller, "delegation", "grant")
    tenant_id = tenant_of(session)
    wanted = select(Delegation).where(
        Delegation.tenant_id == tenant_id, Delegation.valid_to > on, Delegation.revoked_at.is_(None)
    )
    if not grant.everywhere:
        gave = exists().where(
            Appointment.tenant_id == tenant_id,
            Appointment.id == Delegation.appointment_id,
            Appointment.person_id == grant.person_id,
        )
        wanted = wanted.where(or_(Delegation.delegate_id == grant.person_id, gave))
    return list(await session.scalars(wanted.order_by(Delegation.valid_from, Delegation.id)))

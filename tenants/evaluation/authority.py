"""Who may speak on a sheet at this moment: the direct superior, the competent head, and who acts for them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.organisation import heads
from tenants.organisation import queries as organisation
from tenants.organisation.models import Appointment, Delegation
from tenants.organisation.queries import held_on


@dataclass(frozen=True)
class Authority:
    """The post by whose authority somebody acts, and the delegation if it is not their own."""

    appointment_id: UUID
    delegation_id: UUID | None = None


async def superior(session: AsyncSession, person_id: UUID, appointment_id: UUID, on: date) -> Authority | None:
    """By what a person is the direct superior (cấp trên trực tiếp) of a post on a day, if they are."""
    leader = await organisation.direct_leader(session, appointment_id, on)
    return await acting(session, person_id, leader, on) if leader is not None else None


async def competent(
    session: AsyncSession, person_id: UUID, agency_id: UUID, ranked_id: UUID, on: date
) -> Authority | None:
    """By what a person may rank another in an agency on a day: as its head, or for its head by a delegation of ranking.

    Nobody ranks themselves, nor the head they act for.
    """
    found = await heads.headships(session, person_id, [agency_id], on)
    return next((Authority(one.appointment_id, one.delegation_id) for one in found if one.reaches(ranked_id)), None)


async def acting(session: AsyncSession, person_id: UUID, post: Appointment, on: date) -> Authority | None:
    """By what a person has a post's authority on a day: they hold it, or a delegation of it runs."""
    if post.person_id == person_id:
        return Authority(post.id)
    delegation_id = await session.scalar(
        select(Delegation.id)
        .where(
            Delegation.tenant_id == tenant_of(session),
            Delegation.appointment_id == post.id,
            Delegation.delegate_id == person_id,
            Delegation.revoked_at.is_(None),
            held_on(Delegation, on),
        )
        .order_by(Delegation.id)
        .limit(1)
    )
    return Authority(post.id, delegation_id) if delegation_id is not None else None

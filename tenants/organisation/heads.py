"""Who may decide at this moment: the head of an agency, or who acts for the head by a delegation of ranking."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.organisation import queries as organisation
from tenants.organisation.models import UnitPlace
from tenants.organisation.rules import lineage

# The posts of heads in some units by which a person has authority on a day: their own, then those they act for.
HEADSHIPS: Final = text(
    """
    SELECT post.unit_id, post.id AS appointment_id, post.person_id AS head_id, CAST(NULL AS uuid) AS delegation_id
    FROM appointment AS post
    WHERE post.tenant_id = :tenant AND post.person_id = :person AND post.unit_id = ANY (CAST(:units AS uuid[]))
      AND post.role IN ('agency_head', 'province_head')
      AND post.valid_from <= :day AND (post.valid_to IS NULL OR post.valid_to > :day)
    UNION ALL
    SELECT post.unit_id, post.id, post.person_id, given.id
    FROM delegation AS given
    JOIN appointment AS post ON post.tenant_id = :tenant AND post.id = given.appointment_id
    WHERE given.tenant_id = :tenant AND given.delegate_id = :person AND given.ranking AND given.revoked_at IS NULL
      AND given.valid_from <= :day AND given.valid_to > :day AND post.unit_id = ANY (CAST(:units AS uuid[]))
      AND post.role IN ('agency_head', 'province_head')
      AND post.valid_from <= :day AND (post.valid_to IS NULL OR post.valid_to > :day)
    ORDER BY delegation_id NULLS FIRST, appointment_id
    """
)


@dataclass(frozen=True)
class Headship:
    """A head's authority in one unit: whose post it is, who uses it, and by which delegation where it is not theirs."""

    unit_id: UUID
    person_id: UUID
    appointment_id: UUID
    head_id: UUID
    delegation_id: UUID | None

    def reaches(self, person_id: UUID) -> bool:
        """Whether a sheet of that person may be decided on: neither one's own nor that of the head one acts for."""
        return person_id not in (self.person_id, self.head_id)


async def headships(session: AsyncSession, person_id: UUID, unit_ids: Iterable[UUID], on: date) -> list[Headship]:
    """In which of some units a person has a head's authority on a day, by a post of their own first."""
    values = {"tenant": tenant_of(session), "person": person_id, "units": list(unit_ids), "day": on}
    rows = await session.execute(HEADSHIPS, values)
    return [Headship(row.unit_id, person_id, row.appointment_id, row.head_id, row.delegation_id) for row in rows]


async def at_or_above(session: AsyncSession, unit_id: UUID, on: date) -> list[UUID]:
    """A unit and those above it, the nearest first, as the tree stands on a day."""
    path = await organisation.unit_path(session, unit_id, on)
    found = await session.execute(
        select(UnitPlace.unit_id, UnitPlace.path).where(
            UnitPlace.tenant_id == tenant_of(session),
            organisation.held_on(UnitPlace, on),
            UnitPlace.path.in_(list(lineage(path or ""))),
        )
    )
    return [row.unit_id for row in sorted(found, key=lambda row: -len(row.path))]

"""A person's imported history, for themselves and whoever sees their record."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.imported.models import ImportedResult
from tenants.organisation import queries as organisation
from tenants.organisation.models import Person

MOST: Final = 500


async def of_person(session: AsyncSession, caller: Caller, person_id: UUID, on: date) -> Sequence[ImportedResult]:
    """What earlier systems said of a person, newest first; looking at another's is recorded."""
    grant = authorize(caller, "person", "read")
    if not await organisation.person_within(session, grant, person_id, on):
        raise NotFound("personId")
    if person_id != caller.person_id:
        await audit.record(session, caller, audit.READ, audit.PERSON, person_id, what="imported_history")
    records = select(Person.id).where(
        Person.tenant_id == tenant_of(session), or_(Person.id == person_id, Person.same_as == person_id)
    )
    rows = await session.scalars(
        select(ImportedResult)
        .where(ImportedResult.tenant_id == tenant_of(session), ImportedResult.person_id.in_(records))
        .order_by(ImportedResult.last.desc(), ImportedResult.id)
        .limit(MOST)
    )
    return rows.all()

"""What happens to people's records: added and corrected."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import today
from kernel.database import tenant_of
from kernel.errors import NotFound
from kernel.ids import uuid7
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.organisation import queries
from tenants.organisation.errors import MissingText, PinTaken
from tenants.organisation.models import Person
from tenants.organisation.rules import check_pin
from tenants.vietnamese import name_sort_key, search_key


@dataclass(frozen=True)
class PersonFacts:
    """What is recorded of a cadre (cán bộ); `gender` is male or female.

    `staff_type` and `qualification` by the names of the rules; nobody needs to know them for a post to be given.
    """

    pin: str
    full_name: str
    gender: str | None = None
    birth_date: date | None = None
    staff_type: str | None = None
    qualification: str | None = None


async def add_person(session: AsyncSession, caller: Caller, facts: PersonFacts) -> UUID:
    """Put a cadre on the list; a post is given apart from it."""
    authorize(caller, "person", "manage")
    row = _row(facts)
    person_id: UUID | None = await session.scalar(
        upsert(Person)
        .values(tenant_id=tenant_of(session), id=uuid7(), **row)
        .on_conflict_do_nothing()
        .returning(Person.id)
    )
    if person_id is None:
        raise PinTaken("pin")
    await audit.record(session, caller, "added", "person", person_id)
    return person_id


async def edit_person(session: AsyncSession, caller: Caller, person_id: UUID, facts: PersonFacts) -> None:
    """Correct what is recorded of a person; the trail keeps which facts changed, for both to see."""
    grant = authorize(caller, "person", "manage")
    found = await session.get(Person, (tenant_of(session), person_id), with_for_update=True)
    if found is None or not await queries.person_within(session, grant, person_id, today()):
        raise NotFound("personId")
    row = _row(facts)
    taken = exists().where(
        Person.tenant_id == tenant_of(session),
        Person.pin == row["pin"],
        Person.id != person_id,
        Person.same_as.is_(None),
    )
    if await session.scalar(select(taken)):
        raise PinTaken("pin")
    changed = sorted(name for name, value in row.items() if getattr(found, name) != value)
    for name in changed:
        setattr(found, name, row[name])
    await session.flush()
    await audit.record(session, caller, "edited", "person", person_id, fields=changed)


def _row(facts: PersonFacts) -> dict[str, object]:
    full_name = " ".join(facts.full_name.split())
    if not full_name:
        raise MissingText("fullName", field="họ tên", field_en="The name")
    check_pin(facts.pin, birth_date=facts.birth_date, gender=facts.gender)
    return {
        "pin": facts.pin,
        "full_name": full_name,
        "sort_key": name_sort_key(full_name),
        "search_key": search_key(full_name),
        "gender": facts.gender,
        "birth_date": facts.birth_date,
        "staff_type": facts.staff_type,
        "qualification": facts.qualification,
    }

"""Questions about people: the list, one person, their posts over time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, Grant, authorize
from tenants.organisation import queries
from tenants.organisation.models import Appointment, Person
from tenants.organisation.queries import held_on, reach
from tenants.organisation.rules import mask_pin, rank_of
from tenants.vietnamese import search_key


@dataclass(frozen=True)
class PersonRow:
    """A person as lists show them: the identification number masked."""

    id: UUID
    full_name: str
    masked_pin: str
    gender: str | None
    sort_key: str

    @property
    def cursor(self) -> tuple[str, UUID]:
        """Where the next page begins."""
        return self.sort_key, self.id


@dataclass(frozen=True)
class PersonDetail:
    """One person; all but name and gender only for themselves and for those who manage people, else nothing."""

    id: UUID
    full_name: str
    masked_pin: str
    gender: str | None
    pin: str | None
    birth_date: date | None
    staff_type: str | None
    qualification: str | None


@dataclass(frozen=True)
class PeopleWanted:
    """Which people: whose name holds the words, who hold a post in a unit or in its branch."""

    words: str | None = None
    unit_id: UUID | None = None
    branch: bool = True


async def people(
    session: AsyncSession,
    caller: Caller,
    wanted: PeopleWanted,
    on: date,
    *,
    limit: int = 50,
    after: tuple[str, UUID] | None = None,
) -> list[PersonRow]:
    """People within the caller's reach who hold a post on a day, in the Vietnamese order of names.

    Search takes words with or without diacritics; a full identification number finds its holder.
    """
    grant = authorize(caller, "person", "read")
    query = (
        select(Person)
        .where(
            Person.tenant_id == tenant_of(session),
            Person.same_as.is_(None),
            await _holds_post(session, grant, wanted, on),
            *_matching(wanted.words),
        )
        .order_by(Person.sort_key, Person.id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(tuple_(Person.sort_key, Person.id) > tuple_(*after))
    return [
        PersonRow(row.id, row.full_name, mask_pin(row.pin), row.gender, row.sort_key)
        for row in await session.scalars(query)
    ]


async def _holds_post(session: AsyncSession, grant: Grant, wanted: PeopleWanted, on: date) -> ColumnElement[bool]:
    """Whether a person holds a post on the day within reach and within the unit asked for; administrators see all."""
    conditions = []
    if wanted.unit_id is not None and wanted.branch:
        path = await queries.unit_path(session, wanted.unit_id, on)
        branch = Grant(person_id=None, branches=(path,) if path is not None else ())
        conditions.append(reach(branch, Appointment.unit_id, None, on))
    elif wanted.unit_id is not None:
        conditions.append(Appointment.unit_id == wanted.unit_id)
    if not conditions and grant.everywhere:
        return reach(grant, Appointment.unit_id, Person.id, on)
    return exists().where(
        Appointment.tenant_id == Person.tenant_id,
        Appointment.person_id == Person.id,
        held_on(Appointment, on),
        reach(grant, Appointment.unit_id, Appointment.person_id, on),
        *conditions,
    )


def _matching(words: str | None) -> list[ColumnElement[bool]]:
    if words is None or not words.strip():
        return []
    if words.strip().isdigit():
        return [Person.pin == words.strip()]
    return [Person.search_key.contains(key, autoescape=True) for key in search_key(words).split()]


async def person(session: AsyncSession, caller: Caller, person_id: UUID, on: date) -> PersonDetail:
    """One person within the caller's reach."""
    grant = authorize(caller, "person", "read")
    found = await session.get(Person, (tenant_of(session), person_id))
    if found is None or not await queries.person_within(session, grant, person_id, on):
        raise NotFound("personId")
    open_to = person_id == caller.person_id or any(held.role == "tenant_admin" for held in caller.roles)
    return PersonDetail(
        found.id,
        found.full_name,
        mask_pin(found.pin),
        found.gender,
        found.pin if open_to else None,
        found.birth_date if open_to else None,
        found.staff_type if open_to else None,
        found.qualification if open_to else None,
    )


async def names_of(session: AsyncSession, person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of people already found readable, or named on records that are."""
    rows = await session.execute(
        select(Person.id, Person.full_name).where(
            Person.tenant_id == tenant_of(session), Person.id.in_(list(person_ids))
        )
    )
    return {row.id: row.full_name for row in rows}


async def posts(session: AsyncSession, caller: Caller, person_id: UUID, on: date) -> list[Appointment]:
    """All posts of a person within reach, newest first."""
    await person(session, caller, person_id, on)
    return list(
        await session.scalars(
            select(Appointment)
            .where(Appointment.tenant_id == tenant_of(session), Appointment.person_id == person_id)
            .order_by(Appointment.valid_from.desc(), Appointment.id.desc())
        )
    )


async def posts_by_id(session: AsyncSession, appointment_ids: Iterable[UUID]) -> dict[UUID, Appointment]:
    """Posts named on records already found readable."""
    rows = await session.scalars(
        select(Appointment).where(
            Appointment.tenant_id == tenant_of(session), Appointment.id.in_(list(appointment_ids))
        )
    )
    return {row.id: row for row in rows}


async def posts_held(session: AsyncSession, person_ids: Iterable[UUID], on: date) -> dict[UUID, list[Appointment]]:
    """The posts several people, already found readable, hold on a day; the primary ones first."""
    wanted = list(person_ids)
    found: dict[UUID, list[Appointment]] = {person_id: [] for person_id in wanted}
    rows = await session.scalars(
        select(Appointment)
        .where(Appointment.tenant_id == tenant_of(session), Appointment.person_id.in_(wanted), held_on(Appointment, on))
        .order_by(Appointment.is_primary.desc(), Appointment.weight.desc(), Appointment.id)
    )
    for row in rows:
        found[row.person_id].append(row)
    return found


async def staff(session: AsyncSession, caller: Caller, unit_id: UUID, on: date) -> list[Appointment]:
    """The posts held in one unit on a day that are within the caller's reach, leaders first."""
    grant = authorize(caller, "person", "read")
    rows = await session.scalars(
        select(Appointment).where(
            Appointment.tenant_id == tenant_of(session),
            Appointment.unit_id == unit_id,
            held_on(Appointment, on),
            reach(grant, Appointment.unit_id, Appointment.person_id, on),
        )
    )
    return sorted(rows, key=lambda post: (rank_of(post.role), not post.is_primary, post.id))

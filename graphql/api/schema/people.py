"""People and their posts: lists, one person, appointments and who leads whom."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry
from sqlalchemy.ext.asyncio import AsyncSession

from api.context import Info
from api.limits import DEFAULT_PAGE
from api.schema.enums import Gender, Qualification, Role, StaffType
from api.schema.fields import mutation, part, plain, query, show, show_all
from api.schema.paging import Connection, Page
from api.schema.positions import PositionName, positions_of_today
from api.schema.units import Unit, units_of_today
from kernel.clock import today
from policies.authority import Caller
from tenants.organisation import appointments, directory, people


@strawberry.type(description="A person as records name them.")
class PersonName:
    """Id and name."""

    id: UUID
    full_name: str


@strawberry.type(description="A post held (bổ nhiệm, bố trí) from one day to (not including) another.")
class Post:
    """Who holds what where, in which role."""

    id: UUID
    person_id: UUID
    unit_id: UUID
    role: Role
    is_primary: bool
    weight: Decimal = strawberry.field(description="Share of the person's time, up to 1.")
    job_position_id: UUID | None
    leader_appointment_id: UUID | None = strawberry.field(
        description="The post whose holder is the direct leader; without one the unit tree says it."
    )
    valid_from: date
    valid_to: date | None
    document_number: str | None

    @part
    async def person(self, info: Info) -> PersonName | None:
        """Who holds the post."""
        return await info.context.load(names_of, self.person_id)

    @part
    async def unit(self, info: Info) -> Unit | None:
        """The unit, as it stands today."""
        return await info.context.load(units_of_today, self.unit_id)

    @part
    async def job_position(self, info: Info) -> PositionName | None:
        """The job position, as in force today."""
        return await info.context.load(positions_of_today, self.job_position_id)

    @part
    async def named_leader(self, info: Info) -> "Post | None":
        """The post named as that of the direct leader, if one is."""
        return await info.context.load(posts_by_id, self.leader_appointment_id)


@strawberry.type(description="A cadre (cán bộ) as lists show them: the identification number masked.")
class Person:
    """One line of a list of people."""

    id: UUID
    full_name: str
    masked_pin: str
    gender: Gender | None

    @part
    async def posts(self, info: Info) -> list[Post]:
        """The posts held today, the primary one first."""
        return await info.context.load(posts_of_today, self.id) or []


@strawberry.type(description="One cadre; all but name and gender is for themselves and for those who manage people.")
class PersonDetail:
    """One person."""

    id: UUID
    full_name: str
    masked_pin: str
    gender: Gender | None
    pin: str | None
    birth_date: date | None
    staff_type: StaffType | None
    qualification: Qualification | None


async def names_of(session: AsyncSession, caller: Caller, ids: list[UUID]) -> Mapping[UUID, PersonName]:
    """The names of people on records already found readable."""
    found = await directory.names_of(session, ids)
    return {person_id: PersonName(id=person_id, full_name=name) for person_id, name in found.items()}


async def posts_of_today(session: AsyncSession, caller: Caller, ids: list[UUID]) -> Mapping[UUID, list[Post]]:
    """The posts held today by people already found readable."""
    found = await directory.posts_held(session, ids, today())
    return {person_id: show_all(Post, rows) for person_id, rows in found.items()}


async def posts_by_id(session: AsyncSession, caller: Caller, ids: list[UUID]) -> Mapping[UUID, Post]:
    """Posts named on records already found readable."""
    found = await directory.posts_by_id(session, ids)
    return {post_id: show(Post, row) for post_id, row in found.items()}


@strawberry.type
class PeopleQuery:
    """Questions about people."""

    @query("person:read")
    async def people(
        self,
        info: Info,
        words: str | None = None,
        unit_id: UUID | None = None,
        branch: bool = True,
        on: date | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> Connection[Person] | None:
        """People within reach who hold a post on a day, by given name in Vietnamese order.

        Words find names with or without diacritics; a full identification number finds its holder.
        """
        page = Page(first, after, tuple[str, UUID])
        wanted = directory.PeopleWanted(words, unit_id, branch)
        async with info.context.session() as session:
            rows = await directory.people(
                session, info.context.caller, wanted, on or today(), limit=page.limit, after=page.after
            )
        return page.of(Person, rows, key=lambda row: row.cursor)

    @query("person:read")
    async def person(self, info: Info, id: UUID) -> PersonDetail | None:
        """One person within reach."""
        async with info.context.session() as session:
            return show(PersonDetail, await directory.person(session, info.context.caller, id, today()))

    @query("person:read")
    async def posts(self, info: Info, person_id: UUID) -> list[Post] | None:
        """All posts of a person within reach, newest first."""
        async with info.context.session() as session:
            return show_all(Post, await directory.posts(session, info.context.caller, person_id, today()))

    @query("person:read", size=100)
    async def staff(self, info: Info, unit_id: UUID, on: date | None = None) -> list[Post] | None:
        """The posts of one unit on a day (today) that are within reach, leaders first."""
        async with info.context.session() as session:
            return show_all(Post, await directory.staff(session, info.context.caller, unit_id, on or today()))


@strawberry.input(description="What is recorded of a cadre.")
class PersonInput:
    """Number, name and what must agree with the number."""

    pin: str = strawberry.field(description="Personal identification number (số định danh cá nhân), 12 digits.")
    full_name: str
    gender: Gender | None = None
    birth_date: date | None = None
    staff_type: StaffType | None = None
    qualification: Qualification | None = None


@strawberry.input(description="Corrected facts of a person.")
class EditPersonInput(PersonInput):
    """Whose facts, and what they are."""

    person_id: UUID


@strawberry.input(description="A post to give.")
class AppointInput:
    """To whom, where, as what, from when."""

    person_id: UUID
    unit_id: UUID
    role: Role
    valid_from: date
    job_position_id: UUID | None = None
    is_primary: bool = True
    weight: Decimal = Decimal(1)
    valid_to: date | None = None
    document_number: str | None = None


@strawberry.input(description="End a post: `on` is the first day it is no longer held.")
class EndAppointmentInput:
    """Which post ends when."""

    appointment_id: UUID
    on: date
    document_number: str | None = None


@strawberry.input(description="Move a person from a post to another unit; without role or position the old ones stay.")
class TransferInput:
    """From which post to where, and when."""

    appointment_id: UUID
    unit_id: UUID
    on: date
    role: Role | None = None
    job_position_id: UUID | None = None
    document_number: str | None = None


@strawberry.input(description="Name a post's direct leader (lãnh đạo trực tiếp), or leave it to the unit tree again.")
class SetLeaderInput:
    """Whose leader becomes whom, from when."""

    appointment_id: UUID
    leader_appointment_id: UUID | None = None
    on: date


PERSON_FACTS = ("pin", "full_name", "gender", "birth_date", "staff_type", "qualification")


@strawberry.type
class PeopleMutation:
    """What administrators do to people's records and posts."""

    @mutation("person:manage")
    async def add_person(self, info: Info, input: PersonInput) -> PersonDetail | None:
        """Put a cadre on the list; a post is given apart from it."""
        async with info.context.session() as session:
            person_id = await people.add_person(session, info.context.caller, people.PersonFacts(**plain(input)))
            return show(PersonDetail, await directory.person(session, info.context.caller, person_id, today()))

    @mutation("person:manage")
    async def edit_person(self, info: Info, input: EditPersonInput) -> PersonDetail | None:
        """Correct what is recorded of a person; the trail keeps which facts changed."""
        facts = people.PersonFacts(**plain(input, *PERSON_FACTS))
        async with info.context.session() as session:
            await people.edit_person(session, info.context.caller, input.person_id, facts)
            return show(PersonDetail, await directory.person(session, info.context.caller, input.person_id, today()))

    @mutation("person:manage")
    async def appoint(self, info: Info, input: AppointInput) -> Post | None:
        """Give a person a post; one primary post a person, one head a unit, at a time."""
        async with info.context.session() as session:
            new = appointments.NewAppointment(**plain(input))
            return await _post(session, await appointments.appoint(session, info.context.caller, new))

    @mutation("person:manage")
    async def end_appointment(self, info: Info, input: EndAppointmentInput) -> Post | None:
        """End a post."""
        async with info.context.session() as session:
            await appointments.end_appointment(session, info.context.caller, **plain(input))
            return await _post(session, input.appointment_id)

    @mutation("person:manage")
    async def transfer(self, info: Info, input: TransferInput) -> Post | None:
        """Move a person to another unit on a day; answers the new post. Past work keeps its unit."""
        async with info.context.session() as session:
            return await _post(session, await appointments.transfer(session, info.context.caller, **plain(input)))

    @mutation("person:manage")
    async def set_leader(self, info: Info, input: SetLeaderInput) -> Post | None:
        """Name the direct leader of a post."""
        async with info.context.session() as session:
            await appointments.set_leader(session, info.context.caller, **plain(input))
            return await _post(session, input.appointment_id)


async def _post(session: AsyncSession, appointment_id: UUID) -> Post:
    return show(Post, (await directory.posts_by_id(session, [appointment_id]))[appointment_id])

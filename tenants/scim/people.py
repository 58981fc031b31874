"""Keeping people as a directory says, through the same acts as by hand: nothing is deleted, everything has its day."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import today
from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize
from tenants.accounts import administration
from tenants.accounts.rules import normal_login
from tenants.organisation import appointments
from tenants.organisation import people as organisation
from tenants.organisation.appointments import NewAppointment
from tenants.organisation.models import Appointment, Person
from tenants.organisation.people import PersonFacts
from tenants.scim import links, views
from tenants.scim.errors import AlreadyProvisioned, FixedUserName
from tenants.scim.views import PersonView

NEEDED = frozenset(("scim:manage", "person:manage", "unit:manage", "account:manage"))


@dataclass(frozen=True)
class Post:
    """The primary post somebody shall hold."""

    unit_id: UUID
    role: str = "cadre"
    job_position_id: UUID | None = None
    document_number: str | None = None


@dataclass(frozen=True)
class Wanted:
    """How a person shall stand from the day `on`; without a post the one held stays."""

    facts: PersonFacts
    user_name: str
    active: bool
    external_id: str | None
    post: Post | None
    on: date


def provisioner(caller: Caller) -> Caller:
    """The caller for the acts SCIM takes: `scim:manage` on a token stands for all of them, within its owner's roles."""
    authorize(caller, "scim", "manage")
    return caller if caller.token_scopes is None else replace(caller, token_scopes=caller.token_scopes | NEEDED)


async def create(session: AsyncSession, caller: Caller, wanted: Wanted) -> UUID:
    """Take a person over by personal number, or put them on the list.

    Somebody listed by hand is matched, never made twice; who was provisioned before is refused (`AlreadyProvisioned`),
    unless the directory had removed them: then they come back.
    """
    acting = provisioner(caller)
    tenant_id = tenant_of(session)
    found = await session.scalar(select(Person.id).where(Person.tenant_id == tenant_id, Person.pin == wanted.facts.pin))
    if found is not None and await links.is_live(session, "person", found):
        raise AlreadyProvisioned("personalNumber")
    if await links.holder(session, "person", wanted.external_id) not in (None, found):
        raise AlreadyProvisioned("externalId")
    person_id = found or await organisation.add_person(session, acting, wanted.facts)
    await links.keep(session, "person", person_id, wanted.external_id)
    before = await views.person(session, person_id)
    if before.account_id is not None:
        wanted = replace(wanted, user_name=before.user_name)
    await _keep(session, acting, before, wanted)
    return person_id


async def update(session: AsyncSession, caller: Caller, person_id: UUID, wanted: Wanted) -> None:
    """Bring a person to how the directory says they stand."""
    acting = provisioner(caller)
    before = await views.person(session, person_id)
    if before.pin != wanted.facts.pin:
        raise FixedUserName("personalNumber", name="personalNumber")
    if await links.holder(session, "person", wanted.external_id) not in (None, person_id):
        raise AlreadyProvisioned("externalId")
    await links.keep(session, "person", person_id, wanted.external_id)
    await _keep(session, acting, before, wanted)


async def remove(session: AsyncSession, caller: Caller, person_id: UUID) -> None:
    """End posts and access today, and show the person to the directory no longer; what they did stays."""
    acting = provisioner(caller)
    before = await views.person(session, person_id)
    await _end(session, acting, before, today())
    await links.remove(session, "person", person_id, before.external_id)


async def _keep(session: AsyncSession, caller: Caller, before: PersonView, wanted: Wanted) -> None:
    """Facts, access and post; what the directory says nothing of stays as it is."""
    known = PersonFacts(
        before.pin, before.full_name, before.gender, before.birth_date, before.staff_type, before.qualification
    )
    said = wanted.facts
    facts = PersonFacts(
        said.pin, said.full_name, said.gender or before.gender, said.birth_date or before.birth_date,
        said.staff_type or before.staff_type, said.qualification or before.qualification,
    )  # fmt: skip
    if known != facts:
        await organisation.edit_person(session, caller, before.id, facts)
    if not wanted.active:
        await _end(session, caller, before, wanted.on)
        return
    if before.account_id is None:
        await administration.create_account(session, caller, wanted.user_name, None, person_id=before.id)
    else:
        if normal_login(wanted.user_name) != before.user_name:
            raise FixedUserName("userName", name="userName")
        if not before.active:
            await administration.enable(session, caller, before.account_id)
    if wanted.post is not None:
        await _give(session, caller, before, wanted.post, wanted.on)


async def _give(session: AsyncSession, caller: Caller, before: PersonView, post: Post, on: date) -> None:
    if before.post_id is None:
        new = NewAppointment(
            before.id, post.unit_id, post.role, on, post.job_position_id, document_number=post.document_number
        )
        await appointments.appoint(session, caller, new)
    elif (before.unit_id, before.role, before.job_position_id) != (post.unit_id, post.role, post.job_position_id):
        await appointments.transfer(
            session, caller, before.post_id, post.unit_id, on, role=post.role,
            job_position_id=post.job_position_id, document_number=post.document_number,
        )  # fmt: skip


async def _end(session: AsyncSession, caller: Caller, before: PersonView, on: date) -> None:
    """Every post ends on the day, one begun that day or later the day after it began; access ends now."""
    posts = await session.scalars(
        select(Appointment).where(
            Appointment.tenant_id == tenant_of(session),
            Appointment.person_id == before.id,
            or_(Appointment.valid_to.is_(None), Appointment.valid_to > on),
        )
    )
    for post in posts.all():
        last = max(on, post.valid_from + timedelta(days=1))
        if post.valid_to is None or post.valid_to > last:
            await appointments.end_appointment(session, caller, post.id, last)
    if before.account_id is not None and before.active:
        await administration.disable(session, caller, before.account_id)


async def member(session: AsyncSession, caller: Caller, person_id: UUID, unit_id: UUID, *, inside: bool) -> None:
    """Give a person their primary post in a unit from today, or end the one they hold there."""
    acting = provisioner(caller)
    before = await views.person(session, person_id)
    if inside:
        await _give(session, acting, before, Post(unit_id, before.role or "cadre", before.job_position_id), today())
    elif before.unit_id == unit_id and before.post_id is not None:
        if before.valid_from is None:
            raise NotFound("members")
        await appointments.end_appointment(
            session, acting, before.post_id, max(today(), before.valid_from + timedelta(days=1))
        )

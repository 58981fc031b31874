"""What happens to posts: appointing, ending, transferring, naming a direct leader."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from kernel.ids import uuid7
from policies.authority import Caller, Grant, authorize
from policies.roles import APPOINTMENT_ROLES, HEAD_ROLES, LEADER_ROLES
from tenants.audit import actions as audit
from tenants.organisation import places, queries
from tenants.organisation.errors import (
    AppointmentEnded,
    BadDates,
    LeaderCircle,
    NotALeader,
    PrimaryHeld,
    UnitHasHead,
    UnitNotOpen,
    UnknownRole,
)
from tenants.organisation.models import Appointment, Person, Unit
from tenants.organisation.rules import check_weight, deputy_of

# Longer than any chain of command; a chain this long is a circle.
_LONGEST_CHAIN: Final = 30


@dataclass(frozen=True)
class NewAppointment:
    """A post to give: the primary one, or a concurrent one (kiêm nhiệm) of some weight."""

    person_id: UUID
    unit_id: UUID
    role: str
    valid_from: date
    job_position_id: UUID | None = None
    is_primary: bool = True
    weight: Decimal = Decimal(1)
    valid_to: date | None = None
    document_number: str | None = None


async def appoint(session: AsyncSession, caller: Caller, new: NewAppointment) -> UUID:
    """Give a person a post in a unit; one primary post a person, one head a unit, at a time."""
    grant = authorize(caller, "person", "manage")
    await places.hold_tree(session)
    appointment_id = await _appoint(session, grant, new)
    await audit.record(
        session, caller, "appointed", "person", new.person_id,
        appointment_id=appointment_id, unit_id=new.unit_id, role=new.role, valid_from=new.valid_from,
    )  # fmt: skip
    return appointment_id


async def _appoint(session: AsyncSession, grant: Grant, new: NewAppointment) -> UUID:
    if new.role not in APPOINTMENT_ROLES:
        raise UnknownRole("role", name=new.role)
    if new.valid_to is not None and new.valid_to <= new.valid_from:
        raise BadDates("validTo")
    check_weight(new.weight)
    await _lock_unit(session, grant, new)
    await _lock_person(session, new)
    await _check_position(session, new.job_position_id)
    appointment_id = uuid7()
    session.add(
        Appointment(
            tenant_id=tenant_of(session), id=appointment_id, person_id=new.person_id, unit_id=new.unit_id,
            job_position_id=new.job_position_id, role=new.role, is_primary=new.is_primary, weight=new.weight,
            valid_from=new.valid_from, valid_to=new.valid_to, document_number=new.document_number,
        )
    )  # fmt: skip
    await session.flush()
    return appointment_id


async def _lock_unit(session: AsyncSession, grant: Grant, new: NewAppointment) -> None:
    """The unit stays open all that time and gets no second head; locked, so that two cannot become its head at once."""
    unit = (
        await session.execute(
            select(Unit.opened, Unit.closed)
            .where(Unit.tenant_id == tenant_of(session), Unit.id == new.unit_id)
            .with_for_update()
        )
    ).one_or_none()
    if unit is None:
        raise NotFound("unitId")
    path = await queries.unit_path(session, new.unit_id, max(new.valid_from, unit.opened))
    if not grant.covers(path):
        raise NotFound("unitId")
    if unit.opened > new.valid_from:
        raise UnitNotOpen("unitId", day=new.valid_from)
    if unit.closed is not None and (new.valid_to is None or new.valid_to > unit.closed):
        raise UnitNotOpen("unitId", day=unit.closed)
    if new.role in HEAD_ROLES and await _any(
        session, Appointment.unit_id == new.unit_id, Appointment.role.in_(HEAD_ROLES), _overlaps(new)
    ):
        raise UnitHasHead("role")


async def _lock_person(session: AsyncSession, new: NewAppointment) -> None:
    """The person exists and gets no second primary post."""
    known = await session.scalar(
        select(Person.id).where(Person.tenant_id == tenant_of(session), Person.id == new.person_id).with_for_update()
    )
    if known is None:
        raise NotFound("personId")
    if new.is_primary and await _any(
        session, Appointment.person_id == new.person_id, Appointment.is_primary.is_(True), _overlaps(new)
    ):
        raise PrimaryHeld("isPrimary")


def _overlaps(new: NewAppointment) -> ColumnElement[bool]:
    ends_after = or_(Appointment.valid_to.is_(None), Appointment.valid_to > new.valid_from)
    return ends_after if new.valid_to is None else and_(ends_after, Appointment.valid_from < new.valid_to)


async def _any(session: AsyncSession, *conditions: ColumnElement[bool]) -> bool:
    return bool(await session.scalar(select(exists().where(Appointment.tenant_id == tenant_of(session), *conditions))))


async def _check_position(session: AsyncSession, job_position_id: UUID | None) -> None:
    if job_position_id is not None and not await session.scalar(
        # The catalogue is a later room: its table is asked, its code is not.
        text("SELECT EXISTS (SELECT FROM job_position WHERE tenant_id = :tenant AND id = :id)"),
        {"tenant": tenant_of(session), "id": job_position_id},
    ):
        raise NotFound("jobPositionId")


async def end_appointment(
    session: AsyncSession, caller: Caller, appointment_id: UUID, on: date, document_number: str | None = None
) -> None:
    """End a post: `on` is the first day it is no longer held; the trail keeps the document."""
    grant = authorize(caller, "person", "manage")
    await places.hold_tree(session)
    post = await _post(session, grant, appointment_id)
    await _end(session, post, on)
    told = {"document": document_number} if document_number else {}
    await audit.record(session, caller, "ended", "person", post.person_id, appointment_id=appointment_id, on=on, **told)


async def _end(session: AsyncSession, post: Appointment, on: date) -> None:
    if post.valid_to is not None and post.valid_to <= on:
        raise AppointmentEnded("appointmentId", day=post.valid_to)
    if on <= post.valid_from:
        raise BadDates("on")
    post.valid_to = on
    await session.flush()


async def transfer(
    session: AsyncSession,
    caller: Caller,
    appointment_id: UUID,
    unit_id: UUID,
    on: date,
    *,
    role: str | None = None,
    job_position_id: UUID | None = None,
    document_number: str | None = None,
) -> UUID:
    """Move a person from a post to another unit on a day; without a new role or position they keep the old one."""
    grant = authorize(caller, "person", "manage")
    await places.hold_tree(session)
    post = await _post(session, grant, appointment_id)
    ends = post.valid_to
    await _end(session, post, on)
    moved = NewAppointment(
        post.person_id, unit_id, role or post.role, on, job_position_id or post.job_position_id,
        post.is_primary, post.weight, ends, document_number,
    )  # fmt: skip
    new_id = await _appoint(session, grant, moved)
    await audit.record(
        session, caller, "transferred", "person", post.person_id,
        appointment_id=appointment_id, new_appointment_id=new_id, unit_id=unit_id, on=on,
    )  # fmt: skip
    return new_id


async def transfer_all(session: AsyncSession, unit_id: UUID, into_id: UUID, on: date) -> dict[UUID, UUID]:
    """Take all posts of a unit over into another on a day; answers new ids by old. Whoever calls has checked the right.

    Posts that only begin later are moved as they are. Where the other unit has a head, heads become deputies.
    """
    tenant_id = tenant_of(session)
    posts = list(
        await session.scalars(
            select(Appointment)
            .where(
                Appointment.tenant_id == tenant_id,
                Appointment.unit_id == unit_id,
                or_(Appointment.valid_to.is_(None), Appointment.valid_to > on),
            )
            .order_by(Appointment.valid_from)
            .with_for_update()
        )
    )
    headed = await _any(
        session,
        Appointment.unit_id == into_id,
        Appointment.role.in_(HEAD_ROLES),
        or_(Appointment.valid_to.is_(None), Appointment.valid_to > on),
    )
    new_ids: dict[UUID, UUID] = {post.id: uuid7() for post in posts if post.valid_from < on}
    for post in posts:
        role = deputy_of(post.role) if headed else post.role
        if post.id not in new_ids:
            post.unit_id, post.role = into_id, role
            continue
        session.add(
            Appointment(
                tenant_id=tenant_id, id=new_ids[post.id], person_id=post.person_id, unit_id=into_id, role=role,
                job_position_id=post.job_position_id, is_primary=post.is_primary, weight=post.weight,
                valid_from=on, valid_to=post.valid_to, document_number=post.document_number,
            )
        )  # fmt: skip
        post.valid_to = on
    await session.flush()
    await _keep_leaders(session, posts, new_ids)
    return new_ids


async def _keep_leaders(session: AsyncSession, posts: list[Appointment], new_ids: dict[UUID, UUID]) -> None:
    """Leaders named on the posts taken over stay named, under their new posts where they came along."""
    for post in posts:
        if post.leader_appointment_id is not None and post.id in new_ids:
            await session.execute(
                update(Appointment)
                .where(Appointment.tenant_id == tenant_of(session), Appointment.id == new_ids[post.id])
                .values(leader_appointment_id=new_ids.get(post.leader_appointment_id, post.leader_appointment_id))
            )


async def set_leader(
    session: AsyncSession, caller: Caller, appointment_id: UUID, leader_appointment_id: UUID | None, on: date
) -> None:
    """Name the post whose holder is the direct leader (lãnh đạo trực tiếp), or leave it to the tree again."""
    grant = authorize(caller, "person", "manage")
    await places.hold_tree(session)
    post = await _post(session, grant, appointment_id)
    before = post.leader_appointment_id
    if leader_appointment_id is not None:
        await _check_leader(
            session, post, await _post(session, grant, leader_appointment_id, "leaderAppointmentId"), on
        )
    post.leader_appointment_id = leader_appointment_id
    await session.flush()
    await audit.record(
        session, caller, "leader_named", "person", post.person_id,
        appointment_id=appointment_id, before=before, after=leader_appointment_id,
    )  # fmt: skip


async def _check_leader(session: AsyncSession, post: Appointment, leader: Appointment, on: date) -> None:
    if leader.role not in LEADER_ROLES:
        raise NotALeader("leaderAppointmentId")
    if leader.valid_to is not None and leader.valid_to <= on:
        raise AppointmentEnded("leaderAppointmentId", day=leader.valid_to)
    above: Appointment | None = leader
    for _ in range(_LONGEST_CHAIN):
        if above is None:
            return
        if above.person_id == post.person_id:
            raise LeaderCircle("leaderAppointmentId")
        above = await queries.direct_leader(session, above.id, on)
    raise LeaderCircle("leaderAppointmentId")


async def _post(session: AsyncSession, grant: Grant, appointment_id: UUID, name: str = "appointmentId") -> Appointment:
    found = await session.get(Appointment, (tenant_of(session), appointment_id), with_for_update=True)
    if found is None:
        raise NotFound(name)
    path = await queries.unit_path(session, found.unit_id, found.valid_from)
    if not grant.covers(path):
        raise NotFound(name)
    return found

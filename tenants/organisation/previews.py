"""What moving, merging or closing a unit would do, told before it is done."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from policies.authority import Caller, authorize
from policies.roles import HEAD_ROLES
from tenants.organisation import tree, units
from tenants.organisation.models import Appointment, Person
from tenants.organisation.queries import held_on

ChangeKind = Literal["move", "merge", "close"]


@dataclass(frozen=True)
class UnitChange:
    """A change to come: `target_id` is the new parent, the unit merged into, or the successor."""

    kind: ChangeKind
    unit_id: UUID
    target_id: UUID | None
    on: date


@dataclass(frozen=True)
class ChangePreview:
    """Open units that go along, the unit itself first; posts held in them that day; heads who become deputies."""

    units: list[tree.UnitNode]
    posts: int
    deputies: list[str]


async def preview(session: AsyncSession, caller: Caller, change: UnitChange) -> ChangePreview:
    """Do the change and take it back: what is refused here would be refused there, and for the same reason."""
    authorize(caller, "unit", "manage")
    branch = await tree.subtree(session, caller, change.unit_id, change.on)
    told = ChangePreview(
        branch, await _posts(session, [node.id for node in branch], change.on), await _deputies(session, change)
    )
    trying = await session.begin_nested()
    try:
        await _act(session, caller, change)
    finally:
        await trying.rollback()
        session.expunge_all()
    return told


async def _act(session: AsyncSession, caller: Caller, change: UnitChange) -> None:
    if change.kind == "close":
        await units.close_unit(session, caller, change.unit_id, change.on, successor_id=change.target_id)
        return
    target = change.target_id or change.unit_id
    act = units.move_unit if change.kind == "move" else units.merge_unit
    await act(session, caller, change.unit_id, target, change.on)


async def _posts(session: AsyncSession, unit_ids: list[UUID], on: date) -> int:
    counted = select(func.count()).where(
        Appointment.tenant_id == tenant_of(session), Appointment.unit_id.in_(unit_ids), held_on(Appointment, on)
    )
    return (await session.scalar(counted)) or 0


async def _deputies(session: AsyncSession, change: UnitChange) -> list[str]:
    """A merged unit's head, where the other unit has one."""
    if change.kind != "merge" or change.target_id is None:
        return []
    rows = await session.execute(
        select(Appointment.unit_id, Person.full_name)
        .join(Person, (Person.tenant_id == Appointment.tenant_id) & (Person.id == Appointment.person_id))
        .where(
            Appointment.tenant_id == tenant_of(session),
            Appointment.unit_id.in_([change.unit_id, change.target_id]),
            Appointment.role.in_(HEAD_ROLES),
            held_on(Appointment, change.on),
        )
    )
    heads = rows.all()
    headed = any(row.unit_id == change.target_id for row in heads)
    return [row.full_name for row in heads if headed and row.unit_id == change.unit_id]

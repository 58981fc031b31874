"""Keeping units as a directory says: opened, renamed, moved, closed from today, and who is in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import today
from kernel.database import tenant_of
from policies.authority import Caller
from tenants.organisation import units as organisation
from tenants.organisation.models import Unit, UnitPlace
from tenants.organisation.units import NewUnit
from tenants.scim import links, people, views
from tenants.scim.errors import AlreadyProvisioned, FixedUserName, MissingFact


@dataclass(frozen=True)
class Wanted:
    """How a unit shall stand from today; `members` absent leaves who is in it as it is."""

    name: str
    code: str | None
    kind: str | None
    parent_id: UUID | None
    external_id: str | None
    members: Sequence[UUID] | None


async def create(session: AsyncSession, caller: Caller, wanted: Wanted) -> UUID:
    """Open a unit, below the root where no parent is named, or take over the one of that code."""
    acting = people.provisioner(caller)
    if wanted.code is None:
        raise MissingFact("code", name="code")
    tenant_id = tenant_of(session)
    found = await session.scalar(
        select(Unit.id).where(Unit.tenant_id == tenant_id, Unit.code == wanted.code, Unit.closed.is_(None))
    )
    if found is not None and await links.is_live(session, "unit", found):
        raise AlreadyProvisioned("code")
    if await links.holder(session, "unit", wanted.external_id) not in (None, found):
        raise AlreadyProvisioned("externalId")
    if found is None:
        parent = wanted.parent_id or await _root(session)
        new = NewUnit(wanted.code, wanted.name, wanted.kind or "division", parent, today())
        found = await organisation.open_unit(session, acting, new)
    await links.keep(session, "unit", found, wanted.external_id)
    await update(session, caller, found, wanted)
    return found


async def update(session: AsyncSession, caller: Caller, unit_id: UUID, wanted: Wanted) -> None:
    """Bring a unit to how the directory says it stands; code and kind stay."""
    acting = people.provisioner(caller)
    before = await views.unit(session, unit_id)
    for name, given, kept in (("code", wanted.code, before.code), ("kind", wanted.kind, before.kind)):
        if given is not None and given != kept:
            raise FixedUserName(name, name=name)
    if await links.holder(session, "unit", wanted.external_id) not in (None, unit_id):
        raise AlreadyProvisioned("externalId")
    if wanted.name != before.name:
        await organisation.rename_unit(session, acting, unit_id, wanted.name, today())
    if wanted.parent_id is not None and wanted.parent_id != before.parent_id:
        await organisation.move_unit(session, acting, unit_id, wanted.parent_id, today())
    await links.keep(session, "unit", unit_id, wanted.external_id)
    if wanted.members is not None:
        await _keep_members(session, caller, unit_id, set(wanted.members))


async def remove(session: AsyncSession, caller: Caller, unit_id: UUID) -> None:
    """Close a unit that holds neither units nor people; raises `UnitNotEmpty`."""
    acting = people.provisioner(caller)
    before = await views.unit(session, unit_id)
    await organisation.close_unit(session, acting, unit_id, today())
    await links.remove(session, "unit", unit_id, before.external_id)


async def _keep_members(session: AsyncSession, caller: Caller, unit_id: UUID, wanted: set[UUID]) -> None:
    held = {member.id for member in (await views.members(session, [unit_id]))[unit_id]}
    for person_id in sorted(held - wanted):
        await people.member(session, caller, person_id, unit_id, inside=False)
    for person_id in sorted(wanted - held):
        await people.member(session, caller, person_id, unit_id, inside=True)


async def _root(session: AsyncSession) -> UUID | None:
    return await session.scalar(
        select(UnitPlace.unit_id).where(
            UnitPlace.tenant_id == tenant_of(session), UnitPlace.parent_id.is_(None), UnitPlace.valid_to.is_(None)
        )
    )

"""Writing the changes of the unit tree: level by level from the top, so that what stands above is in its place."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.ids import uuid7
from policies.authority import Caller
from tenants.audit import actions as audit
from tenants.importing.register import Register
from tenants.importing.unit_plan import LASTING, UnitChange, UnitPlan, ordered
from tenants.organisation import places, units
from tenants.organisation.models import Unit, UnitPlace
from tenants.organisation.rules import child_path
from tenants.vietnamese import search_key


async def write_units(session: AsyncSession, caller: Caller, plan: UnitPlan, register: Register) -> dict[str, UUID]:
    """Write what changes in the tree, which whoever calls has locked; answers the ids of all units by code."""
    ids = {code: unit.id for code, unit in register.units.items()}
    for level in ordered([change for change in plan.changes if change.state != "unchanged"], plan.depths):
        await _open(session, caller, [change for change in level if change.known is None], ids)
        for change in level:
            if change.state == "moved" and change.wanted.parent is not None:
                await units.move_unit(
                    session, caller, ids[change.wanted.code], ids[change.wanted.parent], change.on,
                    change.wanted.document,
                )  # fmt: skip
    for change in plan.changes:
        if change.known is not None and change.differs:
            await _amend(session, caller, change, ids[change.wanted.code])
    return ids


async def _open(session: AsyncSession, caller: Caller, new: Sequence[UnitChange], ids: dict[str, UUID]) -> None:
    """Open units below others, all of a level at once."""
    if not new:
        return
    tenant_id = tenant_of(session)
    paths = await _open_paths(session, [ids[one.wanted.parent] for one in new if one.wanted.parent is not None])
    first = await places.next_number(session)
    made, stands, told = list[dict[str, Any]](), list[dict[str, Any]](), dict[UUID, dict[str, object]]()
    for number, change in enumerate(new, first):
        unit, unit_id = change.wanted, uuid7()
        parent_id = ids[unit.parent] if unit.parent is not None else None
        ids[unit.code] = unit_id
        made.append(
            {
                "tenant_id": tenant_id, "id": unit_id, "number": number, "code": unit.code, "kind": unit.kind,
                "field": unit.field, "commune_code": unit.commune_code, "opened": change.on,
            }
        )  # fmt: skip
        stands.append(
            {
                "tenant_id": tenant_id, "unit_id": unit_id, "valid_from": change.on, "parent_id": parent_id,
                "path": child_path(paths[parent_id] if parent_id is not None else None, number), "name": unit.name,
                "search_key": search_key(unit.name), "position": unit.place or 0,
                "establishment": unit.establishment or 0, "document_number": unit.document,
            }
        )  # fmt: skip
        told[unit_id] = {"code": unit.code, "name": unit.name, "parent_id": parent_id, "on": change.on}
        if unit.document:
            told[unit_id]["document"] = unit.document
    await session.execute(insert(Unit), made)
    await session.execute(insert(UnitPlace), stands)
    await audit.record_each(session, caller, "opened", "unit", told)


async def _open_paths(session: AsyncSession, unit_ids: Iterable[UUID]) -> dict[UUID, str]:
    rows = await session.execute(
        select(UnitPlace.unit_id, UnitPlace.path).where(
            UnitPlace.tenant_id == tenant_of(session),
            UnitPlace.unit_id.in_(set(unit_ids)),
            UnitPlace.valid_to.is_(None),
        )
    )
    return {row.unit_id: row.path for row in rows}


async def _amend(session: AsyncSession, caller: Caller, change: UnitChange, unit_id: UUID) -> None:
    """Give a unit another name, order or establishment from a day on, and correct what holds for its whole life."""
    wanted, day, document = change.wanted, change.on, change.wanted.document
    if "name" in change.differs:
        await units.rename_unit(session, caller, unit_id, wanted.name, day, document)
    if "establishment" in change.differs and wanted.establishment is not None:
        await units.set_establishment(session, caller, unit_id, wanted.establishment, day, document)
    if "place" in change.differs and wanted.place is not None:
        await units.reorder_unit(session, caller, unit_id, wanted.place, day, document)
    lasting = {name: getattr(wanted, name) for name in LASTING if name in change.differs}
    if lasting:
        await session.execute(
            update(Unit).where(Unit.tenant_id == tenant_of(session), Unit.id == unit_id).values(lasting)
        )
        before = {name: change.differs[name] for name in lasting}
        await audit.record(session, caller, "changed", "unit", unit_id, before=before, after=lasting)

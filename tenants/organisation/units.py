"""What happens to units, each from a day on and by a document: opened, renamed, moved, merged, closed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.ids import uuid7
from policies.authority import Caller, Grant, authorize
from tenants.audit import actions as audit
from tenants.organisation import appointments, places
from tenants.organisation.errors import (
    MissingText,
    RootStays,
    UnitCodeTaken,
    UnitInOwnBranch,
    UnitNotEmpty,
    UnknownCommune,
)
from tenants.organisation.models import Appointment, Unit, UnitPlace
from tenants.organisation.places import OpenPlace
from tenants.organisation.rules import child_path, is_within
from tenants.registry import queries as registry
from tenants.registry.provinces import communes
from tenants.vietnamese import search_key


@dataclass(frozen=True)
class NewUnit:
    """A unit to open; without a parent it is a root. `establishment` (biên chế) counts its posts."""

    code: str
    name: str
    kind: str
    parent_id: UUID | None
    opened: date
    field: str | None = None
    commune_code: str | None = None
    position: int = 0
    establishment: int = 0
    document_number: str | None = None


async def open_unit(session: AsyncSession, caller: Caller, new: NewUnit) -> UUID:
    """Open a unit below another from its first day on."""
    grant = authorize(caller, "unit", "manage")
    name, code = _text(new.name, "tên", "The name"), _text(new.code, "mã", "The code")
    await _check_commune(session, new.commune_code)
    await places.lock_tree(session)
    parent = None
    if new.parent_id is not None:
        parent = await places.open_place(session, grant, new.parent_id, new.opened, "parentId")
    number = await places.next_number(session)
    unit_id: UUID | None = await session.scalar(
        upsert(Unit)
        .values(
            tenant_id=tenant_of(session), id=uuid7(), number=number, code=code, kind=new.kind, field=new.field,
            commune_code=new.commune_code, opened=new.opened,
        )
        .on_conflict_do_nothing()
        .returning(Unit.id)
    )  # fmt: skip
    if unit_id is None:
        raise UnitCodeTaken("code", name=code)
    await session.execute(
        insert(UnitPlace).values(
            tenant_id=tenant_of(session), unit_id=unit_id, valid_from=new.opened, parent_id=new.parent_id,
            path=child_path(parent.path if parent else None, number), name=name, search_key=search_key(name),
            position=new.position, establishment=new.establishment, document_number=_document(new.document_number),
        )
    )  # fmt: skip
    await audit.record(
        session,
        caller,
        "opened",
        "unit",
        unit_id,
        code=code,
        name=name,
        parent_id=new.parent_id,
        on=new.opened,
        **_told(new.document_number),
    )
    return unit_id


async def rename_unit(
    session: AsyncSession, caller: Caller, unit_id: UUID, name: str, on: date, document_number: str | None = None
) -> None:
    """Give a unit another name from a day on."""
    await _amend(session, caller, unit_id, on, {"name": _text(name, "tên", "The name")}, document_number)


async def set_establishment(
    session: AsyncSession, caller: Caller, unit_id: UUID, posts: int, on: date, document_number: str | None = None
) -> None:
    """Fix how many posts (biên chế) a unit has from a day on."""
    await _amend(session, caller, unit_id, on, {"establishment": max(posts, 0)}, document_number)


async def reorder_unit(
    session: AsyncSession, caller: Caller, unit_id: UUID, position: int, on: date, document_number: str | None = None
) -> None:
    """Put a unit elsewhere among its siblings from a day on."""
    await _amend(session, caller, unit_id, on, {"position": position}, document_number)


async def _amend(
    session: AsyncSession, caller: Caller, unit_id: UUID, on: date, changes: dict[str, object], document: str | None
) -> None:
    grant = authorize(caller, "unit", "manage")
    await places.lock_tree(session)
    place = await places.open_place(session, grant, unit_id, on)
    await places.amend(session, place, on, changes, _document(document))
    before = {name: getattr(place, name) for name in changes}
    await audit.record(
        session, caller, "changed", "unit", unit_id, on=on, before=before, after=changes, **_told(document)
    )


async def move_unit(
    session: AsyncSession, caller: Caller, unit_id: UUID, parent_id: UUID, on: date, document_number: str | None = None
) -> None:
    """Put a unit with its branch below another from a day on; before that day the tree keeps its shape."""
    grant = authorize(caller, "unit", "manage")
    await places.lock_tree(session)
    place = await _branch_unit(session, grant, unit_id, on)
    parent = await places.open_place(session, grant, parent_id, on, "parentId")
    await places.move_branch(session, place, parent, on, _document(document_number))
    await audit.record(
        session, caller, "moved", "unit", unit_id,
        on=on, before=place.parent_id, after=parent_id, **_told(document_number),
    )  # fmt: skip


async def merge_unit(
    session: AsyncSession, caller: Caller, unit_id: UUID, into_id: UUID, on: date, document_number: str | None = None
) -> None:
    """Merge a unit into another on a day: units below it and its people go over, and it closes with that successor.

    Where the successor has a head, the merged unit's head becomes a deputy there. The closed unit rests below its
    successor, out of the tree, so that whoever is responsible now reaches its past work.
    """
    grant = authorize(caller, "unit", "manage")
    await places.lock_tree(session)
    place = await _branch_unit(session, grant, unit_id, on)
    into = await places.open_place(session, grant, into_id, on, "intoId")
    if is_within(into.path, place.path):
        raise UnitInOwnBranch("intoId")
    await _rest_below(session, place, into, on, _document(document_number))
    moved = await appointments.transfer_all(session, unit_id, into_id, on)
    await _write_closed(session, unit_id, on, into_id, document_number)
    await audit.record(
        session, caller, "merged", "unit", unit_id,
        on=on, into=into_id, appointments=len(moved), **_told(document_number),
    )  # fmt: skip


async def close_unit(
    session: AsyncSession,
    caller: Caller,
    unit_id: UUID,
    on: date,
    *,
    successor_id: UUID | None = None,
    document_number: str | None = None,
) -> None:
    """Close a unit that holds neither units nor people from that day on; it rests below its successor, if it has one.

    Whoever is responsible for the successor then reaches the closed unit's past work.
    """
    grant = authorize(caller, "unit", "manage")
    await places.lock_tree(session)
    place = await _branch_unit(session, grant, unit_id, on)
    units, posts = await _contents(session, place, on)
    if units or posts:
        raise UnitNotEmpty("unitId", units=units, posts=posts)
    if successor_id is not None:
        successor = await places.open_place(session, grant, successor_id, on, "successorId")
        if is_within(successor.path, place.path):
            raise UnitInOwnBranch("successorId")
        await _rest_below(session, place, successor, on, _document(document_number))
    await _write_closed(session, unit_id, on, successor_id, document_number)
    told = {"successor": successor_id} if successor_id is not None else {}
    await audit.record(session, caller, "closed", "unit", unit_id, on=on, **told, **_told(document_number))


async def _rest_below(session: AsyncSession, place: OpenPlace, into: OpenPlace, on: date, document: str | None) -> None:
    for child in await _resting_or_open_children(session, place):
        await places.move_branch(session, child, into, on, document)
    await places.move_branch(session, place, into, on, document)


async def _write_closed(
    session: AsyncSession, unit_id: UUID, on: date, successor_id: UUID | None, document: str | None
) -> None:
    await session.execute(
        update(Unit)
        .where(Unit.tenant_id == tenant_of(session), Unit.id == unit_id)
        .values(closed=on, successor_id=successor_id, closing_document=_document(document))
    )


async def _branch_unit(session: AsyncSession, grant: Grant, unit_id: UUID, on: date) -> OpenPlace:
    place = await places.open_place(session, grant, unit_id, on)
    if place.parent_id is None:
        raise RootStays("unitId")
    return place


async def _resting_or_open_children(session: AsyncSession, place: OpenPlace) -> list[OpenPlace]:
    rows = await session.execute(
        select(Unit.number, UnitPlace)
        .join(Unit, (Unit.tenant_id == UnitPlace.tenant_id) & (Unit.id == UnitPlace.unit_id))
        .where(
            UnitPlace.tenant_id == tenant_of(session),
            UnitPlace.parent_id == place.unit_id,
            UnitPlace.valid_to.is_(None),
        )
        .execution_options(populate_existing=True)
    )
    return [
        OpenPlace(
            row.unit_id, number, row.valid_from, row.parent_id, row.path, row.name, row.position, row.establishment
        )
        for number, row in rows.all()
    ]


async def _contents(session: AsyncSession, place: OpenPlace, on: date) -> tuple[int, int]:
    """How many open units and how many posts are in a unit on or after a day."""
    tenant_id = tenant_of(session)
    units = await session.scalar(
        select(func.count())
        .select_from(UnitPlace)
        .join(Unit, (Unit.tenant_id == UnitPlace.tenant_id) & (Unit.id == UnitPlace.unit_id))
        .where(
            UnitPlace.tenant_id == tenant_id,
            UnitPlace.parent_id == place.unit_id,
            UnitPlace.valid_to.is_(None),
            Unit.closed.is_(None),
        )
    )
    posts = await session.scalar(
        select(func.count()).where(
            Appointment.tenant_id == tenant_id,
            Appointment.unit_id == place.unit_id,
            or_(Appointment.valid_to.is_(None), Appointment.valid_to > on),
        )
    )
    return units or 0, posts or 0


async def _check_commune(session: AsyncSession, commune_code: str | None) -> None:
    if commune_code is not None:
        province_code = (await registry.tenant(session)).province_code
        if province_code is None or commune_code not in communes(province_code):
            raise UnknownCommune("communeCode", name=commune_code)


def _document(number: str | None) -> str | None:
    return " ".join((number or "").split()) or None


def _told(number: str | None) -> dict[str, object]:
    kept = _document(number)
    return {"document": kept} if kept is not None else {}


def _text(value: str, field: str, field_en: str) -> str:
    kept = " ".join(value.split())
    if not kept:
        raise MissingText(field=field, field_en=field_en)
    return kept

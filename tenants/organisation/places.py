"""Where units stand: a unit's open place, and writing its next one so that the past keeps its shape."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Grant
from tenants.organisation.errors import UnitChangedLater, UnitInOwnBranch, UnitNotOpen
from tenants.organisation.models import Unit, UnitPlace
from tenants.organisation.queries import in_branch
from tenants.organisation.rules import branch_range, child_path, is_within
from tenants.vietnamese import search_key

_TREE: Final = 56  # names the lock under which a tenant's tree is changed, one change after the other

# A place that began before the day ends on it and a new one begins; one that begins on that very day is rewritten.
_END_AND_REOPEN: Final = text(
    """
    WITH ended AS (
        UPDATE unit_place SET valid_to = :on
        WHERE tenant_id = :tenant AND valid_to IS NULL AND valid_from < :on
          AND path ~>=~ :first AND path ~<~ :after
        RETURNING unit_id, parent_id, path, name, search_key, position, establishment
    )
    INSERT INTO unit_place
        (tenant_id, unit_id, valid_from, parent_id, path, name, search_key, position, establishment, document_number)
    SELECT :tenant, unit_id, :on, CASE WHEN unit_id = :unit THEN CAST(:parent AS uuid) ELSE parent_id END,
           :moved || substr(path, length(:first) + 1), name, search_key, position, establishment,
           CAST(:document AS text)
    FROM ended
    """
)
_REWRITE: Final = text(
    """
    UPDATE unit_place
    SET path = :moved || substr(path, length(:first) + 1),
        parent_id = CASE WHEN unit_id = :unit THEN CAST(:parent AS uuid) ELSE parent_id END,
        document_number = coalesce(CAST(:document AS text), document_number)
    WHERE tenant_id = :tenant AND valid_to IS NULL AND valid_from = :on AND path ~>=~ :first AND path ~<~ :after
    """
)


@dataclass(frozen=True)
class OpenPlace:
    """The place a unit has from a day on, with nothing recorded after it."""

    unit_id: UUID
    number: int
    valid_from: date
    parent_id: UUID | None
    path: str
    name: str
    position: int
    establishment: int


async def lock_tree(session: AsyncSession) -> None:
    """Changes of one tenant's tree wait for each other, and for changes of posts."""
    lock = text("SELECT pg_advisory_xact_lock(:tenant, :tree)")
    await session.execute(lock, {"tenant": tenant_of(session), "tree": _TREE})


async def hold_tree(session: AsyncSession) -> None:
    """Until this transaction ends the tree stays as it is: no unit closes while somebody is put into it."""
    lock = text("SELECT pg_advisory_xact_lock_shared(:tenant, :tree)")
    await session.execute(lock, {"tenant": tenant_of(session), "tree": _TREE})


async def open_place(session: AsyncSession, grant: Grant, unit_id: UUID, on: date, name: str = "unitId") -> OpenPlace:
    """The place of a unit that may be changed from that day on; `name` is what the input calls the unit."""
    row = (
        await session.execute(
            select(
                Unit.number, Unit.opened, Unit.closed, UnitPlace.valid_from, UnitPlace.parent_id, UnitPlace.path,
                UnitPlace.name, UnitPlace.position, UnitPlace.establishment,
            )
            .join(UnitPlace, (UnitPlace.tenant_id == Unit.tenant_id) & (UnitPlace.unit_id == Unit.id))
            .where(Unit.tenant_id == tenant_of(session), Unit.id == unit_id, UnitPlace.valid_to.is_(None))
        )
    ).one_or_none()  # fmt: skip
    if row is None or not grant.covers(row.path):
        raise NotFound(name)
    if row.closed is not None or row.opened > on:
        raise UnitNotOpen(name, day=on)
    if row.valid_from > on:
        raise UnitChangedLater("on", day=row.valid_from)
    return OpenPlace(
        unit_id, row.number, row.valid_from, row.parent_id, row.path, row.name, row.position, row.establishment
    )


async def next_number(session: AsyncSession) -> int:
    """The number of the tenant's next unit; the tree is locked."""
    highest = await session.scalar(select(func.max(Unit.number)).where(Unit.tenant_id == tenant_of(session)))
    return (highest or 0) + 1


async def amend(
    session: AsyncSession, place: OpenPlace, on: date, changes: dict[str, object], document: str | None
) -> None:
    """Give a unit another name, position or establishment from a day on, where it stands, by a document."""
    if "name" in changes:
        changes = {**changes, "search_key": search_key(str(changes["name"]))}
    if document is not None:
        changes = {**changes, "document_number": document}
    this_place = (
        UnitPlace.tenant_id == tenant_of(session),
        UnitPlace.unit_id == place.unit_id,
        UnitPlace.valid_to.is_(None),
    )
    if place.valid_from == on:
        await session.execute(update(UnitPlace).where(*this_place).values(changes))
        return
    await session.execute(update(UnitPlace).where(*this_place).values(valid_to=on))
    kept: dict[str, object] = {
        "tenant_id": tenant_of(session),
        "unit_id": place.unit_id,
        "valid_from": on,
        "parent_id": place.parent_id,
        "path": place.path,
        "name": place.name,
        "search_key": search_key(place.name),
        "position": place.position,
        "establishment": place.establishment,
    }
    await session.execute(insert(UnitPlace).values(kept | changes))


async def move_branch(
    session: AsyncSession, place: OpenPlace, parent: OpenPlace, on: date, document: str | None
) -> None:
    """Put a unit with its whole branch below another from a day on; every unit of it keeps its old places before."""
    if is_within(parent.path, place.path):
        raise UnitInOwnBranch("parentId")
    later = await session.scalar(
        select(func.max(UnitPlace.valid_from)).where(
            UnitPlace.tenant_id == tenant_of(session),
            UnitPlace.valid_to.is_(None),
            in_branch(UnitPlace.path, place.path),
        )
    )
    if later is not None and later > on:
        raise UnitChangedLater("on", day=later)
    first, after = branch_range(place.path)
    values = {
        "tenant": tenant_of(session),
        "unit": place.unit_id,
        "parent": parent.unit_id,
        "on": on,
        "first": first,
        "after": after,
        "moved": child_path(parent.path, place.number),
        "document": document,
    }
    await session.execute(_REWRITE, values)
    await session.execute(_END_AND_REOPEN, values)

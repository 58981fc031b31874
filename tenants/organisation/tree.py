"""Questions about the unit tree, as it stands on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize
from tenants.organisation.models import Unit, UnitPlace
from tenants.organisation.queries import held_on, in_branch, reach
from tenants.organisation.rules import depth
from tenants.vietnamese import search_key, text_sort_key


@dataclass(frozen=True)
class UnitNode:
    """A unit where it stands on the day asked for; `depth` of a root is 1."""

    id: UUID
    code: str
    kind: str
    field: str | None
    commune_code: str | None
    opened: date
    closed: date | None
    successor_id: UUID | None
    parent_id: UUID | None
    path: str
    name: str
    position: int
    establishment: int
    closing_document: str | None = None

    @property
    def depth(self) -> int:
        """How deep the unit stands; the root is 1."""
        return depth(self.path)


async def tree(session: AsyncSession, caller: Caller, on: date) -> list[UnitNode]:
    """All units open on a day, each after its parent, siblings by their position and then by name."""
    return _in_order(await _open_units(session, caller, on))


async def subtree(session: AsyncSession, caller: Caller, unit_id: UUID, on: date) -> list[UnitNode]:
    """A unit and everything below it on a day, in the order of `tree`."""
    top = await unit(session, caller, unit_id, on)
    return _in_order(await _open_units(session, caller, on, in_branch(UnitPlace.path, top.path)))


async def children(session: AsyncSession, caller: Caller, parent_id: UUID | None, on: date) -> list[UnitNode]:
    """The units directly below another on a day, or the roots."""
    below = UnitPlace.parent_id.is_(None) if parent_id is None else UnitPlace.parent_id == parent_id
    return sorted(await _open_units(session, caller, on, below), key=_among_siblings)


async def children_of(
    session: AsyncSession, caller: Caller, parent_ids: Iterable[UUID], on: date
) -> dict[UUID, list[UnitNode]]:
    """The units directly below each of several others on a day."""
    wanted = list(parent_ids)
    found: dict[UUID, list[UnitNode]] = {parent_id: [] for parent_id in wanted}
    nodes = await _open_units(session, caller, on, UnitPlace.parent_id.in_(wanted))
    for node in sorted(nodes, key=_among_siblings):
        if node.parent_id is not None:
            found[node.parent_id].append(node)
    return found


async def unit(session: AsyncSession, caller: Caller, unit_id: UUID, on: date) -> UnitNode:
    """One unit as it stands on a day; a closed one as it rests below its successor."""
    found = await units_by_id(session, caller, [unit_id], on)
    if unit_id not in found:
        raise NotFound("unitId")
    return found[unit_id]


async def units_by_id(
    session: AsyncSession, caller: Caller, unit_ids: Iterable[UUID], on: date
) -> dict[UUID, UnitNode]:
    """Several units as they stand on a day, closed ones too: records of the past name them."""
    grant = authorize(caller, "unit", "read")
    wanted = _places(session, on).where(Unit.id.in_(list(unit_ids)), reach(grant, Unit.id, None, on))
    return {node.id: node for node in await _nodes(session, wanted)}


async def search_units(session: AsyncSession, caller: Caller, words: str, on: date, limit: int = 20) -> list[UnitNode]:
    """Open units whose name holds all the words, with or without diacritics, or whose code is the text."""
    keys = search_key(words).split()
    if not keys:
        return []
    named = [UnitPlace.search_key.contains(key, autoescape=True) for key in keys]
    found = await _open_units(session, caller, on, or_(Unit.code == words.strip(), *_all(named)))
    return sorted(found, key=lambda node: (text_sort_key(node.name), node.path))[:limit]


def _all(conditions: list[ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    joined = conditions[0]
    for condition in conditions[1:]:
        joined = joined & condition
    return [joined]


async def history(session: AsyncSession, caller: Caller, unit_id: UUID) -> list[UnitPlace]:
    """All places a unit has had and will have, oldest first."""
    authorize(caller, "unit", "read")
    return list(
        await session.scalars(
            select(UnitPlace)
            .where(UnitPlace.tenant_id == tenant_of(session), UnitPlace.unit_id == unit_id)
            .order_by(UnitPlace.valid_from)
        )
    )


async def _open_units(
    session: AsyncSession, caller: Caller, on: date, *conditions: ColumnElement[bool]
) -> list[UnitNode]:
    grant = authorize(caller, "unit", "read")
    is_open = or_(Unit.closed.is_(None), Unit.closed > on)
    return await _nodes(session, _places(session, on).where(is_open, reach(grant, Unit.id, None, on), *conditions))


def _places(session: AsyncSession, on: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Unit.id, Unit.code, Unit.kind, Unit.field, Unit.commune_code, Unit.opened, Unit.closed, Unit.successor_id,
            UnitPlace.parent_id, UnitPlace.path, UnitPlace.name, UnitPlace.position, UnitPlace.establishment,
            Unit.closing_document,
        )
        .join(UnitPlace, (UnitPlace.tenant_id == Unit.tenant_id) & (UnitPlace.unit_id == Unit.id))
        .where(Unit.tenant_id == tenant_of(session), UnitPlace.tenant_id == tenant_of(session), held_on(UnitPlace, on))
    )  # fmt: skip


async def _nodes(session: AsyncSession, wanted: Select[*tuple[Any, ...]]) -> list[UnitNode]:
    return [UnitNode(*row) for row in (await session.execute(wanted)).all()]


def _among_siblings(node: UnitNode) -> tuple[int, str, str]:
    return node.position, text_sort_key(node.name), node.path


def _in_order(nodes: list[UnitNode]) -> list[UnitNode]:
    """Depth first; a node whose parent is not among them stands as a root."""
    known = {node.id for node in nodes}
    below: dict[UUID | None, list[UnitNode]] = {}
    for node in sorted(nodes, key=_among_siblings, reverse=True):
        below.setdefault(node.parent_id if node.parent_id in known else None, []).append(node)
    waiting = list(below.get(None, ()))
    ordered = []
    while waiting:
        node = waiting.pop()
        ordered.append(node)
        waiting.extend(below.get(node.id, ()))
    return ordered

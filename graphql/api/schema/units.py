"""The unit tree: as it stands on a day, and what administrators do to it."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import strawberry
from sqlalchemy.ext.asyncio import AsyncSession

from api.context import Info
from api.schema.fields import mutation, plain, query, show, show_all
from kernel.clock import today
from policies.authority import Caller
from tenants.organisation import tree, units


@strawberry.type(description="An organisational unit (đơn vị) where it stands on the day asked for.")
class Unit:
    """A unit in the tree."""

    id: UUID
    code: str
    kind: str
    name: str
    field: str | None
    commune_code: str | None = strawberry.field(description="Official code of the commune, for units of one.")
    parent_id: UUID | None
    depth: int = strawberry.field(description="How deep the unit stands; a root is 1.")
    position: int = strawberry.field(description="Its place among its siblings.")
    establishment: int = strawberry.field(description="Number of posts allotted (biên chế).")
    opened: date
    closed: date | None
    successor_id: UUID | None
    closing_document: str | None = strawberry.field(description="The decision (số quyết định) by which it closed.")


@strawberry.type(description="Name and place of a unit from one day to (not including) another.")
class UnitPlace:
    """One stretch of a unit's history."""

    valid_from: date
    valid_to: date | None
    parent_id: UUID | None
    name: str
    position: int
    establishment: int
    document_number: str | None = strawberry.field(description="The decision (số quyết định) by which it began.")


async def units_of_today(session: AsyncSession, caller: Caller, ids: list[UUID]) -> Mapping[UUID, Unit]:
    """Units named on records, as they stand today."""
    found = await tree.units_by_id(session, caller, ids, today())
    return {unit_id: show(Unit, node) for unit_id, node in found.items()}


@strawberry.type
class UnitQuery:
    """Questions about units."""

    @query("unit:read", size=1000)
    async def units(self, info: Info, root_id: UUID | None = None, on: date | None = None) -> list[Unit] | None:
        """The unit tree on a day (today), or the branch below a unit: each after its parent, siblings in order."""
        day, caller = on or today(), info.context.caller
        async with info.context.session() as session:
            if root_id is None:
                return show_all(Unit, await tree.tree(session, caller, day))
            return show_all(Unit, await tree.subtree(session, caller, root_id, day))

    @query("unit:read", size=20)
    async def search_units(self, info: Info, words: str, on: date | None = None) -> list[Unit] | None:
        """Units whose names hold all the words, with or without diacritics, or whose code is the text; 20 at most."""
        async with info.context.session() as session:
            return show_all(Unit, await tree.search_units(session, info.context.caller, words, on or today()))

    @query("unit:read")
    async def unit(self, info: Info, id: UUID, on: date | None = None) -> Unit | None:
        """One unit as it stands on a day (today); a closed one rests below its successor."""
        async with info.context.session() as session:
            return show(Unit, await tree.unit(session, info.context.caller, id, on or today()))

    @query("unit:read")
    async def unit_history(self, info: Info, id: UUID) -> list[UnitPlace] | None:
        """All names and places of a unit, oldest first, those to come included."""
        async with info.context.session() as session:
            return show_all(UnitPlace, await tree.history(session, info.context.caller, id))


@strawberry.input(description="A unit to open; without a parent it is a root.")
class OpenUnitInput:
    """The facts of a new unit."""

    code: str
    name: str
    kind: str
    parent_id: UUID | None = None
    opened: date
    field: str | None = None
    commune_code: str | None = None
    position: int = 0
    establishment: int = 0
    document_number: str | None = None


@strawberry.input(description="Another name for a unit from a day on.")
class RenameUnitInput:
    """Which unit, its name, and when."""

    unit_id: UUID
    name: str
    on: date
    document_number: str | None = None


@strawberry.input(description="Another place for a unit among its siblings from a day on.")
class ReorderUnitInput:
    """Which unit, its place, and when."""

    unit_id: UUID
    position: int
    on: date
    document_number: str | None = None


@strawberry.input(description="How many posts (biên chế) a unit has from a day on.")
class SetEstablishmentInput:
    """Which unit, how many, and when."""

    unit_id: UUID
    posts: int
    on: date
    document_number: str | None = None


@strawberry.input(description="Put a unit with its branch below another from a day on.")
class MoveUnitInput:
    """Which unit goes where, and when."""

    unit_id: UUID
    parent_id: UUID
    on: date
    document_number: str | None = None


@strawberry.input(description="Merge a unit into another on a day.")
class MergeUnitInput:
    """Which unit ends in which, and when."""

    unit_id: UUID
    into_id: UUID
    on: date
    document_number: str | None = None


@strawberry.input(description="Close a unit that holds neither units nor people from that day on.")
class CloseUnitInput:
    """Which unit closes, and when; below its successor whoever is responsible reaches its past."""

    unit_id: UUID
    on: date
    successor_id: UUID | None = None
    document_number: str | None = None


@strawberry.type
class UnitMutation:
    """What administrators do to the tree."""

    @mutation("unit:manage")
    async def open_unit(self, info: Info, input: OpenUnitInput) -> Unit | None:
        """Open a unit below another from its first day on."""
        caller = info.context.caller
        async with info.context.session() as session:
            unit_id = await units.open_unit(session, caller, units.NewUnit(**plain(input)))
            return show(Unit, await tree.unit(session, caller, unit_id, input.opened))

    @mutation("unit:manage")
    async def rename_unit(self, info: Info, input: RenameUnitInput) -> Unit | None:
        """Give a unit another name; the past keeps the old one."""
        caller = info.context.caller
        async with info.context.session() as session:
            await units.rename_unit(session, caller, **plain(input))
            return show(Unit, await tree.unit(session, caller, input.unit_id, input.on))

    @mutation("unit:manage")
    async def reorder_unit(self, info: Info, input: ReorderUnitInput) -> Unit | None:
        """Put a unit elsewhere among its siblings."""
        caller = info.context.caller
        async with info.context.session() as session:
            await units.reorder_unit(session, caller, **plain(input))
            return show(Unit, await tree.unit(session, caller, input.unit_id, input.on))

    @mutation("unit:manage")
    async def set_establishment(self, info: Info, input: SetEstablishmentInput) -> Unit | None:
        """Fix how many posts a unit has."""
        caller = info.context.caller
        async with info.context.session() as session:
            await units.set_establishment(session, caller, **plain(input))
            return show(Unit, await tree.unit(session, caller, input.unit_id, input.on))

    @mutation("unit:manage")
    async def move_unit(self, info: Info, input: MoveUnitInput) -> Unit | None:
        """Put a unit with its branch below another; before that day the tree keeps its shape."""
        caller = info.context.caller
        async with info.context.session() as session:
            await units.move_unit(session, caller, **plain(input))
            return show(Unit, await tree.unit(session, caller, input.unit_id, input.on))

    @mutation("unit:manage")
    async def merge_unit(self, info: Info, input: MergeUnitInput) -> Unit | None:
        """Merge a unit into another, which takes over its units and people; answers the unit it went into."""
        caller = info.context.caller
        async with info.context.session() as session:
            await units.merge_unit(session, caller, **plain(input))
            return show(Unit, await tree.unit(session, caller, input.into_id, input.on))

    @mutation("unit:manage")
    async def close_unit(self, info: Info, input: CloseUnitInput) -> Unit | None:
        """Close an empty unit."""
        caller = info.context.caller
        async with info.context.session() as session:
            await units.close_unit(session, caller, **plain(input))
            return show(Unit, await tree.unit(session, caller, input.unit_id, input.on))

"""/Groups: units, and whose primary post is in them."""

from typing import Any, Final

from litestar import Request, Response, delete, get, patch, post, put
from scim2_models import Context

from api.door import AtDoor
from api.scim.protocol import Asking, asking, version_of
from api.scim.resources import GROUP_COLUMNS, UnitGroup, group_of, wanted_unit
from tenants.scim import units, views

AT: Final = "/scim/v2/Groups"
ONE: Final = f"{AT}/{{id:str}}"


@get(AT)
async def listed(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """A page of units; who is in them is left out when asked for so (`excludedAttributes=members`)."""
    ask = await asking(request, door)
    window, wanted = ask.window(), ask.condition(UnitGroup, GROUP_COLUMNS)
    async with ask.session() as session:
        total, found = await views.units(session, wanted, window)
        members = await views.members(session, [view.id for view in found])
    return ask.page(total, window, [group_of(view, members[view.id]) for view in found])


@get(ONE)
async def read(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """One unit."""
    ask = await asking(request, door)
    found = await _read(ask)
    if request.headers.get("if-none-match") == version_of(found):
        return Response(b"", status_code=304)
    return ask.one(found, Context.RESOURCE_QUERY_RESPONSE)


@post(AT, status_code=201)
async def create(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """Open a unit, or take over the one of that code."""
    ask = await asking(request, door)
    given = await ask.given(UnitGroup, Context.RESOURCE_CREATION_REQUEST)
    async with ask.session() as session:
        wanted = wanted_unit(given, members=bool(given.members))
        unit_id = await units.create(session, ask.caller, wanted)
        found = group_of(await views.unit(session, unit_id), (await views.members(session, [unit_id]))[unit_id])
    return ask.one(found, Context.RESOURCE_CREATION_RESPONSE, 201)


@put(ONE)
async def replace(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """Bring a unit to what the body says; a body without members leaves who is in it."""
    ask = await asking(request, door)
    given = await ask.given(UnitGroup, Context.RESOURCE_REPLACEMENT_REQUEST)
    return await _change(ask, given)


@patch(ONE)
async def modify(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """Apply operations to a unit."""
    return await _change(await asking(request, door), None)


@delete(ONE, status_code=204)
async def remove(request: Request[Any, Any, Any], door: AtDoor) -> None:
    """Close an empty unit."""
    ask = await asking(request, door)
    async with ask.session() as session:
        await units.remove(session, ask.caller, ask.id())


async def _read(ask: Asking) -> UnitGroup:
    unit_id = ask.id()
    async with ask.session() as session:
        view = await views.unit(session, unit_id)
        return group_of(view, (await views.members(session, [unit_id]))[unit_id])


async def _change(ask: Asking, given: UnitGroup | None) -> Response[bytes]:
    before = await _read(ask)
    ask.check_version(version_of(before))
    if given is None:
        await ask.patch(before)
        wanted = wanted_unit(before, members=True)
    else:
        wanted = wanted_unit(given, members=given.members is not None)
    async with ask.session() as session:
        await units.update(session, ask.caller, ask.id(), wanted)
    return ask.one(await _read(ask), Context.RESOURCE_REPLACEMENT_RESPONSE)


HANDLERS: Final = (listed, read, create, replace, modify, remove)

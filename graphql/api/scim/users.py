"""/Users: cadres."""

from typing import Any, Final

from litestar import Request, Response, delete, get, patch, post, put
from scim2_models import Context

from api.door import AtDoor
from api.scim.protocol import Asking, asking, version_of
from api.scim.resources import USER_COLUMNS, CadreUser, user_of, wanted_person, with_name_in_parts
from tenants.scim import people, views

AT: Final = "/scim/v2/Users"
ONE: Final = f"{AT}/{{id:str}}"


@get(AT)
async def listed(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """A page of people."""
    ask = await asking(request, door)
    window, wanted = ask.window(), ask.condition(CadreUser, USER_COLUMNS)
    async with ask.session() as session:
        total, found = await views.people(session, wanted, window)
    return ask.page(total, window, [user_of(view) for view in found])


@get(ONE)
async def read(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """One person."""
    ask = await asking(request, door)
    async with ask.session() as session:
        found = user_of(await views.person(session, ask.id()))
    if request.headers.get("if-none-match") == version_of(found):
        return Response(b"", status_code=304)
    return ask.one(found, Context.RESOURCE_QUERY_RESPONSE)


@post(AT, status_code=201)
async def create(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """Take a person over by personal number, or add them."""
    ask = await asking(request, door)
    wanted = wanted_person(await ask.given(CadreUser, Context.RESOURCE_CREATION_REQUEST))
    async with ask.session() as session:
        person_id = await people.create(session, ask.caller, wanted)
        made = user_of(await views.person(session, person_id))
    return ask.one(made, Context.RESOURCE_CREATION_RESPONSE, 201)


@put(ONE)
async def replace(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """Bring a person to what the body says."""
    ask = await asking(request, door)
    given = await ask.given(CadreUser, Context.RESOURCE_REPLACEMENT_REQUEST)
    return await _change(ask, given)


@patch(ONE)
async def modify(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """Apply operations to a person."""
    return await _change(await asking(request, door), None)


@delete(ONE, status_code=204)
async def remove(request: Request[Any, Any, Any], door: AtDoor) -> None:
    """End a person's posts and access."""
    ask = await asking(request, door)
    async with ask.session() as session:
        await people.remove(session, ask.caller, ask.id())


async def _change(ask: Asking, given: CadreUser | None) -> Response[bytes]:
    person_id = ask.id()
    async with ask.session() as session:
        before = user_of(await views.person(session, person_id))
        ask.check_version(version_of(before))
        if given is None:
            given = with_name_in_parts(before)
            await ask.patch(given)
        await people.update(session, ask.caller, person_id, wanted_person(given))
        after = user_of(await views.person(session, person_id))
    return ask.one(after, Context.RESOURCE_REPLACEMENT_RESPONSE)


HANDLERS: Final = (listed, read, create, replace, modify, remove)

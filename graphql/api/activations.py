"""First sign-ins: whom an activation link is for, and choosing the password with it."""

from typing import Any, Final

import msgspec
from litestar import Request, Response, post

from api.door import AtDoor
from api.sessions import JSON, LARGEST_FORM, Opened, session_cookie
from kernel.errors import BadInput
from tenants.accounts import activation


class Link(msgspec.Struct):
    """The token of a link; in the body, so that no log of addresses has it."""

    token: str


class Chosen(Link):
    """The link's token and the password that was chosen."""

    password: str


@post("/activation/who", status_code=200, request_max_body_size=LARGEST_FORM)
async def who(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """Whose account a link activates."""
    given = await _read(request, Link)
    found = await activation.invited(door.db, given.token)
    body = {"tenant": found.tenant, "tenantName": found.tenant_name, "login": found.login}
    return Response(msgspec.json.encode(body), media_type=JSON)


@post("/activation", status_code=201, request_max_body_size=LARGEST_FORM)
async def activate(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """Choose the first password and be signed in."""
    given = await _read(request, Chosen)
    opened = await activation.activate(door.db, given.token, given.password)
    cookie = session_cookie(door, opened.token, door.settings.session_hours * 3600)
    body = msgspec.json.encode(Opened(opened.csrf, opened.expires_at))
    return Response(body, media_type=JSON, cookies=[cookie])


async def _read(request: Request[Any, Any, Any], kind: type[Link]) -> Any:  # noqa: ANN401 - one of the two above
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except msgspec.MsgspecError as error:
        raise BadInput(expected="token, password dạng JSON", expected_en=f"JSON ({error})") from error


HANDLERS: Final = (who, activate)

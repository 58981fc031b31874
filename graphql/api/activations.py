"""First use of an account: its holder chooses a password with the one-time code they were handed."""

from typing import Any, Final

import msgspec
from litestar import Request, Response, post

from api.door import AtDoor
from api.sessions import JSON, LARGEST_FORM, Opened, session_cookie
from kernel.errors import BadInput
from tenants.accounts.activation import activate


class FirstUse(msgspec.Struct):
    """What a person types, or a link fills in, to use an account for the first time."""

    tenant: str
    login: str
    code: str
    password: str


@post("/activation", status_code=201, request_max_body_size=LARGEST_FORM)
async def first_use(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """Choose the first password and be signed in."""
    try:
        given = msgspec.json.decode(await request.body(), type=FirstUse)
    except msgspec.MsgspecError as error:
        expected = "tenant, login, code, password dạng JSON"
        raise BadInput(expected=expected, expected_en=f"JSON ({error})") from error
    address = request.client.host if request.client else "unknown"
    opened = await activate(door.db, given.tenant, given.login, given.code, given.password, address=address)
    cookie = session_cookie(door, opened.token, door.settings.session_hours * 3600)
    body = msgspec.json.encode(Opened(opened.csrf, opened.expires_at))
    return Response(body, media_type=JSON, cookies=[cookie])


HANDLERS: Final = (first_use,)

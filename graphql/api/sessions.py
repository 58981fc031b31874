"""Signing in and out of a browser: the session's token goes into a cookie no script can read."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import msgspec
from litestar import Request, Response, delete, get, post
from litestar.datastructures import Cookie

from api.callers import COOKIE
from api.door import AtDoor, Door
from kernel.errors import BadInput, Unauthenticated
from kernel.secrets import tenant_of_token
from tenants.accounts import rules
from tenants.accounts.actions import sign_in, sign_out

LARGEST_FORM: Final = 8_192
RETURN: Final = "roviec_return"
JSON: Final = "application/json; charset=utf-8"


class Credentials(msgspec.Struct):
    """What a person types to sign in."""

    tenant: str
    login: str
    password: str


class Opened(msgspec.Struct, rename="camel"):
    """What the page learns of its session: the proof to send with each change, and when the session ends."""

    csrf_token: str
    expires_at: datetime | None = None


def session_cookie(door: Door, token: str, seconds: int) -> Cookie:
    """The cookie that holds a session's token."""
    return Cookie(
        key=COOKIE,
        value=token,
        max_age=seconds,
        path="/",
        httponly=True,
        secure=door.settings.secure_cookies,
        samesite="lax",
    )


def return_cookie(door: Door, token: str, seconds: int) -> Cookie:
    """The cookie that holds the session of one's own province while one practises in its training twin."""
    return replace(session_cookie(door, token, seconds), key=RETURN)


@post("/session", status_code=201, request_max_body_size=LARGEST_FORM)
async def open_session(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """Sign in with tenant, login and password."""
    try:
        given = msgspec.json.decode(await request.body(), type=Credentials)
    except msgspec.MsgspecError as error:
        raise BadInput(expected="tenant, login, password dạng JSON", expected_en=f"JSON ({error})") from error
    address = request.client.host if request.client else "unknown"
    opened = await sign_in(door.db, given.tenant, given.login, given.password, address=address)
    cookie = session_cookie(door, opened.token, door.settings.session_hours * 3600)
    body = msgspec.json.encode(Opened(opened.csrf, opened.expires_at))
    return Response(body, media_type=JSON, cookies=[cookie])


@get("/session")
async def read_session(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """The proof again, for a page that was loaded anew; no other site's script can read this answer."""
    await door.callers.known(request, changing=False)
    token = request.cookies.get(COOKIE)
    if token is None:
        raise Unauthenticated()
    return Response(msgspec.json.encode(Opened(rules.csrf_of(token))), media_type=JSON)


@delete("/session", status_code=204)
async def close_session(request: Request[Any, Any, Any], door: AtDoor) -> Response[None]:
    """Sign out; a session that has ended already is as good."""
    caller = await door.callers.of(request, changing=True)
    token = request.cookies.get(COOKIE)
    if caller is not None and token is not None:
        async with door.db.tenant(caller.tenant_id) as session:
            await sign_out(session, token)
        await _leave_behind(request.cookies.get(RETURN), door)
    return Response(None, status_code=204, cookies=[session_cookie(door, "", 0), return_cookie(door, "", 0)])


async def _leave_behind(token: str | None, door: Door) -> None:
    """End the session to which whoever practises would have returned."""
    tenant_id = tenant_of_token(token or "")
    if token is not None and tenant_id is not None:
        async with door.db.tenant(tenant_id) as session:
            await sign_out(session, token)


HANDLERS: Final = (open_session, read_session, close_session)

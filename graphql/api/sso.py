"""Signing in at the tenant's own identity provider: away from here, and back with a session."""

from typing import Any, Final
from urllib.parse import urlencode

from litestar import Request, Response, get
from litestar.datastructures import Cookie
from litestar.params import FromPath
from litestar.response import Redirect

from api.door import AtDoor, Door
from api.sessions import session_cookie
from kernel.errors import Refusal
from tenants.accounts.sso.attempts import LIFE
from tenants.accounts.sso.errors import SignInInterrupted
from tenants.accounts.sso.querying import Ways, ways_in

ATTEMPT: Final = "roviec_sso"
BACK: Final = "/session/sso/back"
HOME: Final = "/console/"


@get("/session/ways/{tenant:str}")
async def ways(tenant: FromPath[str], door: AtDoor) -> Ways:
    """How people of a tenant sign in; an unknown tenant answers as one with passwords."""
    return await ways_in(door.db, tenant)


@get("/session/sso/{tenant:str}")
async def depart(tenant: FromPath[str], request: Request[Any, Any, Any], door: AtDoor) -> Response[Any]:
    """Send the browser to the tenant's identity provider."""
    try:
        departure = await door.sso.depart(tenant, _back(request, door))
    except Refusal as refusal:
        return _home(refusal)
    return Redirect(departure.address, status_code=302, cookies=[_attempt(door, departure.kept)])


@get(BACK)
async def arrive(request: Request[Any, Any, Any], door: AtDoor) -> Response[Any]:
    """Come back from the identity provider with a code, and go on to the console, signed in or told why not."""
    said = request.query_params
    try:
        if "error" in said or not said.get("code"):
            raise SignInInterrupted()
        opened = await door.sso.arrive(request.cookies.get(ATTEMPT), said.get("state", ""), said["code"])
    except Refusal as refusal:
        return _home(refusal, cookies=[_attempt(door, "")])
    cookies = [session_cookie(door, opened.token, door.settings.session_hours * 3600), _attempt(door, "")]
    return Redirect(HOME, status_code=302, cookies=cookies)


def _home(refusal: Refusal, cookies: list[Cookie] | None = None) -> Response[Any]:
    return Redirect(f"{HOME}?{urlencode({'refused': refusal.code})}", status_code=302, cookies=cookies or [])


def _back(request: Request[Any, Any, Any], door: Door) -> str:
    base = door.settings.public_url or str(request.base_url)
    return base.rstrip("/") + BACK


def _attempt(door: Door, kept: str) -> Cookie:
    """The attempt in the browser; `lax`, so that it comes along when the provider sends the browser back."""
    return Cookie(
        key=ATTEMPT,
        value=kept,
        max_age=int(LIFE.total_seconds()) if kept else 0,
        path="/session/sso",
        httponly=True,
        secure=door.settings.secure_cookies,
        samesite="lax",
    )


HANDLERS: Final = (ways, depart, arrive)

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
TRIED: Final = "/console/dang-nhap-mot-lan"


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
        return _to(HOME, refused=refusal.code)
    return Redirect(departure.address, status_code=302, cookies=[_attempt(door, departure.kept)])


@get("/session/sso-trial")
async def depart_on_trial(request: Request[Any, Any, Any], door: AtDoor) -> Response[Any]:
    """Send an administrator to the tenant's identity provider, to see what would happen; nobody is signed in by it."""
    try:
        caller = await door.callers.known(request, changing=False)
        departure = await door.sso.depart_on_trial(caller, _back(request, door))
    except Refusal as refusal:
        return _to(TRIED, refused=refusal.code)
    return Redirect(departure.address, status_code=302, cookies=[_attempt(door, departure.kept)])


@get(BACK)
async def arrive(request: Request[Any, Any, Any], door: AtDoor) -> Response[Any]:
    """Come back from the identity provider with a code, and go on to the console, signed in or told why not."""
    said = request.query_params
    over = _attempt(door, "")
    page = HOME
    try:
        attempt = door.sso.attempt(request.cookies.get(ATTEMPT), said.get("state", ""))
        page = TRIED if attempt.trial else HOME
        if "error" in said or not said.get("code"):
            raise SignInInterrupted()
        if attempt.trial:
            tried = await door.sso.arrive_on_trial(attempt, said["code"])
            return _to(TRIED, over, tried=tried.outcome, claims=" ".join(tried.claims))
        opened = await door.sso.arrive(attempt, said["code"])
    except Refusal as refusal:
        return _to(page, over, refused=refusal.code)
    cookies = [session_cookie(door, opened.token, door.settings.session_hours * 3600), over]
    return Redirect(HOME, status_code=302, cookies=cookies)


def _to(page: str, *cookies: Cookie, **said: str) -> Response[Any]:
    return Redirect(f"{page}?{urlencode(said)}", status_code=302, cookies=list(cookies))


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


HANDLERS: Final = (ways, depart, depart_on_trial, arrive)

"""Training mode: going over to the province's training twin and back, in the browser, without a second password."""

from typing import Any, Final

import msgspec
from litestar import Request, Response, delete, post

from api.callers import COOKIE
from api.door import AtDoor
from api.sessions import JSON, RETURN, Opened, return_cookie, session_cookie
from kernel.errors import Forbidden, Unauthenticated
from kernel.secrets import tenant_of_token
from tenants.accounts import queries, rules
from tenants.accounts.actions import sign_out
from tenants.onboarding import training


@post("/session/training", status_code=201)
async def begin(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """Practise as oneself; the own session is kept to return to. Programs with a token are refused."""
    caller = await door.callers.known(request, changing=True)
    token = request.cookies.get(COOKIE)
    if token is None or caller.token_scopes is not None:
        raise Forbidden()
    opened = await training.enter(door.db, caller)
    seconds = door.settings.session_hours * 3600
    cookies = [session_cookie(door, opened.token, seconds), return_cookie(door, token, seconds)]
    return Response(msgspec.json.encode(Opened(opened.csrf, opened.expires_at)), media_type=JSON, cookies=cookies)


@delete("/session/training", status_code=200)
async def end(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """Return to one's own session; training over, its cookie alone still leads back."""
    caller = await door.callers.of(request, changing=True)
    practised, own = request.cookies.get(COOKIE), request.cookies.get(RETURN)
    tenant_id = tenant_of_token(own or "")
    if own is None or tenant_id is None:
        raise Unauthenticated()
    async with door.db.tenant(tenant_id) as session:
        if await queries.caller_by_session(session, own) is None:
            raise Unauthenticated()
    if caller is not None and practised is not None:
        async with door.db.tenant(caller.tenant_id) as session:
            await sign_out(session, practised)
    cookies = [session_cookie(door, own, door.settings.session_hours * 3600), return_cookie(door, "", 0)]
    return Response(msgspec.json.encode(Opened(rules.csrf_of(own))), media_type=JSON, cookies=cookies)


HANDLERS: Final = (begin, end)

"""Who sends a request: a browser by its session's cookie, or a program by its token."""

import time
from typing import Any, Final

from litestar import Request

from api.compiled.lines import Lines
from api.compiled.statements import ENTER, Statement, rows
from kernel.clock import utc_now
from kernel.database import Database
from kernel.errors import Refusal, TenantClosing, Unauthenticated
from kernel.secrets import tenant_of_token, token_hash
from policies.authority import Caller
from tenants.accounts import queries, rules
from tenants.registry import queries as registry
from tenants.registry.errors import TenantMoved

COOKIE: Final = "roviec_session"
CSRF_HEADER: Final = "x-csrf-token"
BEARER: Final = "bearer "
CALLER: Final = Statement.of(queries.CALLER)
MOVED: Final = Statement.of(registry.MOVED)
NOTED_EVERY: Final = 600.0  # seconds
NOTED_AT_ONCE: Final = 10_000


class ForeignPage(Refusal):
    """A change came with a session's cookie but without the proof that our own page sent it."""

    code = "CSRF_REQUIRED"
    vi = "Yêu cầu thiếu mã bảo vệ của phiên (X-CSRF-Token). Hãy tải lại trang rồi thử lại."
    en = "The request lacks the session's proof (X-CSRF-Token). Load the page again and retry."


class Callers:
    """Finds the caller of a request, with the roles of this moment."""

    def __init__(self, lines: Lines, db: Database) -> None:
        self._lines = lines
        self._db = db
        self._noted: dict[bytes, float] = {}

    async def of(self, request: Request[Any, Any, Any], *, changing: bool) -> Caller | None:
        """The caller, or nobody for a request without credentials or with ones that hold no longer.

        A token goes before a cookie. Raises `ForeignPage` for a change with a cookie but without its proof.
        """
        authorization = request.headers.get("authorization", "")
        if authorization[: len(BEARER)].lower() == BEARER:
            return await self._look_up(rules.TOKEN_PREFIX, authorization[len(BEARER) :].strip())
        cookie = request.cookies.get(COOKIE)
        if not cookie:
            return None
        caller = await self._look_up(rules.SESSION_PREFIX, cookie)
        if caller is not None and changing and not rules.csrf_matches(cookie, request.headers.get(CSRF_HEADER)):
            raise ForeignPage()
        return caller

    async def known(self, request: Request[Any, Any, Any], *, changing: bool) -> Caller:
        """The caller; raises `Unauthenticated` when there is none, `TenantClosing` for a change of read-only data."""
        caller = await self.of(request, changing=changing)
        if caller is None:
            await self.refuse_moved(request)
            raise Unauthenticated()
        if changing and caller.closing:
            raise TenantClosing()
        return caller

    async def refuse_moved(self, request: Request[Any, Any, Any]) -> None:
        """Raise `TenantMoved` where credentials that hold no longer are of a tenant that joined another."""
        authorization = request.headers.get("authorization", "")
        bearer = authorization[len(BEARER) :].strip() if authorization[: len(BEARER)].lower() == BEARER else None
        tenant_id = tenant_of_token(bearer or request.cookies.get(COOKIE) or "")
        if tenant_id is not None:
            found = await self._lines.ask(ENTER.asked({"tenant": tenant_id}), MOVED.asked({"tenant": tenant_id}))
            for slug, name in rows(found[1]):
                raise TenantMoved("tenant", slug=slug, name=name)

    async def _look_up(self, prefix: str, token: str) -> Caller | None:
        """As `tenants.accounts.queries` does it, by a line: this stands before every request."""
        tenant_id = tenant_of_token(token)
        if tenant_id is None or not token.startswith(f"{prefix}_"):
            return None
        hashed = token_hash(token)
        values = queries.caller_values(tenant_id, hashed, None, utc_now())
        found = await self._lines.ask(ENTER.asked(values), CALLER.asked(values))
        caller = queries.caller_from(tenant_id, rows(found[1]))
        if caller is not None and caller.token_scopes is not None:
            await self._note_use(tenant_id, hashed, values)
        return caller

    async def _note_use(self, tenant_id: int, hashed: bytes, values: dict[str, object]) -> None:
        """Note that a token was used, at most every ten minutes: a read must not cost a write each time."""
        now = time.monotonic()
        if now - self._noted.get(hashed, -NOTED_EVERY) < NOTED_EVERY:
            return
        if len(self._noted) >= NOTED_AT_ONCE:
            self._noted.clear()
        self._noted[hashed] = now
        async with self._db.tenant(tenant_id) as session:
            await session.execute(queries.TOKEN_USED, values)

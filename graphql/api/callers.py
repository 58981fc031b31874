"""Who sends a request: a browser by its session's cookie, or a program by its token."""

from typing import Any, Final

from litestar import Request

from kernel.database import Database
from kernel.errors import Refusal, Unauthenticated
from kernel.secrets import tenant_of_token
from policies.authority import Caller
from tenants.accounts import queries, rules

COOKIE: Final = "roviec_session"
CSRF_HEADER: Final = "x-csrf-token"
BEARER: Final = "bearer "


class ForeignPage(Refusal):
    """A change came with a session's cookie but without the proof that our own page sent it."""

    code = "CSRF_REQUIRED"
    vi = "Yêu cầu thiếu mã bảo vệ của phiên (X-CSRF-Token). Hãy tải lại trang rồi thử lại."
    en = "The request lacks the session's proof (X-CSRF-Token). Load the page again and retry."


class Callers:
    """Finds the caller of a request, with the roles of this moment."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def of(self, request: Request[Any, Any, Any], *, changing: bool) -> Caller | None:
        """The caller, or nobody for a request without credentials or with ones that hold no longer.

        A token goes before a cookie. Raises `ForeignPage` for a change with a cookie but without its proof.
        """
        authorization = request.headers.get("authorization", "")
        if authorization[: len(BEARER)].lower() == BEARER:
            return await self._by_token(authorization[len(BEARER) :].strip())
        cookie = request.cookies.get(COOKIE)
        if not cookie:
            return None
        caller = await self._by_session(cookie)
        if caller is not None and changing and not rules.csrf_matches(cookie, request.headers.get(CSRF_HEADER)):
            raise ForeignPage()
        return caller

    async def known(self, request: Request[Any, Any, Any], *, changing: bool) -> Caller:
        """The caller; raises `Unauthenticated` when there is none."""
        caller = await self.of(request, changing=changing)
        if caller is None:
            raise Unauthenticated()
        return caller

    async def _by_token(self, token: str) -> Caller | None:
        tenant_id = tenant_of_token(token)
        if tenant_id is None:
            return None
        async with self._db.tenant(tenant_id) as session:
            return await queries.caller_by_token(session, token)

    async def _by_session(self, token: str) -> Caller | None:
        tenant_id = tenant_of_token(token)
        if tenant_id is None:
            return None
        async with self._db.tenant(tenant_id) as session:
            return await queries.caller_by_session(session, token)

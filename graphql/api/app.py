"""The Litestar application: GraphQL, sessions, files, health and a few pages, behind one translator of errors."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from litestar import Litestar, Request, Response
from litestar.di import Provide
from litestar.exceptions import HTTPException

from api import (
    activations,
    archives,
    audits,
    dossiers,
    grids,
    intake,
    lists,
    papers,
    practice,
    registers,
    scim,
    sessions,
    sso,
    statistics,
    uploads,
    workbooks,
)
from api.callers import Callers
from api.compiled.lines import Lines
from api.compiled.running import Reads
from api.console import console
from api.controller import graphql_get, graphql_post
from api.documents import Documents
from api.door import Check, Door
from api.errors import STATUS, language_of, refusal_of, told
from api.headers import with_security_headers
from api.health import database_check, live, ready, statistics_check
from api.pages import pages
from api.schema import build_schema
from kernel.database import Database
from kernel.errors import BadInput, NotFound, Refusal
from kernel.sealing import open_seal
from kernel.settings import Settings
from kernel.storage import Store
from tenants.accounts.sso.discovery import open_providers
from tenants.accounts.sso.signing_in import SingleSignOn

LINES: Final = 4  # connections for compiled reads, beside those of the pool
ROOMS: Final = (
    sessions,
    activations,
    practice,
    sso,
    uploads,
    workbooks,
    grids,
    registers,
    intake,
    lists,
    dossiers,
    papers,
    audits,
    archives,
    statistics,
    scim,
)
REST: Final = tuple(handler for room in ROOMS for handler in room.HANDLERS)


class RequestTooLarge(Refusal):
    """More bytes than this address takes."""

    code = "REQUEST_TOO_LARGE"
    vi = "Nội dung gửi quá lớn."
    en = "The request is too large."


class MethodNotAllowed(Refusal):
    """This address does not know that method."""

    code = "METHOD_NOT_ALLOWED"
    vi = "Địa chỉ này không nhận phương thức đó."
    en = "This address does not take that method."


def create_app(
    settings: Settings,
    db: Database,
    store: Store,
    *,
    stats: Database | None = None,
    checks: Mapping[str, Check] | None = None,
) -> Litestar:
    """The application over one database; `checks` add to readiness what else it depends on (the broker).

    `stats` is the same database under the role that reads releases, for the ministries.
    """
    schema = build_schema()
    lines = Lines(db.url, LINES)
    door = Door(
        settings=settings,
        db=db,
        store=store,
        schema=schema,
        documents=Documents(schema.core, introspection=settings.introspection),
        callers=Callers(lines, db),
        reads=Reads(schema.core, lines),
        sso=SingleSignOn(db, open_seal(settings), open_providers(settings)),
        stats=stats,
        checks={
            "database": database_check(db),
            **({"statistics": statistics_check(stats)} if stats is not None else {}),
            **(checks or {}),
        },
    )
    return Litestar(
        route_handlers=[graphql_get, graphql_post, live, ready, *REST, *console(), *pages()],
        dependencies={"door": Provide(lambda: door, sync_to_thread=False)},
        exception_handlers={Exception: _refuse},
        middleware=[with_security_headers],
        on_shutdown=[lines.close],
        openapi_config=None,
        logging_config=None,
        debug=False,
    )


def _refuse(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Whatever was raised outside a GraphQL operation, in the same shape as GraphQL's errors."""
    refusal = _of_framework(error) if isinstance(error, HTTPException) else refusal_of(error)
    status = STATUS.get(refusal.code, 400)
    language = language_of(request.headers.get("accept-language"))
    body = msgspec.json.encode({"errors": [told(refusal, language)]})
    return Response(body, status_code=status, media_type="application/json; charset=utf-8")


def _of_framework(error: HTTPException) -> Refusal:
    if error.status_code == 404:
        return NotFound()
    if error.status_code == 405:
        return MethodNotAllowed()
    if error.status_code == 413:
        return RequestTooLarge()
    if error.status_code < 500 or "disconnected" in error.detail:
        return BadInput(expected=error.detail, expected_en=error.detail)
    return refusal_of(error)

"""Lists as files: history of an earlier system, and crosswalks, with a dry run and errors row by row."""

from typing import Any, Final

import msgspec
from litestar import Request, Response, post
from litestar.params import FromQuery

from api.bodies import Body
from api.door import AtDoor
from api.schema.scalars import read_date
from api.workbooks import JSON, LIMIT, DryRun, From, shown
from kernel.clock import utc_now
from policies.authority import authorize
from tenants.catalogue.crosswalk import importing
from tenants.catalogue.errors import WorkbookTooLarge
from tenants.catalogue.excel.workbook import LARGEST_FILE
from tenants.imported import actions


@post("/imported-history", status_code=200, request_max_body_size=None)
async def import_history(
    request: Request[Any, Any, Any], door: AtDoor, source: FromQuery[str], dry_run: DryRun = True
) -> Response[bytes]:
    """Bring in the Excel or CSV file in the request's body; all rows or none, nothing at all as a dry run."""
    caller = await door.callers.known(request, changing=True)
    authorize(caller, "history", "import")
    data = await whole(request)
    async with door.db.tenant(caller.tenant_id) as session:
        found = await actions.bring_in(session, caller, source, data, dry_run=dry_run, now=utc_now())
    return told(found, refused=bool(found.error_count) and not dry_run)


@post("/catalogue/crosswalks", status_code=200, request_max_body_size=None)
async def import_crosswalk(
    request: Request[Any, Any, Any],
    door: AtDoor,
    kind: FromQuery[str],
    title: FromQuery[str],
    document: FromQuery[str],
    effective_from: From,
    dry_run: DryRun = True,
) -> Response[bytes]:
    """Bring in a crosswalk (`job_position`, `work_item`) from Excel or CSV, to be applied apart."""
    caller = await door.callers.known(request, changing=True)
    authorize(caller, "catalogue", "manage")
    given = importing.CrosswalkInput(kind, title, document, read_date(effective_from))
    data = await whole(request)
    async with door.db.tenant(caller.tenant_id) as session:
        found = await importing.bring_in(session, caller, given, data, dry_run=dry_run, now=utc_now())
    return told(found, refused=bool(found.error_count) and not dry_run)


async def whole(request: Request[Any, Any, Any]) -> bytes:
    """The file in the request's body."""
    data = await Body(request, LARGEST_FILE).whole()
    if data is None:
        raise WorkbookTooLarge("file", limit=LIMIT, limit_en=LIMIT)
    return data


def told(found: object, *, refused: bool) -> Response[bytes]:
    """What was found in a file, in the spelling of the API."""
    return Response(msgspec.json.encode(shown(found)), status_code=422 if refused else 200, media_type=JSON)


HANDLERS: Final = (import_history, import_crosswalk)

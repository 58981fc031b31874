"""The catalogue as Excel files: exported, and imported all rows or none with a list of what is wrong where."""

import dataclasses
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Any, Final

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromQuery, QueryParameter
from sqlalchemy.ext.asyncio import AsyncSession

from api.bodies import Body
from api.door import AtDoor, Door
from api.errors import camel
from api.schema.scalars import read_date
from kernel.clock import today, utc_now
from policies.authority import Caller, authorize
from tenants.catalogue import exports, imports
from tenants.catalogue.errors import WorkbookTooLarge
from tenants.catalogue.excel.workbook import LARGEST_FILE
from tenants.catalogue.vocabulary import Words

EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JSON: Final = "application/json; charset=utf-8"
LIMIT: Final = f"{LARGEST_FILE // 2**20} MiB"

_TOLD: Final = ("new", "changed", "unchanged", "written", "error_count", "errors", "changes")

From = Annotated[str, QueryParameter(name="effectiveFrom")]
DryRun = Annotated[bool, QueryParameter(name="dryRun")]
Export = Callable[[AsyncSession, Caller, date], Awaitable[bytes]]
Import = Callable[[AsyncSession, Caller, imports.Upload], Awaitable[imports.ImportResult]]


@get("/catalogue/work-items.xlsx")
async def export_items(
    request: Request[Any, Any, Any], door: AtDoor, on: FromQuery[str | None] = None
) -> Response[bytes]:
    """The work items in force on a day (today)."""
    return await _exported(request, door, exports.export_items, on, "dau-viec")


@get("/catalogue/job-positions.xlsx")
async def export_positions(
    request: Request[Any, Any, Any], door: AtDoor, on: FromQuery[str | None] = None
) -> Response[bytes]:
    """The job positions in force on a day (today), with their frameworks."""
    return await _exported(request, door, exports.export_positions, on, "vi-tri-viec-lam")


@post("/catalogue/work-items.xlsx", status_code=200, request_max_body_size=None)
async def import_items(
    request: Request[Any, Any, Any], door: AtDoor, effective_from: From, dry_run: DryRun = False
) -> Response[bytes]:
    """Import work items from the request's body, in force from a day on; a dry run only says what it would do."""
    return await _imported(request, door, imports.import_items, effective_from, dry_run=dry_run)


@post("/catalogue/job-positions.xlsx", status_code=200, request_max_body_size=None)
async def import_positions(
    request: Request[Any, Any, Any], door: AtDoor, effective_from: From, dry_run: DryRun = False
) -> Response[bytes]:
    """Import job positions from the request's body, in force from a day on."""
    return await _imported(request, door, imports.import_positions, effective_from, dry_run=dry_run)


async def _exported(
    request: Request[Any, Any, Any], door: Door, export: Export, on: str | None, name: str
) -> Response[bytes]:
    caller = await door.callers.known(request, changing=False)
    day = read_date(on) if on else today()
    async with door.db.tenant(caller.tenant_id) as session:
        content = await export(session, caller, day)
    headers = {"content-disposition": f'attachment; filename="{name}-{day.isoformat()}.xlsx"'}
    return Response(content, media_type=EXCEL, headers=headers)


async def _imported(
    request: Request[Any, Any, Any], door: Door, take_in: Import, effective_from: str, *, dry_run: bool
) -> Response[bytes]:
    """What an import found; 422 when it was refused for its errors, of which each names sheet, row and column."""
    caller = await door.callers.known(request, changing=True)
    authorize(caller, "catalogue", "manage")
    day = read_date(effective_from)
    data = await Body(request, LARGEST_FILE).whole()
    if data is None:
        raise WorkbookTooLarge("file", limit=LIMIT, limit_en=LIMIT)
    async with door.db.tenant(caller.tenant_id) as session:
        result = await take_in(session, caller, imports.Upload(data, day, dry_run, utc_now()))
    status = 422 if result.error_count and not dry_run else 200
    return Response(msgspec.json.encode(shown(result)), status_code=status, media_type=JSON)


def shown(value: Any) -> Any:  # noqa: ANN401 - parts of a result
    """A result in the spelling of the API: camelCase names, and words in both languages."""
    if isinstance(value, Words):
        return value._asdict()
    if isinstance(value, imports.ImportResult):
        return {camel(name): shown(getattr(value, name)) for name in _TOLD}
    if dataclasses.is_dataclass(value):
        return {camel(part.name): shown(getattr(value, part.name)) for part in dataclasses.fields(value)}
    return [shown(part) for part in value] if isinstance(value, tuple) else value


HANDLERS: Final = (export_items, export_positions, import_items, import_positions)

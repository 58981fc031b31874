"""Units and people as Excel files: brought in after a dry run, all rows or none, and taken out to be changed."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final

import msgspec
from litestar import Request, Response, get, post
from litestar.params import QueryParameter

from api.bodies import Body
from api.door import AtDoor, Door
from api.grids import LARGEST_GRID, MOST_ERRORS, columns_of
from api.schema.scalars import read_date
from api.workbooks import EXCEL, JSON, LIMIT, From, shown
from kernel.clock import today
from kernel.errors import BadInput
from policies.authority import Caller, authorize
from tenants.catalogue.errors import WorkbookTooLarge
from tenants.catalogue.excel import grids
from tenants.catalogue.excel.workbook import LARGEST_FILE, Book, named, open_workbook
from tenants.importing import actions, exports
from tenants.importing.sheets import SHEETS, RegisterChoices, Unmerged
from tenants.importing.vocabulary import ROLES
from tenants.organisation.rules import mask_pin

DryRun = Annotated[bool, QueryParameter(name="dryRun")]
Accounts = Annotated[bool, QueryParameter(name="accounts")]
Fingerprint = Annotated[str | None, QueryParameter(name="fingerprint")]


class Grid(msgspec.Struct):
    """The sheets of a grid, row by row from the first."""

    sheets: dict[str, list[list[grids.Json]]]


@dataclass(frozen=True)
class Asked:
    """Who asks for which import."""

    caller: Caller
    on: date
    accounts: bool


@get("/register/template.xlsx")
async def template(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """An empty workbook with the columns, what to write in each, and the lists to choose from."""
    caller = await door.callers.known(request, changing=False)
    async with door.db.tenant(caller.tenant_id) as session:
        content = await exports.empty_register(session, caller, today())
    return _file(content, "mau-don-vi-con-nguoi")


@get("/register.xlsx")
async def export(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """The open units and everybody with a post today."""
    caller = await door.callers.known(request, changing=False)
    async with door.db.tenant(caller.tenant_id) as session:
        content = await exports.export_register(session, caller, today())
    return _file(content, "don-vi-con-nguoi")


@post("/register.xlsx", status_code=200, request_max_body_size=None)
async def import_file(
    request: Request[Any, Any, Any],
    door: AtDoor,
    effective_from: From,
    dry_run: DryRun = True,
    accounts: Accounts = False,
    fingerprint: Fingerprint = None,
) -> Response[bytes]:
    """What an import of the workbook in the body does; applied only with the fingerprint of its dry run."""
    asked = await _asked(request, door, effective_from, accounts=accounts)
    book = await asyncio.to_thread(open_workbook, await _body(request, LARGEST_FILE))
    upload = actions.Upload(book, asked.on, accounts, fingerprint, dry_run)
    return await _told(door, asked, upload)


@post("/register/reading", status_code=200, request_max_body_size=None)
async def read(
    request: Request[Any, Any, Any], door: AtDoor, effective_from: From, accounts: Accounts = False
) -> Response[bytes]:
    """The workbook in the request's body as a grid, with what an import of it would do; nothing is written."""
    asked = await _asked(request, door, effective_from, accounts=accounts)
    book = await asyncio.to_thread(open_workbook, await _body(request, LARGEST_FILE))
    filled = Unmerged(book)
    sheets = await asyncio.to_thread(grids.grid_of, filled, [sheet.name for sheet in SHEETS])
    formulas = {name: sorted(book.formulas.get(named(book.names, name) or "", ())) for name in sheets}
    upload = actions.Upload(book, asked.on, accounts, most_errors=MOST_ERRORS)
    return await _told(door, asked, upload, {"sheets": sheets, "formulas": formulas})


@post("/register/grid", status_code=200, request_max_body_size=None)
async def check(
    request: Request[Any, Any, Any],
    door: AtDoor,
    effective_from: From,
    dry_run: DryRun = True,
    accounts: Accounts = False,
    fingerprint: Fingerprint = None,
) -> Response[bytes]:
    """What an import of the grid does; it is written, all rows or none, unless it is a dry run."""
    asked = await _asked(request, door, effective_from, accounts=accounts)
    book, _ = await _grid(request)
    upload = actions.Upload(book, asked.on, accounts, fingerprint, dry_run, MOST_ERRORS)
    return await _told(door, asked, upload)


@post("/register/marked.xlsx", status_code=200, request_max_body_size=None)
async def marked(
    request: Request[Any, Any, Any], door: AtDoor, effective_from: From, accounts: Accounts = False
) -> Response[bytes]:
    """The grid as a workbook in which every wrong cell is coloured and says what is wrong."""
    asked = await _asked(request, door, effective_from, accounts=accounts)
    book, sheets = await _grid(request)
    async with door.db.tenant(asked.caller.tenant_id) as session:
        upload = actions.Upload(book, asked.on, accounts, most_errors=MOST_ERRORS)
        result = await actions.import_register(session, asked.caller, upload)
    content = await asyncio.to_thread(grids.write_marked, sheets, result.errors)
    return _file(content, "don-vi-con-nguoi-loi")


async def _asked(request: Request[Any, Any, Any], door: Door, effective_from: str, *, accounts: bool) -> Asked:
    caller = await door.callers.known(request, changing=True)
    authorize(caller, "unit", "manage")
    authorize(caller, "person", "manage")
    return Asked(caller, read_date(effective_from), accounts)


async def _grid(request: Request[Any, Any, Any]) -> tuple[Book, dict[str, list[list[grids.Json]]]]:
    data = await _body(request, LARGEST_GRID)
    try:
        grid = await asyncio.to_thread(msgspec.json.decode, data, type=Grid)
    except msgspec.MsgspecError:
        raise BadInput("sheets", expected="các trang của lưới", expected_en="the sheets of a grid") from None
    known = {sheet.name: grid.sheets[sheet.name] for sheet in SHEETS if sheet.name in grid.sheets}
    dated = {name: [[_undated(cell) for cell in row] for row in rows] for name, rows in known.items()}
    return await asyncio.to_thread(grids.table_of, dated), known


def _undated(cell: grids.Json) -> grids.Json:
    """A date of the grid as the text a person would have written."""
    return cell.get(grids.DATE, cell) if isinstance(cell, dict) else cell


async def _body(request: Request[Any, Any, Any], limit: int) -> bytes:
    data = await Body(request, limit).whole()
    if data is None:
        raise WorkbookTooLarge("file", limit=LIMIT, limit_en=LIMIT)
    return data


async def _told(
    door: Door, asked: Asked, upload: actions.Upload, beside: Mapping[str, Any] | None = None
) -> Response[bytes]:
    async with door.db.tenant(asked.caller.tenant_id) as session:
        result = await actions.import_register(session, asked.caller, upload)
    status = 422 if result.error_count and not upload.dry_run else 200
    content = await asyncio.to_thread(lambda: msgspec.json.encode({**(beside or {}), "result": _shown(result)}))
    headers = {"cache-control": "no-store"}
    return Response(content, status_code=status, media_type=JSON, headers=headers)


def _shown(result: actions.Result) -> dict[str, Any]:
    """A result in the spelling of the API; people the file does not name by name and masked number."""
    choices = RegisterChoices()
    return {
        "written": result.written,
        "fingerprint": result.fingerprint,
        "units": shown(result.units),
        "people": shown(result.people),
        "errorCount": result.error_count,
        "errors": shown(result.errors),
        "warningCount": result.warning_count,
        "warnings": shown(result.warnings),
        "rows": [
            {"sheet": row.sheet, "row": row.row, "state": row.state, "before": shown(row.before)} for row in result.rows
        ],
        "sheets": [
            {"name": place.sheet.name, "headed": place.headed, "columns": columns_of(place, choices)}
            for place in result.places
        ],
        "missing": [
            {
                "personId": str(one.person.id),
                "fullName": one.person.full_name,
                "maskedPin": mask_pin(one.person.pin),
                "unit": one.unit,
                "role": shown(ROLES[one.role]),
            }
            for one in result.missing
        ],
        "missingCount": result.missing_count,
        "elsewhere": result.elsewhere,
        "absentUnits": result.absent_units,
        "accounts": result.accounts,
        "activations": [
            {"login": one.login, "code": one.code, "fullName": name, "unit": unit}
            for one in result.activations
            for name, unit in (result.names[one.login],)
        ],
    }


def _file(content: bytes, name: str) -> Response[bytes]:
    headers = {
        "content-disposition": f'attachment; filename="{name}-{today().isoformat()}.xlsx"',
        "cache-control": "no-store",
    }
    return Response(content, media_type=EXCEL, headers=headers)


HANDLERS: Final = (template, export, import_file, read, check, marked)

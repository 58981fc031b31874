"""A workbook of the catalogue as a grid: read, corrected cell by cell, checked again, taken over whole or not."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath
from sqlalchemy.ext.asyncio import AsyncSession

from api.bodies import Body
from api.door import AtDoor, Door
from api.schema.scalars import read_date
from api.workbooks import EXCEL, JSON, LIMIT, DryRun, From, shown
from kernel.clock import today, utc_now
from kernel.errors import BadInput, NotFound
from policies.authority import Caller, authorize
from tenants.catalogue import exports, imports
from tenants.catalogue.errors import WorkbookTooLarge
from tenants.catalogue.excel import grids
from tenants.catalogue.excel.reading import Place
from tenants.catalogue.excel.sheets import FRAMEWORK_SHEET, ITEM_SHEET, POSITION_SHEET, Choices, Column, Sheet
from tenants.catalogue.excel.workbook import LARGEST_FILE, named, open_workbook
from tenants.catalogue.vocabulary import field_words, value_words

LARGEST_GRID: Final = 4 * LARGEST_FILE
MOST_ERRORS: Final = 5_000


@dataclass(frozen=True)
class Kind:
    """What is imported: how, which sheets hold it, what its records are, and an empty file of it."""

    take_in: Callable[[AsyncSession, Caller, imports.Upload], Awaitable[imports.ImportResult]]
    sheets: tuple[Sheet, ...]
    record: str
    empty: Callable[[AsyncSession, Caller], Awaitable[bytes]]
    name: str


KINDS: Final = {
    "work-items": Kind(imports.import_items, (ITEM_SHEET,), "work_item", exports.empty_items, "dau-viec"),
    "job-positions": Kind(
        imports.import_positions,
        (POSITION_SHEET, FRAMEWORK_SHEET),
        "job_position",
        exports.empty_positions,
        "vi-tri-viec-lam",
    ),
}


class Grid(msgspec.Struct):
    """The sheets of a grid, row by row from the first."""

    sheets: dict[str, list[list[grids.Json]]]


@get("/catalogue/{kind:str}/template.xlsx")
async def template(request: Request[Any, Any, Any], door: AtDoor, kind: FromPath[str]) -> Response[bytes]:
    """An empty workbook with the columns, what to write in each, and the lists to choose from."""
    caller = await door.callers.known(request, changing=False)
    wanted = _kind(kind)
    async with door.db.tenant(caller.tenant_id) as session:
        content = await wanted.empty(session, caller)
    return _file(content, f"mau-{wanted.name}")


@post("/catalogue/{kind:str}/reading", status_code=200, request_max_body_size=None)
async def read(
    request: Request[Any, Any, Any], door: AtDoor, kind: FromPath[str], effective_from: From
) -> Response[bytes]:
    """The workbook in the request's body as a grid, with what an import of it would do; nothing is written."""
    wanted, caller, day = await _asked(request, door, kind, effective_from)
    data = await _body(request, LARGEST_FILE)
    book = await asyncio.to_thread(open_workbook, data)
    names = [sheet.name for sheet in wanted.sheets]
    sheets = await asyncio.to_thread(grids.grid_of, book, names)
    upload = imports.Upload(book, day, dry_run=True, now=utc_now(), most_errors=MOST_ERRORS)
    async with door.db.tenant(caller.tenant_id) as session:
        result = await wanted.take_in(session, caller, upload)
    formulas = {name: sorted(book.formulas.get(named(book.names, name) or "", ())) for name in names}
    return _json({"sheets": sheets, "formulas": formulas, "result": _told(wanted, result)})


@post("/catalogue/{kind:str}/grid", status_code=200, request_max_body_size=None)
async def check(
    request: Request[Any, Any, Any], door: AtDoor, kind: FromPath[str], effective_from: From, dry_run: DryRun = True
) -> Response[bytes]:
    """What an import of the grid does; it is written, all rows or none, unless it is a dry run."""
    wanted, caller, day = await _asked(request, door, kind, effective_from)
    result, _ = await _taken_in(request, door, wanted, caller, day, dry_run=dry_run)
    return _json({"result": _told(wanted, result)}, status=422 if result.error_count and not dry_run else 200)


@post("/catalogue/{kind:str}/marked.xlsx", status_code=200, request_max_body_size=None)
async def marked(
    request: Request[Any, Any, Any], door: AtDoor, kind: FromPath[str], effective_from: From
) -> Response[bytes]:
    """The grid as a workbook in which every wrong cell is coloured and says what is wrong."""
    wanted, caller, day = await _asked(request, door, kind, effective_from)
    result, grid = await _taken_in(request, door, wanted, caller, day, dry_run=True)
    content = await asyncio.to_thread(grids.write_marked, grid.sheets, result.errors)
    return _file(content, f"{wanted.name}-loi")


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise NotFound()
    return KINDS[name]


async def _asked(
    request: Request[Any, Any, Any], door: Door, kind: str, effective_from: str
) -> tuple[Kind, Caller, date]:
    caller = await door.callers.known(request, changing=True)
    authorize(caller, "catalogue", "manage")
    return _kind(kind), caller, read_date(effective_from)


async def _taken_in(
    request: Request[Any, Any, Any], door: Door, kind: Kind, caller: Caller, day: date, *, dry_run: bool
) -> tuple[imports.ImportResult, Grid]:
    data = await _body(request, LARGEST_GRID)
    try:
        grid = await asyncio.to_thread(msgspec.json.decode, data, type=Grid)
    except msgspec.MsgspecError:
        raise BadInput("sheets", expected="các trang của lưới", expected_en="the sheets of a grid") from None
    known = {sheet.name: grid.sheets[sheet.name] for sheet in kind.sheets if sheet.name in grid.sheets}
    table = await asyncio.to_thread(grids.table_of, known)
    print_of = hashlib.sha256(data).hexdigest()
    upload = imports.Upload(table, day, dry_run, utc_now(), fingerprint=print_of, most_errors=MOST_ERRORS)
    async with door.db.tenant(caller.tenant_id) as session:
        return await kind.take_in(session, caller, upload), Grid(known)


async def _body(request: Request[Any, Any, Any], limit: int) -> bytes:
    data = await Body(request, limit).whole()
    if data is None:
        raise WorkbookTooLarge("file", limit=LIMIT, limit_en=LIMIT)
    return data


def _told(kind: Kind, result: imports.ImportResult) -> dict[str, Any]:
    """What an import found, every row's state with what stood there before in words, and where the columns stand."""
    rows = [
        {"sheet": row.sheet, "row": row.row, "state": row.state, "before": _before(kind.record, row.before)}
        for row in result.rows
    ]
    sheets = [
        {"name": place.sheet.name, "headed": place.headed, "columns": columns_of(place, result.choices)}
        for place in result.places
    ]
    return {**shown(result), "rows": rows, "sheets": sheets, "changes": []}


def _before(record: str, values: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a mapping of flat values
    return [
        {
            "field": path,
            "label": shown(field_words(record, path)),
            "said": shown(value_words(path, value)) if value is not None else None,
        }
        for path, value in values.items()
    ]


def columns_of(place: Place, choices: Choices) -> Sequence[dict[str, Any]]:
    """Where the columns of a sheet stand, and what is written in each."""
    return [
        {
            "at": at,
            "field": column.field,
            "heading": column.heading,
            "form": column.form,
            "hint": shown(column.hint),
            "choices": _words(column, choices),
        }
        for at, column in place.columns
    ]


def _words(column: Column, choices: Choices) -> list[str]:
    return list(choices.of(column.field).values()) if "choice" in column.form else []


def _json(content: dict[str, Any], status: int = 200) -> Response[bytes]:
    return Response(msgspec.json.encode(content), status_code=status, media_type=JSON)


def _file(content: bytes, name: str) -> Response[bytes]:
    headers = {"content-disposition": f'attachment; filename="{name}-{today().isoformat()}.xlsx"'}
    return Response(content, media_type=EXCEL, headers=headers)


HANDLERS: Final = (template, read, check, marked)

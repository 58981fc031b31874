"""Released statistics as files: a data set in one of six formats, and the official national table."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from litestar import Request, Response, get
from litestar.params import FromPath, FromQuery
from sqlalchemy.ext.asyncio import AsyncSession

from api.context import released
from api.door import AtDoor
from kernel.errors import BadInput
from tenants.papers.files import MEDIA_TYPES
from tenants.statistics import official, reading, scopes, tables
from tenants.statistics.asking_errors import NotOffered
from tenants.statistics.cubes import Cube, cube
from tenants.statistics.official import OfficialTable
from tenants.statistics.scopes import Sight
from tenants.statistics.sdmx import csv_20, json_20, ml_21

OFFICIAL: Final = "official"


class Form(NamedTuple):
    """A format of a data set: its media type and its writer."""

    media_type: str
    write: Callable[[Cube], bytes]


FORMS: Final[Mapping[str, Form]] = {
    "csv": Form("text/csv; charset=utf-8", tables.as_csv),
    "xlsx": Form(MEDIA_TYPES["xlsx"], tables.as_xlsx),
    "sdmx.csv": Form("application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8", csv_20.as_sdmx_csv),
    "sdmx.xml": Form("application/vnd.sdmx.structurespecificdata+xml; version=2.1", ml_21.as_sdmx_ml),
    "sdmx.json": Form("application/vnd.sdmx.data+json; version=2.0.0", json_20.as_sdmx_json),
    "structure.xml": Form("application/vnd.sdmx.structure+xml; version=2.1", ml_21.structure),
}
OFFICIAL_FORMS: Final[Mapping[str, Callable[[OfficialTable], bytes]]] = {
    "pdf": official.as_pdf,
    "xlsx": official.as_xlsx,
}


@get("/statistics/{period:str}/{name:str}")
async def download(
    request: Request[Any, Any, Any],
    door: AtDoor,
    period: FromPath[str],
    name: FromPath[str],
    version: FromQuery[str | None] = None,
) -> Response[bytes]:
    """`classes.sdmx.csv`, `official.pdf`, …: of the newest version of a period's release, or of the one named."""
    caller = await door.callers.known(request, changing=False)
    async with door.db.tenant(caller.tenant_id) as session:
        sight = await scopes.sight(session, caller)
    number = _number(version)
    dataset, _, form = name.partition(".")
    async with released(door.stats) as session:
        if dataset == OFFICIAL:
            made, media_type, number = await _official(session, sight, period, form, number)
        else:
            made, media_type, number = await _data(session, sight, (period, dataset), form, number)
    content = await asyncio.to_thread(made)
    file_name = f"{dataset}-{period}-v{number}.{form}"
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(file_name, safe='')}",
        "cache-control": "no-store",
    }
    return Response(content, media_type=media_type, headers=headers)


Made = tuple[Callable[[], bytes], str, int]


async def _official(session: AsyncSession, sight: Sight, period: str, form: str, version: int | None) -> Made:
    if form not in OFFICIAL_FORMS:
        raise NotOffered("format")
    table = await official.official_table(session, sight, period, version)
    return lambda: OFFICIAL_FORMS[form](table), MEDIA_TYPES[form], table.answer.release.version


async def _data(session: AsyncSession, sight: Sight, which: tuple[str, str], form: str, version: int | None) -> Made:
    if form not in FORMS:
        raise NotOffered("format")
    period, dataset = which
    found = await cube(session, sight, await reading.release_of(session, period, version), dataset)
    return lambda: FORMS[form].write(found), FORMS[form].media_type, found.release.version


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadInput("version", expected="số thứ tự của bản công bố", expected_en="the number of a version")
    return int(text)


HANDLERS: Final = (download,)

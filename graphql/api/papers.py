"""Papers as downloads: a person's sheet as PDF or Word, and the file of a run."""

import asyncio
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from litestar import Request, Response, get
from litestar.params import FromPath

from api.door import AtDoor
from kernel.errors import NotFound
from tenants.papers import queries
from tenants.papers.files import MEDIA_TYPES, printed, slug

FORMATS: Final = ("pdf", "docx")


@get("/papers/sheets/{sheet_id:uuid}/{file_format:str}")
async def sheet(
    request: Request[Any, Any, Any], door: AtDoor, sheet_id: FromPath[UUID], file_format: FromPath[str]
) -> Response[bytes]:
    """The sheet of a period, for the person it is about and for the heads who print there; recorded."""
    caller = await door.callers.known(request, changing=False)
    if file_format not in FORMATS:
        raise NotFound("format")
    async with door.db.tenant(caller.tenant_id) as session:
        paper = await queries.paper_of(session, caller, sheet_id, file_format)
    content = await asyncio.to_thread(printed, paper, file_format)
    return _download(content, f"{slug(paper.person.full_name)}-{slug(paper.period)}.{file_format}")


@get("/papers/runs/{run_id:uuid}")
async def run(request: Request[Any, Any, Any], door: AtDoor, run_id: FromPath[UUID]) -> Response[bytes]:
    """The file of a finished run, for those who may print in its unit; recorded for everybody in it."""
    caller = await door.callers.known(request, changing=False)
    async with door.db.tenant(caller.tenant_id) as session:
        row, content = await queries.file_of_run(session, caller, door.store, run_id)
    return _download(content, row.file_name)


def _download(content: bytes, name: str) -> Response[bytes]:
    headers = {
        "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "cache-control": "no-store",
    }
    return Response(content, media_type=MEDIA_TYPES[name.rpartition(".")[2]], headers=headers)


HANDLERS: Final = (sheet, run)

"""Evidence as files: taken in as a stream, given back to those who may see the entry it proves."""

from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

import msgspec
from litestar import Request, Response, get, post
from litestar.params import FromPath, FromQuery

from api.bodies import Body
from api.door import AtDoor
from policies.authority import authorize
from tenants.worklogs import files


class Kept(msgspec.Struct, rename="camel"):
    """What a client learns of a file it sent."""

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str


@post("/files", status_code=201, request_max_body_size=None)
async def upload(request: Request[Any, Any, Any], door: AtDoor, name: FromQuery[str]) -> Response[bytes]:
    """Keep the request's body as a file of that name; its Content-Type says what it is."""
    caller = await door.callers.known(request, changing=True)
    authorize(caller, "evidence", "attach")
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = Body(request, door.settings.upload_limit_mib * files.MEBIBYTE)
    upload = files.Upload(name, media_type, body.chunks())
    try:
        received = await files.take_in(upload, limit_mib=door.settings.upload_limit_mib)
    except Exception:
        await body.drain()
        raise
    try:
        async with door.db.tenant(caller.tenant_id) as session:
            row = await files.attach(session, caller, door.store, upload, received)
    finally:
        received.path.unlink(missing_ok=True)
    kept = Kept(row.id, row.name, row.media_type, row.size, row.sha256)
    return Response(msgspec.json.encode(kept), media_type="application/json; charset=utf-8")


PDF: Final = "application/pdf"
# A sandbox would shut the browser's viewer out; only our own pages may frame it.
SHOWN: Final = {
    "content-security-policy": "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; "
    "frame-ancestors 'self'",
    "x-frame-options": "SAMEORIGIN",
}


@get("/files/{file_id:uuid}")
async def download(
    request: Request[Any, Any, Any], door: AtDoor, file_id: FromPath[UUID], inline: FromQuery[bool] = False
) -> Response[bytes]:
    """The file as a download: what a stranger uploaded is never shown as a page of ours.

    `inline` shows a PDF within the console, by the browser's own viewer, which runs nothing of it as ours.
    """
    caller = await door.callers.known(request, changing=False)
    async with door.db.tenant(caller.tenant_id) as session:
        row, content = await files.open_file(session, caller, door.store, file_id)
    shown = inline and row.media_type == PDF
    headers = {
        "content-disposition": f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{quote(row.name, safe='')}",
        **(SHOWN if shown else {"content-security-policy": "default-src 'none'; sandbox"}),
    }
    return Response(content, media_type=row.media_type, headers=headers)


HANDLERS: Final = (upload, download)

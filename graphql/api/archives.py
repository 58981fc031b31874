"""An archive of the whole tenant as a download: sealed, for administrators, noted on the trail."""

from typing import Any, Final
from uuid import UUID

from litestar import Request, Response, get
from litestar.params import FromPath

from api.door import AtDoor
from tenants.portability import requests


@get("/archives/{run_id:uuid}")
async def archive(request: Request[Any, Any, Any], door: AtDoor, run_id: FromPath[UUID]) -> Response[bytes]:
    """The sealed file of a finished archive, while it is kept."""
    caller = await door.callers.known(request, changing=False)
    async with door.db.tenant(caller.tenant_id) as session:
        run, content = await requests.download(session, caller, door.store, run_id)
    headers = {
        "content-disposition": f'attachment; filename="{(run.root or b"").hex()[:16]}.zip.age"',
        "cache-control": "no-store",
    }
    return Response(content, media_type="application/octet-stream", headers=headers)


HANDLERS: Final = (archive,)

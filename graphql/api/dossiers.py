"""My record as a file to keep: the same JSON as `myRecord`, with the titles of its sections."""

from typing import Any, Final

import msgspec
from litestar import Request, Response, get
from litestar.params import FromQuery

from api.door import AtDoor
from api.schema.scalars import read_date
from kernel.clock import today
from tenants.dossier import queries
from tenants.dossier.sections import SECTIONS

JSON: Final = "application/json; charset=utf-8"


@get("/my-record.json")
async def export_record(
    request: Request[Any, Any, Any],
    door: AtDoor,
    first: FromQuery[str | None] = None,
    last: FromQuery[str | None] = None,
) -> Response[bytes]:
    """Everything held about the caller; what belongs to days is of `first` to `last` (this year, unless said)."""
    caller = await door.callers.known(request, changing=False)
    end = read_date(last) if last else today()
    start = read_date(first) if first else end.replace(month=1, day=1)
    async with door.db.tenant(caller.tenant_id) as session:
        found = await queries.own_record(session, caller, start, end)
    sections = [{"name": one.name, "vi": one.vi, "en": one.en, "rows": found[one.name]} for one in SECTIONS]
    content = {"first": start.isoformat(), "last": end.isoformat(), "sections": sections}
    headers = {"content-disposition": f'attachment; filename="ho-so-cua-toi-{end.isoformat()}.json"'}
    return Response(msgspec.json.encode(content), media_type=JSON, headers=headers)


HANDLERS: Final = (export_record,)

"""The trail as a file: the lines a filter finds, for spreadsheets, with no cell that a spreadsheet would run."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar
from uuid import UUID

from litestar import Request, Response, get
from sqlalchemy.ext.asyncio import AsyncSession

from api.door import AtDoor
from api.schema.audit import Record, record_names
from api.schema.scalars import read_date, read_uuid
from kernel.clock import TIMEZONE, today
from policies.authority import Caller
from tenants.accounts.queries import logins_of
from tenants.audit import queries
from tenants.audit.models import AuditEvent
from tenants.organisation import directory

Read = TypeVar("Read")

CSV: Final = "text/csv; charset=utf-8"
HEADS: Final = (
    "Thời điểm", "Người thực hiện", "Tài khoản", "Hành động", "Loại đối tượng", "Đối tượng", "Mã đối tượng", "Chi tiết",
)  # fmt: skip
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_MARK: Final = "\ufeff"  # by which spreadsheets know the file is UTF-8


@get("/audit.csv")
async def export_trail(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """The newest lines of a filter (`queries.MOST_EXPORTED` at most), noted on the trail.

    The filter is that of `auditTrail`, as parameters of the address; `actions` are set apart by commas.
    """
    caller = await door.callers.known(request, changing=False)
    wanted = _wanted(request.query_params)
    async with door.db.tenant(caller.tenant_id) as session:
        rows = await queries.export(session, caller, wanted)
        content = _as_csv(rows, await _names(session, caller, rows))
    headers = {
        "content-disposition": f'attachment; filename="nhat-ky-he-thong-{today().isoformat()}.csv"',
        "cache-control": "no-store",
    }
    return Response(content, media_type=CSV, headers=headers)


def _wanted(given: Mapping[str, str]) -> queries.TrailWanted:
    def read(name: str, reading: Callable[[str], Read]) -> Read | None:
        return reading(given[name]) if given.get(name) else None

    return queries.TrailWanted(
        subject_id=read("subjectId", read_uuid),
        subject=read("subject", _storable),
        person_id=read("personId", read_uuid),
        account_id=read("accountId", read_uuid),
        actions=read("actions", lambda names: _storable(names).split(",")) or (),
        first=read("firstDay", read_date),
        last=read("lastDay", read_date),
        reads=read("reads", lambda text: text == "true"),
    )


def _storable(given: str) -> str:
    """A text as PostgreSQL can hold it: without the character zero."""
    return given.replace("\x00", "\ufffd")


async def _names(
    session: AsyncSession, caller: Caller, rows: Sequence[AuditEvent]
) -> tuple[Mapping[UUID, str], Mapping[UUID, str], Mapping[Record, str]]:
    people = await directory.names_of(session, {row.person_id for row in rows if row.person_id is not None})
    logins = await logins_of(session, caller, {row.account_id for row in rows if row.account_id is not None})
    records = {(row.subject, row.subject_id) for row in rows if row.subject_id is not None}
    return people, logins, await record_names(session, caller, list(records))


def _as_csv(
    rows: Iterable[AuditEvent], names: tuple[Mapping[UUID, str], Mapping[UUID, str], Mapping[Record, str]]
) -> bytes:
    people, logins, records = names
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADS)
    for row in rows:
        told = (
            row.at.astimezone(TIMEZONE).strftime("%d/%m/%Y %H:%M:%S"),
            people.get(row.person_id, "") if row.person_id else "",
            logins.get(row.account_id, "") if row.account_id else "",
            row.action,
            row.subject,
            records.get((row.subject, row.subject_id), "") if row.subject_id else "",
            str(row.subject_id or ""),
            json.dumps(row.data, ensure_ascii=False) if row.data else "",
        )
        writer.writerow([harmless(cell) for cell in told])
    return (_MARK + out.getvalue()).encode()


def harmless(cell: str) -> str:
    """A cell that a spreadsheet shows as text, whatever it begins with."""
    return f"'{cell}" if cell.startswith(_STARTS_A_FORMULA) else cell


HANDLERS: Final = (export_trail,)

"""A folder into which a system drops CSV files: read in the order of their names, each once."""

import asyncio
import csv
import io
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from tenants.intake.connections import Claimed
from workers.connectors.pages import LARGEST, Json, Pulled, SourceFailed, local_date, local_time, told

STATES: Final = {"moi": "received", "giao": "assigned", "xong": "finished", "huy": "cancelled"}
NEEDED: Final = frozenset({"ma", "trang_thai", "thoi_diem"})


async def pull(claimed: Claimed, patience: float) -> Pulled:
    """The next file after the one the cursor names; a folder that does not answer in time is left alone."""
    folder = Path(unquote(urlsplit(claimed.address).path))
    try:
        return await asyncio.wait_for(asyncio.to_thread(_next, folder, claimed.cursor), patience)
    except TimeoutError as error:
        raise SourceFailed("TIMED_OUT") from error
    except OSError as error:
        raise SourceFailed("UNREACHABLE") from error


def _next(folder: Path, cursor: str | None) -> Pulled:
    # A file whose name begins with a dot is still being written.
    waiting = sorted(path.name for path in folder.iterdir() if path.suffix.lower() == ".csv" and path.name[0] != ".")
    names = [name for name in waiting if name > (cursor or "")]
    if not names:
        return Pulled([], cursor)
    path = folder / names[0]
    if path.is_symlink() or path.stat().st_size > LARGEST:
        raise SourceFailed("TOO_LARGE")
    return Pulled(events_of(path.read_bytes()), names[0], more=len(names) > 1)


def events_of(content: bytes) -> list[Json]:
    """The events of a file in UTF-8 or UTF-16 whose first line names the columns; raises `SourceFailed`."""
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceFailed("WRONG_ENCODING") from error
    first = text.partition("\n")[0]
    table = csv.DictReader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    if not set(table.fieldnames or ()) >= NEEDED:
        raise SourceFailed("UNREADABLE")
    return [event_of(row) for row in table]


def event_of(row: Json) -> Json:
    """A line as our event."""
    kind = "task" if row.get("he_thong") == "giao_viec" else "document"
    return told(
        type=f"{kind}.{STATES.get(str(row.get('trang_thai')), 'unknown')}",
        externalId=row.get("ma"),
        happenedAt=local_time(row.get("thoi_diem"), "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M"),
        title=row.get("trich_yeu"),
        kind=row.get("loai"),
        documentNumber=row.get("so_ky_hieu"),
        person=told(pin=row.get("so_dinh_danh"), account=row.get("tai_khoan")),
        unit=row.get("don_vi"),
        dueDate=local_date(row.get("han")),
    )

"""A document system (E-Office) read page by page: documents with a state, times of Vietnam without a zone."""

from typing import Final

from tenants.intake.connections import Claimed
from workers.connectors.pages import PAGE, Json, Pulled, ask, local_date, local_time, rows, told

STATES: Final = {"MOI_DEN": "received", "DANG_XU_LY": "assigned", "DA_XU_LY": "finished", "THU_HOI": "cancelled"}


async def pull(claimed: Claimed, patience: float) -> Pulled:
    """The documents that changed after the cursor."""
    asked = {"gioiHan": str(PAGE), **({"sau": claimed.cursor} if claimed.cursor else {})}
    found = await ask(claimed, "/api/van-ban", patience, **asked)
    documents = rows(found, "duLieu")
    following = found.get("trangTiep")
    cursor = following if isinstance(following, str) and following else claimed.cursor
    return Pulled([event_of(row) for row in documents], cursor, more=cursor != claimed.cursor)


def event_of(row: Json) -> Json:
    """A document as it stands there, as our event."""
    who = row.get("canBo") if isinstance(row.get("canBo"), dict) else {}
    return told(
        type=f"document.{STATES.get(str(row.get('trangThai')), 'unknown')}",
        externalId=str(row.get("ma") or ""),
        happenedAt=local_time(row.get("capNhat"), "%d/%m/%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S"),
        version=str(row["phienBan"]) if row.get("phienBan") is not None else None,
        title=row.get("trichYeu"),
        kind=row.get("loai"),
        documentNumber=row.get("soKyHieu"),
        person=told(pin=(who or {}).get("soDinhDanh"), account=(who or {}).get("taiKhoan")),
        unit=row.get("donVi"),
        dueDate=local_date(row.get("hanXuLy")),
    )

"""The trail outside the database: a day a file, chained, written once, compared at any time."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import psycopg
from sqlalchemy import select

from kernel.clock import local_date, utc_now
from kernel.ids import uuid7
from kernel.storage import FolderStore
from tenants.audit import days
from tenants.audit.models import AuditDay, AuditEvent
from tests.fixtures_tenant import Province


async def earlier(province: Province, ago: int, acts: int = 2) -> list[str]:
    """Acts of some days ago; answers their ids."""
    at = utc_now() - timedelta(days=ago)
    rows = [
        AuditEvent(tenant_id=province.id, id=uuid7(at), at=at, action="read", subject="person", data={"what": "điểm"})
        for _ in range(acts)
    ]
    async with province.db.tenant(province.id) as session:
        session.add_all(rows)
    return [str(row.id) for row in rows]


async def export(province: Province, store: FolderStore, ago: int = 0) -> tuple[int, int, list[str]]:
    """Seal and export as the schedule does, some days ago."""
    async with province.db.tenant(province.id) as session:
        sealed = await days.seal_days(session, province.slug, utc_now() - timedelta(days=ago))
        written, found = await days.export_days(session, province.slug, store)
    return sealed, written, [one.code for one in found]


async def found(province: Province, store: FolderStore) -> list[tuple[str, str]]:
    async with province.db.tenant(province.id) as session:
        return [(one.code, one.detail) for one in (await days.compare(session, province.slug, store))[1]]


def read(store: FolderStore, key: str) -> list[bytes]:
    content = store.get(key)
    assert content is not None
    return content.splitlines()


async def test_every_day_has_a_file_and_gaps_are_filled(province: Province, tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    await earlier(province, 9)
    await earlier(province, 6, acts=3)
    sealed, written, broken = await export(province, store, ago=4)
    assert (sealed, written, broken) == (sealed, sealed, [])
    assert await export(province, store, ago=4) == (0, 0, [])
    lost = days.key_of(province.slug, local_date(utc_now() - timedelta(days=6)))
    kept = read(store, lost)
    store.remove(lost)
    sealed, written, _ = await export(province, store)
    assert written == sealed + 1 == 5, "the days of the outage and the one that was lost"
    assert read(store, lost) == kept
    assert await found(province, store) == []
    head = bytes(32)
    for key in store.keys(days.folder_of(province.slug)):
        header, *acts, end = read(store, key)
        assert f'"previous":"{head.hex()}"'.encode() in header
        head = sha256(head + header).digest()
        for act in acts:
            head = sha256(head + act).digest()
        assert end == f'{{"events":{len(acts)},"head":"{head.hex()}"}}'.encode()


async def test_what_was_changed_afterwards_is_named(province: Province, database_url: str, tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    gone, changed, _ = await earlier(province, 5, acts=3)
    await export(province, store)
    with psycopg.connect(database_url) as superuser:
        superuser.execute("UPDATE audit_event SET action = 'x' WHERE id = %s", [changed])
        superuser.execute("DELETE FROM audit_event WHERE id = %s", [gone])
    (added,) = await earlier(province, 5, acts=1)
    assert await found(province, store) == [
        ("CHANGED", ""),
        ("DIFFERS", f"removed: {gone}; added: {added}; changed: {changed}"),
    ]
    with psycopg.connect(database_url) as superuser:
        superuser.execute("UPDATE audit_day SET head = previous WHERE tenant_id = %s AND events > 0", [province.id])
    assert "CHAIN_BROKEN" in [code for code, _ in await found(province, store)]


async def test_a_day_that_was_changed_is_not_exported(province: Province, database_url: str, tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    await earlier(province, 3)
    async with province.db.tenant(province.id) as session:
        await days.seal_days(session, province.slug, utc_now())
        first = (await session.scalars(select(AuditDay).order_by(AuditDay.day).limit(1))).one()
    with psycopg.connect(database_url) as superuser:
        superuser.execute("DELETE FROM audit_event WHERE tenant_id = %s AND action = 'read'", [province.id])
    _, _, broken = await export(province, store)
    assert broken == ["CHANGED"]
    assert days.key_of(province.slug, first.day) not in store.keys(days.folder_of(province.slug))

"""Connectors against systems that are slow, repeat, come out of order and are wrong; an outage holds up nobody."""

import asyncio
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from kernel.clock import TIMEZONE, utc_now
from kernel.sealing import open_seal
from kernel.settings import Settings
from tenants.intake import connections
from tenants.intake.connections import ConnectionInput
from tenants.intake.errors import BadConnection
from tenants.intake.models import IntakeConnection
from tests.harness.foreign import foreign
from tests.intake.conftest import PIN, Office
from workers.connectors import csv_drop, pulling
from workers.connectors.pages import SourceFailed
from workers.connectors.pulling import Puller

NOW = utc_now()


def document(number: int, state: str = "DA_XU_LY", **facts: Any) -> dict[str, Any]:
    at = (NOW - timedelta(hours=30 - number)).astimezone(TIMEZONE).strftime("%d/%m/%Y %H:%M:%S")
    return {
        "ma": f"VB-{number}", "soKyHieu": f"{number}/BC-STC", "trichYeu": "Báo cáo", "loai": "bao-cao",
        "canBo": {"soDinhDanh": PIN}, "donVi": "STC-NS", "trangThai": state, "capNhat": at, "phienBan": 1, **facts,
    }  # fmt: skip


def task(number: int, status: str, hours: int) -> dict[str, Any]:
    changed = int((NOW - timedelta(hours=hours)).timestamp() * 1000)
    return {
        "id": number, "name": "Rà soát", "type": "giao-viec", "assignee": {"cccd": PIN}, "status": status,
        "updatedAt": changed, "deadline": "2026-12-31", "result": {"count": 2, "docNo": f"{number}/KL"},
    }  # fmt: skip


async def connect(office: Office, connector: str, address: str, origins: str | None = None) -> None:
    slug = office.log.province.slug
    settings = Settings(state=office.state, connector_origins=origins or f"other=https://x.vn, {slug}={address}")
    async with office.api.db.tenant(office.log.province.id) as session:
        given = ConnectionInput(office.source.id, connector, address, credential="only-for-this-test")
        admin = office.log.province.caller("admin")
        await connections.connect(session, admin, open_seal(Settings(state=office.state)), settings, given, utc_now())


async def turn(office: Office) -> int:
    """One turn of whoever asks this province's source, due or not."""
    db, tenant_id = office.api.db, office.log.province.id
    async with db.tenant(tenant_id) as session:
        await session.execute(update(IntakeConnection).values(next_at=utc_now() - timedelta(minutes=1)))
    async with db.tenant(tenant_id) as session:
        claimed = await connections.claim(session, open_seal(Settings(state=office.state)), utc_now())
        assert await connections.claim(session, open_seal(Settings(state=office.state)), utc_now()) == []
    return sum([await pulling.pull(db, tenant_id, one, 0.3) for one in claimed])


async def standing(office: Office) -> IntakeConnection:
    async with office.api.db.tenant(office.log.province.id) as session:
        return await session.get_one(IntakeConnection, (office.log.province.id, office.source.id))


async def test_a_document_system_is_read_to_its_end_whatever_it_does(office: Office) -> None:
    await office.map("document", "bao-cao", "appraise")
    rows = [document(number) for number in range(1, 8)]
    rows[3] = {"ma": None, "trangThai": "???"}
    faults = ("500", "slow", "garbage", "latin", "list", "cut", "", "410", "")
    async with foreign("eoffice", rows, *faults) as system:
        await connect(office, "eoffice", system.url)
        seen = []
        for _ in range(14):
            await turn(office)
            seen.append((await standing(office)).last_error)
    expected = [
        "STATUS_500",
        "TIMED_OUT",
        "UNREADABLE",
        "UNREADABLE",
        "UNREADABLE",
        "UNREACHABLE",
        None,
        "CURSOR_EXPIRED",
    ]
    assert seen[: len(expected)] == expected
    assert system.credentials == {"authorization: Bearer only-for-this-test"}
    works = await office.works()
    assert [work.external_id for work in works] == [f"VB-{number}" for number in (1, 2, 3, 5, 6, 7)]
    assert {draft["documentNumber"] for draft in await office.drafts()} == {f"{n}/BC-STC" for n in (1, 2, 3, 5, 6, 7)}
    found = await standing(office)
    assert (found.failures, found.cursor, found.leased_until) == (0, "7", None)


async def test_tasks_out_of_order_end_in_their_latest_state(office: Office) -> None:
    await office.map("task", "giao-viec", "reply")
    rows = [
        task(1, "DONE", 2),
        task(2, "CANCELLED", 1),
        task(1, "NEW", 9),
        task(2, "DONE", 3),
        {"id": 3, "updatedAt": "x"},
    ]
    async with foreign("tasks", rows) as system:
        await connect(office, "tasks", system.url)
        assert [await turn(office), await turn(office)] == [5, 2], "what changed at the cursor comes again"
    assert [(work.external_id, work.state) for work in await office.works()] == [("1", "finished"), ("2", "cancelled")]
    assert (await standing(office)).last_error == "EVENTS_REFUSED 1"
    assert [draft["documentNumber"] for draft in await office.drafts()] == ["1/KL"]


async def test_files_are_read_once_in_the_order_of_their_names(office: Office, tmp_path: Path) -> None:
    await office.map("document", "bao-cao", "appraise")
    folder = tmp_path / "drop"
    folder.mkdir()
    day = (NOW - timedelta(days=1)).strftime("%d/%m/%Y")
    head = "ma;so_ky_hieu;trich_yeu;loai;so_dinh_danh;trang_thai;thoi_diem\n"
    for name, number, encoding in (("1.csv", 1, "utf-8-sig"), ("2.csv", 2, "utf-16")):
        (folder / name).write_text(f"{head}{number};{number}/BC;Báo cáo;bao-cao;{PIN};xong;{day} 10:00\n", encoding)
    (folder / ".3.csv").write_text("half a fi")
    await connect(office, "csv", folder.as_uri())
    assert [await turn(office) for _ in range(3)] == [1, 1, 0]
    (folder / "4.csv").write_bytes(head.encode() + "5;1/B;Báo cáo".encode("cp1258", "replace") + b"\xff\n")
    assert await turn(office) == 0
    assert (await standing(office)).last_error == "WRONG_ENCODING"
    assert len(await office.drafts()) == 2
    with pytest.raises(SourceFailed):
        csv_drop.events_of(b"a;b\n1;2\n")


async def test_a_source_that_stays_away_is_left_alone_and_keeps_nobody_waiting(office: Office, app_url: str) -> None:
    async with foreign("eoffice", [document(1)], *["slow"] * 9) as system:
        await connect(office, "eoffice", system.url)
        puller = Puller(app_url, open_seal(Settings(state=office.state)))
        puller.start()
        await system.came.wait()
        begun = time.monotonic()
        assert (await office.tell(office.event("document.finished")))[0]["outcome"] == "taken"
        await office.log.write()
        assert time.monotonic() - begun < 1, "the door and the log answer while the source does not"
        await asyncio.to_thread(puller.end)
    pauses = [connections.pause(failures) for failures in range(1, 8)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (timedelta(seconds=30), timedelta(hours=1))
    states = [connections.state_of(IntakeConnection(failures=failures), NOW) for failures in (0, 1, 5)]
    assert states == ["waiting", "retrying", "resting"]


def test_a_tenant_asks_only_where_the_operators_let_it() -> None:
    origins = "khanh-hoa=https://eoffice.vn, khanh-hoa=file:///srv/drop, other=https://elsewhere.vn"
    wrong = [
        "https://elsewhere.vn",
        "http://eoffice.vn",
        "https://a:b@eoffice.vn",
        "file:///srv/drop/../x",
        "file:///etc",
    ]
    assert [address for address in wrong if connections.allowed(address, "khanh-hoa", origins)] == []
    right = ["https://eoffice.vn/api", "file:///srv/drop/eoffice"]
    assert [connections.allowed(address, "khanh-hoa", origins) for address in right] == [True, True]
    assert not connections.allowed("https://eoffice.vn", "khanh-hoa", "")


async def test_an_address_that_is_not_allowed_is_refused(office: Office) -> None:
    with pytest.raises(BadConnection):
        await connect(office, "eoffice", "https://eoffice.vn", "other=https://eoffice.vn")

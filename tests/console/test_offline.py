"""Work written without network on two devices arrives exactly once, in order, with both clocks' times."""

import asyncio
import json
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from playwright.async_api import Browser, Route, expect
from sqlalchemy import text

from kernel.ids import uuid7
from tests.console.conftest import PASSWORD, Office
from tests.console.devices import Device, device

MANY = 250
SLOW_MINUTES = 4
FILL = """async ({account, entries}) => {
  const db = await new Promise((resolve, reject) => {
    const opening = indexedDB.open(`roviec-${account}`);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = reject;
  });
  const transaction = db.transaction('outbox', 'readwrite');
  for (const entry of entries) transaction.objectStore('outbox').put(entry);
  await new Promise((resolve, reject) => { transaction.oncomplete = resolve; transaction.onerror = reject; });
  db.close();
}"""


async def begin(phone: Device, office: Office) -> None:
    """Signed in, on the device, the catalogue with it, and out of reach."""
    await phone.sign_in(office.slug, "cadre1", PASSWORD)
    await phone.installed()
    await phone.go("/ghi-viec")
    await phone.page.get_by_role("button", name="Thẩm định dự toán").wait_for()
    await phone.context.set_offline(True)


async def write_by_hand(phone: Device, times: int) -> None:
    """Log an item as a person does it."""
    for _ in range(times):
        await phone.go("/ghi-viec")
        await phone.page.get_by_role("button", name="Thẩm định dự toán").click()
        await phone.page.get_by_role("button", name="214/STC-NS").click()
        await phone.page.get_by_role("button", name="Lưu vào nhật ký").click()
        await phone.heading("Hôm nay").wait_for()


def written(office: Office, count: int, behind: timedelta) -> list[dict[str, Any]]:
    """Entries of thirty days as the device keeps them, told by a clock that is behind."""
    log = office.log
    found = []
    for number in range(count):
        days_ago = 30 - 30 * number // count
        at = log.now - timedelta(days=30) + timedelta(days=30) * number / count
        found.append(
            {
                "id": str(uuid7(at - behind)),
                "state": "waiting",
                "workDate": (log.today - timedelta(days=days_ago)).isoformat(),
                "workItemId": str(log.items["reply"]),
                "itemName": "Trả lời công văn",
                "productUnit": "báo cáo",
                "normMinutes": 30,
                "quantity": 1,
                "minutes": 5,
                "output": f"Công văn {number}",
                "taskId": None,
                "startedAt": None,
                "pieces": [{"kind": "number", "number": f"{number}/STC"}],
                "submit": True,
                "writtenAt": (at - behind).isoformat(),
            }
        )
    return found


async def fill(phone: Device, office: Office, entries: list[dict[str, Any]]) -> None:
    """Put entries where the console keeps them, and open it again, still without network."""
    account = str(office.log.province.accounts["cadre1"])
    await phone.page.evaluate(FILL, {"account": account, "entries": entries})
    await phone.go("/cho-gui")


async def arrive(phone: Device) -> None:
    """Back in reach: sending is tried until nothing waits, as often as answers get lost on the way."""
    await phone.context.set_offline(False)
    send = phone.page.get_by_role("button", name="Thử gửi ngay")
    await (
        phone.page.get_by_text("Chờ gửi, theo thứ tự ghi")
        .or_(phone.page.get_by_text("Đã gửi hôm nay"))
        .first.wait_for()
    )
    async with asyncio.timeout(60):
        while await send.is_enabled():
            await send.dispatch_event("click")  # it may be done meanwhile
            await phone.page.wait_for_timeout(100)


async def test_two_devices_deliver_thirty_days_exactly_once(browser: Browser, office: Office) -> None:
    async with (
        device(browser, office.url, clock_minutes=-SLOW_MINUTES) as slow,
        device(browser, office.url) as right,
    ):
        await begin(slow, office)
        await begin(right, office)
        await write_by_hand(slow, 2)
        await write_by_hand(right, 1)
        first = written(office, MANY, timedelta(minutes=SLOW_MINUTES))
        second = written(office, MANY, timedelta(0))
        await fill(slow, office, first)
        await fill(right, office, second)
        await expect(slow.page.get_by_text(f"{MANY + 2} việc được giữ trên máy này.")).to_be_visible()
        await expect(slow.page.get_by_text(f"chậm {SLOW_MINUTES} phút, hệ thống ghi cả hai giờ")).to_be_visible()
        lost = await lose_answers(slow, every=40)
        await arrive(slow)
        await arrive(right)
        assert len(lost) > 3
        assert slow.faults == right.faults == []
    rows = await stored(office)
    assert len(rows) == 2 * MANY + 3 + 2  # two of yesterday stood there before
    arrivals = {str(row.id): row for row in rows}
    for entries_of_device in (first, second):
        mine = [arrivals[entry["id"]] for entry in entries_of_device]
        assert all(one.created_at <= other.created_at for one, other in pairwise(mine))
        for entry, row in zip(entries_of_device, mine, strict=True):
            assert row.device_time == datetime.fromisoformat(entry["writtenAt"])
            assert row.output == entry["output"]


async def lose_answers(phone: Device, *, every: int) -> list[str]:
    """Let some answers to `logWork` get lost after the server has acted; which requests those were."""
    lost: list[str] = []
    seen = 0

    async def handle(route: Route) -> None:
        nonlocal seen
        asked = route.request.post_data or ""
        if "mutation LogWork" not in asked:
            await route.continue_()
            return
        seen += 1
        if seen % every:
            await route.continue_()
            return
        await route.fetch()
        lost.append(json.loads(asked)["variables"]["input"]["id"])
        await route.abort("connectionreset")

    await phone.context.route("**/graphql", handle)
    return lost


async def stored(office: Office) -> list[Any]:
    """Every entry the cadre has on the server."""
    province = office.log.province
    async with province.db.tenant(province.id) as session:
        rows = await session.execute(
            text("SELECT id, device_time, created_at, output FROM work_entry WHERE person_id = :person"),
            {"person": province.people["cadre1"]},
        )
        return list(rows)


async def test_the_session_may_end_while_offline_and_nothing_is_lost(browser: Browser, office: Office) -> None:
    async with device(browser, office.url) as phone:
        await begin(phone, office)
        await write_by_hand(phone, 1)
        await phone.context.clear_cookies()
        await phone.context.set_offline(False)
        await phone.go("/cho-gui")
        await phone.page.get_by_role("button", name="Thử gửi ngay").click()
        await phone.page.get_by_role("link", name="Đăng nhập để gửi").click()
        await expect(phone.page.get_by_text("Việc đã ghi vẫn còn trên máy này")).to_be_visible()
        await phone.page.get_by_label("Tên đăng nhập").fill("cadre1")
        await phone.page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
        await phone.page.get_by_role("button", name="Đăng nhập").click()
        await phone.heading("Hôm nay").wait_for()
        await phone.go("/cho-gui")
        await arrive(phone)
    assert len(await stored(office)) == 3

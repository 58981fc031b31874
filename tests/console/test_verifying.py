"""A leader's inbox: two hundred entries by keyboard, one by one under the thumb, undone, returned, refused alone."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final
from uuid import UUID

from playwright.async_api import Browser, Page, expect
from sqlalchemy import text

from kernel.ids import uuid7
from tenants.norms.language import shipped_text
from tests.console.conftest import PASSWORD, Office
from tests.console.devices import DESKTOP, PHONE, Device, device
from tests.console.inbox import ITEMS, LEADER, STRANGE, Inbox, furnish
from tests.norms.office import make_office

MINUTES: Final = 10
COUNTER = "Trích lục bản đồ địa chính"


@dataclass
class Hands:
    """A keyboard whose keys are counted."""

    page: Page
    pressed: int = 0

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)
            self.pressed += 1


@asynccontextmanager
async def desk(browser: Browser, office: Office, size: tuple[int, int]) -> AsyncIterator[Device]:
    """The inbox open on a device; the page must not have failed by the end."""
    async with device(browser, office.url, size) as shown:
        await shown.sign_in(office.slug, LEADER, PASSWORD)
        await shown.go("/xac-nhan")
        await shown.page.get_by_role("heading", name="Cần xem từng việc").wait_for()
        yield shown
        assert shown.faults == []


async def clean(shown: Device) -> None:
    """Axe finds nothing, light or dark, and nothing scrolls sideways."""
    for scheme in ("light", "dark"):
        await shown.page.emulate_media(color_scheme=scheme)
        assert await shown.axe() == []
    assert await shown.sideways() <= 0


async def swipe(shown: Device, place: str, sideways: int) -> None:
    """Draw a finger over an entry: to the right confirms, to the left puts off, a little is nothing."""
    await shown.page.locator(place).evaluate(
        """(element, by) => {
            const touch = (x) => new Touch({ identifier: 1, target: element, clientX: x, clientY: 200 });
            const send = (kind, touches, x) =>
                element.dispatchEvent(new TouchEvent(kind, { bubbles: true, touches, changedTouches: [touch(x)] }));
            send('touchstart', [touch(180)], 180);
            send('touchend', [], 180 + by);
        }""",
        sideways,
    )


async def states(office: Office, inbox: Inbox) -> dict[str, int]:
    """How many entries of the inbox are in which state."""
    async with office.log.province.db.tenant(office.log.province.id) as session:
        rows = await session.execute(
            text("SELECT status, count(*) FROM work_entry WHERE id = ANY (:ids) GROUP BY status"),
            {"ids": [*inbox.grouped, *inbox.strange]},
        )
        return {row[0]: row[1] for row in rows}


async def edit_meanwhile(office: Office, entry_id: UUID) -> None:
    """Its author takes the entry back, mends it and submits it again."""
    async with office.log.province.db.tenant(office.log.province.id) as session:
        await session.execute(
            text("UPDATE work_entry SET quantity = 2, submitted_at = now() WHERE id = :id"), {"id": entry_id}
        )


async def take_back(office: Office) -> None:
    """Nothing waits any more: its authors took back what they had sent."""
    async with office.log.province.db.tenant(office.log.province.id) as session:
        await session.execute(text("UPDATE work_entry SET status = 'draft' WHERE status = 'submitted'"))


async def opened_and_confirmed(hands: Hands, item: str, count: int) -> None:
    """A group whose line has the focus: open it, see its samples, confirm it."""
    page = hands.page
    await expect(page.locator(":focus")).to_contain_text(item)
    await hands.press("Enter")
    await expect(page.get_by_role("status").filter(has_text="Đã mở 2 việc rút ngẫu nhiên")).to_have_count(1)
    await expect(page.get_by_role("article")).to_have_count(2)
    await hands.press("Shift+E")
    await expect(page.get_by_role("status").filter(has_text=f"Đã xác nhận {count} việc")).to_have_count(1)


async def test_two_hundred_entries_by_keyboard_one_conflict_and_everything_undone(
    browser: Browser, office: Office, record_property: Callable[[str, object], None]
) -> None:
    inbox = await furnish(office)
    async with desk(browser, office, DESKTOP) as shown:
        page, hands = shown.page, Hands(shown.page)
        await clean(shown)
        began = time.monotonic()
        await page.locator("[data-list] button").first.focus()
        for number in range(STRANGE):
            row = page.locator(":focus")
            await expect(row).to_contain_text("Gấp")
            await (hands.press("e") if number % 5 else hands.press("r", "2", "Enter"))
            await expect(page.get_by_role("heading", name="Cần xem từng việc")).to_have_count(int(number < STRANGE - 1))
        assert await states(office, inbox) == {"verified": 11, "returned": 3, "submitted": 186}
        changed = inbox.grouped[ITEMS["DD-01"][3]]
        for code, (item, _, _, count) in ITEMS.items():
            if code == "DD-02":
                await edit_meanwhile(office, changed)
            await opened_and_confirmed(hands, item, count - (code == "DD-02"))
            if code == "DD-02":
                await expect(page.get_by_text("Đã xác nhận 53 trên 54 việc. 1 việc cần xem lại.")).to_be_visible()
                await expect(page.get_by_text("Việc này vừa được người ghi sửa, cần xem lại.").first).to_be_visible()
        took = time.monotonic() - began
        assert await states(office, inbox) == {"verified": 196, "returned": 3, "submitted": 1}
        assert hands.pressed <= 40
        assert took < MINUTES * 60
        record_property("keys", hands.pressed)
        record_property("seconds", round(took, 1))
        await clean(shown)
        await hands.press("z")
        await expect(page.get_by_role("status").filter(has_text="Đã hoàn tác 32 việc")).to_have_count(1)
        await page.get_by_role("button", name="Hoàn tác tất cả").click()
        await expect(page.get_by_role("heading", name="Cần xem từng việc")).to_be_visible()
        await expect(page.get_by_text("Đã xác nhận", exact=False).filter(visible=True)).to_have_count(0)
        assert await states(office, inbox) == {"returned": 3, "submitted": 197}


async def test_what_the_keys_do_beside_and_how_they_are_switched_off(browser: Browser, office: Office) -> None:
    inbox = await furnish(office)
    async with desk(browser, office, DESKTOP) as shown:
        page = shown.page
        await page.locator("[data-list] button").first.focus()
        first = await page.locator(":focus").inner_text()
        await page.keyboard.press("j")
        second = await page.locator(":focus").inner_text()
        assert second != first
        await page.keyboard.press("k")
        assert await page.locator(":focus").inner_text() == first
        await page.keyboard.press("4")
        await expect(page.get_by_role("radio", name="Không đạt")).to_be_checked()
        await page.keyboard.press("s")
        assert await page.locator(":focus").inner_text() == second
        await page.keyboard.press("x")
        await page.keyboard.press("j")
        await page.keyboard.press("x")
        await page.keyboard.press("e")
        await expect(page.get_by_role("status").filter(has_text="Đã xác nhận 2 việc")).to_have_count(1)
        await page.keyboard.press("/")
        await page.keyboard.type("trich luc")
        await expect(page.get_by_role("heading", name="Cần xem từng việc")).to_have_count(0)
        await page.keyboard.press("Enter")
        await expect(page.locator(":focus")).to_contain_text(COUNTER)
        await page.keyboard.press("Shift+E")
        await expect(page.get_by_role("article")).to_have_count(2)
        await page.keyboard.press("j")
        await page.keyboard.press("x")
        await expect(page.get_by_role("button", name="Xác nhận 61").first).to_be_visible()
        await clean(shown)
        await page.keyboard.press("?")
        await clean(shown)
        await page.get_by_label("Dùng phím tắt").uncheck()
        await page.keyboard.press("Escape")
        await page.keyboard.press("Shift+E")
        await page.keyboard.press("e")
        await page.get_by_role("button", name="Xác nhận 61").first.click()
        await expect(page.get_by_role("status").filter(has_text="Đã xác nhận 61 việc")).to_have_count(1)
    assert await states(office, inbox) == {"verified": 63, "submitted": 137}


async def test_one_entry_fills_a_phone_and_everything_is_a_button(
    browser: Browser, office: Office, tmp_path: Path
) -> None:
    file_id, stored = uuid7(), tmp_path / "files" / str(office.log.province.id)
    image = (Path(__file__).parents[2] / "docs" / "pictures").glob("*.png")
    content = next(image).read_bytes()
    stored.mkdir(parents=True)
    (stored / str(file_id)).write_bytes(content)
    inbox = await furnish(office, picture=(file_id, sha256(content).hexdigest()))
    async with desk(browser, office, PHONE) as shown:
        page = shown.page
        await clean(shown)
        await page.get_by_role("button", name="Bùi Quốc An").first.click()
        await expect(page.get_by_role("heading", name="Cần xem từng việc", level=1)).to_be_visible()
        await expect(page.get_by_role("img", name="Ảnh ranh-moc.png")).to_be_visible()
        await clean(shown)
        await page.get_by_role("button", name="Phóng to").click()
        await clean(shown)
        await page.get_by_role("button", name="Đóng").click()
        await page.get_by_text("Cần sửa").click()
        await swipe(shown, "#in-view", 40)
        await swipe(shown, "#in-view", 140)
        await expect(page.get_by_role("status").filter(has_text="Đã xác nhận 1 việc")).to_have_count(1)
        cited = page.locator(".inside").get_by_text("/TĐ-CNNT").first
        number = await cited.inner_text()
        await swipe(shown, "#in-view", -140)
        await expect(cited).not_to_have_text(number)
        await expect(cited).to_be_visible()
        await page.get_by_role("button", name="Để sau").click()
        await page.get_by_role("button", name="Trả lại").click()
        await page.get_by_role("button", name="Trả lại việc này").click()
        await expect(page.get_by_role("alert")).to_contain_text("Hãy chọn một lý do")
        await page.get_by_label("Sai số lượng").check()
        await page.get_by_label("Nói rõ thêm").fill("Chỉ có một bản.")
        await clean(shown)
        await page.get_by_role("button", name="Trả lại việc này").click()
        await expect(page.get_by_role("status").filter(has_text="Đã trả lại 1 việc")).to_have_count(1)
        await page.get_by_role("button", name="Về danh sách").click()
        await page.get_by_role("button", name="Xác nhận 62").click()
        await expect(page.get_by_role("article")).to_have_count(2)
        await page.get_by_role("button", name="Xác nhận 62").click()
        await expect(page.get_by_role("status").filter(has_text="Đã xác nhận 62 việc")).to_have_count(1)
        assert await states(office, inbox) == {"verified": 63, "returned": 1, "submitted": 136}
        await take_back(office)
        await shown.go("/xac-nhan")
        await expect(page.get_by_text("Không còn việc chờ xác nhận.")).to_be_visible()
        await clean(shown)
    async with office.log.province.db.tenant(office.log.province.id) as session:
        said = text("SELECT comment FROM work_entry WHERE status = 'returned' AND id = ANY (:ids)")
        assert await session.scalar(said, {"ids": inbox.strange}) == "Sai số lượng. Chỉ có một bản."
        poor = text("SELECT quality FROM work_entry WHERE id = :id")
        assert await session.scalar(poor, {"id": inbox.strange[-1]}) == "poor"


async def test_what_the_norm_package_asks_is_stated_with_its_unit_and_range_before_anything_is_confirmed(
    browser: Browser, office: Office
) -> None:
    log, asking = office.log, shipped_text("khanh-hoa").replace("version: 1.0.0", "version: 1.5.0").replace(
        "      days_late:  {", "      stars: {min: 1, max: 5, step: 0.5, unit: star, from: verification, vi: Số sao}\n"
        "      urgent: {type: boolean, default: false, from: verification, vi: Việc gấp}\n      days_late:  {"
    )  # fmt: skip
    norms = await make_office(log.province)
    draft = await norms.draft(asking[: asking.index("examples:")])
    norms.today = log.today - timedelta(days=9)
    await norms.pilot(draft, ["budget_division"], log.today - timedelta(days=8), log.today + timedelta(days=9))
    async with device(browser, office.url, PHONE) as shown:
        page = shown.page
        await shown.sign_in(office.slug, LEADER, PASSWORD)
        await shown.go("/xac-nhan")
        await page.get_by_role("list").get_by_role("button").first.click()
        await expect(page.get_by_text("từ 1 đến 5, bước 0,5")).to_be_visible()
        await page.get_by_role("button", name="Xác nhận").last.click()
        await expect(page.get_by_role("alert")).to_contain_text("Số sao: ghi giá trị.")
        await page.get_by_label("Số sao").fill("5,5")
        await expect(page.get_by_role("alert")).to_contain_text("phải từ 1 đến 5.")
        await page.get_by_label("Số sao").fill("4,5")
        await page.get_by_label("Việc gấp").select_option("Có")
        await clean(shown)
        await page.get_by_role("button", name="Xác nhận").last.click()
        await expect(page.get_by_text("Đã xác nhận 1 việc, còn")).to_be_attached()
        assert shown.faults == []
    async with log.province.db.tenant(log.province.id) as session:
        stated = text("SELECT facts -> 'verification' FROM work_entry WHERE facts ? 'verification'")
        assert (await session.scalars(stated)).all() == [{"stars": "4.5", "urgent": "true"}]

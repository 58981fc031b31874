"""Every screen on a phone and on a desktop, light and dark: axe finds nothing, nothing scrolls sideways."""

import pytest
from playwright.async_api import Browser, expect

from tests.console.conftest import PASSWORD, Office
from tests.console.devices import DESKTOP, PHONE, Device, device

SCREENS = ("/hom-nay", "/viec-giao", "/ghi-viec", "/ky-nay", "/cho-gui", "/them", "/khong-co")


async def check(shown: Device, found: dict[str, list[str]], name: str) -> None:
    """Note what is wrong with the screen as it stands."""
    faults = await shown.axe()
    if (wide := await shown.sideways()) > 0:
        faults.append(f"scrolls sideways by {wide}")
    if faults:
        found[name] = faults


async def walk(shown: Device, office: Office, found: dict[str, list[str]]) -> None:
    """Through every screen and its states."""
    page = shown.page
    await page.goto(office.url)
    await page.get_by_role("button", name="Đăng nhập").click()
    await check(shown, found, "sign in, with errors")
    await shown.sign_in(office.slug, "cadre1", PASSWORD)
    await shown.installed()
    for path in SCREENS:
        await shown.go(path)
        await page.get_by_role("heading", level=1).wait_for()
        await expect(page.get_by_text("Đang mở…")).to_have_count(0)
        await check(shown, found, path)
    month = office.log.today.isoformat()[:7]
    await shown.go(f"/diem/{month}")
    await page.get_by_text("Căn cứ").or_(page.get_by_text("chưa có điểm")).first.wait_for()
    await check(shown, found, "receipt of a month")
    await shown.go("/ghi-viec")
    await page.get_by_role("searchbox").fill("khong thay")
    await check(shown, found, "search without result")
    await page.get_by_role("searchbox").fill("tham dinh")
    await page.get_by_role("button", name="Thẩm định dự toán").click()
    await page.get_by_role("button", name="Lưu vào nhật ký").click()
    await check(shown, found, "details, with errors")
    await page.get_by_role("button", name="Vì sao").click()
    await check(shown, found, "reasons of a figure")
    await page.keyboard.press("Escape")
    await shown.context.set_offline(True)
    await page.get_by_role("button", name="214/STC-NS").click()
    await page.get_by_role("button", name="Lưu vào nhật ký").click()
    await expect(page.get_by_role("status").filter(has_text="Không có mạng")).to_be_visible()
    await shown.heading("Hôm nay").wait_for()
    await check(shown, found, "the day, offline")
    await page.get_by_role("link", name="1 chờ gửi").click()
    await check(shown, found, "queue, offline")
    await shown.context.set_offline(False)
    await page.get_by_role("button", name="Thử gửi ngay").click()
    await page.get_by_text("Đã gửi hôm nay").wait_for()
    await check(shown, found, "queue, sent")
    await shown.go("/hom-nay")
    await page.locator("a[href*='/viec/']").first.click()
    await page.get_by_role("heading", name="Các bước đã qua").wait_for()
    await check(shown, found, "one entry")


@pytest.mark.parametrize(("size", "dark"), [(PHONE, False), (PHONE, True), (DESKTOP, False), (DESKTOP, True)])
async def test_axe_finds_nothing(browser: Browser, office: Office, size: tuple[int, int], dark: bool) -> None:
    found: dict[str, list[str]] = {}
    async with device(browser, office.url, size, dark=dark) as shown:
        await walk(shown, office, found)
        assert shown.faults == []
    assert found == {}


async def test_everything_is_there_at_320_pixels_and_in_english(browser: Browser, office: Office) -> None:
    async with device(browser, office.url, (320, 640)) as small:
        await small.sign_in(office.slug, "cadre1", PASSWORD)
        await small.go("/them")
        await small.page.get_by_label("English").check()
        await expect(small.heading("More")).to_be_visible()
        for path, title in (("/hom-nay", "Today"), ("/ghi-viec", "Log work"), ("/cho-gui", "Waiting to send")):
            await small.go(path)
            await expect(small.heading(title)).to_be_visible()
            assert await small.sideways() <= 0
        assert await small.page.evaluate("document.documentElement.lang") == "en"
        assert await small.axe() == []


async def test_an_entry_is_logged_by_keyboard_alone(browser: Browser, office: Office) -> None:
    async with device(browser, office.url, DESKTOP) as desk:
        await desk.sign_in(office.slug, "cadre1", PASSWORD)
        await desk.go("/ghi-viec")
        await desk.page.get_by_role("searchbox").wait_for()
        for _ in range(4):
            await desk.page.keyboard.press("Shift+Tab")
        await reach(desk, "Tìm đầu việc, có dấu hoặc không dấu")
        await desk.page.keyboard.type("du toan")
        await reach(desk, "Thẩm định dự toán")
        await desk.page.keyboard.press("Enter")
        await desk.heading("Ghi việc").wait_for()
        await reach(desk, "214/STC-NS")
        await desk.page.keyboard.press("Space")
        await reach(desk, "Lưu vào nhật ký")
        await desk.page.keyboard.press("Enter")
        await expect(desk.page.get_by_role("list", name="Nhật ký công việc")).to_contain_text("Chờ gửi")


async def reach(desk: Device, name: str) -> None:
    """Go on by Tab until the focus is on what is called so."""
    for _ in range(40):
        await desk.page.keyboard.press("Tab")
        focused = await desk.page.evaluate(
            "(document.activeElement.getAttribute('aria-label') ?? '') + ' ' + document.activeElement.textContent"
        )
        if name in focused:
            return
    raise AssertionError(f"no Tab leads to {name}")

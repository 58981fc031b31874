"""A ministry's analyst reads national figures with hidden cells, by mouse and by keyboard, and takes them along."""

import csv
import re

import pytest
from playwright.async_api import Browser, Page, expect

from tests.console.conftest import PASSWORD, Office
from tests.console.devices import DESKTOP, PHONE, Device, device
from tests.console.national import (
    ANALYST,
    BESIDE,
    MINISTRY,
    OPERATOR,
    PLATFORM,
    SMALL,
    Served,
    nation,
    national_database,
)
from tests.console.test_screens import check

__all__ = ["nation", "national_database"]

TOLD = "Quý III/2026 · bản phát hành lần 2, ngày 16/11/2026"
RATE = "/ca-nuoc?chi-so=classes.HTXS_rate"


def tile(name: str) -> str:
    return f".tile:has(.name:text-is('{name}'))"


BARE = """element => {
  const copy = element.cloneNode(true);
  const name = copy.querySelector('.name').textContent;
  const spoken = copy.querySelector('.unseen');
  spoken.textContent = spoken.textContent.replace(name, '');
  for (const part of copy.querySelectorAll('.name, .code')) part.textContent = '';
  for (const place of ['style', 'data-code', 'tabindex']) copy.removeAttribute(place);
  return copy.outerHTML;
}"""


async def bare(page: Page, selector: str) -> str:
    """The markup of a tile without its name and place."""
    html: str = await page.locator(selector).evaluate(BARE)
    return html


async def open_map(desk: Device, path: str = RATE) -> None:
    await desk.sign_in(MINISTRY, ANALYST, PASSWORD)
    await desk.go(path)
    await desk.page.get_by_role("group", name="Bản đồ ô").wait_for()


async def test_a_figure_is_read_with_the_mouse_from_the_map_to_its_file(browser: Browser, nation: Served) -> None:
    """Flow D: an indicator, a tile, its table, the reason of a hidden cell, all rows, the file."""
    async with device(browser, nation.url, DESKTOP) as desk:
        page = desk.page
        await open_map(desk, "/")
        await expect(desk.heading("Tỷ lệ: Hoàn thành xuất sắc nhiệm vụ")).to_be_visible()
        await expect(page.get_by_text(TOLD)).to_be_visible()
        await expect(page.locator(".summary")).to_contain_text("32 trên 34 tỉnh, thành phố")
        await expect(page.locator(".summary")).to_contain_text("chưa có: Lạng Sơn, Đồng Tháp")
        await page.get_by_role("button", name="Khánh Hòa, 16,5%, gồm Trường Sa").click()
        pane = page.get_by_role("region", name="Khánh Hòa: Kết quả xếp loại quý III/2026")
        await expect(pane.get_by_role("row", name="Không hoàn thành nhiệm vụ")).to_contain_text("12")
        hidden = pane.get_by_role("row", name="Không hoàn thành nhiệm vụ").get_by_role("button", name="ẩn")
        await expect(hidden).to_have_count(2)
        await hidden.first.click()
        reason = page.get_by_role("dialog", name="Vì sao ô này bị ẩn?")
        await expect(reason).to_contain_text("Ẩn không có nghĩa là 0")
        await page.keyboard.press("Escape")
        await page.get_by_role("button", name="Bảng", exact=True).click()
        await expect(page.get_by_role("region", name="34 tỉnh, thành phố").locator("tbody tr")).to_have_count(34)
        await page.get_by_role("button", name="Tải số liệu").click()
        await expect(page.get_by_role("dialog")).to_contain_text(TOLD)
        async with page.expect_download() as coming:
            await page.get_by_role("link", name="CSV, mỗi dòng một số").click()
        file = await coming.value
        assert file.suggested_filename == "classes-2026-Q3-v2.csv"
        lines = list(csv.DictReader((await file.path()).read_text("utf-8-sig").splitlines()))
        await page.keyboard.press("Escape")
        await same_as_the_table(page, lines)
        assert desk.faults == []


async def same_as_the_table(page: Page, lines: list[dict[str, str]]) -> None:
    """The file tells of every province what the screen does, and when it was published."""
    assert {(line["version"], line["published"]) for line in lines} == {("2", "2026-11-16")}
    whole = {(line["province"], line["measure"]): line for line in lines if line["body"] == "*"}
    await page.get_by_role("combobox", name="Chỉ số", exact=True).select_option("classes.HTXS")
    await page.get_by_role("heading", level=1, name="Hoàn thành xuất sắc nhiệm vụ", exact=True).wait_for()
    lines_shown = page.get_by_role("region", name="34 tỉnh, thành phố: Hoàn").locator("tbody tr")
    await expect(lines_shown).to_have_count(34)
    rows = await lines_shown.all_inner_texts()
    assert len(rows) == 34
    for row in rows:
        code = row[:2]
        line = whole.get((code, "HTXS"), {"value": "chưa có", "status": "not_reported"})
        assert row.split("\t")[1].strip() == line["value"], row
        told = {"value": "Có số liệu", "suppressed": "Ẩn để bảo vệ", "not_reported": "Chưa có số liệu"}[line["status"]]
        assert told in row


async def test_a_figure_is_read_by_keyboard_alone(browser: Browser, nation: Served) -> None:
    async with device(browser, nation.url, DESKTOP) as desk:
        page, keys = desk.page, desk.page.keyboard
        await open_map(desk)
        await page.locator(".tile[tabindex='0']").focus()
        for key, name in (
            ("Home", "Hà Nội"), ("ArrowDown", "Ninh Bình"), ("ArrowRight", "Hưng Yên"), ("ArrowUp", "Bắc Ninh"),
            ("ArrowLeft", "Hà Nội"),
        ):  # fmt: skip
            await keys.press(key)
            await expect(page.locator(".tile:focus")).to_contain_text(name)
        for _ in range(11):
            await keys.press("ArrowDown")
        await expect(page.locator(".tile:focus")).to_contain_text("Khánh Hòa")
        await keys.press("Enter")
        await expect(page.locator(tile("Khánh Hòa"))).to_have_attribute("aria-pressed", "true")
        await page.locator(".province .hidden-mark").first.wait_for()
        await tab_to(page, "hidden-mark")
        await keys.press("Enter")
        await expect(page.get_by_role("dialog", name="Vì sao ô này bị ẩn?")).to_be_visible()
        await keys.press("Escape")
        await expect(page.locator(".hidden-mark:focus")).to_have_count(1)
        assert desk.faults == []


async def tab_to(page: Page, mark: str) -> None:
    """Go on by Tab until the focus is on an element of that class."""
    for _ in range(40):
        await page.keyboard.press("Tab")
        if mark in await page.evaluate("document.activeElement.className"):
            return
    raise AssertionError(f"no Tab leads to {mark}")


async def test_hidden_cells_are_all_alike(browser: Browser, nation: Served) -> None:
    """One is of two people, the other of forty and hidden only along with it: nothing on the page tells which."""
    async with device(browser, nation.url, DESKTOP) as desk:
        page = desk.page
        await open_map(desk, "/ca-nuoc?chi-so=classes.HTXS")
        assert (SMALL[0], BESIDE[0]) == ("12", "04")
        small, beside = await bare(page, tile("Lai Châu")), await bare(page, tile("Cao Bằng"))
        assert small == beside
        assert "ẩn" in small
        assert await bare(page, tile("Lào Cai")) != small
        await desk.go("/ca-nuoc?chi-so=classes.HTXS&tinh=56")
        marks = page.locator(".province tr", has_text="Không hoàn thành nhiệm vụ").locator("td:has(.hidden-mark)")
        await expect(marks).to_have_count(2)
        communal, provincial = [await one.evaluate("cell => cell.outerHTML") for one in await marks.all()]
        assert communal == provincial


async def test_islands_select_their_provinces_and_carry_no_figure(browser: Browser, nation: Served) -> None:
    async with device(browser, nation.url, DESKTOP) as desk:
        page = desk.page
        await open_map(desk)
        await expect(page.locator(".tile")).to_have_count(34)
        for island, province in (("Hoàng Sa", "Đà Nẵng"), ("Trường Sa", "Khánh Hòa")):
            await page.get_by_role("button", name=f"{island}, thuộc {province}", exact=True).click()
            await expect(page.get_by_role("heading", name=f"{province}: Kết quả xếp loại")).to_be_visible()
            assert not re.search(r"\d", await page.locator(".island", has_text=island).inner_text())
        await page.get_by_role("combobox", name="Cấp", exact=True).select_option("communal")
        await expect(page.locator(".island")).to_have_count(2)


async def test_only_the_harmonised_index_ranks_provinces(browser: Browser, nation: Served) -> None:
    async with device(browser, nation.url, DESKTOP) as desk:
        page = desk.page
        await desk.sign_in(MINISTRY, ANALYST, PASSWORD)
        await desk.go(f"{RATE}&xem=bang")
        twin = page.get_by_role("region", name="34 tỉnh, thành phố")
        await twin.wait_for()
        await expect(twin.get_by_role("columnheader", name="Thứ hạng")).to_have_count(0)
        await page.get_by_role("combobox", name="Chỉ số", exact=True).select_option("index.raw_mean")
        await expect(page.get_by_text("Không xếp các tỉnh theo điểm chưa hiệu chỉnh")).to_be_visible()
        await page.get_by_role("button", name="Xem chỉ số so sánh chung").click()
        await expect(twin.locator("tbody tr").first).to_contain_text("Cà Mau")
        assert (await twin.locator("tbody tr").first.inner_text()).split("\t")[1:3] == ["89,60", "1"]


async def test_nobody_opens_the_pages_of_another_kind_of_tenant(
    browser: Browser, nation: Served, office: Office
) -> None:
    async with device(browser, nation.url, DESKTOP) as desk:
        await open_map(desk)
        for path in ("/hom-nay", "/so-lieu-tinh", "/tinh-bo"):
            await desk.go(path)
            await expect(desk.heading("Trang này không dành cho bạn")).to_be_visible()
    async with device(browser, nation.url, DESKTOP) as desk:
        await desk.sign_in(PLATFORM, OPERATOR, PASSWORD)
        await desk.go("/ca-nuoc")
        await expect(desk.page.get_by_text("dành cho chuyên viên phân tích của bộ")).to_be_visible()
    async with device(browser, office.url, DESKTOP) as desk:
        await desk.sign_in(office.slug, "cadre1", PASSWORD)
        for path, whose in (("/ca-nuoc", "chuyên viên phân tích của bộ"), ("/hang-doi", "người vận hành hệ thống")):
            await desk.go(path)
            await expect(desk.page.get_by_text(whose)).to_be_visible()


@pytest.mark.parametrize(("size", "dark"), [(PHONE, False), (PHONE, True), (DESKTOP, False), (DESKTOP, True)])
async def test_axe_finds_nothing(browser: Browser, nation: Served, size: tuple[int, int], dark: bool) -> None:
    found: dict[str, list[str]] = {}
    async with device(browser, nation.url, size, dark=dark) as shown:
        page = shown.page
        await open_map(shown)
        await page.get_by_role("heading", name="tỉnh có số liệu công bố").wait_for()
        await check(shown, found, "map")
        await shown.go(f"{RATE}&tinh=56")
        await page.locator(".why-hidden").wait_for()
        await page.get_by_role("img", name="So sánh chung").wait_for()
        await check(shown, found, "province")
        await page.locator(".province .hidden-mark").first.click()
        await check(shown, found, "why hidden")
        for path, ready in (("/bieu", " dòng"), ("/ban-phat-hanh", "Lần 2"), ("/cach-tinh", "Vì sao có ô")):
            await shown.go(path)
            await page.get_by_text(ready).first.wait_for()
            await check(shown, found, path)
        assert shown.faults == []
    assert found == {}

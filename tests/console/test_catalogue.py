"""The catalogue in the console: drafts by two people, the national template field by field, a workbook as a grid."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from playwright.async_api import Browser, FilePayload, expect

from api.app import create_app
from api.serving import open_address, serve
from kernel.clock import utc_now
from kernel.ids import uuid7
from kernel.settings import Settings
from kernel.storage import FolderStore
from tenants.accounts import administration
from tenants.accounts.models import Account
from tenants.catalogue import suggestions
from tenants.catalogue.excel.sheets import ITEM_SHEET
from tenants.catalogue.template import adopt_template
from tests.catalogue.conftest import own_template
from tests.catalogue.templates import OwnTemplate, record_item
from tests.console.conftest import PASSWORD
from tests.console.devices import DESKTOP, PHONE, Device, device
from tests.fixtures_tenant import Province, make_province

__all__ = ["own_template"]

HEADINGS = [column.heading for column in ITEM_SHEET.columns]
ROW = ["NV-31", "Thẩm định đề án", "Nội vụ", "B", "Hỗ trợ, phục vụ", 30, "Đơn giản", 10, "Báo cáo", "báo cáo", ""]
PEOPLE = ("admin", "cadre1")


@dataclass(frozen=True)
class Desk:
    """A province that took over a template which has changed since, served on loopback, with two administrators."""

    url: str
    province: Province

    async def sign_in(self, shown: Device, login: str = "admin") -> None:
        await shown.sign_in(self.province.slug, login, PASSWORD)
        await shown.go("/danh-muc")

    @property
    def tomorrow(self) -> str:
        return (self.province.today + timedelta(days=1)).strftime("%d/%m/%Y")


@pytest.fixture
async def desk(own_template: OwnTemplate, tmp_path: Path) -> AsyncIterator[Desk]:
    """A-1 was changed by the template, A-2 withdrawn, A-3 is new; two administrators may sign in, and a cadre."""
    own_template.load(items=[record_item("A-1"), record_item("A-2")])
    province = await make_province(own_template.db)
    async with own_template.db.tenant(province.id) as session:
        await adopt_template(session, province.opened, now=utc_now())
        second = Account(tenant_id=province.id, id=uuid7(), login="admin2", office_role="tenant_admin")
        session.add(second)
        await session.flush()
        for account in (*(province.accounts[name] for name in PEOPLE), second.id):
            await administration.reset_password(session, province.caller("admin"), account, PASSWORD)
    changed = record_item("A-1", norm_minutes=300, output="Tờ trình", name="Thẩm định đề án tổ chức bộ máy")
    own_template.load(items=[changed, record_item("A-3")])
    settings = Settings(state=tmp_path, port=0, secure_cookies=False)
    address = open_address(settings)
    app = create_app(settings, own_template.db, FolderStore(tmp_path / "files"))
    started, done = asyncio.Event(), asyncio.Event()

    async def begun() -> None:
        started.set()

    serving = asyncio.create_task(serve(app, address, on_start=begun, until=done))
    await started.wait()
    yield Desk(f"http://127.0.0.1:{address.getsockname()[1]}", province)
    done.set()
    await serving


def workbook(*rows: list[object]) -> FilePayload:
    """A file with one sheet of work items below a title."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet(ITEM_SHEET.name)
        for number, cells in enumerate([["DANH MỤC ĐẦU VIỆC"], HEADINGS, *rows]):
            page.write_row(number, 0, cells)
    return {"name": "danh-muc.xlsx", "mimeType": "application/octet-stream", "buffer": target.getvalue()}


FAULTY = workbook(
    ["NV-30", "Tổng hợp báo cáo", "Nội vụ lạ", *ROW[3:5], 45, *ROW[6:]],
    [*ROW[:5], "ba mươi", *ROW[6:]],
    ["NV-32", "Soạn tờ trình", *ROW[2:]],
)


async def test_one_admin_proposes_and_a_second_approves(browser: Browser, desk: Desk) -> None:
    async with device(browser, desk.url, DESKTOP) as first, device(browser, desk.url, DESKTOP) as other:
        await desk.sign_in(first)
        await first.page.get_by_role("link", name="Đề nghị đầu việc").click()
        await first.page.get_by_role("button", name="Gửi đề nghị").click()
        await expect(first.page.get_by_role("alert")).to_contain_text("Định mức thời gian: hãy ghi số phút nguyên.")
        for label, text in (
            ("Mã", "a 1"),
            ("Tên đầu việc", "Rà soát vị trí việc làm"),
            ("Định mức (phút cho một sản phẩm)", "90"),
            ("Đơn vị tính sản phẩm", "báo cáo"),
            ("Điểm chuẩn", "62,5"),
            ("Sản phẩm đầu ra", "Báo cáo rà soát"),
        ):
            await first.page.get_by_label(label, exact=True).fill(text)
        await first.page.get_by_label("Độ phức tạp").select_option("Phức tạp")
        await first.page.get_by_label("Lĩnh vực").select_option("Nội vụ")
        await first.page.get_by_label("Nhóm nhiệm vụ").select_option("B · Chuyên môn, nghiệp vụ")
        await first.page.get_by_label("Nghiệp vụ chuyên ngành").check()
        await first.page.get_by_role("button", name="Gửi đề nghị").click()
        await expect(first.page.locator("#item-code-error")).to_contain_text("mã gồm chữ không dấu")
        await first.page.get_by_label("Mã", exact=True).fill("RS-1")
        await first.page.get_by_role("button", name="Gửi đề nghị").click()
        await expect(first.heading("Rà soát vị trí việc làm")).to_be_visible()
        await first.page.get_by_role("button", name="Duyệt").click()
        await first.page.get_by_role("button", name="Duyệt").click()
        await expect(first.page.get_by_role("alert")).to_contain_text("Hãy để người thứ hai duyệt")
        await desk.sign_in(other, "admin2")
        await other.page.get_by_role("tab", name="Dự thảo").click()
        await other.page.get_by_role("link", name="Rà soát vị trí việc làm").click()
        await other.page.get_by_role("button", name="Duyệt").click()
        await expect(other.page.get_by_text("Chính bạn soạn")).to_have_count(0)
        await other.page.get_by_role("button", name="Duyệt").click()
        await expect(other.page.get_by_role("row").filter(has_text=desk.tomorrow)).to_contain_text("90 phút")
        await expect(other.page.get_by_text("Tài khoản quản trị duyệt")).to_be_visible()
        await other.page.get_by_role("button", name="Thu hồi bản chưa hiệu lực").click()
        await expect(other.page.get_by_text("Dự thảo, chưa có bản nào được duyệt")).to_be_visible()
        assert first.faults == other.faults == []


async def test_what_a_cadre_misses_becomes_a_draft_or_is_declined_with_a_reason(browser: Browser, desk: Desk) -> None:
    province = desk.province
    async with province.db.tenant(province.id) as session:
        for name in ("Lập biên bản họp", "Pha trà tiếp khách"):
            wish = suggestions.SuggestionInput(name, "Biên bản", 45, "Tuần nào cũng làm")
            await suggestions.suggest(session, province.caller("cadre1"), wish, now=utc_now())
    async with device(browser, desk.url, DESKTOP) as shown:
        await desk.sign_in(shown)
        page = shown.page
        await page.get_by_role("tab", name="Dự thảo").click()
        waiting = page.get_by_role("list", name="Cán bộ đề xuất").get_by_role("listitem")
        await expect(waiting).to_have_count(2)
        await waiting.filter(has_text="Pha trà").get_by_role("button", name="Không nhận").click()
        await page.get_by_role("button", name="Gửi lý do").click()
        await expect(page.get_by_text("Hãy nêu lý do")).to_be_visible()
        await page.get_by_label("Lý do, người đề xuất sẽ đọc").fill("Không phải công vụ")
        await page.get_by_role("button", name="Gửi lý do").click()
        await expect(waiting).to_have_count(1)
        await waiting.get_by_role("link", name="Soạn thành đầu việc").click()
        await expect(page.get_by_label("Tên đầu việc")).to_have_value("Lập biên bản họp")
        await expect(page.get_by_text("Võ Minh An đề xuất:")).to_be_visible()
        assert shown.faults == []
    async with province.db.tenant(province.id) as session:
        outcomes = {wish.name: wish.outcome for wish in await suggestions.mine(session, province.caller("cadre1"))}
    assert outcomes == {"Lập biên bản họp": None, "Pha trà tiếp khách": "declined"}


async def test_a_difference_to_the_template_is_answered_field_by_field(browser: Browser, desk: Desk) -> None:
    async with device(browser, desk.url, DESKTOP) as shown:
        page = shown.page
        await desk.sign_in(shown)
        await page.get_by_role("link", name="So với mẫu quốc gia 3").click()
        await page.get_by_role("button", name="Đầu việc A-1").click()
        row = page.get_by_role("row").filter(has_text="Định mức (phút)")
        await expect(row.get_by_role("cell")).to_have_text(["240", "300", "240", "Lấy của mẫu: Định mức (phút)"])
        await row.get_by_role("checkbox").uncheck()
        await page.get_by_role("button", name="Trả lời mục này").click()
        await expect(page.get_by_role("alert")).to_contain_text("hãy nêu lý do")
        await page.get_by_label("Lý do giữ của tỉnh").fill("Tỉnh đã đo lại bằng nhật ký")
        await page.get_by_role("button", name="Trả lời mục này").click()
        await expect(page.get_by_text("Đã trả lời 1 trên 1 mục.")).to_be_visible()
        await page.get_by_role("button", name="Chọn mọi mục tỉnh chưa sửa").click()
        await page.get_by_role("button", name="Trả lời 1 mục").click()
        await expect(page.get_by_text("1 mục chờ trả lời")).to_be_visible()
        await shown.go("/danh-muc")
        await page.get_by_label("Hiệu lực ngày", exact=True).fill(desk.tomorrow)
        await page.keyboard.press("Enter")
        await page.get_by_role("searchbox").fill("to chuc bo may")
        await expect(page.get_by_role("list", name="Đầu việc").get_by_role("listitem")).to_contain_text("240 phút")
        await page.get_by_role("searchbox").fill("a-3")
        await page.get_by_role("link", name="Đầu việc A-3").click()
        await expect(page.get_by_role("cell", name=desk.tomorrow)).to_be_visible()
        assert shown.faults == []


async def test_faulty_cells_of_a_workbook_are_mended_in_the_grid(browser: Browser, desk: Desk) -> None:
    async with device(browser, desk.url, DESKTOP) as shown:
        page = shown.page
        await desk.sign_in(shown)
        await shown.go("/danh-muc/nhap")
        await page.set_input_files("#import-file", FAULTY)
        field, minutes = page.get_by_label("Lĩnh vực, C3"), page.get_by_label("Định mức (phút), F4")
        await expect(page.get_by_text("“ba mươi” không phải là số nguyên.")).to_be_visible()
        await expect(page.get_by_role("button", name="Nhận 1 mục")).to_be_disabled()
        async with page.expect_download() as given:
            await page.get_by_role("button", name="Tải tệp có ghi lỗi").click()
        assert (await given.value).suggested_filename == "danh-muc-loi.xlsx"
        await field.fill("Nội vụ")
        await expect(page.get_by_text("Chỗ sửa được giữ trên máy này.")).to_be_visible()
        await page.reload()  # what was typed is still there
        await expect(field).to_have_value("Nội vụ")
        await minutes.fill("30,5")
        await page.get_by_role("button", name="Kiểm tra lại").click()
        await expect(page.get_by_text("“30,5” không phải là số nguyên.")).to_be_visible()
        await minutes.fill("30")
        await page.get_by_role("button", name="Kiểm tra lại").click()
        await expect(page.get_by_text(f"Sẽ thêm 3 mục và đổi 0 mục, hiệu lực từ {desk.tomorrow}.")).to_be_visible()
        await page.get_by_role("button", name="Nhận 3 mục").click()
        await expect(page.get_by_text("Đã thêm 3 mục và đổi 0 mục")).to_be_visible()
        await page.set_input_files("#import-file", workbook([*ROW[:5], 45, *ROW[6:]]))
        await expect(page.get_by_text("Chọn ngày hiệu lực muộn hơn.")).to_be_visible()
        later = desk.province.today + timedelta(days=9)
        await page.get_by_label("Hiệu lực từ ngày", exact=True).fill(later.strftime("%d/%m/%Y"))
        await page.get_by_role("button", name="Kiểm tra lại").click()
        await page.get_by_role("button", name="Thay đổi 1").click()
        await expect(page.get_by_role("row").filter(has_text="NV-31")).to_contain_text("Trước: 30 45")
        assert shown.faults == []


async def test_a_cadre_reads_the_catalogue_and_manages_nothing(browser: Browser, desk: Desk) -> None:
    async with device(browser, desk.url) as phone:
        await desk.sign_in(phone, "cadre1")
        await phone.go("/danh-muc")
        await phone.page.get_by_role("link", name="Đầu việc A-1").click()
        await expect(phone.page.get_by_text("240 phút mỗi báo cáo")).to_be_visible()
        await expect(phone.page.get_by_role("button", name="Soạn bản mới")).to_have_count(0)
        for path in ("/nhap", "/mau-quoc-gia", "/dau-viec/moi"):
            await phone.go(f"/danh-muc{path}")
            await expect(phone.page.get_by_text("Trang này dành cho người quản trị của tỉnh.")).to_be_visible()
        assert phone.faults == []


async def check(shown: Device, found: dict[str, list[str]], name: str) -> None:
    """Note what is wrong with the screen as it stands."""
    await expect(shown.page.get_by_text("Đang mở…")).to_have_count(0)
    faults = await shown.axe()
    if (wide := await shown.sideways()) > 0:
        faults.append(f"scrolls sideways by {wide}")
    if faults:
        found[name] = faults


@pytest.mark.parametrize(("size", "dark"), [(PHONE, True), (DESKTOP, False)])
async def test_axe_finds_nothing(browser: Browser, desk: Desk, size: tuple[int, int], dark: bool) -> None:
    found: dict[str, list[str]] = {}
    async with device(browser, desk.url, size, dark=dark) as shown:
        page = shown.page
        await desk.sign_in(shown)
        await page.get_by_role("link", name="Đầu việc A-1").wait_for()
        await check(shown, found, "items")
        for tab in ("Vị trí việc làm", "Khung năng lực", "Dự thảo", "Định mức theo nhật ký"):
            await page.get_by_role("tab", name=tab).click()
            await check(shown, found, tab)
        await page.get_by_role("tab", name="Vị trí việc làm").click()
        await page.get_by_role("link", name="Vị trí VT-1").click()
        await page.get_by_role("heading", name="Các phiên bản").wait_for()
        await check(shown, found, "position")
        await page.get_by_role("button", name="Soạn bản mới").click()
        await check(shown, found, "position form")
        await shown.go("/danh-muc/mau-quoc-gia")
        await page.get_by_role("button", name="Đầu việc A-1").click()
        await page.get_by_role("button", name="Đầu việc A-3").click()
        await check(shown, found, "differences")
        await shown.go("/danh-muc/nhap")
        await page.set_input_files("#import-file", FAULTY)
        await page.get_by_role("button", name="Mọi dòng").click()
        await check(shown, found, "grid")
        await page.emulate_media(color_scheme="light" if dark else "dark")
        await check(shown, found, "grid in the other light")
        await shown.go("/danh-muc/dau-viec/moi")
        await page.get_by_role("button", name="Gửi đề nghị").click()
        await check(shown, found, "item form, with errors")
        assert shown.faults == []
    assert found == {}

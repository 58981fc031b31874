"""An administrator's afternoon: a unit, a person, an account, a deadline, a token, and all of it on the trail."""

import re

import pytest
from playwright.async_api import Browser, FilePayload, Page, expect
from sqlalchemy import text

from tenants.accounts.sso.models import IdentityProvider, LinkedIdentity
from tenants.evaluation import making
from tenants.periods import actions as periods
from tenants.periods.planning import give_default_rules, plan
from tests.console.conftest import PASSWORD, Office
from tests.console.devices import DESKTOP, PHONE, Device, device
from tests.importing.sheets import somebody, workbook

UNITS = "/don-vi-con-nguoi"
NEW_UNIT = "Phòng Kế hoạch tài chính"
NEW_PERSON = "Hồ Thị Kim Ngân"
PIN = "056195100078"
FAULTY: FilePayload = {
    "name": "can-bo.xlsx",
    "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "buffer": workbook([somebody("056195100079", "Hồ Tam Kỳ", "STC_NS", birth_date="1/2/1996")]),
}
# In the dark only colours differ: what else axe looks at was looked at in the light.
CONTRAST = """axe.run(document, {runOnly: {type: 'rule', values: ['color-contrast']}}).then(
  found => found.violations.flatMap(({nodes}) => nodes.map(({html}) => html.slice(0, 160))))"""


async def unit(shown: Device, words: str, name: str) -> None:
    """Find a unit in the tree and choose it."""
    await shown.go(UNITS)
    await shown.page.get_by_role("searchbox").fill(words)
    await shown.page.get_by_role("treeitem", name=name).click()
    await shown.page.get_by_role("heading", level=2, name=name).wait_for()


async def pick(page: Page, label: str, words: str, name: str) -> None:
    """Choose one of what a picker finds."""
    await page.get_by_label(label, exact=True).fill(words)
    await page.get_by_role("option", name=name).first.click()


async def open_and_move_units(desk: Device) -> None:
    """A unit is opened below the department, moved after it was described, and another merged."""
    page = desk.page
    await unit(desk, "so tai chinh", "Sở Tài chính")
    await page.get_by_role("button", name="Mở đơn vị trực thuộc").click()
    await page.get_by_role("button", name="Mở đơn vị", exact=True).click()
    await expect(page.get_by_role("alert")).to_contain_text("Hãy nhập tên đơn vị.")
    await page.get_by_label("Tên đơn vị").fill(NEW_UNIT)
    await page.get_by_label("Mã đơn vị", exact=True).fill("STC")
    await page.get_by_label("Số quyết định").fill("12/QĐ-UBND")
    await page.get_by_role("button", name="Mở đơn vị", exact=True).click()
    await expect(page.locator("#unit-form-code-error")).to_have_text("Mã đơn vị STC đã được dùng.")
    await page.get_by_label("Mã đơn vị", exact=True).fill("STC-KH")
    await page.get_by_role("button", name="Mở đơn vị", exact=True).click()
    await expect(page.get_by_text("Đã mở đơn vị.")).to_be_visible()
    await unit(desk, "ke hoach", NEW_UNIT)
    await page.get_by_role("button", name="Chuyển nơi trực thuộc").click()
    await pick(page, "Chuyển vào đơn vị", "nha trang", "phường Nha Trang")
    await page.get_by_role("button", name="Xem trước").click()
    await expect(page.get_by_role("status").filter(has_text="Chưa có gì được ghi.")).to_contain_text(NEW_UNIT)
    await page.get_by_role("button", name="Chuyển đơn vị").click()
    await expect(page.get_by_text("Đã chuyển đơn vị.")).to_be_visible()
    await unit(desk, "quan ly gia", "Phòng Quản lý giá và công sản")
    await page.get_by_role("button", name="Sáp nhập vào đơn vị khác").click()
    await pick(page, "Sáp nhập vào", "ngan sach", "Phòng Quản lý ngân sách")
    await page.get_by_role("button", name="Xem trước").click()
    await expect(page.get_by_text("đóng và nhập vào Phòng Quản lý ngân sách")).to_be_visible()
    await page.get_by_role("button", name="Sáp nhập", exact=True).click()
    await expect(page.get_by_text("Đã sáp nhập.")).to_be_visible()


async def add_and_appoint(desk: Device, known_pin: str) -> None:
    """A number that is known leads to its holder; a new one makes a person, who is given a post."""
    page = desk.page
    await desk.go(f"{UNITS}/can-bo")
    await page.get_by_role("button", name="Thêm cán bộ").click()
    await page.get_by_label("Số định danh cá nhân").fill(known_pin)
    await page.get_by_label("Họ và tên").fill(NEW_PERSON)
    await page.get_by_role("button", name="Thêm vào danh sách").click()
    await expect(page.get_by_text("Số này đã thuộc một cán bộ của tỉnh: Võ Minh An")).to_be_visible()
    await page.get_by_label("Số định danh cá nhân").fill(PIN)
    await page.get_by_role("button", name="Thêm vào danh sách").click()
    await desk.heading(NEW_PERSON).wait_for()
    await page.get_by_role("button", name="Bố trí vị trí").click()
    await pick(page, "Đơn vị", "ke hoach", NEW_UNIT)
    await page.get_by_label("Vai trò").select_option(label="Cán bộ")
    await page.get_by_label("Số quyết định").fill("13/QĐ-UBND")
    await page.get_by_role("button", name="Bố trí", exact=True).click()
    await expect(page.get_by_role("list", name="Vị trí qua thời gian")).to_contain_text("theo 13/QĐ-UBND")


async def make_account(desk: Device) -> str:
    """An account for the person shown; its first password, shown this once."""
    await desk.page.get_by_role("button", name="Tạo tài khoản").click()
    await expect(desk.page.get_by_label("Tên đăng nhập")).to_have_value("nganhtk")
    await desk.page.get_by_role("button", name="Tạo tài khoản").click()
    password = await desk.page.get_by_role("group", name="Mật khẩu").locator("code").inner_text()
    await desk.page.get_by_role("button", name="Tôi đã ghi lại").click()
    await expect(desk.page.get_by_text(password)).to_have_count(0)
    return password


async def bring_people_in(desk: Device) -> None:
    """A workbook with a wrong unit is mended in place, checked again, and applied with an account and its code."""
    page = desk.page
    await desk.go(f"{UNITS}/nhap")
    await page.get_by_label("Tạo tài khoản cho người chưa có").check()
    await page.set_input_files("#register-file", FAULTY)
    await expect(page.get_by_role("button", name="Nhận tất cả")).to_be_disabled()
    await page.get_by_label("Mã đơn vị, G2").fill("STC-NS")
    await page.get_by_role("button", name="Kiểm tra lại").click()
    await expect(page.get_by_text("tạo 1 tài khoản")).to_be_visible()
    await page.get_by_role("button", name="Nhận tất cả").click()
    await expect(page.get_by_text("Đã ghi 0 đơn vị và 1 người.")).to_be_visible()
    async with page.expect_download() as given:
        await page.get_by_role("button", name="Tải danh sách mã").click()
    lines = (await (await given.value).path()).read_text("utf-8-sig").splitlines()
    assert lines[1].startswith('"STC-NS","Hồ Tam Kỳ","kyht","')
    await page.get_by_role("button", name="Đã trao xong, bỏ danh sách").click()
    await expect(page.get_by_text("mã kích hoạt, chỉ hiện một lần")).to_have_count(0)


async def issue_and_revoke(desk: Device) -> None:
    """A token is shown once, and revoked after being asked."""
    page = desk.page
    await desk.go("/ma-truy-cap")
    await page.get_by_role("button", name="Cấp mã mới").click()
    await page.get_by_label("Dùng để làm gì").fill("Báo cáo quý")
    await page.get_by_role("button", name="Cấp mã", exact=True).click()
    await expect(page.get_by_role("group", name="Mã mới").locator("code")).to_contain_text("rvt_")
    await page.get_by_role("button", name="Tôi đã cất mã").click()
    await page.get_by_role("button", name="Thu hồi: Báo cáo quý").click()
    await page.get_by_role("button", name="Thu hồi mã").click()
    await expect(page.get_by_role("list", name="Mã truy cập")).to_contain_text("đã thu hồi")


async def settle_sign_on(desk: Device) -> None:
    """An address that is no provider says so; an account is kept for emergencies."""
    page = desk.page
    await desk.go("/tai-khoan")
    await page.get_by_role("link", name="Đăng nhập một lần").click()
    await page.get_by_role("button", name="Khai báo máy chủ định danh").click()
    await page.get_by_label("Địa chỉ máy chủ định danh (issuer)").fill("http://dinhdanh.example.vn")
    await page.get_by_role("button", name="Kiểm tra địa chỉ").click()
    await expect(page.locator("#sso-form-issuer-error")).to_contain_text("địa chỉ phải là https")
    await page.get_by_role("button", name="Thôi", exact=True).click()
    await page.get_by_role("button", name="Thêm tài khoản dự phòng").click()
    await pick(page, "Tài khoản", "admin", "admin")
    await page.get_by_role("button", name="Thêm", exact=True).click()
    await expect(page.get_by_role("list", name="Tài khoản dự phòng")).to_contain_text("có mật khẩu")


async def connect_a_source(desk: Device) -> None:
    """A source is added and its key shown once; then its page, where nothing waits."""
    page = desk.page
    await desk.go("/ket-noi")
    await page.get_by_role("button", name="Thêm nguồn").click()
    await page.get_by_label("Tên nguồn").fill("E-Office tỉnh")
    await page.get_by_role("button", name="Thêm nguồn và lấy khóa").click()
    await expect(page.get_by_role("group", name="Khóa ký").locator("code")).to_contain_text("whsec_")
    await page.get_by_role("button", name="Tôi đã cất khóa").click()
    await page.get_by_role("link", name="E-Office tỉnh").click()
    await desk.heading("E-Office tỉnh").wait_for()
    await expect(page.get_by_text("Không còn gì chờ ghép.")).to_be_visible()


async def set_deadlines(desk: Device) -> None:
    """A rule of periods, with its first deadlines in words before it is set."""
    page = desk.page
    await desk.go("/ky-va-thoi-han")
    await page.get_by_role("tab", name="Quy định kỳ").click()
    await page.get_by_role("button", name="Đặt quy định mới").click()
    await page.get_by_label("Hỗ trợ, phục vụ").check()
    await page.get_by_label("Ý kiến cấp trên").fill("2")
    await page.get_by_role("button", name="Đặt quy định", exact=True).click()
    await expect(page.get_by_role("alert")).to_contain_text("không sớm hơn bước trước")
    await page.get_by_label("Ý kiến cấp trên").fill("4")
    await expect(page.get_by_text(re.compile("Ví dụ với Tháng"))).to_be_visible()
    await page.get_by_role("button", name="Đặt quy định", exact=True).click()
    await expect(page.get_by_role("table")).to_contain_text("Hỗ trợ, phục vụ")


async def read_trail(desk: Device) -> None:
    """All that stands on the trail, in sentences; narrowed to changes of units."""
    page = desk.page
    await desk.go("/nhat-ky-he-thong")
    lines = page.get_by_role("main").get_by_role("list")
    for sentence in (
        "thu hồi mã truy cập",
        "đổi việc dự phòng của",
        "đặt quy định kỳ đánh giá",
        f"bố trí vị trí cho {NEW_PERSON}",
        "tạo tài khoản nganhtk",
    ):
        await expect(lines).to_contain_text(sentence)
    await page.get_by_label("Loại đối tượng").select_option("unit")
    await expect(lines).not_to_contain_text("mã truy cập")
    await expect(lines).to_contain_text(f"mở đơn vị {NEW_UNIT}")
    async with page.expect_download() as downloading:
        await page.get_by_role("link", name="Tải CSV").click()
    assert (await (await downloading.value).path()).read_text("utf-8-sig").count(
        "\n"
    ) == 4  # head, opened, moved, merged


async def test_an_administrators_afternoon(browser: Browser, office: Office) -> None:
    async with device(browser, office.url, DESKTOP) as desk:
        await desk.sign_in(office.slug, "admin", PASSWORD)
        await desk.heading("Đơn vị, con người").wait_for()
        await open_and_move_units(desk)
        await add_and_appoint(desk, "056090100006")
        password = await make_account(desk)
        await set_deadlines(desk)
        await issue_and_revoke(desk)
        await settle_sign_on(desk)
        await connect_a_source(desk)
        await bring_people_in(desk)
        await read_trail(desk)
        assert desk.faults == []
    async with device(browser, office.url) as phone:
        await phone.sign_in(office.slug, "nganhtk", password)
        await expect(phone.heading("Hôm nay")).to_be_visible()
        for path in (UNITS, "/tai-khoan", "/dang-nhap-mot-lan", "/ky-va-thoi-han", "/ket-noi", "/nhat-ky-he-thong"):
            await phone.go(path)
            await expect(phone.heading("Trang này không dành cho bạn")).to_be_visible()
            await expect(phone.page.get_by_text("người quản trị của tỉnh")).to_be_visible()
    async with office.log.province.db.tenant(office.log.province.id) as session:
        kept = await session.execute(
            text("SELECT name, document_number FROM unit_place WHERE document_number IS NOT NULL ORDER BY valid_from")
        )
    assert [tuple(row) for row in kept] == [(NEW_UNIT, "12/QĐ-UBND")]


async def test_the_tree_is_walked_by_arrow_keys(browser: Browser, office: Office) -> None:
    async with device(browser, office.url, DESKTOP) as desk:
        await desk.sign_in(office.slug, "admin", PASSWORD)
        root = desk.page.get_by_role("treeitem", name="Ủy ban nhân dân tỉnh")
        await root.focus()
        for key in ("ArrowDown", "ArrowRight", "ArrowRight"):
            await desk.page.keyboard.press(key)
        await expect(desk.page.get_by_role("treeitem", name="Phòng Quản lý ngân sách")).to_be_focused()
        await desk.page.keyboard.press("Enter")
        await expect(desk.page.get_by_role("heading", level=2, name="Phòng Quản lý ngân sách")).to_be_visible()
        await expect(desk.page.get_by_role("link", name="Lê Văn Đức").first).to_be_visible()
        await desk.go(f"{UNITS}?ngay=2026-01-05")
        await expect(desk.page.get_by_text("như ngày 05/01/2026, đã qua")).to_be_visible()


async def furnish(office: Office) -> None:
    """Periods with sheets and an identity provider, so that every screen has something to show."""
    province = office.log.province
    async with province.db.tenant(province.id) as session:
        first = province.today.replace(month=1, day=1)
        await give_default_rules(session, first)
        await plan(session, first, province.today)
        owned = {"tenant_id": province.id, "issuer": "https://dinhdanh.example.vn"}
        session.add(IdentityProvider(**owned, name="Tài khoản tỉnh", client_id="roviec", enforced=False))
        session.add(LinkedIdentity(**owned, subject="an", account_id=province.accounts["cadre1"]))
        await periods.keep_calendar(session, province.today)
        found = await session.scalars(text("SELECT id FROM evaluation_period WHERE status = 'open'"))
        for period_id in found.all():
            await making.make_sheets(session, str(period_id))


async def check(shown: Device, found: dict[str, list[str]], name: str) -> None:
    """Note what is wrong with the screen as it stands, in light and in dark."""
    width, height = await shown.page.evaluate("[innerWidth, innerHeight]")
    whole: int = await shown.page.evaluate("document.documentElement.scrollHeight")
    await shown.page.set_viewport_size({"width": width, "height": whole})  # so that no bar lies over a line
    faults = await shown.axe()
    if (wide := await shown.sideways()) > 0:
        faults.append(f"scrolls sideways by {wide}")
    await shown.page.emulate_media(color_scheme="dark")
    faults += [f"dark: {html}" for html in await shown.page.evaluate(CONTRAST)]
    await shown.page.emulate_media(color_scheme="light")
    await shown.page.set_viewport_size({"width": width, "height": height})
    if faults:
        found[name] = faults


async def walk(shown: Device, found: dict[str, list[str]], office: Office) -> None:
    """Through every screen of the administrator and its forms."""
    page = shown.page
    await unit(shown, "ngan sach", "Phòng Quản lý ngân sách")
    await page.get_by_role("button", name="Mở đơn vị trực thuộc").click()
    await page.get_by_role("button", name="Mở đơn vị", exact=True).click()
    await check(shown, found, "a unit, with errors")
    await shown.go(UNITS)
    await page.get_by_role("treeitem").first.wait_for()
    await check(shown, found, "tree")
    await shown.go(f"{UNITS}/can-bo")
    await page.get_by_role("link", name="Võ Minh An").wait_for()
    await page.get_by_role("button", name="Thêm cán bộ").click()
    await check(shown, found, "people")
    await shown.go(f"{UNITS}/nhap")
    await page.set_input_files("#register-file", FAULTY)
    await page.get_by_label("Mã đơn vị, G2").wait_for()
    await check(shown, found, "people from Excel")
    await shown.go(f"{UNITS}/can-bo/{office.log.province.people['cadre1']}")
    await page.get_by_role("button", name="Bố trí vị trí").click()
    await page.get_by_role("button", name="Bố trí", exact=True).click()
    await check(shown, found, "a person")
    await shown.go("/tai-khoan")
    await page.get_by_role("button", name="Khóa: cadre1").click()
    await check(shown, found, "accounts")
    await shown.go("/dang-nhap-mot-lan?tried=NO_NUMBER&claims=name%20email")
    await page.get_by_role("button", name="Gỡ: cadre1").click()
    await expect(page.get_by_role("status").filter(has_text="không đưa số định danh")).to_be_visible()
    await check(shown, found, "single sign-on")
    await page.get_by_role("button", name="Sửa", exact=True).click()
    await page.get_by_label("Mã ứng dụng").fill("")
    await page.get_by_role("button", name="Ghi", exact=True).click()
    await check(shown, found, "a provider, with errors")
    await shown.go("/ky-va-thoi-han")
    await page.get_by_role("button", name=f"Tháng {office.log.today.month}/{office.log.today.year}").click()
    await page.get_by_role("table").wait_for()
    await check(shown, found, "a period")
    if await page.get_by_role("button", name="Về lịch các kỳ").is_visible():
        await page.get_by_role("button", name="Về lịch các kỳ").click()
    await page.get_by_role("tab", name="Quy định kỳ").click()
    await page.get_by_role("button", name="Đặt quy định mới").click()
    await check(shown, found, "rules")
    await page.get_by_role("tab", name="Lịch làm việc").click()
    await page.get_by_role("button", name=office.log.today.strftime("/%m/%Y, Ngày nghỉ")).first.click()
    await check(shown, found, "calendar")
    await page.get_by_role("tab", name="Thiết lập").click()
    await page.get_by_label("Ghi lùi được mấy ngày").fill("500")
    await page.get_by_role("button", name="Ghi thiết lập").click()
    await expect(page.locator("#settings-lateLogDays-error")).to_contain_text("từ 0 đến 366")
    await check(shown, found, "settings")
    await shown.go("/ma-truy-cap")
    await page.get_by_role("button", name="Cấp mã mới").click()
    await page.get_by_label("Chọn từng quyền").check()
    await check(shown, found, "tokens")
    await shown.go("/ket-noi")
    await page.get_by_role("button", name="Thêm nguồn").click()
    await page.get_by_role("button", name="Thêm nguồn và lấy khóa").click()
    await check(shown, found, "connections, with errors")
    await shown.go("/nhat-ky-he-thong")
    await page.get_by_text("Chi tiết gốc").first.click()
    await check(shown, found, "trail")


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
async def test_axe_finds_nothing_on_the_administrators_screens(
    browser: Browser, office: Office, size: tuple[int, int]
) -> None:
    await furnish(office)
    found: dict[str, list[str]] = {}
    async with device(browser, office.url, size) as shown:
        await shown.sign_in(office.slug, "admin", PASSWORD)
        await walk(shown, found, office)
        assert shown.faults == []
    assert found == {}

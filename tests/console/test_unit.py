"""Leaders in the console: the unit's day, a person's day, assigning, delegating, calibration; and who may not."""

from datetime import timedelta

import pytest
from playwright.async_api import Browser, Page, expect
from sqlalchemy import text

from tenants.accounts import administration
from tests.console.conftest import PASSWORD, Office
from tests.console.devices import DESKTOP, PHONE, Device, device

CADRE = "Võ Minh An"
LEADERS = ("division_head", "agency_head", "cadre2")

# Two months of five cadres with points, and a rater who approves by the dozen.
CALIBRATED = """
    WITH months AS (
        SELECT post.person_id, post.unit_id, CAST(date_trunc('month', CAST(:day AS date)) AS date) AS month,
               row_number() OVER (ORDER BY post.id) AS place
        FROM appointment AS post JOIN unit_place AS place USING (tenant_id, unit_id) WHERE place.path ~>=~ :path
    ), logs AS (
        INSERT INTO log_month (tenant_id, person_id, unit_id, month, entries, days, long_days, minutes, norm_minutes,
                               proved, repeated)
        SELECT :tenant, person_id, :unit, month, 60, 20, 15, 12000, 9000, 60, 60 FROM months
    ), raters AS (
        INSERT INTO rater_month (tenant_id, person_id, month, unit_id, entries, excellent, good, fair, poor, rejected,
                                 at_once, general_given, general_points)
        SELECT :tenant, :rater, min(month), :unit, 80, 76, 4, 0, 0, 0, 80, 2, 55 FROM months
    )
    INSERT INTO month_score (tenant_id, person_id, month, revision, norm_package_id, total, rating, receipt,
                             receipt_hash)
    SELECT :tenant, person_id, month, 9, package.id, 70 + 5 * place, 'HTT', '{}', ''
    FROM months, (SELECT id FROM norm_package LIMIT 1) AS package
"""


@pytest.fixture
async def led(office: Office) -> Office:
    """The office with leaders who may sign in, a task that is late, and months to calibrate."""
    province = office.log.province
    task = await office.log.assign("cadre2", title="Rà soát dự toán quý III")
    async with province.db.tenant(province.id) as session:
        for name in LEADERS:
            await administration.reset_password(session, province.caller("admin"), province.accounts[name], PASSWORD)
        await session.execute(
            text("UPDATE task SET due_date = :day WHERE id = :id"),
            {"day": office.log.today - timedelta(days=10), "id": task.id},
        )
        await session.execute(
            text(CALIBRATED),
            {
                "tenant": province.id, "day": office.log.today, "path": province.paths["department"],
                "unit": province.units["budget_division"], "rater": province.people["division_head"],
            },
        )  # fmt: skip
    return office


async def test_a_leader_reads_the_day_and_assigns_what_the_cadre_then_sees(browser: Browser, led: Office) -> None:
    await led.log.write()
    async with device(browser, led.url, DESKTOP) as desk:
        await desk.sign_in(led.slug, "division_head", PASSWORD)
        await desk.page.get_by_role("link", name="Đơn vị hôm nay").click()
        await read_the_day(desk.page)
        await desk.page.get_by_role("link", name=CADRE).click()
        await expect(desk.heading(CADRE)).to_be_visible()
        log = desk.page.get_by_role("list", name="Nhật ký trong ngày")
        await expect(log).to_contain_text("Chờ xác nhận")
        await desk.page.get_by_role("button", name="Ngày trước").click()
        await expect(log).to_contain_text("Đã xác nhận · Lê Văn Đức")
        await desk.page.get_by_role("link", name="Giao việc").last.click()
        await assign(desk.page)
        given = desk.page.get_by_role("listitem").filter(has_text="Thẩm định dự toán bổ sung")
        await expect(given).to_contain_text(f"{CADRE} đã ghi 0 trên 2,5 báo cáo")
        assert desk.faults == []
    async with device(browser, led.url, PHONE) as phone:
        await phone.sign_in(led.slug, "cadre1", PASSWORD)
        await phone.go("/viec-giao")
        row = phone.page.get_by_role("listitem").filter(has_text="Thẩm định dự toán bổ sung")
        await expect(row).to_contain_text("còn 1 ngày · Lê Văn Đức giao")
        await expect(row).to_contain_text("7/TB-STC Kèm phụ lục 2")
        await phone.go("/ai-da-xem")
        await expect(phone.page.get_by_text("Lê Văn Đức đã xem").first).to_be_visible()


async def read_the_day(page: Page) -> None:
    """Who is loaded, by words, and the same as numbers."""
    table = page.get_by_role("table")
    row = table.get_by_role("row").filter(has_text=CADRE)
    await expect(row).to_contain_text("Còn sức")
    await row.get_by_role("button", name="Vì sao 2,00 giờ").click()
    await expect(page.get_by_role("dialog")).to_contain_text("0,00 giờ đã xác nhận, 2,00 giờ chờ xác nhận")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Xem bảng").click()
    await expect(table.get_by_role("columnheader", name="Xác nhận")).to_be_visible()
    await expect(page.get_by_role("region", name="Việc trễ")).to_contain_text("Rà soát dự toán quý III")
    await page.get_by_role("button", name="chưa ghi việc trong ngày").click()
    await expect(row).to_have_count(0)
    await page.get_by_role("button", name="chưa ghi việc trong ngày").click()


async def assign(page: Page) -> None:
    """To the person whose day was open: what is missing is told, then everything is given."""
    await expect(page.get_by_role("checkbox", name=CADRE)).to_be_checked()
    await page.get_by_role("button", name="Giao việc").click()
    await expect(page.get_by_role("alert")).to_contain_text("Chọn đầu việc.")
    await page.get_by_label("Đầu việc").fill("tham dinh")
    await page.get_by_role("option", name="Thẩm định dự toán").click()
    await page.get_by_label("Nội dung").fill("Thẩm định dự toán bổ sung")
    await page.get_by_label("Số lượng").fill("2,5")
    await page.get_by_label("Hạn", exact=True).fill("ngày mai")
    await page.get_by_label("Số văn bản giao việc").fill("7/TB-STC")
    await page.get_by_label("Ghi chú").fill("Kèm phụ lục 2")
    await page.reload()  # nothing typed is lost
    await expect(page.get_by_label("Ghi chú")).to_have_value("Kèm phụ lục 2")
    await expect(page.get_by_text("2,50 giờ theo định mức mỗi người")).to_be_visible()
    await page.get_by_role("button", name="Giao việc").click()
    await expect(page.get_by_role("heading", level=1, name="Giao việc")).to_be_visible()


async def test_a_leader_closes_a_task_and_lets_another_act_for_a_time(browser: Browser, led: Office) -> None:
    async with device(browser, led.url, PHONE) as phone:
        page = phone.page
        await phone.sign_in(led.slug, "division_head", PASSWORD)
        await phone.go("/giao-viec")
        await page.get_by_role("button", name="Đóng việc Rà soát dự toán quý III").click()
        await page.get_by_role("dialog").get_by_role("button", name="Xong").click()
        await page.get_by_role("tab", name="Đã đóng").click()
        await expect(page.get_by_role("list", name="Việc bạn đã giao")).to_contain_text("Đã xong")
        await phone.go("/them")
        await page.get_by_role("link", name="Ủy quyền của tôi").click()
        await page.get_by_role("button", name="Ủy quyền", exact=True).click()
        await expect(page.get_by_role("alert")).to_contain_text("Chọn người được ủy quyền.")
        await page.get_by_label("Ủy quyền cho").fill("ngoc anh")
        await page.get_by_role("option", name="Nguyễn Ngọc Ánh").click()
        await page.get_by_label("Đến hết ngày", exact=True).fill("ngày mai")
        await page.get_by_label("Số văn bản ủy quyền").fill("12/UQ-STC")
        await page.get_by_role("button", name="Ủy quyền", exact=True).click()
        held = page.get_by_role("list", name="Bạn ủy quyền cho")
        await expect(held).to_contain_text("Nguyễn Ngọc Ánh")
        await expect(held).to_contain_text("Đang có hiệu lực")
        async with device(browser, led.url, PHONE) as other:
            await other.sign_in(led.slug, "cadre2", PASSWORD)
            await other.go("/don-vi")
            await expect(other.page.get_by_role("list", name="Từng người của")).to_contain_text(CADRE)
        await held.get_by_role("button", name="Thu hồi").click()
        await page.get_by_role("dialog").get_by_role("button", name="Thu hồi").click()
        await expect(page.get_by_text("Bạn chưa ủy quyền cho ai.")).to_be_visible()
        assert phone.faults == []


async def test_a_head_reads_calibration_with_boxes_and_reasons(browser: Browser, led: Office) -> None:
    async with device(browser, led.url, DESKTOP) as desk:
        page = desk.page
        await desk.sign_in(led.slug, "agency_head", PASSWORD)
        await page.get_by_role("link", name="Hiệu chỉnh").click()
        await expect(page.get_by_role("img", name="Hộp điểm tháng của 1 đơn vị")).to_be_visible()
        raters = page.get_by_role("table", name="Người xác nhận")
        await expect(raters).to_contain_text("100,0 % trong 80 lượt xác nhận được duyệt hàng loạt")
        await expect(page.get_by_role("list", name="Nhật ký đáng xem lại")).to_contain_text(CADRE)
        await page.get_by_role("button", name="Xem bảng").first.click()
        box = page.get_by_role("table", name="Điểm tháng").get_by_role("row").nth(1)
        await expect(box).to_contain_text("85,00")
        await page.get_by_label("Đến tháng").select_option(index=3)
        await expect(page.get_by_role("alert")).to_contain_text("Tháng đầu phải trước")
        await page.get_by_label("Từ tháng").select_option(index=3)
        await expect(page.get_by_text("Các tháng này chưa có gì để hiệu chỉnh.")).to_be_visible()
        assert desk.faults == []


async def test_a_cadre_is_told_whose_pages_these_are(browser: Browser, led: Office) -> None:
    async with device(browser, led.url, PHONE) as phone:
        await phone.sign_in(led.slug, "cadre1", PASSWORD)
        for path, whose in (
            ("/xac-nhan", "quản lý trực tiếp"),
            ("/don-vi", "quản lý trực tiếp"),
            ("/giao-viec/moi", "quản lý trực tiếp"),
            ("/uy-quyen", "quản lý trực tiếp"),
            ("/hieu-chinh", "người đứng đầu"),
        ):
            await phone.go(path)
            await expect(phone.heading("Trang này không dành cho bạn")).to_be_visible()
            await expect(phone.page.get_by_text(whose)).to_be_visible()


async def check(shown: Device, found: dict[str, list[str]], name: str) -> None:
    """Note what is wrong with the screen as it stands, light and dark; at its end, where the bar covers nothing."""
    await shown.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    for scheme in ("light", "dark"):
        await shown.page.emulate_media(color_scheme=scheme)
        if faults := await shown.axe():
            found[f"{name}, {scheme}"] = faults
    if (wide := await shown.sideways()) > 0:
        found[f"{name}, sideways"] = [str(wide)]


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
async def test_axe_finds_nothing(browser: Browser, led: Office, size: tuple[int, int]) -> None:
    found: dict[str, list[str]] = {}
    person = led.log.province.people["cadre1"]
    yesterday = led.log.today - timedelta(days=1)
    async with device(browser, led.url, size) as shown:
        page = shown.page
        await shown.sign_in(led.slug, "agency_head", PASSWORD)
        for path, ready in (
            ("/don-vi", "Việc trễ và sắp đến hạn"),
            (f"/don-vi/{person}?ngay={yesterday}", "Đã xác nhận"),
            ("/giao-viec", "Bạn chưa giao việc nào đang mở."),
            ("/uy-quyen", "Bạn chưa ủy quyền cho ai."),
            ("/hieu-chinh", "Giờ khai bình quân"),
            ("/giao-viec/moi", "Giao cho ai"),
        ):
            await shown.go(path)
            await page.get_by_text(ready).first.wait_for()
            await check(shown, found, path)
        await page.get_by_role("button", name="Giao việc").click()
        await page.get_by_role("alert").wait_for()
        await check(shown, found, "errors of a task")
        await shown.go("/don-vi")
        await page.get_by_role("button", name="Xem bảng").click()
        await check(shown, found, "the unit's day as numbers")
        assert shown.faults == []
    assert found == {}

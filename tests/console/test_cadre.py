"""A cadre's day in the console: signing in, an entry in five taps, evidence, what is refused, and who may see what."""

from decimal import Decimal

from playwright.async_api import Browser, expect
from sqlalchemy import text

from tests.console.conftest import PASSWORD, Office, score
from tests.console.devices import DESKTOP, PHONE, Device, device

ITEM = "Thẩm định dự toán"


async def entries(office: Office, work_date: object) -> list[tuple[object, ...]]:
    """What the server holds of the cadre's day."""
    province = office.log.province
    async with province.db.tenant(province.id) as session:
        rows = await session.execute(
            text("SELECT id, quantity, status FROM work_entry WHERE person_id = :person AND work_date = :day"),
            {"person": province.people["cadre1"], "day": work_date},
        )
        return [tuple(row) for row in rows]


async def test_a_wrong_password_is_told_at_the_field_and_nothing_typed_is_lost(
    browser: Browser, office: Office
) -> None:
    async with device(browser, office.url) as phone:
        await phone.page.goto(office.url)
        await phone.page.get_by_role("button", name="Đăng nhập").click()
        await expect(phone.page.get_by_role("alert")).to_contain_text("Hãy nhập mã đơn vị.")
        await phone.page.get_by_label("Mã đơn vị").fill(office.slug)
        await phone.page.get_by_label("Tên đăng nhập").fill("cadre1")
        await phone.page.get_by_label("Mật khẩu", exact=True).fill("wrong")
        await phone.page.get_by_role("button", name="Đăng nhập").click()
        await expect(phone.page.get_by_role("alert")).to_contain_text("Tên đăng nhập hoặc mật khẩu không đúng.")
        await expect(phone.page.get_by_label("Tên đăng nhập")).to_have_value("cadre1")
        assert phone.faults == []


async def test_an_entry_takes_five_taps_and_no_typing(browser: Browser, office: Office) -> None:
    async with device(browser, office.url) as phone:
        await phone.sign_in(office.slug, "cadre1", PASSWORD)
        await expect(phone.heading("Hôm nay")).to_be_visible()
        await expect(phone.page.get_by_text("Hôm nay chưa ghi việc nào.")).to_be_visible()
        await phone.page.get_by_role("navigation").get_by_role("link", name="Ghi việc").click()  # 1
        await phone.page.get_by_role("button", name=ITEM).click()  # 2
        await phone.page.get_by_role("button", name="214/STC-NS").click()  # 3
        await phone.page.get_by_role("button", name="Thêm một").click()  # 4
        await phone.page.get_by_role("button", name="Lưu vào nhật ký").click()  # 5
        row = phone.page.get_by_role("list", name="Nhật ký công việc").get_by_role("listitem").filter(has_text=ITEM)
        await expect(row).to_contain_text("Chờ gửi")
        await expect(row).to_contain_text("3 báo cáo")
        await send_now(phone)
        await expect(phone.page.get_by_text("Đã gửi hôm nay")).to_be_visible()
        assert phone.faults == []
    (found,) = await entries(office, office.log.today)
    assert found[1:] == (3, "submitted")


async def send_now(phone: Device) -> None:
    await phone.page.get_by_role("link", name="chờ gửi").click()
    await phone.page.get_by_role("button", name="Thử gửi ngay").click()


async def test_an_entry_is_taken_back_before_it_is_sent(browser: Browser, office: Office) -> None:
    async with device(browser, office.url) as phone:
        await phone.sign_in(office.slug, "cadre1", PASSWORD)
        await phone.go("/ghi-viec")
        await phone.page.get_by_role("button", name=ITEM).click()
        await phone.page.get_by_role("button", name="214/STC-NS").click()
        await phone.page.get_by_role("button", name="Lưu vào nhật ký").click()
        await phone.page.get_by_role("button", name="Hoàn tác").click()
        await expect(phone.page.get_by_text("Đã hoàn tác")).to_be_visible()
        await expect(phone.page.get_by_text("Hôm nay chưa ghi việc nào.")).to_be_visible()
    assert await entries(office, office.log.today) == []


async def test_search_photo_and_missing_evidence(browser: Browser, office: Office) -> None:
    async with device(browser, office.url) as phone:
        await phone.sign_in(office.slug, "cadre1", PASSWORD)
        await phone.go("/ghi-viec")
        await phone.page.get_by_role("searchbox").fill("tra loi cong van")
        await expect(phone.page.locator("mark")).to_have_text("Trả lời công văn")
        await phone.page.get_by_role("button", name="Trả lời công văn").click()
        await phone.page.get_by_role("button", name="Lưu vào nhật ký").click()
        await expect(phone.page.get_by_role("alert").first).to_contain_text("Cần ít nhất một sản phẩm đầu ra")
        await phone.page.reload()  # what was being written is still there
        await phone.page.get_by_label("Số lượng").fill("1,5")
        await phone.page.get_by_role("button", name="Chụp").click()
        await phone.page.get_by_role("button", name="Chụp ảnh này").click()
        await expect(phone.page.get_by_text("anh-1.jpg")).to_be_visible()
        await phone.page.get_by_role("button", name="Lưu vào nhật ký").click()
        await send_now(phone)
        await expect(phone.page.get_by_text("Đã gửi hôm nay")).to_be_visible()
        assert phone.faults == []
    (found,) = await entries(office, office.log.today)
    assert found[1:] == (Decimal("1.5"), "submitted")
    async with office.log.province.db.tenant(office.log.province.id) as session:
        kept = await session.scalar(
            text("SELECT media_type FROM stored_file JOIN evidence ON file_id = stored_file.id WHERE entry_id = :id"),
            {"id": found[0]},
        )
    assert kept == "image/jpeg"


async def test_every_figure_opens_to_its_reasons(browser: Browser, office: Office) -> None:
    confirmed = await office.log.write()
    await office.log.write(work_item_id=office.log.items["reply"], minutes=30)
    await office.log.verify(confirmed.id)
    await score(office.log.province)
    async with device(browser, office.url, DESKTOP) as desk:
        await desk.sign_in(office.slug, "cadre1", PASSWORD)
        await desk.page.get_by_role("link", name="tạm tính").click()
        await expect(desk.heading("Vì sao có điểm này")).to_be_visible()
        await expect(desk.page.get_by_text("Căn cứ: gói định mức khanh-hoa")).to_be_visible()
        await expect(desk.page.get_by_text("việc chờ xác nhận")).to_be_visible()
        await desk.go("/ky-nay")
        await expect(desk.page.get_by_role("table")).to_contain_text("3,00")  # 2 × 1,00 and 2 × 0,50
        assert desk.faults == []


async def test_a_refused_entry_keeps_its_date_and_says_why(browser: Browser, office: Office) -> None:
    province = office.log.province
    async with device(browser, office.url) as phone:
        await phone.sign_in(office.slug, "cadre1", PASSWORD)
        await phone.installed()
        await phone.go("/ghi-viec")
        await phone.page.get_by_role("button", name=ITEM).click()
        await phone.page.get_by_role("button", name="214/STC-NS").click()
        await phone.page.get_by_label("Ngày làm việc").select_option(index=20)
        await phone.context.set_offline(True)
        await phone.page.get_by_role("button", name="Lưu vào nhật ký").click()
        async with province.db.tenant(province.id) as session:
            await session.execute(text("UPDATE tenant_settings SET late_log_days = 7"))
        await phone.context.set_offline(False)
        await send_now(phone)
        await expect(phone.page.get_by_text("Đã quá hạn ghi việc")).to_be_visible()
        await expect(phone.page.get_by_text("Nội dung và minh chứng vẫn còn nguyên.")).to_be_visible()
        await expect(phone.page.get_by_role("button", name="Gửi lại")).to_have_count(0)
        await expect(phone.page.get_by_role("button", name="Xin mở lại kỳ")).to_be_visible()
        await phone.page.get_by_role("button", name="Giữ làm nháp").click()
        await expect(phone.page.get_by_text("Giữ làm nháp trên máy này")).to_be_visible()


async def test_whoever_keeps_no_log_is_told_whose_page_it_is(browser: Browser, office: Office) -> None:
    async with device(browser, office.url, PHONE) as phone:
        await phone.sign_in(office.slug, "admin", PASSWORD)
        await phone.go("/hom-nay")
        await expect(phone.heading("Trang này không dành cho bạn")).to_be_visible()
        await expect(phone.page.get_by_text("dành cho cán bộ ghi nhật ký")).to_be_visible()
        assert await phone.axe() == []
        await phone.page.get_by_role("link", name="Về trang đầu").click()
        await expect(phone.heading("Đơn vị, con người")).to_be_visible()

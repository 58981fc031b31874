"""What a cadre does beside logging: templates, suggestions, late days, two versions of an entry, growing scores."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from playwright.async_api import Browser, expect
from sqlalchemy import text

from kernel.ids import uuid7
from tenants.scoring import queries as scores
from tenants.worklogs import templates
from tenants.worklogs.templates import TemplateInput
from tests.console.conftest import PASSWORD, Office, score
from tests.console.devices import DESKTOP, PHONE, Device, device

LARGE_FILE = """input => {
  const chosen = new DataTransfer();
  chosen.items.add(new File([new Uint8Array(20_000_001)], 'lon.pdf', {type: 'application/pdf'}));
  input.files = chosen.files;
  input.dispatchEvent(new Event('change', {bubbles: true}));
}"""
ITEM = "Thẩm định dự toán"
PAGES = (
    ("/ky-nay", "Phiếu đánh giá của tôi"),
    ("/mau-ghi-viec", "Báo cáo tuần"),
    ("/de-xuat-dau-viec", "Bạn chưa đề xuất đầu việc nào."),
    ("/kien-nghi-cua-toi", "Bạn chưa có kiến nghị nào."),
    ("/thong-bao", "Chưa có thông báo nào."),
    ("/giay-to-cua-toi", "Chưa có phiếu nào để tải."),
    ("/ho-so-cua-toi", "Nhật ký công việc"),
    ("/ai-da-xem", "Lê Văn Đức đã xem điểm tháng của bạn"),
)


async def rows(office: Office, statement: str, **values: object) -> list[Any]:
    province = office.log.province
    async with province.db.tenant(province.id) as session:
        return list(await session.execute(text(statement), values))


async def signed_in(phone: Device, office: Office, path: str, who: str = "cadre1") -> None:
    await phone.sign_in(office.slug, who, PASSWORD)
    await phone.go(path)


async def send_now(phone: Device) -> None:
    await phone.go("/cho-gui")
    # leaving the page before may have sent everything already
    await phone.page.get_by_role("button", name="Thử gửi ngay").dispatch_event("click")


async def checked(shown: Device, found: dict[str, list[str]], name: str) -> None:
    faults = await shown.axe()
    if (wide := await shown.sideways()) > 0:
        faults.append(f"scrolls sideways by {wide}")
    if faults:
        found[name] = faults


async def test_a_template_is_kept_from_an_entry_and_logged_by_on_another_device_without_network(
    browser: Browser, office: Office
) -> None:
    async with device(browser, office.url) as phone, device(browser, office.url) as other:
        await signed_in(phone, office, "/ky-nay")
        entry = (await rows(office, "SELECT id FROM work_entry WHERE status = 'submitted'"))[0].id
        await phone.go(f"/viec/{entry}")
        await phone.page.get_by_role("button", name="Lưu thành mẫu").click()
        await phone.page.get_by_label("Tên mẫu").fill("Công văn hằng ngày")
        await phone.page.get_by_role("dialog").get_by_role("button", name="Lưu").click()
        await expect(phone.page.get_by_text("Đã lưu mẫu")).to_be_visible()
        await signed_in(other, office, "/hom-nay")
        await other.installed()
        await other.go("/ghi-viec")
        await other.page.get_by_role("button", name="Công văn hằng ngày").wait_for()
        await other.context.set_offline(True)
        await other.page.reload()
        await other.page.get_by_role("button", name="Công văn hằng ngày").click()
        await expect(other.page.get_by_label("Thời gian đã dùng (phút)")).to_have_value("30")
        await other.page.get_by_role("button", name="214/STC-NS").click()
        await other.page.get_by_role("button", name="Lưu vào nhật ký").click()
        row = other.page.get_by_role("list", name="Nhật ký công việc").get_by_role("listitem")
        await expect(row.filter(has_text="Trả lời công văn")).to_contain_text("Chờ gửi")
        await phone.go("/mau-ghi-viec")
        await phone.page.get_by_role("button", name="Bỏ mẫu Công văn hằng ngày").click()
        await expect(phone.page.get_by_text("Bạn chưa có mẫu nào.")).to_be_visible()
        assert phone.faults == other.faults == []


async def test_work_that_is_missing_is_suggested_with_the_words_that_found_nothing(
    browser: Browser, office: Office
) -> None:
    async with device(browser, office.url) as phone:
        await signed_in(phone, office, "/ghi-viec")
        await phone.page.get_by_role("searchbox").fill("kê khai tại thôn")
        await phone.page.get_by_role("link", name="Không thấy việc của tôi").click()
        await expect(phone.page.get_by_label("Tên việc")).to_have_value("kê khai tại thôn")
        await phone.page.get_by_role("button", name="Gửi đề xuất").click()
        await expect(phone.page.get_by_role("alert")).to_contain_text("Số phút từ 1 đến 60.000.")
        await phone.page.get_by_label("Sản phẩm đầu ra").fill("biên bản")
        await phone.page.get_by_label("Thường mất bao nhiêu phút").fill("45")
        await phone.page.get_by_label("Vì sao cần có").fill("Mỗi tháng 20 buổi.")
        await phone.page.reload()  # what was typed is kept until it was sent
        await phone.page.get_by_role("button", name="Gửi đề xuất").click()
        mine = phone.page.get_by_role("list", name="Đề xuất của tôi")
        await expect(mine).to_contain_text("Chờ xem xét")
        assert phone.faults == []
    (kept,) = await rows(office, "SELECT name, usual_minutes, outcome FROM item_suggestion")
    assert tuple(kept) == ("kê khai tại thôn", 45, None)


async def test_a_late_entry_is_reopened_by_the_leader_and_never_changes_its_date(
    browser: Browser, office: Office
) -> None:
    province, log = office.log.province, office.log
    async with device(browser, office.url) as phone, device(browser, office.url) as boss:
        await phone.sign_in(office.slug, "cadre1", PASSWORD)
        await phone.go("/ghi-viec")
        await phone.page.get_by_role("button", name=ITEM).click()
        await phone.page.get_by_role("button", name="214/STC-NS").click()
        await phone.page.get_by_label("Ngày làm việc").select_option(index=20)
        async with province.db.tenant(province.id) as session:
            await session.execute(text("UPDATE tenant_settings SET late_log_days = 7"))
        await phone.page.get_by_role("button", name="Lưu vào nhật ký").click()
        await phone.page.get_by_text("Đã lưu vào nhật ký trên máy này").wait_for()
        await send_now(phone)
        await expect(phone.page.get_by_text("Đã quá hạn ghi việc")).to_be_visible()
        await phone.page.get_by_role("link", name="Sửa").click()
        await expect(phone.page.get_by_label("Ngày làm việc")).to_be_disabled()
        await expect(phone.page.get_by_text("Ngày này giữ nguyên")).to_be_visible()
        await phone.page.get_by_role("button", name="Thêm một").click()
        await phone.page.get_by_role("button", name="Lưu bản sửa").click()
        await phone.page.get_by_text("Đã lưu bản sửa trên máy này").wait_for()
        await send_now(phone)
        await phone.page.get_by_role("button", name="Xin mở lại kỳ").click()
        await phone.page.get_by_label("Lý do ghi muộn").fill("Đi thôn không có sóng.")
        await phone.page.get_by_role("button", name="Gửi yêu cầu").click()
        await expect(phone.page.get_by_text("chờ trả lời.")).to_be_visible()
        await grant(office, boss)
        await phone.page.reload()
        await expect(phone.page.get_by_text("Được mở lại tới")).to_be_visible()
        await phone.page.get_by_role("button", name="Gửi lại").click()
        await expect(phone.page.get_by_text("Đã gửi hôm nay")).to_be_visible()
        assert phone.faults == boss.faults == []
    day = log.today - timedelta(days=20)
    (kept,) = await rows(office, "SELECT quantity, status FROM work_entry WHERE work_date = :day", day=day)
    assert tuple(kept) == (3, "submitted")
    (refused,) = await rows(office, "SELECT work_date FROM refused_entry")
    assert refused.work_date == day


async def grant(office: Office, boss: Device) -> None:
    """The direct leader opens the day."""
    await signed_in(boss, office, "/xin-mo-lai", "division_head")
    await expect(boss.page.get_by_text("Đi thôn không có sóng.")).to_be_visible()
    assert await boss.axe() == []
    await boss.page.get_by_label("Trả lời").fill("Đồng ý mở lại.")
    await boss.page.get_by_role("button", name="Mở lại", exact=True).click()
    await expect(boss.page.get_by_text("Không có yêu cầu nào chờ bạn.")).to_be_visible()


async def test_two_devices_change_one_draft_and_both_versions_are_merged(browser: Browser, office: Office) -> None:
    draft = await office.log.write(submit=False)
    async with device(browser, office.url) as phone, device(browser, office.url, DESKTOP) as desk:
        await signed_in(phone, office, "/hom-nay")
        await phone.installed()
        await phone.page.locator(f"a[href*='{draft.id}']").wait_for()
        await phone.context.set_offline(True)
        await signed_in(desk, office, f"/ghi-viec?sua={draft.id}")
        await desk.page.get_by_label("Số lượng").fill("5")
        await desk.page.get_by_role("button", name="Lưu nháp").click()
        await desk.page.get_by_text("Đã lưu bản sửa trên máy này").wait_for()
        await send_now(desk)
        await expect(desk.page.get_by_text("Đã gửi hôm nay")).to_be_visible()
        await phone.go(f"/ghi-viec?sua={draft.id}")
        await phone.page.get_by_label("Thời gian đã dùng (phút)").fill("45")
        await phone.page.get_by_role("button", name="Lưu nháp").click()
        await phone.page.get_by_text("Đã lưu bản sửa trên máy này").wait_for()
        await phone.context.set_offline(False)
        await send_now(phone)
        await expect(phone.page.get_by_text("Việc này đã được sửa trên máy khác")).to_be_visible()
        await phone.page.get_by_role("link", name="Xem hai bản").click()
        await phone.page.get_by_role("group", name="Số lượng").get_by_label("Hệ thống").check()
        assert await phone.axe() == []
        assert await phone.sideways() <= 0
        await phone.page.get_by_role("button", name="Gộp theo lựa chọn trên").click()
        await phone.page.get_by_role("button", name="Thử gửi ngay").dispatch_event("click")
        await expect(phone.page.get_by_text("Đã gửi hôm nay")).to_be_visible()
        assert phone.faults == desk.faults == []
    (kept,) = await rows(office, "SELECT quantity, minutes FROM work_entry WHERE id = :id", id=draft.id)
    assert tuple(kept) == (5, 45)


async def test_the_score_grows_without_a_touch_and_says_what_would_have_changed_it(
    browser: Browser, office: Office
) -> None:
    late = await office.log.write(quantity=Decimal(1), minutes=60)
    await office.log.write(quantity=Decimal(3), minutes=60)
    async with device(browser, office.url) as phone:
        await phone.page.clock.install()
        await phone.sign_in(office.slug, "cadre1", PASSWORD)
        figure = phone.page.get_by_role("link", name="tạm tính")
        before = await figure.inner_text()
        await office.log.verify(late.id, quality="rejected")
        await score(office.log.province)
        waits = await office.log.write(quantity=Decimal(2), minutes=60)
        await office.log.verify(waits.id)
        await phone.page.clock.fast_forward(61_000)
        await expect(phone.page.get_by_text("đang tính lại").or_(figure).first).to_be_visible()
        await score(office.log.province)
        await phone.page.clock.fast_forward(61_000)
        await expect(figure).not_to_have_text(before)
        await figure.click()
        changes = phone.page.get_by_role("region", name="Điều gì sẽ làm điểm này khác đi?")
        await expect(changes).to_contain_text("Nếu phần chưa nhận của 1 việc được nhận")
        await expect(changes).to_contain_text("việc chờ xác nhận được nhận đủ, mức Tốt")
        await expect(changes.get_by_text("+").first).to_be_visible()
        await phone.go(f"/viec/{late.id}")
        await expect(phone.page.get_by_text("Nếu phần chưa nhận được nhận")).to_be_visible()
        assert phone.faults == []


async def test_a_photo_is_taken_again_in_its_place_and_a_large_file_is_told(browser: Browser, office: Office) -> None:
    async with device(browser, office.url) as phone:
        await signed_in(phone, office, "/ghi-viec")
        await phone.page.get_by_role("button", name=ITEM).click()
        await phone.page.get_by_role("button", name="Chụp", exact=True).click()
        await phone.page.get_by_role("button", name="Chụp ảnh này").click()
        await expect(phone.page.get_by_text("anh-1.jpg")).to_be_visible()
        await phone.page.get_by_role("button", name="Chụp lại").click()
        await phone.page.get_by_role("button", name="Chụp ảnh này").click()
        await expect(phone.page.get_by_text("anh-1.jpg")).to_have_count(1)
        await phone.page.locator("input[type=file]").evaluate(LARGE_FILE)
        await expect(phone.page.get_by_role("alert")).to_contain_text("Tệp lớn hơn 20 MB")
        assert phone.faults == []


async def test_a_day_is_repeated_in_two_taps(browser: Browser, office: Office) -> None:
    async with device(browser, office.url) as phone:
        await signed_in(phone, office, "/hom-nay")
        await phone.page.get_by_role("button", name="Lặp lại").click()  # 1
        await phone.page.get_by_role("button", name="Thêm 2 việc làm nháp").click()  # 2
        list_ = phone.page.get_by_role("list", name="Nhật ký công việc")
        await expect(list_.get_by_role("listitem")).to_have_count(2)
        await phone.page.get_by_role("button", name="Hoàn tác").click()
        await expect(phone.page.get_by_text("Hôm nay chưa ghi việc nào.")).to_be_visible()


async def test_axe_finds_nothing_on_a_cadres_own_pages(browser: Browser, office: Office) -> None:
    province, found = office.log.province, dict[str, list[str]]()
    async with province.db.tenant(province.id) as session:
        weekly = TemplateInput(uuid7(), "Báo cáo tuần", office.log.items["reply"], Decimal(1), 30, "Công văn")
        await templates.save(session, province.caller("cadre1"), weekly)
        today = office.log.today
        await scores.month_scores_of(
            session, province.caller("division_head"), province.people["cadre1"], first=today, last=today, on=today
        )
    for size, dark in ((PHONE, False), (DESKTOP, True)):
        async with device(browser, office.url, size, dark=dark) as shown:
            await shown.sign_in(office.slug, "cadre1", PASSWORD)
            for path, sign in PAGES:
                await shown.go(path)
                await expect(shown.page.get_by_text(sign).first).to_be_visible()
                await checked(shown, found, f"{path} {size}")
            await shown.go("/them")
            await shown.page.get_by_label("English").check()
            for path, _ in PAGES:
                await shown.go(path)
                await shown.page.get_by_role("heading", level=1).wait_for()
            assert shown.faults == []
    assert found == {}

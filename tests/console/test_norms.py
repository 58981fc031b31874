"""Norm packages in the console: copied, edited, tried in the lab, piloted and published by two administrators."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

import pytest
from playwright.async_api import Browser, Locator, Page, expect
from sqlalchemy import select, text

from kernel.clock import utc_now
from kernel.outbox import OutboxRow
from tenants.accounts import administration
from tenants.accounts.models import Account
from tenants.lab import actions as lab
from tenants.norms import desk as editing
from tenants.norms import drafts, pilots, queries
from tenants.norms.models import NormCorrection
from tenants.norms.rewriting import Edit
from tests.console.conftest import PASSWORD, Office, score
from tests.console.devices import DESKTOP, PHONE, Device, device

HARD: Final = "Hệ số độ phức tạp (ví dụ), Phức tạp"
TITLE: Final = "bản 2.0.0"
MINUTES: Final = (4500, 4200)  # credited of fifty reports, as it is and with 1,4 for hard work
GENERAL: Final = """INSERT INTO month_fact (tenant_id, person_id, month, general, leave_days, recorded_by, recorded_at)
    VALUES (:tenant, :person, :month, :general, 0, :person, now())"""
# What can differ in the dark: axe is on the page already.
CONTRAST: Final = """async () => (await axe.run(document, {runOnly: ['color-contrast']})).violations
    .flatMap(fault => fault.nodes.map(node => node.html.slice(0, 160)))"""
AGAIN: Final = "INSERT INTO pending_month (tenant_id, person_id, month) VALUES (:tenant, :person, :month)"


@pytest.fixture
async def norm_office(office: Office) -> Office:
    """Two administrators and the head of the province; last month somebody stands just above a class."""
    province, log = office.log.province, office.log
    admin = province.caller("admin")
    async with province.db.tenant(province.id) as session:
        await administration.create_account(session, admin, "admin2", PASSWORD, office_role="tenant_admin")
        await administration.reset_password(session, admin, province.accounts["province_head"], PASSWORD)
    last_month = log.today.replace(day=1) - timedelta(days=1)
    entry = await log.write(
        work_date=last_month, started_at=log.now - (log.today - last_month), quantity=Decimal(50), minutes=300
    )
    await log.verify(entry.id)
    await score(province)
    values = {"tenant": province.id, "person": province.people["cadre1"], "month": last_month.replace(day=1)}
    async with province.db.tenant(province.id) as session:
        days = await session.scalar(
            text("SELECT receipt #>> '{inputs,work_days}' FROM month_score WHERE month = :month"), values
        )
        between = Decimal(sum(MINUTES)) / 2 / (Decimal(days) * 480) * 70
        await session.execute(text(GENERAL), {**values, "general": round(50 - between, 2)})
        await session.execute(text(AGAIN), values)
    await score(province)
    return office


async def work(office: Office) -> None:
    """Do what the outbox asks of the lab, as workers would."""
    jobs: dict[str, Callable[..., Awaitable[int]]] = {
        "replay_month": lab.replay_month, "finish_lab_run": lab.finish_lab_run,
    }  # fmt: skip
    province, rows = office.log.province, True
    while rows:
        async with province.db.tenant(province.id) as session:
            wanted = select(OutboxRow).where(OutboxRow.tenant_id == province.id, OutboxRow.job.in_(jobs))
            found = (await session.scalars(wanted.order_by(OutboxRow.id))).all()
            for row in found:
                await session.delete(row)
        for row in found:
            async with province.db.tenant(province.id) as session:
                await jobs[row.job](session, **row.args)
        rows = bool(found)


async def copied(shown: Device) -> str:
    """A new draft of the package in force, open in the editor; its id."""
    await shown.go("/goi-dinh-muc")
    await shown.page.get_by_role("button", name="Tạo bản mới từ bản 1.0.0").click()
    await expect(shown.page.get_by_role("heading", level=1)).to_contain_text(TITLE)
    await shown.page.get_by_role("tab", name="Thang và hệ số").wait_for()
    return shown.page.url.rpartition("/")[2]


async def replayed(office: Office, page: Page) -> None:
    """Wait until the lab has begun by itself, and let the workers do it."""
    await page.get_by_text("Có thể rời trang").wait_for()
    await work(office)
    await page.get_by_text("trên 1 người đổi xếp loại theo điểm").wait_for()
    await expect(page.get_by_text("Có thể rời trang")).to_have_count(0)


async def mend_examples(page: Page) -> None:
    """Take what comes out for what is expected, value by value."""
    await page.get_by_role("button", name="Sửa mong đợi").first.click()
    take = page.get_by_role("button", name="Lấy")
    await take.first.wait_for()
    for left in range(await take.count(), 0, -1):
        await take.first.click()
        await expect(take).to_have_count(left - 1)


async def add_parts(page: Page) -> None:
    """A row of a scale and a formula, which makes the package a document of the province's own."""
    await page.get_by_role("button", name="Thêm mức: Hệ số độ phức tạp").click()
    await page.get_by_role("button", name="Lưu", exact=True).click()
    await expect(page.get_by_role("alert")).to_contain_text("Ghi mã mức.")
    await page.get_by_label("Mã mức").fill("extreme")
    await page.get_by_label("Giá trị", exact=True).fill("2,5")
    await page.get_by_role("button", name="Lưu", exact=True).click()
    await expect(page.get_by_label("Hệ số độ phức tạp (ví dụ), Extreme", exact=True)).to_have_value("2,5")
    await page.get_by_role("tab", name="Công thức").click()
    await page.get_by_role("button", name="Thêm công thức: Bậc việc").click()
    await page.get_by_label("Tên gọi").fill("Phút thưởng ròng")
    await page.get_by_role("textbox", name="Công thức").press_sequentially("thưởng_hoàn_thành_sớm - phút_quy_đổi × 0,5")
    await expect(page.get_by_text("văn bản riêng của tỉnh")).to_be_visible()
    await page.get_by_role("button", name="Lưu", exact=True).click()
    await expect(page.get_by_role("textbox", name="Phút thưởng ròng")).to_be_visible()
    await page.get_by_role("button", name="bỏ: Thưởng hoàn thành sớm").click()
    await page.get_by_role("button", name="Bỏ phần này").click()
    await expect(page.get_by_text("Bậc việc, Phút quy đổi:")).to_be_visible()
    await page.get_by_role("button", name="Thôi").click()
    await page.get_by_role("button", name="Đóng").click()
    await page.get_by_role("tab", name="Thang và hệ số").click()


async def rewrite(field: Locator, words: str) -> None:
    """Type another formula, as people do."""
    await field.press("Control+a")
    await field.press("Delete")
    await field.press_sequentially(words)


async def propose(page: Page, first: date, last: date) -> None:
    """One unit, from a day to a day."""
    await page.get_by_label("Đơn vị thí điểm").fill("ngan sach")
    await page.get_by_role("option", name="Phòng Quản lý ngân sách").click()
    await page.get_by_label("Từ ngày", exact=True).fill(f"{first:%d/%m/%Y}")
    await page.get_by_label("Đến hết ngày", exact=True).fill(f"{last:%d/%m/%Y}")
    await page.get_by_role("button", name="Đề nghị thí điểm").click()


async def test_a_coefficient_goes_from_draft_to_publication(browser: Browser, norm_office: Office) -> None:
    office, today = norm_office, norm_office.log.today
    async with device(browser, office.url, DESKTOP) as desk:
        page = desk.page
        await desk.sign_in(office.slug, "admin", PASSWORD)
        draft = await copied(desk)
        await expect(page.get_by_text("Chưa có gì khác bản 1.0.0.")).to_be_visible()
        await add_parts(page)
        await replayed(office, page)
        await page.get_by_label(HARD, exact=True).fill("1,4")
        await expect(page.get_by_text("Phút theo định mức: mong đợi 540, nay ra 504")).to_have_count(2)
        await expect(page.get_by_text("lưu tự động")).to_be_visible()
        await expect(page.get_by_role("button", name="Chọn đơn vị thí điểm")).to_be_disabled()
        await replayed(office, page)
        await expect(page.locator(".counts")).to_contain_text("1 xuống")
        await expect(page.get_by_text("người quản trị chỉ xem số đếm")).to_be_visible()
        await mend_examples(page)
        await page.get_by_text("Có thể rời trang").wait_for()
        await work(office)
        await page.get_by_role("link", name="Chọn đơn vị thí điểm").click()
        await page.get_by_role("button", name="Đề nghị thí điểm").click()
        await expect(page.get_by_role("alert")).to_contain_text("Chọn ít nhất một đơn vị.")
        await propose(page, today + timedelta(days=1), today + timedelta(days=30))
        await expect(page.get_by_text("nên người khác xác nhận")).to_be_visible()
        await desk.go(f"/goi-dinh-muc/{draft}/cong-bo")
        await expect(page.get_by_text("Bạn đã soạn bản này.")).to_be_visible()
        assert desk.faults == []
    async with device(browser, office.url, DESKTOP) as desk:
        page = desk.page
        await desk.sign_in(office.slug, "admin2", PASSWORD)
        await desk.go("/goi-dinh-muc")
        await page.get_by_role("list", name="Thí điểm").get_by_role("link").click()
        await page.get_by_role("button", name="Xác nhận thí điểm").click()
        await expect(page.get_by_text("Bạn xác nhận")).to_be_visible()
        await desk.go(f"/goi-dinh-muc/{draft}/cong-bo")
        await expect(page.get_by_text("1 trong 1 người sẽ đổi xếp loại theo điểm: 0 lên, 1 xuống.")).to_be_visible()
        await page.get_by_label("Áp dụng từ ngày", exact=True).fill(f"{today + timedelta(days=31):%d/%m/%Y}")
        await page.get_by_role("button", name="Công bố bản này").click()
        await expect(page.get_by_role("alert")).to_contain_text("Đánh dấu là đã đọc")
        await page.get_by_label("Tôi đã đọc").check()
        await page.get_by_role("button", name="Công bố bản này").click()
        await expect(page.get_by_text("Đã công bố, áp dụng từ")).to_be_visible()
        assert desk.faults == []
    province = office.log.province
    async with province.db.tenant(province.id) as session:
        law = await queries.in_force(session, today + timedelta(days=31))
        piloted = await queries.in_force(session, today + timedelta(days=2), province.units["budget_division"])
    assert law is not None
    assert piloted is not None
    assert (law.version, law.status, piloted.id) == ("2.0.0", "published", law.id)
    package = queries.package_of(law)
    assert {key: package.tables["complexity"].rows[key,] for key in ("hard", "extreme")} == {
        "hard": Decimal("1.4"), "extreme": Decimal("2.5"),
    }  # fmt: skip
    added = package.levels["entry"].formulas["phut_thuong_rong"]
    assert (added.scalar.text, added.label.vi) == ("bonus - credited * 0.5", "Phút thưởng ròng")


async def test_a_mistyped_name_is_told_with_its_place_and_nothing_typed_is_lost(
    browser: Browser, norm_office: Office
) -> None:
    office, province = norm_office, norm_office.log.province
    async with device(browser, office.url, DESKTOP) as desk:
        page = desk.page
        await desk.sign_in(office.slug, "admin", PASSWORD)
        draft = await copied(desk)
        await page.get_by_role("tab", name="Công thức").click()
        field = page.get_by_role("textbox", name="Phút quy đổi").first
        await expect(field).to_have_text("phút_theo_chất_lượng + thưởng_hoàn_thành_sớm − trừ_hoàn_thành_chậm")
        await rewrite(field, "thuong_hoan_thanh_som × 1,5")
        told = "Dòng 1, cột 1: chưa có tên “thuong_hoan_thanh_som”. Có phải “thưởng_hoàn_thành_sớm”?"
        await expect(page.get_by_text(told).first).to_be_visible()
        await rewrite(field, "max(0; phut_theo_ch")
        await page.get_by_role("option", name="phút_theo_chất_lượng").click()
        await field.press_sequentially(")")
        await expect(field).to_have_text("max(0; phút_theo_chất_lượng)")
        await expect(page.get_by_text("lưu tự động")).to_be_visible()
        async with province.db.tenant(province.id) as session:
            row = await queries.package_for(session, province.caller("admin"), draft)  # type: ignore[arg-type] # read as text
            assert '"max(0, earned)"' in (row.override or "")
            await editing.keep(
                session, province.caller("admin"), row.id, [Edit(("settings", "weight"), "60")],
                read_hash=row.document_hash.hex(), now=utc_now(),
            )  # fmt: skip
        await page.get_by_role("tab", name="Thang và hệ số").click()
        await page.get_by_label(HARD, exact=True).fill("1.4x")
        await expect(page.get_by_text("Chưa đọc được số này.")).to_be_visible()
        await page.reload()
        await expect(page.get_by_label(HARD, exact=True)).to_have_value("1.4x")
        await page.get_by_label(HARD, exact=True).fill("1.4")
        await page.get_by_role("button", name="Giữ chỗ tôi sửa").click()
        await expect(page.get_by_text("lưu tự động")).to_be_visible()
        assert desk.faults == []
    async with province.db.tenant(province.id) as session:
        row = (await queries.packages(session, province.caller("admin")))[0]
        laid = await editing.lay_out(session, province.caller("admin"), row.id, [])
    kept = {part.path: part.text for part in laid.parts.parts}
    assert kept["tables", "complexity", "rows", "hard"] == "1.4"
    assert kept["settings", "weight"] == "60"


async def test_the_whole_text_is_checked_as_it_is_typed_and_saved_unless_somebody_else_wrote(
    browser: Browser, norm_office: Office
) -> None:
    office, province = norm_office, norm_office.log.province
    async with device(browser, office.url, DESKTOP) as desk:
        page = desk.page
        await desk.sign_in(office.slug, "admin", PASSWORD)
        draft = await copied(desk)
        await page.get_by_role("link", name="Văn bản của gói").click()
        field = page.get_by_role("textbox", name="Văn bản của gói")
        await field.press("Control+Home")
        await field.press_sequentially("settings: {nobody: 1}\n")
        await expect(page.get_by_role("button", name="Dòng 1, cột 12")).to_be_visible()
        await page.reload()
        await expect(field).to_contain_text("settings: {nobody: 1}")
        await field.press("Control+Home")
        for _ in range(len("settings: {nobody: 1}\n")):
            await field.press("Delete")
        await field.press_sequentially("# tỉnh quyết định\n")
        await field.press("Control+s")
        await expect(page.get_by_text("lưu lúc")).to_be_visible()
        async with province.db.tenant(province.id) as session:
            row = await queries.package_for(session, province.caller("admin"), draft)  # type: ignore[arg-type] # read as text
            assert (row.override or "").startswith("# tỉnh quyết định\n")
            edit = Edit(("settings", "weight"), "60")
            await editing.keep(
                session, province.caller("admin"), row.id, [edit], read_hash=row.document_hash.hex(), now=utc_now()
            )
        await field.press("Control+Home")
        await field.press_sequentially("# của tôi\n")
        await page.get_by_role("button", name="Lưu văn bản").click()
        await expect(page.get_by_text("vừa được sửa ở nơi khác")).to_be_visible()
        await page.get_by_role("button", name="Lấy bản đang lưu").click()
        await expect(field).to_contain_text("weight: 60")
        await page.get_by_role("tab", name="Cả gói").click()
        async with page.expect_download() as sent:
            await page.get_by_role("button", name="Tải văn bản").click()
        assert (await sent.value).suggested_filename == "khanh-hoa-2.0.0.yaml"
        assert desk.faults == []


async def test_a_correction_is_proposed_and_confirmed_by_two_and_a_pilot_is_held_against_the_lab(
    browser: Browser, norm_office: Office
) -> None:
    office, province = norm_office, norm_office.log.province
    today = office.log.today
    last = today.replace(day=1) - timedelta(days=1)
    async with province.db.tenant(province.id) as session:
        admin = province.caller("admin")
        law = (await queries.packages(session, admin))[0]
        draft = await drafts.copy(session, admin, law.id, now=utc_now(), renumber=True)
        second = (await session.scalars(select(Account.id).where(Account.login == "admin2"))).one()
        given = pilots.PilotInput(draft.id, [province.units["budget_division"]], last.replace(day=1), today)
        before = last.replace(day=1) - timedelta(days=2)
        pilot = await pilots.propose(session, admin, given, today=before, now=utc_now())
        await pilots.confirm(session, replace(admin, account_id=second), pilot.id, today=before, now=utc_now())
    async with device(browser, office.url, DESKTOP) as desk:
        page = desk.page
        await desk.sign_in(office.slug, "admin", PASSWORD)
        await desk.go(f"/goi-dinh-muc/{draft.id}/thi-diem")
        await expect(page.get_by_role("heading", name="Thí điểm so với phòng thử")).to_be_visible()
        await desk.go(f"/goi-dinh-muc/{draft.id}/dinh-chinh")
        await page.get_by_label("Từ ngày", exact=True).fill(f"{last.replace(day=1):%d/%m/%Y}")
        await page.get_by_label("Đến hết ngày", exact=True).fill(f"{last:%d/%m/%Y}")
        await page.get_by_role("button", name="Đề nghị đính chính").click()
        await expect(page.get_by_role("alert")).to_contain_text("Ghi lý do.")
        await page.get_by_label("Lý do", exact=True).fill("Tính sai hệ số")
        await page.get_by_label("Số văn bản", exact=True).fill("12/QĐ-UBND")
        await page.get_by_role("button", name="Đề nghị đính chính").click()
        await expect(page.get_by_text("nên người khác xác nhận")).to_be_visible()
        assert desk.faults == []
    async with device(browser, office.url, DESKTOP) as desk:
        page = desk.page
        await desk.sign_in(office.slug, "admin2", PASSWORD)
        await desk.go("/goi-dinh-muc")
        await page.get_by_role("link", name="12/QĐ-UBND: Tính sai hệ số").click()
        await page.get_by_role("button", name="Xác nhận đính chính").click()
        await expect(page.get_by_text("đang chấm lại")).to_be_visible()
        assert desk.faults == []
    async with province.db.tenant(province.id) as session:
        (one,) = (await session.scalars(select(NormCorrection))).all()
    assert (one.confirmed_by, one.document_number) == (second, "12/QĐ-UBND")


async def test_only_those_it_is_given_to_see_names_and_each_look_is_recorded(
    browser: Browser, norm_office: Office
) -> None:
    office, province = norm_office, norm_office.log.province
    month = (office.log.today.replace(day=1) - timedelta(days=1)).replace(day=1)
    async with province.db.tenant(province.id) as session:
        admin = province.caller("admin")
        row = (await queries.packages(session, admin))[0]
        draft = await drafts.copy(session, admin, row.id, now=utc_now(), renumber=True)
        edit = Edit(("tables", "complexity", "rows", "hard"), "1.4")
        await editing.keep(session, admin, draft.id, [edit], read_hash=draft.document_hash.hex(), now=utc_now())
        given = lab.RunInput(month, month, package_id=draft.id)
        await lab.start(session, admin, given, now=utc_now(), today=office.log.today)
    await work(office)
    async with device(browser, office.url, DESKTOP) as desk:
        page = desk.page
        await desk.sign_in(office.slug, "province_head", PASSWORD)
        await desk.go("/goi-dinh-muc")
        await page.get_by_role("list", name="Các lượt phòng thử").get_by_role("link").click()
        await expect(page.get_by_text("Mỗi lần mở được ghi lại")).to_be_visible()
        assert await _looks(office) == 0
        await page.get_by_role("button", name="Mở danh sách").click()
        await expect(page.get_by_text("HT thành KHT")).to_be_visible()
        await expect(page.get_by_text("Phút quy đổi: 4500 thành 4200")).to_be_visible()
        assert desk.faults == []
    assert await _looks(office) == 1
    async with device(browser, office.url, PHONE) as phone:
        await phone.sign_in(office.slug, "cadre1", PASSWORD)
        await phone.go("/goi-dinh-muc")
        await expect(phone.heading("Trang này không dành cho bạn")).to_be_visible()


async def _looks(office: Office) -> int:
    """How often somebody's record was looked at in the lab."""
    province = office.log.province
    looks = text("SELECT count(*) FROM audit_event WHERE action = 'read' AND data ->> 'what' = 'norm_lab'")
    async with province.db.tenant(province.id) as session:
        return int(await session.scalar(looks) or 0)


async def test_axe_finds_nothing_and_nothing_scrolls_sideways(browser: Browser, norm_office: Office) -> None:
    office = norm_office
    found: dict[str, list[str]] = {}
    async with device(browser, office.url, DESKTOP) as shown:
        page = shown.page

        async def check(name: str) -> None:
            for size in (DESKTOP, PHONE):
                await page.set_viewport_size({"width": size[0], "height": size[1]})
                wide = await shown.sideways()
                await page.evaluate("scrollTo(0, document.body.scrollHeight)")  # nothing half below the bottom bar
                faults = [f"scrolls sideways by {wide}"] if wide > 0 else []
                faults += await shown.axe()
                await page.emulate_media(color_scheme="dark")
                faults += await page.evaluate(CONTRAST)
                await page.emulate_media(color_scheme="light")
                if faults:
                    found[f"{name} {size[0]}"] = faults
            await page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})

        await shown.sign_in(office.slug, "admin", PASSWORD)
        draft = await copied(shown)
        await page.get_by_label(HARD, exact=True).fill("1,4")
        await replayed(office, page)
        await check("scales and lab")
        await page.get_by_role("button", name="Xem bảng").click()
        await page.get_by_role("tab", name="Công thức").click()
        await check("formulas, table twin")
        await page.get_by_role("tab", name="Ví dụ mẫu").click()
        await check("examples")
        await page.get_by_role("button", name="Sửa ví dụ a-day").click()
        await check("form of an example")
        await page.get_by_role("button", name="Thôi").click()
        await page.get_by_role("tab", name="Khác bản").click()
        await page.get_by_text("1,5 thành 1,4").wait_for()
        await check("differences")
        for step in ("thi-diem", "cong-bo", "dinh-chinh"):
            await shown.go(f"/goi-dinh-muc/{draft}/{step}")
            await page.get_by_role("heading", level=2).first.wait_for()
            await check(step)
        await shown.go(f"/goi-dinh-muc/{draft}/van-ban")
        await page.get_by_role("textbox", name="Văn bản của gói").wait_for()
        await check("whole text")
        await shown.go("/goi-dinh-muc")
        await page.get_by_role("heading", name="Gói quốc gia", exact=True).wait_for()
        await check("list")
        await page.get_by_role("list", name="Các lượt phòng thử").get_by_role("link").click()
        await page.get_by_text("trên 1 người đổi xếp loại theo điểm").wait_for()
        await check("a lab run")
        assert shown.faults == []
    assert found == {}

"""Evaluations through the browser: a sheet from the own score to the answered petition, by whoever's step it is."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from playwright.async_api import Browser, Page, expect
from sqlalchemy import select

from kernel.ids import uuid7
from tenants.accounts import administration
from tenants.evaluation.criteria import CriterionMark
from tenants.papers import printing
from tenants.papers.models import PaperRun
from tenants.periods.models import EvaluationPeriod
from tenants.registry import actions as registry
from tests.console.conftest import PASSWORD, Office, score
from tests.console.devices import DESKTOP, PHONE, Device, device
from tests.decisions.conftest import Office as Agency
from tests.decisions.conftest import make_office
from tests.evaluation.conftest import Cycle, last_day

PEOPLE = ("cadre1", "cadre2", "division_head", "agency_head", "province_head")
BEYOND = "Nguyễn Ngọc Ánh"


async def let_in(office: Office) -> None:
    """Give everybody of this story the password of the test."""
    province = office.log.province
    async with province.db.tenant(province.id) as session:
        for name in PEOPLE:
            await administration.reset_password(session, province.caller("admin"), province.accounts[name], PASSWORD)


@asynccontextmanager
async def signed_in(browser: Browser, office: Office, who: str, size: tuple[int, int]) -> AsyncIterator[Device]:
    """Somebody at their device; the page itself does nothing wrong."""
    async with device(browser, office.url, size, installs=False) as shown:
        await shown.page.add_init_script("delete Navigator.prototype.serviceWorker")
        await shown.sign_in(office.slug, who, PASSWORD)
        yield shown
        assert shown.faults == []


@pytest.fixture
async def running(office: Office) -> Cycle:
    """Last month's sheets, with confirmed work behind them, before anybody has scored."""
    await let_in(office)
    log = office.log
    now, month = log.now, (log.today.replace(day=1) - timedelta(days=1)).replace(day=1)
    cycle = Cycle(log, uuid7(), month)
    async with cycle.session() as session:
        await registry.ensure_months(session, month, 1)
    cycle.on(8)
    await cycle.work(quality="good")
    log.now = now
    cycle.period_id = await cycle.add_period("month", month, last_day(month))
    async with cycle.session() as session:
        period = await session.get(EvaluationPeriod, (cycle.province.id, cycle.period_id))
        assert period is not None
        for ahead, name in enumerate(("self_score_by", "opinion_by", "freeze_on", "decision_by"), 1):
            setattr(period, name, log.today + timedelta(days=ahead))
    await cycle.make()
    await score(cycle.province)
    await cycle.settle()
    return cycle


@dataclass
class Closed:
    """A closed month of the department: one seat for excellent, two who would have it."""

    agency: Agency
    good: UUID
    best: UUID
    beyond: UUID


@pytest.fixture
async def closed(office: Office) -> Closed:
    """Five are good, two excellent by points; the quota has one seat."""
    await let_in(office)
    agency = await make_office(office.log.province)
    await agency.law()
    good, *_ = await agency.sheets(["75"] * 5)
    return Closed(agency, good, await agency.sheet("cadre1", "97"), await agency.sheet("cadre2", "95"))


async def test_a_person_scores_and_the_superior_proposes(browser: Browser, office: Office, running: Cycle) -> None:
    sheet, found = await running.sheet("cadre1"), dict[str, list[str]]()
    async with signed_in(browser, office, "cadre1", PHONE) as phone:
        page = phone.page
        await phone.go(f"/phieu/{sheet.id}")
        await page.get_by_role("button", name="Gửi phiếu tự chấm").click()
        await expect(page.get_by_role("alert")).to_contain_text("từ 0 đến 30")
        await page.get_by_label("Tự chấm: ").fill("29,5")
        await page.get_by_label("Nhận xét").fill("Có một lần gửi báo cáo sau giờ hẹn.")
        await page.get_by_label("Ý kiến của bạn").fill("Đề nghị xem xét lần chậm.")
        await expect(page.get_by_text("Bản nháp giữ trên máy này lúc")).to_be_visible()
        await page.reload()
        await expect(page.get_by_text("Bản nháp chưa gửi của bạn đã được mở lại.")).to_be_visible()
        await expect(page.get_by_label("Tự chấm: ")).to_have_value("29,5")
        await expect(page.get_by_role("heading", name="Điều gì đã làm điểm này khác đi?")).to_have_count(0)
        await look(phone, found, "own sheet, phone")
        await page.get_by_role("button", name="Gửi phiếu tự chấm").click()
        await expect(page.get_by_text("Đã gửi phiếu tự chấm.")).to_be_visible()
    assert found == {}
    scored = await running.sheet("cadre1")
    assert (scored.status, scored.self_comment) == ("self_scored", "Đề nghị xem xét lần chậm.")
    async with signed_in(browser, office, "division_head", DESKTOP) as desk:
        await opine(desk.page)
    await running.settle()
    opined = await running.sheet("cadre1")
    assert (opined.status, opined.superior_class, opined.general) == ("opined", "HT", Decimal("28.25"))


async def opine(page: Page) -> None:
    """The direct superior finds who waits, opens what is behind a figure, and proposes."""
    await page.get_by_role("link", name=re.compile("Đánh giá ?1")).click()
    await page.get_by_role("link", name="Võ Minh An").click()
    await page.get_by_role("button", name="Vì sao 2 Nhận: Thẩm định dự toán").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Lê Văn Đức xác nhận")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Lấy điểm tự chấm làm điểm đầu").click()
    marks = page.get_by_label("Điểm cấp trên: ")
    await expect(marks).to_have_value("29,5")
    await marks.fill("28,25")
    await page.get_by_label("Nhận xét Điểm").fill("Một báo cáo sau hạn.")
    await page.get_by_label("Hoàn thành nhiệm vụ", exact=True).check()
    await page.get_by_role("button", name="Gửi đề xuất").click()
    await expect(page.get_by_text("Đã gửi đề xuất.")).to_be_visible()
    await expect(page.get_by_role("list", name="Quá trình")).to_contain_text("Lê Văn Đức")


async def test_a_draft_outlives_what_another_device_sent(browser: Browser, office: Office, running: Cycle) -> None:
    sheet = await running.sheet("cadre1")
    async with signed_in(browser, office, "cadre1", DESKTOP) as desk:
        page, found = desk.page, dict[str, list[str]]()
        await desk.go(f"/phieu/{sheet.id}")
        await page.get_by_label("Ý kiến của bạn").fill("Viết trên máy cơ quan.")
        await page.get_by_label("Tự chấm: ").fill("30")
        await look(desk, found, "own sheet, desk")
        assert found == {}
        await running.self_score("cadre1", marks=[CriterionMark("general", Decimal(30))])
        await page.get_by_role("button", name="Gửi phiếu tự chấm").click()
        await expect(page.get_by_text("sau khi bạn bắt đầu viết")).to_be_visible()
        assert (await running.sheet("cadre1")).self_comment == "Tự đánh giá"
        await page.get_by_role("button", name="Giữ bản của tôi").click()
        await page.get_by_role("button", name="Gửi lại phiếu tự chấm").click()
        await expect(page.get_by_text("Đã gửi phiếu tự chấm.")).to_be_visible()
    assert (await running.sheet("cadre1")).self_comment == "Viết trên máy cơ quan."


async def test_from_the_quota_line_to_the_answered_petition(browser: Browser, office: Office, closed: Closed) -> None:
    async with signed_in(browser, office, "agency_head", DESKTOP) as desk:
        await leave_out_and_take_back(desk.page)
        await closed.agency.give_points(closed.good, "75")
        await decide(desk.page)
        await replace_decision(desk, closed.best)
        await print_branch(desk, closed.agency)
        await discipline(desk, office.log.province.people["cadre2"])
    assert [view.decision.decided_class for view in await closed.agency.history(closed.best)] == ["HTXS", "HTT"]
    assert [view.decision.decided_class for view in await closed.agency.history(closed.beyond)] == ["HTT"]
    async with signed_in(browser, office, "cadre2", PHONE) as phone:
        await petition(phone, closed.beyond)
        await phone.go("/ghi-nhan-ve-toi")
        await expect(phone.page.get_by_role("list", name="Kỷ luật, kết luận")).to_contain_text("12/QĐ-STC")
        await expect(phone.page.get_by_role("button", name="Thu hồi")).to_have_count(0)
    async with signed_in(browser, office, "province_head", DESKTOP) as desk:
        page = desk.page
        await page.get_by_role("link", name=re.compile("Kiến nghị ?1")).click()
        await page.get_by_role("button", name=BEYOND).click()
        await page.get_by_role("button", name="Gửi trả lời").click()
        await expect(page.get_by_role("alert")).to_contain_text("Hãy ghi nội dung trả lời.")
        await page.get_by_label("Nội dung trả lời").fill("Đã xem lại: tỷ lệ chỉ có một suất.")
        await page.get_by_role("button", name="Gửi trả lời").click()
        await expect(page.get_by_text("Không có kiến nghị nào chờ trả lời.")).to_be_visible()
        await grant_and_revoke(desk)
    async with signed_in(browser, office, "cadre2", PHONE) as phone:
        await phone.go(f"/phieu/{closed.beyond}")
        await expect(phone.page.get_by_text("Đã xem lại: tỷ lệ chỉ có một suất.")).to_be_visible()
        await expect(phone.page.get_by_text("Trần Quốc Bảo trả lời")).to_be_visible()


async def leave_out_and_take_back(page: Page) -> None:
    """Somebody is not ranked by a document, and is ranked again; the list says so meanwhile."""
    await page.get_by_role("link", name=re.compile("Đánh giá ?7")).click()
    await page.get_by_role("link", name="Trần Văn 001").click()
    await page.get_by_text("Không xếp loại trong kỳ").click()
    await page.get_by_label("Lý do", exact=True).select_option("TRAINING")
    await page.get_by_label("Số, ký hiệu văn bản").fill("9/QĐ-STC")
    await page.get_by_role("button", name="Ghi không xếp loại").click()
    await expect(page.get_by_text("Không xếp loại: đi đào tạo")).to_be_visible()
    await page.get_by_text("Xếp loại lại").first.click()
    await page.get_by_label("Lý do", exact=True).fill("Khóa học hoãn.")
    await page.get_by_role("button", name="Xếp loại lại").click()
    await expect(page.get_by_text("Không xếp loại: đi đào tạo")).to_have_count(0)


async def replace_decision(desk: Device, sheet_id: UUID) -> None:
    """Another decision takes the place of one that stands; both stay to be read."""
    page = desk.page
    await desk.go(f"/phieu/{sheet_id}")
    await page.get_by_text("Thay thế quyết định").click()
    await page.get_by_label("Mức xếp loại").select_option("HTT")
    await page.get_by_label("Lý do khác đề xuất").fill("Sáng kiến chưa được công nhận.")
    await page.get_by_label("Số, ký hiệu quyết định").fill("16/QĐ-STC")
    await page.get_by_role("button", name="Ban hành quyết định thay thế").click()
    await expect(page.get_by_text("Quyết định lần 1 · đã được thay thế · 15/QĐ-STC")).to_be_visible()
    await expect(page.get_by_text("Quyết định lần 2, thay thế lần 1 · đang có hiệu lực · 16/QĐ-STC")).to_be_visible()


async def print_branch(desk: Device, agency: Agency) -> None:
    """Minutes with what was said, for the whole department; printed in the background, read here."""
    page = desk.page
    await desk.go(f"/danh-gia?ky={agency.period_id}&loc=ALL")
    await page.get_by_label("Loại giấy").select_option("MINUTES")
    await page.get_by_label("Số, ký hiệu văn bản").fill("3/BB-STC")
    await page.get_by_label("Chủ trì").fill("Phạm Thu Hà")
    await page.get_by_label("Có mặt").fill("Lê Văn Đức\nVõ Minh An")
    await page.reload()
    await page.get_by_label("Loại giấy").select_option("MINUTES")
    await expect(page.get_by_label("Chủ trì")).to_have_value("Phạm Thu Hà")
    await page.get_by_role("button", name="Bắt đầu in").click()
    run = page.get_by_role("list", name="Các lần in của tôi").get_by_role("listitem")
    await expect(run).to_contain_text("Đã in 0 trên 7")
    await print_waiting(agency)
    await page.reload()
    await expect(run.get_by_role("link")).to_contain_text("bien-ban-hop")
    await run.get_by_text("Nội dung đã ghi").click()
    await expect(run).to_contain_text("Lê Văn Đức, Võ Minh An")


async def print_waiting(agency: Agency) -> None:
    """What the worker does for runs that wait."""
    async with agency.province.db.tenant(agency.province.id) as session:
        waiting = (await session.scalars(select(PaperRun.id).where(PaperRun.status == "waiting"))).all()
    assert len(waiting) == 1
    for run_id in waiting:
        async with agency.province.db.tenant(agency.province.id) as session:
            await printing.print_papers(session, str(run_id))


async def discipline(desk: Device, person_id: UUID) -> None:
    """A discipline is put on record by its document, one mistaken is revoked and stays to be seen."""
    page = desk.page
    await desk.go(f"/ky-luat/{person_id}")
    for number in ("12/QĐ-STC", "21/QĐ-STC"):
        await page.get_by_role("button", name="Ghi kỷ luật, kết luận").click()
        await page.get_by_role("button", name="Ghi vào hồ sơ").click()
        await expect(page.get_by_role("alert")).to_contain_text("Hãy ghi số, ký hiệu văn bản.")
        await page.get_by_label("Số, ký hiệu văn bản").fill(number)
        await page.get_by_role("button", name="Ghi vào hồ sơ").click()
        await expect(page.get_by_role("list", name="Kỷ luật, kết luận")).to_contain_text(number)
    await page.get_by_role("button", name="Thu hồi ghi nhận theo văn bản 21/QĐ-STC").click()
    await page.get_by_label("Lý do thu hồi").fill("Nhầm người.")
    await page.get_by_role("button", name="Thu hồi ghi nhận", exact=True).click()
    await expect(page.get_by_role("listitem").filter(has_text="21/QĐ-STC")).to_contain_text("Lý do: Nhầm người.")


async def grant_and_revoke(desk: Device) -> None:
    """An outstanding department is granted a larger share, which is then taken back."""
    page = desk.page
    await desk.go("/ty-le-xuat-sac")
    await page.get_by_role("button", name="Giao tỷ lệ").click()
    await expect(page.get_by_role("alert")).to_contain_text("Chọn đơn vị")
    await page.get_by_label("Cơ quan, đơn vị").fill("so tai chinh")
    await page.get_by_role("option", name="Sở Tài chính").click()
    await page.get_by_label("Số, ký hiệu văn bản").fill("30/QĐ-UBND")
    await page.get_by_role("button", name="Giao tỷ lệ").click()
    given = page.get_by_role("listitem").filter(has_text="30/QĐ-UBND")
    await expect(given).to_contain_text("Sở Tài chính")
    await given.get_by_role("button", name="Thu hồi").click()
    await expect(given).to_contain_text("đã thu hồi")


async def decide(page: Page) -> None:
    """Everybody as proposed and one beyond the quota: that one alone is refused, then decided within it."""
    await page.get_by_role("link", name=re.compile("Đánh giá ?7")).click()
    await page.get_by_role("link", name="Quyết định xếp loại: Sở Tài chính").click()
    await expect(page.get_by_text("tối đa 1 suất")).to_be_visible()
    await page.get_by_label(f"Quyết định của bạn: {BEYOND}").select_option("HTXS")
    await page.get_by_label("Số, ký hiệu quyết định").fill("15/QĐ-STC")
    await page.get_by_role("button", name="Quyết định 7 phiếu").click()
    await expect(page.get_by_role("alert")).to_contain_text(f"Nêu lý do với {BEYOND}.")
    await page.get_by_label(f"Lý do với {BEYOND}").fill("Có sáng kiến được công nhận.")
    await page.get_by_role("button", name="Quyết định 7 phiếu").click()
    await expect(page.get_by_role("dialog")).to_contain_text("7 phiếu, trong đó 1 khác đề xuất")
    await page.get_by_role("button", name="Ban hành quyết định").click()
    await expect(page.get_by_text("Đã quyết định 6 phiếu; 1 phiếu chưa được.")).to_be_visible()
    await expect(page.get_by_role("row", name=BEYOND)).to_contain_text("Đã đủ 1 suất HTXS")
    await page.get_by_label(f"Quyết định của bạn: {BEYOND}").select_option("")
    await page.get_by_role("button", name="Quyết định 1 phiếu").click()
    await page.get_by_role("button", name="Ban hành quyết định").click()
    await expect(page.get_by_text("Mọi phiếu của đơn vị trong kỳ này đã có quyết định.")).to_be_visible()


async def petition(phone: Device, sheet_id: UUID) -> None:
    """The person takes note, opens a figure, and objects from there."""
    page = phone.page
    await phone.go(f"/phieu/{sheet_id}")
    await page.get_by_role("button", name="Tôi đã nhận quyết định").click()
    await expect(page.get_by_text("Bạn đã nhận quyết định lúc")).to_be_visible()
    await page.get_by_role("button", name="Vì sao 95,00 Tổng điểm").click()
    await page.get_by_role("button", name="Không đồng ý với con số này? Gửi kiến nghị").click()
    written = page.get_by_label("Điều bạn thấy chưa đúng, và căn cứ")
    await expect(written).to_have_value("Về Tổng điểm (95,00): ")
    await written.press_sequentially("còn thiếu một báo cáo.")
    await page.get_by_role("button", name="Gửi kiến nghị").click()
    await expect(page.get_by_text("Chờ trả lời, hạn")).to_be_visible()


async def test_a_cadre_is_told_whose_these_pages_are(browser: Browser, office: Office, closed: Closed) -> None:
    async with signed_in(browser, office, "cadre1", PHONE) as phone:
        heads = "người đứng đầu"
        for path, whose in (
            ("/danh-gia", "người quản lý trực tiếp"),
            ("/kien-nghi", heads),
            ("/ty-le-xuat-sac", heads),
            ("/nguyen-nhan-khach-quan", heads),
        ):
            await phone.go(path)
            await expect(phone.heading("Trang này không dành cho bạn")).to_be_visible()
            await expect(phone.page.get_by_text(whose)).to_be_visible()
        await phone.go(f"/phieu/{closed.beyond}")
        await expect(phone.page.get_by_role("alert")).to_contain_text("Không tìm thấy")


async def look(shown: Device, found: dict[str, list[str]], name: str) -> None:
    """Note what is wrong with a screen as it stands, light and dark; all of it in view, nothing under the bar."""
    await expect(shown.page.get_by_text("Đang mở…")).to_have_count(0)
    width, tall = await shown.page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    await shown.page.set_viewport_size({"width": width, "height": tall})
    for scheme in ("light", "dark"):
        await shown.page.emulate_media(color_scheme=scheme)
        faults = await shown.axe()
        if (wide := await shown.sideways()) > 0:
            faults.append(f"scrolls sideways by {wide}")
        if faults:
            found[f"{name}, {scheme}"] = faults


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
async def test_axe_finds_nothing(browser: Browser, office: Office, closed: Closed, size: tuple[int, int]) -> None:
    found: dict[str, list[str]] = {}
    agency = closed.agency
    made = await agency.decide(closed.beyond)
    await agency.petition(made)
    async with signed_in(browser, office, "province_head", size) as shown:
        page = shown.page
        await shown.go(f"/danh-gia?ky={agency.period_id}&loc=ALL")
        await page.get_by_role("link", name="Võ Minh An").click()
        await page.get_by_role("heading", name="I. Tiêu chí chung").wait_for()
        await look(shown, found, "sheet")
        await shown.go("/kien-nghi")
        await page.get_by_role("button", name=BEYOND).click()
        await page.get_by_label("Đổi quyết định").check()
        await look(shown, found, "petition")
        await shown.go("/ty-le-xuat-sac")
        await page.get_by_text("Chưa đơn vị nào").wait_for()
        await page.get_by_role("button", name="Giao tỷ lệ").click()
        await page.get_by_role("alert").wait_for()
        await look(shown, found, "grants")
        await shown.go(f"/ky-luat/{office.log.province.people['cadre1']}")
        await page.get_by_role("button", name="Ghi kỷ luật, kết luận").click()
        await look(shown, found, "disciplines")
        await shown.go("/nguyen-nhan-khach-quan")
        await page.get_by_role("button", name="Ghi nguyên nhân khách quan").click()
        await look(shown, found, "causes")
        await page.context.clear_cookies()
    async with signed_in(browser, office, "agency_head", size) as shown:
        page = shown.page
        await shown.go(f"/danh-gia?ky={agency.period_id}&loc=DECISION")
        await page.get_by_role("link", name="Võ Minh An").wait_for()
        await look(shown, found, "people")
        await page.get_by_role("link", name="Quyết định xếp loại").click()
        await page.get_by_role("row", name="Võ Minh An").wait_for()
        await look(shown, found, "deciding")
        await page.get_by_label("Số, ký hiệu quyết định").fill("15/QĐ-STC")
        await page.get_by_role("button", name="Quyết định 6 phiếu").click()
        await page.get_by_role("dialog").wait_for()
        await look(shown, found, "confirming")
    assert found == {}

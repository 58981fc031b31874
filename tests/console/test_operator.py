"""An operator sees how tenants and queues fare and asks again for what was given up; a province sends its figures."""

import json

import pytest
from playwright.async_api import Browser, expect
from sqlalchemy import insert, text

from kernel.clock import utc_now
from kernel.ids import uuid7
from kernel.queue import QueueMessage, ScheduledJob
from tenants.accounts import administration
from tenants.health import measuring
from tenants.registry import actions as registry
from tests.console.conftest import PASSWORD, Office
from tests.console.devices import DESKTOP, PHONE, device
from tests.console.national import OPERATOR, PLATFORM, Served, nation, national_database
from tests.console.test_screens import check
from tests.fixtures_tenant import PEOPLE

__all__ = ["nation", "national_database"]

NAME, PIN = PEOPLE["cadre1"][:2]
TRACE = f"Traceback (most recent call last):\n  File x\nValueError: {NAME} {PIN}"


async def give_up(nation: Served) -> str:
    """A province whose job was given up, with a person in its arguments; the name of the province."""
    slug = f"tinh-{uuid7().hex[-8:]}"
    name = f"Tỉnh thử {slug[-4:]}"
    async with nation.db.platform() as session:
        tenant_id = await registry.create_tenant(session, slug, "ministry", name)
        await measuring.measure(session, utc_now())
        given, options = {"tenant_id": tenant_id, "whom": NAME}, {"tries": 5, "traceback": TRACE}
        message = {"queue_name": "roviec", "actor_name": "print_papers", "kwargs": given, "options": options}
        body = json.dumps(message).encode()
        row = {"id": uuid7(), "queue": "roviec", "body": body, "available_at": utc_now(), "dead_at": utc_now()}
        await session.execute(insert(QueueMessage).values(**row))
        await session.execute(text("DELETE FROM scheduled_job"))
        await session.execute(insert(ScheduledJob).values(name="measure_tenants", last_run_at=utc_now()))
    return name


async def test_what_was_given_up_is_found_and_asked_for_again(browser: Browser, nation: Served) -> None:
    name = await give_up(nation)
    async with device(browser, nation.url, DESKTOP) as desk:
        page = desk.page
        await desk.sign_in(PLATFORM, OPERATOR, PASSWORD)
        await expect(desk.heading("Tỉnh, bộ")).to_be_visible()
        row = page.get_by_role("row", name=name)
        await expect(row).to_contain_text("Có việc máy hỏng")
        await row.get_by_role("link").click()
        await expect(desk.heading(name)).to_be_visible()
        await page.get_by_role("link", name="Xem hàng đợi").click()
        job = page.get_by_role("listitem").filter(has_text=name)
        await expect(job).to_contain_text("đã thử 5 lần · lỗi ValueError")
        seen = await page.content()
        assert not any(planted in seen for planted in (NAME, PIN, "whom"))
        await job.get_by_role("button", name="Chạy lại").click()
        await expect(page.get_by_text("Đã xin chạy lại In phiếu")).to_be_visible()
        await expect(job).to_have_count(0)
        await desk.go("/tinh-bo")
        await expect(page.get_by_role("row", name=name)).to_contain_text("Bình thường")
        assert desk.faults == []


@pytest.mark.parametrize(("size", "dark"), [(PHONE, False), (PHONE, True), (DESKTOP, False), (DESKTOP, True)])
async def test_axe_finds_nothing(browser: Browser, nation: Served, size: tuple[int, int], dark: bool) -> None:
    await give_up(nation)
    found: dict[str, list[str]] = {}
    async with device(browser, nation.url, size, dark=dark) as shown:
        await shown.sign_in(PLATFORM, OPERATOR, PASSWORD)
        for path, ready in (
            ("/tinh-bo", "Có việc máy hỏng"), ("/tinh-bo/bo-noi-vu", "Tài khoản đăng nhập được"),
            ("/tinh-trang", "Đếm đơn vị"), ("/hang-doi", "In phiếu"),
        ):  # fmt: skip
            await shown.go(path)
            await shown.page.get_by_text(ready).first.wait_for()
            await check(shown, found, path)
        assert shown.faults == []
    assert found == {}


async def test_a_province_gathers_looks_and_approves(browser: Browser, office: Office) -> None:
    province = office.log.province
    async with province.db.tenant(province.id) as session:
        admin, head = province.caller("admin"), province.accounts["province_head"]
        await administration.reset_password(session, admin, head, PASSWORD)
    found: dict[str, list[str]] = {}
    async with device(browser, office.url, PHONE) as phone:
        page = phone.page
        await phone.sign_in(office.slug, "province_head", PASSWORD)
        await phone.go("/so-lieu-tinh")
        await expect(page.get_by_text("Chưa có số liệu nào được tổng hợp.")).to_be_visible()
        await page.get_by_role("button", name="Tổng hợp").click()
        await expect(page.get_by_text(f"Số 1 · {len(PEOPLE)} người")).to_be_visible()
        await page.get_by_role("button", name="Tổng hợp", exact=True).click()
        await expect(page.get_by_role("alert")).to_contain_text("Hãy ghi lý do tổng hợp lại")
        await page.get_by_role("button", name="Xem số thật").click()
        table = page.get_by_role("region", name="Số người, Cấp")
        await expect(table.get_by_role("row", name="Tổng số").last).to_contain_text(str(len(PEOPLE)))
        await check(phone, found, "true counts")
        await page.get_by_role("button", name="Phê duyệt").click()
        await expect(page.get_by_text("Hãy nhập số văn bản.")).to_be_visible()
        await page.get_by_label("Số văn bản phê duyệt").fill("15/BC-UBND")
        await page.get_by_role("button", name="Phê duyệt").click()
        await expect(page.get_by_text("Đã phê duyệt bằng văn bản 15/BC-UBND")).to_be_visible()
        await check(phone, found, "approved")
        assert phone.faults == []
    assert found == {}

"""A province is created by an operator; its administrator plans a wave and opens training; a cadre practises."""

import secrets
from datetime import timedelta

import pytest
from playwright.async_api import Browser, expect

from tenants.provisioning.actions import provision_platform
from tests.console.conftest import PASSWORD, Office
from tests.console.devices import DESKTOP, PHONE, device
from tests.console.test_screens import check


@pytest.mark.usefixtures("national_template")
async def test_an_operator_creates_a_province_whose_administrator_chooses_a_password(
    browser: Browser, office: Office
) -> None:
    found: dict[str, list[str]] = {}
    platform, slug = f"van-hanh-{secrets.token_hex(3)}", f"p-{secrets.token_hex(3)}"
    await provision_platform(office.log.province.db, platform, "Vận hành", password=PASSWORD)
    async with device(browser, office.url, DESKTOP, installs=False) as desk:
        page = desk.page
        await desk.sign_in(platform, "vanhanh", PASSWORD)
        await page.get_by_role("link", name="Tạo tỉnh").click()
        await page.get_by_label("Tỉnh, thành phố").select_option("42")
        await page.get_by_label("Mã đăng nhập").fill(slug)
        await page.get_by_role("button", name="Thử trước").click()
        await expect(page.get_by_role("status").filter(has_text="69 xã, phường")).to_be_visible()
        await check(desk, found, "a new province, tried")
        await page.get_by_role("button", name="Tạo", exact=True).click()
        link = await page.get_by_role("group", name="Liên kết kích hoạt").locator("code").text_content()
        assert link is not None
    async with device(browser, office.url, PHONE, installs=False) as phone:
        page = phone.page
        await page.goto(link)
        await expect(page.get_by_label("Tên đăng nhập")).to_have_value("quantri")
        await page.get_by_label("Mật khẩu mới", exact=True).fill(PASSWORD)
        await page.get_by_label("Nhập lại mật khẩu", exact=True).fill(PASSWORD)
        await check(phone, found, "activation")
        await page.get_by_role("button", name="Đặt mật khẩu").click()
        await page.get_by_role("navigation").first.wait_for(state="attached")
        await phone.go("/trien-khai")
        await expect(page.get_by_text("Chưa có cán bộ nào").first).to_be_visible()
        await check(phone, found, "the checklist on a phone")
    assert found == {}


async def test_a_wave_is_looked_at_before_it_is_saved_and_a_cadre_practises_under_the_band(
    browser: Browser, office: Office
) -> None:
    found: dict[str, list[str]] = {}
    yesterday = (office.log.today - timedelta(days=1)).strftime("%d/%m/%Y")
    async with device(browser, office.url, DESKTOP, dark=True, installs=False) as desk:
        page = desk.page
        await desk.sign_in(office.slug, "admin", PASSWORD)
        await desk.go("/trien-khai/dot")
        await page.get_by_role("button", name="Lập đợt mới").click()
        await page.get_by_label("Tên đợt").fill("Thí điểm")
        await page.get_by_label("Ngày bắt đầu tính", exact=True).fill(yesterday)
        await page.get_by_role("combobox", name="Đơn vị").fill("tai chinh")
        await page.get_by_role("option", name="Sở Tài chính").click()
        await page.get_by_role("button", name="Xem trước").click()
        await expect(page.get_by_text("Ngày bắt đầu của 10 người thay đổi.")).to_be_visible()
        await check(desk, found, "a wave, looked at")
        await page.get_by_role("button", name="Ghi", exact=True).click()
        await expect(page.get_by_text("3 người ở 2 đơn vị chưa vào đợt nào")).to_be_visible()
        await check(desk, found, "waves")
        await desk.go("/trien-khai/tap-duot")
        await page.get_by_role("button", name="Mở tập dượt").click()
        await expect(page.get_by_text("Đang mở đến hết ngày")).to_be_visible()
        await check(desk, found, "training, open")
    async with device(browser, office.url, PHONE, installs=False) as phone:
        page = phone.page
        await phone.sign_in(office.slug, "cadre1", PASSWORD)
        await phone.go("/them")
        await page.locator("main").get_by_role("button", name="Vào chế độ tập dượt").click()
        band = page.get_by_role("region", name="TẬP DƯỢT")
        await expect(band).to_be_visible()
        await check(phone, found, "practising")
        await band.get_by_role("button", name="Về bản chính").click()
        await expect(band).to_have_count(0)
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert found == {}

"""Creating tenants and changing what they settle for themselves."""

import secrets
from decimal import Decimal

import pytest
from sqlalchemy import text

from kernel.clock import today
from kernel.database import Database
from kernel.errors import Forbidden, Refusal
from policies.authority import Caller, RoleHeld
from tenants.registry import actions, queries
from tenants.registry.errors import (
    BadSetting,
    BadSlug,
    NoProvince,
    NotThatProvince,
    SlugTaken,
    UnknownKind,
    UnknownProvince,
)
from tenants.registry.models import Tenant
from tenants.registry.provinces import communes, official_names
from tests.fixtures_tenant import Province


def slug() -> str:
    return f"t-{secrets.token_hex(6)}"


@pytest.mark.parametrize(
    ("code", "written", "official"),
    [
        ("56", None, "Tỉnh Khánh Hòa"),
        ("56", "khanh hoa", "Tỉnh Khánh Hòa"),
        ("56", "Tỉnh Khánh Hoà", "Tỉnh Khánh Hòa"),
        ("42", "Hà Tĩnh", "Tỉnh Hà Tĩnh"),
        ("46", "TP. Huế", "Thành phố Huế"),
        ("79", "Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    ],
)
async def test_a_province_is_kept_under_its_official_name(
    db: Database, code: str, written: str | None, official: str
) -> None:
    async with db.platform() as session:
        tenant_id = await actions.create_tenant(session, slug(), "province", written, code, years=[2026])
        found = await queries.tenant(session)
    assert (found.id, found.kind, found.name, found.province_code) == (tenant_id, "province", official, code)


def test_the_country_has_34_provinces_and_3321_communes() -> None:
    assert len(official_names()) == 34
    assert sum(len(communes(code)) for code in official_names()) == 3321
    assert len(communes("56")) == 65
    assert communes("56")["22366"] == "Phường Nha Trang"


async def test_a_ministry_has_a_name_and_no_province(db: Database) -> None:
    async with db.platform() as session:
        await actions.create_tenant(session, slug(), "ministry", "  Bộ  Nội vụ ")
        assert (await queries.tenant(session)).name == "Bộ Nội vụ"


@pytest.mark.parametrize(
    ("arguments", "refusal", "path"),
    [
        (("x", "province", None, "56"), BadSlug, "slug"),
        (("Khanh-Hoa", "province", None, "56"), BadSlug, "slug"),
        (("khánh-hòa", "province", None, "56"), BadSlug, "slug"),
        (("a-good-one", "city", None, "56"), UnknownKind, "kind"),
        (("a-good-one", "province", None, "57"), UnknownProvince, "provinceCode"),
        (("a-good-one", "province", None, "5"), UnknownProvince, "provinceCode"),
        (("a-good-one", "province", "Khánh Hòa", None), NoProvince, "provinceCode"),
        (("a-good-one", "province", "Hà Tĩnh", "56"), NotThatProvince, "name"),
        (("a-good-one", "ministry", "Bộ Nội vụ", "56"), NoProvince, "provinceCode"),
        (("a-good-one", "ministry", " ", None), NoProvince, "provinceCode"),
    ],
)
async def test_a_tenant_that_cannot_be_is_refused_and_nothing_is_written(
    db: Database, arguments: tuple[str, str, str | None, str | None], refusal: type[Refusal], path: str
) -> None:
    with pytest.raises(refusal) as caught:
        async with db.platform() as session:
            await actions.create_tenant(session, *arguments)
    assert caught.value.path == (path,)
    assert caught.value.sentence("vi")
    assert caught.value.sentence("en")
    async with db.platform() as session:
        assert await queries.tenant_by_slug(session, "a-good-one") is None


async def test_two_tenants_cannot_have_one_slug(db: Database, province: Province) -> None:
    with pytest.raises(SlugTaken):
        async with db.platform() as session:
            await actions.create_tenant(session, province.slug, "province", None, "56")


async def test_a_refusal_after_creating_leaves_no_tenant_behind(db: Database) -> None:
    name = slug()

    async def create_and_fail() -> None:
        async with db.platform() as session:
            await actions.create_tenant(session, name, "province", None, "56", years=[2026])
            raise BadSlug()

    with pytest.raises(BadSlug):
        await create_and_fail()
    async with db.platform() as session:
        assert await queries.tenant_by_slug(session, name) is None


async def test_a_new_tenant_has_default_settings_and_a_calendar_of_four_years(db: Database) -> None:
    async with db.platform() as session:
        await actions.create_tenant(session, slug(), "province", None, "56")
        settings = await queries.settings_of(session)
        days = await session.scalar(text("SELECT count(*) FROM calendar_day"))
        year = today().year
        assert await queries.ordinals(session, []) == {}
        assert (
            len(await queries.calendar(session, today().replace(year - 1, 1, 1), today().replace(year + 2, 12, 31)))
            == days
        )
    assert (settings.late_log_days, settings.evidence_required, settings.day_minutes_limit) == (7, True, 960)
    assert settings.standard_product_score == Decimal(100)


async def test_the_administrator_changes_settings_and_the_trail_keeps_both_values(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        changed = await actions.change_settings(
            session, province.caller("admin"), late_log_days=3, standard_product_score=Decimal("25")
        )
        assert (changed.late_log_days, changed.evidence_required) == (3, True)
    async with province.db.tenant(province.id) as session:
        assert (await queries.settings_of(session)).standard_product_score == Decimal(25)
        data = await session.scalar(text("SELECT data FROM audit_event WHERE subject = 'settings'"))
    assert data == {
        "before": {"late_log_days": "7", "standard_product_score": "100.0000"},
        "after": {"late_log_days": 3, "standard_product_score": "25"},
    }


@pytest.mark.parametrize(
    "wrong", [{"late_log_days": -1}, {"day_minutes_limit": 1441}, {"standard_product_score": Decimal(0)}]
)
async def test_a_setting_out_of_its_range_is_refused(province: Province, wrong: dict[str, int]) -> None:
    with pytest.raises(BadSetting) as caught:
        async with province.db.tenant(province.id) as session:
            await actions.change_settings(session, province.caller("admin"), **wrong)  # type: ignore[arg-type] # one name each
    assert caught.value.path == ("input", *wrong)
    async with province.db.tenant(province.id) as session:
        assert (await queries.settings_of(session)).late_log_days == 7


@pytest.mark.parametrize("name", ["province_head", "cadre1"])
async def test_nobody_but_the_administrator_changes_settings(province: Province, name: str) -> None:
    with pytest.raises(Forbidden):
        async with province.db.tenant(province.id) as session:
            await actions.change_settings(session, province.caller(name), late_log_days=30)
    async with province.db.tenant(province.id) as session:
        assert (await queries.settings_of(session)).late_log_days == 7


async def test_ministries_and_operators_list_tenants_and_provinces_do_not(db: Database, province: Province) -> None:
    analyst = Caller(0, "ministry", province.accounts["admin"], roles=(RoleHeld("ministry_analyst"),))
    operator = Caller(0, "platform", province.accounts["admin"], roles=(RoleHeld("operator"),))
    for caller in (analyst, operator):
        async with db.platform() as session:
            found: list[Tenant] = await queries.tenant_list(session, caller)
        assert province.slug in {tenant.slug for tenant in found}
    with pytest.raises(Forbidden):
        async with db.platform() as session:
            await queries.tenant_list(session, province.caller("admin"))


async def test_months_of_the_log_are_made_once(db: Database) -> None:
    month = today().replace(day=1)
    month = month.replace(year=month.year + 1)
    async with db.platform() as session:
        await actions.ensure_months(session, month, 3)
    async with db.platform() as session:
        assert await actions.ensure_months(session, month, 3) == 0
        assert await actions.ensure_months(session, month, 4) in (0, 2)

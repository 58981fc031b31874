"""Setting up provinces and ministries: complete, once, all or nothing, apart from each other."""

import secrets
import time
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select, text

from kernel.database import Database
from kernel.errors import Refusal
from kernel.secrets import token_hash
from tenants.accounts import actions as accounts
from tenants.accounts import activation
from tenants.accounts.errors import ActivationOver, BadCredentials, WeakPassword
from tenants.catalogue.models import JobPosition, JobPositionVersion, RequiredCompetency, WorkItem, WorkItemVersion
from tenants.norms import queries as norms
from tenants.organisation.models import Unit, UnitPlace
from tenants.provisioning.actions import (
    ProvinceInput,
    Provisioned,
    existing,
    provision,
    provision_ministry,
    slug_of,
)
from tenants.registry import queries as registry
from tenants.registry.errors import SlugTaken, UnknownProvince
from tenants.registry.models import CalendarDay, Tenant
from tenants.registry.provinces import communes, official_names

PASSWORD = "mot-cau-dai-de-nho"
pytestmark = pytest.mark.usefixtures("national_template")


def slug() -> str:
    return f"p-{secrets.token_hex(6)}"


async def made(db: Database, **chosen: object) -> Provisioned:
    return await provision(db, ProvinceInput(**{"slug": slug(), "province_code": "56", **chosen}))  # type: ignore[arg-type] # given field by field


async def test_a_province_is_ready_in_under_a_minute_with_the_whole_tree(db: Database) -> None:
    began = time.perf_counter()
    province = await made(db, units="all")
    assert time.perf_counter() - began < 60
    assert province.communes == 65
    assert province.positions >= 120
    assert province.items >= 250
    async with db.tenant(province.tenant_id) as session:
        units = await session.scalar(select(func.count()).select_from(Unit))
        places = await session.scalar(select(func.count()).select_from(UnitPlace))
    assert units == places == province.units > 1000


async def test_the_communes_are_those_of_the_province_with_official_codes_and_names(db: Database) -> None:
    province = await made(db)
    async with db.tenant(province.tenant_id) as session:
        rows = await session.execute(
            select(Unit.commune_code, UnitPlace.name)
            .join(UnitPlace, (UnitPlace.tenant_id == Unit.tenant_id) & (UnitPlace.unit_id == Unit.id))
            .where(Unit.kind == "commune")
        )
        found = {row.commune_code: row.name for row in rows}
        root = await session.scalar(select(UnitPlace.name).where(UnitPlace.parent_id.is_(None)))
    assert found == dict(communes("56"))
    assert found["22366"] == "Phường Nha Trang"
    assert root == "Tỉnh Khánh Hòa"


async def test_every_unit_lies_below_its_parent_and_no_number_is_taken_twice(db: Database) -> None:
    province = await made(db, units="small")
    async with db.tenant(province.tenant_id) as session:
        wrong = await session.scalar(
            text(
                "SELECT count(*) FROM unit_place AS place JOIN unit ON unit.id = place.unit_id"
                " LEFT JOIN unit_place AS parent ON parent.unit_id = place.parent_id"
                " WHERE place.path <> coalesce(parent.path, '') || unit.number || '.'"
            )
        )
    assert wrong == 0


async def test_the_catalogue_has_descriptions_competencies_norms_and_items_of_units(db: Database) -> None:
    province = await made(db, units="all")
    async with db.tenant(province.tenant_id) as session:
        positions = await session.scalar(select(func.count()).select_from(JobPosition))
        described = await session.scalar(
            select(func.count())
            .select_from(JobPositionVersion)
            .where(JobPositionVersion.status == "approved", JobPositionVersion.description["duties"].is_not(None))
        )
        with_framework = await session.scalar(select(func.count(func.distinct(RequiredCompetency.job_position_id))))
        items = await session.scalar(select(func.count()).select_from(WorkItem))
        in_force = await session.scalar(
            select(func.count())
            .select_from(WorkItemVersion)
            .where(WorkItemVersion.status == "approved", WorkItemVersion.norm_minutes > 0)
        )
        owned = await session.scalar(
            select(func.count()).select_from(WorkItem).where(WorkItem.owner_unit_id.is_not(None))
        )
    assert positions == described == with_framework == province.positions
    assert items == in_force == province.items
    assert owned == 30


@pytest.mark.parametrize(
    ("package", "day", "in_force"),
    [
        ("khanh-hoa", date(2025, 7, 1), True),
        ("decree-335", date(2025, 12, 31), False),
        ("decree-335", date(2026, 1, 1), True),
    ],
)
async def test_the_chosen_norm_package_is_in_force_from_its_day(
    db: Database, package: str, day: date, in_force: bool
) -> None:
    province = await made(db, package=package)
    async with db.tenant(province.tenant_id) as session:
        found = await norms.in_force(session, day)
    assert (found.name if found else None) == (package if in_force else None)


async def test_settings_calendar_and_months_of_the_log_are_there(db: Database) -> None:
    province = await made(db)
    async with db.tenant(province.tenant_id) as session:
        settings = await registry.settings_of(session)
        first, last = (await session.execute(select(func.min(CalendarDay.day), func.max(CalendarDay.day)))).one()
        day_of_independence = await session.get(CalendarDay, (province.tenant_id, date(2026, 9, 2)))
        today = (await session.execute(text("SELECT current_date"))).scalar_one()
        months = (await session.scalars(
            text("SELECT to_regclass('work_entry_p' || to_char(CAST(:today AS date) + make_interval(months => n),"
                 " 'YYYYMM')) IS NOT NULL FROM generate_series(-3, 3) AS n"), {"today": today}
        )).all()  # fmt: skip
    assert settings.standard_product_score == Decimal(100)
    assert first <= date(2025, 1, 1)
    assert last >= date(2027, 12, 31)
    assert day_of_independence is not None
    assert not day_of_independence.working
    assert months == [True] * 7


async def first_use(db: Database, tenant: str, login: str, code: str, password: str = PASSWORD) -> accounts.SignedIn:
    """An account used for the first time."""
    return await activation.activate(db, tenant, login, code, password, address="192.0.2.1")


async def test_the_administrator_chooses_a_password_by_an_activation_told_once(db: Database) -> None:
    province = await made(db, admin_login="quan.tri")
    assert province.activation is not None
    with pytest.raises(BadCredentials):
        await accounts.sign_in(db, province.slug, "quan.tri", "", address="192.0.2.1")
    handed = province.activation
    with pytest.raises(WeakPassword):
        await first_use(db, province.slug, handed.login, handed.code, "ngắn")
    async with db.tenant(province.tenant_id) as session:
        kept = set(await session.scalars(text("SELECT encode(code_hash, 'hex') FROM account_activation")))
    assert kept == {token_hash(handed.code.replace("-", "")).hex()}
    signed_in = await first_use(db, province.slug, handed.login, handed.code)
    assert signed_in.tenant_id == province.tenant_id
    again = await accounts.sign_in(db, province.slug, "quan.tri", PASSWORD, address="192.0.2.1")
    assert again.account_id == signed_in.account_id
    for tenant, login, code in (
        (province.slug, handed.login, handed.code),
        (province.slug, handed.login, ""),
        (province.slug, "nobody", handed.code),
        ("no-such-tenant", handed.login, handed.code),
    ):
        with pytest.raises(ActivationOver):
            await first_use(db, tenant, login, code)


async def test_template_and_packages_are_taken_as_chosen(db: Database) -> None:
    chosen: dict[str, object] = {"package": None, "drafts": ("f5-kon-tum-college",), "items": False}
    province = await made(db, **chosen, years=(2025, 2026, 2027, 2028, 2029))
    async with db.tenant(province.tenant_id) as session:
        packages = (await session.execute(text("SELECT name, status FROM norm_package"))).all()
        last = await session.scalar(select(func.max(CalendarDay.day)))
    assert [tuple(row) for row in packages] == [("f5-kon-tum-college", "draft")]
    assert (province.items, province.positions > 0, last) == (0, True, date(2029, 12, 31))


async def test_a_dry_run_tells_what_would_be_made_and_makes_nothing(db: Database) -> None:
    name = slug()
    told = await provision(db, ProvinceInput(name, "56"), dry_run=True)
    assert (told.communes, told.activation) == (65, None)
    async with db.platform() as session:
        assert await registry.tenant_by_slug(session, name) is None
        assert await existing(session, name, "56") is None
    made_now = await provision(db, ProvinceInput(name, "56"))
    async with db.platform() as session:
        found = await existing(session, name, "56")
        assert found is not None
        assert found.id == made_now.tenant_id
        assert await existing(session, name, "42") is None


async def test_provisioning_twice_is_refused_and_changes_nothing(db: Database) -> None:
    province = await made(db)
    with pytest.raises(SlugTaken):
        await made(db, slug=province.slug, province_code="42")
    async with db.platform() as session:
        found = await registry.tenant_by_slug(session, province.slug)
    assert found is not None
    assert found.province_code == "56"
    async with db.tenant(province.tenant_id) as session:
        assert await session.scalar(select(func.count()).select_from(JobPosition)) == province.positions


@pytest.mark.parametrize(
    ("chosen", "refusal"),
    [({"admin_password": "ngắn"}, WeakPassword), ({"province_code": "99"}, UnknownProvince)],
)
async def test_a_province_that_cannot_be_finished_is_not_begun(
    db: Database, chosen: dict[str, str], refusal: type[Refusal]
) -> None:
    name = slug()
    with pytest.raises(refusal):
        await made(db, slug=name, **chosen)
    async with db.platform() as session:
        assert await session.scalar(select(func.count()).select_from(Tenant).where(Tenant.slug == name)) == 0


async def test_two_provinces_see_nothing_of_each_other(db: Database) -> None:
    first, second = await made(db), await made(db, province_code="42", package="decree-335")
    async with db.tenant(second.tenant_id) as session:
        tenants_seen = set(await session.scalars(text("SELECT DISTINCT tenant_id FROM unit")))
        foreign = await session.scalar(
            text("SELECT count(*) FROM work_item WHERE tenant_id = :other"), {"other": first.tenant_id}
        )
    assert tenants_seen == {second.tenant_id}
    assert foreign == 0


async def test_a_ministry_has_an_administrator_and_no_catalogue(db: Database) -> None:
    ministry = await provision_ministry(db, slug(), "Bộ Nội vụ")
    assert ministry.activation is not None
    signed_in = await first_use(db, ministry.slug, ministry.activation.login, ministry.activation.code)
    async with db.tenant(ministry.tenant_id) as session:
        tenant = await registry.tenant(session)
        positions = await session.scalar(select(func.count()).select_from(JobPosition))
    assert signed_in.tenant_id == ministry.tenant_id
    assert (tenant.kind, tenant.name, positions) == ("ministry", "Bộ Nội vụ", 0)


def test_every_province_has_a_slug_of_its_own() -> None:
    slugs = {slug_of(name) for name in official_names().values()}
    assert len(slugs) == 34
    assert {"khanh-hoa", "ha-tinh", "ho-chi-minh", "hue"} <= slugs

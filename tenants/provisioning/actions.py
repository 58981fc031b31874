"""Making a province or a ministry ready for work: tenant, calendar, units, catalogue, norms and administrator."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import Any, Final
from uuid import UUID

import yaml
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date, utc_now
from kernel.database import Database, tenant_of
from kernel.ids import uuid7
from tenants.accounts import administration
from tenants.catalogue import bulk
from tenants.catalogue.template import adopt_template, item_of_record
from tenants.norms import actions as norms
from tenants.organisation.models import Unit, UnitPlace
from tenants.organisation.rules import child_path
from tenants.periods.planning import give_default_rules
from tenants.provisioning.units import Breadth, PlannedUnit, plan
from tenants.registry import actions as registry
from tenants.registry import queries, rules
from tenants.registry.provinces import communes, official_name
from tenants.vietnamese import search_key

# Communes and their offices exist since the reorganisation of this day.
SINCE: Final = date(2025, 7, 1)
# The first day on which Decree 335/2025 applies.
DECREE_335: Final = date(2026, 1, 1)
YEARS: Final = (2025, 2026, 2027)
MONTHS_BACK: Final = 3
MONTHS_AHEAD: Final = 3
PACKAGES: Final[Mapping[str, date]] = {"khanh-hoa": SINCE, "decree-335": DECREE_335}


@dataclass(frozen=True)
class ProvinceInput:
    """What is chosen for a new province.

    Without `admin_password` a random one is made and told once. `units` says how much of the national template's unit
    tree is made beside the root and the communes.
    """

    slug: str
    province_code: str
    name: str | None = None
    admin_login: str = "quantri"
    admin_password: str | None = None
    package: str = "khanh-hoa"
    units: Breadth = "communes"
    months_back: int = MONTHS_BACK
    months_ahead: int = MONTHS_AHEAD


@dataclass(frozen=True)
class Provisioned:
    """What was made; `admin_password` stands nowhere else."""

    tenant_id: int
    slug: str
    name: str
    admin_login: str
    admin_password: str
    communes: int = 0
    units: int = 0
    positions: int = 0
    items: int = 0


def slug_of(name: str) -> str:
    """The short name of a province by its official one: "Tỉnh Khánh Hòa" becomes `khanh-hoa`."""
    return search_key(name.removeprefix("Tỉnh ").removeprefix("Thành phố ")).replace(" ", "-")


async def provision(db: Database, given: ProvinceInput, *, now: datetime | None = None) -> Provisioned:
    """Make a province, all of it or nothing; raises `SlugTaken` when a tenant has the short name.

    The national template must be loaded. The months of the log are made before, in a transaction of their own: adding
    one locks the whole log for a moment.
    """
    at = now or utc_now()
    name = official_name(given.province_code)
    rules.check_slug(given.slug)
    async with db.platform() as session:
        if await queries.tenant_by_slug(session, given.slug) is None:
            await make_months(session, local_date(at), given.months_back, given.months_ahead)
    async with db.platform() as session:
        years = sorted({*YEARS, local_date(at).year, local_date(at).year + 1})
        tenant_id = await registry.create_tenant(
            session, given.slug, "province", given.name, given.province_code, range(years[0], years[-1] + 1)
        )
        password = given.admin_password or secrets.token_urlsafe(12)
        admin = await administration.first_administrator(session, given.admin_login, password)
        planned = plan(given.province_code, name, communes(given.province_code), given.units)
        ids = await make_units(session, planned, opened=SINCE)
        adopted = await adopt_template(session, SINCE, now=at, by=admin.account_id)
        special = await make_unit_items(session, planned, ids, now=at)
        await norms.publish_shipped(session, given.package, valid_from=PACKAGES[given.package])
        await give_default_rules(session, local_date(at).replace(day=1))
    return Provisioned(
        tenant_id=tenant_id,
        slug=given.slug,
        name=name,
        admin_login=given.admin_login,
        admin_password=password,
        communes=sum(unit.kind == "commune" for unit in planned),
        units=len(planned),
        positions=adopted.positions,
        items=adopted.items + special,
    )


async def provision_ministry(
    db: Database, slug: str, name: str, *, admin_login: str = "quantri", admin_password: str | None = None
) -> Provisioned:
    """Make a ministry: an administrator and nothing else, since a ministry keeps no log."""
    return await _provision_office(db, ("ministry", slug, name), admin_login, admin_password)


async def provision_platform(
    db: Database, slug: str, name: str, *, login: str = "vanhanh", password: str | None = None
) -> Provisioned:
    """Make the tenant of the platform's own operators, with the first of them."""
    return await _provision_office(db, ("platform", slug, name), login, password)


async def _provision_office(db: Database, given: tuple[str, str, str], login: str, password: str | None) -> Provisioned:
    kind, slug, name = given
    told = password or secrets.token_urlsafe(12)
    async with db.platform() as session:
        tenant_id = await registry.create_tenant(session, slug, kind, name)
        await administration.first_administrator(session, login, told)
        kept = await queries.tenant(session)
    return Provisioned(tenant_id, slug, kept.name, login, told)


async def make_months(session: AsyncSession, today: date, back: int, ahead: int) -> None:
    """Have the months of the log around a day: so many before its own, so many after."""
    first = today.year * 12 + today.month - 1 - back
    await registry.ensure_months(session, date(first // 12, first % 12 + 1, 1), back + 1 + ahead)


async def make_units(session: AsyncSession, planned: Sequence[PlannedUnit], *, opened: date) -> dict[str, UUID]:
    """Write planned units and their places; answers the id of each by its code."""
    tenant_id = tenant_of(session)
    ids: dict[str, UUID] = {}
    paths: dict[str, str] = {}
    units: list[dict[str, Any]] = []
    places: list[dict[str, Any]] = []
    for number, unit in enumerate(planned, start=1):
        ids[unit.code] = uuid7()
        paths[unit.code] = child_path(paths[unit.parent] if unit.parent else None, number)
        units.append(
            {
                "tenant_id": tenant_id,
                "id": ids[unit.code],
                "number": number,
                "code": unit.code,
                "kind": unit.kind,
                "field": unit.field,
                "commune_code": unit.commune_code,
                "opened": opened,
            }
        )
        places.append(
            {
                "tenant_id": tenant_id,
                "unit_id": ids[unit.code],
                "valid_from": opened,
                "parent_id": ids[unit.parent] if unit.parent else None,
                "path": paths[unit.code],
                "name": unit.name,
                "search_key": search_key(unit.name),
                "position": unit.position,
                "establishment": unit.establishment,
            }
        )
    await session.execute(insert(Unit), units)
    await session.execute(insert(UnitPlace), places)
    return ids


async def make_unit_items(
    session: AsyncSession, planned: Sequence[PlannedUnit], ids: Mapping[str, UUID], *, now: datetime
) -> int:
    """Give units their own work items (group C) of the template: each to the first unit of its kind and field."""
    records = yaml.safe_load((files("tenants") / "templates" / "national" / "unit_items.yaml").read_text("utf-8"))
    owners: dict[tuple[str, str | None], str] = {}
    for unit in planned:
        owners.setdefault((unit.kind, unit.field), unit.code)
    new = [
        bulk.NewVersion(
            code=record["code"],
            content=item_of_record(record),
            owner_unit_id=ids[owners[record["unit_kind"], record["field"]]],
        )
        for record in records
        if (record["unit_kind"], record["field"]) in owners
    ]
    await bulk.write_versions(session, new, bulk.Approval(SINCE, None, now))
    return len(new)

"""Making a province or a ministry ready for work: tenant, calendar, units, catalogue, norms and administrator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib.resources import files
from typing import Any, Final
from uuid import UUID

import yaml
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date, utc_now
from kernel.database import Database, enter_tenant, tenant_of
from kernel.ids import uuid7
from policies.authority import Caller, authorize
from tenants.accounts import administration
from tenants.accounts.activation import Activation, issue
from tenants.audit import actions as audit
from tenants.catalogue import bulk
from tenants.catalogue.template import JOB_POSITION, WORK_ITEM, adopt_template, item_of_record
from tenants.norms import actions as norms
from tenants.norms import drafts
from tenants.norms.examination import NormText
from tenants.norms.language import shipped_names
from tenants.organisation.models import Unit, UnitPlace
from tenants.organisation.rules import child_path
from tenants.periods.planning import give_default_rules
from tenants.provisioning.errors import UnknownPackage
from tenants.provisioning.units import Breadth, PlannedUnit, plan
from tenants.registry import actions as registry
from tenants.registry import queries, rules
from tenants.registry.models import Tenant
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

    Without `admin_password` the first administrator chooses one by an activation, told once. `units` says how much of
    the national template's unit tree is made beside the root and the communes; `positions` and `items` whether its job
    positions and work items are taken over. `package` is put in force from `package_from` (else from its first lawful
    day); `drafts` are shipped packages kept for the administrator to work on. The calendar covers `years` at least.
    """

    slug: str
    province_code: str
    name: str | None = None
    admin_login: str = "quantri"
    admin_password: str | None = None
    package: str | None = "khanh-hoa"
    package_from: date | None = None
    drafts: tuple[str, ...] = ()
    units: Breadth = "communes"
    positions: bool = True
    items: bool = True
    years: tuple[int, ...] = YEARS
    months_back: int = MONTHS_BACK
    months_ahead: int = MONTHS_AHEAD


@dataclass(frozen=True)
class Provisioned:
    """What was made; `activation` is told this once and stands nowhere else."""

    tenant_id: int
    slug: str
    name: str
    admin_login: str
    activation: Activation | None
    communes: int = 0
    units: int = 0
    positions: int = 0
    items: int = 0


def slug_of(name: str) -> str:
    """The short name of a province by its official one: "Tỉnh Khánh Hòa" becomes `khanh-hoa`."""
    return search_key(name.removeprefix("Tỉnh ").removeprefix("Thành phố ")).replace(" ", "-")


async def provision(
    db: Database,
    given: ProvinceInput,
    *,
    by: Caller | None = None,
    dry_run: bool = False,
    now: datetime | None = None,
) -> Provisioned:
    """Make a province, all of it or nothing; raises `SlugTaken` when a tenant has the short name.

    The national template must be loaded. The months of the log are made before, in a transaction of their own: adding
    one locks the whole log for a moment. `by` is an operator, on whose own trail the act stands, too. With `dry_run`
    all of it is done and taken back.
    """
    if by is not None:
        authorize(by, "tenant", "manage")
    at = now or utc_now()
    _check(given)
    async with db.platform() as session:
        if not dry_run and await queries.tenant_by_slug(session, given.slug) is None:
            await make_months(session, local_date(at), given.months_back, given.months_ahead)
    async with db.platform() as session:
        made = await _provision(session, given, at)
        if by is not None:
            await enter_tenant(session, by.tenant_id)
            told = {"slug": made.slug, "province_code": given.province_code}
            await audit.record(session, by, "created", "tenant", None, **told)
        if dry_run:
            await session.rollback()
    return replace(made, activation=None) if dry_run else made


def _check(given: ProvinceInput) -> None:
    official_name(given.province_code)
    rules.check_slug(given.slug)
    if given.package is not None and given.package not in PACKAGES:
        raise UnknownPackage("package", name=given.package, known=", ".join(PACKAGES))
    for name in given.drafts:
        if name not in shipped_names():
            raise UnknownPackage("drafts", name=name, known=", ".join(shipped_names()))


async def existing(session: AsyncSession, slug: str, province_code: str) -> Tenant | None:
    """The province that has the short name already; a tenant of another kind or code there is no such province."""
    found = await queries.tenant_by_slug(session, slug)
    fits = found is not None and found.kind == "province" and found.province_code == province_code
    return found if fits else None


async def _provision(session: AsyncSession, given: ProvinceInput, at: datetime) -> Provisioned:
    years = sorted({*given.years, local_date(at).year, local_date(at).year + 1})
    tenant_id = await registry.create_tenant(
        session, given.slug, "province", given.name, given.province_code, range(years[0], years[-1] + 1)
    )
    admin = await administration.first_administrator(session, given.admin_login, given.admin_password)
    activation = None if given.admin_password else await issue(session, admin.account_id, now=at)
    name = official_name(given.province_code)
    planned = plan(given.province_code, name, communes(given.province_code), given.units)
    ids = await make_units(session, planned, opened=SINCE)
    kinds = [kind for kind, wanted in ((JOB_POSITION, given.positions), (WORK_ITEM, given.items)) if wanted]
    adopted = await adopt_template(session, SINCE, now=at, by=admin.account_id, kinds=kinds)
    special = await make_unit_items(session, planned, ids, now=at) if given.items else 0
    if given.package is not None:
        valid_from = given.package_from or PACKAGES[given.package]
        await norms.publish_shipped(session, given.package, valid_from=valid_from)
    for package in given.drafts:
        await drafts.create(session, admin, NormText(base=package), now=at)
    await give_default_rules(session, local_date(at).replace(day=1))
    return Provisioned(
        tenant_id=tenant_id,
        slug=given.slug,
        name=name,
        admin_login=given.admin_login,
        activation=activation,
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
    async with db.platform() as session:
        tenant_id = await registry.create_tenant(session, slug, kind, name)
        admin = await administration.first_administrator(session, login, password)
        activation = None if password else await issue(session, admin.account_id)
        kept = await queries.tenant(session)
    return Provisioned(tenant_id, slug, kept.name, login, activation)


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

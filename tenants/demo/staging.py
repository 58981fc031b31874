"""What a demonstration is made from: its scale, and the province's own units, positions, items and calendar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.catalogue.models import JobPosition, JobPositionVersion, WorkItem, WorkItemVersion
from tenants.demo import planted
from tenants.demo.errors import NoUnits
from tenants.demo.people import Cast, Member, Size
from tenants.demo.positions import Position
from tenants.demo.simulator import MARGIN, Calendar, Item, Simulator
from tenants.organisation.models import Unit
from tenants.provisioning.units import Breadth, plan
from tenants.registry import queries as registry
from tenants.registry.models import Tenant
from tenants.registry.provinces import communes, official_name
from tenants.worklogs.rules import conversion

DAYS_OF_PROVINCE: Final = 22


@dataclass(frozen=True)
class Scale:
    """A size of demonstration: which units are peopled, how many people, how many days (or from last month on)."""

    name: str
    breadth: Breadth
    people: int | None
    days: int | None
    with_events: bool

    @property
    def size(self) -> Size:
        """How the posts of the plan are filled."""
        return Size(small=self.breadth == "small", people=self.people)


SMALL: Final = Scale("small", "small", None, None, with_events=True)
PROVINCE: Final = Scale("province", "all", 7_000, DAYS_OF_PROVINCE, with_events=False)


def of_days(scale: Scale, days: int | None) -> Scale:
    """A scale with another number of working days, or as it is."""
    return scale if days is None else replace(scale, days=days)


SCALES: Final = {scale.name: scale for scale in (SMALL, PROVINCE)}


@dataclass(frozen=True)
class Stage:
    """Everything a demonstration is made from."""

    seed: str
    members: Sequence[Member]
    planted: planted.Planted
    simulator: Simulator
    unit_ids: Mapping[str, UUID]
    position_ids: Mapping[str, UUID]
    item_rows: Sequence[tuple[object, ...]]


async def set_stage(session: AsyncSession, tenant: Tenant, scale: Scale, *, today: date, seed: str) -> Stage:
    """What a demonstration in this tenant is made from, read from its units and catalogue."""
    code = tenant.province_code or ""
    planned = plan(code, official_name(code), communes(code), scale.breadth)
    units = await session.execute(select(Unit.code, Unit.id).where(Unit.tenant_id == tenant.id))
    unit_ids = {row.code: row.id for row in units}
    positions = await positions_in_force(session)
    items, item_rows = await _items(session, {unit_id: code for code, unit_id in unit_ids.items()})
    members = Cast(
        [unit for unit in planned if unit.code in unit_ids],
        [position for position, _ in positions],
        scale.size,
        seed=seed,
        on=today,
    ).members()
    if not members:
        raise NoUnits(name=tenant.name)
    chosen = planted.choose(members, seed=seed)
    simulator = Simulator(items, await _calendar(session, today, scale.days), chosen, seed=seed)
    return Stage(
        seed, members, chosen, simulator, unit_ids, {found.code: row_id for found, row_id in positions}, item_rows
    )


async def positions_in_force(session: AsyncSession) -> list[tuple[Position, UUID]]:
    """The province's job positions, with their ids."""
    version = JobPositionVersion
    rows = await session.execute(
        select(JobPosition.id, JobPosition.code, version.name, version.position_group, version.field, version.level)
        .join(
            version,
            (version.tenant_id == JobPosition.tenant_id) & (version.job_position_id == JobPosition.id),
        )
        .where(JobPosition.tenant_id == tenant_of(session), version.status == "approved", version.valid_to.is_(None))
        .order_by(JobPosition.code)
    )
    return [(Position(row.code, row.name, row.position_group, row.field, row.level), row.id) for row in rows]


async def _items(session: AsyncSession, unit_codes: Mapping[UUID, str]) -> tuple[list[Item], list[tuple[object, ...]]]:
    """The work items in force, for the simulator and for the temporary table; both number them alike."""
    version = WorkItemVersion
    standard = (await registry.settings_of(session)).standard_product_score
    found = await session.execute(
        select(version, WorkItem.owner_unit_id)
        .join(WorkItem, (version.tenant_id == WorkItem.tenant_id) & (version.work_item_id == WorkItem.id))
        .where(WorkItem.tenant_id == tenant_of(session), version.status == "approved", version.valid_to.is_(None))
        .order_by(WorkItem.code)
    )
    items: list[Item] = []
    rows: list[tuple[object, ...]] = []
    for number, (row, owner) in enumerate(found):
        groups = frozenset(row.position_groups)
        items.append(Item(number, row.field, groups, row.norm_minutes, unit_codes[owner] if owner else None))
        k = conversion(row.standard_score, standard)
        rows.append((number, row.work_item_id, row.version, row.norm_minutes, row.complexity, k, row.output, row.name))
    return items, rows


async def _calendar(session: AsyncSession, today: date, days: int | None) -> Calendar:
    """The working days up to yesterday: a number of them, or all since the first of last month."""
    rows = await registry.calendar(session, today - timedelta(days=150), today + timedelta(days=MARGIN * 2))
    known = [row.day for row in rows if row.working]
    past = [day for day in known if day < today]
    last_month = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    first = past[-days] if days is not None else next(day for day in past if day >= last_month)
    return Calendar(known, first, past[-1])

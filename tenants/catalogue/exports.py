"""Exporting the catalogue in force on a day as Excel files that an import takes back without a change."""

import asyncio
from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import today
from kernel.database import tenant_of
from policies.authority import Caller, authorize
from tenants.catalogue.excel.reading import ItemRow, PositionRow
from tenants.catalogue.excel.sheets import Choices
from tenants.catalogue.excel.writing import write_items, write_positions
from tenants.catalogue.models import Competency, JobPosition, JobPositionVersion, WorkItem, WorkItemVersion
from tenants.catalogue.records import ITEMS, POSITIONS, AnyKind, frameworks, item_content, position_content
from tenants.organisation.models import Unit
from tenants.organisation.queries import held_on


async def export_items(session: AsyncSession, caller: Caller, on: date) -> bytes:
    """The work items in force on a day, by code."""
    authorize(caller, "catalogue", "read")
    version = WorkItemVersion
    found = await session.execute(
        select(WorkItem.code, Unit.code, version)
        .join(version, and_(version.tenant_id == WorkItem.tenant_id, version.work_item_id == WorkItem.id))
        .join(Unit, and_(Unit.tenant_id == WorkItem.tenant_id, Unit.id == WorkItem.owner_unit_id), isouter=True)
        .where(version.tenant_id == tenant_of(session), held_on(version, on))
        .order_by(WorkItem.code.collate("C"))
    )
    rows = [ItemRow(0, code, item_content(row), owner) for code, owner, row in found]
    return await asyncio.to_thread(write_items, rows, await choices_in_use(session, ITEMS), on)


async def export_positions(session: AsyncSession, caller: Caller, on: date) -> bytes:
    """The job positions in force on a day with their frameworks, by code."""
    authorize(caller, "catalogue", "read")
    version = JobPositionVersion
    found = await session.execute(
        select(JobPosition.code, version)
        .join(version, and_(version.tenant_id == JobPosition.tenant_id, version.job_position_id == JobPosition.id))
        .where(version.tenant_id == tenant_of(session), held_on(version, on))
        .order_by(JobPosition.code.collate("C"))
    )
    versions = [(code, row) for code, row in found]
    required = await frameworks(session, {row.job_position_id: row.version for _, row in versions})
    rows = [
        PositionRow(0, code, position_content(row, required[row.job_position_id, row.version]))
        for code, row in versions
    ]
    choices, competencies = await choices_in_use(session, POSITIONS), await competency_names(session)
    return await asyncio.to_thread(write_positions, rows, choices, competencies, on)


async def empty_items(session: AsyncSession, caller: Caller) -> bytes:
    """A file without work items: its columns, what to write in each, and the lists to choose from."""
    authorize(caller, "catalogue", "read")
    return await asyncio.to_thread(write_items, [], await choices_in_use(session, ITEMS), today())


async def empty_positions(session: AsyncSession, caller: Caller) -> bytes:
    """A file without job positions."""
    authorize(caller, "catalogue", "read")
    choices, competencies = await choices_in_use(session, POSITIONS), await competency_names(session)
    return await asyncio.to_thread(write_positions, [], choices, competencies, today())


async def choices_in_use(session: AsyncSession, kind: AnyKind) -> Choices:
    """What the province's catalogue uses in the columns whose lists are open."""
    table = kind.rows
    open_lists = ("field", "complexity") if kind is ITEMS else ("field", "rank")
    used = {}
    for name in open_lists:
        column = getattr(table, name)
        used[name] = frozenset(
            await session.scalars(select(column).where(table.tenant_id == tenant_of(session)).distinct())
        )
    return Choices(used)


async def used_choices(session: AsyncSession, caller: Caller, kinds: Sequence[AnyKind]) -> dict[str, set[str]]:
    """What the province's catalogue uses of its open lists, of several kinds of record together."""
    authorize(caller, "catalogue", "read")
    used: dict[str, set[str]] = {}
    for kind in kinds:
        for name, codes in (await choices_in_use(session, kind)).in_use.items():
            used.setdefault(name, set()).update(codes)
    return used


async def competency_names(session: AsyncSession) -> dict[str, str]:
    """The names of the province's competencies by code."""
    table = Competency
    found = await session.execute(select(table.code, table.name).where(table.tenant_id == tenant_of(session)))
    return {row.code: row.name for row in found}

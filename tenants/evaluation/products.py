"""The products of a sheet: what the log holds of its months, one line for each work item of one coefficient."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.catalogue.models import WorkItemVersion
from tenants.evaluation import queries
from tenants.evaluation.models import Sheet


@dataclass(frozen=True)
class Product:
    """How many of a work item's products were logged and accepted, and how they came out."""

    work_item_id: UUID
    name: str
    unit: str
    k: Decimal
    logged: Decimal
    accepted: Decimal
    failed: int
    late: int
    entries: int


async def products(session: AsyncSession, sheets: Sequence[UUID]) -> dict[UUID, list[Product]]:
    """The products of sheets already found readable, by name; verified work only, by the name it has now."""
    rows = await session.scalars(select(Sheet).where(Sheet.tenant_id == tenant_of(session), Sheet.id.in_(sheets)))
    return {row.id: await _of(session, row) for row in rows}


async def _of(session: AsyncSession, row: Sheet) -> list[Product]:
    entry = queries.counted(row).subquery()
    late = entry.c.days_late > 0 if await queries.counts_days(session, row) else entry.c.delays > entry.c.delays_waived
    newest = (
        select(WorkItemVersion.work_item_id, func.max(WorkItemVersion.version).label("version"))
        .where(WorkItemVersion.tenant_id == row.tenant_id)
        .group_by(WorkItemVersion.work_item_id)
        .subquery()
    )
    item = WorkItemVersion
    found = await session.execute(
        select(
            entry.c.work_item_id,
            item.name,
            item.product_unit,
            entry.c.k,
            func.sum(entry.c.quantity),
            func.sum(func.coalesce(entry.c.accepted_quantity, entry.c.quantity)),
            func.count().filter(entry.c.failed_reviews > entry.c.failed_waived),
            func.count().filter(late),
            func.count(),
        )
        .join(newest, newest.c.work_item_id == entry.c.work_item_id)
        .join(
            item,
            and_(
                item.tenant_id == row.tenant_id,
                item.work_item_id == newest.c.work_item_id,
                item.version == newest.c.version,
            ),
        )
        .group_by(entry.c.work_item_id, item.name, item.product_unit, entry.c.k)
        .order_by(item.name, entry.c.k)
    )
    return [Product(*each) for each in found]

"""Questions about tenants: which there are, what they settle, and how many working days lie between two days."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import Select, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize
from tenants.registry.errors import OutsideCalendar, TenantMoved
from tenants.registry.models import CalendarDay, FormerTenant, Tenant, TenantSettings
from tenants.registry.rules import is_slug

ACTIVE: Final = "active"
CLOSING: Final = "closing"
ERASED: Final = "erased"
MERGED: Final = "merged"
MOVED: Final = text(
    """
    WITH RECURSIVE way AS (
        SELECT id, merged_into, slug, name FROM tenant WHERE id = :tenant AND merged_into IS NOT NULL
        UNION ALL
        SELECT next.id, next.merged_into, next.slug, next.name FROM way JOIN tenant AS next ON next.id = way.merged_into
    )
    SELECT slug, name FROM way WHERE merged_into IS NULL
    """
)
"""Where the tenant `tenant` went, if it joined another."""


async def tenant(session: AsyncSession) -> Tenant:
    """The tenant of this transaction."""
    found = await session.get(Tenant, tenant_of(session))
    if found is None:
        raise NotFound()
    return found


async def tenant_by_slug(session: AsyncSession, slug: str) -> Tenant | None:
    """The tenant of that short name, asked before anybody has signed in; not one that was erased.

    Raises `TenantMoved` for one that joined another, with the name to ask for now.
    """
    if not is_slug(slug):
        return None
    found = (await session.scalars(select(Tenant).where(Tenant.slug == slug, Tenant.state != ERASED))).one_or_none()
    if found is not None and found.merged_into is not None:
        raise await moved(session, found)
    return found


async def moved(session: AsyncSession, old: Tenant) -> TenantMoved:
    """Where a tenant went that joined another, as it is told to whoever still names the old one."""
    row = (await session.execute(MOVED, {"tenant": old.id})).one()
    return TenantMoved("tenant", slug=row.slug, name=row.name)


async def formers(session: AsyncSession) -> dict[int, str]:
    """The tenants that joined this one, in their order: their mark on rows, and the short name they had."""
    rows = await session.execute(
        select(FormerTenant.former, FormerTenant.slug)
        .where(FormerTenant.tenant_id == tenant_of(session))
        .order_by(FormerTenant.former)
    )
    return {row.former: row.slug for row in rows}


async def tenants(session: AsyncSession, kind: str | None = None) -> list[Tenant]:
    """All tenants but those erased or merged into others, by kind and short name: for the program itself."""
    wanted = _present().order_by(Tenant.kind, Tenant.slug)
    return list(await session.scalars(wanted.where(Tenant.kind == kind) if kind else wanted))


async def tenant_list(session: AsyncSession, caller: Caller) -> list[Tenant]:
    """All tenants but training twins, for ministries and operators."""
    authorize(caller, "tenant", "read")
    return [row for row in await tenants(session) if row.kind != "training"]


def _present() -> Select[Tenant]:
    return select(Tenant).where(Tenant.state.not_in((ERASED, MERGED)))


async def settings_of(session: AsyncSession, *, for_update: bool = False) -> TenantSettings:
    """What the tenant of this transaction settles about its log."""
    wanted = select(TenantSettings).where(TenantSettings.tenant_id == tenant_of(session))
    return (await session.scalars(wanted.with_for_update() if for_update else wanted)).one()


async def ordinals(session: AsyncSession, days: Iterable[date]) -> dict[date, int]:
    """For each day the count of working days up to and including it; raises `OutsideCalendar`.

    The difference of two ordinals is the number of working days between them.
    """
    wanted = set(days)
    if not wanted:
        return {}
    rows = await session.execute(
        select(CalendarDay.day, CalendarDay.ordinal).where(
            CalendarDay.tenant_id == tenant_of(session), CalendarDay.day == func.any(list(wanted))
        )
    )
    found = {row.day: row.ordinal for row in rows}
    for day in sorted(wanted - found.keys()):
        raise OutsideCalendar(day=day)
    return found


async def working_days(session: AsyncSession, first: date, last: date) -> int:
    """How many working days lie from one day to another, both included."""
    rows = await calendar(session, first, last)
    if not rows or rows[0].day > first or rows[-1].day < last:
        raise OutsideCalendar(day=first if not rows or rows[0].day > first else last)
    return sum(row.working for row in rows)


async def calendar(session: AsyncSession, first: date, last: date) -> list[CalendarDay]:
    """The days of the working calendar from one to another, both included."""
    return list(
        await session.scalars(
            select(CalendarDay)
            .where(CalendarDay.tenant_id == tenant_of(session), CalendarDay.day.between(first, last))
            .order_by(CalendarDay.day)
        )
    )

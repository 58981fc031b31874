"""Questions about tenants: which there are, what they settle, and how many working days lie between two days."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize
from tenants.registry.errors import OutsideCalendar
from tenants.registry.models import CalendarDay, Tenant, TenantSettings
from tenants.registry.rules import is_slug

ACTIVE: Final = "active"
CLOSING: Final = "closing"
ERASED: Final = "erased"


async def tenant(session: AsyncSession) -> Tenant:
    """The tenant of this transaction."""
    found = await session.get(Tenant, tenant_of(session))
    if found is None:
        raise NotFound()
    return found


async def tenant_by_slug(session: AsyncSession, slug: str) -> Tenant | None:
    """The tenant of that short name, asked before anybody has signed in; not one that was erased."""
    if not is_slug(slug):
        return None
    return (await session.scalars(_present().where(Tenant.slug == slug))).one_or_none()


async def tenants(session: AsyncSession, kind: str | None = None) -> list[Tenant]:
    """All tenants but those erased, by kind and short name: for the program itself, which serves them all."""
    wanted = _present().order_by(Tenant.kind, Tenant.slug)
    return list(await session.scalars(wanted.where(Tenant.kind == kind) if kind else wanted))


async def tenant_list(session: AsyncSession, caller: Caller) -> list[Tenant]:
    """All tenants but training twins, for ministries and operators."""
    authorize(caller, "tenant", "read")
    return [row for row in await tenants(session) if row.kind != "training"]


def _present() -> Select[Tenant]:
    return select(Tenant).where(Tenant.state != ERASED)


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

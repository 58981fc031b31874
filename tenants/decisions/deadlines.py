"""Until when a decision may be petitioned and a petition answered, on the working calendar."""

from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.norms.procedure import Procedure
from tenants.registry import queries as registry
from tenants.registry.errors import OutsideCalendar
from tenants.registry.models import CalendarDay


async def to_petition(session: AsyncSession, settled: Procedure, told_on: date) -> date:
    """The last day to petition against a decision of which the person was notified on a day."""
    if settled.petition_days_in == "calendar_days":
        return told_on + timedelta(days=settled.petition_days)
    return await working_day_after(session, told_on, settled.petition_days)


async def to_answer(session: AsyncSession, settled: Procedure, filed_on: date) -> date:
    """The last day to answer a petition filed on a day."""
    return await working_day_after(session, filed_on, settled.answer_days)


async def working_day_after(session: AsyncSession, day: date, days: int) -> date:
    """The n-th working day after a day; the day itself where n is 0. Raises `OutsideCalendar`."""
    if days == 0:
        return day
    ordinal = (await registry.ordinals(session, [day]))[day] + days
    found = await session.scalar(
        select(func.min(CalendarDay.day)).where(
            CalendarDay.tenant_id == tenant_of(session), CalendarDay.ordinal == ordinal, CalendarDay.day > day
        )
    )
    if found is None:
        raise OutsideCalendar(day=day + timedelta(days=days))
    return found

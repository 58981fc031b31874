"""Questions to the calendar of evaluation."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize
from tenants.periods.models import EvaluationPeriod, PeriodRule


async def periods(
    session: AsyncSession, caller: Caller, first: date, last: date, *, kind: str | None = None
) -> Sequence[EvaluationPeriod]:
    """The periods that touch the days from `first` to `last`, in order."""
    authorize(caller, "period", "read")
    wanted = select(EvaluationPeriod).where(
        EvaluationPeriod.tenant_id == tenant_of(session), EvaluationPeriod.first <= last, EvaluationPeriod.last >= first
    )
    if kind is not None:
        wanted = wanted.where(EvaluationPeriod.kind == kind)
    ordered = wanted.order_by(EvaluationPeriod.first, EvaluationPeriod.kind, EvaluationPeriod.id)
    return (await session.scalars(ordered)).all()


async def period(session: AsyncSession, caller: Caller, period_id: UUID) -> EvaluationPeriod:
    """One period."""
    authorize(caller, "period", "read")
    found = await session.get(EvaluationPeriod, (tenant_of(session), period_id))
    if found is None:
        raise NotFound("id")
    return found


async def rules(session: AsyncSession, caller: Caller) -> Sequence[PeriodRule]:
    """The rules in force and to come, and those that ended, by kind and day."""
    authorize(caller, "period", "read")
    found = await session.scalars(
        select(PeriodRule)
        .where(PeriodRule.tenant_id == tenant_of(session))
        .order_by(PeriodRule.kind, PeriodRule.valid_from, PeriodRule.id)
    )
    return found.all()

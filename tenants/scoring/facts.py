"""What people record of a month beside the log: general criteria and days of leave."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.errors import BadInput, Forbidden, NotFound
from kernel.outbox import enqueue
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.organisation import queries as organisation
from tenants.scoring.errors import GeneralOfSheet
from tenants.scoring.models import MonthFact
from tenants.worklogs import rules, tasks

HIGHEST_GENERAL = Decimal(30)
SHEET = "_sheet"
"""The key among a month's facts of the sheet whose opinion its general criteria come from; no input is called so."""


async def record_month(
    session: AsyncSession,
    caller: Caller,
    person_id: UUID,
    month: date,
    *,
    general: Decimal | None,
    leave_days: Decimal,
    now: datetime,
) -> MonthFact:
    """Record a subordinate's general criteria (0 to 30, two decimals) and days of leave (halves) for a month."""
    grant = authorize(caller, "month_fact", "record")
    if caller.person_id is None:
        raise Forbidden()
    if not await organisation.person_within(session, grant, person_id, local_date(now)):
        raise NotFound("personId")
    if general is not None and not (rules.is_quantity(general) and general <= HIGHEST_GENERAL):
        raise BadInput("general", expected="từ 0 đến 30, hai chữ số thập phân", expected_en="0 to 30, two decimals")
    if not (rules.is_quantity(leave_days) and leave_days <= 31 and leave_days % Decimal("0.5") == 0):
        raise BadInput("leaveDays", expected="số ngày từ 0 đến 31, tính nửa ngày", expected_en="0 to 31 in half days")
    kept = await _of_sheet(session, person_id, month.replace(day=1))
    if kept is not None and general not in (None, kept.general):
        raise GeneralOfSheet("general")
    facts = {
        "general": general if kept is None else kept.general,
        "leave_days": leave_days,
        "recorded_by": caller.person_id if kept is None else kept.recorded_by,
        "recorded_at": now,
    }
    row = await session.scalar(
        insert(MonthFact)
        .values(tenant_id=tenant_of(session), person_id=person_id, month=month.replace(day=1), **facts)
        .on_conflict_do_update(index_elements=["tenant_id", "person_id", "month"], set_=facts)
        .returning(MonthFact)
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound("personId")
    await audit.record(session, caller, "recorded", "month_fact", person_id, month=row.month, **facts)
    await tasks.mark_month(session, person_id, row.month)
    await enqueue(session, "score_months")
    return row


async def _of_sheet(session: AsyncSession, person_id: UUID, month: date) -> MonthFact | None:
    """The month's facts where a sheet's opinion settles its general criteria."""
    row = await session.get(MonthFact, (tenant_of(session), person_id, month))
    return row if row is not None and row.facts.get(SHEET) is not None else None

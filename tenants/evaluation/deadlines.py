"""What a period's deadlines mean for its sheets: late steps noted for those above, and closing before the day."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from policies.authority import Caller, authorize
from tenants.evaluation.models import Sheet
from tenants.evaluation.overdue import overdue
from tenants.periods import actions as periods
from tenants.periods.errors import NotOpined
from tenants.periods.models import EvaluationPeriod

# A step of a sheet is noted once, however often the job comes by.
_NOTE: Final = text(
    """
    INSERT INTO sheet_event (tenant_id, id, sheet_id, kind, at, late, data)
    SELECT :tenant, uuidv7(), late.sheet_id, 'escalated', :now, true,
           jsonb_build_object('step', late.step, 'due', late.due, 'whose', late.whose)
    FROM unnest(CAST(:sheets AS uuid[]), CAST(:steps AS text[]), CAST(:dues AS date[]), CAST(:whose AS uuid[]))
         AS late (sheet_id, step, due, whose)
    WHERE NOT EXISTS (
        SELECT FROM sheet_event AS known
        WHERE known.tenant_id = :tenant AND known.sheet_id = late.sheet_id AND known.kind = 'escalated'
          AND known.data ->> 'step' = late.step)
    RETURNING sheet_id
    """
)


async def escalate(session: AsyncSession, now: datetime) -> int:
    """Note each overdue step on its sheet, once, with whose turn it is; how many are new.

    Whoever is above finds them among the overdue steps of the branch until they are taken.
    """
    running = await session.scalars(
        select(EvaluationPeriod).where(
            EvaluationPeriod.tenant_id == tenant_of(session),
            EvaluationPeriod.status.in_(("open", "closed")),
            EvaluationPeriod.self_score_by < local_date(now),
        )
    )
    noted = 0
    for period in running.all():
        late = await overdue(session, period, now=now)
        values = {
            "tenant": tenant_of(session),
            "now": now,
            "sheets": [one.sheet_id for one in late],
            "steps": [one.step for one in late],
            "dues": [one.due for one in late],
            "whose": [one.whose_id for one in late],
        }
        noted += len((await session.execute(_NOTE, values)).all()) if late else 0
    return noted


async def close_early(
    session: AsyncSession, caller: Caller, period_id: UUID, reason: str, *, now: datetime
) -> EvaluationPeriod:
    """Close a period that is over before its deadline, with a reason: once every superior has spoken."""
    authorize(caller, "period", "manage")
    waiting = await session.scalar(
        select(func.count())
        .select_from(Sheet)
        .join(
            EvaluationPeriod, (EvaluationPeriod.tenant_id == Sheet.tenant_id) & (EvaluationPeriod.id == Sheet.period_id)
        )
        .where(
            Sheet.tenant_id == tenant_of(session),
            Sheet.period_id == period_id,
            Sheet.not_ranked.is_(None),
            Sheet.status.in_(("open", "self_scored")),
            EvaluationPeriod.status == "open",
            EvaluationPeriod.last < local_date(now),
        )
    )
    if waiting:
        raise NotOpined("id", count=waiting)
    return await periods.close_by_hand(session, caller, period_id, reason, now=now)

"""Sheets of a period: one for everybody it evaluates, kept right about where they stand until it closes."""

from typing import Final
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.database import tenant_of
from kernel.outbox import enqueue
from tenants.evaluation.refreshing import REFRESH
from tenants.periods import members
from tenants.periods.members import STANDING
from tenants.periods.models import EvaluationPeriod
from tenants.scoring.months import hold

MAKE_SHEETS: Final = "make_sheets"
LEFT: Final = "left"
"""Why a sheet is not ranked whose person the period evaluates no more: the post ended, or is of another period."""

MAKE: Final = text(
    f"""
    WITH {STANDING}, before AS (
        SELECT sheet.id, sheet.person_id, sheet.not_ranked FROM sheet
        WHERE sheet.tenant_id = :tenant AND sheet.period_id = :period
    ), kept AS (
        INSERT INTO sheet (tenant_id, id, period_id, person_id, appointment_id, unit_id, agency_id, standing,
                           position_group, rank, months)
        SELECT :tenant, uuidv7(), :period, person_id, appointment_id, unit_id, agency_id, standing, position_group,
               rank, months
        FROM members
        ON CONFLICT (tenant_id, period_id, person_id) DO UPDATE
        SET appointment_id = excluded.appointment_id, unit_id = excluded.unit_id, agency_id = excluded.agency_id,
            standing = excluded.standing, position_group = excluded.position_group, rank = excluded.rank,
            months = excluded.months,
            not_ranked = CASE WHEN sheet.not_ranked = '{LEFT}' THEN NULL ELSE sheet.not_ranked END
        WHERE sheet.frozen_at IS NULL AND sheet.status <> 'decided'
          AND (sheet.appointment_id, sheet.unit_id, sheet.agency_id, sheet.standing, sheet.position_group, sheet.rank,
               sheet.months, coalesce(sheet.not_ranked, '') = '{LEFT}')
              IS DISTINCT FROM (excluded.appointment_id, excluded.unit_id, excluded.agency_id, excluded.standing,
                                excluded.position_group, excluded.rank, excluded.months, false)
        RETURNING sheet.id, sheet.person_id, sheet.months
    ), gone AS (
        UPDATE sheet SET not_ranked = '{LEFT}'
        WHERE sheet.tenant_id = :tenant AND sheet.period_id = :period AND sheet.not_ranked IS NULL
          AND sheet.frozen_at IS NULL AND sheet.status <> 'decided'
          AND NOT EXISTS (SELECT FROM members WHERE members.person_id = sheet.person_id)
        RETURNING sheet.id, sheet.person_id, sheet.months
    ), told AS (
        INSERT INTO sheet_event (tenant_id, id, sheet_id, kind, at, data)
        SELECT :tenant, uuidv7(), kept.id, CASE WHEN before.id IS NULL THEN 'opened' ELSE 'ranked' END, :now,
               CASE WHEN before.id IS NULL THEN '{{}}'::jsonb ELSE jsonb_build_object('was', '{LEFT}') END
        FROM kept LEFT JOIN before ON before.id = kept.id
        WHERE before.id IS NULL OR before.not_ranked = '{LEFT}'
        UNION ALL
        SELECT :tenant, uuidv7(), gone.id, 'not_ranked', :now, jsonb_build_object('why', '{LEFT}') FROM gone
    ), waiting AS (
        INSERT INTO pending_sheet (tenant_id, person_id, month)
        SELECT DISTINCT :tenant, person_id, unnest(months) FROM (SELECT * FROM kept UNION ALL SELECT * FROM gone) AS new
        ON CONFLICT DO NOTHING
    )
    SELECT (SELECT count(*) FROM kept) + (SELECT count(*) FROM gone)
    """  # noqa: S608 - our own constants
)


async def make_sheets(session: AsyncSession, period_id: str) -> int:
    """Give everybody a period evaluates a sheet, and keep unit, agency, standing and months right until it freezes.

    Whom the period evaluates no more keeps the sheet, not ranked, since what was done on it stays. Running it again
    changes only what has changed. Answers how many sheets are new or differ.
    """
    period = await session.get(EvaluationPeriod, (tenant_of(session), UUID(period_id)))
    if period is None or period.status not in ("open", "closed"):
        return 0
    now = utc_now()
    await hold(session)
    changed = int(await session.scalar(MAKE, await members.values(session, period, now)) or 0)
    if changed:
        await enqueue(session, REFRESH)
    return changed


async def ask_to_make(session: AsyncSession) -> None:
    """Ask for the sheets of every running period to be kept right."""
    running = await session.scalars(
        select(EvaluationPeriod.id).where(
            EvaluationPeriod.tenant_id == tenant_of(session), EvaluationPeriod.status == "open"
        )
    )
    for period_id in running.all():
        await enqueue(session, MAKE_SHEETS, period_id=str(period_id))

"""What evaluation tells a person's month: general criteria, answers and facts it found, and that it is scored again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.outbox import enqueue
from tenants.scoring.facts import SHEET

SCORE_MONTHS: Final = "score_months"

# Facts are merged by name, a null takes one back; a month whose facts stay as they were is not scored again.
WRITE_FACTS: Final = text(
    """
    WITH given AS (
        SELECT * FROM unnest(CAST(:people AS uuid[]), CAST(:months AS date[]), CAST(:facts AS jsonb[]))
            AS given (person_id, month, facts)
    ), written AS (
        INSERT INTO month_fact AS fact (tenant_id, person_id, month, leave_days, facts, recorded_at)
        SELECT :tenant, given.person_id, given.month, 0, given.facts, :now
        FROM given
        WHERE jsonb_strip_nulls(given.facts) <> '{}' OR EXISTS (
            SELECT FROM month_fact AS known
            WHERE known.tenant_id = :tenant AND known.person_id = given.person_id AND known.month = given.month)
        ON CONFLICT (tenant_id, person_id, month) DO UPDATE SET facts = jsonb_strip_nulls(fact.facts || excluded.facts)
        WHERE jsonb_strip_nulls(fact.facts || excluded.facts) IS DISTINCT FROM fact.facts
        RETURNING fact.person_id, fact.month
    ), waiting AS (
        INSERT INTO pending_month (tenant_id, person_id, month)
        SELECT :tenant, person_id, month FROM written
        ON CONFLICT DO NOTHING
    )
    SELECT count(*) FROM written
    """
)
WRITE_GENERAL: Final = text(
    """
    WITH written AS (
        INSERT INTO month_fact AS fact (tenant_id, person_id, month, general, leave_days, facts, recorded_by,
                                        recorded_at)
        SELECT :tenant, :person, month, :general, 0, CAST(:facts AS jsonb), :by, :now
        FROM unnest(CAST(:months AS date[])) AS month
        ON CONFLICT (tenant_id, person_id, month) DO UPDATE
        SET general = excluded.general, facts = jsonb_strip_nulls(fact.facts || excluded.facts),
            recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at
        RETURNING fact.month
    )
    INSERT INTO pending_month (tenant_id, person_id, month)
    SELECT :tenant, :person, month FROM written
    ON CONFLICT DO NOTHING
    """
)


@dataclass(frozen=True)
class Found:
    """Facts found of one person's month by the names of the package's inputs; None takes one back."""

    person_id: UUID
    month: date
    facts: Mapping[str, Any]


async def write_found(session: AsyncSession, found: Sequence[Found], now: datetime) -> int:
    """Write facts found; how many months they change, which are then scored again."""
    if not found:
        return 0
    values = {
        "tenant": tenant_of(session),
        "people": [one.person_id for one in found],
        "months": [one.month for one in found],
        "facts": [msgspec.json.encode(one.facts).decode() for one in found],
        "now": now,
    }
    changed = int(await session.scalar(WRITE_FACTS, values) or 0)
    if changed:
        await enqueue(session, SCORE_MONTHS)
    return changed


async def write_opinion(
    session: AsyncSession,
    person_id: UUID,
    months: Sequence[date],
    general: Decimal | None,
    answers: Mapping[str, Any],
    *,
    sheet_id: UUID | None,
    by: UUID,
    now: datetime,
) -> None:
    """Write what a superior said to each of a sheet's own months, which are then scored again.

    With `sheet_id` the general criteria of those months are the sheet's alone; None gives them free again.
    """
    if not months:
        return
    facts = {**answers, SHEET: None if sheet_id is None else str(sheet_id)}
    values = {
        "tenant": tenant_of(session),
        "person": person_id,
        "months": list(months),
        "general": general,
        "facts": msgspec.json.encode(facts).decode(),
        "by": by,
        "now": now,
    }
    await session.execute(WRITE_GENERAL, values)
    await enqueue(session, SCORE_MONTHS)

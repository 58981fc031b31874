"""What a year takes from its quarters: one KHT quarter bars HTXS, two in a row are put before a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.decisions import rules
from tenants.decisions.rules import Condition
from tenants.evaluation.conditions import Basis, Limits
from tenants.evaluation.conditions import conditions as evaluated
from tenants.norms.procedure import Procedure
from tenants.periods.models import EvaluationPeriod
from tenants.scoring.periods import quarter_before, quarters_of

YEAR: Final = "year"
FAILED: Final = "KHT"
CODES: Final = frozenset({"guide02.quarter", "guide02.two_quarters"})


# What a quarter's sheet says: the decision that stands, else what is proposed; without a sheet, the class by points.
QUARTERS: Final = text(
    """
    WITH sheets AS (
        SELECT sheet.person_id, period.first AS start, decided.number IS NOT NULL AS decided,
               CASE WHEN decided.number IS NOT NULL THEN decided.decided_class
                    WHEN sheet.not_ranked IS NULL THEN sheet.proposed_class END AS rating
        FROM sheet
        JOIN evaluation_period AS period ON period.tenant_id = :tenant AND period.id = sheet.period_id
             AND period.kind = 'quarter' AND period.first = ANY (CAST(:starts AS date[]))
        LEFT JOIN LATERAL (
            SELECT decision.number, decision.decided_class FROM decision
            WHERE decision.tenant_id = :tenant AND decision.sheet_id = sheet.id
            ORDER BY decision.number DESC LIMIT 1
        ) AS decided ON true
        WHERE sheet.tenant_id = :tenant AND sheet.person_id = ANY (CAST(:people AS uuid[]))
    )
    SELECT * FROM sheets
    UNION ALL
    SELECT * FROM (
        SELECT DISTINCT ON (score.person_id, score.start) score.person_id, score.start, false, score.rating
        FROM period_score AS score
        WHERE score.tenant_id = :tenant AND score.person_id = ANY (CAST(:people AS uuid[])) AND score.kind = 'quarter'
          AND score.start = ANY (CAST(:starts AS date[]))
        ORDER BY score.person_id, score.start, score.revision DESC
    ) AS scored
    WHERE NOT EXISTS (
        SELECT FROM sheets WHERE sheets.person_id = scored.person_id AND sheets.start = scored.start)
    """
)


@dataclass(frozen=True)
class QuarterClass:
    """A person's class in a quarter: as decided, or as proposed while nobody has decided."""

    start: date
    rating: str
    decided: bool


def quarters(first: date, last: date) -> list[date]:
    """The first days of the quarters that end within a year, after that of the last one of the year before."""
    own = quarters_of(first, last)
    return [quarter_before(own[0]), *own]


async def classes(
    session: AsyncSession, starts: Sequence[date], person_ids: Sequence[UUID]
) -> dict[UUID, dict[date, QuarterClass]]:
    """The classes of people in some quarters; unranked ones have none."""
    found: dict[UUID, dict[date, QuarterClass]] = {person_id: {} for person_id in person_ids}
    values = {"tenant": tenant_of(session), "people": list(found), "starts": list(starts)}
    for row in await session.execute(QUARTERS, values):
        if row.rating is not None:
            found[row.person_id][row.start] = QuarterClass(row.start, row.rating, row.decided)
    return found


async def conditions(
    session: AsyncSession, period: EvaluationPeriod, person_ids: Sequence[UUID], settled: Procedure
) -> Mapping[UUID, Sequence[Condition]]:
    """The conditions that only a year has, by person; nothing for other periods."""
    if period.kind != YEAR:
        return {}
    starts = quarters(period.first, period.last)
    found = await classes(session, starts, person_ids)
    return {person_id: _conditions(starts, of, settled) for person_id, of in found.items()}


def _conditions(starts: Sequence[date], of: Mapping[date, QuarterClass], settled: Procedure) -> list[Condition]:
    """As `tenants.evaluation.conditions` says them, resting on the quarters as they were decided."""
    failed = {start: one.rating == FAILED for start, one in of.items()}
    own = starts[1:]
    running = [run for run in rules.runs(failed, starts) if run[1] in own]
    basis = Basis(
        kind=YEAR,
        standing="staff",
        failing_quarters=[start for start in own if failed.get(start, False)],
        failing_in_a_row=list(dict.fromkeys(start for run in running for start in run)),
        limits=Limits(flag_quarters=settled.two_failing_quarters == "flag"),
    )
    return [one.stored() for one in evaluated(basis) if one.code in CODES]


def merged(found: Sequence[Condition], yearly: Sequence[Condition]) -> list[Condition]:
    """A sheet's conditions with those of its year, which know what was decided, instead of its own of that code."""
    if not yearly:
        return list(found)
    return [*(one for one in found if one["code"] not in CODES), *yearly]

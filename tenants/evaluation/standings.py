"""How far a period has come, in counts alone: for whoever keeps the calendar, and nobody's scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize
from tenants.periods.models import EvaluationPeriod

# A step waits where the one before is done or was never needed; it is late after its day.
STANDING: Final = text(
    """
    SELECT agency_id, count(*) AS sheets,
           count(*) FILTER (WHERE not_ranked IS NOT NULL) AS not_ranked,
           count(*) FILTER (WHERE not_ranked IS NULL AND status = 'open') AS no_self_score,
           count(*) FILTER (WHERE not_ranked IS NULL AND status IN ('open', 'self_scored')) AS no_opinion,
           count(*) FILTER (WHERE not_ranked IS NULL AND status <> 'decided') AS undecided
    FROM sheet WHERE tenant_id = :tenant AND period_id = :period
    GROUP BY agency_id
    """
)


@dataclass(frozen=True)
class AgencyStanding:
    """Sheets of one agency (of all together without one): how many there are, and what each step still lacks."""

    agency_id: UUID | None
    sheets: int
    not_ranked: int
    no_self_score: int
    no_opinion: int
    undecided: int


@dataclass(frozen=True)
class PeriodStanding:
    """All agencies together, and each, most undecided sheets first; which steps are past their day."""

    together: AgencyStanding
    agencies: list[AgencyStanding]
    late: Mapping[str, bool]


COUNTS: Final = ("sheets", "not_ranked", "no_self_score", "no_opinion", "undecided")


async def standing(session: AsyncSession, caller: Caller, period_id: UUID, *, now: datetime) -> PeriodStanding:
    """The counts of one period."""
    authorize(caller, "period", "manage")
    period = await session.get(EvaluationPeriod, (tenant_of(session), period_id))
    if period is None:
        raise NotFound("id")
    rows = (await session.execute(STANDING, {"tenant": tenant_of(session), "period": period_id})).all()
    agencies = [AgencyStanding(row.agency_id, *(getattr(row, name) for name in COUNTS)) for row in rows]
    totals = (sum(getattr(one, name) for one in agencies) for name in COUNTS)
    day = local_date(now)
    late = {
        "self_score": day > period.self_score_by,
        "opinion": day > period.opinion_by,
        "decision": day > period.decision_by,
    }
    agencies.sort(key=lambda one: (-one.undecided, str(one.agency_id)))
    return PeriodStanding(AgencyStanding(None, *totals), agencies, late)

"""Steps that are overdue: which, of whom, since when, and whose turn it is."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date, utc_now
from kernel.database import tenant_of
from policies.authority import Caller, authorize
from policies.roles import HEAD_ROLES
from tenants.organisation import queries as organisation
from tenants.periods.models import EvaluationPeriod

Step = Literal["self_score", "opinion", "decision"]

SHOWN: Final = 200
"""How many overdue steps a list shows."""

# Whose turn it is: the person's own; the direct leader's, named on the post, else the nearest head; the agency's head.
OVERDUE: Final = text(
    """
    WITH heads AS MATERIALIZED (
        SELECT post.id, post.person_id, post.unit_id, post.role, place.path
        FROM appointment AS post
        JOIN unit_place AS place ON place.tenant_id = :tenant AND place.unit_id = post.unit_id
             AND place.valid_from <= :day AND (place.valid_to IS NULL OR place.valid_to > :day)
        WHERE post.tenant_id = :tenant AND post.role = ANY (CAST(:heads AS text[])) AND post.valid_from <= :day
          AND (post.valid_to IS NULL OR post.valid_to > :day)
    ), late AS MATERIALIZED (
        SELECT sheet.id, sheet.person_id, sheet.unit_id, sheet.agency_id, sheet.appointment_id, sheet.status,
               place.path
        FROM sheet
        LEFT JOIN unit_place AS place ON place.tenant_id = :tenant AND place.unit_id = sheet.unit_id
             AND place.valid_from <= :day AND (place.valid_to IS NULL OR place.valid_to > :day)
        WHERE sheet.tenant_id = :tenant AND sheet.period_id = :period AND sheet.not_ranked IS NULL
          AND sheet.status <> 'decided'
    ), steps AS (
        SELECT late.id AS sheet_id, late.person_id, late.unit_id, 'self_score' AS step, CAST(:self_by AS date) AS due,
               late.appointment_id AS post_id, late.person_id AS whose_id
        FROM late WHERE late.status = 'open' AND :day > :self_by
        UNION ALL
        SELECT late.id, late.person_id, late.unit_id, 'opinion', :opinion_by, leader.id, leader.person_id
        FROM late
        JOIN appointment AS own ON own.tenant_id = :tenant AND own.id = late.appointment_id
        LEFT JOIN appointment AS named ON named.tenant_id = :tenant AND named.id = own.leader_appointment_id
             AND named.valid_from <= :day AND (named.valid_to IS NULL OR named.valid_to > :day)
        LEFT JOIN LATERAL (
            SELECT heads.id, heads.person_id FROM heads
            WHERE named.id IS NULL AND starts_with(late.path, heads.path) AND NOT (
                heads.unit_id = own.unit_id AND (own.role = ANY (CAST(:heads AS text[]))
                                                 OR heads.person_id = late.person_id))
            ORDER BY length(heads.path) DESC, heads.id LIMIT 1
        ) AS above ON true
        CROSS JOIN LATERAL (
            SELECT coalesce(named.id, above.id) AS id, coalesce(named.person_id, above.person_id) AS person_id
        ) AS leader
        WHERE late.status IN ('open', 'self_scored') AND :day > :opinion_by
        UNION ALL
        SELECT late.id, late.person_id, late.unit_id, 'decision', :decision_by, head.id, head.person_id
        FROM late
        LEFT JOIN LATERAL (
            SELECT heads.id, heads.person_id FROM heads
            WHERE heads.unit_id = late.agency_id AND heads.role IN ('agency_head', 'province_head')
            ORDER BY heads.id LIMIT 1
        ) AS head ON true
        WHERE :day > :decision_by
    )
    SELECT steps.*, person.full_name FROM steps
    JOIN person ON person.tenant_id = :tenant AND person.id = steps.person_id
    ORDER BY steps.due, person.sort_key, steps.sheet_id, steps.step
    """
)


@dataclass(frozen=True)
class OverdueStep:
    """A step past its deadline; `post_id` and `whose_id` are the post and person whose turn it is, if anybody's."""

    sheet_id: UUID
    person_id: UUID
    full_name: str
    unit_id: UUID
    step: Step
    due: date
    post_id: UUID | None
    whose_id: UUID | None


async def overdue(session: AsyncSession, period: EvaluationPeriod, *, now: datetime | None = None) -> list[OverdueStep]:
    """Every step of a period that is overdue, longest first: for escalation, by the program itself."""
    values = {
        "tenant": tenant_of(session),
        "period": period.id,
        "day": local_date(now or utc_now()),
        "heads": list(HEAD_ROLES),
        "self_by": period.self_score_by,
        "opinion_by": period.opinion_by,
        "decision_by": period.decision_by,
    }
    rows = await session.execute(OVERDUE, values)
    return [
        OverdueStep(
            row.sheet_id, row.person_id, row.full_name, row.unit_id, row.step, row.due, row.post_id, row.whose_id
        )
        for row in rows
    ]


async def overdue_for(
    session: AsyncSession, caller: Caller, period_id: UUID, *, now: datetime, mine_only: bool = False
) -> list[OverdueStep]:
    """The overdue steps a leader can do something about: their own, and those of everybody in their branch."""
    grant = authorize(caller, "evaluation", "read")
    period = await session.get(EvaluationPeriod, (tenant_of(session), period_id))
    if period is None:
        return []
    found = await overdue(session, period, now=now)
    own = [one for one in found if caller.person_id is not None and one.whose_id == caller.person_id]
    if mine_only:
        return own
    paths = await organisation.unit_paths(session, {one.unit_id for one in found}, local_date(now))
    kept = {(one.sheet_id, one.step) for one in own}
    return [
        one for one in found if (one.sheet_id, one.step) in kept or grant.covers(paths.get(one.unit_id), one.person_id)
    ]

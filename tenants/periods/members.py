"""Whom a period evaluates: by the post held last in it, with where they stand, who decides, and their months."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from policies.roles import HEAD_ROLES, LEADER_ROLES, Standing
from tenants.norms import queries as norms
from tenants.norms.procedure import procedure
from tenants.organisation.models import Appointment
from tenants.organisation.queries import held_on
from tenants.periods.models import EvaluationPeriod

# `places`: the tree on the day that counts, and where a head decides. `standing`: the primary post that obliged each
# person last in the period, of a group the period evaluates, with the months in which any post obliged them. The head
# of an agency is ranked by the agency above, and so are deputies where the package says so (`raised`).
STANDING: Final = """
    places AS MATERIALIZED (
        SELECT place.unit_id, place.path, EXISTS (
            SELECT FROM appointment AS head
            WHERE head.tenant_id = :tenant AND head.unit_id = place.unit_id
              AND head.role IN ('agency_head', 'province_head')
              AND head.valid_from <= :day AND (head.valid_to IS NULL OR head.valid_to > :day)) AS headed
        FROM unit_place AS place
        WHERE place.tenant_id = :tenant AND place.valid_from <= :day
          AND (place.valid_to IS NULL OR place.valid_to > :day)
    ), agencies AS MATERIALIZED (
        SELECT place.unit_id, coalesce((array_agg(above.unit_id ORDER BY length(above.path) DESC))[1], place.unit_id)
               AS own,
               coalesce((array_agg(above.unit_id ORDER BY length(above.path) DESC)
                         FILTER (WHERE above.unit_id <> place.unit_id))[1], place.unit_id) AS above
        FROM places AS place LEFT JOIN places AS above ON above.headed AND starts_with(place.path, above.path)
        GROUP BY place.unit_id
    ), posts AS (
        SELECT DISTINCT ON (post.person_id) post.*
        FROM expected_post AS post
        WHERE post.tenant_id = :tenant AND post.is_primary AND post.valid_from <= :day
          AND (post.valid_to IS NULL OR post.valid_to > :first)
        ORDER BY post.person_id, post.valid_from DESC, post.id
    ), held AS (
        SELECT post.person_id, array_agg(DISTINCT CAST(month AS date)) AS months
        FROM expected_post AS post
        JOIN generate_series(CAST(:first AS timestamp), CAST(:last AS timestamp), interval '1 month') AS month
             ON post.valid_from < month + interval '1 month' AND (post.valid_to IS NULL OR post.valid_to > month)
        WHERE post.tenant_id = :tenant AND post.valid_from <= :last
          AND (post.valid_to IS NULL OR post.valid_to > :first)
        GROUP BY post.person_id
    ), standing AS (
        SELECT posts.person_id, posts.id AS appointment_id, posts.unit_id, held.months, position.rank,
               CASE WHEN posts.role = ANY (CAST(:heads AS text[])) THEN 'leader'
                    WHEN posts.role = ANY (CAST(:leaders AS text[])) THEN 'deputy' ELSE 'staff' END AS standing,
               coalesce(position.position_group, CASE WHEN posts.role = ANY (CAST(:leaders AS text[]))
                        THEN 'leadership' ELSE 'professional' END) AS position_group,
               CASE WHEN posts.role IN ('agency_head', 'province_head')
                         OR posts.role = 'agency_deputy' AND posts.unit_id = ANY (CAST(:raised AS uuid[]))
                    THEN agencies.above ELSE agencies.own END AS agency_id
        FROM posts
        JOIN held ON held.person_id = posts.person_id
        JOIN agencies ON agencies.unit_id = posts.unit_id
        LEFT JOIN job_position_version AS position ON position.tenant_id = :tenant
             AND position.job_position_id = posts.job_position_id AND position.status <> 'draft'
             AND position.valid_from <= :day AND (position.valid_to IS NULL OR position.valid_to > :day)
    ), members AS (
        SELECT * FROM standing WHERE position_group = ANY (CAST(:groups AS text[]))
    )"""
MEMBERS: Final = text(f"WITH {STANDING} SELECT * FROM members ORDER BY person_id")  # noqa: S608 - our own text
# Done again it closes the months of those who have joined since, by an appointment that came late.
CLOSE: Final = text(
    f"""
    WITH {STANDING}, closed AS (
        INSERT INTO closed_month (tenant_id, person_id, month, closed_at)
        SELECT :tenant, person_id, unnest(months), :now FROM members
        ON CONFLICT DO NOTHING
        RETURNING person_id, month
    ), waiting AS (
        INSERT INTO pending_month (tenant_id, person_id, month)
        SELECT :tenant, person_id, month FROM closed
        ON CONFLICT DO NOTHING
    )
    SELECT count(*) FROM closed
    """  # noqa: S608 - our own text
)


@dataclass(frozen=True)
class Member:
    """A person a period evaluates: the post that ranks, the agency whose head decides, and the months of a post."""

    person_id: UUID
    appointment_id: UUID
    unit_id: UUID
    agency_id: UUID
    standing: Standing
    position_group: str
    rank: str | None
    months: tuple[date, ...]


async def members(session: AsyncSession, period: EvaluationPeriod, now: datetime) -> list[Member]:
    """Everybody a period evaluates, as things stood on its last day, or stand today while it runs."""
    rows = await session.execute(MEMBERS, await values(session, period, now))
    names = ("person_id", "appointment_id", "unit_id", "agency_id", "standing", "position_group", "rank")
    return [Member(**{name: getattr(row, name) for name in names}, months=tuple(row.months)) for row in rows]


async def close_months(session: AsyncSession, period: EvaluationPeriod, now: datetime) -> int:
    """Close the months of everybody a period evaluates and have them scored; how many were open until now."""
    return int(await session.scalar(CLOSE, await values(session, period, now)) or 0)


async def values(session: AsyncSession, period: EvaluationPeriod, now: datetime) -> dict[str, object]:
    """The parameters of `STANDING`, on the period's last day, or today while it runs."""
    day = max(min(period.last, local_date(now)), period.first)
    return {
        "tenant": tenant_of(session),
        "period": period.id,
        "first": period.first,
        "last": period.last,
        "day": day,
        "groups": list(period.position_groups),
        "heads": list(HEAD_ROLES),
        "leaders": list(LEADER_ROLES),
        "raised": await _raised(session, period),
        "now": now,
    }


async def _raised(session: AsyncSession, period: EvaluationPeriod) -> list[UUID]:
    """The agencies whose deputies are ranked by the agency above."""
    units = await session.scalars(
        select(Appointment.unit_id)
        .where(
            Appointment.tenant_id == tenant_of(session),
            Appointment.role == "agency_deputy",
            held_on(Appointment, period.last),
        )
        .distinct()
    )
    laws = await norms.laws(session, [(unit_id, period.last) for unit_id in units])
    return [unit_id for (unit_id, _), law in laws.items() if procedure(law).deputies_ranked_by == "agency_above"]

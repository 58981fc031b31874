"""Posts held in a month by people who held several in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of

# Leave is shared among the posts of a month like its working time.
SEVERAL: Final = text(
    """
    WITH given AS (
        SELECT * FROM unnest(CAST(:people AS uuid[]), CAST(:months AS date[])) AS given (person_id, month)
    ), held AS MATERIALIZED (
        SELECT given.person_id, given.month, CAST(given.month + interval '1 month' AS date) AS after, post.id,
               post.unit_id, post.role, post.weight, post.valid_from, post.valid_to,
               count(*) OVER (PARTITION BY given.person_id, given.month) AS held
        FROM given
        JOIN appointment AS post ON post.tenant_id = :tenant AND post.person_id = given.person_id
             AND post.valid_from < given.month + interval '1 month'
             AND (post.valid_to IS NULL OR post.valid_to > given.month)
    ), posts AS MATERIALIZED (
        SELECT held.*, (
            SELECT count(*) FROM calendar_day AS day
            WHERE day.tenant_id = :tenant AND day.working AND day.day >= greatest(held.month, held.valid_from)
              AND day.day < least(held.after, coalesce(held.valid_to, 'infinity'))) AS days
        FROM held WHERE held.held > 1
    )
    SELECT posts.*, coalesce(fact.leave_days, 0) AS leave_days,
           sum(posts.days * posts.weight) OVER (PARTITION BY posts.person_id, posts.month) AS whole
    FROM posts
    LEFT JOIN month_fact AS fact ON fact.tenant_id = :tenant AND fact.person_id = posts.person_id
         AND fact.month = posts.month
    ORDER BY posts.person_id, posts.month, posts.id
    """
)


@dataclass(frozen=True)
class Post:
    """A post of one month: working days it was held, and the working days its own work is measured by."""

    person_id: UUID
    month: date
    appointment_id: UUID
    unit_id: UUID
    role: str
    weight: Decimal
    days: int
    work_days: Decimal


async def several(session: AsyncSession, months: Sequence[tuple[UUID, date]]) -> list[Post]:
    """The posts of those persons' months in which more than one was held."""
    if not months:
        return []
    rows = await session.execute(
        SEVERAL,
        {
            "tenant": tenant_of(session),
            "people": [person_id for person_id, _ in months],
            "months": [month for _, month in months],
        },
    )
    found = []
    for row in rows:
        time = row.days * row.weight
        leave = row.leave_days * time / row.whole if row.whole else Decimal(0)
        work_days = max(round(time - leave, 4), Decimal(0))
        found.append(Post(row.person_id, row.month, row.id, row.unit_id, row.role, row.weight, row.days, work_days))
    return found

"""How many people each unit has on a day, and who heads it: the tree at a glance, for its administrators."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from policies.authority import Caller, authorize
from policies.roles import HEAD_ROLES

COUNTED: Final = text(
    """
    SELECT post.unit_id, count(*) FILTER (WHERE post.is_primary) AS people, count(*) AS posts,
           min(person.full_name) FILTER (WHERE post.role = ANY (CAST(:heads AS text[]))) AS head
    FROM appointment AS post
    JOIN person ON person.tenant_id = :tenant AND person.id = post.person_id
    WHERE post.tenant_id = :tenant AND post.valid_from <= :day AND (post.valid_to IS NULL OR post.valid_to > :day)
    GROUP BY post.unit_id
    """
)


@dataclass(frozen=True)
class Headcount:
    """People by their primary post in one unit, all posts held there, and the name of its head."""

    unit_id: UUID
    people: int
    posts: int
    head: str | None


async def headcounts(session: AsyncSession, caller: Caller, on: date) -> list[Headcount]:
    """Every unit in which somebody holds a post that day."""
    authorize(caller, "unit", "manage")
    rows = await session.execute(COUNTED, {"tenant": tenant_of(session), "heads": list(HEAD_ROLES), "day": on})
    return [Headcount(row.unit_id, row.people, row.posts, row.head) for row in rows]

"""Who is expected to log (người phải ghi nhật ký): posts from the day on which the wave of their unit has begun.

`expected_post` is a view with the columns of `appointment`. Its `valid_from` is the first day on which the post
obliges; `starts_on` that of its unit, or nothing where the province has planned no wave and everybody is expected.
Everything that counts who should have logged, is evaluated or stands in a denominator reads it instead of
`appointment`, so that nobody is held to account for days before their wave.
"""

from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import Boolean, Date, Integer, Text, Uuid, column, or_, select, table
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of

EXPECTED_POST: Final = table(
    "expected_post",
    column("tenant_id", Integer),
    column("id", Uuid),
    column("person_id", Uuid),
    column("unit_id", Uuid),
    column("role", Text),
    column("is_primary", Boolean),
    column("valid_from", Date),
    column("valid_to", Date),
    column("starts_on", Date),
)


async def is_expected(session: AsyncSession, appointment_id: UUID, on: date) -> bool:
    """Whether a post obliges to log on a day."""
    post = EXPECTED_POST.c
    found = await session.scalar(
        select(post.id).where(
            post.tenant_id == tenant_of(session),
            post.id == appointment_id,
            post.valid_from <= on,
            or_(post.valid_to.is_(None), post.valid_to > on),
        )
    )
    return found is not None

"""How the points of months lie in each unit of a branch: five numbers of a box, and how many months by class."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of

FEW: Final = 5
"""Months below which no box is drawn: quartiles of so few say nothing."""

# The newest total of each person's month, in the unit where most of the month's entries lie.
_POINTS: Final = text(
    """
    SELECT place.unit_id, count(*) AS months, min(total) AS least, max(total) AS most,
           percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY CAST(total AS double precision)) AS quartiles
    FROM (
        SELECT DISTINCT ON (person_id, month) person_id, month, total FROM month_score
        WHERE tenant_id = :tenant AND month BETWEEN :first AND :last ORDER BY person_id, month, revision DESC
    ) AS scored
    JOIN (
        SELECT DISTINCT ON (person_id, month) person_id, month, unit_id FROM log_month
        WHERE tenant_id = :tenant AND month BETWEEN :first AND :last ORDER BY person_id, month, entries DESC, unit_id
    ) AS place USING (person_id, month)
    WHERE total IS NOT NULL GROUP BY place.unit_id
    """
)


@dataclass(frozen=True)
class Box:
    """The spread of the points of some months; without quartiles where there are fewer than `FEW`."""

    months: int
    least: float | None
    lower: float | None
    middle: float | None
    upper: float | None
    most: float | None


async def boxes(session: AsyncSession, first: date, last: date) -> Mapping[UUID, Box]:
    """The boxes of all units, months `first` to `last`; who may see which is the caller's to ask."""
    rows = await session.execute(_POINTS, {"tenant": tenant_of(session), "first": first, "last": last})
    return {row.unit_id: _box(row.months, float(row.least), row.quartiles, float(row.most)) for row in rows}


def _box(months: int, least: float, quartiles: list[float], most: float) -> Box:
    if months < FEW:
        return Box(months, None, None, None, None, None)
    lower, middle, upper = quartiles
    return Box(months, least, lower, middle, upper, most)

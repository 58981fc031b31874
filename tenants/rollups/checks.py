"""Holding the sums against the scores they are made of, recomputed from scratch."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of

_MEASURES: Final = ("entries", "minutes", "norm_minutes", "points", "early", "late")
_ADDED: Final = ", ".join(f"sum({name}) AS {name}" for name in _MEASURES)


@dataclass(frozen=True)
class Difference:
    """A sum that does not agree with the scores behind it."""

    table: str
    key: UUID
    day: date
    stored: str
    expected: str


def _comparison(table: str, key: str) -> TextClause:
    """Newest scores summed up again, against the stored sums and the deltas that wait to be merged."""
    stored = ", ".join(f"stored.{name}" for name in _MEASURES)
    expected = ", ".join(f"coalesce(expected.{name}, 0)" for name in _MEASURES)
    return text(
        f"""
        WITH newest AS (
            SELECT DISTINCT ON (entry_id) * FROM entry_score AS score
            WHERE tenant_id = :tenant AND NOT EXISTS (
                SELECT FROM undone_verdict AS undone
                WHERE undone.tenant_id = :tenant AND undone.entry_id = score.entry_id
                  AND undone.revision >= score.revision)
            ORDER BY entry_id, revision DESC
        ), expected AS (
            SELECT {key}, work_date AS day, count(*) AS entries, sum(minutes) AS minutes,
                   sum(norm_minutes) AS norm_minutes, sum(points) AS points,
                   count(*) FILTER (WHERE days_late < 0) AS early, count(*) FILTER (WHERE days_late > 0) AS late
            FROM newest GROUP BY 1, 2
        ), stored AS (
            SELECT {key}, day, {_ADDED} FROM (
                SELECT {key}, day, {", ".join(_MEASURES)} FROM {table} WHERE tenant_id = :tenant
                UNION ALL
                SELECT {key}, day, {", ".join(_MEASURES)} FROM rollup_delta WHERE tenant_id = :tenant
            ) AS parts GROUP BY 1, 2
        )
        SELECT {key} AS key, day, ROW({stored})::text AS stored, ROW({expected})::text AS expected
        FROM stored FULL JOIN expected USING ({key}, day)
        WHERE ROW({", ".join(f"coalesce(stored.{name}, 0)" for name in _MEASURES)})
              IS DISTINCT FROM ROW({expected})
        ORDER BY day, key
        """  # noqa: S608 - table and column names are this module's constants
    )


COMPARISONS: Final = {
    "person_day": _comparison("person_day", "person_id"),
    "unit_day": _comparison("unit_day", "unit_id"),
}


async def differences(session: AsyncSession) -> list[Difference]:
    """Every sum by person or unit and day that a full recomputation would change, digit for digit."""
    found = []
    for table, comparison in COMPARISONS.items():
        rows = await session.execute(comparison, {"tenant": tenant_of(session)})
        found += [Difference(table, row.key, row.day, row.stored, row.expected) for row in rows]
    return found

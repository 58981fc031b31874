"""Merging deltas into sums, and holding the sums against the log."""

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of

MERGE_LOCK: Final = 7_001

_SUMS: Final = """
    entries = {target}.entries + excluded.entries, minutes = {target}.minutes + excluded.minutes,
    norm_minutes = {target}.norm_minutes + excluded.norm_minutes, points = {target}.points + excluded.points,
    early = {target}.early + excluded.early, late = {target}.late + excluded.late
"""

_TOTALS: Final = "sum(entries), sum(minutes), sum(norm_minutes), sum(points), sum(early), sum(late)"

MERGE: Final = text(
    f"""
    WITH gone AS MATERIALIZED (
        DELETE FROM rollup_delta WHERE tenant_id = :tenant RETURNING *
    ), people AS (
        INSERT INTO person_day (tenant_id, person_id, day, entries, minutes, norm_minutes, points, early, late)
        SELECT :tenant, person_id, day, {_TOTALS}
        FROM gone GROUP BY person_id, day
        ON CONFLICT (tenant_id, person_id, day) DO UPDATE SET {_SUMS.format(target="person_day")}
    ), units AS (
        INSERT INTO unit_day (tenant_id, unit_id, day, entries, minutes, norm_minutes, points, early, late)
        SELECT :tenant, unit_id, day, {_TOTALS}
        FROM gone GROUP BY unit_id, day
        ON CONFLICT (tenant_id, unit_id, day) DO UPDATE SET {_SUMS.format(target="unit_day")}
    )
    SELECT count(*) FROM gone
    """  # noqa: S608 - the two targets are written here, nothing comes from outside
)


async def merge(session: AsyncSession) -> int:
    """Merge all deltas that wait into the sums by person and unit per day; the number merged.

    One transaction removes the deltas and adds them, so a delta counts once however often the job runs. Mergers of
    one tenant take turns.
    """
    await session.execute(
        text("SELECT pg_advisory_xact_lock(:lock, :tenant)"), {"lock": MERGE_LOCK, "tenant": tenant_of(session)}
    )
    return int(await session.scalar(MERGE, {"tenant": tenant_of(session)}) or 0)

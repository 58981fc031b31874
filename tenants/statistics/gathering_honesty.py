"""How many raters and logs of a province calibration can judge, and how many of them it flags, by level."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tenants.calibration import queries as calibration
from tenants.calibration.rules import CASES, DAYS
from tenants.statistics.parts_format import LEVELS, HonestyLine


async def honesty(
    session: AsyncSession, first: date, last: date, level_of: Mapping[UUID, str]
) -> tuple[HonestyLine, ...]:
    """A line for each level; raters with fewer than 30 verdicts and logs of fewer than 10 days are left out.

    A flag of a kind counts once a rater, and once a person and unit.
    """
    raters, logs = await calibration.everybody(session, first, last)
    counted: Counter[tuple[str | None, str]] = Counter()
    for rater in raters:
        level = level_of.get(rater.unit_id) if rater.unit_id is not None else None
        if rater.entries >= CASES:
            counted.update([(level, "raters"), *((level, flag.kind) for flag in rater.flags)])
    for log in logs:
        level = level_of.get(log.unit_id)
        if log.days >= DAYS:
            counted.update([(level, "logs"), *((level, flag.kind) for flag in log.flags)])
            counted[level, "days"] += log.days
            counted[level, "long_days"] += log.long_days
    return tuple(
        HonestyLine(
            level=level,
            raters=counted[level, "raters"],
            raters_top_marks=counted[level, "TOP_MARKS"],
            raters_at_once=counted[level, "AT_ONCE"],
            logs=counted[level, "logs"],
            logs_long_days=counted[level, "LONG_DAYS"],
            logs_repeated=counted[level, "REPEATED"],
            days=counted[level, "days"],
            long_days=counted[level, "long_days"],
        )
        for level in LEVELS
    )

"""When a period is finished, and which of its sheets nobody in the province decides."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from policies.authority import Caller, authorize
from tenants.periods import actions as periods

# Agencies that decide their last sheets at the same moment take turns here, so that the later one sees both.
TAKE_TURNS: Final = text(
    "SELECT id FROM evaluation_period WHERE tenant_id = :tenant AND id = :period FOR NO KEY UPDATE"
)
# A head whose own agency would decide has nobody above in the province; and some units have no head at or above them.
# Those sheets are decided by a body outside and wait for nobody here.
_OWN: Final = "(post.role IN ('agency_head', 'province_head') AND post.unit_id = sheet.agency_id)"
_HEADED: Final = """EXISTS (
        SELECT FROM unit_place AS place
        JOIN unit_place AS above ON above.tenant_id = :tenant AND starts_with(place.path, above.path)
             AND above.valid_from <= {last} AND (above.valid_to IS NULL OR above.valid_to > {last})
        JOIN appointment AS head ON head.tenant_id = :tenant AND head.unit_id = above.unit_id
             AND head.role IN ('agency_head', 'province_head')
             AND head.valid_from <= {last} AND (head.valid_to IS NULL OR head.valid_to > {last})
        WHERE place.tenant_id = :tenant AND place.unit_id = {agency}
          AND place.valid_from <= {last} AND (place.valid_to IS NULL OR place.valid_to > {last}))"""
_OPEN: Final = """
    FROM evaluation_period AS period
    JOIN sheet ON sheet.tenant_id = :tenant AND sheet.period_id = period.id AND sheet.status <> 'decided'
    JOIN appointment AS post ON post.tenant_id = :tenant AND post.id = sheet.appointment_id
    WHERE period.tenant_id = :tenant"""
UNDECIDED: Final = text(
    f"SELECT EXISTS (SELECT {_OPEN} AND period.id = :period AND NOT {_OWN}"
    f" AND {_HEADED.format(last='period.last', agency='sheet.agency_id')})"
)
ELSEWHERE: Final = text(
    f"""
    WITH undecided AS MATERIALIZED (
        SELECT period.id, period.last, sheet.agency_id, {_OWN} AS own, count(*) AS sheets {_OPEN}
          AND period.id = ANY (CAST(:periods AS uuid[]))
        GROUP BY period.id, period.last, sheet.agency_id, own
    )
    SELECT id, sum(sheets) AS sheets FROM undecided
    WHERE own OR NOT {_HEADED.format(last="undecided.last", agency="undecided.agency_id")}
    GROUP BY id
    """  # noqa: S608 - our own text
)


async def finish(session: AsyncSession, period_ids: Iterable[UUID], now: datetime) -> None:
    """Finish the periods of which no sheet is left to decide in the province."""
    for period_id in sorted(period_ids):
        values = {"tenant": tenant_of(session), "period": period_id}
        await session.execute(TAKE_TURNS, values)
        if not await session.scalar(UNDECIDED, values):
            await periods.finish(session, period_id, now=now)


async def decided_elsewhere(session: AsyncSession, caller: Caller, period_ids: Sequence[UUID]) -> Mapping[UUID, int]:
    """How many sheets of periods nobody in the province decides: they are left open where the period is finished."""
    authorize(caller, "period", "read")
    rows = await session.execute(ELSEWHERE, {"tenant": tenant_of(session), "periods": list(period_ids)})
    found = {row.id: int(row.sheets) for row in rows}
    return {period_id: found.get(period_id, 0) for period_id in period_ids}

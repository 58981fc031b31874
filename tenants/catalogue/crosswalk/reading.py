"""Work over time read through a crosswalk of work items: as it was logged, and as the new catalogue would tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import BadInput, NotFound
from policies.authority import Caller, authorize
from tenants.catalogue.crosswalk import queries
from tenants.catalogue.crosswalk.rules import carried

MOST_MONTHS: Final = 36
ENDED: Final = "—"
"""Stands for the code of work whose item ended without another."""
_MEASURES: Final = ("entries", "minutes", "points")
# Of each entry the score that counts: the last one that was not taken back. `rule` is the unit whose lines hold there.
_WORK: Final = text(
    """
    WITH counting AS (
        SELECT DISTINCT ON (score.entry_id) score.entry_id, score.work_date, score.unit_id, score.minutes, score.points
        FROM entry_score AS score
        WHERE score.tenant_id = :tenant AND score.work_date >= :first AND score.work_date < :after
          AND NOT EXISTS (SELECT FROM undone_verdict AS undone WHERE undone.tenant_id = :tenant
                          AND undone.entry_id = score.entry_id AND undone.revision >= score.revision)
        ORDER BY score.entry_id, score.revision DESC
    )
    SELECT CAST(date_trunc('month', counting.work_date) AS date) AS month, entry.work_item_id AS item,
           rule.unit_id AS unit, count(*) AS entries, sum(counting.minutes) AS minutes, sum(counting.points) AS points
    FROM counting
    JOIN work_entry AS entry ON entry.tenant_id = :tenant AND entry.id = counting.entry_id
         AND entry.work_date = counting.work_date
    LEFT JOIN unit_place AS place ON place.tenant_id = :tenant AND place.unit_id = counting.unit_id
         AND place.valid_from <= counting.work_date
         AND (place.valid_to IS NULL OR place.valid_to > counting.work_date)
    LEFT JOIN LATERAL (
        SELECT line.unit_id FROM crosswalk_line AS line
        JOIN unit_place AS top ON top.tenant_id = :tenant AND top.unit_id = line.unit_id
             AND top.valid_from <= counting.work_date
             AND (top.valid_to IS NULL OR top.valid_to > counting.work_date)
        WHERE line.tenant_id = :tenant AND line.crosswalk_id = :crosswalk AND line.old_id = entry.work_item_id
          AND starts_with(place.path, top.path)
        ORDER BY length(top.path) DESC LIMIT 1
    ) AS rule ON true
    GROUP BY 1, 2, 3
    """
)


@dataclass(frozen=True)
class Work:
    """Verified work of a month under one code."""

    month: date
    code: str
    entries: Decimal
    minutes: Decimal
    points: Decimal


Record = tuple[UUID | None, UUID | None]
"""A work item, and the unit whose lines hold for it."""


async def trend(
    session: AsyncSession, caller: Caller, crosswalk_id: UUID, first: date, last: date
) -> tuple[list[Work], list[Work]]:
    """Work of the months from `first` to `last` as it was logged, and read through the crosswalk; both add up alike."""
    if not authorize(caller, "catalogue", "manage").everywhere:
        raise NotFound("id")
    begin, after = first.replace(day=1), date(last.year + last.month // 12, last.month % 12 + 1, 1)
    if not 0 < (after.year - begin.year) * 12 + after.month - begin.month <= MOST_MONTHS:
        raise BadInput("lastMonth", expected=f"tối đa {MOST_MONTHS} tháng", expected_en=f"at most {MOST_MONTHS} months")
    head = await queries.crosswalk_of(session, crosswalk_id)
    if head.kind != "work_item":
        raise NotFound("id")
    fates: dict[Record, list[tuple[Record, Decimal]]] = {}
    for line in await queries.lines_of(session, crosswalk_id):
        fates.setdefault((line.old_id, line.unit_id), []).append(((line.new_id, None), line.share))
    values = {"tenant": tenant_of(session), "crosswalk": crosswalk_id, "first": begin, "after": after}
    months: dict[date, dict[str, dict[Record, Decimal]]] = {}
    for row in (await session.execute(_WORK, values)).all():
        sums = months.setdefault(row.month, {name: {} for name in _MEASURES})
        for name in _MEASURES:
            sums[name][row.item, row.unit] = Decimal(getattr(row, name))
    codes = {record: code for code, record in (await queries.codes_of(session, head.kind)).items()}
    was = [work for month, sums in sorted(months.items()) for work in _by_code(month, sums, codes)]
    now = [
        work
        for month, sums in sorted(months.items())
        for work in _by_code(month, {name: carried(sums[name], fates) for name in _MEASURES}, codes)
    ]
    return was, now


def _by_code(month: date, sums: Mapping[str, Mapping[Record, Decimal]], codes: Mapping[UUID, str]) -> list[Work]:
    found: dict[str, dict[str, Decimal]] = {}
    for name in _MEASURES:
        for (item, _), amount in sums[name].items():
            code = codes[item] if item is not None else ENDED
            told = found.setdefault(code, dict.fromkeys(_MEASURES, Decimal(0)))
            told[name] += amount
    return [Work(month, code, **found[code]) for code in sorted(found)]

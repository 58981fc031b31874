"""Where and when a package other than the published one is the law: pilots and back-dated corrections, unit by unit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import CTE, Date, Integer, Row, Uuid, bindparam, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.norms.models import NormPackage

# `rules`: what was confirmed. `reach`: each rule unit by unit, as the tree stood, in spans of days. `spans`: the days
# of each unit cut wherever a reach begins or ends, so that within one span always the same rules are in play: of
# corrections the one confirmed last counts, before any pilot; of pilots that of the nearest unit.
_REIGNS: Final = """
    WITH rules AS (
        SELECT id, norm_package_id, NULL::uuid AS norm_correction_id, unit_ids, valid_from, valid_to, confirmed_at
        FROM norm_pilot
        WHERE tenant_id = :tenant AND confirmed_at IS NOT NULL AND valid_from < :until AND valid_to > :since
        UNION ALL
        SELECT id, norm_package_id, id, unit_ids, valid_from, valid_to, confirmed_at
        FROM norm_correction
        WHERE tenant_id = :tenant AND confirmed_at IS NOT NULL AND valid_from < :until AND valid_to > :since
    ), reach AS (
        SELECT rules.id, rules.norm_package_id, rules.norm_correction_id, rules.confirmed_at, place.unit_id,
               length(top.path) AS depth,
               greatest(rules.valid_from, top.valid_from, place.valid_from) AS first,
               least(rules.valid_to, top.valid_to, place.valid_to) AS after
        FROM rules
        JOIN unit_place AS top ON top.tenant_id = :tenant
             AND CASE WHEN rules.unit_ids IS NULL THEN top.parent_id IS NULL ELSE top.unit_id = ANY (rules.unit_ids) END
             AND top.valid_from < rules.valid_to AND (top.valid_to IS NULL OR top.valid_to > rules.valid_from)
        JOIN unit_place AS place ON place.tenant_id = :tenant
             AND place.path ~>=~ top.path AND place.path ~<~ concat(left(top.path, -1), '/')
             AND place.valid_from < rules.valid_to AND (place.valid_to IS NULL OR place.valid_to > rules.valid_from)
        WHERE greatest(rules.valid_from, top.valid_from, place.valid_from)
              < least(rules.valid_to, top.valid_to, place.valid_to)
    ), spans AS (
        SELECT unit_id, day AS first, lead(day) OVER (PARTITION BY unit_id ORDER BY day) AS after
        FROM (SELECT unit_id, first AS day FROM reach UNION SELECT unit_id, after FROM reach) AS days
    )
    SELECT DISTINCT ON (spans.unit_id, spans.first)
           spans.unit_id, spans.first, spans.after, reach.norm_package_id, reach.norm_correction_id
    FROM spans
    JOIN reach ON reach.unit_id = spans.unit_id AND reach.first <= spans.first AND reach.after >= spans.after
    ORDER BY spans.unit_id, spans.first, reach.norm_correction_id IS NULL,
             CASE WHEN reach.norm_correction_id IS NULL THEN reach.depth END DESC, reach.confirmed_at DESC,
             reach.id DESC
"""
_TENANT: Final = bindparam("tenant", type_=Integer)
_SINCE, _UNTIL = bindparam("since", type_=Date), bindparam("until", type_=Date)
# The plan must not wait for what can only be known once the statement runs: hardly ever does anything reign.
_IN_PLAY: Final = text(
    """
    SELECT EXISTS (
        SELECT FROM norm_pilot
        WHERE tenant_id = :tenant AND confirmed_at IS NOT NULL AND valid_from < :until AND valid_to > :since
        UNION ALL
        SELECT FROM norm_correction
        WHERE tenant_id = :tenant AND confirmed_at IS NOT NULL AND valid_from < :until AND valid_to > :since)
    """
)


@dataclass(frozen=True)
class Reign:
    """A package that is the law by a pilot, or by a back-dated correction, somewhere on some of the days asked for."""

    package: NormPackage
    norm_correction_id: UUID | None


def reigns() -> CTE:
    """Spans of days of units in which a pilot or a correction decides which package scores their work.

    Parameters: `tenant`, and the days that matter: from `since` to (not including) `until`. Columns: `unit_id`,
    `first`, `after` (not included), `norm_package_id`, `norm_correction_id`. Spans of a unit never overlap, and are
    right for the days that matter; a unit's day in none of them belongs to the published package.
    """
    statement = text(_REIGNS).bindparams(_TENANT, _SINCE, _UNTIL)
    return statement.columns(unit_id=Uuid, first=Date, after=Date, norm_package_id=Uuid, norm_correction_id=Uuid).cte(
        "reigns"
    )


async def reigning(session: AsyncSession, first: date, last: date) -> Sequence[Reign]:
    """The packages that reign somewhere from `first` to `last` beside the published ones, usually none."""
    values = {"tenant": tenant_of(session), "since": first, "until": last + timedelta(days=1)}
    if not await session.scalar(_IN_PLAY, values):
        return []
    rows = await session.execute(
        text(
            f"SELECT DISTINCT norm_package_id, norm_correction_id FROM ({_REIGNS}) AS reigns"  # noqa: S608 - our own text
            " WHERE first < :until AND after > :since ORDER BY 1, 2"
        ),
        values,
    )
    found = []
    for row in rows.all():
        package = await session.get(NormPackage, (tenant_of(session), row.norm_package_id))
        if package is None:
            raise AssertionError("a pilot or correction names its package by a foreign key")
        found.append(Reign(package, row.norm_correction_id))
    return found


async def spans_of(
    session: AsyncSession, unit_ids: Collection[UUID], first: date, last: date
) -> Sequence[Row[UUID, date, date, UUID]]:
    """Where and when another package than the published one reigns in these units, usually nowhere.

    Rows of a unit, the first day, the day after the last, and the package.
    """
    values = {"tenant": tenant_of(session), "since": first, "until": last + timedelta(days=1)}
    if not await session.scalar(_IN_PLAY, values):
        return []
    reign = reigns()
    rows = await session.execute(
        select(reign.c.unit_id, reign.c.first, reign.c.after, reign.c.norm_package_id).where(
            reign.c.unit_id.in_(sorted(unit_ids))
        ),
        values,
    )
    return rows.all()


async def reigning_in(session: AsyncSession, unit_id: UUID, on: date) -> Reign | None:
    """What reigns in a unit on a day beside the published package."""
    values = {"tenant": tenant_of(session), "since": on, "until": on + timedelta(days=1), "unit": unit_id}
    row = (
        await session.execute(
            text(
                f"SELECT norm_package_id, norm_correction_id FROM ({_REIGNS}) AS reigns"  # noqa: S608 - our own text
                " WHERE unit_id = :unit AND first <= :since AND after > :since"
            ),
            values,
        )
    ).one_or_none()
    if row is None:
        return None
    package = await session.get(NormPackage, (tenant_of(session), row.norm_package_id))
    if package is None:
        raise AssertionError("a pilot or correction names its package by a foreign key")
    return Reign(package, row.norm_correction_id)

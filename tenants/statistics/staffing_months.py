"""Norm hours of a province's people by month, and from them the need of posts by unit, level and group of positions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import numpy as np
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from policies.roles import LEADER_ROLES
from tenants.statistics import staffing
from tenants.statistics.disclosure.arrays import Floats

MONTHS: Final = 12
"""How many months an estimate looks back on, the period's last one included."""

# `post`: where each person stands on the last day, with the group as a sheet would have it. `held`: since when each
# person is expected to log at all; months before are unknown, not idle. Months in which the province logged nothing
# are left out: the log had not begun.
WORK: Final = text(
    """
    WITH post AS (
        SELECT DISTINCT ON (post.person_id) post.person_id, post.unit_id,
               coalesce(position.position_group, CASE WHEN post.role = ANY (CAST(:leaders AS text[]))
                        THEN 'leadership' ELSE 'professional' END) AS position_group
        FROM expected_post AS post
        LEFT JOIN job_position_version AS position ON position.tenant_id = :tenant
             AND position.job_position_id = post.job_position_id AND position.status <> 'draft'
             AND position.valid_from <= :last AND (position.valid_to IS NULL OR position.valid_to > :last)
        WHERE post.tenant_id = :tenant AND post.is_primary AND post.valid_from <= :last
          AND (post.valid_to IS NULL OR post.valid_to > :last)
        ORDER BY post.person_id, post.valid_from DESC, post.id
    ), held AS (
        SELECT person_id, CAST(date_trunc('month', min(valid_from) + 14) AS date) AS since
        FROM expected_post WHERE tenant_id = :tenant GROUP BY person_id
    ), work AS (
        SELECT person_id, CAST(date_trunc('month', day) AS date) AS month, sum(norm_minutes) / 60 AS hours
        FROM person_day WHERE tenant_id = :tenant AND day >= :first AND day <= :last
        GROUP BY 1, 2
    ), logged AS (
        SELECT person_id, array_agg(month ORDER BY month) AS months, array_agg(CAST(hours AS float8) ORDER BY month)
               AS hours
        FROM work GROUP BY person_id
    )
    SELECT post.unit_id, post.position_group, held.since, coalesce(logged.months, '{}') AS months,
           coalesce(logged.hours, '{}') AS hours
    FROM post JOIN held ON held.person_id = post.person_id LEFT JOIN logged ON logged.person_id = post.person_id
    ORDER BY post.unit_id, post.position_group, post.person_id
    """
)
ESTABLISHMENT: Final = text(
    """
    SELECT place.unit_id, place.establishment
    FROM unit_place AS place JOIN unit ON unit.tenant_id = :tenant AND unit.id = place.unit_id
    WHERE place.tenant_id = :tenant AND place.valid_from <= :last AND (place.valid_to IS NULL OR place.valid_to > :last)
      AND (unit.closed IS NULL OR unit.closed > :last)
    """
)

Spot = tuple[UUID, str]
"""A unit and a group of positions."""


@dataclass(frozen=True)
class Months:
    """Norm hours by person and month of each unit's groups, over the same months everywhere."""

    months: tuple[date, ...]
    hours: Mapping[Spot, Floats]


async def hours_by_month(session: AsyncSession, last: date) -> Months:
    """The log of the twelve months up to a day, by where people stand on it.

    A month before a person held any post is taken as the unit's other people's mean.
    """
    first = _months_back(last, MONTHS - 1)
    values = {"tenant": tenant_of(session), "first": first, "last": last, "leaders": list(LEADER_ROLES)}
    rows = (await session.execute(WORK, values)).all()
    months = tuple(sorted({month for row in rows for month in row.months}))
    place = {month: number for number, month in enumerate(months)}
    found: dict[Spot, list[Floats]] = defaultdict(list)
    for row in rows:
        line = np.array([0.0 if month >= row.since else np.nan for month in months], dtype=np.float64)
        line[[place[month] for month in row.months]] = row.hours
        found[row.unit_id, row.position_group].append(line)
    return Months(months, {spot: filled(np.array(lines)) for spot, lines in found.items()})


def filled(hours: Floats) -> Floats:
    """The same with a number for every person and month: the others' mean of the month, else the person's own."""
    there = ~np.isnan(hours)
    known = np.where(there, hours, 0.0)
    counted = there.sum(axis=0, keepdims=True)
    by_month = known.sum(axis=0, keepdims=True) / np.maximum(counted, 1)
    by_person = known.sum(axis=1, keepdims=True) / np.maximum(there.sum(axis=1, keepdims=True), 1)
    return np.where(there, hours, np.where(counted > 0, by_month, by_person))


def _months_back(last: date, months: int) -> date:
    number = last.year * 12 + last.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


async def establishments(session: AsyncSession, last: date) -> dict[UUID, int]:
    """The establishment (biên chế) of each unit open on a day, without the units below it."""
    rows = await session.execute(ESTABLISHMENT, {"tenant": tenant_of(session), "last": last})
    return {row.unit_id: row.establishment for row in rows}


def shares(posts_given: Mapping[UUID, int], people: Mapping[Spot, int]) -> dict[Spot, int]:
    """The establishment of each unit divided among the groups that work in it."""
    inside: dict[UUID, dict[str, int]] = defaultdict(dict)
    for (unit_id, group), count in people.items():
        inside[unit_id][group] = count
    return {
        (unit_id, group): given
        for unit_id, groups in inside.items()
        for group, given in staffing.apportioned(posts_given.get(unit_id, 0), groups).items()
    }


async def figures(session: AsyncSession, last: date, levels: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """The province's lines by level and group of positions: establishment, people, need with interval, hours by month.

    `levels` tells the level of each unit; units without one are left out. `need`, `need_low` and `need_high` are posts
    (texts, one decimal; nothing where there are too few people or months), `largest` and `second` the norm hours of
    the two people with most, and `hours` those of everybody together. Establishment of units without anybody is
    counted by group as the level's other posts are.
    """
    log, given = await hours_by_month(session, last), await establishments(session, last)
    posts_of = shares(given, {spot: len(hours) for spot, hours in log.hours.items()})
    by_line: dict[tuple[str, str], list[Spot]] = defaultdict(list)
    for spot in sorted(log.hours, key=lambda one: (str(one[0]), one[1])):
        if spot[0] in levels:
            by_line[levels[spot[0]], spot[1]].append(spot)
    empty = _unmanned(given, {unit_id for unit_id, _ in log.hours}, levels, by_line, log.hours)
    return [
        _line(level, group, log, spots, sum(posts_of[spot] for spot in spots) + empty.get((level, group), 0))
        for (level, group), spots in sorted(by_line.items())
    ]


def _unmanned(
    given: Mapping[UUID, int],
    manned: set[UUID],
    levels: Mapping[UUID, str],
    by_line: Mapping[tuple[str, str], Sequence[Spot]],
    hours: Mapping[Spot, Floats],
) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for level in {level for level, _ in by_line}:
        vacant = sum(
            posts for unit_id, posts in given.items() if unit_id not in manned and levels.get(unit_id) == level
        )
        people = {
            group: sum(len(hours[spot]) for spot in spots) for (at, group), spots in by_line.items() if at == level
        }
        found.update({(level, group): posts for group, posts in staffing.apportioned(vacant, people).items()})
    return found


def _line(level: str, group: str, log: Months, spots: Sequence[Spot], establishment: int) -> dict[str, Any]:
    units = [log.hours[spot] for spot in spots]
    everybody = np.concatenate(units)
    most = np.sort(everybody.sum(axis=1))[::-1]
    found = need_of(units)
    return {
        "level": level,
        "group": group,
        "establishment": establishment,
        "people": len(everybody),
        "hours": _hours(float(everybody.sum())),
        "largest": _hours(float(most[0])),
        "second": _hours(float(most[1])) if len(most) > 1 else "0.00",
        "need": None if found is None else str(found.posts),
        "need_low": None if found is None else str(found.low),
        "need_high": None if found is None else str(found.high),
        "months": [
            [month.isoformat(), _hours(float(hours))]
            for month, hours in zip(log.months, everybody.sum(axis=0), strict=True)
        ],
    }


def _hours(hours: float) -> str:
    return f"{hours:.2f}"


def need_of(units: Iterable[Floats], hours_of_post: int = staffing.HOURS_OF_POST) -> staffing.Need | None:
    """What several units of one group need together; those too small for an estimate of their own count as one."""
    known = list(units)
    large = [hours for hours in known if len(hours) >= staffing.FEWEST]
    small = [hours for hours in known if len(hours) < staffing.FEWEST]
    if small and (not large or sum(map(len, small)) >= staffing.FEWEST):
        large.append(np.concatenate(small))
    elif small:
        large.sort(key=len)
        large[0] = np.concatenate([large[0], *small])
    peers = staffing.peers_of(large)
    if peers is None:
        return None
    parts = [found for hours in large if (found := staffing.estimate(hours, peers)) is not None]
    return staffing.need(staffing.together(parts), hours_of_post) if parts else None

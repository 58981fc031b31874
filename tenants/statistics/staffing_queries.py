"""What a head or administrator asks of a branch: the posts its work needs beside its establishment, and no person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import joining_whole, tenant_of
from kernel.errors import BadInput, NotFound
from policies.authority import Caller, authorize
from tenants.organisation import queries as organisation
from tenants.organisation.models import UnitPlace
from tenants.statistics import staffing, staffing_months
from tenants.statistics.disclosure.arrays import Floats
from tenants.statistics.gathering_people import UNITS
from tenants.statistics.parts_format import COMMON_FIELD
from tenants.statistics.staffing import HOURS_OF_POST, Need, Peers
from tenants.statistics.staffing_months import Months, Spot

EARLIEST: Final = date(2020, 1, 1)
LEAST_HOURS, MOST_HOURS = 50, 250
LEVELS: Final = text(f"WITH {UNITS} SELECT unit_id, level FROM units")  # noqa: S608 - our own text


@dataclass(frozen=True)
class Staffing:
    """A group of positions in a unit, or in the whole branch where `unit_id` is missing.

    `need` is missing for fewer than three people, or where the log is younger than three months.
    """

    unit_id: UUID | None
    group: str
    establishment: int
    people: int
    need: Need | None


@dataclass(frozen=True)
class Report:
    """A branch's staffing from the log of these months, by unit and group and in all."""

    months: Sequence[date]
    lines: Sequence[Staffing]
    totals: Sequence[Staffing]


async def of_branch(
    session: AsyncSession, caller: Caller, unit_id: UUID, last: date, *, today: date, hours_of_post: int = HOURS_OF_POST
) -> Report:
    """The posts that the verified work of a unit and all below it needs, from the twelve months up to a past day.

    Small units are drawn towards the province's other units of the same level and group of positions. `hours_of_post`
    are the norm hours that one post gives in a month.
    """
    grant = authorize(caller, "staffing", "read")
    path = await organisation.unit_path(session, unit_id, today)
    if path is None or not grant.covers(path):
        raise NotFound("unitId")
    if not EARLIEST <= last < today:
        raise BadInput("last", expected="ngày đã qua", expected_en="a day that is over")
    if not LEAST_HOURS <= hours_of_post <= MOST_HOURS:
        raise BadInput(
            "hoursOfPost",
            expected=f"từ {LEAST_HOURS} đến {MOST_HOURS}",
            expected_en=f"from {LEAST_HOURS} to {MOST_HOURS}",
        )
    async with joining_whole(session):
        log = await staffing_months.hours_by_month(session, last)
    levels = await _levels(session, last)
    given = await staffing_months.establishments(session, last)
    branch = await _units_below(session, path, last)
    return _report(log, levels, given, branch, hours_of_post)


async def _levels(session: AsyncSession, last: date) -> dict[UUID, str]:
    values = {"tenant": tenant_of(session), "last": last, "common": COMMON_FIELD}
    return {row.unit_id: row.level for row in await session.execute(LEVELS, values)}


async def _units_below(session: AsyncSession, path: str, on: date) -> set[UUID]:
    found = await session.scalars(
        select(UnitPlace.unit_id).where(
            UnitPlace.tenant_id == tenant_of(session),
            organisation.held_on(UnitPlace, on),
            organisation.in_branch(UnitPlace.path, path),
        )
    )
    return set(found)


def _report(
    log: Months, levels: Mapping[UUID, str], given: Mapping[UUID, int], branch: set[UUID], hours_of_post: int
) -> Report:
    peers = _peers(log, levels)
    posts_of = staffing_months.shares(given, {spot: len(hours) for spot, hours in log.hours.items()})
    spots = sorted((spot for spot in log.hours if spot[0] in branch), key=lambda one: (str(one[0]), one[1]))
    lines = []
    for unit_id, group in spots:
        hours, known = log.hours[unit_id, group], peers.get((levels.get(unit_id, ""), group))
        found = None if known is None else staffing.estimate(hours, known)
        need = None if found is None else staffing.need(found, hours_of_post)
        lines.append(Staffing(unit_id, group, posts_of[unit_id, group], len(hours), need))
    totals = [
        _total(group, [spot for spot in spots if spot[1] == group], log, posts_of, hours_of_post)
        for group in sorted({group for _, group in spots})
    ]
    return Report(log.months, lines, totals)


def _peers(log: Months, levels: Mapping[UUID, str]) -> dict[tuple[str, str], Peers]:
    alike: dict[tuple[str, str], list[Floats]] = defaultdict(list)
    for (unit_id, group), hours in log.hours.items():
        alike[levels.get(unit_id, ""), group].append(hours)
    return {key: peers for key, units in alike.items() if (peers := staffing.peers_of(units)) is not None}


def _total(
    group: str, spots: Iterable[Spot], log: Months, posts_of: Mapping[Spot, int], hours_of_post: int
) -> Staffing:
    kept = list(spots)
    units = [log.hours[spot] for spot in kept]
    need = staffing_months.need_of(units, hours_of_post)
    return Staffing(None, group, sum(posts_of[spot] for spot in kept), sum(map(len, units)), need)


def posts_lacking(line: Staffing) -> Decimal | None:
    """Posts needed beyond the establishment, negative where there are more than needed."""
    return None if line.need is None else line.need.posts - line.establishment

"""What calibration shows the head who decides: raters, logs and units of a branch beside comparable ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import BadInput, NotFound
from policies.authority import Caller, Grant, authorize
from tenants.audit import actions as audit
from tenants.calibration import rules
from tenants.calibration.points import Box, boxes
from tenants.calibration.rules import CASES, Flag, Peers
from tenants.organisation import queries as organisation

LEVELS: Final = ("excellent", "good", "fair", "poor", "rejected")
CLASSES: Final = ("HTXS", "HTT", "HT", "KHT")
MOST_MONTHS: Final = 12

_RATERS: Final = text(
    """
    SELECT rater.person_id, person.full_name, last.unit_id, unit.kind,
           sum(entries) AS entries, sum(excellent) AS excellent, sum(good) AS good, sum(fair) AS fair,
           sum(poor) AS poor, sum(rejected) AS rejected, sum(at_once) AS at_once,
           sum(general_given) AS general_given, sum(general_points) AS general_points
    FROM rater_month AS rater
    JOIN person ON person.tenant_id = :tenant AND person.id = rater.person_id
    JOIN (
        SELECT DISTINCT ON (person_id) person_id, unit_id FROM rater_month
        WHERE tenant_id = :tenant AND month BETWEEN :first AND :last ORDER BY person_id, month DESC
    ) AS last ON last.person_id = rater.person_id
    LEFT JOIN unit ON unit.tenant_id = :tenant AND unit.id = last.unit_id
    WHERE rater.tenant_id = :tenant AND rater.month BETWEEN :first AND :last
    GROUP BY rater.person_id, person.full_name, person.sort_key, last.unit_id, unit.kind ORDER BY person.sort_key
    """
)
_LOGS: Final = text(
    """
    SELECT log.person_id, person.full_name, log.unit_id, unit.kind, sum(entries) AS entries, sum(days) AS days,
           sum(long_days) AS long_days, sum(minutes) AS minutes, sum(norm_minutes) AS norm_minutes,
           sum(proved) AS proved, sum(repeated) AS repeated
    FROM log_month AS log
    JOIN person ON person.tenant_id = :tenant AND person.id = log.person_id
    JOIN unit ON unit.tenant_id = :tenant AND unit.id = log.unit_id
    WHERE log.tenant_id = :tenant AND log.month BETWEEN :first AND :last
    GROUP BY log.person_id, person.full_name, person.sort_key, log.unit_id, unit.kind ORDER BY person.sort_key
    """
)
# The class by points of each person's months, in the unit where most of the month's entries lie.
_CLASSES: Final = text(
    """
    SELECT place.unit_id, scored.rating, count(*) AS months
    FROM (
        SELECT DISTINCT ON (person_id, month) person_id, month, rating FROM month_score
        WHERE tenant_id = :tenant AND month BETWEEN :first AND :last ORDER BY person_id, month, revision DESC
    ) AS scored
    JOIN (
        SELECT DISTINCT ON (person_id, month) person_id, month, unit_id FROM log_month
        WHERE tenant_id = :tenant AND month BETWEEN :first AND :last ORDER BY person_id, month, entries DESC, unit_id
    ) AS place USING (person_id, month)
    WHERE scored.rating IS NOT NULL GROUP BY place.unit_id, scored.rating
    """
)


@dataclass(frozen=True)
class Rater:
    """How somebody marks; shares of the levels, and the mean of the general criteria given, if any."""

    person_id: UUID
    full_name: str
    unit_id: UUID | None
    entries: int
    levels: Mapping[str, int]
    general: float | None
    median_top: float | None
    flags: Sequence[Flag]


@dataclass(frozen=True)
class Log:
    """A log, and why it deserves a look if it does; `long_days` of its `days` declare more than 9.5 hours."""

    person_id: UUID
    full_name: str
    unit_id: UUID
    entries: int
    days: int
    long_days: int
    flags: Sequence[Flag]


@dataclass(frozen=True)
class UnitPicture:
    """A unit beside comparable ones: hours declared per person and day, months by class, share of HTXS."""

    unit_id: UUID
    people: int
    hours: float
    median_hours: float | None
    classes: Mapping[str, int]
    median_top_class: float | None
    flags: Sequence[Flag]
    points: Box | None = None


@dataclass(frozen=True)
class Report:
    """Everything of a branch and some months."""

    raters: Sequence[Rater]
    logs: Sequence[Log]
    units: Sequence[UnitPicture]


async def report(session: AsyncSession, caller: Caller, unit_id: UUID, first: date, last: date, *, on: date) -> Report:
    """How a branch marks and logs, months `first` to `last`, for the head who decides there.

    Raters are named, and people whose log deserves a look; each of these looks is noted and visible to them.
    """
    grant = authorize(caller, "calibration", "read")
    first, last = first.replace(day=1), last.replace(day=1)
    if not (first <= last and (last.year - first.year) * 12 + last.month - first.month < MOST_MONTHS):
        raise BadInput("lastMonth", expected="từ 1 đến 12 tháng", expected_en="1 to 12 months")
    branch = await organisation.unit_path(session, unit_id, on)
    if branch is None or not grant.covers(branch):
        raise NotFound("unitId")
    values = {"tenant": tenant_of(session), "first": first, "last": last}
    raters = (await session.execute(_RATERS, values)).mappings().all()
    logs = (await session.execute(_LOGS, values)).mappings().all()
    classes = (await session.execute(_CLASSES, values)).mappings().all()
    here = await _units_within(session, grant, branch, (row["unit_id"] for row in [*raters, *logs]), on)
    spread = await boxes(session, first, last)
    found = Report(
        raters=[one for one in _raters(raters) if one.unit_id in here],
        logs=[one for one in _logs(logs) if one.flags and one.unit_id in here],
        units=[replace(one, points=spread.get(one.unit_id)) for one in _units(logs, classes) if one.unit_id in here],
    )
    named = [*(one.person_id for one in found.raters), *(one.person_id for one in found.logs)]
    await audit.log_reads(session, caller, named, "calibration")
    return found


async def everybody(session: AsyncSession, first: date, last: date) -> tuple[list[Rater], list[Log]]:
    """All raters and logs of the tenant in some months, for counts that name nobody; the caller has the right."""
    values = {"tenant": tenant_of(session), "first": first.replace(day=1), "last": last.replace(day=1)}
    raters = (await session.execute(_RATERS, values)).mappings().all()
    return _raters(raters), _logs((await session.execute(_LOGS, values)).mappings().all())


async def _units_within(
    session: AsyncSession, grant: Grant, branch: str, units: Iterable[UUID | None], on: date
) -> set[UUID]:
    paths = await organisation.unit_paths(session, {unit for unit in units if unit is not None}, on)
    return {unit for unit, path in paths.items() if path.startswith(branch) and grant.covers(path)}


def _by_kind(rows: Sequence[RowMapping], value: str, values: Mapping[int, float]) -> dict[Any, Peers]:
    """Comparable ones by kind; where a kind has too few of them, everybody in the province."""
    groups: dict[Any, list[float]] = {}
    for place, one in values.items():
        groups.setdefault(rows[place][value], []).append(one)
    everybody = rules.peers(list(values.values()))
    told = {kind: rules.peers(group) for kind, group in groups.items()}
    return {kind: one if one.enough else everybody for kind, one in told.items()} | {None: everybody}


def _raters(rows: Sequence[RowMapping]) -> list[Rater]:
    shares = {
        place: int(row["excellent"]) / int(row["entries"])
        for place, row in enumerate(rows)
        if int(row["entries"]) >= CASES
    }
    others = _by_kind(rows, "kind", shares)
    found = []
    for row in rows:
        beside, entries = others.get(row["kind"], others[None]), int(row["entries"])
        flags = (
            rules.top_marks(int(row["excellent"]), entries, beside),
            rules.unread(int(row["at_once"]), entries),
        )
        given = int(row["general_given"])
        found.append(
            Rater(
                row["person_id"],
                row["full_name"],
                row["unit_id"],
                entries,
                {level: int(row[level]) for level in LEVELS},
                float(row["general_points"]) / given if given else None,
                beside.middle if beside.enough else None,
                [flag for flag in flags if flag is not None],
            )
        )
    return found


def _logs(rows: Sequence[RowMapping]) -> list[Log]:
    ratios = {
        place: float(row["minutes"] / row["norm_minutes"]) for place, row in enumerate(rows) if row["norm_minutes"]
    }
    beside = rules.peers(list(ratios.values()))
    found = []
    for place, row in enumerate(rows):
        flags = (
            rules.padded(int(row["long_days"]), int(row["days"]), ratios.get(place, 0.0), beside),
            rules.copied(int(row["repeated"]), int(row["proved"])),
        )
        kept = [flag for flag in flags if flag is not None]
        entries, days, long_days = (int(row[name]) for name in ("entries", "days", "long_days"))
        found.append(Log(row["person_id"], row["full_name"], row["unit_id"], entries, days, long_days, kept))
    return found


def _units(logs: Sequence[RowMapping], classes: Sequence[RowMapping]) -> list[UnitPicture]:
    sums: dict[UUID, list[int]] = {}
    kinds: dict[UUID, Any] = {}
    for row in logs:
        people, days, minutes = sums.setdefault(row["unit_id"], [0, 0, 0])
        sums[row["unit_id"]] = [people + 1, days + int(row["days"]), minutes + int(row["minutes"])]
        kinds[row["unit_id"]] = row["kind"]
    counted: dict[UUID, dict[str, int]] = {}
    for row in classes:
        counted.setdefault(row["unit_id"], dict.fromkeys(CLASSES, 0))[row["rating"]] = int(row["months"])
    hours = {unit: minutes / 60 / days for unit, (_, days, minutes) in sums.items() if days}
    tops = {unit: told["HTXS"] / sum(told.values()) for unit, told in counted.items() if sum(told.values())}
    found = []
    for unit, told in hours.items():
        alike = [one for other, one in hours.items() if kinds[other] == kinds[unit]]
        beside = rules.peers(alike)
        usual = rules.peers([one for other, one in tops.items() if kinds.get(other) == kinds[unit]])
        flag = rules.high_hours(told, sums[unit][1], beside)
        found.append(
            UnitPicture(
                unit,
                sums[unit][0],
                told,
                beside.middle if beside.enough else None,
                counted.get(unit, dict.fromkeys(CLASSES, 0)),
                usual.middle if usual.enough else None,
                [flag] if flag else [],
            )
        )
    return found

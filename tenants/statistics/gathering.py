"""Gathering a province's part of a quarter or year: counts and sums of its own rows, in one transaction, by SQL."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import TIMEZONE
from kernel.database import joining_whole, tenant_of
from policies.roles import LEADER_ROLES
from tenants.norms import queries as norms
from tenants.norms.procedure import Procedure, procedure
from tenants.statistics import harmonised, plans, staffing_months
from tenants.statistics.gathering_bodies import BODIES
from tenants.statistics.gathering_coverage import COVERAGE
from tenants.statistics.gathering_honesty import honesty
from tenants.statistics.gathering_people import COUNTED, UNITS
from tenants.statistics.gathering_work import WORK
from tenants.statistics.parts_format import (
    COMMON_FIELD,
    LEVELS,
    BodiesLine,
    CountLine,
    CoverageLine,
    Part,
    PointsLine,
    TwiceLine,
    WorkLine,
)

WORK_MEM: Final = text("SET LOCAL work_mem = '64MB'")
LEVEL_OF: Final = text(f"WITH {UNITS} SELECT unit_id, level FROM units")  # noqa: S608 - our own text

Line = TypeVar("Line", WorkLine, BodiesLine, CoverageLine)
Values = Mapping[str, Any]


async def gather(session: AsyncSession, period: str) -> Part:
    """The part of a period as the province's rows stand in this transaction; the same rows give the same part."""
    await session.execute(WORK_MEM)
    values = await _values(session, period)
    async with joining_whole(session):
        counted = await _counted(session, values)
        work = await _lines(session, WorkLine, WORK, values)
        bodies = await _lines(session, BodiesLine, BODIES, values)
        coverage = await _lines(session, CoverageLine, COVERAGE, values)
    level_of: dict[UUID, str] = {row.unit_id: row.level for row in await session.execute(LEVEL_OF, values)}
    first, last = values["first"], values["last"]
    return Part(
        period=period,
        cells=tuple(CountLine(*line) for line in counted["cells"]),
        points=_points(counted["points"]),
        twice=tuple(TwiceLine(*line) for line in counted["twice"]),
        work=work,
        bodies=bodies,
        coverage=coverage,
        honesty=await honesty(session, first, last, level_of),
        staffing=tuple(await staffing_months.figures(session, last, level_of)),
        index=await _index(session, counted["totals"]),
    )


def first_day(period: str) -> date:
    """The first day of a quarter or year."""
    last = plans.last_day(period)
    return last.replace(month=last.month - 2 if plans.is_quarter(period) else 1, day=1)


def kinds(period: str) -> list[str]:
    """The kinds of evaluation periods whose sheets count in a quarter or year."""
    return ["month", "quarter"] if plans.is_quarter(period) else ["year"]


async def _values(session: AsyncSession, period: str) -> Values:
    last = plans.last_day(period)
    before = plans.before(period)
    law = await norms.in_force(session, last)
    settled = Procedure() if law is None else procedure(norms.package_of(law))
    return {
        "tenant": tenant_of(session),
        "kind": "quarter" if plans.is_quarter(period) else "year",
        "kinds": kinds(period),
        "first": first_day(period),
        "last": last,
        "january": date(last.year, 1, 1),
        "before": None if before is None else first_day(before),
        "before_last": None if before is None else plans.last_day(before),
        "common": COMMON_FIELD,
        "leaders": list(LEADER_ROLES),
        "levels": list(LEVELS),
        "share": settled.quota_share,
        "zone": TIMEZONE.key,
    }


async def _lines(session: AsyncSession, kind: type[Line], statement: TextClause, values: Values) -> tuple[Line, ...]:
    rows = await session.execute(statement, dict(values))
    return tuple(kind(**row._mapping) for row in rows)


async def _counted(session: AsyncSession, values: Values) -> dict[str, list[list[Any]]]:
    found: dict[str, list[list[Any]]] = {"cells": [], "points": [], "twice": [], "totals": []}
    for row in await session.execute(COUNTED, dict(values)):
        found[row.kind].append(row.line)
    return found


def _points(lines: Iterable[list[Any]]) -> tuple[PointsLine, ...]:
    return tuple(
        PointsLine(body, group, rating, Decimal(total), people) for body, group, rating, total, people in lines
    )


async def _index(session: AsyncSession, totals: Iterable[list[Any]]) -> tuple[dict[str, Any], ...]:
    """A line for each package that gave somebody's total."""
    by_package: dict[UUID, list[tuple[str, Decimal, int]]] = {}
    for package_id, standing, total, people in totals:
        by_package.setdefault(UUID(package_id), []).append((standing, Decimal(total), people))
    found = [
        harmonised.line(norms.package_of(await norms.package(session, package_id)), points)
        for package_id, points in by_package.items()
    ]
    return tuple(sorted(found, key=lambda line: (line["package"], line["version"], line["people"])))

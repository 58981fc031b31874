"""A simulated nation: every province with units, people, posts, a closed quarter and the sums of a year's log.

Units and catalogue are those of the national template, and so are the posts and who holds them. Sheets and decisions
are drawn and written as they would stand at the quarter's end; nobody logs and no norm is applied, since 540,000 people
log some 130 million entries a year.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from psycopg import AsyncConnection
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.database import Database, joining_whole
from kernel.ids import uuid7
from tenants.demo import nation_statements as statements
from tenants.demo.actions import is_loaded
from tenants.demo.people import Cast, Member, Size
from tenants.demo.staging import positions_in_force
from tenants.norms import queries as norms
from tenants.organisation.models import Unit
from tenants.periods import members, planning
from tenants.periods.models import EvaluationPeriod
from tenants.periods.rules import GROUPS, QUARTERLY, Span, span_of
from tenants.provisioning.actions import SINCE, ProvinceInput, provision, slug_of
from tenants.provisioning.units import Breadth, plan
from tenants.registry import queries as registry
from tenants.registry.models import Tenant
from tenants.registry.provinces import communes, official_name, official_names
from tenants.vietnamese import name_sort_key, search_key

PEOPLE: Final = 540_000
"""Civil servants of the 34 provinces and cities."""
AT_ONCE: Final = 2
WHOLE_TREE: Final = 1_500
"""A province of fewer people gets the small demonstration's units."""
MONTHS_OF_LOG: Final = 12
MEANS: Final[Mapping[str, float]] = {"decree-335": 82.8, "khanh-hoa": 80.0}
"""The norm packages in force somewhere, and the mean total of their sheets."""
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Written:
    """What was written of one province."""

    tenant: Tenant
    units: int
    people: int
    seconds: float


def sizes(people: int) -> dict[str, int]:
    """People by province code, as their posts in the national template; together exactly as many as asked for."""
    weights = {code: _posts(code, "all") for code in sorted(official_names())}
    total, found, given, seen = sum(weights.values()), {}, 0, 0
    for code, weight in weights.items():
        seen += weight
        found[code] = people * seen // total - given
        given += found[code]
    return found


def _posts(code: str, breadth: Breadth) -> int:
    planned = plan(code, official_name(code), communes(code), breadth)
    return sum(unit.heads + unit.deputies + unit.staff for unit in planned)


async def build(db: Database, people: int, quarter: Span, *, seed: str, tell: Tell) -> list[Written]:
    """Write all provinces that are not there yet, two at a time, each in one transaction."""
    door = asyncio.Semaphore(AT_ONCE)

    async def one(code: str, size: int) -> Written | None:
        async with door:
            written = await province(db, code, size, quarter, seed=seed)
        if written is not None:
            tell(f"{written.tenant.name}: {written.units} đơn vị, {written.people} người ({written.seconds:.1f} giây).")
        return written

    done = await asyncio.gather(*(one(code, size) for code, size in sizes(people).items()))
    return [written for written in done if written is not None]


async def province(db: Database, code: str, people: int, quarter: Span, *, seed: str) -> Written | None:
    """One province with its closed quarter; nothing when it already has people."""
    began = time.perf_counter()
    slug, breadth = slug_of(official_name(code)), breadth_of(people)
    async with db.platform() as session:
        tenant = await registry.tenant_by_slug(session, slug)
    if tenant is None:
        package = "khanh-hoa" if int(code) % 3 == 2 else "decree-335"
        await provision(db, ProvinceInput(slug, code, package=package, units=breadth))
        async with db.platform() as session:
            tenant = await registry.tenant_by_slug(session, slug)
    if tenant is None:
        raise RuntimeError(f"{slug} was made and is not there")
    async with db.tenant(tenant.id) as session:
        if await is_loaded(session):
            return None
        units, rows = await _cast(session, code, people, breadth, seed=f"{seed}/{slug}")
        async with joining_whole(session):
            await _write(session, tenant, rows, quarter)
    return Written(tenant, units, len(rows), time.perf_counter() - began)


def breadth_of(people: int) -> Breadth:
    """Which units a province of so many people has."""
    return "all" if people >= WHOLE_TREE else "small"


async def _cast(
    session: AsyncSession, code: str, people: int, breadth: Breadth, *, seed: str
) -> tuple[int, list[tuple[object, ...]]]:
    """Who holds which post, as rows of the temporary table."""
    planned = plan(code, official_name(code), communes(code), breadth)
    found = await session.execute(select(Unit.code, Unit.id))
    unit_ids: dict[str, UUID] = {row.code: row.id for row in found}
    positions = await positions_in_force(session)
    size = Size(small=False, people=people)
    cast = Cast(planned, [position for position, _ in positions], size, seed=seed, on=date(SINCE.year, 1, 1))
    position_ids = {position.code: row_id for position, row_id in positions}
    return len(unit_ids), [_row(member, unit_ids, position_ids) for member in cast.members()]


def _row(member: Member, units: Mapping[str, UUID], positions: Mapping[str, UUID]) -> tuple[object, ...]:
    person = member.person
    sort, search = _keys(person.full_name)
    return (
        uuid7(), uuid7(), person.pin, person.full_name, sort, search, person.gender, person.birth_date,
        units[member.unit], positions[member.position] if member.position else None, member.role,
        "1" if member.also_heads is None else "0.8", units[member.also_heads] if member.also_heads else None,
    )  # fmt: skip


@lru_cache(maxsize=50_000)
def _keys(full_name: str) -> tuple[str, str]:
    return name_sort_key(full_name), search_key(full_name)


async def _write(session: AsyncSession, tenant: Tenant, rows: Sequence[Sequence[object]], quarter: Span) -> None:
    before = span_of("quarter", quarter.first - timedelta(days=1))
    period, earlier = await _periods(session, tenant.id, before, quarter)
    law = await norms.in_force(session, quarter.last)
    if law is None:
        raise RuntimeError(f"{tenant.slug} has no norms")
    await session.execute(text(statements.MEMBER))
    await _copy(session, rows)
    values = {
        **await members.values(session, period, utc_now()),
        "since": SINCE,
        "code": tenant.province_code,
        "from_month": _months_back(quarter.last, MONTHS_OF_LOG - 1),
        "before": earlier.id,
        "package": law.id,
        "mean": MEANS[law.name],
    }
    for statement in statements.IN_ORDER:
        await session.execute(text(statement), {name: values[name] for name in values if f":{name}" in statement})


async def _periods(
    session: AsyncSession, tenant_id: int, before: Span, quarter: Span
) -> tuple[EvaluationPeriod, EvaluationPeriod]:
    """The quarter and the one before, with everybody evaluated by quarters; the new province's rules count after."""
    rule = planning.rule_row(tenant_id, "quarter", GROUPS, QUARTERLY, before.first)
    rule.valid_to = quarter.last + timedelta(days=1)
    session.add(rule)
    await session.flush()
    await planning.plan(session, before.first, quarter.last)
    found = await session.scalars(select(EvaluationPeriod).where(EvaluationPeriod.rule_id == rule.id))
    by_first = {one.first: one for one in found}
    return by_first[quarter.first], by_first[before.first]


def _months_back(last: date, months: int) -> date:
    number = last.year * 12 + last.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


async def _copy(session: AsyncSession, rows: Sequence[Sequence[object]]) -> None:
    connection = await session.connection()
    raw: AsyncConnection[Any] = (await connection.get_raw_connection()).driver_connection  # type: ignore[assignment] # psycopg's own
    async with raw.cursor() as cursor:
        async with cursor.copy("COPY nation_member FROM STDIN") as copy:
            for row in rows:
                await copy.write_row(row)
        await cursor.execute("ANALYZE nation_member")

"""Provinces' approved parts read for the nation: each province in a transaction of its own, behind its own wall."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import Database, tenant_of
from tenants.registry import queries as registry
from tenants.registry.models import Tenant
from tenants.statistics.models import StatisticsPart
from tenants.statistics.national.sources import Source, checked
from tenants.statistics.parts_format import Part
from tenants.statistics.release_errors import TwoTenantsOneProvince

PROVINCE = "province"


@dataclass(frozen=True)
class Collected:
    """The parts of a period: the newest approved one of each province, and older ones that versions are made of.

    `expected` are the provinces that use the platform, reported or not.
    """

    newest: Mapping[str, Source]
    older: Mapping[tuple[str, int], Source]
    expected: frozenset[str]

    def number(self, province: str, number: int) -> Source:
        """A part by its number."""
        found = self.newest.get(province)
        return found if found is not None and found.number == number else self.older[province, number]


async def approved(db: Database) -> dict[str, dict[str, int]]:
    """For each period the highest approved number of each province that has approved one."""
    found: dict[str, dict[str, int]] = {}
    for tenant in await _provinces(db):
        async with db.tenant(tenant.id) as session:
            rows = await session.execute(select(StatisticsPart.period, StatisticsPart.number).where(_approved(session)))
            for period, number in rows.all():
                numbers = found.setdefault(period, {})
                code = _code(tenant)
                numbers[code] = max(number, numbers.get(code, 0))
    return found


async def collect(db: Database, period: str, also: Collection[tuple[str, int]] = ()) -> Collected:
    """Read a period's parts: the newest approved ones, and those named (province, number).

    Raises `TwoTenantsOneProvince` and `PartDoesNotAddUp`.
    """
    newest, older, owner = dict[str, Source](), dict[tuple[str, int], Source](), dict[str, str]()
    tenants = await _provinces(db)
    for tenant in tenants:
        code = _code(tenant)
        async with db.tenant(tenant.id) as session:
            numbers = {number for province, number in also if province == code}
            found = await _parts(session, code, period, numbers)
        if found and code in owner:
            raise TwoTenantsOneProvince(tenants=f"{owner[code]}, {tenant.slug}", province=code, period=period)
        for source in found:
            owner[code] = tenant.slug
            older[code, source.number] = source
        if found:
            newest[code] = max(found, key=lambda source: source.number)
    return Collected(newest, older, frozenset(map(_code, tenants)))


async def _provinces(db: Database) -> list[Tenant]:
    async with db.platform() as session:
        return [one for one in await registry.tenants(session, PROVINCE) if one.province_code is not None]


def _code(tenant: Tenant) -> str:
    return tenant.province_code or ""


async def _parts(session: AsyncSession, province: str, period: str, numbers: set[int]) -> list[Source]:
    own = select(StatisticsPart).where(_approved(session), StatisticsPart.period == period)
    highest = await session.scalar(
        select(StatisticsPart.number)
        .where(_approved(session), StatisticsPart.period == period)
        .order_by(StatisticsPart.number.desc())
        .limit(1)
    )
    if highest is None:
        return []
    rows = await session.scalars(
        own.where(StatisticsPart.number.in_({*numbers, highest})).order_by(StatisticsPart.number)
    )
    return [_source(province, row) for row in rows]


def _source(province: str, row: StatisticsPart) -> Source:
    approved_on = "" if row.approved_at is None else local_date(row.approved_at).isoformat()
    return checked(Source(province, row.number, approved_on, row.content_hash.hex(), Part.of_row(row)))


def _approved(session: AsyncSession) -> ColumnElement[bool]:
    return (StatisticsPart.tenant_id == tenant_of(session)) & StatisticsPart.approved_at.is_not(None)

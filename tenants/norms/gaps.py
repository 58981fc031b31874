"""Where the catalogue lacks what a norm package asks of work items and job positions."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from policies.authority import Caller, authorize
from tenants.catalogue.records import ITEMS, POSITIONS, AnyKind
from tenants.norms import facts, keeping
from tenants.norms.examination import look_over, readable
from tenants.norms.language import InputProblem, Package
from tenants.norms.queries import package_for
from tenants.organisation.queries import held_on

SHOWN: Final = 200


@dataclass(frozen=True)
class Gap:
    """A record of the catalogue that lacks a fact, or has one that the package cannot use."""

    kind: str
    record_id: UUID
    code: str
    name: str
    problem: InputProblem


async def gaps(session: AsyncSession, caller: Caller, package_id: UUID, on: date) -> list[Gap]:
    """What is to be added before a package takes effect on a day: work under these items could not be logged then."""
    authorize(caller, "norm", "draft")
    row = await package_for(session, caller, package_id)
    package = readable(await look_over(keeping.texts_of(row)))
    found = []
    for kind, origin in ((ITEMS, facts.ITEM), (POSITIONS, facts.POSITION)):
        if facts.own(package, origin):
            found += [gap for one in await _records(session, kind, on) for gap in _of(package, kind, origin, one)]
    return found


async def _records(session: AsyncSession, kind: AnyKind, on: date) -> list[Row[Any]]:
    """Id, code, name and own facts of what is in force on a day, by code."""
    record: Any = kind.identity
    version: Any = kind.rows
    rows = await session.execute(
        select(record.id, record.code, version.name, version.attributes)
        .join(version, and_(version.tenant_id == record.tenant_id, kind.parent_column == record.id))
        .where(record.tenant_id == tenant_of(session), held_on(version, on))
        .order_by(record.code.collate("C"))
    )
    return list(rows)


def _of(package: Package, kind: AnyKind, origin: str, row: Row[Any]) -> Iterator[Gap]:
    for problem in facts.unfit(package, origin, row.attributes):
        yield Gap(kind.name, row.id, row.code, row.name, problem)

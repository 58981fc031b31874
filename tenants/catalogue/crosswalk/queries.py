"""Questions to crosswalks: which there are, what each says, and which records of the catalogue it forgets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize
from tenants.catalogue.crosswalk.errors import CrosswalkKind
from tenants.catalogue.crosswalk.models import Crosswalk, CrosswalkLine
from tenants.catalogue.records import ITEMS, POSITIONS, AnyKind
from tenants.organisation.models import Unit
from tenants.organisation.queries import held_on

KINDS: Final[dict[str, AnyKind]] = {"job_position": POSITIONS, "work_item": ITEMS}
MOST: Final = 200


class Line(NamedTuple):
    """One fate of one old record: see `CrosswalkLine`."""

    old_id: UUID
    new_id: UUID | None
    unit_id: UUID | None
    share: Decimal


@dataclass(frozen=True)
class LineRow:
    """A line as people read it: by codes."""

    old_code: str
    new_code: str | None
    unit_code: str | None
    share: Decimal


@dataclass(frozen=True)
class CrosswalkRow:
    """A crosswalk with its lines, and the codes it gives no fate."""

    head: Crosswalk
    lines: Sequence[LineRow]
    missing: Sequence[str]


def check_kind(kind: str) -> None:
    """Refuse what is no kind of crosswalk."""
    if kind not in KINDS:
        raise CrosswalkKind("kind")


async def codes_of(session: AsyncSession, kind: str) -> dict[str, UUID]:
    """Every record of a kind by its code."""
    table: Any = KINDS[kind].identity
    rows = await session.execute(select(table.code, table.id).where(table.tenant_id == tenant_of(session)))
    return {row.code: row.id for row in rows}


async def missing(session: AsyncSession, kind: str, on: date, lines: Iterable[Line]) -> list[str]:
    """Codes in force on the day that are neither an old record with a fate nor one that others become."""
    told = {one for line in lines for one in (line.old_id, line.new_id)}
    table: Any = KINDS[kind].identity
    version: Any = KINDS[kind].rows
    owner = getattr(version, f"{kind}_id")
    rows = await session.execute(
        select(table.code, table.id)
        .join(version, (version.tenant_id == table.tenant_id) & (owner == table.id))
        .where(table.tenant_id == tenant_of(session), held_on(version, on))
        .order_by(table.code.collate("C"))
    )
    return [row.code for row in rows if row.id not in told]


async def crosswalk_of(session: AsyncSession, crosswalk_id: UUID) -> Crosswalk:
    """A crosswalk, held until the transaction ends; raises `NotFound`."""
    found: Crosswalk | None = await session.get(Crosswalk, (tenant_of(session), crosswalk_id), with_for_update=True)
    if found is None:
        raise NotFound("id")
    return found


async def lines_of(session: AsyncSession, crosswalk_id: UUID) -> list[Line]:
    """The lines of a crosswalk in their order."""
    line = CrosswalkLine
    rows = await session.execute(
        select(line.old_id, line.new_id, line.unit_id, line.share)
        .where(line.tenant_id == tenant_of(session), line.crosswalk_id == crosswalk_id)
        .order_by(line.number)
    )
    return [Line(*row) for row in rows]


async def crosswalks(session: AsyncSession, caller: Caller) -> list[CrosswalkRow]:
    """The crosswalks of the tenant, newest first."""
    authorize(caller, "catalogue", "read")
    heads = await session.scalars(
        select(Crosswalk)
        .where(Crosswalk.tenant_id == tenant_of(session))
        .order_by(Crosswalk.valid_from.desc(), Crosswalk.id.desc())
        .limit(MOST)
    )
    units = await session.execute(select(Unit.id, Unit.code).where(Unit.tenant_id == tenant_of(session)))
    unit_codes = {row.id: row.code for row in units}
    codes = {kind: {id_: code for code, id_ in (await codes_of(session, kind)).items()} for kind in KINDS}
    found = []
    for head in heads.all():
        lines, by_id = await lines_of(session, head.id), codes[head.kind]
        told = [
            LineRow(
                by_id[line.old_id],
                by_id[line.new_id] if line.new_id else None,
                unit_codes[line.unit_id] if line.unit_id else None,
                line.share,
            )
            for line in lines
        ]
        left = [] if head.applied_at else await missing(session, head.kind, head.valid_from, lines)
        found.append(CrosswalkRow(head, told, left))
    return found

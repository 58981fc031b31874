"""Many records at once, each set with one statement a table: for provisioning a province and for imports.

Whoever calls has already authorised, checked contents and dates, and cleaned them.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, TypeVar, cast
from uuid import UUID

from sqlalchemy import ARRAY, Date, Integer, Table, Uuid, bindparam, case, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import Base, tenant_of
from kernel.ids import uuid7
from tenants.catalogue.contents import CompetencyContent, ItemContent, PositionContent
from tenants.catalogue.models import Competency, RequiredCompetency
from tenants.catalogue.records import ITEMS, POSITIONS, AnyKind, item_columns, position_columns

PORTION: Final = 1000
K = TypeVar("K")
F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Accepted:
    """Which record of the template, in which revision, something was taken from."""

    code: str
    revision: int


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version to be in force: of the record `record_id` after its version `last`, or of a new record."""

    code: str
    content: ItemContent | PositionContent
    record_id: UUID | None = None
    last: int = 0
    owner_unit_id: UUID | None = None
    accepted: Accepted | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """From which day versions are in force, who approved them and when."""

    effective_from: date
    by: UUID | None
    at: datetime


async def write_versions(session: AsyncSession, new: Sequence[NewVersion], approval: Approval) -> None:
    """Write versions of work items or of job positions, approved; the versions before them end."""
    if not new:
        return
    kind: AnyKind = ITEMS if isinstance(new[0].content, ItemContent) else POSITIONS
    identified = [(version.record_id or uuid7(), version) for version in new]
    await _insert(session, kind.identity, _record, [pair for pair in identified if pair[1].record_id is None])
    await _close(session, kind, new, approval.effective_from)
    await _insert(session, kind.rows, lambda record_id, version: _row(record_id, version, approval), identified)
    required = [
        (record_id, (version.last + 1, code, level))
        for record_id, version in identified
        if isinstance(version.content, PositionContent)
        for code, level in version.content.competencies.items()
    ]
    await _insert(session, RequiredCompetency, _requirement, required)


async def write_competencies(session: AsyncSession, new: Sequence[tuple[str, CompetencyContent, int | None]]) -> None:
    """Write competencies that the catalogue does not have: code, content, accepted revision of the template."""
    await _insert(session, Competency, _competency, [(code, (content, revision)) for code, content, revision in new])


async def _insert(
    session: AsyncSession, table: type[Base], row_of: Callable[[K, F], dict[str, Any]], facts: Sequence[tuple[K, F]]
) -> None:
    """Insert a row for each pair of a key and its facts; other requests go on between the portions."""
    tenant = {"tenant_id": tenant_of(session)}
    for portion in batched(facts, PORTION):
        rows = await asyncio.to_thread(lambda part: [tenant | row_of(*pair) for pair in part], portion)
        await session.execute(insert(cast(Table, table.__table__)), rows)


def batched(facts: Sequence[F], size: int) -> Iterator[Sequence[F]]:
    """A sequence in portions of at most that many."""
    return (facts[at : at + size] for at in range(0, len(facts), size))


def _record(record_id: UUID, version: NewVersion) -> dict[str, Any]:
    owner = {"owner_unit_id": version.owner_unit_id} if isinstance(version.content, ItemContent) else {}
    return {
        "id": record_id,
        "code": version.code,
        "template_code": version.accepted.code if version.accepted else None,
        "template_revision": version.accepted.revision if version.accepted else None,
        **owner,
    }


def _row(record_id: UUID, version: NewVersion, approval: Approval) -> dict[str, Any]:
    content = version.content
    if isinstance(content, ItemContent):
        columns = {"work_item_id": record_id, **item_columns(version.code, content)}
    else:
        columns = {"job_position_id": record_id, **position_columns(version.code, content)}
    return {
        "version": version.last + 1,
        "status": "approved",
        "valid_from": approval.effective_from,
        "approved_by": approval.by,
        "approved_at": approval.at,
        "attributes": {},
        **columns,
    }


def _requirement(record_id: UUID, line: tuple[int, str, int]) -> dict[str, Any]:
    version, code, level = line
    return {"job_position_id": record_id, "version": version, "competency_code": code, "level": level}


def _competency(code: str, fact: tuple[CompetencyContent, int | None]) -> dict[str, Any]:
    content, revision = fact
    return {
        "code": code,
        "name": content.name,
        "kind": content.kind,
        "levels": dict(content.levels),
        "template_revision": revision,
    }


async def _close(session: AsyncSession, kind: AnyKind, new: Sequence[NewVersion], effective_from: date) -> None:
    """Close the versions that get a successor on the day it begins; one that ended before keeps its end."""
    ended = [(version.record_id, version.last) for version in new if version.last]
    if not ended:
        return
    table, day = kind.rows, bindparam("day", effective_from, Date)
    pairs = select(
        func.unnest(bindparam("ids", [pair[0] for pair in ended], ARRAY(Uuid))).label("id"),
        func.unnest(bindparam("numbers", [pair[1] for pair in ended], ARRAY(Integer))).label("number"),
    ).subquery()
    await session.execute(
        update(table)
        .values(status="superseded", valid_to=case((table.valid_to < day, table.valid_to), else_=day))
        .where(
            table.tenant_id == tenant_of(session),
            kind.parent_column == pairs.c.id,
            table.version == pairs.c.number,
        ),
        execution_options={"synchronize_session": False},
    )

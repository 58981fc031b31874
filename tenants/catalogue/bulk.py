"""Many records at once, each set with one statement a table: for provisioning a province and for imports.

Whoever calls has already authorised, checked contents and dates, and cleaned them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Date, Integer, Uuid, bindparam, case, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.ids import uuid7
from tenants.catalogue.contents import CompetencyContent, ItemContent, PositionContent
from tenants.catalogue.models import Competency, RequiredCompetency
from tenants.catalogue.records import ITEMS, POSITIONS, AnyKind, item_columns, position_columns


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
    ids = [version.record_id or uuid7() for version in new]
    await _write_records(session, kind, new, ids)
    await _close(session, kind, new, approval.effective_from)
    rows = [_row(session, version, record_id, approval) for version, record_id in zip(new, ids, strict=True)]
    await session.execute(insert(kind.rows), rows)
    required = [
        {
            "tenant_id": tenant_of(session),
            "job_position_id": record_id,
            "version": version.last + 1,
            "competency_code": code,
            "level": level,
        }
        for version, record_id in zip(new, ids, strict=True)
        if isinstance(version.content, PositionContent)
        for code, level in version.content.competencies.items()
    ]
    if required:
        await session.execute(insert(RequiredCompetency), required)


async def write_competencies(session: AsyncSession, new: Sequence[tuple[str, CompetencyContent, int | None]]) -> None:
    """Write competencies that the catalogue does not have: code, content, accepted revision of the template."""
    rows = [
        {
            "tenant_id": tenant_of(session),
            "code": code,
            "name": content.name,
            "kind": content.kind,
            "levels": dict(content.levels),
            "template_revision": revision,
        }
        for code, content, revision in new
    ]
    if rows:
        await session.execute(insert(Competency), rows)


async def _write_records(session: AsyncSession, kind: AnyKind, new: Sequence[NewVersion], ids: Sequence[UUID]) -> None:
    rows = []
    for version, record_id in zip(new, ids, strict=True):
        if version.record_id is not None:
            continue
        row: dict[str, Any] = {
            "tenant_id": tenant_of(session),
            "id": record_id,
            "code": version.code,
            "template_code": version.accepted.code if version.accepted else None,
            "template_revision": version.accepted.revision if version.accepted else None,
        }
        if kind is ITEMS:
            row["owner_unit_id"] = version.owner_unit_id
        rows.append(row)
    if rows:
        await session.execute(insert(kind.identity), rows)


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


def _row(session: AsyncSession, version: NewVersion, record_id: UUID, approval: Approval) -> dict[str, Any]:
    content = version.content
    if isinstance(content, ItemContent):
        columns = {"work_item_id": record_id, **item_columns(version.code, content)}
    else:
        columns = {"job_position_id": record_id, **position_columns(version.code, content)}
    return {
        "tenant_id": tenant_of(session),
        "version": version.last + 1,
        "status": "approved",
        "valid_from": approval.effective_from,
        "approved_by": approval.by,
        "approved_at": approval.at,
        **columns,
    }

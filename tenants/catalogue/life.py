"""The life of a version: drafted, approved from a day, closed by the next one; what was in force never changes."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.errors import NotFound
from tenants.catalogue.contents import PositionContent
from tenants.catalogue.errors import (
    AlreadyInForce,
    DraftWaiting,
    EffectiveTooEarly,
    NoDraft,
    NotInForce,
    Retroactive,
    StaleDraft,
    UnknownCompetency,
)
from tenants.catalogue.models import Competency, RequiredCompetency
from tenants.catalogue.records import AnyKind, Identity, Kind, V
from tenants.catalogue.rules import check_effective

DRAFT = 0


async def locked(session: AsyncSession, kind: AnyKind, record_id: UUID) -> Identity:
    """A record, locked until the transaction ends: its versions are written one after the other."""
    found: Identity | None = await session.scalar(
        select(kind.identity)
        .where(kind.identity.tenant_id == tenant_of(session), kind.identity.id == record_id)
        .with_for_update()
    )
    if found is None:
        raise NotFound("id")
    return found


async def versions_of(session: AsyncSession, kind: Kind[V], record_id: UUID) -> list[V]:
    """All versions of a record by number, the draft first."""
    found = await session.scalars(
        select(kind.rows)
        .where(kind.rows.tenant_id == tenant_of(session), kind.parent_column == record_id)
        .order_by(kind.rows.version)
    )
    return list(found)


def newest(versions: Sequence[V]) -> V | None:
    """The version approved last, if any."""
    return versions[-1] if versions and versions[-1].version > DRAFT else None


def in_force(versions: Sequence[V], on: date) -> V | None:
    """The version in force on a day, if any."""
    for row in versions:
        if row.valid_from is not None and row.valid_from <= on and (row.valid_to is None or row.valid_to > on):
            return row
    return None


def draft_of(versions: Sequence[V]) -> V | None:
    """The draft, if there is one."""
    return versions[0] if versions and versions[0].version == DRAFT else None


async def write_draft(
    session: AsyncSession, kind: Kind[V], record_id: UUID, columns: dict[str, Any], by: UUID | None, now: datetime
) -> V:
    """Write the draft of a record, over the one that is there; it is based on the newest approved version.

    Own facts that `columns` leave out stay those of the draft, or of the version it is based on.
    """
    versions = await versions_of(session, kind, record_id)
    row, last = draft_of(versions), newest(versions)
    if row is None:
        row = kind.rows(tenant_id=tenant_of(session), **{kind.parent: record_id}, version=DRAFT, status="draft")
        row.attributes = dict(last.attributes) if last else {}
        session.add(row)
    facts = {"base_version": last.version if last else None, "proposed_by": by, "proposed_at": now}
    for name, value in (columns | facts).items():
        setattr(row, name, value)
    await session.flush()
    return row


async def approve_draft(
    session: AsyncSession, kind: Kind[V], record: Identity, effective_from: date, by: UUID | None, now: datetime
) -> V:
    """Make the draft the version in force from a day on, and close the one before it on that day."""
    versions = await versions_of(session, kind, record.id)
    row, last = draft_of(versions), newest(versions)
    if row is None:
        raise NoDraft("id")
    if row.base_version != (last.version if last else None):
        raise StaleDraft("id")
    number = close_last(record.code, last, effective_from, local_date(now))
    row.version, row.status, row.valid_from = number, "approved", effective_from
    row.approved_by, row.approved_at = by, now
    await session.flush()
    return row


async def add_version(
    session: AsyncSession, kind: Kind[V], record: Identity, row: V, effective_from: date, now: datetime
) -> V:
    """Add an approved version without a draft, its content given; a waiting draft has to be decided on first."""
    versions = await versions_of(session, kind, record.id)
    if draft_of(versions) is not None:
        raise DraftWaiting(item=record.code)
    row.version = close_last(record.code, newest(versions), effective_from, local_date(now))
    row.status, row.valid_from, row.approved_at = "approved", effective_from, now
    session.add(row)
    await session.flush()
    return row


def close_last(code: str, last: V | None, effective_from: date, today: date) -> int:
    """Close the newest version on the day the next begins; answers the next one's number."""
    check_effective(code, last.valid_from if last else None, effective_from, today)
    if last is None:
        return 1
    last.status = "superseded"
    last.valid_to = min(last.valid_to or effective_from, effective_from)
    return last.version + 1


async def end(session: AsyncSession, kind: Kind[V], record: Identity, on: date, now: datetime) -> V:
    """Let the newest version end on a day, with none after it: the catalogue grows leaner."""
    last = newest(await versions_of(session, kind, record.id))
    if last is None or (last.valid_to is not None and last.valid_to <= on):
        raise NotInForce("id")
    if last.valid_from is not None and on <= last.valid_from:
        raise EffectiveTooEarly("on", item=record.code, last=last.valid_from.strftime("%d/%m/%Y"))
    today = local_date(now)
    if on < today:
        raise Retroactive("on", today=today.strftime("%d/%m/%Y"))
    last.valid_to = on
    await session.flush()
    return last


async def take_back(session: AsyncSession, kind: Kind[V], record: Identity, now: datetime) -> V:
    """Turn the newest version, not yet begun, into a draft again; the one before it goes on."""
    versions = await versions_of(session, kind, record.id)
    last = newest(versions)
    if last is None or last.valid_from is None:
        raise NotInForce("id")
    if last.valid_from <= local_date(now):
        raise AlreadyInForce("id", since=last.valid_from.strftime("%d/%m/%Y"))
    if draft_of(versions) is not None:
        raise DraftWaiting("id", item=record.code)
    before = versions[-2] if len(versions) > 1 else None
    if before is not None:
        before.status = "approved"
        before.valid_to = None if before.valid_to == last.valid_from else before.valid_to
    last.base_version = before.version if before else None
    last.version, last.status = DRAFT, "draft"
    last.valid_from = last.valid_to = last.approved_by = last.approved_at = None
    await session.flush()
    return last


async def write_framework(session: AsyncSession, position_id: UUID, version: int, content: PositionContent) -> None:
    """Write the competency framework of one version in place of what it had."""
    await clear_framework(session, position_id, version)
    own = {"tenant_id": tenant_of(session), "job_position_id": position_id, "version": version}
    rows = [own | {"competency_code": code, "level": level} for code, level in content.competencies.items()]
    if rows:
        await session.execute(insert(RequiredCompetency), rows)


async def clear_framework(session: AsyncSession, position_id: UUID, version: int) -> None:
    """Remove the competency framework of one version."""
    table = RequiredCompetency
    await session.execute(
        delete(table).where(
            table.tenant_id == tenant_of(session), table.job_position_id == position_id, table.version == version
        )
    )


async def refuse_unknown(session: AsyncSession, content: PositionContent) -> None:
    """Refuse a framework with a competency that the catalogue does not have."""
    known = await session.scalars(select(Competency.code).where(Competency.tenant_id == tenant_of(session)))
    unknown = sorted(set(content.competencies) - set(known))
    if unknown:
        raise UnknownCompetency("competencies", unknown=", ".join(unknown))

"""Questions about the log: my entries, what waits for me, tasks, evidence and history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, Grant, authorize
from tenants.audit import actions as audit
from tenants.organisation import queries as organisation
from tenants.organisation.models import Appointment
from tenants.worklogs.models import EntryEvent, Evidence, StoredFile, Task, Waiver, WorkEntry

Row = TypeVar("Row", Evidence, EntryEvent, Waiver)


@dataclass(frozen=True)
class EntryFilter:
    """Which entries: dates from and to (both included), states, a person, a branch of units."""

    first: date | None = None
    last: date | None = None
    statuses: tuple[str, ...] = ()
    person_id: UUID | None = None
    unit_id: UUID | None = None


def _filtered(session: AsyncSession, wanted: EntryFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [WorkEntry.tenant_id == tenant_of(session)]
    if wanted.first is not None:
        conditions.append(WorkEntry.work_date >= wanted.first)
    if wanted.last is not None:
        conditions.append(WorkEntry.work_date <= wanted.last)
    if wanted.statuses:
        conditions.append(WorkEntry.status.in_(wanted.statuses))
    return conditions


async def mine(
    session: AsyncSession, caller: Caller, wanted: EntryFilter, *, limit: int, after: tuple[date, UUID] | None = None
) -> Sequence[WorkEntry]:
    """The caller's own entries, newest work date first; `after` is the key of the last one seen."""
    authorize(caller, "work_entry", "log")
    query = select(WorkEntry).where(*_filtered(session, wanted), WorkEntry.person_id == caller.person_id)
    return (await session.scalars(_page(query, limit, after))).all()


async def in_reach(
    session: AsyncSession,
    caller: Caller,
    wanted: EntryFilter,
    *,
    on: date,
    limit: int,
    after: tuple[date, UUID] | None = None,
) -> Sequence[WorkEntry]:
    """Entries of the people the caller may follow (theo dõi), drafts of others left out; the look is recorded."""
    grant = authorize(caller, "work_entry", "read")
    query = select(WorkEntry).where(
        *_filtered(session, wanted),
        organisation.reach(grant, WorkEntry.unit_id, WorkEntry.person_id, on),
        (WorkEntry.status != "draft") | (WorkEntry.person_id == caller.person_id),
    )
    if wanted.person_id is not None:
        query = query.where(WorkEntry.person_id == wanted.person_id)
    if wanted.unit_id is not None:
        path = await organisation.unit_path(session, wanted.unit_id, on)
        branch = Grant(person_id=None, branches=(path,) if path is not None else ())
        query = query.where(organisation.reach(branch, WorkEntry.unit_id, None, on))
    rows = (await session.scalars(_page(query, limit, after))).all()
    if wanted.person_id is not None and wanted.person_id != caller.person_id and rows:
        await audit.log_read(session, caller, wanted.person_id, "work_entries")
    return rows


async def waiting_for(
    session: AsyncSession, caller: Caller, *, on: date, limit: int, after: tuple[date, UUID] | None = None
) -> Sequence[WorkEntry]:
    """The inbox: submitted entries of the posts the caller leads today, directly or by delegation; oldest first."""
    authorize(caller, "work_entry", "verify")
    led = await organisation.led_appointments(session, caller.person_id, on) if caller.person_id else set()
    query = (
        select(WorkEntry)
        .where(
            WorkEntry.tenant_id == tenant_of(session),
            WorkEntry.status == literal_column("'submitted'"),  # the inbox index is of these alone
            WorkEntry.appointment_id.in_(sorted(led)),
            WorkEntry.person_id != caller.person_id,
        )
        .order_by(WorkEntry.work_date, WorkEntry.id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(tuple_(WorkEntry.work_date, WorkEntry.id) > tuple_(*after))
    return (await session.scalars(query)).all()


async def entry(session: AsyncSession, caller: Caller, entry_id: UUID, *, on: date) -> WorkEntry:
    """One entry within the caller's reach; reading another person's is recorded."""
    grant = authorize(caller, "work_entry", "read")
    row = await session.scalar(
        select(WorkEntry).where(
            WorkEntry.tenant_id == tenant_of(session),
            WorkEntry.id == entry_id,
            organisation.reach(grant, WorkEntry.unit_id, WorkEntry.person_id, on)
            | WorkEntry.appointment_id.in_(sorted(await _led(session, caller, on))),
        )
    )
    if row is None or (row.status == "draft" and row.person_id != caller.person_id):
        raise NotFound("id")
    if row.person_id != caller.person_id:
        await audit.log_read(session, caller, row.person_id, "work_entry")
    return row


async def _led(session: AsyncSession, caller: Caller, on: date) -> set[UUID]:
    return await organisation.led_appointments(session, caller.person_id, on) if caller.person_id else set()


async def evidence_of(session: AsyncSession, entry_ids: Sequence[UUID]) -> dict[UUID, list[Evidence]]:
    """The evidence of entries already found readable, by entry."""
    rows = await session.scalars(
        select(Evidence)
        .where(Evidence.tenant_id == tenant_of(session), Evidence.entry_id.in_(entry_ids))
        .order_by(Evidence.id)
    )
    return _by_entry(rows.all())


async def files_of(session: AsyncSession, ids: Sequence[UUID]) -> Sequence[StoredFile]:
    """The descriptions of files of evidence already found readable."""
    rows = await session.scalars(
        select(StoredFile).where(StoredFile.tenant_id == tenant_of(session), StoredFile.id.in_(ids))
    )
    return rows.all()


async def events_of(session: AsyncSession, entry_ids: Sequence[UUID]) -> dict[UUID, list[EntryEvent]]:
    """The history of entries already found readable, oldest step first."""
    rows = await session.scalars(
        select(EntryEvent)
        .where(EntryEvent.tenant_id == tenant_of(session), EntryEvent.entry_id.in_(entry_ids))
        .order_by(EntryEvent.id)
    )
    return _by_entry(rows.all())


async def waivers_of(session: AsyncSession, entry_ids: Sequence[UUID]) -> dict[UUID, list[Waiver]]:
    """The waivers of entries already found readable."""
    rows = await session.scalars(
        select(Waiver).where(Waiver.tenant_id == tenant_of(session), Waiver.entry_id.in_(entry_ids)).order_by(Waiver.id)
    )
    return _by_entry(rows.all())


def _by_entry(rows: Sequence[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = {}
    for row in rows:
        found.setdefault(row.entry_id, []).append(row)
    return found


@dataclass(frozen=True)
class TaskFilter:
    """Which tasks: those of the caller's posts, those the caller gave, of one person; in which states."""

    mine_only: bool = False
    given_only: bool = False
    person_id: UUID | None = None
    statuses: tuple[str, ...] = ()
    newest_first: bool = False


async def tasks(
    session: AsyncSession,
    caller: Caller,
    wanted: TaskFilter,
    *,
    on: date,
    limit: int,
    after: tuple[date, UUID] | None = None,
) -> Sequence[Task]:
    """Assigned tasks within the caller's reach, by due date."""
    grant = authorize(caller, "task", "read")
    query: Select[Task] = (
        select(Task)
        .join(Appointment, and_(Appointment.tenant_id == Task.tenant_id, Appointment.id == Task.appointment_id))
        .where(
            Task.tenant_id == tenant_of(session),
            organisation.reach(grant, Appointment.unit_id, Appointment.person_id, on),
        )
        .limit(limit)
    )
    if wanted.mine_only:
        query = query.where(Appointment.person_id == caller.person_id)
    if wanted.given_only:
        query = query.where(Task.assigned_by == caller.person_id)
    if wanted.person_id is not None:
        query = query.where(Appointment.person_id == wanted.person_id)
    if wanted.statuses:
        query = query.where(Task.status.in_(wanted.statuses))
    key = tuple_(Task.due_date, Task.id)
    if after is not None:
        query = query.where(key < tuple_(*after) if wanted.newest_first else key > tuple_(*after))
    order = (Task.due_date.desc(), Task.id.desc()) if wanted.newest_first else (Task.due_date, Task.id)
    return (await session.scalars(query.order_by(*order))).all()


@dataclass(frozen=True)
class Progress:
    """What has been handed in of a task, and what of it is confirmed, in products."""

    logged: Decimal
    confirmed: Decimal


async def progress_of(session: AsyncSession, task_ids: Sequence[UUID]) -> dict[UUID, Progress]:
    """How far tasks already found readable have come; those of which nothing was handed in are missing."""
    amount = func.coalesce(WorkEntry.accepted_quantity, WorkEntry.quantity)
    verified = WorkEntry.status == "verified"
    rows = await session.execute(
        select(WorkEntry.task_id, func.sum(amount), func.coalesce(func.sum(amount).filter(verified), 0))
        .where(
            WorkEntry.tenant_id == tenant_of(session),
            WorkEntry.task_id.in_(task_ids),
            WorkEntry.status.in_(("submitted", "verified")),
        )
        .group_by(WorkEntry.task_id)
    )
    return {task_id: Progress(logged, confirmed) for task_id, logged, confirmed in rows if task_id is not None}


def _page(query: Select[WorkEntry], limit: int, after: tuple[date, UUID] | None) -> Select[WorkEntry]:
    if after is not None:
        query = query.where(tuple_(WorkEntry.work_date, WorkEntry.id) < tuple_(*after))
    return query.order_by(WorkEntry.work_date.desc(), WorkEntry.id.desc()).limit(limit)

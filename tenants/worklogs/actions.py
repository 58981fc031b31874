"""What a cadre does with the log: log, edit, submit, withdraw, discard."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from kernel.ids import uuid7
from policies.authority import Caller
from tenants.catalogue import queries as catalogue
from tenants.organisation import queries as organisation
from tenants.organisation.expected import is_expected
from tenants.organisation.models import Appointment
from tenants.registry import queries as registry
from tenants.registry.models import TenantSettings
from tenants.worklogs import changes, own_facts, reopening, rules, tasks
from tenants.worklogs.authors import author
from tenants.worklogs.changes import UNSEEN, Change
from tenants.worklogs.errors import (
    BadEvidence,
    BadIdentifier,
    DayFull,
    MissingEvidence,
    NoAppointment,
    NotBegun,
    UnknownTask,
    UnknownWorkItem,
    WrongState,
)
from tenants.worklogs.models import EntryEvent, Evidence, StoredFile, Task, WorkEntry
from tenants.worklogs.rules import EntryInput, EvidenceInput


async def log(
    session: AsyncSession, caller: Caller, entry: EntryInput, *, now: datetime, submit: bool = False
) -> WorkEntry:
    """Write an entry of the caller's own work, as a draft or at once submitted.

    The id comes from the client: sending the same entry again gives back the stored one and writes nothing.
    Unit, position, norm, coefficients and the province's own facts of the work date are kept on the entry.
    """
    person_id = author(caller)
    if (stored := await _stored(session, entry.id)) is not None:
        if stored.person_id != person_id:
            raise BadIdentifier("id")
        return stored
    settings = await registry.settings_of(session)
    await reopening.require_first_date(session, person_id, entry.id, entry.work_date)
    days = await reopening.days_open(session, person_id, entry.work_date, settings.late_log_days, now)
    rules.check_entry(entry, now=now, late_log_days=days, day_minutes_limit=settings.day_minutes_limit)
    await _check_day(session, person_id, entry, settings)
    facts = await _facts(session, person_id, entry, settings)
    row = WorkEntry(id=entry.id, person_id=person_id, status="draft", tenant_id=tenant_of(session), **facts)
    session.add(row)
    await session.flush()
    await _write_evidence(session, person_id, entry)
    await record(session, entry.id, "logged", person_id, now)
    if submit:
        await _submit(session, row, person_id, now, settings)
    return row


async def keep_refusal(session: AsyncSession, caller: Caller, entry: EntryInput, *, now: datetime) -> None:
    """Remember under which date an entry came too late, so that it is not taken under another one."""
    await reopening.keep_refusal(session, author(caller), entry.id, entry.work_date, now)


async def edit(
    session: AsyncSession, caller: Caller, entry: EntryInput, change: Change = UNSEEN, *, now: datetime
) -> WorkEntry:
    """Rewrite an own entry that is a draft or was returned; its state stays as it is.

    Neither the old nor the new date may lie in a time closed for logging. A change made from an older state of the
    entry than `change` has seen is refused; the same change sent again writes nothing.
    """
    person_id = author(caller)
    row = await own_entry(session, person_id, entry.id)
    if await changes.settled(session, entry.id, change):
        return row
    _require(row, "draft", "returned")
    settings = await registry.settings_of(session)
    if row.status == "draft" and entry.work_date != row.work_date:
        before_days = await reopening.days_open(session, person_id, row.work_date, settings.late_log_days, now)
        rules.check_date(row.work_date, now=now, late_log_days=before_days)
    late_log_days = await reopening.days_open(session, person_id, entry.work_date, settings.late_log_days, now)
    if row.status == "returned" and entry.work_date == row.work_date:
        late_log_days = max(late_log_days, rules.days_between(row.work_date, now))
    rules.check_entry(entry, now=now, late_log_days=late_log_days, day_minutes_limit=settings.day_minutes_limit)
    await _check_day(session, person_id, entry, settings)
    facts = await _facts(session, person_id, entry, settings)
    before = {name: str(getattr(row, name)) for name in facts if getattr(row, name) != facts[name]}
    await session.execute(
        update(WorkEntry)
        .where(WorkEntry.tenant_id == tenant_of(session), WorkEntry.id == row.id, WorkEntry.work_date == row.work_date)
        .values(**facts)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        delete(Evidence).where(Evidence.tenant_id == tenant_of(session), Evidence.entry_id == entry.id)
    )
    await _write_evidence(session, person_id, entry)
    await record(session, entry.id, "edited", person_id, now, before=before, **change.told)
    session.expunge(row)
    return await own_entry(session, person_id, entry.id)


async def submit(session: AsyncSession, caller: Caller, entry_id: UUID, *, now: datetime) -> WorkEntry:
    """Hand an own entry to the direct leader; from here on only a return opens it for editing."""
    person_id = author(caller)
    row = await own_entry(session, person_id, entry_id)
    _require(row, "draft", "returned")
    await _submit(session, row, person_id, now, await registry.settings_of(session))
    return row


async def withdraw(session: AsyncSession, caller: Caller, entry_id: UUID, *, now: datetime) -> WorkEntry:
    """Take back an own entry that nobody has verified yet; it is a draft again."""
    person_id = author(caller)
    row = await own_entry(session, person_id, entry_id)
    _require(row, "submitted")
    row.status = "draft"
    row.submitted_at = None
    await mark_due_month(session, row)
    await record(session, entry_id, "withdrawn", person_id, now)
    await session.flush()
    return row


async def discard(session: AsyncSession, caller: Caller, entry_id: UUID, *, now: datetime) -> None:
    """Remove an own draft; its history keeps that it was there."""
    person_id = author(caller)
    row = await own_entry(session, person_id, entry_id)
    _require(row, "draft")
    await session.execute(
        delete(Evidence).where(Evidence.tenant_id == tenant_of(session), Evidence.entry_id == entry_id)
    )
    await session.delete(row)
    await record(session, entry_id, "discarded", person_id, now)
    await session.flush()


async def own_entry(session: AsyncSession, person_id: UUID, entry_id: UUID) -> WorkEntry:
    """An entry of this person, locked for a change."""
    row = await session.scalar(
        select(WorkEntry)
        .where(WorkEntry.tenant_id == tenant_of(session), WorkEntry.id == entry_id, WorkEntry.person_id == person_id)
        .with_for_update()
    )
    if row is None:
        raise NotFound("id")
    return row


async def record(
    session: AsyncSession,
    entry_id: UUID,
    kind: str,
    person_id: UUID,
    at: datetime,
    *,
    reason: str | None = None,
    **data: object,
) -> None:
    """Add one step to an entry's history."""
    await session.execute(
        insert(EntryEvent).values(
            tenant_id=tenant_of(session),
            id=uuid7(),
            entry_id=entry_id,
            kind=kind,
            person_id=person_id,
            at=at,
            reason=reason,
            data=data,
        )
    )


async def mark_due_month(session: AsyncSession, row: WorkEntry) -> None:
    """Have the month of an entry's task scored again: what is handed in is no longer missing of the task."""
    if row.due_date is not None:
        await tasks.mark_month(session, row.person_id, row.due_date)


def _require(row: WorkEntry, *states: str) -> None:
    if row.status not in states:
        raise WrongState("id", status=row.status)


async def _stored(session: AsyncSession, entry_id: UUID) -> WorkEntry | None:
    """The entry already stored under a client's id, with the id held against a twin sent at the same moment."""
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), {"key": f"{tenant_of(session)}:{entry_id}"}
    )
    return await session.scalar(
        select(WorkEntry).where(WorkEntry.tenant_id == tenant_of(session), WorkEntry.id == entry_id)
    )


async def _submit(
    session: AsyncSession, row: WorkEntry, person_id: UUID, now: datetime, settings: TenantSettings
) -> None:
    if settings.evidence_required and not await _has_evidence(session, row.id):
        raise MissingEvidence("evidence")
    row.status = "submitted"
    row.submitted_at = now
    await mark_due_month(session, row)
    await record(session, row.id, "submitted", person_id, now)
    await session.flush()


async def _has_evidence(session: AsyncSession, entry_id: UUID) -> bool:
    found = await session.scalar(
        select(Evidence.id).where(Evidence.tenant_id == tenant_of(session), Evidence.entry_id == entry_id).limit(1)
    )
    return found is not None


async def _check_day(session: AsyncSession, person_id: UUID, entry: EntryInput, settings: TenantSettings) -> None:
    logged = await session.scalar(
        select(func.coalesce(func.sum(WorkEntry.minutes), 0)).where(
            WorkEntry.tenant_id == tenant_of(session),
            WorkEntry.person_id == person_id,
            WorkEntry.work_date == entry.work_date,
            WorkEntry.id != entry.id,
        )
    )
    if (logged or 0) + entry.minutes > settings.day_minutes_limit:
        day = entry.work_date.strftime("%d/%m/%Y")
        raise DayFull("minutes", day=day, logged=logged, most=settings.day_minutes_limit)


async def _facts(
    session: AsyncSession, person_id: UUID, entry: EntryInput, settings: TenantSettings
) -> dict[str, object]:
    """The columns of an entry: what was written, and what was in force on that day."""
    appointment = await _appointment(session, person_id, entry.appointment_id, entry.work_date)
    task = await _task(session, entry.task_id, appointment.id) if entry.task_id is not None else None
    item = await catalogue.item_for_work(session, entry.work_item_id, appointment.unit_id, entry.work_date)
    if item is None:
        raise UnknownWorkItem("workItemId", day=entry.work_date.strftime("%d/%m/%Y"))
    due = task.due_date if task is not None else None
    finished = rules.finish_date(entry.work_date, entry.finished_at)
    ordinals = await registry.ordinals(session, [due, finished]) if due is not None else {}
    return {
        "work_date": entry.work_date,
        "appointment_id": appointment.id,
        "unit_id": appointment.unit_id,
        "job_position_id": appointment.job_position_id,
        "work_item_id": item.work_item_id,
        "work_item_version": item.version,
        "task_id": entry.task_id,
        "quantity": entry.quantity,
        "started_at": entry.started_at,
        "finished_at": entry.finished_at,
        "minutes": entry.minutes,
        "output": entry.output.strip(),
        "note": entry.note,
        "due_date": due,
        "days_late": rules.days_late(due, finished, ordinals),
        "norm_minutes": item.norm_minutes,
        "complexity": item.complexity,
        "k": rules.conversion(item.standard_score, settings.standard_product_score),
        "facts": await own_facts.taken(session, item, appointment, entry.work_date),
        "device_time": entry.device_time,
    }


async def _appointment(session: AsyncSession, person_id: UUID, wanted: UUID | None, on: date) -> Appointment:
    held: Sequence[Appointment] = await organisation.appointments_of(session, person_id, on)
    fitting = [post for post in held if (post.is_primary if wanted is None else post.id == wanted)]
    if not fitting:
        raise NoAppointment("appointmentId", day=on.strftime("%d/%m/%Y"))
    if not await is_expected(session, fitting[0].id, on):
        raise NotBegun("workDate", day=on.strftime("%d/%m/%Y"))
    return fitting[0]


async def _task(session: AsyncSession, task_id: UUID, appointment_id: UUID) -> Task:
    task = await session.scalar(
        select(Task).where(
            Task.tenant_id == tenant_of(session),
            Task.id == task_id,
            Task.appointment_id == appointment_id,
            Task.status == "open",
        )
    )
    if task is None:
        raise UnknownTask("taskId")
    return task


async def _write_evidence(session: AsyncSession, person_id: UUID, entry: EntryInput) -> None:
    for number, piece in enumerate(entry.evidence):
        if piece.file_id is not None and not await _own_file(session, person_id, piece.file_id):
            raise BadEvidence("evidence", number, "fileId")
    if entry.evidence:
        await session.execute(
            insert(Evidence), [_evidence_row(tenant_of(session), entry, piece) for piece in entry.evidence]
        )


def _evidence_row(tenant_id: int, entry: EntryInput, piece: EvidenceInput) -> dict[str, object]:
    return {
        "tenant_id": tenant_id,
        "id": uuid7(),
        "entry_id": entry.id,
        "work_date": entry.work_date,
        "document_number": piece.document_number,
        "link": piece.link,
        "file_id": piece.file_id,
    }


async def _own_file(session: AsyncSession, person_id: UUID, file_id: UUID) -> bool:
    found = await session.scalar(
        select(StoredFile.id).where(
            StoredFile.tenant_id == tenant_of(session), StoredFile.id == file_id, StoredFile.uploaded_by == person_id
        )
    )
    return found is not None

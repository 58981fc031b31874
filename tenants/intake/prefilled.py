"""Drafts for a cadre's log, made from documents and tasks finished elsewhere; nothing is logged by them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize
from tenants.catalogue import queries as catalogue
from tenants.intake.matching import MATCHED
from tenants.intake.models import IntakeSource, ReceivedWork
from tenants.intake.rules import Piece, document_key, offered
from tenants.worklogs.authors import author
from tenants.worklogs.models import Evidence, Task, WorkEntry

MOST: Final = 200
DAYS: Final = 31


@dataclass(frozen=True)
class Prefilled:
    """An entry but for its time: `id` is the id the entry takes, so that it is made once at most."""

    id: UUID
    source_name: str
    kind: str
    title: str | None
    document_number: str | None
    work_item_id: UUID
    appointment_id: UUID | None
    task_id: UUID | None
    quantity: Decimal
    day: date
    due_date: date | None


@dataclass(frozen=True)
class _Row:
    work: ReceivedWork
    source_name: str
    taken: bool


async def mine(session: AsyncSession, caller: Caller, *, today: date) -> list[Prefilled]:
    """What the caller finished in the last weeks as other systems tell it and has not logged, the newest first."""
    authorize(caller, "work_entry", "log")
    person_id = author(caller)
    rows = await _rows(session, person_id, today)
    logged = await _logged(session, person_id, today)
    pieces = [Piece(row.work.id, row.work.source_id, row.work.kind, row.work.document_key, row.taken) for row in rows]
    wanted = offered(pieces, frozenset(logged))
    chosen = [row for row in rows if row.work.id in wanted and row.work.dismissed_at is None][:MOST]
    tasks = await _tasks(session, {row.work.appointment_id for row in chosen if row.work.appointment_id})
    return await _open_items(session, [_shown(row, tasks) for row in chosen])


async def dismiss(session: AsyncSession, caller: Caller, entry_id: UUID, *, now: datetime) -> None:
    """Offer a draft of the caller's no longer: it was none of their work, or is not worth logging."""
    authorize(caller, "work_entry", "log")
    found = await session.scalar(
        update(ReceivedWork)
        .where(
            ReceivedWork.tenant_id == tenant_of(session), ReceivedWork.entry_id == entry_id,
            ReceivedWork.person_id == author(caller),
        )
        .values(dismissed_at=now)
        .returning(ReceivedWork.id)
    )  # fmt: skip
    if found is None:
        raise NotFound("id")


def _shown(row: _Row, tasks: Sequence[Task]) -> Prefilled:
    work = row.work
    task = next((one for one in tasks if _is_of(one, work)), None)
    return Prefilled(
        work.entry_id, row.source_name, work.kind, work.title, work.document_number,
        work.work_item_id,  # type: ignore[arg-type] # matched work has one
        work.appointment_id, task.id if task else None, work.quantity, work.day,
        task.due_date if task else work.due_date,
    )  # fmt: skip


def _is_of(task: Task, work: ReceivedWork) -> bool:
    """Whether a task assigned here is the same work: by the document that assigns it."""
    same_number = work.document_key is not None and document_key(task.document_number) == work.document_key
    return same_number and (task.appointment_id, task.work_item_id) == (work.appointment_id, work.work_item_id)


async def _rows(session: AsyncSession, person_id: UUID, today: date) -> list[_Row]:
    """Finished, matched work of the last weeks, with the entry made of it if there is one."""
    tenant_id = tenant_of(session)
    entry = exists().where(
        WorkEntry.tenant_id == tenant_id, WorkEntry.id == ReceivedWork.entry_id, WorkEntry.person_id == person_id,
        WorkEntry.work_date >= today - timedelta(days=2 * DAYS),
    )  # fmt: skip
    found = await session.execute(
        select(ReceivedWork, IntakeSource.name, entry)
        .join(IntakeSource, and_(IntakeSource.tenant_id == tenant_id, IntakeSource.id == ReceivedWork.source_id))
        .where(
            ReceivedWork.tenant_id == tenant_id, ReceivedWork.person_id == person_id,
            ReceivedWork.day.between(today - timedelta(days=DAYS), today), *_loggable(),
        )
        .order_by(ReceivedWork.day.desc(), ReceivedWork.id)
    )  # fmt: skip
    return [_Row(*row) for row in found]


def _loggable() -> tuple[ColumnElement[bool], ...]:
    return (ReceivedWork.state == "finished", ReceivedWork.reason == MATCHED)


async def _logged(session: AsyncSession, person_id: UUID, today: date) -> set[str]:
    """The document numbers that stand on a person's entries of the last weeks, as they are compared."""
    tenant_id = tenant_of(session)
    found = await session.scalars(
        select(Evidence.document_number)
        .join(
            WorkEntry,
            and_(
                WorkEntry.tenant_id == tenant_id,
                WorkEntry.id == Evidence.entry_id,
                WorkEntry.work_date == Evidence.work_date,
            ),
        )
        .where(
            Evidence.tenant_id == tenant_id, WorkEntry.person_id == person_id, Evidence.document_number.is_not(None),
            WorkEntry.work_date >= today - timedelta(days=2 * DAYS),
        )
    )  # fmt: skip
    return {key for number in found if (key := document_key(number)) is not None}


async def _tasks(session: AsyncSession, posts: Collection[UUID]) -> list[Task]:
    if not posts:
        return []
    found = await session.scalars(
        select(Task).where(
            Task.tenant_id == tenant_of(session), Task.appointment_id.in_(posts), Task.status == "open",
            Task.document_number.is_not(None),
        )
    )  # fmt: skip
    return list(found)


async def _open_items(session: AsyncSession, drafts: list[Prefilled]) -> list[Prefilled]:
    """Those whose work item is still in force on their day: a mapping may be older than the catalogue."""
    days = [(draft.work_item_id, draft.day) for draft in drafts]
    known = await catalogue.items_on_days(session, days) if days else {}
    return [draft for draft in drafts if (draft.work_item_id, draft.day) in known]

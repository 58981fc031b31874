"""Assigned tasks (việc giao): a leader assigns an item with a due date, and may cancel it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.errors import Forbidden, NotFound
from policies.authority import Caller, authorize
from tenants.catalogue import queries as catalogue
from tenants.organisation import queries as organisation
from tenants.organisation.models import Appointment
from tenants.worklogs import own_facts, rules
from tenants.worklogs.errors import BadDueDate, BadQuantity, BadTaskText, MissingOutput, UnknownWorkItem, WrongState
from tenants.worklogs.models import PendingMonth, Task


@dataclass(frozen=True)
class TaskInput:
    """What is asked of whom, how much of it, until when."""

    id: UUID
    appointment_id: UUID
    work_item_id: UUID
    title: str
    quantity: Decimal
    due_date: date
    note: str | None = None
    document_number: str | None = None


async def assign(session: AsyncSession, caller: Caller, task: TaskInput, *, now: datetime) -> Task:
    """Assign work to a post in the caller's branch; sending the same task again gives back the stored one.

    What is assigned is the denominator of the month of its due date (Decree 335: A = sum of K assigned); what the
    norm package of that date asks of item and position must be there by then.
    """
    grant = authorize(caller, "task", "assign")
    if caller.person_id is None:
        raise Forbidden()
    if (stored := await _stored(session, task.id)) is not None:
        if stored.assigned_by != caller.person_id:
            raise NotFound("id")
        return stored
    today = local_date(now)
    post = await _post(session, task.appointment_id, today)
    path = await organisation.unit_path(session, post.unit_id, today) if post is not None else None
    if post is None or not grant.covers(path, post.person_id):
        raise NotFound("appointmentId")
    _check(task, today)
    if await catalogue.item_for_work(session, task.work_item_id, post.unit_id, today) is None:
        raise UnknownWorkItem("workItemId", day=today.strftime("%d/%m/%Y"))
    if (item := await catalogue.item_in_force(session, task.work_item_id, task.due_date)) is not None:
        await own_facts.taken(session, item, post, task.due_date)
    row = Task(
        tenant_id=tenant_of(session),
        id=task.id,
        appointment_id=post.id,
        assigned_by=caller.person_id,
        work_item_id=task.work_item_id,
        title=task.title.strip(),
        quantity=task.quantity,
        due_date=task.due_date,
        status="open",
        note=_text("note", task.note),
        document_number=_text("documentNumber", task.document_number),
    )
    session.add(row)
    await session.flush()
    await mark_month(session, post.person_id, task.due_date)
    return row


async def close(session: AsyncSession, caller: Caller, task_id: UUID, status: str, *, now: datetime) -> Task:
    """Close a task as `done` or `cancelled`; a cancelled one is no longer counted as assigned."""
    grant = authorize(caller, "task", "assign")
    row = await session.scalar(
        select(Task).where(Task.tenant_id == tenant_of(session), Task.id == task_id).with_for_update()
    )
    post = await _post(session, row.appointment_id) if row is not None else None
    path = await organisation.unit_path(session, post.unit_id, local_date(now)) if post is not None else None
    if row is None or post is None or not grant.covers(path, post.person_id):
        raise NotFound("id")
    if row.status != "open":
        raise WrongState("id", status=row.status)
    row.status = status
    await session.flush()
    await mark_month(session, post.person_id, row.due_date)
    return row


async def mark_month(session: AsyncSession, person_id: UUID, day: date) -> None:
    """Ask for a person's month to be scored again, by the next run of the month's job."""
    await session.execute(
        insert(PendingMonth)
        .values(tenant_id=tenant_of(session), person_id=person_id, month=day.replace(day=1))
        .on_conflict_do_nothing()
    )


async def _stored(session: AsyncSession, task_id: UUID) -> Task | None:
    return await session.scalar(select(Task).where(Task.tenant_id == tenant_of(session), Task.id == task_id))


async def _post(session: AsyncSession, appointment_id: UUID, on: date | None = None) -> Appointment | None:
    post = await session.scalar(
        select(Appointment).where(Appointment.tenant_id == tenant_of(session), Appointment.id == appointment_id)
    )
    if post is None or on is None:
        return post
    return post if post.valid_from <= on and (post.valid_to is None or post.valid_to > on) else None


def _text(name: str, given: str | None) -> str | None:
    """A text that need not be given, without surrounding space; nothing where nothing is left of it."""
    told = (given or "").strip()
    if len(told) > rules.TEXT_LIMIT:
        raise BadTaskText(name, most=rules.TEXT_LIMIT)
    return told or None


def _check(task: TaskInput, today: date) -> None:
    if not 1 <= len(task.title.strip()) <= rules.TEXT_LIMIT:
        raise MissingOutput("title", most=rules.TEXT_LIMIT)
    if not rules.is_quantity(task.quantity) or task.quantity == 0:
        raise BadQuantity("quantity", most=rules.QUANTITY_LIMIT)
    if not today <= task.due_date <= today + timedelta(days=366):
        raise BadDueDate("dueDate")

"""Days closed for logging, opened again for one person: asked with a reason, granted for a while, never moved.

What came too late keeps its work date. Whoever wants it accepted asks for that very day; until the answer it stays a
draft on the device. An entry of a month that has been decided on counts in a month to come, as any late one does.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.errors import BadInput, NotFound
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.organisation import queries as organisation
from tenants.organisation.models import Appointment
from tenants.registry import queries as registry
from tenants.worklogs import rules
from tenants.worklogs.authors import author
from tenants.worklogs.errors import AlreadyOpen, DateFixed, ReopeningAnswered, ReopeningWaits
from tenants.worklogs.models import DayReopening, RefusedEntry

LONGEST_DAYS: Final = 30
FURTHEST_DAYS: Final = 366
SHOWN: Final = 100


async def ask(session: AsyncSession, caller: Caller, work_date: date, reason: str, *, now: datetime) -> DayReopening:
    """Ask for a day that is closed for logging; one request at a time for a day."""
    person_id = author(caller)
    settings = await registry.settings_of(session)
    if not 0 <= rules.days_between(work_date, now) <= FURTHEST_DAYS:
        raise BadInput("workDate", expected="một ngày trong năm qua", expected_en="a day of the year past")
    days = await days_open(session, person_id, work_date, settings.late_log_days, now)
    if rules.days_between(work_date, now) <= days:
        raise AlreadyOpen("workDate", day=work_date.strftime("%d/%m/%Y"))
    waits = select(DayReopening.id).where(
        DayReopening.tenant_id == tenant_of(session),
        DayReopening.person_id == person_id,
        DayReopening.work_date == work_date,
        DayReopening.outcome.is_(None),
    )
    if await session.scalar(waits.limit(1)) is not None:
        raise ReopeningWaits("workDate", day=work_date.strftime("%d/%m/%Y"))
    row = DayReopening(
        tenant_id=tenant_of(session),
        person_id=person_id,
        work_date=work_date,
        reason=rules.check_reason(reason),
        asked_at=now,
    )
    session.add(row)
    await session.flush()
    await audit.record(session, caller, "asked", "day_reopening", row.id, work_date=work_date, reason=row.reason)
    return row


async def mine(session: AsyncSession, caller: Caller) -> Sequence[DayReopening]:
    """What the caller asked to have opened again, newest first."""
    rows = await session.scalars(
        select(DayReopening)
        .where(DayReopening.tenant_id == tenant_of(session), DayReopening.person_id == author(caller))
        .order_by(DayReopening.id.desc())
        .limit(SHOWN)
    )
    return rows.all()


async def waiting(session: AsyncSession, caller: Caller, *, on: date) -> Sequence[DayReopening]:
    """Requests that wait for an answer from the caller, oldest first."""
    grant = authorize(caller, "work_entry", "reopen")
    wanted = select(DayReopening).where(
        DayReopening.tenant_id == tenant_of(session),
        DayReopening.outcome.is_(None),
        DayReopening.person_id.is_distinct_from(caller.person_id),
    )
    if not grant.everywhere:
        led = await organisation.led_appointments(session, caller.person_id, on) if caller.person_id else set()
        within = select(Appointment.person_id).where(
            Appointment.tenant_id == tenant_of(session),
            organisation.held_on(Appointment, on),
            or_(
                organisation.reach(grant, Appointment.unit_id, Appointment.person_id, on),
                Appointment.id.in_(sorted(led)),
            ),
        )
        wanted = wanted.where(DayReopening.person_id.in_(within))
    return (await session.scalars(wanted.order_by(DayReopening.id).limit(SHOWN))).all()


async def answer(
    session: AsyncSession, caller: Caller, reopening_id: UUID, *, open_days: int | None, text: str, now: datetime
) -> DayReopening:
    """Open the asked day for so many days from now (1 to 30), or decline it (None); nobody answers their own."""
    authorize(caller, "work_entry", "reopen")
    if open_days is not None and not 1 <= open_days <= LONGEST_DAYS:
        raise BadInput("openDays", expected="từ 1 đến 30 ngày", expected_en="1 to 30 days")
    row: DayReopening | None = await session.get(DayReopening, (tenant_of(session), reopening_id), with_for_update=True)
    if row is None or not await _may_answer(session, caller, row.person_id, local_date(now)):
        raise NotFound("id")
    if row.outcome is not None:
        raise ReopeningAnswered("id")
    row.answer = rules.check_reason(text, "text")
    row.outcome = "declined" if open_days is None else "granted"
    row.open_until = None if open_days is None else now + timedelta(days=open_days)
    row.answered_by, row.answered_at = caller.account_id, now
    await session.flush()
    told = {"work_date": row.work_date, "outcome": row.outcome, "open_until": row.open_until, "answer": row.answer}
    await audit.record(session, caller, "answered", "day_reopening", row.id, person=row.person_id, **told)
    return row


async def days_open(session: AsyncSession, person_id: UUID, work_date: date, late_log_days: int, now: datetime) -> int:
    """How many days back a person may log work of that day: the tenant's setting, or as far as the day if reopened."""
    back = rules.days_between(work_date, now)
    if back <= late_log_days:
        return late_log_days
    until = await session.scalar(
        select(func.max(DayReopening.open_until)).where(
            DayReopening.tenant_id == tenant_of(session),
            DayReopening.person_id == person_id,
            DayReopening.work_date == work_date,
        )
    )
    return back if until is not None and until > now else late_log_days


async def keep_refusal(session: AsyncSession, person_id: UUID, entry_id: UUID, work_date: date, at: datetime) -> None:
    """Remember that an entry came too late for its date; the first date stays."""
    await session.execute(
        insert(RefusedEntry)
        .values(
            tenant_id=tenant_of(session), person_id=person_id, entry_id=entry_id, work_date=work_date, refused_at=at
        )
        .on_conflict_do_nothing()
    )


async def require_first_date(session: AsyncSession, person_id: UUID, entry_id: UUID, work_date: date) -> None:
    """Refuse an entry that was refused under another date: a date is not changed to slip past a closed time."""
    refused = await session.get(RefusedEntry, (tenant_of(session), person_id, entry_id))
    if refused is not None and refused.work_date != work_date:
        raise DateFixed("workDate", day=refused.work_date.strftime("%d/%m/%Y"))


async def _may_answer(session: AsyncSession, caller: Caller, person_id: UUID, on: date) -> bool:
    """Whether the asking person is within the caller's reach, or led directly by the caller; never oneself."""
    grant = authorize(caller, "work_entry", "reopen")
    if person_id == caller.person_id:
        return False
    if await organisation.person_within(session, grant, person_id, on):
        return True
    if caller.person_id is None:
        return False
    led = await organisation.led_appointments(session, caller.person_id, on)
    posts = await organisation.appointments_of(session, person_id, on)
    return any(post.id in led for post in posts)

"""A province's parts of the national statistics: gathered, approved by its head, escalated when they are overdue."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date, utc_now
from kernel.database import tenant_of
from kernel.errors import Forbidden, NotFound
from kernel.ids import uuid7
from kernel.outbox import enqueue
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.decisions.rules import checked_number, checked_text
from tenants.statistics import gathering, plans
from tenants.statistics.errors import GatheredWithoutReason, NewerPart, NothingChanged, PartApproved, PeriodNotOver
from tenants.statistics.models import StatisticsPart

GATHER: Final = "gather_statistics"
SUBJECT: Final = "statistics_part"
NEAR: Final = timedelta(days=7)
"""How long before its approval is due a part is gathered with what there is."""
LOCK: Final = text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")

# Whether a period was evaluated in the province at all, and whether anything of it still runs.
EVALUATED: Final = text(
    """
    SELECT count(*) > 0 AS any, coalesce(bool_and(status = 'finished'), false) AS finished
    FROM evaluation_period
    WHERE tenant_id = :tenant AND kind = ANY (CAST(:kinds AS text[])) AND first >= :first AND last <= :last
    """
)
# The newest part of each period without any that is approved.
OVERDUE: Final = text(
    """
    SELECT id FROM (
        SELECT DISTINCT ON (period) id, period, approve_by FROM statistics_part
        WHERE tenant_id = :tenant ORDER BY period, number DESC
    ) AS newest
    WHERE approve_by < :today AND NOT EXISTS (
        SELECT FROM statistics_part AS approved WHERE approved.tenant_id = :tenant
          AND approved.period = newest.period AND approved.approved_at IS NOT NULL)
    """
)
TOLD: Final = text(
    """
    SELECT subject_id FROM audit_event
    WHERE tenant_id = :tenant AND subject_id = ANY (CAST(:parts AS uuid[])) AND action = 'escalated'
    """
)


@dataclass(frozen=True)
class OverdueApproval:
    """A part whose approval is overdue: until it is given the nation's release counts the province as missing."""

    part: StatisticsPart
    days: int
    escalated: bool


async def gather(
    session: AsyncSession, caller: Caller | None, period: str, reason: str | None = None, *, now: datetime
) -> StatisticsPart:
    """Gather a period's part as its rows stand now: the next number, with a reason after the first.

    Without a caller the program gathers by itself.
    """
    if caller is not None:
        authorize(caller, "statistics", "gather")
    last = plans.last_day(period)
    if local_date(now) <= last:
        raise PeriodNotOver("period", period=period, day=last)
    tenant = tenant_of(session)
    await session.execute(LOCK, {"key": f"statistics:{tenant}:{period}"})
    newest = await _newest(session, period)
    if newest is not None and not (reason or "").strip():
        raise GatheredWithoutReason("reason", period=period, number=newest.number)
    told = checked_text(reason, "reason", "lý do", "the reason") if (reason or "").strip() else None
    part = await gathering.gather(session, period)
    if newest is not None and newest.content_hash == part.content_hash:
        raise NothingChanged("period", number=newest.number)
    row = StatisticsPart(
        tenant_id=tenant, id=uuid7(), period=period, number=1 if newest is None else newest.number + 1, reason=told,
        content_hash=part.content_hash, gathered_by=None if caller is None else caller.account_id, gathered_at=now,
        approve_by=(await plans.plan_of(session, period)).approve_by, **part.columns(),
    )  # fmt: skip
    session.add(row)
    await session.flush()
    data = {"period": period, "number": row.number, "hash": part.content_hash.hex(), "reason": told}
    await audit.record(session, caller, "gathered", SUBJECT, row.id, **data)
    return row


async def approve(
    session: AsyncSession, caller: Caller, part_id: UUID, document_number: str, *, now: datetime
) -> StatisticsPart:
    """Approve the newest part of a period for the province, by a document; from then on the nation may use it."""
    authorize(caller, "statistics", "approve")
    if caller.person_id is None:
        raise Forbidden()
    document = checked_number(document_number)
    row = await session.get(StatisticsPart, (tenant_of(session), part_id), with_for_update=True)
    if row is None:
        raise NotFound("partId")
    if row.approved_at is not None:
        raise PartApproved("partId")
    await session.execute(LOCK, {"key": f"statistics:{row.tenant_id}:{row.period}"})
    newest = await _newest(session, row.period)
    if newest is not None and newest.number > row.number:
        raise NewerPart("partId", number=newest.number)
    row.approved_by, row.approved_at, row.document_number = caller.person_id, now, document
    await session.flush()
    data = {"period": row.period, "number": row.number, "hash": row.content_hash.hex(), "document_number": document}
    await audit.record(session, caller, "approved", SUBJECT, row.id, late=local_date(now) > row.approve_by, **data)
    return row


async def overdue(session: AsyncSession, caller: Caller, *, today: date) -> list[OverdueApproval]:
    """Parts whose approval is overdue, longest first: for the head, the deputies and the administrator."""
    authorize(caller, "statistics", "follow")
    rows = await _overdue(session, today)
    told = await _told(session, rows)
    return [OverdueApproval(row, (today - row.approve_by).days, row.id in told) for row in rows]


async def gather_due(session: AsyncSession, period: str) -> int:
    """Gather the first part of a period in the background; nothing where there is one."""
    await session.execute(LOCK, {"key": f"statistics:{tenant_of(session)}:{period}"})
    if await _newest(session, period) is not None:
        return 0
    await gather(session, None, period, now=utc_now())
    return 1


async def ask_to_gather(session: AsyncSession, today: date) -> list[str]:
    """Ask for the parts that are due: everything of the period is decided, or its approval is near; answers which."""
    asked = []
    for period in plans.ended(today):
        if await _newest(session, period) is None and await _due(session, period, today):
            await enqueue(session, GATHER, period=period)
            asked.append(period)
    return asked


async def escalate(session: AsyncSession, today: date) -> int:
    """Put on the trail, once for each part, that its approval is overdue; how many were put there."""
    rows = await _overdue(session, today)
    told = await _told(session, rows)
    new: dict[UUID, dict[str, Any]] = {
        row.id: {"period": row.period, "number": row.number, "approve_by": row.approve_by.isoformat()}
        for row in rows
        if row.id not in told
    }
    await audit.record_each(session, None, "escalated", SUBJECT, dict(new))
    return len(new)


async def _due(session: AsyncSession, period: str, today: date) -> bool:
    values = {
        "tenant": tenant_of(session),
        "kinds": gathering.kinds(period),
        "first": gathering.first_day(period),
        "last": plans.last_day(period),
    }
    found = (await session.execute(EVALUATED, values)).one()
    if not found.any:
        return False
    return found.finished or today >= (await plans.plan_of(session, period)).approve_by - NEAR


async def _newest(session: AsyncSession, period: str) -> StatisticsPart | None:
    found = await session.scalars(
        select(StatisticsPart)
        .where(StatisticsPart.tenant_id == tenant_of(session), StatisticsPart.period == period)
        .order_by(StatisticsPart.number.desc())
        .limit(1)
    )
    return found.one_or_none()


async def _overdue(session: AsyncSession, today: date) -> list[StatisticsPart]:
    ids = (await session.scalars(OVERDUE, {"tenant": tenant_of(session), "today": today})).all()
    found = await session.scalars(
        select(StatisticsPart)
        .where(StatisticsPart.tenant_id == tenant_of(session), StatisticsPart.id.in_(ids))
        .order_by(StatisticsPart.approve_by, StatisticsPart.period)
    )
    return list(found)


async def _told(session: AsyncSession, rows: list[StatisticsPart]) -> set[UUID]:
    values = {"tenant": tenant_of(session), "parts": [row.id for row in rows]}
    return set((await session.scalars(TOLD, values)).all())

"""Questions to the trail: what happened to a record, who did what, and who looked at mine."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import TIMEZONE
from kernel.database import tenant_of
from kernel.errors import Forbidden
from policies.authority import Caller, authorize
from tenants.audit import actions
from tenants.audit.actions import PERSON, READ
from tenants.audit.models import AuditEvent

MOST_EXPORTED: Final = 10_000
"""How many lines one download holds at most."""
_SLACK: Final = timedelta(hours=1)  # an id is made at most that long before or after its transaction began


@dataclass(frozen=True)
class TrailWanted:
    """Which acts: on one record, of a kind of record, by a person or an account, of some kinds, between two days.

    `reads` keeps looks alone, or leaves them out.
    """

    subject_id: UUID | None = None
    subject: str | None = None
    person_id: UUID | None = None
    account_id: UUID | None = None
    actions: Sequence[str] = ()
    first: date | None = None
    last: date | None = None
    reads: bool | None = None


async def trail(
    session: AsyncSession,
    caller: Caller,
    wanted: TrailWanted | None = None,
    *,
    before: UUID | None = None,
    limit: int = 50,
) -> Sequence[AuditEvent]:
    """The acts wanted, newest first; cadres see those on their own person. Pages by the last id seen."""
    grant = authorize(caller, "audit", "read")
    query = _of_tenant(session).where(*_matching(wanted or TrailWanted()))
    if not grant.everywhere:
        query = query.where(AuditEvent.subject_id == grant.person_id, AuditEvent.subject == PERSON)
    return await _page(session, query, before, limit)


async def export(session: AsyncSession, caller: Caller, wanted: TrailWanted) -> Sequence[AuditEvent]:
    """The acts wanted as a file takes them away, noted on the trail itself; for administrators."""
    if not authorize(caller, "audit", "read").everywhere:
        raise Forbidden()
    rows = await trail(session, caller, wanted, limit=MOST_EXPORTED)
    asked = {name: value for name, value in vars(wanted).items() if value not in (None, ())}
    await actions.record(session, caller, "exported", "audit", None, lines=len(rows), asked=asked)
    return rows


async def reads_of_me(
    session: AsyncSession, caller: Caller, *, before: UUID | None = None, limit: int = 50
) -> Sequence[AuditEvent]:
    """Who looked at the caller's own record, at what and when, newest first."""
    authorize(caller, "audit", "read")
    wanted = _of_tenant(session).where(
        AuditEvent.subject_id == caller.person_id, AuditEvent.subject == PERSON, AuditEvent.action == READ
    )
    return await _page(session, wanted, before, limit)


def _of_tenant(session: AsyncSession) -> Select[AuditEvent]:
    return select(AuditEvent).where(AuditEvent.tenant_id == tenant_of(session))


async def _page(
    session: AsyncSession, wanted: Select[AuditEvent], before: UUID | None, limit: int
) -> Sequence[AuditEvent]:
    if before is not None:
        wanted = wanted.where(AuditEvent.id < before)
    return (await session.scalars(wanted.order_by(AuditEvent.id.desc()).limit(limit))).all()


def _matching(wanted: TrailWanted) -> list[ColumnElement[bool]]:
    same = {
        AuditEvent.subject_id: wanted.subject_id,
        AuditEvent.subject: wanted.subject,
        AuditEvent.person_id: wanted.person_id,
        AuditEvent.account_id: wanted.account_id,
    }
    conditions: list[ColumnElement[bool]] = [column == value for column, value in same.items() if value is not None]
    if wanted.actions:
        conditions.append(AuditEvent.action.in_(list(wanted.actions)))
    if wanted.reads is not None:
        conditions.append((AuditEvent.action == READ) if wanted.reads else (AuditEvent.action != READ))
    return conditions + _between(wanted.first, wanted.last)


def _between(first: date | None, last: date | None) -> list[ColumnElement[bool]]:
    """Days of the calendar here, both included. Ids carry their instant, so the days bound a range of the key too."""
    conditions: list[ColumnElement[bool]] = []
    if first is not None:
        begin = _begin(first)
        conditions += [AuditEvent.at >= begin, AuditEvent.id >= _first_id(begin - _SLACK)]
    if last is not None:
        end = _begin(last + timedelta(days=1))
        conditions += [AuditEvent.at < end, AuditEvent.id < _first_id(end + _SLACK)]
    return conditions


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), TIMEZONE)


def _first_id(instant: datetime) -> UUID:
    return UUID(int=max(int(instant.timestamp() * 1000), 0) << 80)

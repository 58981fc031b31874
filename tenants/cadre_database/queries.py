"""What administrators see of the hand-over: how much is open, what is late, and both records where they differ."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.cadre_database.models import CadreConnection, CadreEvent

LATE_STATES = ("waiting", "refused")


@dataclass(frozen=True)
class Counts:
    """Events by how they stand; `overdue` are those not handed over in time, `unsettled` all not acknowledged."""

    waiting: int
    sent: int
    acknowledged: int
    refused: int
    differing: int
    overdue: int
    due_today: int

    @property
    def unsettled(self) -> int:
        """Whatever the other side has not acknowledged."""
        return self.waiting + self.sent + self.refused + self.differing


@dataclass(frozen=True)
class Wanted:
    """Which events: of one state, only those overdue, of one person."""

    state: str | None = None
    overdue: bool = False
    person_id: UUID | None = None


async def connection(session: AsyncSession, caller: Caller) -> CadreConnection | None:
    """The tenant's connection, without its token."""
    authorize(caller, "cadre_database", "manage")
    return await session.get(CadreConnection, tenant_of(session))


async def summary(session: AsyncSession, caller: Caller, today: date) -> Counts:
    """How many events stand how."""
    authorize(caller, "cadre_database", "manage")
    return await counts(session, today)


async def counts(session: AsyncSession, today: date) -> Counts:
    """The same, for the program itself."""
    states = ("waiting", "sent", "acknowledged", "refused", "differing")
    late = CadreEvent.state.in_(LATE_STATES)
    row = (
        await session.execute(
            select(
                *(func.count(case((CadreEvent.state == state, 1))) for state in states),
                func.count(case((late & (CadreEvent.due_on < today), 1))),
                func.count(case((late & (CadreEvent.due_on == today), 1))),
            ).where(CadreEvent.tenant_id == tenant_of(session))
        )
    ).one()
    return Counts(*(int(count) for count in row))


def is_overdue(event: CadreEvent, today: date) -> bool:
    """Whether an event should have been handed over before today."""
    return event.state in LATE_STATES and event.due_on < today


async def events(
    session: AsyncSession, caller: Caller, wanted: Wanted, today: date, *, first: int, after: UUID | None
) -> list[CadreEvent]:
    """Events, the newest first; whom they are about is told, what is said of them only one by one."""
    authorize(caller, "cadre_database", "manage")
    query = select(CadreEvent).where(CadreEvent.tenant_id == tenant_of(session))
    if wanted.state is not None:
        query = query.where(CadreEvent.state == wanted.state)
    if wanted.overdue:
        query = query.where(CadreEvent.state.in_(LATE_STATES), CadreEvent.due_on < today)
    if wanted.person_id is not None:
        query = query.where(CadreEvent.person_id == wanted.person_id)
    if after is not None:
        query = query.where(CadreEvent.id < after)
    return list(await session.scalars(query.order_by(CadreEvent.id.desc()).limit(first)))


async def event(session: AsyncSession, caller: Caller, event_id: UUID) -> CadreEvent:
    """One event with both records; the person it is about can see who looked."""
    authorize(caller, "cadre_database", "manage")
    found = await session.get(CadreEvent, (tenant_of(session), event_id))
    if found is None:
        raise NotFound("id")
    await audit.log_read(session, caller, found.person_id, "cadre_event")
    return found

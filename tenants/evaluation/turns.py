"""What waits for the caller: sheets to give an opinion on and to decide on, and what may be done on one sheet now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from policies.authority import Caller, authorize, may
from tenants.audit import actions as audit
from tenants.evaluation.models import Sheet
from tenants.evaluation.queries import READ, Listed
from tenants.organisation import heads
from tenants.organisation import queries as organisation
from tenants.organisation.heads import Headship
from tenants.organisation.models import Person
from tenants.periods.models import EvaluationPeriod

Turn = Literal["opinion", "decision"]
Place = tuple[UUID, UUID, UUID]
"""A sheet's post, agency and person."""

TURNS: Final[tuple[Turn, ...]] = ("opinion", "decision")
OF_PERIOD: Final = and_(EvaluationPeriod.tenant_id == Sheet.tenant_id, EvaluationPeriod.id == Sheet.period_id)
RUNNING: Final = and_(Sheet.not_ranked.is_(None), EvaluationPeriod.status.in_(("open", "closed")))


@dataclass(frozen=True)
class Waiting:
    """How many sheets wait for the caller."""

    opinions: int
    decisions: int


@dataclass(frozen=True)
class Acts:
    """What the caller's posts and delegations allow on a sheet at this moment, whatever step it has come to."""

    opine: bool = False
    decide: bool = False


async def waiting(
    session: AsyncSession,
    caller: Caller,
    period_id: UUID,
    turn: Turn,
    *,
    now: datetime,
    limit: int,
    after: tuple[str, UUID] | None = None,
) -> Sequence[Listed]:
    """The sheets of a period that wait for this step of the caller, by given name; the look is recorded."""
    authorize(caller, "evaluation", "read")
    query = (
        select(Sheet, Person.sort_key)
        .join(EvaluationPeriod, OF_PERIOD)
        .join(Person, and_(Person.tenant_id == Sheet.tenant_id, Person.id == Sheet.person_id))
        .where(Sheet.period_id == period_id, await _waits(session, caller, turn, now))
        .order_by(Person.sort_key, Sheet.id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(tuple_(Person.sort_key, Sheet.id) > tuple_(*after))
    rows = [Listed(row[0], row[1]) for row in await session.execute(query)]
    await audit.log_reads(session, caller, [row.sheet.person_id for row in rows], READ)
    return rows


async def count(session: AsyncSession, caller: Caller, *, now: datetime) -> Waiting:
    """How many sheets of all running periods wait for the caller; a number names nobody, so nothing is recorded."""
    authorize(caller, "evaluation", "read")
    found: dict[Turn, int] = {}
    for turn in TURNS:
        waits = await _waits(session, caller, turn, now)
        counted = select(func.count(Sheet.id)).join(EvaluationPeriod, OF_PERIOD).where(waits)
        found[turn] = await session.scalar(counted) or 0
    return Waiting(found["opinion"], found["decision"])


async def acts(session: AsyncSession, caller: Caller, places: Sequence[Place], on: date) -> Mapping[Place, Acts]:
    """What the caller may do on sheets already found readable; never anything on the own one."""
    led = await _led(session, caller, on)
    held = await _headships(session, caller, {agency_id for _, agency_id, _ in places}, on)
    return {
        place: Acts(
            opine=place[0] in led and place[2] != caller.person_id,
            decide=any(one.unit_id == place[1] and one.reaches(place[2]) for one in held),
        )
        for place in places
    }


async def _waits(session: AsyncSession, caller: Caller, turn: Turn, now: datetime) -> ColumnElement[bool]:
    """Which sheets wait for that step of the caller."""
    tenant_id, today = tenant_of(session), local_date(now)
    if turn == "opinion":
        return and_(
            Sheet.tenant_id == tenant_id,
            RUNNING,
            Sheet.appointment_id.in_(await _led(session, caller, today)),
            Sheet.person_id != caller.person_id,
            or_(
                Sheet.status == "self_scored",
                and_(Sheet.status == "open", EvaluationPeriod.self_score_by < today),
            ),
        )
    agencies = await session.scalars(
        select(Sheet.agency_id).where(Sheet.tenant_id == tenant_id, Sheet.status != "decided").distinct()
    )
    held = await _headships(session, caller, set(agencies), today)
    mine = [and_(Sheet.agency_id == one.unit_id, Sheet.person_id.not_in({one.person_id, one.head_id})) for one in held]
    closed = and_(Sheet.status != "decided", Sheet.frozen_at.is_not(None), EvaluationPeriod.status == "closed")
    return and_(Sheet.tenant_id == tenant_id, RUNNING, closed, or_(false(), *mine))


async def _led(session: AsyncSession, caller: Caller, on: date) -> set[UUID]:
    if caller.person_id is None or not may(caller, "evaluation", "opine"):
        return set()
    return await organisation.led_appointments(session, caller.person_id, on)


async def _headships(session: AsyncSession, caller: Caller, agencies: set[UUID], on: date) -> list[Headship]:
    if caller.person_id is None or not may(caller, "evaluation", "rank"):
        return []
    return await heads.headships(session, caller.person_id, agencies, on)

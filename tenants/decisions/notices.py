"""Steps on a decided sheet, what a person is told of, and that they took note of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import insert, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from kernel.ids import uuid7
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.decisions.models import Decision, Petition
from tenants.evaluation.models import Sheet, SheetEvent
from tenants.organisation.heads import Headship

ACKNOWLEDGED: Final = "acknowledged"
NOTIFIED: Final = "notified"


@dataclass(frozen=True)
class Step:
    """One step on a sheet: which, by whom with which authority, when, and why late."""

    kind: str
    person_id: UUID | None
    now: datetime
    headship: Headship | None = None
    late: bool = False
    reason: str | None = None


@dataclass(frozen=True)
class Notification:
    """What a person is told: that their sheet was decided, the decision replaced, or their petition answered.

    `petition_by` is the last day to petition; none where there is no review. Nobody counts as having taken note but
    by saying so.
    """

    id: UUID
    sheet_id: UUID
    decision_id: UUID
    about: str
    at: datetime
    petition_by: date | None
    acknowledged_at: datetime | None


async def write(session: AsyncSession, sheet_id: UUID, step: Step, **data: object) -> None:
    """Add one step to a sheet's history."""
    await session.execute(
        insert(SheetEvent),
        [
            {
                "tenant_id": tenant_of(session),
                "id": uuid7(),
                "sheet_id": sheet_id,
                "kind": step.kind,
                "person_id": step.person_id,
                "appointment_id": step.headship.appointment_id if step.headship else None,
                "delegation_id": step.headship.delegation_id if step.headship else None,
                "at": step.now,
                "late": step.late,
                "reason": step.reason,
                "data": data,
            }
        ],
    )


async def own_decision(session: AsyncSession, caller: Caller, decision_id: UUID) -> tuple[Sheet, Decision]:
    """A decision on the caller's own sheet; anybody else's is as good as none."""
    row = (
        await session.execute(
            select(Sheet, Decision)
            .join(Decision, (Decision.tenant_id == Sheet.tenant_id) & (Decision.sheet_id == Sheet.id))
            .where(
                Sheet.tenant_id == tenant_of(session),
                Decision.id == decision_id,
                Sheet.person_id == caller.person_id,
            )
        )
    ).one_or_none()
    if row is None or caller.person_id is None:
        raise NotFound("decisionId")
    return row[0], row[1]


async def acknowledge(session: AsyncSession, caller: Caller, decision_id: UUID, *, now: datetime) -> datetime:
    """Take note of a decision on one's own sheet; a second time changes nothing. It waives no petition."""
    authorize(caller, "petition", "file")
    sheet, decision = await own_decision(session, caller, decision_id)
    await session.refresh(sheet, with_for_update=True)
    known = await _acknowledged(session, [sheet.id])
    if decision.id in known:
        return known[decision.id]
    await write(session, sheet.id, Step(ACKNOWLEDGED, sheet.person_id, now), decision_id=str(decision.id))
    await audit.record(session, caller, ACKNOWLEDGED, "sheet", sheet.id, decision_id=decision.id)
    return now


async def mine(
    session: AsyncSession, caller: Caller, *, before: tuple[datetime, UUID] | None = None, limit: int = 20
) -> list[Notification]:
    """What the caller was told of, newest first; `before` is the last one of the page before."""
    authorize(caller, "petition", "file")
    tenant_id = tenant_of(session)
    wanted = (
        select(SheetEvent)
        .join(Sheet, (Sheet.tenant_id == SheetEvent.tenant_id) & (Sheet.id == SheetEvent.sheet_id))
        .where(
            SheetEvent.tenant_id == tenant_id,
            Sheet.person_id == caller.person_id,
            SheetEvent.kind == NOTIFIED,
            SheetEvent.data.has_key("decision_id"),
        )
        .order_by(SheetEvent.at.desc(), SheetEvent.id.desc())
        .limit(limit)
    )
    if before is not None:
        wanted = wanted.where(tuple_(SheetEvent.at, SheetEvent.id) < before)
    events = (await session.scalars(wanted)).all()
    known = await _acknowledged(session, [event.sheet_id for event in events])
    return [_notification(event, known.get(UUID(event.data["decision_id"]))) for event in events]


async def petition_by(session: AsyncSession, decision: Decision) -> date | None:
    """The last day to petition, as the person was told it."""
    events = await session.scalars(
        select(SheetEvent).where(
            SheetEvent.tenant_id == tenant_of(session),
            SheetEvent.sheet_id == decision.sheet_id,
            SheetEvent.kind == NOTIFIED,
            SheetEvent.data["decision_id"].astext == str(decision.id),
        )
    )
    return max((day for event in events if (day := _day(event)) is not None), default=None)


def data_of(petition: Petition) -> dict[str, str]:
    """What every step about a petition names."""
    return {"petition_id": str(petition.id), "decision_id": str(petition.decision_id)}


async def _acknowledged(session: AsyncSession, sheet_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    events = await session.execute(
        select(SheetEvent.data["decision_id"].astext.label("decision_id"), SheetEvent.at).where(
            SheetEvent.tenant_id == tenant_of(session),
            SheetEvent.sheet_id.in_(sheet_ids),
            SheetEvent.kind == ACKNOWLEDGED,
        )
    )
    return {UUID(row.decision_id): row.at for row in events}


def _notification(event: SheetEvent, acknowledged_at: datetime | None) -> Notification:
    return Notification(
        id=event.id,
        sheet_id=event.sheet_id,
        decision_id=UUID(event.data["decision_id"]),
        about=event.data["about"],
        at=event.at,
        petition_by=_day(event),
        acknowledged_at=acknowledged_at,
    )


def _day(event: SheetEvent) -> date | None:
    day = event.data.get("petition_by")
    return None if day is None else date.fromisoformat(day)

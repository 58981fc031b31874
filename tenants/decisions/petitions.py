"""Petitions (kiến nghị): filed by the person, answered once by somebody else than whoever decided, or withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.errors import Forbidden, NotFound
from kernel.ids import uuid7
from policies.authority import Caller, Grant, authorize
from tenants.audit import actions as audit
from tenants.decisions import deadlines, deciding, notices, proposals, rules, writing
from tenants.decisions.deciding import Choice
from tenants.decisions.errors import (
    FirstDecider,
    NotCompetent,
    NoTotal,
    NotPetitionable,
    OwnSheet,
    PetitionAnswered,
    PetitionFiled,
)
from tenants.decisions.models import Decision, Petition
from tenants.decisions.notices import Step, data_of
from tenants.evaluation import ranking
from tenants.evaluation.errors import StepLate
from tenants.evaluation.models import Sheet
from tenants.organisation import heads
from tenants.organisation import queries as organisation
from tenants.organisation.heads import Headship

UPHELD: Final = "upheld"
CHANGED: Final = "changed"
WITHDRAWN: Final = "withdrawn"
ANSWERED: Final = "answered"
RANKED: Final = "ranked"

# One step for each petition whose answer is overdue; ids rise with the instant, like all others.
ESCALATE: Final = text(
    """
    INSERT INTO sheet_event (tenant_id, id, sheet_id, kind, at, late, data)
    SELECT :tenant, uuidv7(), petition.sheet_id, 'escalated', :now, true, jsonb_build_object(
        'petition_id', petition.id, 'decision_id', petition.decision_id, 'step', 'answer', 'due', petition.answer_by)
    FROM petition
    WHERE petition.tenant_id = :tenant AND petition.outcome IS NULL AND petition.answer_by < :day AND NOT EXISTS (
        SELECT FROM sheet_event AS known
        WHERE known.tenant_id = :tenant AND known.sheet_id = petition.sheet_id AND known.kind = 'escalated'
          AND known.data ->> 'petition_id' = petition.id::text)
    """
)


@dataclass(frozen=True)
class Answer:
    """What is answered: upheld, or changed to another class by a document; always with the reasons."""

    petition_id: UUID
    outcome: Literal["upheld", "changed"]
    text: str
    decided_class: str | None = None
    document_number: str | None = None
    late_reason: str | None = None


async def file(
    session: AsyncSession,
    caller: Caller,
    decision_id: UUID,
    written: str,
    *,
    late_reason: str | None = None,
    now: datetime,
) -> Petition:
    """Petition against the decision that stands on one's own sheet; after the package's days with a reason."""
    authorize(caller, "petition", "file")
    sheet, decision = await notices.own_decision(session, caller, decision_id)
    await proposals.lock(session, sheet.agency_id)
    standing = (await proposals.standing(session, [sheet.id]))[sheet.id]
    until = await notices.petition_by(session, decision)
    if standing.id != decision.id or decision.petition_id is not None or until is None:
        raise NotPetitionable("decisionId")
    if await _against(session, decision.id):
        raise PetitionFiled("decisionId")
    said = rules.checked_text(written, "text", "nội dung kiến nghị", "what is petitioned")
    late, today = _late(until, local_date(now), late_reason), local_date(now)
    period = await deciding.period_of(session, sheet.period_id)
    settled = await proposals.procedure_of(session, period, sheet.agency_id)
    petition = Petition(
        tenant_id=tenant_of(session), id=uuid7(), decision_id=decision.id, sheet_id=sheet.id,
        person_id=sheet.person_id, text=said, filed_at=now, late_reason=late,
        answer_by=await deadlines.to_answer(session, settled, today),
    )  # fmt: skip
    session.add(petition)
    await session.flush()
    step = Step("petitioned", sheet.person_id, now, late=late is not None, reason=late)
    await notices.write(session, sheet.id, step, **data_of(petition), answer_by=petition.answer_by.isoformat())
    await audit.record(session, caller, "petitioned", "sheet", sheet.id, petition_id=petition.id)
    return petition


async def answer(session: AsyncSession, caller: Caller, given: Answer, *, now: datetime) -> Petition:
    """Answer a petition as a head at or above the agency who has not decided on the sheet; there is no second review.

    Changing it makes the decision that replaces the one petitioned, within conditions and quota like any other. Whoever
    was decided not to be ranked is ranked after all, by the total there is; without one that is refused.
    """
    grant = authorize(caller, "petition", "answer")
    if caller.person_id is None:
        raise Forbidden()
    petition, sheet = await _seen(session, grant, given.petition_id, now)
    headship = await _competent(session, caller.person_id, sheet, now)
    await _lock(session, petition, sheet)
    if headship.person_id in await deciders(session, sheet.id):
        raise FirstDecider("petitionId")
    late = _late(petition.answer_by, local_date(now), given.late_reason)
    said = rules.checked_text(given.text, "text", "nội dung trả lời", "the answer")
    if given.outcome == CHANGED:
        where = await deciding.period_of(session, sheet.period_id), sheet.agency_id
        if sheet.not_ranked is not None:
            await _rank(session, caller, sheet, headship, said, now)
        sitting = await deciding.opened(session, where, headship, given.document_number, now)
        ruling = deciding.replacing(sitting, Choice(sheet.id, given.decided_class, said))
        await writing.write(session, caller, sitting, [ruling], petition_id=petition.id)
    else:
        await notices.write(
            session, sheet.id, Step(notices.NOTIFIED, headship.person_id, now, headship), **data_of(petition),
            about=ANSWERED, petition_by=None,
        )  # fmt: skip
    petition.answer_late_reason = late
    step = Step(ANSWERED, headship.person_id, now, headship, late is not None, late)
    await _close(session, caller, petition, given.outcome, said, step)
    return petition


async def withdraw(session: AsyncSession, caller: Caller, petition_id: UUID, *, now: datetime) -> Petition:
    """Take one's own petition back while it waits; the decision stands, and is not petitioned again."""
    authorize(caller, "petition", "file")
    petition = await session.get(Petition, (tenant_of(session), petition_id))
    if petition is None or caller.person_id is None or petition.person_id != caller.person_id:
        raise NotFound("petitionId")
    await _lock(session, petition, await _sheet(session, petition))
    await _close(session, caller, petition, WITHDRAWN, None, Step(ANSWERED, caller.person_id, now))
    return petition


async def escalate(session: AsyncSession, now: datetime) -> int:
    """Note on each sheet, once, that the answer to its petition is overdue; how many were noted."""
    values = {"tenant": tenant_of(session), "now": now, "day": local_date(now)}
    done = await session.execute(ESCALATE, values)
    return int(done.rowcount)  # type: ignore[attr-defined] # a statement that inserts has a count


async def deciders(session: AsyncSession, sheet_id: UUID) -> set[UUID]:
    """Everybody who has ever decided on a sheet."""
    found = await session.scalars(
        select(Decision.decided_by).where(Decision.tenant_id == tenant_of(session), Decision.sheet_id == sheet_id)
    )
    return set(found)


async def _rank(
    session: AsyncSession, caller: Caller, sheet: Sheet, headship: Headship, reason: str, now: datetime
) -> None:
    """Undo that somebody is not ranked; a refusal undoes it with everything else."""
    was = sheet.not_ranked
    if not await ranking.rank_decided(session, sheet, by=headship.person_id, now=now):
        raise NoTotal("petitionId")
    await notices.write(session, sheet.id, Step(RANKED, headship.person_id, now, headship, reason=reason), was=was)
    await audit.record(session, caller, RANKED, "sheet", sheet.id, person_id=sheet.person_id, was=was)


async def _close(
    session: AsyncSession, caller: Caller, petition: Petition, outcome: str, said: str | None, step: Step
) -> None:
    petition.outcome, petition.answer = outcome, said
    petition.answered_by, petition.answered_at = step.person_id, step.now
    await session.flush()
    await notices.write(session, petition.sheet_id, step, **data_of(petition), outcome=outcome)
    await audit.record(session, caller, ANSWERED, "sheet", petition.sheet_id, petition_id=petition.id, outcome=outcome)


async def _seen(session: AsyncSession, grant: Grant, petition_id: UUID, now: datetime) -> tuple[Petition, Sheet]:
    petition = await session.get(Petition, (tenant_of(session), petition_id))
    if petition is None:
        raise NotFound("petitionId")
    sheet = await _sheet(session, petition)
    if sheet.person_id == grant.person_id:
        raise OwnSheet("petitionId")
    if not grant.covers(await organisation.unit_path(session, sheet.agency_id, local_date(now)), sheet.person_id):
        raise NotFound("petitionId")
    return petition, sheet


async def _sheet(session: AsyncSession, petition: Petition) -> Sheet:
    return (
        await session.scalars(select(Sheet).where(Sheet.tenant_id == tenant_of(session), Sheet.id == petition.sheet_id))
    ).one()


async def _competent(session: AsyncSession, person_id: UUID, sheet: Sheet, now: datetime) -> Headship:
    """The nearest head's authority at or above the agency of a sheet; never that of the petitioner's own post."""
    units = await heads.at_or_above(session, sheet.agency_id, local_date(now))
    found = await heads.headships(session, person_id, units, local_date(now))
    usable = [one for one in found if one.reaches(sheet.person_id)]
    if not usable:
        raise NotCompetent("petitionId")
    return min(usable, key=lambda one: units.index(one.unit_id))


async def _lock(session: AsyncSession, petition: Petition, sheet: Sheet) -> None:
    await proposals.lock(session, sheet.agency_id)
    await session.refresh(petition, with_for_update=True)
    if petition.outcome is not None:
        raise PetitionAnswered("petitionId")


async def _against(session: AsyncSession, decision_id: UUID) -> bool:
    found = select(Petition.id).where(Petition.tenant_id == tenant_of(session), Petition.decision_id == decision_id)
    return await session.scalar(found) is not None


def _late(until: date, today: date, reason: str | None) -> str | None:
    """The reason of a step after its last day; nothing within it."""
    if today <= until:
        return None
    if not (reason or "").strip():
        raise StepLate("lateReason", day=until)
    return rules.checked_text(reason, "lateReason", "lý do trễ hạn", "the reason for being late")

"""Steps people take on a sheet: the self score, and the direct superior's opinion; each leaves its event."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import TIMEZONE, local_date
from kernel.errors import BadInput, Forbidden, NotFound
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.evaluation import authority, criteria, months, sheets
from tenants.evaluation.conditions import CLASSES
from tenants.evaluation.criteria import CriterionLine, CriterionMark, checked_text
from tenants.evaluation.errors import (
    AlreadyOpined,
    CriteriaElsewhere,
    NotDirectSuperior,
    OwnOpinion,
    SecondOpinion,
    SelfScoreAwaited,
    SelfScoreMissing,
    SheetClosed,
    SheetMoved,
    StepLate,
    StepNotRanked,
)
from tenants.evaluation.models import Sheet, SheetEvent
from tenants.evaluation.sheets import Loaded, Taken
from tenants.norms.language import Package
from tenants.norms.language.numbers import printed

TAKEN: Final = ("self_scored", "opined")
"""Steps that write on a sheet."""


@dataclass(frozen=True)
class SelfScore:
    """What a person gives themselves, and why it comes late if it does."""

    marks: Sequence[CriterionMark]
    comment: str | None = None
    reason: str | None = None
    seen: UUID | None = None


@dataclass(frozen=True)
class Opinion:
    """What the direct superior says: marks, comment, answers to the package's questions, a class, a reason if late."""

    marks: Sequence[CriterionMark]
    comment: str | None = None
    answers: Mapping[str, str | None] = field(default_factory=dict)
    proposed_class: str | None = None
    reason: str | None = None
    seen: UUID | None = None


async def self_score(
    session: AsyncSession, caller: Caller, sheet_id: UUID, given: SelfScore, *, now: datetime
) -> Sheet:
    """Score oneself by the criteria that apply; again, as long as the superior has not spoken.

    After the deadline it needs a reason and is marked late. What counts are the superior's scores.
    """
    authorize(caller, "evaluation", "self")
    loaded = await sheets.locked(session, sheet_id)
    if loaded is None or loaded.sheet.person_id != caller.person_id:
        raise NotFound("sheetId")
    sheet = loaded.sheet
    _check_open(sheet)
    if sheet.status == "opined":
        raise AlreadyOpined("sheetId")
    await _check_seen(session, sheet, given)
    late = _late(given.reason, loaded.period.self_score_by, now)
    law = await sheets.law_of(session, loaded)
    asked = await _asked(session, loaded, law)
    sheet.self_scores = _marked(law, asked, given.marks)
    sheet.self_comment = _comment(given.comment)
    sheet.self_scored_at = now
    sheet.status = "self_scored"
    data = {"scores": sheet.self_scores, "comment": sheet.self_comment}
    taken = Taken(caller.person_id, late=late, reason=_reason(given))
    await sheets.note(session, sheet.id, "self_scored", now, taken, data)
    await session.flush()
    return sheet


async def opine(session: AsyncSession, caller: Caller, sheet_id: UUID, given: Opinion, *, now: datetime) -> Sheet:
    """Give the direct superior's opinion: scores, comment, answers and the class proposed.

    Who is the superior is asked of this moment, delegations included. Without a self score it waits for the deadline
    of that and then needs a reason; so does a late opinion, and one that changes an earlier one. Scores and answers go
    to the sheet's own months, which are scored again; until then the sheet has no total.
    """
    loaded, by = await _speaking(session, caller, sheet_id, now)
    sheet, period = loaded.sheet, loaded.period
    _check_open(sheet)
    await _check_seen(session, sheet, given)
    late = _late(given.reason, period.opinion_by, now)
    reason = _reason(given)
    if sheet.status == "open" and local_date(now) <= period.self_score_by:
        raise SelfScoreAwaited("sheetId", day=_shown(period.self_score_by))
    if sheet.status == "open" and reason is None:
        raise SelfScoreMissing("reason")
    if sheet.status == "opined" and reason is None:
        raise SecondOpinion("reason")
    if given.proposed_class is not None and given.proposed_class not in CLASSES:
        raise BadInput("proposedClass", expected=", ".join(CLASSES), expected_en=", ".join(CLASSES))
    before = _opinion_of(sheet) if sheet.status == "opined" else None
    law = await sheets.law_of(session, loaded)
    own_months = await sheets.own_months(session, sheet.id)
    asked = await _asked(session, loaded, law)
    if given.answers and not own_months:
        raise CriteriaElsewhere("answers")
    answers = criteria.answered(law, given.answers)
    withdrawn = {name: None for name in sheet.answers if name not in answers}
    sheet.superior_scores = _marked(law, asked, given.marks)
    sheet.superior_comment = _comment(given.comment)
    sheet.superior_class = given.proposed_class
    sheet.answers = {name: value for name, value in answers.items() if value is not None}
    sheet.opined_by, sheet.opined_at, sheet.status = caller.person_id, now, "opined"
    await _tell_months(session, sheet, own_months, withdrawn, now)
    data = {**_opinion_of(sheet), **({"before": before} if before else {})}
    await sheets.note(session, sheet.id, "opined", now, Taken(caller.person_id, by, late, reason), data)
    await audit.record(session, caller, "opined", "sheet", sheet.id, person_id=sheet.person_id, late=late)
    await session.flush()
    return sheet


async def _speaking(
    session: AsyncSession, caller: Caller, sheet_id: UUID, now: datetime
) -> tuple[Loaded, authority.Authority]:
    """The sheet, locked, and by what the caller is its person's direct superior now."""
    grant = authorize(caller, "evaluation", "opine")
    if caller.person_id is None:
        raise Forbidden()
    loaded = await sheets.locked(session, sheet_id)
    if loaded is None:
        raise NotFound("sheetId")
    sheet, today = loaded.sheet, local_date(now)
    if sheet.person_id == caller.person_id:
        raise OwnOpinion("sheetId")
    by = await authority.superior(session, caller.person_id, sheet.appointment_id, today)
    if by is None:
        if not await sheets.within(session, grant, sheet, today):
            raise NotFound("sheetId")
        raise NotDirectSuperior("sheetId")
    return loaded, by


async def _tell_months(
    session: AsyncSession, sheet: Sheet, own_months: Sequence[date], withdrawn: Mapping[str, None], now: datetime
) -> None:
    if not own_months:
        return
    general = criteria.general(sheet.superior_scores)
    sheet.general, sheet.total, sheet.class_by_points, sheet.proposed_class = general, None, None, None
    assert sheet.opined_by is not None  # noqa: S101 - just set
    await months.write_opinion(
        session,
        sheet.person_id,
        own_months,
        general,
        {**withdrawn, **sheet.answers},
        sheet_id=sheet.id,
        by=sheet.opined_by,
        now=now,
    )


def _check_open(sheet: Sheet) -> None:
    if sheet.status == "decided":
        raise SheetClosed("sheetId")
    if sheet.not_ranked is not None:
        raise StepNotRanked("sheetId")


async def _check_seen(session: AsyncSession, sheet: Sheet, given: SelfScore | Opinion) -> None:
    """What was written upon an older state of the sheet overwrites nothing: it is refused, naming who and when."""
    if given.seen is None:
        return
    later = await session.scalar(
        select(SheetEvent)
        .where(
            SheetEvent.tenant_id == sheet.tenant_id,
            SheetEvent.sheet_id == sheet.id,
            SheetEvent.kind.in_(TAKEN),
            SheetEvent.id > given.seen,
        )
        .order_by(SheetEvent.id.desc())
        .limit(1)
    )
    if later is not None:
        at = later.at.astimezone(TIMEZONE)
        raise SheetMoved("sheetId", time=at.strftime("%H:%M"), day=at.strftime("%d/%m/%Y"))


def _late(reason: str | None, deadline: date, now: datetime) -> bool:
    """Whether a step comes after its deadline, refused without a reason."""
    late = local_date(now) > deadline
    if late and not (reason or "").strip():
        raise StepLate("reason", day=_shown(deadline))
    return late


def _reason(given: SelfScore | Opinion) -> str | None:
    reason = (given.reason or "").strip()
    return checked_text(reason, "reason") if reason else None


def _comment(text: str | None) -> str | None:
    return checked_text(text or "", "comment", least=0) or None


def _shown(day: date) -> str:
    return day.strftime("%d/%m/%Y")


async def _asked(session: AsyncSession, loaded: Loaded, law: Package) -> tuple[CriterionLine, ...]:
    """The criteria a sheet asks for: none where it rests on sheets of shorter periods alone."""
    if not await sheets.own_months(session, loaded.sheet.id):
        return ()
    return criteria.lines(law, loaded.sheet.position_group, loaded.sheet.standing)


def _marked(law: Package, asked: Sequence[CriterionLine], marks: Sequence[CriterionMark]) -> dict[str, Any] | None:
    if not asked:
        if marks:
            raise CriteriaElsewhere("scores")
        return None
    return criteria.marked(law, asked, marks, field="scores")


def _opinion_of(sheet: Sheet) -> dict[str, Any]:
    general: Decimal | None = criteria.general(sheet.superior_scores)
    return {
        "scores": sheet.superior_scores,
        "general": None if general is None else printed(general),
        "comment": sheet.superior_comment,
        "answers": sheet.answers,
        "class": sheet.superior_class,
    }

"""The competent head decides: one sheet, a whole unit or agency at once, or a decision that replaces another."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.errors import Forbidden, NotFound, Refusal
from policies.authority import Caller, Grant, authorize
from tenants.decisions import proposals, rules, writing
from tenants.decisions.errors import (
    AbovePoints,
    AlreadyDecided,
    BlockedByCondition,
    NoClass,
    NotCompetent,
    NotDecided,
    NothingChanges,
    NotRanked,
    OpinionMissing,
    OwnSheet,
    PeriodNotClosed,
    PetitionOpen,
    QuotaFull,
    QuotaShrunk,
    ReasonNeeded,
    SheetNotFrozen,
)
from tenants.decisions.models import Decision, Petition
from tenants.decisions.proposals import WHOLE_AGENCY, Scope
from tenants.decisions.quota import HIGHEST, above
from tenants.decisions.writing import Ruling, Sitting
from tenants.evaluation.errors import StepLate
from tenants.evaluation.models import Sheet
from tenants.organisation import heads
from tenants.organisation import queries as organisation
from tenants.organisation.heads import Headship
from tenants.periods.models import EvaluationPeriod

CLOSED = ("closed", "finished")


@dataclass(frozen=True)
class Choice:
    """What the head says of one sheet: a class, or the proposed one where none is given; and why, if it differs."""

    sheet_id: UUID
    decided_class: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Order:
    """Everything of an agency's period decided at once, or of one branch of it: as proposed, but for exceptions."""

    period_id: UUID
    agency_id: UUID
    document_number: str
    unit_id: UUID | None = None
    exceptions: Sequence[Choice] = ()
    late_reason: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one sheet: its decision, or why it was not decided."""

    sheet_id: UUID
    decision: Decision | None = None
    refusal: Refusal | None = None


@dataclass
class Seats:
    """The HTXS seats of an agency and its groups, and how many of them are taken."""

    scope: Scope
    taken: Counter[str] = field(default_factory=Counter)

    def take(self, ruling: Ruling) -> None:
        """Give a seat to a ruling of the highest class; and nobody leaves the pool from under seats that are given.

        Raises `QuotaFull` or `QuotaShrunk`.
        """
        key = self.scope.key_of(ruling.sheet.id)
        for each, vi, en in ((key, "nhóm", "the group"), (WHOLE_AGENCY, "cơ quan", "the agency")):
            quota, taken = self.scope.seats(each), self.taken[each]
            if ruling.decided_class == HIGHEST and taken >= quota:
                raise QuotaFull("decidedClass", quota=quota, whose=vi, whose_en=en)
            if ruling.decided_class is None and taken > quota:
                raise QuotaShrunk("sheetId", quota=quota, taken=taken, whose=vi, whose_en=en)
        if ruling.decided_class == HIGHEST:
            self.taken.update((key, WHOLE_AGENCY))


async def decide(
    session: AsyncSession,
    caller: Caller,
    choice: Choice,
    document_number: str,
    *,
    late_reason: str | None = None,
    now: datetime,
) -> Decision:
    """Decide one sheet, as proposed or otherwise with a reason."""
    grant, person_id = asking(caller)
    sheet = await seen(session, grant, choice.sheet_id, now)
    headship = await competent(session, person_id, sheet.agency_id, now)
    period = await period_of(session, sheet.period_id)
    sitting = await _opened(session, period, headship, document_number, late_reason, now)
    found = await _decided(session, caller, sitting, [choice])
    if found[0].refusal is not None:
        raise found[0].refusal
    return _made(found[0])


async def decide_all(session: AsyncSession, caller: Caller, order: Order, *, now: datetime) -> list[Outcome]:
    """Decide every sheet of an agency or a branch that has no decision: what cannot be is told and stops nothing.

    Sheets named as exceptions are answered for even where they are decided already; the others only if they are not.
    """
    grant, person_id = asking(caller)
    paths = await organisation.unit_paths(session, _units(order), local_date(now))
    if not all(grant.covers(paths.get(unit_id)) for unit_id in _units(order)):
        raise NotFound("agencyId")
    period = await period_of(session, order.period_id)
    headship = await competent(session, person_id, order.agency_id, now)
    sitting = await _opened(session, period, headship, order.document_number, order.late_reason, now)
    choices = {choice.sheet_id: choice for choice in order.exceptions}
    for sheet_id in await _waiting(session, sitting.scope, order.unit_id, now):
        choices.setdefault(sheet_id, Choice(sheet_id))
    return await _decided(session, caller, sitting, list(choices.values()))


async def replace(
    session: AsyncSession, caller: Caller, choice: Choice, document_number: str, *, now: datetime
) -> Decision:
    """Replace the decision that stands on a sheet, ex officio: by a document, with a reason; the old one is kept."""
    grant, person_id = asking(caller)
    sheet = await seen(session, grant, choice.sheet_id, now)
    headship = await competent(session, person_id, sheet.agency_id, now)
    where = await period_of(session, sheet.period_id), sheet.agency_id
    sitting = await opened(session, where, headship, document_number, now)
    if await _petitioned(session, sitting.scope, sheet.id):
        raise PetitionOpen("sheetId")
    reason = rules.checked_text(choice.reason, "reason", "lý do thay thế", "the reason for replacing")
    ruling = replacing(sitting, Choice(choice.sheet_id, choice.decided_class, reason))
    return (await writing.write(session, caller, sitting, [ruling]))[0]


def replacing(sitting: Sitting, choice: Choice) -> Ruling:
    """A ruling that takes the place of the decision that stands, within the seats it leaves."""
    scope = sitting.scope
    before = scope.standing.get(choice.sheet_id)
    if before is None:
        raise NotDecided("sheetId")
    ruling = judged(sitting, choice)
    if ruling.decided_class == before.decided_class and writing.points_of(ruling.sheet) == before.points:
        raise NothingChanges("decidedClass")
    Seats(scope, scope.taken(but=choice.sheet_id)).take(ruling)
    return ruling


def asking(caller: Caller) -> tuple[Grant, UUID]:
    """The reach of ranking, and the person who uses it."""
    grant = authorize(caller, "evaluation", "rank")
    if caller.person_id is None:
        raise Forbidden()
    return grant, caller.person_id


async def seen(session: AsyncSession, grant: Grant, sheet_id: UUID, now: datetime) -> Sheet:
    """A sheet within reach; one's own is refused by name, any other is as good as none."""
    sheet = await session.get(Sheet, (tenant_of(session), sheet_id))
    if sheet is None:
        raise NotFound("sheetId")
    if sheet.person_id == grant.person_id:
        raise OwnSheet("sheetId")
    if not grant.covers(await organisation.unit_path(session, sheet.agency_id, local_date(now)), sheet.person_id):
        raise NotFound("sheetId")
    return sheet


async def competent(session: AsyncSession, person_id: UUID, agency_id: UUID, now: datetime) -> Headship:
    """By which post, their own or one they act for, a person heads an agency at this moment."""
    found = await heads.headships(session, person_id, [agency_id], local_date(now))
    if not found:
        raise NotCompetent("agencyId")
    return found[0]


async def period_of(session: AsyncSession, period_id: UUID) -> EvaluationPeriod:
    """A period of the tenant."""
    found = await session.get(EvaluationPeriod, (tenant_of(session), period_id))
    if found is None:
        raise NotFound("periodId")
    return found


async def opened(
    session: AsyncSession,
    where: tuple[EvaluationPeriod, UUID],
    headship: Headship,
    document_number: str | None,
    now: datetime,
) -> Sitting:
    """What a closed period holds of an agency, taken up under the agency's lock, by a document."""
    period, agency_id = where
    document = rules.checked_number(document_number)
    if period.status not in CLOSED:
        raise PeriodNotClosed("periodId")
    return Sitting(await proposals.scope(session, period, agency_id, locked=True), headship, document, now)


async def _opened(
    session: AsyncSession,
    period: EvaluationPeriod,
    headship: Headship,
    document_number: str,
    late_reason: str | None,
    now: datetime,
) -> Sitting:
    sitting = await opened(session, (period, headship.unit_id), headship, document_number, now)
    if local_date(now) <= period.decision_by:
        return sitting
    if not (late_reason or "").strip():
        raise StepLate("lateReason", day=period.decision_by)
    reason = rules.checked_text(late_reason, "lateReason", "lý do trễ hạn", "the reason for being late")
    return Sitting(sitting.scope, headship, sitting.document_number, now, late_reason=reason)


async def _decided(session: AsyncSession, caller: Caller, sitting: Sitting, choices: Sequence[Choice]) -> list[Outcome]:
    """Rule on each sheet, give out the seats, write what is ruled; answers stand in the order of the choices."""
    ruled: dict[UUID, Ruling] = {}
    refused: dict[UUID, Refusal] = {}
    for choice in choices:
        try:
            ruled[choice.sheet_id] = _first(sitting, choice)
        except Refusal as refusal:
            refused[choice.sheet_id] = refusal
    seats = Seats(sitting.scope, sitting.scope.taken())
    for ruling in _by_right(sitting.scope, ruled.values()):
        try:
            seats.take(ruling)
        except (QuotaFull, QuotaShrunk) as refusal:
            refused[ruling.sheet.id] = refusal
            del ruled[ruling.sheet.id]
    written = await writing.write(session, caller, sitting, list(ruled.values()))
    made = {decision.sheet_id: decision for decision in written}
    return [Outcome(choice.sheet_id, made.get(choice.sheet_id), refused.get(choice.sheet_id)) for choice in choices]


def _by_right(scope: Scope, rulings: Iterable[Ruling]) -> list[Ruling]:
    """Whom the proposal gives a seat comes before the exceptions, so that an exception never takes it unsaid."""
    places = {sheet_id: line.place for sheet_id, line in scope.lines.items()}
    return sorted(
        rulings,
        key=lambda one: (one.decided_class != one.proposed_class, places.get(one.sheet.id, 0), one.sheet.id),
    )


def _first(sitting: Sitting, choice: Choice) -> Ruling:
    if choice.sheet_id in sitting.scope.standing:
        raise AlreadyDecided("sheetId")
    ruling = judged(sitting, choice)
    if ruling.decided_class is not None and ruling.sheet.opined_at is None and ruling.reason is None:
        raise OpinionMissing("reason")
    return ruling


def judged(sitting: Sitting, choice: Choice) -> Ruling:
    """A choice held against everything but the seats: authority, the freeze, points, conditions, the proposal."""
    scope = sitting.scope
    sheet = scope.sheets.get(choice.sheet_id)
    if sheet is None:
        raise NotFound("sheetId")
    if not sitting.headship.reaches(sheet.person_id):
        raise OwnSheet("sheetId")
    if sheet.frozen_at is None:
        raise SheetNotFrozen("sheetId")
    reason = choice.reason and rules.checked_text(choice.reason, "reason", "lý do", "the reason")
    if sheet.not_ranked is not None:
        if choice.decided_class is not None:
            raise NotRanked("decidedClass")
        return Ruling(sheet, None, None, reason or None, exception=False)
    proposed = scope.proposed(sheet)
    if sheet.class_by_points is None or proposed is None:
        raise NoClass("sheetId")
    decided = choice.decided_class or proposed
    _check_class(scope, sheet, sheet.class_by_points, decided)
    if decided != proposed and not reason:
        raise ReasonNeeded("reason", decided=decided, proposed=proposed)
    exception = decided != proposed or sheet.opined_at is None
    return Ruling(sheet, decided, proposed, reason or None, exception)


def _check_class(scope: Scope, sheet: Sheet, points: str, decided: str) -> None:
    if above(decided, points):
        raise AbovePoints("decidedClass", points=points)
    blocking = rules.unmet(scope.conditions[sheet.id], decided)
    if blocking:
        raise BlockedByCondition(
            "decidedClass",
            conditions="; ".join(str(one["vi"]) for one in blocking),
            conditions_en="; ".join(str(one["en"]) for one in blocking),
            highest=rules.highest_of(blocking),
        )


async def _waiting(session: AsyncSession, scope: Scope, unit_id: UUID | None, now: datetime) -> list[UUID]:
    """The sheets without a decision, in the whole agency or in one branch of it."""
    units = {sheet.unit_id for sheet in scope.sheets.values()}
    paths = await organisation.unit_paths(session, units | ({unit_id} if unit_id else set()), local_date(now))
    branch = paths.get(unit_id, "-") if unit_id is not None else ""
    return [
        sheet.id
        for sheet in scope.sheets.values()
        if sheet.id not in scope.standing and paths.get(sheet.unit_id, "").startswith(branch)
    ]


async def _petitioned(session: AsyncSession, scope: Scope, sheet_id: UUID) -> bool:
    """Whether a petition against the decision that stands waits for its answer."""
    before = scope.standing.get(sheet_id)
    if before is None:
        return False
    waiting = select(Petition.id).where(
        Petition.tenant_id == tenant_of(session), Petition.decision_id == before.id, Petition.outcome.is_(None)
    )
    return await session.scalar(waiting) is not None


def _units(order: Order) -> list[UUID]:
    return [order.agency_id, *([order.unit_id] if order.unit_id is not None else [])]


def _made(outcome: Outcome) -> Decision:
    if outcome.decision is None:
        raise AssertionError("neither decided nor refused")
    return outcome.decision

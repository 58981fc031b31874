"""Who is not ranked in a period (không xếp loại), a class of its own: maternity, long leave, training, joining late."""

from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.errors import Forbidden, NotFound
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.evaluation import authority, criteria, months, refreshing, sheets
from tenants.evaluation.authority import Authority
from tenants.evaluation.criteria import checked_text
from tenants.evaluation.errors import AlreadyNotRanked, IsRanked, NotCompetentToRank, SheetClosed
from tenants.evaluation.making import LEFT
from tenants.evaluation.models import Sheet
from tenants.evaluation.sheets import Taken
from tenants.scoring import months as scoring

Reason = Literal["maternity", "long_leave", "training", "joined_late", "other"]

DOCUMENT_LIMIT: Final = 200


async def mark_not_ranked(
    session: AsyncSession,
    caller: Caller,
    sheet_id: UUID,
    reason: Reason,
    document_number: str,
    note: str | None,
    *,
    now: datetime,
) -> Sheet:
    """Say that a person is not ranked in a period, by a document; its months leave every divisor until it is undone.

    The head of the sheet's agency says so, or who acts for the head by a delegation of ranking.
    """
    sheet, by = await _ranking(session, caller, sheet_id, now)
    if sheet.not_ranked is not None:
        raise AlreadyNotRanked("sheetId")
    document = checked_text(document_number, "documentNumber", least=1, most=DOCUMENT_LIMIT)
    told = checked_text(note or "", "note", least=0) or None
    sheet.not_ranked = reason
    sheet.total = sheet.class_by_points = sheet.proposed_class = None
    await _tell_months(session, sheet, ranked=False, by=caller.person_id, now=now)
    data = {"why": reason, "document_number": document}
    await sheets.note(session, sheet.id, "not_ranked", now, Taken(caller.person_id, by, reason=told), data)
    await audit.record(session, caller, "not_ranked", "sheet", sheet.id, person_id=sheet.person_id, **data)
    await session.flush()
    return sheet


async def rank_again(session: AsyncSession, caller: Caller, sheet_id: UUID, reason: str, *, now: datetime) -> Sheet:
    """Undo the mark: the person is ranked in the period after all, with what was scored before."""
    sheet, by = await _ranking(session, caller, sheet_id, now)
    if sheet.not_ranked is None or sheet.not_ranked == LEFT:
        raise IsRanked("sheetId")
    told = checked_text(reason, "reason")
    was, sheet.not_ranked = sheet.not_ranked, None
    await _tell_months(session, sheet, ranked=True, by=caller.person_id, now=now)
    await sheets.note(session, sheet.id, "ranked", now, Taken(caller.person_id, by, reason=told), {"was": was})
    await audit.record(session, caller, "ranked", "sheet", sheet.id, person_id=sheet.person_id, was=was)
    await session.flush()
    return sheet


async def rank_decided(session: AsyncSession, sheet: Sheet, *, by: UUID, now: datetime) -> bool:
    """Rank a person after all who was decided not to be, with what was scored before; whether that gives a total.

    For the answer to a petition, which decides upon it in the same transaction: the sheet's months and the sheet are
    computed at once, everybody else's by the jobs. Whoever left the period is not ranked in it.
    """
    if sheet.not_ranked is None or sheet.not_ranked == LEFT:
        return False
    await scoring.hold(session)
    sheet.not_ranked = None
    await session.flush()
    await _tell_months(session, sheet, ranked=True, by=by, now=now)
    await scoring.score(session)
    await refreshing.refresh(session, sheet.id, now)
    await session.refresh(sheet)
    return sheet.total is not None


async def _ranking(session: AsyncSession, caller: Caller, sheet_id: UUID, now: datetime) -> tuple[Sheet, Authority]:
    """An undecided sheet, locked, and by what the caller is competent to rank its person now."""
    grant = authorize(caller, "evaluation", "rank")
    if caller.person_id is None:
        raise Forbidden()
    loaded = await sheets.locked(session, sheet_id)
    if loaded is None or not await sheets.within(session, grant, loaded.sheet, local_date(now)):
        raise NotFound("sheetId")
    sheet = loaded.sheet
    by = await authority.competent(session, caller.person_id, sheet.agency_id, sheet.person_id, local_date(now))
    if by is None:
        raise NotCompetentToRank("sheetId")
    if sheet.status == "decided":
        raise SheetClosed("sheetId")
    return sheet, by


async def _tell_months(session: AsyncSession, sheet: Sheet, *, ranked: bool, by: UUID | None, now: datetime) -> None:
    """A month without general criteria has no total, and so leaves the mean of its quarter and year."""
    said_by = sheet.opined_by or by
    assert said_by is not None  # noqa: S101 - whoever ranks is a person
    general = criteria.general(sheet.superior_scores) if ranked else None
    held = sheet.id if not ranked or sheet.superior_scores is not None else None
    own = await sheets.own_months(session, sheet.id)
    await months.write_opinion(session, sheet.person_id, own, general, {}, sheet_id=held, by=said_by, now=now)

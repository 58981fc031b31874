"""Starting and cancelling runs that print papers."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import today, utc_now
from kernel.database import tenant_of
from kernel.errors import NotFound
from kernel.ids import uuid7
from kernel.outbox import enqueue
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.organisation import queries as organisation
from tenants.papers import files
from tenants.papers.errors import FormNotMade, MeetingText, NothingToPrint, PrinterBusy, PrintingEnded, TooManySheets
from tenants.papers.listing import unit_sheets
from tenants.papers.model import Meeting
from tenants.papers.models import PaperRun
from tenants.papers.printing import A_FILE, PRINT, UNFINISHED, locked
from tenants.papers.wording import period_name
from tenants.periods.models import EvaluationPeriod

MOST_SHEETS: Final = 2_000
MOST_AT_ONCE: Final = 3
LONGEST_TEXT: Final = 4_000
LONGEST_ROLL: Final = 500
NAMES: Final = {"sheets": "phieu-danh-gia", "summary": "bang-tong-hop", "minutes": "bien-ban-hop"}


@dataclass(frozen=True)
class RunInput:
    """What to print: of which unit and period, in which format; `merged` puts many sheets into one file."""

    period_id: UUID
    unit_id: UUID
    kind: str = "sheets"
    file_format: str = "pdf"
    merged: bool = False
    document_number: str = ""
    meeting: Meeting | None = None


async def start(session: AsyncSession, caller: Caller, given: RunInput) -> PaperRun:
    """Start a run over everybody ranked in a unit's branch; for the heads who print there."""
    grant = authorize(caller, "paper", "print")
    _check(given)
    path = await organisation.unit_path(session, given.unit_id, today())
    if path is None or not grant.covers(path):
        raise NotFound("unitId")
    period = await session.get(EvaluationPeriod, (tenant_of(session), given.period_id))
    if period is None:
        raise NotFound("periodId")
    await _not_too_many(session, caller)
    sheet_ids = await unit_sheets(session, period, given.unit_id)
    if not sheet_ids:
        raise NothingToPrint("unitId")
    if len(sheet_ids) > MOST_SHEETS:
        raise TooManySheets("unitId", found=len(sheet_ids), most=MOST_SHEETS)
    run = PaperRun(
        tenant_id=tenant_of(session),
        id=uuid7(),
        kind=given.kind,
        file_format=given.file_format,
        merged=given.merged,
        period_id=given.period_id,
        unit_id=given.unit_id,
        sheet_ids=sheet_ids,
        document_number=given.document_number.strip(),
        meeting=asdict(given.meeting) if given.meeting is not None else None,
        file_name=_file_name(given, period, sheet_ids),
        started_by=caller.account_id,
        started_at=utc_now(),
    )
    session.add(run)
    await session.flush()
    await enqueue(session, PRINT, run_id=str(run.id))
    await audit.record(
        session, caller, "started", "paper_run", run.id, kind=run.kind, file_format=run.file_format,
        period=run.period_id, unit=run.unit_id, sheets=run.total,
    )  # fmt: skip
    return run


def _file_name(given: RunInput, period: EvaluationPeriod, sheet_ids: Sequence[UUID]) -> str:
    alone = given.kind != "sheets" or (given.merged and len(sheet_ids) <= A_FILE)
    ending = given.file_format if alone else "zip"
    return f"{NAMES[given.kind]}-{files.slug(period_name(period.kind, period.first))}.{ending}"


def _check(given: RunInput) -> None:
    if given.file_format == "xlsx" and given.kind != "summary":
        raise FormNotMade("file_format")
    if given.merged and (given.kind, given.file_format) != ("sheets", "pdf"):
        raise FormNotMade("merged")
    told = {"documentNumber": given.document_number}
    rolls: Mapping[str, Sequence[str]] = {}
    if given.meeting is not None:
        told |= {name: text for name, text in asdict(given.meeting).items() if isinstance(text, str)}
        rolls = {"present": given.meeting.present, "absent": given.meeting.absent}
    for name, text in told.items():
        if len(text) > LONGEST_TEXT:
            raise MeetingText(name, most=LONGEST_TEXT)
    for name, people in rolls.items():
        if len(people) > LONGEST_ROLL or any(len(one) > LONGEST_TEXT for one in people):
            raise MeetingText(name, most=LONGEST_TEXT)


async def _not_too_many(session: AsyncSession, caller: Caller) -> None:
    running = await session.scalar(
        select(func.count())
        .select_from(PaperRun)
        .where(
            PaperRun.tenant_id == tenant_of(session),
            PaperRun.started_by == caller.account_id,
            PaperRun.status.in_(UNFINISHED),
        )
    )
    if (running or 0) >= MOST_AT_ONCE:
        raise PrinterBusy(running=running)


async def cancel(session: AsyncSession, caller: Caller, run_id: UUID, *, now: datetime) -> PaperRun:
    """End a run early, by who started it; what it has printed is removed by the sweep."""
    authorize(caller, "paper", "print")
    run = await locked(session, run_id)
    if run is None or run.started_by != caller.account_id:
        raise NotFound("id")
    if run.status not in UNFINISHED:
        raise PrintingEnded("id")
    run.status, run.finished_at = "cancelled", now
    await session.flush()
    await audit.record(session, caller, "cancelled", "paper_run", run.id)
    return run

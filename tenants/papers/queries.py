"""Papers handed out, each noted on the trail: one's own, those of the branch one heads, and the files of runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import today
from kernel.database import tenant_of
from kernel.errors import NotFound
from kernel.storage import StorageFailure, Store
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.evaluation.models import Sheet
from tenants.organisation import queries as organisation
from tenants.papers.errors import NotPrinted
from tenants.papers.gathering import sheet_paper
from tenants.papers.model import AnnualPaper, SheetPaper
from tenants.papers.models import PaperRun
from tenants.papers.printing import file_of
from tenants.periods.models import EvaluationPeriod

WHAT = "papers"


@dataclass(frozen=True)
class OwnPaper:
    """A paper about the caller that can be downloaded."""

    sheet_id: UUID
    period_kind: str
    first: date
    last: date
    status: str


async def own_papers(
    session: AsyncSession, caller: Caller, *, before: UUID | None = None, limit: int = 50
) -> Sequence[OwnPaper]:
    """The caller's own papers, newest first; pages by the last id seen."""
    authorize(caller, "paper", "print")
    period = EvaluationPeriod
    wanted = (
        select(Sheet.id, period.kind, period.first, period.last, Sheet.status)
        .join(period, (period.tenant_id == Sheet.tenant_id) & (period.id == Sheet.period_id))
        .where(Sheet.tenant_id == tenant_of(session), Sheet.person_id == caller.person_id)
        .order_by(Sheet.id.desc())
        .limit(limit)
    )
    if before is not None:
        wanted = wanted.where(Sheet.id < before)
    return [OwnPaper(*row) for row in await session.execute(wanted)]


async def paper_of(session: AsyncSession, caller: Caller, sheet_id: UUID, file_format: str) -> SheetPaper | AnnualPaper:
    """The paper of one sheet, for the person it is about and for the heads who print there; noted before it is made."""
    grant = authorize(caller, "paper", "print")
    sheet = await session.get(Sheet, (tenant_of(session), sheet_id))
    if sheet is None:
        raise NotFound("id")
    path = await organisation.unit_path(session, sheet.unit_id, today())
    if not grant.covers(path, sheet.person_id):
        raise NotFound("id")
    paper = await sheet_paper(session, sheet_id)
    await audit.record(session, caller, "downloaded", "sheet", sheet_id, file_format=file_format)
    await audit.log_read(session, caller, sheet.person_id, WHAT)
    return paper


async def run(session: AsyncSession, caller: Caller, run_id: UUID) -> PaperRun:
    """One run, for those who may print in its unit today."""
    grant = authorize(caller, "paper", "print")
    found = await session.get(PaperRun, (tenant_of(session), run_id))
    if found is None or not grant.covers(await organisation.unit_path(session, found.unit_id, today())):
        raise NotFound("id")
    return found


async def runs(
    session: AsyncSession, caller: Caller, *, before: UUID | None = None, limit: int = 50
) -> Sequence[PaperRun]:
    """The caller's own runs, newest first; pages by the last id seen."""
    authorize(caller, "paper", "print")
    wanted = select(PaperRun).where(PaperRun.tenant_id == tenant_of(session), PaperRun.started_by == caller.account_id)
    if before is not None:
        wanted = wanted.where(PaperRun.id < before)
    return (await session.scalars(wanted.order_by(PaperRun.id.desc()).limit(limit))).all()


async def file_of_run(session: AsyncSession, caller: Caller, store: Store, run_id: UUID) -> tuple[PaperRun, bytes]:
    """The file of a finished run; everybody in it can see that it was downloaded, and by whom."""
    found = await run(session, caller, run_id)
    try:
        content = await file_of(store, found) if found.status == "done" else None
    except StorageFailure:
        content = None
    if content is None:
        raise NotPrinted("id")
    people = await session.scalars(
        select(Sheet.person_id).where(Sheet.tenant_id == tenant_of(session), Sheet.id.in_(found.sheet_ids))
    )
    await audit.record(session, caller, "downloaded", "paper_run", found.id, sheets=found.total)
    await audit.log_reads(session, caller, people, WHAT)
    return found, content

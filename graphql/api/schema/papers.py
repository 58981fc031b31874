"""Papers: one's own to download, and runs that print everybody of a unit in the background."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry

from api.context import Info
from api.limits import DEFAULT_PAGE
from api.schema.enums import PaperFormat, PaperKind, PaperRunStatus
from api.schema.fields import mutation, part, query, show
from api.schema.paging import Connection, Page
from api.schema.units import Unit, units_of_today
from kernel.clock import utc_now
from tenants.papers import actions, queries
from tenants.papers.model import Meeting


@strawberry.type(description="A paper about oneself: Mẫu 01 of a month or quarter, Mẫu 02 of a year.")
class OwnPaper:
    """Which period, and where to download it."""

    sheet_id: UUID
    period_kind: str = strawberry.field(description="month, quarter or year.")
    first: date
    last: date
    status: str = strawberry.field(description="How far the sheet has come: open, self_scored, opined, decided.")

    @part
    async def pdf(self) -> str:
        """Where the PDF/A file is downloaded from."""
        return f"/papers/sheets/{self.sheet_id}/pdf"

    @part
    async def docx(self) -> str:
        """Where the Word file is downloaded from."""
        return f"/papers/sheets/{self.sheet_id}/docx"


@strawberry.type(description="What was told of a meeting when its minutes were printed.")
class MeetingTold:
    """As it was given; empty parts are left to be written in by hand."""

    held_at: str
    place: str
    chair: str
    secretary: str
    present: list[str]
    absent: list[str]
    discussion: str
    conclusion: str


@strawberry.type(description="A run that prints papers. It can be left alone and asked for later.")
class PaperRun:
    """What is printed, and how far it has come."""

    id: UUID
    kind: PaperKind
    file_format: PaperFormat
    merged: bool = strawberry.field(description="Up to fifty sheets in one PDF.")
    period_id: UUID
    unit_id: UUID
    status: PaperRunStatus
    done: int = strawberry.field(description="Sheets printed so far.")
    total: int = strawberry.field(description="Sheets in all.")
    file_name: str
    size: int | None = strawberry.field(description="Bytes of the file, once there is one.")
    problem: str | None = strawberry.field(description="Why it failed.")
    document_number: str
    meeting: strawberry.Private[Mapping[str, Any] | None]
    started_at: datetime
    finished_at: datetime | None

    @part
    async def meeting_told(self) -> MeetingTold | None:
        """Of minutes: what was told of the meeting."""
        return MeetingTold(**self.meeting) if self.meeting is not None else None

    @part
    async def file(self) -> str | None:
        """Where the file is downloaded from, while it is kept."""
        return f"/papers/runs/{self.id}" if str(self.status) == "done" else None

    @part
    async def unit(self, info: Info) -> Unit | None:
        """The unit, as it stands today."""
        return await info.context.load(units_of_today, self.unit_id)


@strawberry.type
class PaperQuery:
    """Questions about papers."""

    @query("paper:print")
    async def my_papers(
        self, info: Info, first: int = DEFAULT_PAGE, after: str | None = None
    ) -> Connection[OwnPaper] | None:
        """The caller's own papers, newest first; each download is recorded."""
        page = Page(first, after, UUID)
        async with info.context.session() as session:
            rows = await queries.own_papers(session, info.context.caller, before=page.after, limit=page.limit)
        return page.of(OwnPaper, rows, key=lambda row: row.sheet_id)

    @query("paper:print")
    async def paper_run(self, info: Info, id: UUID) -> PaperRun | None:
        """One run, wherever it stands."""
        async with info.context.session() as session:
            return show(PaperRun, await queries.run(session, info.context.caller, id))

    @query("paper:print")
    async def paper_runs(
        self, info: Info, first: int = DEFAULT_PAGE, after: str | None = None
    ) -> Connection[PaperRun] | None:
        """The caller's own runs, newest first."""
        page = Page(first, after, UUID)
        async with info.context.session() as session:
            rows = await queries.runs(session, info.context.caller, before=page.after, limit=page.limit)
        return page.of(PaperRun, rows, key=lambda row: row.id)


@strawberry.input(description="What only those who met can say; what is not told is left to be written in by hand.")
class MeetingInput:
    """The meeting the minutes are about."""

    held_at: str = ""
    place: str = ""
    chair: str = ""
    secretary: str = ""
    present: list[str] = strawberry.field(default_factory=list)
    absent: list[str] = strawberry.field(default_factory=list)
    discussion: str = ""
    conclusion: str = ""


@strawberry.input(description="What to print, of everybody ranked in a unit's branch in a period.")
class StartPaperRunInput:
    """The unit, the period, the paper and its format."""

    period_id: UUID
    unit_id: UUID
    kind: PaperKind = PaperKind.SHEETS
    file_format: PaperFormat = PaperFormat.PDF
    merged: bool = strawberry.field(default=False, description="Up to fifty sheets in one PDF, of more an archive.")
    document_number: str = strawberry.field(default="", description="Number and sign of a summary or of minutes.")
    meeting: MeetingInput | None = strawberry.field(default=None, description="For minutes.")


@strawberry.input(description="A run that prints papers.")
class PaperRunInput:
    """Which one."""

    id: UUID


@strawberry.type
class PaperMutation:
    """What is done about papers."""

    @mutation("paper:print")
    async def start_paper_run(self, info: Info, input: StartPaperRunInput) -> PaperRun | None:
        """Print the papers of a unit in the background; for the head of its agency and those above."""
        told = input.meeting
        meeting = None
        if told is not None:
            meeting = Meeting(**{**vars(told), "present": tuple(told.present), "absent": tuple(told.absent)})
        given = actions.RunInput(
            period_id=input.period_id,
            unit_id=input.unit_id,
            kind=input.kind.value,
            file_format=input.file_format.value,
            merged=input.merged,
            document_number=input.document_number,
            meeting=meeting,
        )
        async with info.context.session() as session:
            return show(PaperRun, await actions.start(session, info.context.caller, given))

    @mutation("paper:print")
    async def cancel_paper_run(self, info: Info, input: PaperRunInput) -> PaperRun | None:
        """End a run of one's own early; what it has printed is removed."""
        async with info.context.session() as session:
            return show(PaperRun, await actions.cancel(session, info.context.caller, input.id, now=utc_now()))

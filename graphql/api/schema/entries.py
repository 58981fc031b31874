"""Entries of the work log (nhật ký công việc): mine, those I follow, and the inbox of what waits for me."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import strawberry
from sqlalchemy.ext.asyncio import AsyncSession
from strawberry.scalars import JSON

from api.context import Info
from api.limits import DEFAULT_PAGE
from api.schema.enums import EntryStatus, Quality, WaiverKind
from api.schema.fields import part, query, show, show_all
from api.schema.items import ItemOnDay, items_on_days
from api.schema.own_facts import EntryFact
from api.schema.paging import Connection, Page
from api.schema.people import PersonName, names_of
from api.schema.positions import PositionName, positions_of_today
from api.schema.units import Unit, units_of_today
from kernel.clock import today
from policies.authority import Caller
from tenants.scoring import queries as scoring
from tenants.worklogs import models, queries
from tenants.worklogs.queries import EntryFilter


@strawberry.type(description="An uploaded file as it describes itself.")
class EvidenceFile:
    """Name, media type and size in bytes."""

    id: UUID
    name: str
    media_type: str
    size: int


@strawberry.type(description="What proves an entry's output: a document number, a link, or an uploaded file.")
class Evidence:
    """Exactly one of the three."""

    id: UUID
    document_number: str | None
    link: str | None
    file_id: UUID | None = strawberry.field(description="To be read at `/files/{id}`.")
    created_at: datetime

    @part
    async def file(self, info: Info) -> EvidenceFile | None:
        """The file's description."""
        return await info.context.load(files_of, self.file_id)


@strawberry.type(description="One step in an entry's life.")
class EntryEvent:
    """Logged, edited, submitted, withdrawn, returned, verified, corrected, waived, or rescored by new norms."""

    id: UUID
    kind: str
    at: datetime
    reason: str | None
    data: JSON
    person_id: UUID | None

    @part
    async def person(self, info: Info) -> PersonName | None:
        """Who did it."""
        return await info.context.load(names_of, self.person_id)


@strawberry.type(description="A deduction waived for an objective cause.")
class Waiver:
    """What was waived, why, by which document, by whom and when."""

    id: UUID
    kind: WaiverKind
    faults: int
    reason: str
    document_number: str
    granted_by: UUID
    granted_at: datetime


@strawberry.type(description="The score of one revision of an entry; its receipt holds everything it rests on.")
class EntryScore:
    """Points, of which revision, when."""

    revision: int
    points: Decimal
    norm_correction_id: UUID | None = strawberry.field(description="The back-dated correction that made it, if any.")
    scored_at: datetime


@strawberry.type(description="A work entry (mục nhật ký công việc) with what was in force on its day.")
class WorkEntry:
    """One piece of work."""

    id: UUID
    work_date: date
    status: EntryStatus
    revision: int = strawberry.field(description="0 until verified; rises with each verification and correction.")
    quantity: Decimal
    started_at: datetime | None
    finished_at: datetime | None
    minutes: int = strawberry.field(description="Time declared.")
    output: str = strawberry.field(description="The output product (sản phẩm đầu ra).")
    note: str | None
    due_date: date | None
    days_late: int = strawberry.field(description="Working days after the due date; negative when early.")
    norm_minutes: int = strawberry.field(description="Time norm of one product on that day.")
    complexity: str
    k: Decimal = strawberry.field(description="Score of one product over the standard product's (quy đổi).")
    quality: Quality | None
    accepted_quantity: Decimal | None
    failed_reviews: int
    delays: int
    failed_waived: int
    delays_waived: int
    comment: str | None
    verified_at: datetime | None
    submitted_at: datetime | None
    device_time: datetime | None
    created_at: datetime
    person_id: UUID
    appointment_id: UUID
    unit_id: UUID
    work_item_id: UUID
    task_id: UUID | None
    job_position_id: strawberry.Private[UUID | None]
    verified_by: strawberry.Private[UUID | None]
    facts: strawberry.Private[Mapping[str, Mapping[str, str]] | None]

    @part
    async def own_facts(self) -> list[EntryFact]:
        """Facts of the province's own (dữ liệu riêng) kept with the work, by origin and name."""
        return EntryFact.all_of(self.facts)

    @part
    async def person(self, info: Info) -> PersonName | None:
        """Whose work it is."""
        return await info.context.load(names_of, self.person_id)

    @part
    async def unit(self, info: Info) -> Unit | None:
        """The unit the work was done in, as it stands today."""
        return await info.context.load(units_of_today, self.unit_id)

    @part
    async def position(self, info: Info) -> PositionName | None:
        """The author's job position on that day, by its name of today."""
        return await info.context.load(positions_of_today, self.job_position_id)

    @part
    async def work_item(self, info: Info) -> ItemOnDay | None:
        """The work item, as in force on that day."""
        return await info.context.load(items_on_days, (self.work_item_id, self.work_date))

    @part
    async def verifier(self, info: Info) -> PersonName | None:
        """Who verified it last."""
        return await info.context.load(names_of, self.verified_by)

    @part
    async def evidence(self, info: Info) -> list[Evidence]:
        """What proves the output."""
        return await info.context.load(evidence_of, self.id) or []

    @part
    async def history(self, info: Info) -> list[EntryEvent]:
        """Every step, oldest first."""
        return await info.context.load(events_of, self.id) or []

    @part
    async def waivers(self, info: Info) -> list[Waiver]:
        """What was waived."""
        return await info.context.load(waivers_of, self.id) or []

    @part
    async def score(self, info: Info) -> EntryScore | None:
        """The score of this revision; nothing while it waits to be scored."""
        scores = await info.context.load(scores_of, self.id) or []
        return next((score for score in scores if score.revision == self.revision), None)

    @part
    async def scores(self, info: Info) -> list[EntryScore]:
        """The scores of all revisions, newest first."""
        return await info.context.load(scores_of, self.id) or []


async def evidence_of(session: AsyncSession, caller: Caller, ids: list[UUID]) -> Mapping[UUID, list[Evidence]]:
    """The evidence of entries already found readable."""
    found = await queries.evidence_of(session, ids)
    return {entry_id: show_all(Evidence, rows) for entry_id, rows in found.items()}


async def files_of(session: AsyncSession, caller: Caller, ids: list[UUID]) -> Mapping[UUID, EvidenceFile]:
    """The descriptions of files that prove entries already found readable."""
    return {row.id: show(EvidenceFile, row) for row in await queries.files_of(session, ids)}


async def events_of(session: AsyncSession, caller: Caller, ids: list[UUID]) -> Mapping[UUID, list[EntryEvent]]:
    """The history of entries already found readable."""
    found = await queries.events_of(session, ids)
    return {entry_id: show_all(EntryEvent, rows) for entry_id, rows in found.items()}


async def waivers_of(session: AsyncSession, caller: Caller, ids: list[UUID]) -> Mapping[UUID, list[Waiver]]:
    """The waivers of entries already found readable."""
    found = await queries.waivers_of(session, ids)
    return {entry_id: show_all(Waiver, rows) for entry_id, rows in found.items()}


async def scores_of(session: AsyncSession, caller: Caller, ids: list[UUID]) -> Mapping[UUID, list[EntryScore]]:
    """The scores of entries already found readable."""
    found = await scoring.scores_of(session, ids)
    return {entry_id: show_all(EntryScore, rows) for entry_id, rows in found.items()}


def _key(row: models.WorkEntry) -> tuple[date, UUID]:
    return row.work_date, row.id


@strawberry.type
class EntryQuery:
    """Questions about the log."""

    @query("work_entry:log")
    async def my_entries(
        self,
        info: Info,
        date_from: date | None = None,
        date_to: date | None = None,
        statuses: list[EntryStatus] | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> Connection[WorkEntry] | None:
        """My own entries, newest work date first; both dates are included."""
        page = Page(first, after, tuple[date, UUID])
        wanted = EntryFilter(date_from, date_to, _texts(statuses))
        async with info.context.session() as session:
            rows = await queries.mine(session, info.context.caller, wanted, limit=page.limit, after=page.after)
        return page.of(WorkEntry, rows, key=_key)

    @query("work_entry:read")
    async def entries(
        self,
        info: Info,
        date_from: date | None = None,
        date_to: date | None = None,
        statuses: list[EntryStatus] | None = None,
        person_id: UUID | None = None,
        unit_id: UUID | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> Connection[WorkEntry] | None:
        """Entries of the people I may follow (theo dõi), of one of them, or of a unit's branch; newest first."""
        page = Page(first, after, tuple[date, UUID])
        wanted = EntryFilter(date_from, date_to, _texts(statuses), person_id, unit_id)
        async with info.context.session() as session:
            rows = await queries.in_reach(
                session, info.context.caller, wanted, on=today(), limit=page.limit, after=page.after
            )
        return page.of(WorkEntry, rows, key=_key)

    @query("work_entry:verify")
    async def inbox(
        self, info: Info, first: int = DEFAULT_PAGE, after: str | None = None
    ) -> Connection[WorkEntry] | None:
        """What waits for me: submitted entries of those I lead, directly or by delegation; oldest first."""
        page = Page(first, after, tuple[date, UUID])
        async with info.context.session() as session:
            rows = await queries.waiting_for(
                session, info.context.caller, on=today(), limit=page.limit, after=page.after
            )
        return page.of(WorkEntry, rows, key=_key)

    @query("work_entry:read")
    async def entry(self, info: Info, id: UUID) -> WorkEntry | None:
        """One entry within reach; looking at another person's is recorded for them to see."""
        async with info.context.session() as session:
            return show(WorkEntry, await queries.entry(session, info.context.caller, id, on=today()))


def _texts(statuses: list[EntryStatus] | None) -> tuple[str, ...]:
    return tuple(status.value for status in statuses or ())

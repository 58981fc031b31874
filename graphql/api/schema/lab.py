"""The norm lab: a past period replayed under a draft, in the background, and what came of it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import strawberry

from api.context import Info
from api.limits import DEFAULT_PAGE
from api.schema.enums import LabGrain, LabStatus
from api.schema.fields import mutation, part, query, show
from api.schema.lab_tables import LabOutcome
from api.schema.norm_changes import NormWords
from api.schema.paging import Connection, Page
from api.schema.units import Unit, units_of_today
from kernel.clock import today, utc_now
from tenants.lab import actions, queries
from tenants.lab.actions import RunInput
from tenants.norms.examination import NormText


@strawberry.type(description="A run of the norm lab. It can be left alone and asked for later.")
class LabRun:
    """Which draft, on which months and branches, and how far it has come."""

    id: UUID
    package_name: str
    package_version: str
    first_month: date = strawberry.field(description="First day of the first month.")
    last_month: date = strawberry.field(description="First day of the last month.")
    unit_ids: list[UUID] = strawberry.field(description="Branches; none: everybody.")
    status: LabStatus
    done: int = strawberry.field(description="Steps behind it.")
    total: int = strawberry.field(description="Steps in all: one a month, and one that adds up.")
    problem: str | None = strawberry.field(description="Why it failed.")
    started_at: datetime
    finished_at: datetime | None
    result: strawberry.Private[dict[str, Any] | None]
    digest: strawberry.Private[bytes]

    @part
    async def hash(self) -> str:
        """SHA-256 of the text it was given; a draft of another hash has been changed since."""
        return self.digest.hex()

    @part
    async def outcome(self) -> LabOutcome | None:
        """What it found, once it is done."""
        return LabOutcome.of(self.result) if self.result else None


@strawberry.type(description="A person whose class a draft would change in a period.")
class LabMover:
    """As scored, and as the draft has it."""

    person_id: UUID
    full_name: str
    grain: LabGrain
    start: date
    unit_id: UUID | None
    before_total: Decimal | None
    before_rating: str | None
    after_total: Decimal | None
    after_rating: str | None
    reasons: list[NormWords] = strawberry.field(
        description="Named values of the month that the draft changes, such as “Phút quy đổi: 9.600 → 9.120”."
    )

    @part
    async def unit(self, info: Info) -> Unit | None:
        """The unit of the post held last in the period, as it stands today."""
        return await info.context.load(units_of_today, self.unit_id)


@strawberry.type
class LabQuery:
    """Questions to the lab."""

    @query("norm_lab:read")
    async def lab_run(self, info: Info, id: UUID) -> LabRun | None:
        """One run, wherever it stands."""
        async with info.context.session() as session:
            return show(LabRun, await queries.run(session, info.context.caller, id))

    @query("norm_lab:read")
    async def lab_runs(
        self, info: Info, first: int = DEFAULT_PAGE, after: str | None = None
    ) -> Connection[LabRun] | None:
        """All runs, newest first."""
        page = Page(first, after, UUID)
        async with info.context.session() as session:
            rows = await queries.runs(session, info.context.caller, before=page.after, limit=page.limit)
        return page.of(LabRun, rows, key=lambda row: row.id)

    @query("norm_lab:movers")
    async def lab_movers(
        self, info: Info, run_id: UUID, first: int = DEFAULT_PAGE, after: str | None = None
    ) -> Connection[LabMover] | None:
        """Who moves to another class, by name; recorded for them to see."""
        page = Page(first, after, tuple[str, UUID, str, date])
        async with info.context.session() as session:
            rows = await queries.movers(
                session, info.context.caller, run_id, after=page.after, limit=page.limit, on=today()
            )
        return page.of(LabMover, rows, key=lambda row: (row.sort_key, row.person_id, row.grain, row.start))


@strawberry.input(description="What to try, on what. Give a text as for a draft, or a package that is kept.")
class StartLabRunInput:
    """The draft, the months, the branches."""

    first_month: date = strawberry.field(description="Any day of the first month.")
    last_month: date = strawberry.field(description="Any day of the last month, at most a year of months.")
    package_id: UUID | None = None
    document: str | None = strawberry.field(default=None, description="A package's text, YAML.")
    base: str | None = strawberry.field(default=None, description="Name of a national package, instead of a document.")
    override: str | None = strawberry.field(default=None, description="The province's changes to the base.")
    unit_ids: list[UUID] = strawberry.field(default_factory=list, description="Branches; none: everybody.")


@strawberry.input(description="A run of the norm lab.")
class LabRunInput:
    """Which one."""

    id: UUID


@strawberry.type
class LabMutation:
    """What administrators do in the lab."""

    @mutation("norm_lab:run")
    async def start_lab_run(self, info: Info, input: StartLabRunInput) -> LabRun | None:
        """Replay a past period under a draft, in the background; nothing that counts is changed."""
        text = None
        if input.package_id is None or input.document is not None or input.base is not None:
            text = NormText(input.document, input.base, input.override)
        given = RunInput(input.first_month, input.last_month, text, input.package_id, input.unit_ids)
        async with info.context.session() as session:
            run = await actions.start(session, info.context.caller, given, now=utc_now(), today=today())
            return show(LabRun, run)

    @mutation("norm_lab:run")
    async def cancel_lab_run(self, info: Info, input: LabRunInput) -> LabRun | None:
        """End a run early; what it has found is removed."""
        async with info.context.session() as session:
            return show(LabRun, await actions.cancel(session, info.context.caller, input.id, now=utc_now()))

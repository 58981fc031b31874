"""Crosswalks between catalogues: what became of each position or work item, from which day on."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.fields import mutation, query
from kernel.clock import utc_now
from tenants.catalogue.crosswalk import applying, queries, reading


@strawberry.type(description="One fate of one old record.")
class CrosswalkLine:
    """Old and new by code; without a new one the record ends. With a unit the line is for that unit's branch."""

    old_code: str
    new_code: str | None
    unit_code: str | None
    share: Decimal


@strawberry.type(description="A crosswalk (bảng chuyển đổi) of positions or work items.")
class Crosswalk:
    """`missing` are codes in force on its day that it forgets; with any it cannot be applied."""

    id: UUID
    kind: str
    title: str
    document_number: str
    valid_from: date
    applied_at: datetime | None
    lines: list[CrosswalkLine]
    missing: list[str]

    @classmethod
    def of(cls, row: queries.CrosswalkRow) -> "Crosswalk":
        """A crosswalk in the schema's shape."""
        names = ("id", "kind", "title", "document_number", "valid_from", "applied_at")
        lines = [CrosswalkLine(**vars(line)) for line in row.lines]
        return cls(**{name: getattr(row.head, name) for name in names}, lines=lines, missing=list(row.missing))


@strawberry.type(description="Verified work of one month under one record.")
class CarriedWork:
    """`code` is the record's; entries are of the old catalogue, or shares of them under the new one."""

    month: date
    code: str
    entries: Decimal
    minutes: Decimal
    points: Decimal


@strawberry.type(description="Verified work of some months as it was logged, and read through a crosswalk.")
class CrosswalkTrend:
    """Both add up to the same."""

    as_was: list[CarriedWork]
    as_is: list[CarriedWork]


@strawberry.input(description="Which crosswalk.")
class CrosswalkInput:
    """Its id."""

    id: UUID


@strawberry.type
class CrosswalkQuery:
    """Questions to crosswalks."""

    @query("catalogue:read", size=queries.MOST)
    async def crosswalks(self, info: Info) -> list[Crosswalk] | None:
        """The crosswalks of the tenant, newest first."""
        async with info.context.session() as session:
            return [Crosswalk.of(row) for row in await queries.crosswalks(session, info.context.caller)]

    @query("catalogue:manage")
    async def crosswalk_trend(self, info: Info, id: UUID, first_month: date, last_month: date) -> CrosswalkTrend | None:
        """Work of at most 36 months by work item, as it was logged and as the crosswalk reads it."""
        async with info.context.session() as session:
            was, now = await reading.trend(session, info.context.caller, id, first_month, last_month)
        return CrosswalkTrend(
            as_was=[CarriedWork(**vars(row)) for row in was], as_is=[CarriedWork(**vars(row)) for row in now]
        )


@strawberry.type
class CrosswalkMutation:
    """What is done with crosswalks."""

    @mutation("catalogue:manage")
    async def apply_crosswalk(self, info: Info, input: CrosswalkInput) -> bool | None:
        """Apply it from its day on: posts, templates and open tasks go on; work that was logged keeps its item."""
        async with info.context.session() as session:
            await applying.apply(session, info.context.caller, input.id, now=utc_now())
        return True

    @mutation("catalogue:manage")
    async def discard_crosswalk(self, info: Info, input: CrosswalkInput) -> bool | None:
        """Throw a crosswalk away that was not applied."""
        async with info.context.session() as session:
            await applying.discard(session, info.context.caller, input.id)
        return True

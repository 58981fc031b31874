"""A province's own part of the national statistics: gathered, looked at, approved, and what is overdue."""

from datetime import date, datetime
from enum import Enum
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from api.context import Info
from api.schema.fields import mutation, part, query
from api.schema.people import PersonName, names_of
from kernel.clock import today, utc_now
from tenants.statistics import models, part_queries, parts
from tenants.statistics.parts_format import Part


@strawberry.enum(description="By what a province sees the people of its own part counted.")
class PartBreakdown(Enum):
    """The dimensions of a release but the province, and the class."""

    LEVEL = "level"
    BODY = "body"
    POSITION_GROUP = "group"
    RANK = "rank"
    AGE = "age"
    GENDER = "gender"
    STAFF_TYPE = "staff"
    QUALIFICATION = "qualification"
    CLASS = "rating"


@strawberry.type(
    description="A province's figures of a quarter (2026-Q3) or year (2026); the highest approved number is its word."
)
class StatisticsPart:
    """As the evaluations stood when it was gathered."""

    id: UUID
    period: str
    number: int
    reason: str | None = strawberry.field(description="Why it was gathered again; the first has none.")
    people: int
    hash: str = strawberry.field(description="SHA-256 of its content, as releases name it.")
    gathered_at: datetime
    approve_by: date
    approved_at: datetime | None
    document_number: str | None
    approved_by_id: strawberry.Private[UUID | None]

    @part
    async def approved_by(self, info: Info) -> PersonName | None:
        """The head who approved it."""
        return await info.context.load(names_of, self.approved_by_id)

    @classmethod
    def of(cls, row: models.StatisticsPart) -> "StatisticsPart":
        """A part in the schema's shape."""
        names = ("id", "period", "number", "reason", "gathered_at", "approve_by", "approved_at", "document_number")
        return cls(
            people=Part.of_row(row).people,
            hash=row.content_hash.hex(),
            approved_by_id=row.approved_by,
            **{name: getattr(row, name) for name in names},
        )


@strawberry.type(description="How many people of a part share some members.")
class PartCount:
    """In the order of the breakdowns asked for."""

    members: list[str]
    people: int


@strawberry.type(description="A part with its true counts, for those whose duty is the whole province.")
class StatisticsPartDetail:
    """What the head approves."""

    part: StatisticsPart
    counts: list[PartCount]
    figures: JSON = strawberry.field(
        description="Work, bodies, coverage, honesty of logs, staffing and index, by name; numbers as exact texts."
    )


@strawberry.type(description="A part without its approval after the day it was due.")
class OverdueApproval:
    """Until it is approved the nation's release counts the province as not yet reported."""

    part: StatisticsPart
    days: int
    escalated: bool = strawberry.field(description="Whether it has been put on the trail.")


@strawberry.type
class StatisticsPartQuery:
    """Questions of a province about its own part."""

    @query("statistics:follow", size=part_queries.SHOWN)
    async def statistics_parts(self, info: Info, period: str | None = None) -> list[StatisticsPart] | None:
        """The province's parts, the newest first."""
        async with info.context.session() as session:
            rows = await part_queries.parts(session, info.context.caller, period)
            return [StatisticsPart.of(row) for row in rows]

    @query("statistics:review")
    async def statistics_part(self, info: Info, id: UUID, by: list[PartBreakdown]) -> StatisticsPartDetail | None:
        """One part, its people counted by some breakdowns together."""
        async with info.context.session() as session:
            wanted = [one.value for one in by]
            found = await part_queries.part(session, info.context.caller, id, wanted)
            return StatisticsPartDetail(
                part=StatisticsPart.of(found.row),
                counts=[PartCount(members=list(one.members), people=one.people) for one in found.counts],
                figures=JSON(found.figures),
            )

    @query("statistics:follow", size=part_queries.SHOWN)
    async def overdue_statistics(self, info: Info) -> list[OverdueApproval] | None:
        """Parts whose approval is overdue, the longest first."""
        async with info.context.session() as session:
            found = await parts.overdue(session, info.context.caller, today=today())
            return [
                OverdueApproval(part=StatisticsPart.of(one.part), days=one.days, escalated=one.escalated)
                for one in found
            ]


@strawberry.input(description="Gather a period's figures; after the first time with a reason.")
class GatherStatisticsInput:
    """Which quarter (2026-Q3) or year (2026), and why again."""

    period: str
    reason: str | None = None


@strawberry.input(description="Approve a part by a document.")
class ApproveStatisticsInput:
    """Which, and the document's number."""

    part_id: UUID
    document_number: str


@strawberry.type
class StatisticsPartMutation:
    """What a province does with its own part."""

    @mutation("statistics:gather")
    async def gather_statistics(self, info: Info, input: GatherStatisticsInput) -> StatisticsPart | None:
        """Gather a period's figures as evaluations and sums stand now; the program does it itself when they are due."""
        async with info.context.session() as session:
            caller = info.context.caller
            return StatisticsPart.of(await parts.gather(session, caller, input.period, input.reason, now=utc_now()))

    @mutation("statistics:approve")
    async def approve_statistics(self, info: Info, input: ApproveStatisticsInput) -> StatisticsPart | None:
        """Approve the newest figures of a period as the province's head; the nation's release may use them then."""
        async with info.context.session() as session:
            caller = info.context.caller
            return StatisticsPart.of(
                await parts.approve(session, caller, input.part_id, input.document_number, now=utc_now())
            )

"""Staffing: the posts that the verified work of a branch needs, beside its establishment."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.fields import query
from kernel.clock import today
from tenants.statistics import staffing_queries
from tenants.statistics.staffing import HOURS_OF_POST


@strawberry.type(description="A group of positions in a unit, or in the whole branch where there is no unit.")
class StaffingLine:
    """Posts; the need is missing for fewer than three people, or where the log is younger than three months."""

    unit_id: UUID | None
    position_group: str
    establishment: int = strawberry.field(
        description="Posts assigned (biên chế); a unit's are divided among its groups as its people are."
    )
    people: int
    need: Decimal | None = strawberry.field(description="Posts that the verified work fills.")
    need_low: Decimal | None = strawberry.field(
        description="With `needHigh` the span in which the next three months will lie in four of five cases."
    )
    need_high: Decimal | None
    lacking: Decimal | None = strawberry.field(description="Need less establishment.")

    @classmethod
    def of(cls, line: staffing_queries.Staffing) -> "StaffingLine":
        """A line in the schema's shape."""
        need = line.need
        return cls(
            unit_id=line.unit_id,
            position_group=line.group,
            establishment=line.establishment,
            people=line.people,
            need=None if need is None else need.posts,
            need_low=None if need is None else need.low,
            need_high=None if need is None else need.high,
            lacking=staffing_queries.posts_lacking(line),
        )


@strawberry.type(description="Establishment and need of a branch.")
class StaffingReport:
    """Lines by unit and group, and the branch's totals by group."""

    months: list[date] = strawberry.field(description="First days of the months the estimate rests on.")
    lines: list[StaffingLine]
    totals: list[StaffingLine]


@strawberry.type
class StaffingQuery:
    """Questions of heads and administrators."""

    @query("staffing:read")
    async def staffing(
        self, info: Info, unit_id: UUID, last: date, hours_of_post: int = HOURS_OF_POST
    ) -> StaffingReport | None:
        """The posts that the verified work of a branch needs, from the twelve months up to a day that is over.

        `hoursOfPost` are the norm hours one post gives in a month. Nobody's own hours are told.
        """
        async with info.context.session() as session:
            found = await staffing_queries.of_branch(
                session, info.context.caller, unit_id, last, today=today(), hours_of_post=hours_of_post
            )
        return StaffingReport(
            months=list(found.months),
            lines=[StaffingLine.of(line) for line in found.lines],
            totals=[StaffingLine.of(line) for line in found.totals],
        )

"""Sums of verified work: of persons and of units with all below them, by day, month or quarter."""

from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.enums import Grain
from api.schema.fields import query, show_all
from api.schema.scalars import Long
from kernel.clock import today
from kernel.errors import BadInput
from tenants.rollups import queries

LONGEST_DAYS: Final = 400
LONGEST: Final = 3_700


@strawberry.type(description="Verified work in one day, month or quarter.")
class Sums:
    """What is summed."""

    start: date = strawberry.field(description="First day of the period.")
    entries: int
    minutes: Long = strawberry.field(description="Time declared.")
    norm_minutes: Decimal = strawberry.field(description="Time by the norms.")
    points: Decimal
    early: int
    late: int


def check_days(first: date, last: date, grain: Grain) -> None:
    """Refuse a span that would bring more sums than anybody reads."""
    most = LONGEST_DAYS if grain is Grain.DAY else LONGEST
    if not 0 <= (last - first).days <= most:
        raise BadInput("dateTo", expected=f"từ {most} ngày trở xuống", expected_en=f"at most {most} days")


@strawberry.type
class RollupQuery:
    """Questions about sums."""

    @query("rollup:read", size=100)
    async def person_sums(
        self, info: Info, person_id: UUID, date_from: date, date_to: date, grain: Grain = Grain.DAY
    ) -> list[Sums] | None:
        """A person's sums, both days included; looking at another's is recorded for them to see."""
        check_days(date_from, date_to, grain)
        caller = info.context.caller
        async with info.context.session() as session:
            return show_all(
                Sums,
                await queries.of_person(
                    session, caller, person_id, first=date_from, last=date_to, grain=grain.value, on=today()
                ),
            )

    @query("rollup:read", size=100)
    async def unit_sums(
        self, info: Info, unit_id: UUID, date_from: date, date_to: date, grain: Grain = Grain.DAY
    ) -> list[Sums] | None:
        """The sums of a unit and all below it, each day with the branch as it stood on that day."""
        check_days(date_from, date_to, grain)
        caller = info.context.caller
        async with info.context.session() as session:
            return show_all(
                Sums,
                await queries.of_branch(
                    session, caller, unit_id, first=date_from, last=date_to, grain=grain.value, on=today()
                ),
            )

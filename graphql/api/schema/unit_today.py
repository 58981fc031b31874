"""My unit today: who of a branch is loaded, what is late, what waits."""

from datetime import date
from decimal import Decimal
from enum import Enum
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.fields import part, query, show
from api.schema.units import Unit, units_of_today
from kernel.clock import today
from tenants.worklogs.unit_today import unit_today


@strawberry.enum(description="How loaded somebody is on a day; the most pressing matter is named.")
class LoadState(Enum):
    """Of the own working day: over 125 %, three late tasks, over 100 %, nothing logged, from 62.5 %, below."""

    OVERLOADED = "overloaded"
    LATE = "late"
    FULL = "full"
    SILENT = "silent"
    FIT = "fit"
    SPARE = "spare"


@strawberry.type(description="An open task with something left to do, late or due soon.")
class DueTask:
    """Whose it is, and how long there is."""

    id: UUID
    title: str
    person_id: UUID
    full_name: str
    due_date: date
    days_left: int = strawberry.field(description="Working days to the due date; negative when it has passed.")


@strawberry.type(description="One person's day, in minutes by the norms.")
class PersonToday:
    """What is carried, logged and confirmed, against the own working day."""

    person_id: UUID
    full_name: str
    appointment_id: UUID
    unit_id: UUID
    unit_name: str
    state: LoadState
    doing: str | None = strawberry.field(description="The item logged last that day, else the next open task.")
    day_minutes: Decimal = strawberry.field(description="The own working day: 480 for a full post.")
    assigned: Decimal = strawberry.field(description="Logged, and today's part of open tasks.")
    logged: Decimal = strawberry.field(description="Submitted and verified work of the day.")
    confirmed: Decimal
    open_tasks: int
    late_tasks: int
    waiting: int = strawberry.field(description="Entries of any day that wait for verification.")
    week: list[Decimal] = strawberry.field(description="Logged on each of the days, oldest first.")


@strawberry.type(description="A unit and all below it on a day.")
class UnitToday:
    """People, what deserves a look first, and tasks late or due within three working days."""

    unit_id: UUID
    on: date
    working: bool = strawberry.field(description="Whether it is a working day.")
    days: list[date] = strawberry.field(description="The last seven working days.")
    people: list[PersonToday]
    due: list[DueTask]

    @part
    async def unit(self, info: Info) -> Unit | None:
        """The unit, as it stands today."""
        return await info.context.load(units_of_today, self.unit_id)


@strawberry.type
class UnitTodayQuery:
    """Questions of those who lead."""

    @query("work_entry:read")
    async def unit_today(self, info: Info, unit_id: UUID, on: date | None = None) -> UnitToday | None:
        """The people of a branch on a day (today) except myself; at most 500 people, and of the last 92 days."""
        async with info.context.session() as session:
            return show(
                UnitToday, await unit_today(session, info.context.caller, unit_id, on or today(), today=today())
            )

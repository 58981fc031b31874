"""Days closed for logging, opened again for one person (xin mở lại kỳ): asking and answering."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.fields import mutation, part, query, show, show_all
from api.schema.people import PersonName, names_of
from kernel.clock import today, utc_now
from tenants.worklogs import reopening


@strawberry.type(description="A request to log work of a day that is closed, and the answer.")
class DayReopening:
    """Granted, it holds for that person and that day until `openUntil`."""

    id: UUID
    person_id: UUID
    work_date: date
    reason: str
    asked_at: datetime
    outcome: str | None = strawberry.field(description="`granted` or `declined`; nothing while it waits.")
    answer: str | None
    answered_at: datetime | None
    open_until: datetime | None

    @part
    async def person(self, info: Info) -> PersonName | None:
        """Who asks."""
        return await info.context.load(names_of, self.person_id)


@strawberry.input(description="Ask for a day that is closed for logging.")
class AskReopeningInput:
    """Which day, and why."""

    work_date: date
    reason: str


@strawberry.input(description="Answer such a request.")
class AnswerReopeningInput:
    """For how many days from now the day is open, nothing to decline; and the answer in words."""

    id: UUID
    text: str
    open_days: int | None = None


@strawberry.type
class ReopeningQuery:
    """My requests, and those that wait for me."""

    @query("work_entry:log", size=reopening.SHOWN)
    async def my_reopenings(self, info: Info) -> list[DayReopening] | None:
        """What I asked to have opened again, newest first."""
        async with info.context.session() as session:
            return show_all(DayReopening, await reopening.mine(session, info.context.caller))

    @query("work_entry:reopen", size=reopening.SHOWN)
    async def reopenings(self, info: Info) -> list[DayReopening] | None:
        """Requests that wait for my answer, oldest first."""
        async with info.context.session() as session:
            return show_all(DayReopening, await reopening.waiting(session, info.context.caller, on=today()))


@strawberry.type
class ReopeningMutation:
    """Asking and answering."""

    @mutation("work_entry:log")
    async def ask_reopening(self, info: Info, input: AskReopeningInput) -> DayReopening | None:
        """Ask for a closed day to be opened again for me."""
        caller = info.context.caller
        async with info.context.session() as session:
            row = await reopening.ask(session, caller, input.work_date, input.reason, now=utc_now())
            return show(DayReopening, row)

    @mutation("work_entry:reopen")
    async def answer_reopening(self, info: Info, input: AnswerReopeningInput) -> DayReopening | None:
        """Open the day for a while, or decline; nobody answers their own."""
        caller = info.context.caller
        async with info.context.session() as session:
            row = await reopening.answer(
                session, caller, input.id, open_days=input.open_days, text=input.text, now=utc_now()
            )
            return show(DayReopening, row)

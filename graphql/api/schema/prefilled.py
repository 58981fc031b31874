"""Drafts for the log made from documents and tasks of other systems (việc gợi ý từ hệ thống khác)."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.fields import mutation, part, query, show_all
from api.schema.items import ItemOnDay, items_on_days
from kernel.clock import today, utc_now
from tenants.intake import prefilled


@strawberry.type(description="Work another system tells of, as an entry that lacks its time; never logged by itself.")
class PrefilledEntry:
    """Log it under its `id`: so it becomes one entry at most, whatever is sent twice."""

    id: UUID
    source_name: str
    kind: str = strawberry.field(description="`document` or `task`.")
    title: str | None
    document_number: str | None = strawberry.field(description="The output product, as evidence of the entry.")
    work_item_id: UUID
    appointment_id: UUID | None
    task_id: UUID | None = strawberry.field(description="The task assigned here by the same document.")
    quantity: Decimal
    day: date = strawberry.field(description="The day it was finished, by the source's own date.")
    due_date: date | None

    @part
    async def work_item(self, info: Info) -> ItemOnDay | None:
        """The item as in force on that day."""
        return await info.context.load(items_on_days, (self.work_item_id, self.day))


@strawberry.input(description="A prefilled entry of mine.")
class DismissPrefilledInput:
    """Which one."""

    id: UUID


@strawberry.type
class PrefilledQuery:
    """What waits to be logged."""

    @query("work_entry:log", size=prefilled.MOST)
    async def my_prefilled_entries(self, info: Info) -> list[PrefilledEntry] | None:
        """What I finished in the last month as other systems tell it and have not logged, the newest first."""
        async with info.context.session() as session:
            return show_all(PrefilledEntry, await prefilled.mine(session, info.context.caller, today=today()))


@strawberry.type
class PrefilledMutation:
    """Declining what is offered."""

    @mutation("work_entry:log")
    async def dismiss_prefilled(self, info: Info, input: DismissPrefilledInput) -> UUID | None:
        """Offer it to me no longer."""
        async with info.context.session() as session:
            await prefilled.dismiss(session, info.context.caller, input.id, now=utc_now())
        return input.id

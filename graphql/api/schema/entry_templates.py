"""Templates of entries (mẫu ghi việc): what I log again and again."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.fields import mutation, part, plain, query, show, show_all
from api.schema.items import ItemOnDay, items_on_days
from kernel.clock import today
from tenants.worklogs import templates


@strawberry.type(description="A template of an entry: an item with the usual quantity, time and product.")
class EntryTemplate:
    """Fills in an entry; nothing is logged by it."""

    id: UUID
    name: str
    work_item_id: UUID
    quantity: Decimal
    minutes: int
    output: str
    created_at: datetime

    @part
    async def work_item(self, info: Info, on: date | None = None) -> ItemOnDay | None:
        """The item as in force on a day (today); nothing where it has ended."""
        return await info.context.load(items_on_days, (self.work_item_id, on or today()))


@strawberry.input(description="A template to keep; saving under the same id changes it.")
class EntryTemplateInput:
    """The id is a UUID of version 7 made by the client."""

    id: UUID
    name: str
    work_item_id: UUID
    quantity: Decimal
    minutes: int
    output: str


@strawberry.input(description="A template of mine.")
class EntryTemplateIdInput:
    """Which one."""

    id: UUID


@strawberry.type
class EntryTemplateQuery:
    """What I keep."""

    @query("work_entry:log", size=templates.MOST)
    async def my_entry_templates(self, info: Info) -> list[EntryTemplate] | None:
        """My templates, the newest first."""
        async with info.context.session() as session:
            return show_all(EntryTemplate, await templates.mine(session, info.context.caller))


@strawberry.type
class EntryTemplateMutation:
    """Keeping and forgetting."""

    @mutation("work_entry:log")
    async def save_entry_template(self, info: Info, input: EntryTemplateInput) -> EntryTemplate | None:
        """Keep a template, or change it."""
        given = templates.TemplateInput(**plain(input))
        async with info.context.session() as session:
            return show(EntryTemplate, await templates.save(session, info.context.caller, given))

    @mutation("work_entry:log")
    async def remove_entry_template(self, info: Info, input: EntryTemplateIdInput) -> UUID | None:
        """Forget a template; what was logged with it stays."""
        async with info.context.session() as session:
            await templates.remove(session, info.context.caller, input.id)
        return input.id

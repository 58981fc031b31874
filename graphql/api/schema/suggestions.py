"""Suggested work items (đề xuất đầu việc): from whoever misses one, to whoever may propose one."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import strawberry
from sqlalchemy.ext.asyncio import AsyncSession

from api.context import Info
from api.schema.catalogue import ProposeWorkItemInput, item_content, item_of
from api.schema.fields import mutation, part, query, show, show_all
from api.schema.items import WorkItem
from api.schema.people import PersonName, names_of
from api.schema.units import Unit, units_of_today
from kernel.clock import today, utc_now
from policies.authority import Caller
from tenants.catalogue import suggestions


@strawberry.type(description="Work that its author does not find in the catalogue.")
class ItemSuggestion:
    """What it is, why it is needed, and what came of it."""

    id: UUID
    person_id: UUID
    unit_id: UUID
    name: str
    output: str = strawberry.field(description="The output product (sản phẩm đầu ra).")
    usual_minutes: int = strawberry.field(description="What one product takes, as the author sees it.")
    reason: str
    suggested_at: datetime
    outcome: str | None = strawberry.field(description="`drafted` or `declined`; nothing while it waits.")
    answer: str | None
    answered_at: datetime | None
    work_item_id: UUID | None

    @part
    async def person(self, info: Info) -> PersonName | None:
        """Who suggests it."""
        return await info.context.load(names_of, self.person_id)

    @part
    async def unit(self, info: Info) -> Unit | None:
        """The author's unit, as it stands today."""
        return await info.context.load(units_of_today, self.unit_id)

    @part
    async def approved(self, info: Info) -> bool:
        """Whether the item it became was approved."""
        if self.work_item_id is None:
            return False
        return bool(await info.context.load(_approved, self.work_item_id))


async def _approved(session: AsyncSession, caller: Caller, ids: list[UUID]) -> Mapping[UUID, bool]:
    """Which items of suggestions already found readable are approved."""
    return dict.fromkeys(await suggestions.in_force(session, ids), True)


@strawberry.input(description="Suggest a work item.")
class SuggestItemInput:
    """What the work is called, what comes of it, the minutes one product takes, and why it is needed."""

    name: str
    output: str
    usual_minutes: int
    reason: str


@strawberry.input(description="Decline a suggestion.")
class DeclineSuggestionInput:
    """Which one, and why."""

    id: UUID
    reason: str


@strawberry.input(description="A suggestion as the draft of a work item.")
class DraftFromSuggestionInput(ProposeWorkItemInput):
    """Which one, with code, content and owner of the item."""

    suggestion_id: UUID


@strawberry.type
class SuggestionQuery:
    """Mine, and those that wait for me."""

    @query("work_item:suggest", size=suggestions.SHOWN)
    async def my_item_suggestions(self, info: Info) -> list[ItemSuggestion] | None:
        """What I suggested, newest first."""
        async with info.context.session() as session:
            return show_all(ItemSuggestion, await suggestions.mine(session, info.context.caller))

    @query("work_item:propose", size=suggestions.SHOWN)
    async def item_suggestions(self, info: Info) -> list[ItemSuggestion] | None:
        """Suggestions that wait, of the units for which I may propose items; oldest first."""
        async with info.context.session() as session:
            return show_all(ItemSuggestion, await suggestions.waiting(session, info.context.caller, on=today()))


@strawberry.type
class SuggestionMutation:
    """Suggesting, drafting, declining."""

    @mutation("work_item:suggest")
    async def suggest_item(self, info: Info, input: SuggestItemInput) -> ItemSuggestion | None:
        """Suggest a work item that I miss."""
        given = suggestions.SuggestionInput(input.name, input.output, input.usual_minutes, input.reason)
        async with info.context.session() as session:
            return show(ItemSuggestion, await suggestions.suggest(session, info.context.caller, given, now=utc_now()))

    @mutation("work_item:propose")
    async def draft_from_suggestion(self, info: Info, input: DraftFromSuggestionInput) -> WorkItem | None:
        """Turn a suggestion into the draft of a work item; its author sees what came of it."""
        caller, content = info.context.caller, item_content(input)
        async with info.context.session() as session:
            row = await suggestions.draft(
                session, caller, input.suggestion_id, input.code, content, input.owner_unit_id, now=utc_now()
            )
            return await item_of(session, row)

    @mutation("work_item:propose")
    async def decline_suggestion(self, info: Info, input: DeclineSuggestionInput) -> ItemSuggestion | None:
        """Decline a suggestion, with the reason its author will read."""
        caller = info.context.caller
        async with info.context.session() as session:
            return show(
                ItemSuggestion, await suggestions.decline(session, caller, input.id, input.reason, now=utc_now())
            )

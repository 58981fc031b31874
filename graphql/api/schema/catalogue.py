"""What is done to the catalogue: proposing, approving, taking back and ending items and positions."""

from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

import strawberry
from sqlalchemy.ext.asyncio import AsyncSession

from api.context import Info
from api.schema.enums import PositionGroup, TaskGroup
from api.schema.fields import mutation, plain
from api.schema.items import WorkItem
from api.schema.own_facts import OwnFactInput, texts_of
from api.schema.positions import Competency, JobPosition
from kernel.clock import utc_now
from kernel.database import tenant_of
from kernel.errors import NotFound
from tenants.catalogue import actions, models
from tenants.catalogue.contents import CompetencyContent, ItemContent, PositionContent
from tenants.catalogue.records import ITEMS, POSITIONS

_ITEM = tuple(ItemContent.__dataclass_fields__)
_POSITION = tuple(name for name in PositionContent.__dataclass_fields__ if name != "competencies")
ATTRIBUTES: Final = "Facts of the province's own (dữ liệu riêng); not given, they stay as they are."


@strawberry.input(description="What a version of a work item says.")
class ItemContentInput:
    """Name, norm, complexity, score and product."""

    name: str
    field: str
    task_group: TaskGroup
    position_groups: list[PositionGroup]
    norm_minutes: int
    complexity: str
    standard_score: Decimal
    output: str
    product_unit: str
    attributes: list[OwnFactInput] | None = strawberry.field(default=None, description=ATTRIBUTES)


@strawberry.input(description="A work item to propose: one of group C for a unit, any other for the whole province.")
class ProposeWorkItemInput(ItemContentInput):
    """Code, content and owner."""

    code: str
    owner_unit_id: UUID | None = None


@strawberry.input(description="The draft of a work item's next version.")
class ReviseWorkItemInput(ItemContentInput):
    """Which item, and what it is to say."""

    id: UUID


@strawberry.input(description="The level of a competency that a position requires.")
class RequiredCompetencyInput:
    """Code and level 1 to 5."""

    code: str
    level: int


@strawberry.input(description="What a version of a job position says.")
class PositionContentInput:
    """Description and competency framework."""

    name: str
    position_group: PositionGroup
    rank: str
    field: str
    level: str
    purpose: str
    duties: list[str]
    authority: str
    relations: str
    requirements: str
    competencies: list[RequiredCompetencyInput]
    attributes: list[OwnFactInput] | None = strawberry.field(default=None, description=ATTRIBUTES)


@strawberry.input(description="A job position to propose.")
class ProposeJobPositionInput(PositionContentInput):
    """Code and content."""

    code: str


@strawberry.input(description="The draft of a job position's next version.")
class ReviseJobPositionInput(PositionContentInput):
    """Which position, and what it is to say."""

    id: UUID


@strawberry.input(description="A record of the catalogue.")
class RecordInput:
    """Which one."""

    id: UUID


@strawberry.input(description="Approve a draft from a day on; the version before it ends on that day.")
class ApproveInput(RecordInput):
    """Which draft, from when."""

    effective_from: date


@strawberry.input(description="Let a record end on a day.")
class EndInput(RecordInput):
    """Which record, when."""

    on: date


@strawberry.input(description="Facts of the province's own for the version in force on a day, which lacks them.")
class CompleteInput(RecordInput):
    """Which record, what is added, and on which day the version is or was in force."""

    attributes: list[OwnFactInput]
    on: date


@strawberry.input(description="What the catalogue says of a competency.")
class CompetencyInput:
    """Name, kind, and what levels 1 to 5 mean, in order."""

    code: str
    name: str
    kind: str
    levels: list[str]


def item_content(given: ItemContentInput) -> ItemContent:
    """An item's content as the domain knows it."""
    groups = tuple(group.value for group in given.position_groups)
    return ItemContent(
        **plain(given, *_ITEM) | {"position_groups": groups, "attributes": texts_of(given.attributes, "attributes")}
    )


def _position_content(given: PositionContentInput) -> PositionContent:
    facts = plain(given, *_POSITION) | {
        "duties": tuple(given.duties),
        "attributes": texts_of(given.attributes, "attributes"),
    }
    return PositionContent(**facts, competencies={line.code: line.level for line in given.competencies})


async def item_of(session: AsyncSession, row: models.WorkItemVersion) -> WorkItem:
    """A version in the schema's shape."""
    record = await session.get(models.WorkItem, (tenant_of(session), row.work_item_id))
    if record is None:
        raise NotFound("id")
    return WorkItem.of(record, row)


async def _position(session: AsyncSession, row: models.JobPositionVersion) -> JobPosition:
    record = await session.get(models.JobPosition, (tenant_of(session), row.job_position_id))
    if record is None:
        raise NotFound("id")
    return JobPosition.of(record, row)


@strawberry.type
class CatalogueMutation:
    """The life of work items, job positions and competencies."""

    @mutation("work_item:propose", "catalogue:manage")
    async def propose_work_item(self, info: Info, input: ProposeWorkItemInput) -> WorkItem | None:
        """Propose a new work item."""
        content, caller = item_content(input), info.context.caller
        async with info.context.session() as session:
            row = await actions.propose_item(session, caller, input.code, content, input.owner_unit_id, now=utc_now())
            return await item_of(session, row)

    @mutation("work_item:propose", "catalogue:manage")
    async def revise_work_item(self, info: Info, input: ReviseWorkItemInput) -> WorkItem | None:
        """Write the draft of a work item's next version, over the draft that is there."""
        content, caller = item_content(input), info.context.caller
        async with info.context.session() as session:
            return await item_of(session, await actions.revise_item(session, caller, input.id, content, now=utc_now()))

    @mutation("work_item:approve", "catalogue:manage")
    async def approve_work_item(self, info: Info, input: ApproveInput) -> WorkItem | None:
        """Approve a work item's draft: a unit's own by its head, a common one by the administrator."""
        async with info.context.session() as session:
            row = await actions.approve(
                session, info.context.caller, ITEMS, input.id, input.effective_from, now=utc_now()
            )
            return await item_of(session, row)

    @mutation("work_item:approve", "catalogue:manage")
    async def recall_work_item(self, info: Info, input: RecordInput) -> WorkItem | None:
        """Take back an approved version that has not begun: it is a draft again."""
        async with info.context.session() as session:
            row = await actions.recall(session, info.context.caller, ITEMS, input.id, now=utc_now())
            return await item_of(session, row)

    @mutation("work_item:approve", "catalogue:manage")
    async def end_work_item(self, info: Info, input: EndInput) -> WorkItem | None:
        """Let a work item end on a day: from then on no version of it is in force."""
        async with info.context.session() as session:
            row = await actions.end(session, info.context.caller, ITEMS, input.id, input.on, now=utc_now())
            return await item_of(session, row)

    @mutation("work_item:approve", "catalogue:manage")
    async def complete_work_item(self, info: Info, input: CompleteInput) -> WorkItem | None:
        """Add own facts that a version of a work item lacks; what it says already never changes."""
        facts = texts_of(input.attributes, "attributes") or {}
        async with info.context.session() as session:
            row = await actions.complete(session, info.context.caller, ITEMS, input.id, facts, input.on, now=utc_now())
            return await item_of(session, row)

    @mutation("work_item:propose", "catalogue:manage")
    async def discard_work_item_draft(self, info: Info, input: RecordInput) -> UUID | None:
        """Throw a draft away; an item that was never approved goes with it."""
        async with info.context.session() as session:
            await actions.discard_draft(session, info.context.caller, ITEMS, input.id, now=utc_now())
        return input.id

    @mutation("catalogue:manage")
    async def propose_job_position(self, info: Info, input: ProposeJobPositionInput) -> JobPosition | None:
        """Propose a new job position with its description and framework."""
        content, caller = _position_content(input), info.context.caller
        async with info.context.session() as session:
            row = await actions.propose_position(session, caller, input.code, content, now=utc_now())
            return await _position(session, row)

    @mutation("catalogue:manage")
    async def revise_job_position(self, info: Info, input: ReviseJobPositionInput) -> JobPosition | None:
        """Write the draft of a job position's next version, over the draft that is there."""
        content, caller = _position_content(input), info.context.caller
        async with info.context.session() as session:
            row = await actions.revise_position(session, caller, input.id, content, now=utc_now())
            return await _position(session, row)

    @mutation("catalogue:manage")
    async def approve_job_position(self, info: Info, input: ApproveInput) -> JobPosition | None:
        """Approve a job position's draft from a day on."""
        async with info.context.session() as session:
            row = await actions.approve(
                session, info.context.caller, POSITIONS, input.id, input.effective_from, now=utc_now()
            )
            return await _position(session, row)

    @mutation("catalogue:manage")
    async def recall_job_position(self, info: Info, input: RecordInput) -> JobPosition | None:
        """Take back an approved version that has not begun."""
        async with info.context.session() as session:
            row = await actions.recall(session, info.context.caller, POSITIONS, input.id, now=utc_now())
            return await _position(session, row)

    @mutation("catalogue:manage")
    async def end_job_position(self, info: Info, input: EndInput) -> JobPosition | None:
        """Let a job position end on a day."""
        async with info.context.session() as session:
            row = await actions.end(session, info.context.caller, POSITIONS, input.id, input.on, now=utc_now())
            return await _position(session, row)

    @mutation("catalogue:manage")
    async def complete_job_position(self, info: Info, input: CompleteInput) -> JobPosition | None:
        """Add own facts that a version of a job position lacks; what it says already never changes."""
        facts = texts_of(input.attributes, "attributes") or {}
        async with info.context.session() as session:
            row = await actions.complete(
                session, info.context.caller, POSITIONS, input.id, facts, input.on, now=utc_now()
            )
            return await _position(session, row)

    @mutation("catalogue:manage")
    async def discard_job_position_draft(self, info: Info, input: RecordInput) -> UUID | None:
        """Throw a job position's draft away."""
        async with info.context.session() as session:
            await actions.discard_draft(session, info.context.caller, POSITIONS, input.id, now=utc_now())
        return input.id

    @mutation("catalogue:manage")
    async def save_competency(self, info: Info, input: CompetencyInput) -> Competency | None:
        """Add a competency or change what it says; the trail keeps what it said before."""
        levels = {str(number): text for number, text in enumerate(input.levels, 1)}
        content = CompetencyContent(input.name, input.kind, levels)
        async with info.context.session() as session:
            return Competency.of(await actions.save_competency(session, info.context.caller, input.code, content))

"""Assigned tasks (việc giao)."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import strawberry
from sqlalchemy.ext.asyncio import AsyncSession

from api.context import Info
from api.limits import DEFAULT_PAGE
from api.schema.enums import TaskOutcome, TaskStatus
from api.schema.fields import mutation, part, plain, query, show
from api.schema.items import ItemOnDay, items_on_days
from api.schema.paging import Connection, Page
from api.schema.people import PersonName, Post, names_of, posts_by_id
from kernel.clock import local_date, today, utc_now
from policies.authority import Caller
from tenants.worklogs import queries, tasks
from tenants.worklogs.queries import TaskFilter


@strawberry.type(description="What has been handed in of a task, in products.")
class TaskProgress:
    """Submitted and verified together, and verified alone."""

    logged: Decimal
    confirmed: Decimal


@strawberry.type(description="Assigned work: who, which item, how many products, until when.")
class Task:
    """One assigned task."""

    id: UUID
    appointment_id: UUID
    work_item_id: UUID
    title: str
    quantity: Decimal
    due_date: date
    status: TaskStatus
    note: str | None
    document_number: str | None = strawberry.field(description="The document by which it is assigned, if by one.")
    created_at: datetime
    assigned_by: strawberry.Private[UUID]

    @part
    async def post(self, info: Info) -> Post | None:
        """The post it is assigned to."""
        return await info.context.load(posts_by_id, self.appointment_id)

    @part
    async def assigner(self, info: Info) -> PersonName | None:
        """Who assigned it."""
        return await info.context.load(names_of, self.assigned_by)

    @part
    async def work_item(self, info: Info) -> ItemOnDay | None:
        """The work item, as in force on the day it was assigned."""
        return await info.context.load(items_on_days, (self.work_item_id, local_date(self.created_at)))

    @part
    async def progress(self, info: Info) -> TaskProgress:
        """How much of it has been handed in and confirmed."""
        return await info.context.load(progress_of, self.id) or TaskProgress(logged=Decimal(0), confirmed=Decimal(0))


async def progress_of(session: AsyncSession, caller: Caller, ids: list[UUID]) -> Mapping[UUID, TaskProgress]:
    """How far tasks already found readable have come."""
    found = await queries.progress_of(session, ids)
    return {task_id: show(TaskProgress, one) for task_id, one in found.items()}


@strawberry.input(description="Which tasks, in which order; every part that is given must fit.")
class TaskChoice:
    """Those I gave, of one person, in some states; the latest due date first if so wished."""

    given_by_me: bool = False
    person_id: UUID | None = None
    statuses: list[TaskStatus] | None = None
    newest_first: bool = False


@strawberry.type
class TaskQuery:
    """Questions about tasks."""

    @query("task:read")
    async def tasks(
        self,
        info: Info,
        mine_only: bool = False,
        open_only: bool = False,
        filter: TaskChoice | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> Connection[Task] | None:
        """Assigned tasks within reach, mine included, by due date."""
        chosen = filter or TaskChoice()
        states = ("open",) if open_only else tuple(status.value for status in chosen.statuses or ())
        wanted = TaskFilter(mine_only, chosen.given_by_me, chosen.person_id, states, chosen.newest_first)
        page = Page(first, after, tuple[date, UUID])
        async with info.context.session() as session:
            rows = await queries.tasks(
                session, info.context.caller, wanted, on=today(), limit=page.limit, after=page.after
            )
        return page.of(Task, rows, key=lambda row: (row.due_date, row.id))


@strawberry.input(description="Work to assign.")
class AssignTaskInput:
    """To which post, which item, how much of it, until when."""

    id: UUID = strawberry.field(description="A UUID of version 7 made by the client: sending it twice assigns it once.")
    appointment_id: UUID
    work_item_id: UUID
    title: str
    quantity: Decimal
    due_date: date
    note: str | None = None
    document_number: str | None = None


@strawberry.input(description="Close an assigned task.")
class CloseTaskInput:
    """Which task, and how it ended."""

    id: UUID
    outcome: TaskOutcome


@strawberry.type
class TaskMutation:
    """What leaders do with tasks."""

    @mutation("task:assign")
    async def assign_task(self, info: Info, input: AssignTaskInput) -> Task | None:
        """Assign work to a post in one's branch."""
        async with info.context.session() as session:
            task = tasks.TaskInput(**plain(input))
            return show(Task, await tasks.assign(session, info.context.caller, task, now=utc_now()))

    @mutation("task:assign")
    async def close_task(self, info: Info, input: CloseTaskInput) -> Task | None:
        """Close a task as done, or cancel it: then it no longer counts as assigned."""
        caller, outcome = info.context.caller, input.outcome.value
        async with info.context.session() as session:
            return show(Task, await tasks.close(session, caller, input.id, outcome, now=utc_now()))

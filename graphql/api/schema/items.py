"""Work items (đầu việc): search, drafts, history, and the item on an entry of the log."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy.ext.asyncio import AsyncSession

from api.context import Info
from api.limits import DEFAULT_PAGE
from api.schema.enums import PositionGroup, TaskGroup, VersionStatus
from api.schema.fields import part, plain, query
from api.schema.listings import keys_of, rows_of
from api.schema.own_facts import OwnFact
from api.schema.paging import Connection, Page
from api.schema.units import Unit, units_of_today
from kernel.clock import today, utc_now
from policies.authority import Caller
from tenants.catalogue import models, queries
from tenants.catalogue.records import ITEMS

_VERSION = (
    "version", "status", "valid_from", "valid_to", "name", "field", "task_group", "position_groups", "norm_minutes",
    "complexity", "standard_score", "output", "product_unit", "proposed_at", "approved_at",
)  # fmt: skip


@strawberry.type(description="A work item as it was in force on the day of an entry or task.")
class ItemOnDay:
    """What an entry's norm and score rest on."""

    id: UUID
    version: int
    code: str
    name: str
    task_group: TaskGroup
    norm_minutes: int
    complexity: str
    standard_score: Decimal
    output: str
    product_unit: str


@strawberry.type(description="A version of a work item (đầu việc), common to the province or owned by a unit.")
class WorkItem:
    """A work item as one version says it."""

    id: UUID
    code: str
    owner_unit_id: UUID | None
    version: int = strawberry.field(description="Number of the version; a draft has 0.")
    status: VersionStatus
    valid_from: date | None
    valid_to: date | None
    name: str
    field: str
    task_group: TaskGroup
    position_groups: list[PositionGroup]
    norm_minutes: int = strawberry.field(description="Time norm (định mức thời gian) for one product, in minutes.")
    complexity: str
    standard_score: Decimal = strawberry.field(description="Score of one product; over the standard product's it is K.")
    output: str = strawberry.field(description="The output product (sản phẩm đầu ra) expected.")
    product_unit: str
    template_code: str | None
    proposed_at: datetime | None
    approved_at: datetime | None
    own_facts: strawberry.Private[Mapping[str, str]]

    @part
    async def attributes(self) -> list[OwnFact]:
        """Facts of the province's own (dữ liệu riêng), as its norm package asks for them, by name."""
        return OwnFact.all_of(self.own_facts)

    @part
    async def owner_unit(self, info: Info) -> Unit | None:
        """The unit that owns the item, for items of group C."""
        return await info.context.load(units_of_today, self.owner_unit_id)

    @classmethod
    def of(cls, record: models.WorkItem, row: models.WorkItemVersion) -> "WorkItem":
        """A version of a work item from its rows."""
        return cls(
            id=record.id,
            code=record.code,
            owner_unit_id=record.owner_unit_id,
            template_code=record.template_code,
            own_facts=row.attributes,
            **{name: getattr(row, name) for name in _VERSION},
        )


async def items_on_days(
    session: AsyncSession, caller: Caller, keys: list[tuple[UUID, date]]
) -> Mapping[tuple[UUID, date], ItemOnDay]:
    """Work items named on entries already found readable, each as in force on its day."""
    names = ("version", "code", "name", "task_group", "norm_minutes", "complexity", "standard_score", "output")
    found = await queries.items_on_days(session, keys)
    return {
        key: ItemOnDay(
            id=row.work_item_id, product_unit=row.product_unit, **{name: getattr(row, name) for name in names}
        )
        for key, row in found.items()
    }


@strawberry.input(description="Which work items in force on a day; every part that is given must fit.")
class ItemFilter:
    """Words of code or name, closed lists, owner, or the post that wants to log."""

    on: date | None = None
    text: str | None = strawberry.field(default=None, description="Words, with or without diacritics.")
    field: str | None = None
    task_group: TaskGroup | None = None
    position_group: PositionGroup | None = None
    owner_unit_id: UUID | None = None
    with_common: bool = strawberry.field(default=True, description="With a unit's items also the common ones.")
    appointment_id: UUID | None = strawberry.field(
        default=None, description="Only what may be logged in this post, its own position group first."
    )


@strawberry.type
class ItemQuery:
    """Questions about work items."""

    @query("catalogue:read")
    async def work_items(
        self, info: Info, filter: ItemFilter | None = None, first: int = DEFAULT_PAGE, after: str | None = None
    ) -> Connection[WorkItem] | None:
        """Work items in force on a day (today), by name in Vietnamese order."""
        given: dict[str, Any] = plain(filter) if filter is not None else {}
        wanted = queries.ItemFilter(**given | {"on": given.get("on") or today()})
        for_post = wanted.appointment_id is not None
        page: Page[Any] = Page(first, after, tuple[int, str, UUID] if for_post else tuple[str, UUID])
        async with info.context.session() as session:
            rows = await rows_of(session, await queries.items(session, info.context.caller, wanted), page)
        return page.of(WorkItem, rows, key=keys_of, make=lambda row: WorkItem.of(row[0], row[1]))

    @query("work_item:propose")
    async def work_item_drafts(
        self, info: Info, first: int = DEFAULT_PAGE, after: str | None = None
    ) -> Connection[WorkItem] | None:
        """Drafts of work items within reach, the oldest first."""
        page = Page(first, after, tuple[datetime, UUID])
        async with info.context.session() as session:
            listing = await queries.drafts_of_items(session, info.context.caller, now=utc_now())
            rows = await rows_of(session, listing, page)
        return page.of(WorkItem, rows, key=keys_of, make=lambda row: WorkItem.of(row[0], row[1]))

    @query("work_item:propose")
    async def work_item_draft(self, info: Info, id: UUID) -> WorkItem | None:
        """The draft of a work item within reach, if there is one."""
        async with info.context.session() as session:
            listing = await queries.drafts_of_items(session, info.context.caller, now=utc_now())
            row = (await session.execute(listing.rows.where(models.WorkItem.id == id))).first()
        return WorkItem.of(row[0], row[1]) if row is not None else None

    @query("catalogue:read")
    async def work_item_history(self, info: Info, id: UUID) -> list[WorkItem] | None:
        """The approved versions of a work item, the newest first."""
        async with info.context.session() as session:
            rows = await queries.history(session, info.context.caller, ITEMS, id)
            record = await session.get(models.WorkItem, (info.context.caller.tenant_id, id))
        return [WorkItem.of(record, row) for row in rows] if record is not None else []

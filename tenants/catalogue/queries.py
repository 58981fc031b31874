"""Questions to the catalogue: what is in force on a day, what an author may choose, and how a record came about."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    Label,
    Select,
    SQLColumnExpression,
    Uuid,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import QueryableAttribute

from kernel.clock import local_date
from kernel.database import tenant_of
from policies.authority import Caller, authorize
from tenants.catalogue.life import versions_of
from tenants.catalogue.models import Competency, JobPosition, JobPositionVersion, WorkItem, WorkItemVersion
from tenants.catalogue.records import Kind, V
from tenants.organisation import queries as organisation
from tenants.organisation.models import Appointment, Unit
from tenants.organisation.queries import held_on
from tenants.vietnamese import search_key


class ItemInForce(NamedTuple):
    """A work item as in force on a day: what the work log snapshots, and who may use it (`owner_unit_id`)."""

    work_item_id: UUID
    version: int
    code: str
    name: str
    task_group: str
    norm_minutes: int
    complexity: str
    standard_score: Decimal
    output: str
    product_unit: str
    owner_unit_id: UUID | None
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows in a stable order: `keys` are the ascending sort columns, unique together.

    Each row of `rows` carries the values of its keys, after its entities, as `key_0`, `key_1`, …
    """

    rows: Select[*tuple[Any, ...]]
    keys: tuple[SQLColumnExpression[Any], ...]

    def after(self, values: Sequence[Any]) -> ColumnElement[bool]:
        """Whether a row comes after the one with these values of the keys: for the next page."""
        return tuple_(*self.keys) > tuple_(*map(literal, values))


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which work items in force on `on` are asked for; every part that is given must fit.

    `text` fits when each of its words begins a word of code or name, in any order, diacritics or not.
    `owner_unit_id` asks for the items of one unit and, with `with_common`, the common ones.
    `appointment_id` asks for what a cadre in that post may log, those for the post's own position group first.
    """

    on: date
    text: str | None = None
    field: str | None = None
    task_group: str | None = None
    position_group: str | None = None
    owner_unit_id: UUID | None = None
    with_common: bool = True
    appointment_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PositionFilter:
    """Which job positions in force on `on` are asked for."""

    on: date
    text: str | None = None
    position_group: str | None = None
    rank: str | None = None
    field: str | None = None
    level: str | None = None


async def item_in_force(session: AsyncSession, item_id: UUID, on: date) -> ItemInForce | None:
    """A work item as in force on a day, or nothing."""
    return (await items_in_force(session, [item_id], on)).get(item_id)


async def items_in_force(session: AsyncSession, ids: Collection[UUID], on: date) -> dict[UUID, ItemInForce]:
    """Those of the work items that are in force on a day, by id."""
    found = await items_on_days(session, [(item_id, on) for item_id in ids])
    return {item_id: item for (item_id, _), item in found.items()}


async def items_on_days(
    session: AsyncSession, wanted: Iterable[tuple[UUID, date]]
) -> dict[tuple[UUID, date], ItemInForce]:
    """Work items each as in force on a day of its own, by id and day."""
    pairs = list(dict.fromkeys(wanted))
    asked = select(
        func.unnest(bindparam("ids", [item_id for item_id, _ in pairs], ARRAY(Uuid))).label("id"),
        func.unnest(bindparam("days", [day for _, day in pairs], ARRAY(Date))).label("day"),
    ).subquery()
    table = WorkItemVersion
    rows = await session.execute(
        select(asked.c.day, *_item_columns())
        .select_from(asked)
        .join(table, and_(table.tenant_id == tenant_of(session), table.work_item_id == asked.c.id))
        .join(WorkItem, and_(WorkItem.tenant_id == table.tenant_id, WorkItem.id == table.work_item_id))
        .where(table.valid_from <= asked.c.day, or_(table.valid_to.is_(None), table.valid_to > asked.c.day))
    )
    return {(row[1], row[0]): ItemInForce(*row[1:]) for row in rows}


def _item_columns() -> list[ColumnElement[Any]]:
    """The columns of `ItemInForce`, in its order."""
    own = ("code", "owner_unit_id")
    return [getattr(WorkItem if name in own else WorkItemVersion, name) for name in ItemInForce._fields]


async def item_for_work(session: AsyncSession, item_id: UUID, unit_id: UUID, on: date) -> ItemInForce | None:
    """A work item if a cadre of that unit may log it on that day: common, or owned by the unit or one above it."""
    item = await item_in_force(session, item_id, on)
    if item is None or item.owner_unit_id is None:
        return item
    return item if item.owner_unit_id in await owners_open_to(session, unit_id, on) else None


async def owners_open_to(session: AsyncSession, unit_id: UUID, on: date) -> set[UUID]:
    """The units whose own work items a cadre of this unit may log on a day: the unit itself and those above it."""
    path = await organisation.unit_path(session, unit_id, on)
    numbers = [int(part) for part in (path or "").split(".") if part]
    found = await session.scalars(select(Unit.id).where(Unit.tenant_id == tenant_of(session), Unit.number.in_(numbers)))
    return set(found)


async def items(session: AsyncSession, caller: Caller, wanted: ItemFilter) -> Listing:
    """Work items in force on a day, as rows of (`WorkItem`, `WorkItemVersion`), by name in Vietnamese order."""
    authorize(caller, "catalogue", "read")
    version = WorkItemVersion
    fits = [
        version.tenant_id == tenant_of(session),
        held_on(version, wanted.on),
        *_words(version.search_key, wanted.text),
    ]
    if wanted.field is not None:
        fits.append(version.field == wanted.field)
    if wanted.task_group is not None:
        fits.append(version.task_group == wanted.task_group)
    if wanted.position_group is not None:
        fits.append(literal(wanted.position_group) == func.any(version.position_groups))
    if wanted.owner_unit_id is not None:
        fits.append(_owned_by(session, [wanted.owner_unit_id], with_common=wanted.with_common))
    order: list[SQLColumnExpression[Any]] = [version.sort_key, version.work_item_id]
    if wanted.appointment_id is not None:
        owners, group = await _post(session, wanted.appointment_id, wanted.on)
        fits.append(_owned_by(session, owners, with_common=True))
        if group is not None:
            order.insert(0, case((literal(group) == func.any(version.position_groups), 0), else_=1))
    together = and_(WorkItem.tenant_id == version.tenant_id, WorkItem.id == version.work_item_id)
    return _listing(select(WorkItem, version).join(version, together).where(*fits), order)


def _owned_by(session: AsyncSession, owners: Collection[UUID], *, with_common: bool) -> ColumnElement[bool]:
    """Versions of what these units own, and of what is common.

    As an array of ids, so that few items are looked up and then searched: PostgreSQL takes words to be far rarer than
    they are, and would search the versions of the whole province first.
    """
    owned = WorkItem.owner_unit_id.in_(owners)
    wanted = or_(WorkItem.owner_unit_id.is_(None), owned) if with_common else owned
    ids = select(WorkItem.id).where(WorkItem.tenant_id == tenant_of(session), wanted).correlate(None)
    return WorkItemVersion.work_item_id == func.any(func.array(ids.scalar_subquery()))


def _words(key: Any, text: str | None) -> list[ColumnElement[bool]]:  # noqa: ANN401 - a mapped column
    """Each word of the text begins a word of the key, which has letters, digits and single spaces only."""
    return [(literal(" ") + key).like(f"% {word}%") for word in search_key(text or "").split()]


def _listing(query: Select[*tuple[Any, ...]], order: Sequence[SQLColumnExpression[Any]]) -> Listing:
    labelled: list[Label[Any]] = [column.label(f"key_{at}") for at, column in enumerate(order)]
    return Listing(query.add_columns(*labelled).order_by(*order), tuple(order))


async def _post(session: AsyncSession, appointment_id: UUID, on: date) -> tuple[set[UUID], str | None]:
    """Whose items a post may log, and the group of its job position; of an unknown post, nobody's and none."""
    tenant_id, version = tenant_of(session), JobPositionVersion
    post = (
        await session.execute(
            select(Appointment.unit_id, version.position_group)
            .join(
                version,
                and_(
                    version.tenant_id == Appointment.tenant_id,
                    version.job_position_id == Appointment.job_position_id,
                    held_on(version, on),
                ),
                isouter=True,
            )
            .where(Appointment.tenant_id == tenant_id, Appointment.id == appointment_id)
        )
    ).first()
    if post is None:
        return set(), None
    return await owners_open_to(session, post.unit_id, on), post.position_group


async def positions(session: AsyncSession, caller: Caller, wanted: PositionFilter) -> Listing:
    """Job positions in force on a day, as rows of (`JobPosition`, `JobPositionVersion`), by name."""
    authorize(caller, "catalogue", "read")
    version = JobPositionVersion
    fits = [
        version.tenant_id == tenant_of(session),
        held_on(version, wanted.on),
        *_words(version.search_key, wanted.text),
    ]
    for name in ("position_group", "rank", "field", "level"):
        if (value := getattr(wanted, name)) is not None:
            fits.append(getattr(version, name) == value)
    together = and_(JobPosition.tenant_id == version.tenant_id, JobPosition.id == version.job_position_id)
    order: list[SQLColumnExpression[Any]] = [version.sort_key, version.job_position_id]
    return _listing(select(JobPosition, version).join(version, together).where(*fits), order)


async def competencies(session: AsyncSession, caller: Caller) -> list[Competency]:
    """All competencies of the province by code."""
    authorize(caller, "catalogue", "read")
    found = await session.scalars(
        select(Competency).where(Competency.tenant_id == tenant_of(session)).order_by(Competency.code)
    )
    return list(found)


async def drafts_of_items(session: AsyncSession, caller: Caller, *, now: datetime) -> Listing:
    """Drafts of work items that the caller may write, as rows of (`WorkItem`, `WorkItemVersion`), the oldest first."""
    grant = authorize(caller, "work_item", "propose")
    version = WorkItemVersion
    # Common items have no owner; only a grant over everything reaches those.
    owner = cast("QueryableAttribute[UUID]", WorkItem.owner_unit_id)
    together = and_(WorkItem.tenant_id == version.tenant_id, WorkItem.id == version.work_item_id)
    query = (
        select(WorkItem, version)
        .join(version, together)
        .where(version.tenant_id == tenant_of(session), version.version == 0)
        .where(organisation.reach(grant, owner, None, local_date(now)))
    )
    return _listing(query, [version.proposed_at, version.work_item_id])


async def drafts_of_positions(session: AsyncSession, caller: Caller) -> Listing:
    """Drafts of job positions, as rows of (`JobPosition`, `JobPositionVersion`), the oldest first."""
    authorize(caller, "catalogue", "manage")
    version = JobPositionVersion
    together = and_(JobPosition.tenant_id == version.tenant_id, JobPosition.id == version.job_position_id)
    query = (
        select(JobPosition, version)
        .join(version, together)
        .where(version.tenant_id == tenant_of(session), version.version == 0)
    )
    return _listing(query, [version.proposed_at, version.job_position_id])


async def history(session: AsyncSession, caller: Caller, kind: Kind[V], record_id: UUID) -> list[V]:
    """The approved versions of a record, the newest first."""
    authorize(caller, "catalogue", "read")
    return [row for row in reversed(await versions_of(session, kind, record_id)) if row.version]


async def position_attributes(session: AsyncSession, position_id: UUID, on: date) -> dict[str, str]:
    """The own facts of a job position as in force on a day; none where it is not in force."""
    version = JobPositionVersion
    found = await session.scalar(
        select(version.attributes).where(
            version.tenant_id == tenant_of(session), version.job_position_id == position_id, held_on(version, on)
        )
    )
    return found or {}


async def positions_in_force(session: AsyncSession, ids: Collection[UUID], on: date) -> dict[UUID, JobPositionVersion]:
    """Those of the job positions that are in force on a day, by id; for loading in batches."""
    version = JobPositionVersion
    found = await session.scalars(
        select(version).where(
            version.tenant_id == tenant_of(session),
            version.job_position_id == func.any(list(ids)),
            held_on(version, on),
        )
    )
    return {row.job_position_id: row for row in found}

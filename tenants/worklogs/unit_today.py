"""My unit today (đơn vị hôm nay): who of a branch is loaded, what is late, what waits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping, TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import BadInput, NotFound
from policies.authority import Caller, authorize
from tenants.catalogue import queries as catalogue
from tenants.organisation import queries as organisation
from tenants.organisation.rules import branch_range
from tenants.registry import queries as registry
from tenants.worklogs import loads
from tenants.worklogs.errors import BranchTooLarge

WEEK: Final = 7
"""Working days whose hours are shown, the day asked for included."""
REACH_BACK: Final = 92
MOST_PEOPLE: Final = 500
DUE_SOON: Final = 3
"""Working days ahead within which a task counts as due soon."""

_BRANCH: Final = """
    SELECT unit_id, name FROM unit_place
    WHERE tenant_id = :tenant AND path ~>=~ :first AND path ~<~ :after
      AND valid_from <= :day AND (valid_to IS NULL OR valid_to > :day)
"""

# Everybody expected to log in the branch, by their weightiest post; `share` is of the time spent in the branch.
_PEOPLE: Final = text(
    f"""
    WITH branch AS MATERIALIZED ({_BRANCH}),
    post AS MATERIALIZED (
        SELECT held.*, branch.name FROM branch
        JOIN expected_post AS held ON held.tenant_id = :tenant AND held.unit_id = branch.unit_id
        WHERE held.valid_from <= :day AND (held.valid_to IS NULL OR held.valid_to > :day)
    )
    SELECT DISTINCT ON (post.person_id) post.person_id, person.full_name, person.sort_key, post.id AS appointment_id,
           post.unit_id, post.name AS unit_name,
           least(sum(post.weight) OVER (PARTITION BY post.person_id), 1) AS share
    FROM post JOIN person ON person.tenant_id = :tenant AND person.id = post.person_id
    ORDER BY post.person_id, post.is_primary DESC, post.weight DESC, post.id
    """  # noqa: S608 - the inner statement is written here, nothing comes from outside
)

# What the people logged in the branch day by day, and what of it is confirmed; drafts are nobody else's matter.
_LOGGED: Final = text(
    f"""
    WITH branch AS MATERIALIZED ({_BRANCH})
    SELECT person_id, work_date,
           sum(norm_minutes * coalesce(accepted_quantity, quantity)) AS logged,
           coalesce(sum(norm_minutes * coalesce(accepted_quantity, quantity)) FILTER (WHERE status = 'verified'), 0)
               AS confirmed,
           (array_agg(work_item_id ORDER BY coalesce(started_at, created_at) DESC, id))[1] AS newest_item
    FROM work_entry
    WHERE tenant_id = :tenant AND person_id = ANY (CAST(:people AS uuid[]))
      AND work_date BETWEEN :begin AND :day AND status IN ('submitted', 'verified')
      AND unit_id IN (SELECT unit_id FROM branch)
    GROUP BY person_id, work_date
    """  # noqa: S608 - the inner statement is written here, nothing comes from outside
)

_WAITING: Final = text(
    f"""
    WITH branch AS MATERIALIZED ({_BRANCH})
    SELECT person_id, count(*) AS entries FROM work_entry
    WHERE tenant_id = :tenant AND status = 'submitted' AND unit_id IN (SELECT unit_id FROM branch)
      AND appointment_id IN (
          SELECT id FROM appointment WHERE tenant_id = :tenant AND person_id = ANY (CAST(:people AS uuid[])))
    GROUP BY person_id
    """  # noqa: S608 - the inner statement is written here, nothing comes from outside
)

# Open tasks of posts in the branch, with what has been handed in of them so far.
_TASKS: Final = text(
    f"""
    WITH branch AS MATERIALIZED ({_BRANCH})
    SELECT task.id, task.title, post.person_id, task.work_item_id, task.due_date,
           CAST(task.created_at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS date) AS assigned_on,
           greatest(task.quantity - coalesce(done.quantity, 0), 0) AS remaining
    FROM task
    JOIN appointment AS post ON post.tenant_id = :tenant AND post.id = task.appointment_id
    LEFT JOIN LATERAL (
        SELECT sum(coalesce(accepted_quantity, quantity)) AS quantity FROM work_entry
        WHERE tenant_id = :tenant AND task_id = task.id AND status IN ('submitted', 'verified')
          AND work_date >= CAST(task.created_at AT TIME ZONE 'Asia/Ho_Chi_Minh' AS date) - 62
    ) AS done ON true
    WHERE task.tenant_id = :tenant AND task.status = 'open'
      AND post.person_id = ANY (CAST(:people AS uuid[])) AND post.unit_id IN (SELECT unit_id FROM branch)
    ORDER BY task.due_date, task.id
    """  # noqa: S608 - the inner statement is written here, nothing comes from outside
)


@dataclass(frozen=True)
class DueTask:
    """An open task with something left to do; `days_left` counts working days and is negative when late."""

    id: UUID
    title: str
    person_id: UUID
    full_name: str
    due_date: date
    days_left: int


@dataclass(frozen=True)
class PersonToday:
    """One person's day: norm minutes carried, logged and confirmed, against the minutes of their own working day.

    `week` holds the logged minutes of the working days up to today, oldest first.
    """

    person_id: UUID
    full_name: str
    sort_key: str
    appointment_id: UUID
    unit_id: UUID
    unit_name: str
    state: loads.State
    doing: str | None
    day_minutes: Decimal
    assigned: Decimal
    logged: Decimal
    confirmed: Decimal
    open_tasks: int
    late_tasks: int
    waiting: int
    week: Sequence[Decimal]


@dataclass(frozen=True)
class UnitToday:
    """A branch on a day; people in the order of what deserves a look, tasks by due date."""

    unit_id: UUID
    on: date
    working: bool
    days: Sequence[date]
    people: Sequence[PersonToday]
    due: Sequence[DueTask]


@dataclass
class _Work:
    """What is known of one person besides the post."""

    logged: dict[date, Decimal] = field(default_factory=dict)
    confirmed: Decimal = Decimal(0)
    item: UUID | None = None
    waiting: int = 0
    tasks: list[tuple[RowMapping, loads.OpenTask]] = field(default_factory=list)


async def unit_today(session: AsyncSession, caller: Caller, unit_id: UUID, on: date, *, today: date) -> UnitToday:
    """The people of a unit and of all below it on a day, for those who may follow (theo dõi) that branch.

    Tasks are those open now, whatever the day. The caller's own line is left out. A branch of more than `MOST_PEOPLE`
    is refused: nobody reads such a list, the units below are asked one by one.
    """
    grant = authorize(caller, "work_entry", "read")
    if not today - timedelta(days=REACH_BACK) <= on <= today:
        raise BadInput("on", expected=f"trong {REACH_BACK} ngày qua", expected_en=f"within the last {REACH_BACK} days")
    path = await organisation.unit_path(session, unit_id, on)
    if path is None or not grant.covers(path):
        raise NotFound("unitId")
    first, after = branch_range(path)
    values = {"tenant": tenant_of(session), "first": first, "after": after, "day": on}
    posts = [row for row in await _rows(session, _PEOPLE, values) if row["person_id"] != caller.person_id]
    if len(posts) > MOST_PEOPLE:
        raise BranchTooLarge("unitId", people=len(posts), most=MOST_PEOPLE)
    days, working = await _week(session, on)
    work = await _work(session, values | {"people": [row["person_id"] for row in posts], "begin": days[0]}, on)
    names = await catalogue.items_in_force(session, {one.item for one in work.values() if one.item is not None}, on)
    found = [
        _person(row, work[row["person_id"]], days, on, {key: item.name for key, item in names.items()}) for row in posts
    ]
    found.sort(key=lambda one: (loads.BY_WEIGHT.index(one.state), -one.late_tasks, -one.assigned, one.sort_key))
    return UnitToday(unit_id, on, working, days, found, _due({one.person_id: one.full_name for one in found}, work))


async def _rows(session: AsyncSession, statement: TextClause, values: Mapping[str, Any]) -> Sequence[RowMapping]:
    return (await session.execute(statement, dict(values))).mappings().all()


async def _week(session: AsyncSession, on: date) -> tuple[list[date], bool]:
    """The last working days up to a day, which is shown too if it is none; and whether it is one."""
    calendar = await registry.calendar(session, on - timedelta(days=3 * WEEK), on)
    before = [one.day for one in calendar if one.working and one.day < on]
    return [*before[1 - WEEK :], on], any(one.working and one.day == on for one in calendar)


async def _work(session: AsyncSession, values: Mapping[str, Any], on: date) -> dict[UUID, _Work]:
    found = {person_id: _Work() for person_id in values["people"]}
    for row in await _rows(session, _LOGGED, values):
        one = found[row["person_id"]]
        one.logged[row["work_date"]] = row["logged"]
        if row["work_date"] == on:
            one.confirmed, one.item = row["confirmed"], row["newest_item"]
    for row in await _rows(session, _WAITING, values):
        found[row["person_id"]].waiting = row["entries"]
    tasks = await _rows(session, _TASKS, values)
    items = await catalogue.items_on_days(session, ((row["work_item_id"], row["assigned_on"]) for row in tasks))
    left = await _days_left(session, on, (row["due_date"] for row in tasks))
    for row in tasks:
        item = items.get((row["work_item_id"], row["assigned_on"]))
        minutes = row["remaining"] * (item.norm_minutes if item is not None else 0)
        found[row["person_id"]].tasks.append((row, loads.OpenTask(minutes, left[row["due_date"]])))
    return found


async def _days_left(session: AsyncSession, on: date, due: Iterable[date]) -> dict[date, int]:
    """Working days from a day to each due date; days beyond the calendar are reckoned five to a week."""
    wanted = set(due)
    ordinals = {
        one.day: one.ordinal
        for one in (await registry.calendar(session, min({on, *wanted}), max({on, *wanted})) if wanted else ())
    }
    here = ordinals.get(on)
    return {
        day: ordinals[day] - here if here is not None and day in ordinals else (day - on).days * 5 // 7
        for day in wanted
    }


def _person(row: RowMapping, work: _Work, days: Sequence[date], on: date, names: Mapping[UUID, str]) -> PersonToday:
    logged = work.logged.get(on, Decimal(0))
    tasks = [task for _, task in work.tasks if task.minutes > 0]
    carried, late = loads.assigned(logged, tasks), sum(task.late for task in tasks)
    day = loads.DAY * row["share"]
    next_task = next((told["title"] for told, task in work.tasks if task.minutes > 0), None)
    return PersonToday(
        **{name: row[name] for name in ("person_id", "full_name", "sort_key", "appointment_id", "unit_id")},
        unit_name=row["unit_name"],
        state=loads.state(carried, logged, late, day),
        doing=(names.get(work.item) if work.item is not None else None) or next_task,
        day_minutes=day,
        assigned=carried,
        logged=logged,
        confirmed=work.confirmed,
        open_tasks=len(tasks),
        late_tasks=late,
        waiting=work.waiting,
        week=[work.logged.get(one, Decimal(0)) for one in days],
    )


def _due(names: Mapping[UUID, str], work: Mapping[UUID, _Work]) -> list[DueTask]:
    """Late tasks and those due soon, the most urgent first."""
    pressing = [
        DueTask(row["id"], row["title"], row["person_id"], names[row["person_id"]], row["due_date"], task.days_left)
        for one in work.values()
        for row, task in one.tasks
        if task.minutes > 0 and task.days_left <= DUE_SOON
    ]
    return sorted(pressing, key=lambda task: (task.due_date, task.id))

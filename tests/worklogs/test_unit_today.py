"""My unit today: sums of a branch, by right and by delegation, in as many statements for 300 people as for three."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.errors import BadInput, Forbidden, NotFound
from policies.authority import Caller
from tenants.worklogs import unit_today
from tenants.worklogs.errors import BranchTooLarge
from tenants.worklogs.unit_today import PersonToday, UnitToday
from tests.worklogs.conftest import Log

SECONDS = 2.0

# So many cadres with a task each and an entry on each of seven days, like the first cadre's.
CROWD = """
    WITH made AS (
        INSERT INTO person (tenant_id, id, pin, full_name, sort_key, search_key)
        SELECT :tenant, gen_random_uuid(), lpad((90000000000 + place)::text, 12, '0'), 'Người ' || place, place::text,
               place::text
        FROM generate_series(1000 * :people, 1000 * :people + :people - 1) AS place RETURNING id
    ), posts AS (
        INSERT INTO appointment (tenant_id, id, person_id, unit_id, role, is_primary, weight, valid_from)
        SELECT :tenant, gen_random_uuid(), id, :unit, 'cadre', true, 1, :opened FROM made RETURNING id, person_id
    ), given AS (
        INSERT INTO task (tenant_id, id, appointment_id, assigned_by, work_item_id, title, quantity, due_date, status)
        SELECT :tenant, gen_random_uuid(), id, :head, :item, 'Việc giao', 2, :day, 'open' FROM posts
    )
    INSERT INTO work_entry (tenant_id, id, work_date, person_id, appointment_id, unit_id, work_item_id,
        work_item_version, status, revision, quantity, minutes, output, days_late, norm_minutes, complexity, k,
        failed_reviews, delays, failed_waived, delays_waived)
    SELECT :tenant, gen_random_uuid(), :day - back, person_id, id, :unit, :item, 1, 'submitted', 0, 4, 240, 'x', 0,
        60, 'hard', 1, 0, 0, 0, 0
    FROM posts, generate_series(0, 6) AS back
"""


@pytest.fixture
async def head(log: Log) -> Caller:
    return log.province.caller("division_head")


async def ask(log: Log, who: Caller, unit: str = "budget_division", on: date | None = None) -> UnitToday:
    province = log.province
    async with province.db.tenant(province.id) as session:
        return await unit_today.unit_today(session, who, province.units[unit], on or log.today, today=log.today)


def line(found: UnitToday, log: Log, name: str) -> PersonToday:
    return next(one for one in found.people if one.person_id == log.province.people[name])


async def test_a_day_shows_what_is_assigned_logged_confirmed_and_waiting(log: Log, head: Caller) -> None:
    task = await log.assign(quantity=Decimal(4), due_date=log.today)
    first = await log.write(task_id=task.id, quantity=Decimal(3))
    await log.verify(first.id, accepted_quantity=Decimal(2))
    await log.write(work_item_id=log.items["reply"], quantity=Decimal(4), minutes=90)
    await log.write(submit=False)
    await log.write("cadre2", work_date=log.today - timedelta(days=1))
    found = await ask(log, head)
    cadre = line(found, log, "cadre1")
    assert (int(cadre.logged), int(cadre.confirmed)) == (240, 120)
    assert cadre.assigned == 240 + 120  # two of four products are left, one hour each, due today
    assert (cadre.open_tasks, cadre.late_tasks, cadre.waiting, cadre.state) == (1, 0, 1, "fit")
    assert cadre.week[-1] == 240
    assert cadre.doing == "Trả lời công văn"
    assert (line(found, log, "cadre2").state, line(found, log, "cadre2").waiting) == ("silent", 1)
    assert [(one.id, one.days_left) for one in found.due] == [(task.id, 0)]


async def test_late_tasks_stand_first_and_what_was_handed_in_is_not_late(log: Log, head: Caller) -> None:
    province = log.province
    late = [await log.assign("cadre2", quantity=Decimal("0.5")) for _ in range(3)]
    done = await log.assign("cadre1", quantity=Decimal(2))
    await log.write(task_id=done.id)
    async with province.db.tenant(province.id) as session:
        await session.execute(
            text("UPDATE task SET due_date = :day, created_at = now() - interval '30 days'"),
            {"day": log.today - timedelta(days=14)},
        )
    found = await ask(log, head)
    assert [one.state for one in found.people] == ["late", "spare"]
    assert found.people[0].late_tasks == 3
    assert {one.id for one in found.due} == {task.id for task in late}
    assert all(one.days_left < -5 for one in found.due)


async def test_whoever_does_not_lead_the_branch_learns_nothing_of_it(log: Log, head: Caller) -> None:
    province = log.province
    for who, unit in (("division_head", "price_division"), ("commune_head", "budget_division"), ("cadre1", "commune")):
        with pytest.raises(NotFound):
            await ask(log, province.caller(who), unit)
    with pytest.raises(Forbidden):
        await ask(log, province.caller("admin"))
    with pytest.raises(BadInput):
        await ask(log, head, on=log.today + timedelta(days=1))
    acting = province.delegate("cadre2", "division_head")
    assert {one.full_name for one in (await ask(log, acting)).people} == {"Lê Văn Đức", "Võ Minh An"}


async def test_the_head_of_an_agency_sees_all_divisions_without_the_own_line(log: Log) -> None:
    found = await ask(log, log.province.caller("agency_head"), "department")
    assert {one.unit_name for one in found.people} > {"Phòng Quản lý ngân sách", "Phòng Quản lý giá và công sản"}
    assert log.province.people["agency_head"] not in {one.person_id for one in found.people}


@contextmanager
def counting(session: AsyncSession) -> Iterator[list[str]]:
    said: list[str] = []

    def note(*given: object) -> None:
        said.append(str(given[2]))

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


@asynccontextmanager
async def crowded(log: Log, people: int) -> AsyncIterator[AsyncSession]:
    province = log.province
    async with province.db.tenant(province.id) as session:
        await session.execute(
            text(CROWD),
            {
                "tenant": province.id, "people": people, "unit": province.units["budget_division"],
                "opened": province.opened, "head": province.people["division_head"], "day": log.today,
                "item": log.items["appraise"],
            },
        )  # fmt: skip
        yield session


async def test_three_hundred_people_take_as_many_statements_as_three(log: Log, head: Caller) -> None:
    province = log.province
    counts = []
    for people in (3, 297):
        async with crowded(log, people) as session:
            with counting(session) as said:
                begun = time.perf_counter()
                unit = province.units["budget_division"]
                found = await unit_today.unit_today(session, head, unit, log.today, today=log.today)
                took = time.perf_counter() - begun
            counts.append(len(said))
    assert counts[0] == counts[1] <= 10
    assert len(found.people) == 302
    assert sum(one.logged for one in found.people) == 300 * 240
    assert took < SECONDS


async def test_more_people_than_anybody_reads_are_refused(log: Log, head: Caller) -> None:
    async with crowded(log, 500) as session:
        with pytest.raises(BranchTooLarge):
            await unit_today.unit_today(
                session, head, log.province.units["budget_division"], log.today, today=log.today
            )

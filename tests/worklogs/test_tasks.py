"""Assigned tasks: by a leader to a post of their branch, with a due date, once however often they are sent."""

from datetime import timedelta
from decimal import Decimal

import pytest

from kernel.errors import Forbidden, NotFound
from kernel.ids import uuid7
from tenants.worklogs import queries, tasks
from tenants.worklogs.errors import BadDueDate, BadQuantity, BadTaskText, UnknownTask, UnknownWorkItem, WrongState
from tenants.worklogs.queries import TaskFilter
from tests.worklogs.conftest import Log

MINE = TaskFilter(mine_only=True)


async def test_a_leader_assigns_and_the_cadre_sees_the_task_with_its_due_date(log: Log) -> None:
    province = log.province
    task = await log.assign()
    async with province.db.tenant(province.id) as session:
        mine = await queries.tasks(session, province.caller("cadre1"), MINE, on=log.today, limit=10)
        others = await queries.tasks(session, province.caller("cadre2"), TaskFilter(), on=log.today, limit=10)
    assert [(one.id, one.due_date) for one in mine] == [(task.id, log.today + timedelta(days=3))]
    assert list(others) == []


async def test_the_same_task_sent_twice_is_assigned_once(log: Log) -> None:
    task_id = uuid7()
    first = await log.assign(id=task_id)
    again = await log.assign(id=task_id, quantity=Decimal(9))
    assert (again.id, again.quantity) == (first.id, first.quantity)


async def test_nobody_assigns_outside_their_branch_or_without_the_role(log: Log) -> None:
    with pytest.raises(NotFound):
        await log.assign("commune_cadre", by="division_head")
    with pytest.raises(Forbidden):
        await log.assign("cadre2", by="cadre1")


async def test_a_due_date_lies_ahead_and_a_quantity_counts_products(log: Log) -> None:
    with pytest.raises(BadDueDate):
        await log.assign(due_date=log.today - timedelta(days=1))
    with pytest.raises(BadQuantity):
        await log.assign(quantity=Decimal("Infinity"))
    with pytest.raises(UnknownWorkItem):
        await log.assign(work_item_id=log.items["price"])


async def test_a_leader_finds_what_they_gave_with_its_note_and_how_far_it_has_come(log: Log) -> None:
    province = log.province
    task = await log.assign(note="  Kèm phụ lục 2 ", document_number=" 12/QĐ-STC ")
    await log.assign(by="agency_head")
    entry = await log.write(task_id=task.id, quantity=Decimal(3))
    await log.write(task_id=task.id, quantity=Decimal(1))
    await log.write(task_id=task.id, submit=False)
    await log.verify(entry.id, accepted_quantity=Decimal(2))
    async with province.db.tenant(province.id) as session:
        head, given = province.caller("division_head"), TaskFilter(given_only=True, statuses=("open",))
        found = await queries.tasks(session, head, given, on=log.today, limit=10)
        progress = await queries.progress_of(session, [task.id])
    assert [(one.id, one.note, one.document_number) for one in found] == [(task.id, "Kèm phụ lục 2", "12/QĐ-STC")]
    assert (progress[task.id].logged, progress[task.id].confirmed) == (Decimal(3), Decimal(2))
    with pytest.raises(BadTaskText):
        await log.assign(note="x" * 5000)


async def test_a_closed_task_takes_no_more_entries_and_is_closed_once(log: Log) -> None:
    province = log.province
    task = await log.assign()
    async with province.db.tenant(province.id) as session:
        leader = province.caller("division_head")
        assert (await tasks.close(session, leader, task.id, "cancelled", now=log.now)).status == "cancelled"
    with pytest.raises(UnknownTask):
        await log.write(task_id=task.id)
    with pytest.raises(WrongState):
        async with province.db.tenant(province.id) as session:
            await tasks.close(session, leader, task.id, "done", now=log.now)


async def test_another_branchs_leader_cannot_close_it(log: Log) -> None:
    province = log.province
    task = await log.assign()
    with pytest.raises(NotFound):
        async with province.db.tenant(province.id) as session:
            await tasks.close(session, province.caller("commune_head"), task.id, "done", now=log.now)

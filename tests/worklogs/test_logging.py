"""A cadre's own log: what is written, what is refused, what is kept of the day."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from kernel.errors import Forbidden, NotFound, Refusal
from kernel.ids import uuid7
from tenants.worklogs import actions, queries
from tenants.worklogs.errors import (
    BadEvidence,
    BadIdentifier,
    BadMinutes,
    BadQuantity,
    BadTimes,
    DayFull,
    FutureDate,
    MissingEvidence,
    MissingOutput,
    NoAppointment,
    TooLate,
    UnknownTask,
    UnknownWorkItem,
    WrongState,
)
from tenants.worklogs.models import EntryEvent, Evidence, WorkEntry
from tenants.worklogs.rules import EvidenceInput
from tests.worklogs.conftest import Log


async def test_an_entry_keeps_unit_position_norm_and_coefficients_of_its_day(log: Log) -> None:
    row = await log.write()
    assert (row.status, row.norm_minutes, row.complexity, row.k) == ("submitted", 60, "hard", Decimal("1.5"))
    assert row.unit_id == log.province.units["budget_division"]
    assert row.revision == 0


async def test_sending_the_same_entry_twice_stores_it_once(log: Log) -> None:
    entry_id = uuid7()
    first = await log.write(id=entry_id)
    again = await log.write(id=entry_id, quantity=Decimal(9), work_date=log.today - timedelta(days=1))
    assert (again.id, again.quantity, again.work_date) == (first.id, Decimal(2), first.work_date)
    async with log.province.db.tenant(log.province.id) as session:
        assert await session.scalar(select(func.count()).select_from(WorkEntry)) == 1
        assert await session.scalar(select(func.count()).select_from(Evidence)) == 1


async def test_an_id_used_by_somebody_else_is_refused_without_saying_whose(log: Log) -> None:
    entry_id = uuid7()
    await log.write(id=entry_id)
    with pytest.raises(BadIdentifier):
        await log.write("cadre2", id=entry_id)


@pytest.mark.parametrize(
    ("changes", "refusal", "path"),
    [
        ({"id": uuid4()}, BadIdentifier, ("id",)),
        ({"quantity": Decimal(0)}, BadQuantity, ("quantity",)),
        ({"quantity": Decimal("1.001")}, BadQuantity, ("quantity",)),
        ({"quantity": Decimal("NaN")}, BadQuantity, ("quantity",)),
        ({"minutes": 0}, BadMinutes, ("minutes",)),
        ({"minutes": 961}, BadMinutes, ("minutes",)),
        ({"output": "   "}, MissingOutput, ("output",)),
        ({"evidence": ()}, MissingEvidence, ("evidence",)),
        ({"evidence": (EvidenceInput(),)}, BadEvidence, ("evidence", 0)),
        ({"evidence": (EvidenceInput(link="http://x.vn"),)}, BadEvidence, ("evidence", 0, "link")),
        ({"evidence": (EvidenceInput(file_id=uuid7()),)}, BadEvidence, ("evidence", 0, "fileId")),
        ({"work_item_id": uuid7()}, UnknownWorkItem, ("workItemId",)),
        ({"task_id": uuid7()}, UnknownTask, ("taskId",)),
        ({"appointment_id": uuid7()}, NoAppointment, ("appointmentId",)),
    ],
)
async def test_what_cannot_be_is_refused_at_its_place_and_nothing_is_kept(
    log: Log, changes: dict[str, Any], refusal: type[Refusal], path: tuple[str | int, ...]
) -> None:
    with pytest.raises(refusal) as refused:
        await log.write(**changes)
    assert refused.value.path == path
    assert refused.value.sentence("vi") != refused.value.sentence("en")
    async with log.province.db.tenant(log.province.id) as session:
        assert await session.scalar(select(func.count()).select_from(WorkEntry)) == 0
        assert await session.scalar(select(func.count()).select_from(EntryEvent)) == 0


async def test_tomorrow_and_days_beyond_the_tenants_limit_cannot_be_logged(log: Log) -> None:
    with pytest.raises(FutureDate):
        await log.write(work_date=log.today + timedelta(days=1))
    with pytest.raises(TooLate):
        await log.write(work_date=log.today - timedelta(days=8))
    assert (await log.write(work_date=log.today - timedelta(days=7))).status == "submitted"


async def test_a_finish_before_the_start_or_in_the_future_is_refused(log: Log) -> None:
    with pytest.raises(BadTimes):
        await log.write(started_at=log.now, finished_at=log.now - timedelta(minutes=5))
    with pytest.raises(BadTimes):
        await log.write(finished_at=log.now + timedelta(hours=2))


async def test_a_day_holds_no_more_minutes_than_the_tenant_allows(log: Log) -> None:
    await log.write(minutes=900)
    with pytest.raises(DayFull) as refused:
        await log.write(minutes=61)
    assert refused.value.data["logged"] == 900


async def test_an_item_of_another_unit_is_as_good_as_none(log: Log) -> None:
    with pytest.raises(UnknownWorkItem):
        await log.write(work_item_id=log.items["price"])
    assert (await log.write("cadre3", work_item_id=log.items["price"])).complexity == "normal"


async def test_lateness_is_counted_in_working_days_from_the_tasks_due_date(log: Log) -> None:
    task = await log.assign(due_date=log.today + timedelta(days=14))
    row = await log.write(task_id=task.id)
    assert row.due_date == task.due_date
    assert -10 <= row.days_late <= -8


async def test_a_draft_is_edited_submitted_withdrawn_and_discarded(log: Log) -> None:
    province = log.province
    row = await log.write(submit=False, evidence=())
    caller = province.caller("cadre1")
    async with province.db.tenant(province.id) as session:
        changed = await actions.edit(
            session, caller, log.entry(id=row.id, quantity=Decimal(5), work_date=log.today - timedelta(1)), now=log.now
        )
        assert (changed.quantity, changed.work_date) == (Decimal(5), log.today - timedelta(1))
    async with province.db.tenant(province.id) as session:
        assert (await actions.submit(session, caller, row.id, now=log.now)).status == "submitted"
    with pytest.raises(WrongState):
        async with province.db.tenant(province.id) as session:
            await actions.edit(session, caller, log.entry(id=row.id), now=log.now)
    async with province.db.tenant(province.id) as session:
        assert (await actions.withdraw(session, caller, row.id, now=log.now)).status == "draft"
    async with province.db.tenant(province.id) as session:
        await actions.discard(session, caller, row.id, now=log.now)
    async with province.db.tenant(province.id) as session:
        assert await session.scalar(select(func.count()).select_from(WorkEntry)) == 0
        steps = (await queries.events_of(session, [row.id]))[row.id]
    assert [step.kind for step in steps] == ["logged", "edited", "submitted", "withdrawn", "discarded"]


async def test_a_refused_date_cannot_be_slipped_past_by_editing_a_draft(log: Log) -> None:
    province = log.province
    row = await log.write(submit=False, work_date=log.today - timedelta(days=7))
    later = log.now + timedelta(days=3)
    with pytest.raises(TooLate):
        async with province.db.tenant(province.id) as session:
            await actions.edit(session, province.caller("cadre1"), log.entry(id=row.id), now=later)


async def test_somebody_elses_entry_a_foreign_one_and_an_unknown_one_are_answered_alike(
    log: Log, other_province: object
) -> None:
    row = await log.write(submit=False)
    province = log.province
    for who, entry_id in (("cadre2", row.id), ("cadre1", uuid7())):
        with pytest.raises(NotFound):
            async with province.db.tenant(province.id) as session:
                await actions.submit(session, province.caller(who), entry_id, now=log.now)


async def test_an_administrator_has_no_log_of_their_own(log: Log) -> None:
    with pytest.raises(Forbidden):
        await log.write("admin")


async def test_my_entries_come_newest_first_and_page_by_key(log: Log) -> None:
    province = log.province
    for days in (2, 0, 1):
        await log.write(work_date=log.today - timedelta(days=days))
    async with province.db.tenant(province.id) as session:
        caller = province.caller("cadre1")
        first = await queries.mine(session, caller, queries.EntryFilter(), limit=2)
        rest = await queries.mine(
            session, caller, queries.EntryFilter(), limit=2, after=(first[-1].work_date, first[-1].id)
        )
    assert [row.work_date for row in (*first, *rest)] == [log.today - timedelta(days=n) for n in (0, 1, 2)]

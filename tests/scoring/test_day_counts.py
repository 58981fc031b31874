"""Days early or late reach the norms as the package wants them counted."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from kernel.clock import TIMEZONE
from tenants.norms import actions as norms
from tenants.norms.language import shipped_text
from tenants.registry import queries as registry
from tenants.scoring import actions
from tenants.scoring.models import EntryScore
from tests.worklogs.conftest import Log

WORKING = shipped_text("khanh-hoa")
CALENDAR = WORKING.replace("days_late_in: {value: working_days,", "days_late_in: {value: calendar_days,")
DAYS_LATE = 4


async def days_late(log: Log, document: str, **changes: Any) -> tuple[int, int]:
    """The days the norms were given for an entry of a task due in a fortnight, and those the log keeps."""
    task = await log.assign(due_date=log.today + timedelta(days=14))
    row = await log.write(task_id=task.id, **changes)
    await log.verify(row.id)
    async with log.province.db.tenant(log.province.id) as session:
        await norms.put_in_force(session, document, valid_from=log.province.opened, now=log.now)
        await actions.score_pending(session)
        score = (await session.scalars(select(EntryScore))).one()
    return int(score.inputs[DAYS_LATE] or ""), score.days_late


async def test_working_days_are_those_of_the_calendar(log: Log) -> None:
    async with log.province.db.tenant(log.province.id) as session:
        between = await registry.working_days(session, log.today + timedelta(days=1), log.today + timedelta(days=14))

    assert await days_late(log, WORKING) == (-between, -between)


async def test_calendar_days_count_every_day_and_the_log_keeps_its_own(log: Log) -> None:
    given, kept = await days_late(log, CALENDAR)

    assert given == -14
    assert kept > -14


async def test_the_day_of_the_finish_is_the_day_in_vietnam(log: Log) -> None:
    just_after_midnight = datetime.combine(log.today, time(0, 0, 30), TIMEZONE)  # the day before in UTC

    given, _ = await days_late(
        log, CALENDAR, work_date=log.today - timedelta(days=1), finished_at=just_after_midnight, minutes=10
    )

    assert given == -14


async def test_work_without_a_due_date_is_on_time(log: Log) -> None:
    row = await log.write()
    await log.verify(row.id)
    async with log.province.db.tenant(log.province.id) as session:
        await norms.put_in_force(session, CALENDAR, valid_from=log.province.opened, now=log.now)
        await actions.score_pending(session)
        inputs = await session.scalar(select(EntryScore.inputs))

    assert inputs is not None
    assert inputs[DAYS_LATE] == "0"

"""The schedule: due work is done by one process, and again after a failure."""

import asyncio
import threading
from datetime import timedelta

import psycopg
import pytest
from sqlalchemy import text

from kernel.database import Database
from tests.workers.conftest import Place, until
from workers.schedule import Periodic, Schedule, fire, register

SQL = psycopg.Connection[tuple[object, ...]]
HOURLY = timedelta(hours=1)


class Counter:
    """Periodic work that counts itself."""

    def __init__(self, failures: int = 0) -> None:
        self.runs = 0
        self.failures = failures

    async def run(self, database: Database) -> None:
        self.runs += 1
        async with database.platform() as session:
            await session.execute(text("SELECT pg_sleep(0.1)"))
        if self.runs <= self.failures:
            raise ValueError("not this time")


async def test_of_several_processes_one_fires(apart: Database, queue: str) -> None:
    counter = Counter()
    periodic = Periodic(queue, HOURLY, counter.run)
    await register(apart, [periodic])
    fired = await asyncio.gather(*(fire(apart, periodic) for _ in range(4)))
    assert sorted(fired) == [False, False, False, True]
    assert counter.runs == 1


async def test_what_ran_is_due_again_after_its_interval(apart: Database, queue: str, sql: SQL) -> None:
    counter = Counter()
    periodic = Periodic(queue, HOURLY, counter.run)
    await register(apart, [periodic])
    await register(apart, [periodic])
    assert [await fire(apart, periodic) for _ in range(2)] == [True, False]
    sql.execute("UPDATE scheduled_job SET last_run_at = now() - interval '61 minutes' WHERE name = %s", [queue])
    assert await fire(apart, periodic)


async def test_what_failed_is_still_due(apart: Database, queue: str) -> None:
    counter = Counter(failures=1)
    periodic = Periodic(queue, HOURLY, counter.run)
    await register(apart, [periodic])
    with pytest.raises(ValueError, match="not this time"):
        await fire(apart, periodic)
    assert await fire(apart, periodic)


def test_the_schedules_of_several_processes_do_the_work_once(place: Place, queue: str) -> None:
    counters = [Counter() for _ in range(3)]
    schedules = [Schedule(place.app, [Periodic(queue, HOURLY, counter.run)]) for counter in counters]
    for schedule in schedules:
        schedule.start()
    until(lambda: sum(counter.runs for counter in counters) == 1)
    for schedule in schedules:
        schedule.end()
    assert sum(counter.runs for counter in counters) == 1


def test_a_schedule_waits_for_a_database_that_is_away(queue: str) -> None:
    counter = Counter()
    schedule = Schedule("postgresql://nobody@127.0.0.1:1/nothing", [Periodic(queue, HOURLY, counter.run)])
    schedule.start()
    threading.Event().wait(0.5)
    assert schedule.is_alive()
    schedule.end()
    assert counter.runs == 0

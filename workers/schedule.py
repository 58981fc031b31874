"""The schedule: periodic work that one process does at a time, however many run."""

import asyncio
import logging
import threading
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import OperationalError
from typing_extensions import override

from kernel import telemetry
from kernel.database import Database
from kernel.queue import ScheduledJob

logger = logging.getLogger(__name__)

TICK = 0.25
LONGEST_LOOK = 5.0
PAUSE_AFTER_FAILURE = 30.0
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Periodic:
    """Work to do again and again; `run` gets the database and opens its own transactions.

    It is done at least once every `every`, and once more when a process dies in the middle.
    """

    name: str
    every: timedelta
    run: Callable[[Database], Awaitable[None]]


async def register(database: Database, plan: Iterable[Periodic]) -> None:
    """Give each periodic job its row, due at once when it is new."""
    rows = [{"name": periodic.name, "last_run_at": NEVER} for periodic in plan]
    async with database.platform() as session:
        await session.execute(insert(ScheduledJob).values(rows).on_conflict_do_nothing())


async def fire(database: Database, periodic: Periodic) -> bool:
    """Do periodic work if it is due and no other process is doing it; whether it was done.

    The job's row stays locked while it runs, and remembers the run only when it succeeded.
    """
    own = ScheduledJob.name == periodic.name
    async with database.platform() as session:
        with telemetry.quiet():
            due = select(ScheduledJob.name).where(own, ScheduledJob.last_run_at <= func.now() - periodic.every)
            if await session.scalar(due.with_for_update(skip_locked=True)) is None:
                return False
        with telemetry.tracer().start_as_current_span(f"schedule {periodic.name}"):
            await periodic.run(database)
        with telemetry.quiet():
            await session.execute(update(ScheduledJob).where(own).values(last_run_at=func.clock_timestamp()))
    return True


class Schedule(threading.Thread):
    """Fires what is due until it is ended; any number of them may run at once."""

    def __init__(self, database_url: str, plan: Iterable[Periodic]) -> None:
        super().__init__(name="schedule", daemon=True)
        self._url = database_url
        self._plan = tuple(plan)
        self._registered = False
        self._ends = threading.Event()

    def end(self) -> None:
        """Finish the periodic job at hand and stop."""
        self._ends.set()
        if self.is_alive():
            self.join()

    @override
    def run(self) -> None:
        asyncio.run(self._main())

    async def _main(self) -> None:
        database = Database(self._url, pool_size=2)
        look_at = dict.fromkeys(self._plan, 0.0)
        try:
            while not self._ends.is_set():
                for periodic in [periodic for periodic, at in look_at.items() if at <= time.monotonic()]:
                    look_at[periodic] = time.monotonic() + await self._look(database, periodic)
                await asyncio.sleep(TICK)
        finally:
            await database.close()

    async def _look(self, database: Database, periodic: Periodic) -> float:
        """Fire the job if it is due; the answer is in how many seconds to look again."""
        try:
            if not self._registered:
                await register(database, self._plan)
                self._registered = True
            await fire(database, periodic)
        except OperationalError as error:
            logger.warning("the database is away and %s waits: %s", periodic.name, error)
        except Exception:  # a schedule that ends stops everything periodic
            logger.exception("%s failed and is tried again in %.0f s", periodic.name, PAUSE_AFTER_FAILURE)
            return PAUSE_AFTER_FAILURE
        return min(periodic.every.total_seconds() / 10, LONGEST_LOOK)

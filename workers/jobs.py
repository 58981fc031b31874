"""What a job is, and how it becomes a Dramatiq actor: one tenant's transaction around one function of the domain."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

import dramatiq
from dramatiq import Broker, Middleware, Worker
from dramatiq.asyncio import EventLoopThread, set_event_loop_thread
from typing_extensions import override

from kernel.database import Database

logger = logging.getLogger(__name__)

QUEUE = "roviec"
# Jobs that wait for other systems at once, in one process.
BESIDE = 256
BESIDE_CONNECTIONS = 2


@dataclass(frozen=True)
class Job:
    """A piece of background work, asked for in the outbox by its name.

    `run` takes the tenant's session and what the outbox row says, and answers how much it did. It may run twice, or
    twice at once, without harm. Of jobs that wait, those of lower priority number go first; `minutes` is the longest
    that one may take.

    A job that runs `beside` waits for other systems: it is given the database and the tenant, opens its own short
    transactions, and runs in the event loop without keeping one of the worker's threads. It must find what a process
    that ended left undone, for its message is let go when it begins.
    """

    name: str
    run: Callable[..., Awaitable[int]]
    priority: int = 0
    minutes: float = 15
    beside: bool = False


class EventLoop(Middleware):
    """The event loop of this process's jobs, and the database connections that live on it.

    In place of Dramatiq's own, which gives its thread one second to start: a slow machine would fail every job.
    """

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._thread: EventLoopThread | None = None
        self._database: Database | None = None
        self._beside: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(BESIDE)

    @property
    def database(self) -> Database:
        """The database as jobs use it; there while a worker runs."""
        if self._database is None:
            raise RuntimeError("no worker runs in this process")
        return self._database

    def run_beside(self, job: "Job", tenant_id: int, args: dict[str, Any]) -> None:
        """Let a job run in the loop, which whoever calls is in, beside others; a failure is told in the log."""

        async def run() -> None:
            async with self._room, asyncio.timeout(job.minutes * 60):
                try:
                    await job.run(self.database, tenant_id, **args)
                except Exception:
                    logger.exception("%s for tenant %d failed and is asked for again", job.name, tenant_id)

        task = asyncio.get_running_loop().create_task(run())
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    @override
    def before_worker_boot(self, broker: Broker, worker: Worker) -> None:
        self._database = Database(self._url, pool_size=worker.worker_threads + BESIDE_CONNECTIONS)
        self._thread = EventLoopThread(logger)
        self._thread.daemon = True
        self._thread.start(timeout=60)
        set_event_loop_thread(self._thread)

    @override
    def after_worker_shutdown(self, broker: Broker, worker: Worker) -> None:
        if self._thread is not None:
            self._thread.run_coroutine(self._leave())
            self._thread.stop()
            self._thread = None
            set_event_loop_thread(None)

    async def _leave(self) -> None:
        """End jobs that outlasted everybody's patience (they roll back and come again), then the connections."""
        late = asyncio.all_tasks() - {asyncio.current_task()}
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        if self._database is not None:
            await self._database.close()
            self._database = None


def declare(broker: Broker, loop: EventLoop, jobs: Iterable[Job], *, queue: str = QUEUE) -> None:
    """Make the jobs known to a broker, each as an actor of the job's name."""
    for job in jobs:
        limit = job.minutes * 60_000
        as_actor = dramatiq.actor(
            actor_name=job.name, queue_name=queue, priority=job.priority, broker=broker, time_limit=limit
        )
        as_actor(_actor(job, loop))


def _actor(job: Job, loop: EventLoop) -> Callable[..., Awaitable[None]]:
    async def run(tenant_id: int, **args: Any) -> None:  # noqa: ANN401 - each job has its own arguments
        if job.beside:
            loop.run_beside(job, tenant_id, args)
            return
        async with loop.database.tenant(tenant_id) as session:
            done = await job.run(session, **args)
        logger.debug("%s did %d for tenant %d", job.name, done, tenant_id)

    return run

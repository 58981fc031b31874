"""What happens to a job that fails: it waits and runs again while the database is away, and is given up otherwise."""

import logging
import random
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import CancelledError
from typing import Any

import psycopg
from dramatiq import Broker, Message, MessageProxy, Middleware, Worker
from psycopg import errors
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from typing_extensions import override

from kernel.errors import TenantResting

logger = logging.getLogger(__name__)

TRIES = 5
SHORTEST_PAUSE = 1_000
LONGEST_PAUSE = 60_000
# Statements that take too long will do so again; everything else of this class passes: restarts, deadlocks, full disks.
NEVER_TRANSIENT = (errors.QueryCanceled,)
PASSING = (
    psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout, ConnectionError, CancelledError, TenantResting,
)  # fmt: skip


def transient(failure: BaseException) -> bool:
    """Whether the same job may well succeed later, unchanged: the database was away or full, the process ended,
    the tenant is under maintenance."""
    cause: BaseException | None = failure.orig if isinstance(failure, DBAPIError) else failure
    if isinstance(cause, NEVER_TRANSIENT):
        return False
    return isinstance(cause, PASSING)


def pause(tries: int) -> int:
    """Milliseconds before the next try: doubling from one second to a minute, spread so that no herd comes back."""
    return int(min(SHORTEST_PAUSE * 2 ** min(tries, 16), LONGEST_PAUSE) * random.uniform(0.75, 1.25))  # noqa: S311 - no secret


class Patience(Middleware):
    """Enqueues a failed job again after a pause, for ever when its failure is transient, else a few times.

    Dramatiq's own middleware acknowledges the failed message even when enqueueing the next try has failed. Here the
    next try is safe before the message is let go, however long the broker is away.
    """

    def __init__(self, *, tries: int = TRIES, next_pause: Callable[[int], int] = pause) -> None:
        self._tries = tries
        self._next_pause = next_pause
        self._stopping = threading.Event()

    @override
    def before_worker_boot(self, broker: Broker, worker: Worker) -> None:
        self._stopping.clear()

    @override
    def before_worker_shutdown(self, broker: Broker, worker: Worker) -> None:
        self._stopping.set()

    @override
    def after_process_message(
        self, broker: Broker, message: MessageProxy, *, result: Any = None, exception: BaseException | None = None
    ) -> None:
        if exception is None:
            return
        tries = message.options.get("tries", 0) + 1
        told = "".join(traceback.format_exception(exception, limit=-8))[-4000:]
        message.options.update(tries=tries, traceback=told)
        if transient(exception) or tries < self._tries:
            delay = self._next_pause(tries - 1)
            logger.info("%s runs again in %.1f s, it failed %d times", message, delay / 1000, tries)
            self._enqueue(broker, message.copy(), delay)
        else:
            logger.error("%s is given up after %d tries and kept as dead: %r", message, tries, exception)
            message.fail()

    def _enqueue(self, broker: Broker, message: Message[Any], delay: int) -> None:
        attempt = 0
        while True:
            try:
                broker.enqueue(message, delay=delay)
            except Exception:  # a broker's library may raise anything, and returning now would lose the job
                logger.warning("the next try of %s can't be enqueued yet", message, exc_info=attempt == 0)
            else:
                return
            attempt += 1
            if self._stopping.wait(self._next_pause(min(attempt, 3)) / 1000):
                # The process ends and this thread with it; the message was never acknowledged and comes again.
                threading.Event().wait()

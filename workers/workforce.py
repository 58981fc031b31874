"""Relay, schedule and Dramatiq worker of one process: in threads beside the API, or as a process of their own."""

import logging
import time
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from dramatiq import Broker, Worker

from workers.connectors.pulling import Puller
from workers.relay import Relay
from workers.schedule import Periodic, Schedule

logger = logging.getLogger(__name__)

# How often idle threads look for work that nothing announced, such as a retry that falls due; milliseconds.
LOOK = 250
DRAIN_SECONDS = 20.0


class Workforce:
    """Everything of a process that works in the background; started once, stopped once.

    Nothing needs to be there when it starts: database and broker are waited for. One workforce to a process.
    """

    def __init__(
        self,
        database_url: str,
        broker: Broker,
        *,
        threads: int = 4,
        relay: bool = True,
        plan: Iterable[Periodic] = (),
        puller: Puller | None = None,
    ) -> None:
        self.broker = broker
        self._worker = Worker(broker, worker_threads=threads, worker_timeout=LOOK) if threads else None
        self._relay = Relay(database_url, broker) if relay else None
        self._schedule = Schedule(database_url, plan) if plan else None
        self._puller = puller

    def start(self) -> None:
        """Start the threads, and return at once."""
        if self._worker is not None:
            # What Dramatiq's own command does after it has forked; the time limit's thread starts by it.
            self.broker.emit_after("process_boot")
            self._worker.start()
        if self._relay is not None:
            self._relay.start()
        if self._schedule is not None:
            self._schedule.start()
        if self._puller is not None:
            self._puller.start()

    def stop(self, patience: float = DRAIN_SECONDS) -> None:
        """Take nothing new, let the jobs at hand finish within so many seconds, give back what was not begun.

        A job that takes longer is rolled back; its message was not acknowledged and comes again.
        """
        began = time.monotonic()
        for thread in (self._puller, self._schedule, self._relay):
            if thread is not None:
                thread.end()
        if self._worker is not None:
            self._worker.stop(timeout=int(patience * 1000))
        self.broker.close()
        logger.info("stopped in %.1f s", time.monotonic() - began)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

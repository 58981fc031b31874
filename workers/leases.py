"""A thread that keeps what this process took from the embedded queue, and wakes its consumers for new messages."""

import logging
import threading
import time
from uuid import UUID

import psycopg
from typing_extensions import override

from kernel import telemetry
from workers import queue_store
from workers.connections import Connection, connect

logger = logging.getLogger(__name__)

TICK = 0.2
LONGEST_PAUSE = 5.0


class LeaseKeeper(threading.Thread):
    """Proves that the process lives, renews its leases, and frees those of processes that died."""

    def __init__(self, url: str, holder: int, lease_seconds: float) -> None:
        super().__init__(name="queue-leases", daemon=True)
        self._url = url
        self._holder = holder
        self._seconds = lease_seconds
        self._held: dict[UUID, tuple[UUID, str]] = {}
        self._lock = threading.Lock()
        self._ends = threading.Event()
        self._bells: dict[str, threading.Event] = {}
        self.proven = threading.Event()

    def bell(self, queue: str) -> threading.Event:
        """The event that rings when a queue may have something to take; one for each queue."""
        with self._lock:
            return self._bells.setdefault(queue, threading.Event())

    def hold(self, deliveries: list[queue_store.Delivery], queue: str) -> None:
        """Keep these leases alive until they are let go."""
        with self._lock:
            self._held.update({delivery.id: (delivery.lease, queue) for delivery in deliveries})

    def let_go(self, message_id: UUID, lease: UUID, queue: str) -> None:
        """Stop keeping a lease; the queue's bell rings since there is room for another."""
        with self._lock:
            if self._held.get(message_id, (None,))[0] == lease:
                del self._held[message_id]
        self.bell(queue).set()

    def count(self, queue: str) -> int:
        """How many messages of a queue this process holds."""
        with self._lock:
            return sum(1 for _, name in self._held.values() if name == queue)

    def end(self) -> None:
        """Stop; the leases that are left are free as soon as the connection is closed."""
        self._ends.set()
        if self.is_alive():
            self.join()

    @override
    def run(self) -> None:
        pause = 0.1
        first = True
        with telemetry.quiet():
            while not self._ends.is_set():
                try:
                    with connect(self._url) as connection:
                        queue_store.prove_life(connection, self._holder)
                        self.proven.set()
                        pause = 0.1
                        # After a restart of the server its other users prove themselves again first.
                        self._keep(connection, time.monotonic() + (0 if first else self._seconds / 3))
                        first = False
                except psycopg.Error as error:
                    logger.warning("the queue's database is away: %s", error)
                    first = first and not self.proven.is_set()
                self.proven.clear()
                self._ends.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    def _keep(self, connection: Connection, due: float) -> None:
        self._ring("")
        while not self._ends.is_set():
            if time.monotonic() >= due:
                due = time.monotonic() + self._seconds / 3
                self._renew(connection)
                if freed := queue_store.release_of_the_dead(connection):
                    logger.info("freed %d messages of processes that ended", freed)
            for notice in connection.notifies(timeout=min(TICK, max(0.0, due - time.monotonic())), stop_after=1):
                self._ring(notice.payload)

    def _renew(self, connection: Connection) -> None:
        with self._lock:
            held = {message_id: lease for message_id, (lease, _) in self._held.items()}
        if not held:
            return
        kept = queue_store.renew(connection, held, self._seconds)
        with self._lock:
            for message_id in held.keys() - kept:
                if message_id in self._held and self._held[message_id][0] == held[message_id]:
                    # It was removed a moment ago, or it ran out while the database was away and runs once more.
                    del self._held[message_id]

    def _ring(self, queue: str) -> None:
        with self._lock:
            bells = [self._bells[queue]] if queue in self._bells else [] if queue else list(self._bells.values())
        for bell in bells:
            bell.set()

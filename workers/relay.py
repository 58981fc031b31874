"""The relay: hands what the outbox asks for to the broker, and removes it from the outbox.

It polls instead of listening: a NOTIFY in every transaction that writes would make all of them commit one by one.
"""

import json
import logging
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from dramatiq import Broker
from dramatiq.errors import BrokerConnectionError
from psycopg.rows import class_row
from typing_extensions import override

from kernel import telemetry
from workers.connections import Connection, connect
from workers.measures import Backlog
from workers.tracing import SINCE

logger = logging.getLogger(__name__)

POLL = 0.1
LONGEST_PAUSE = 10.0
# Rows of one tenant in a batch: enough to merge a flood, few enough that nobody waits long behind it.
SHARE = 500

# One step per tenant that has rows, not one per row: the key leads with the tenant.
TAKE = """
WITH RECURSIVE waiting AS (
    (SELECT tenant_id FROM outbox ORDER BY tenant_id LIMIT 1)
    UNION ALL
    SELECT (SELECT o.tenant_id FROM outbox o WHERE o.tenant_id > w.tenant_id ORDER BY o.tenant_id LIMIT 1)
    FROM waiting w WHERE w.tenant_id IS NOT NULL
)
SELECT taken.* FROM waiting w CROSS JOIN LATERAL (
    SELECT o.tenant_id, o.id, o.job, o.args, o.traceparent, o.created_at FROM outbox o
    WHERE o.tenant_id = w.tenant_id AND o.job = ANY(%(jobs)s)
    ORDER BY o.id LIMIT %(share)s FOR UPDATE SKIP LOCKED
) taken
"""
REMOVE = """
DELETE FROM outbox o USING unnest(%(tenants)s::integer[], %(ids)s::bigint[]) AS done (tenant_id, id)
WHERE o.tenant_id = done.tenant_id AND o.id = done.id
"""


@dataclass(frozen=True)
class Row:
    """A row of the outbox."""

    tenant_id: int
    id: int
    job: str
    args: dict[str, Any]
    traceparent: str | None
    created_at: datetime


def merge(rows: Iterable[Row]) -> list[list[Row]]:
    """Rows that ask for the same job with the same arguments become one group; then each tenant has its turn.

    Groups stand in the order of their first rows; the first of every tenant come before the second of any.
    """
    groups: dict[tuple[int, str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.tenant_id, row.job, json.dumps(row.args, sort_keys=True)), []).append(row)
    turns: dict[int, int] = {}
    queue: list[tuple[int, int, list[Row]]] = []
    for group in sorted(groups.values(), key=lambda group: group[0].id):
        turn = turns[group[0].tenant_id] = turns.get(group[0].tenant_id, 0) + 1
        queue.append((turn, group[0].id, group))
    return [group for _, _, group in sorted(queue, key=lambda place: place[:2])]


def relay_once(connection: Connection, broker: Broker) -> int:
    """Hand on one batch; the answer is how many rows left the outbox.

    A row is removed only after the broker has taken its message, in a commit that may fail: a message may come twice.
    When the broker fails, what it took until then is removed and the rest stays, then its error is raised.
    """
    failure: Exception | None = None
    handed: list[Row] = []
    with connection.transaction():
        jobs = sorted(broker.get_declared_actors())
        with connection.cursor(row_factory=class_row(Row)) as cursor:
            rows = cursor.execute(TAKE, {"jobs": jobs, "share": SHARE}).fetchall()
        for group in merge(rows):
            try:
                _hand_on(broker, group)
            except Exception as error:
                failure = error
                break
            handed += group
        if handed:
            connection.execute(REMOVE, {"tenants": [row.tenant_id for row in handed], "ids": [r.id for r in handed]})
    if failure is not None:
        raise failure
    return len(handed)


def _hand_on(broker: Broker, group: list[Row]) -> None:
    first = group[0]
    options: dict[str, Any] = {SINCE: first.created_at.timestamp()}
    if first.traceparent:
        options[telemetry.TRACEPARENT] = first.traceparent
    actor = broker.get_actor(first.job)
    broker.enqueue(actor.message_with_options(kwargs={"tenant_id": first.tenant_id, **first.args}, **options))


class Relay(threading.Thread):
    """Relays until it is ended; any number of them may run at once, on one machine or many."""

    def __init__(self, database_url: str, broker: Broker, *, poll: float = POLL) -> None:
        super().__init__(name="outbox-relay", daemon=True)
        self._url = database_url
        self._broker = broker
        self._poll = poll
        self._ends = threading.Event()

    def end(self) -> None:
        """Finish the batch at hand and stop."""
        self._ends.set()
        if self.is_alive():
            self.join()

    @override
    def run(self) -> None:
        pause = self._poll
        with telemetry.quiet():
            while not self._ends.is_set():
                began = time.monotonic()
                try:
                    with connect(self._url) as connection:
                        self._relay(connection)
                except Exception as error:  # a broker's library raises what it likes, and a dead relay stops all
                    pause = self._poll if time.monotonic() - began > LONGEST_PAUSE else min(pause * 2, LONGEST_PAUSE)
                    known = isinstance(error, (psycopg.OperationalError, BrokerConnectionError, ConnectionError))
                    logger.warning("cannot relay, next try in %.1f s: %s", pause, error, exc_info=not known)
                    self._ends.wait(pause)

    def _relay(self, connection: Connection) -> None:
        backlog = Backlog()
        while not self._ends.is_set():
            backlog.measure(connection)
            # Between batches requests for the same job gather, and become one message.
            if relay_once(connection, self._broker) < SHARE:
                self._ends.wait(self._poll)

"""Gauges of what waits: rows of the outbox and the age of the oldest, messages of the embedded queue, dead letters."""

import time

from kernel import telemetry
from workers.connections import Connection

EVERY = 15.0
MEASURE = """
SELECT (SELECT count(*) FROM outbox),
    (SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)::float FROM outbox),
    count(*) FILTER (WHERE dead_at IS NULL),
    count(*) FILTER (WHERE dead_at IS NOT NULL)
FROM queue_message
"""


class Backlog:
    """Measures what waits, at most every quarter of a minute."""

    def __init__(self) -> None:
        meter = telemetry.meter()
        self._gauges = (
            meter.create_gauge("roviec.outbox.rows", "{row}", "Rows of the outbox that wait for the relay"),
            meter.create_gauge("roviec.outbox.age", "s", "Age of the oldest row of the outbox"),
            meter.create_gauge("roviec.queue.messages", "{message}", "Messages of the embedded queue, not done"),
            meter.create_gauge("roviec.queue.dead", "{message}", "Messages that were given up"),
        )
        self._due = 0.0

    def measure(self, connection: Connection) -> None:
        """Take the measures if it is time to."""
        if time.monotonic() < self._due:
            return
        self._due = time.monotonic() + EVERY
        row = connection.execute(MEASURE).fetchone()
        for gauge, value in zip(self._gauges, row or (), strict=False):
            gauge.set(value)

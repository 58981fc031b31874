"""The embedded queue in SQL: a message is added, taken under a lease, renewed, and removed, released or buried.

A lease is a UUID: its first half names the process that holds it, its second half counts the deliveries of that
process, so that an old delivery can never remove what a later one holds. A process proves that it lives by an
advisory lock on its half; what a dead process held is free again at once, or else when the lease runs out.
"""

import itertools
import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid5

import psycopg
from dramatiq.errors import ConnectionClosed
from psycopg_pool import ConnectionPool

from kernel import telemetry
from workers.connections import Connection, libpq_url

CHANNEL = "roviec_queue"
PATIENCE = 3.0
DEAD_NAMES = UUID("c2f5a1c6-8a0e-4f6b-9a39-6a4f2d7d1e55")

ADD = """
WITH added AS (
    INSERT INTO queue_message (id, queue, body, available_at)
    VALUES (%(id)s, %(queue)s, %(body)s, now() + %(delay)s * interval '1 millisecond')
    ON CONFLICT (id) DO UPDATE SET queue = EXCLUDED.queue, body = EXCLUDED.body,
        available_at = EXCLUDED.available_at, lease = NULL, leased_until = NULL, dead_at = NULL
    RETURNING queue
)
SELECT pg_notify(%(channel)s, queue) FROM added
"""
TAKE = """
WITH free AS (
    SELECT id FROM queue_message
    WHERE queue = %(queue)s AND dead_at IS NULL AND available_at <= now()
        AND (leased_until IS NULL OR leased_until <= now())
    ORDER BY available_at LIMIT %(limit)s FOR UPDATE SKIP LOCKED
)
UPDATE queue_message m SET lease = %(lease)s, leased_until = now() + %(seconds)s * interval '1 second'
FROM free WHERE m.id = free.id
RETURNING m.id, m.body, m.available_at
"""
RENEW = """
UPDATE queue_message m SET leased_until = now() + %(seconds)s * interval '1 second'
FROM unnest(%(ids)s::uuid[], %(leases)s::uuid[]) AS held (id, lease)
WHERE m.id = held.id AND m.lease = held.lease
RETURNING m.id
"""
RELEASE = """
UPDATE queue_message m SET lease = NULL, leased_until = NULL
FROM unnest(%(ids)s::uuid[], %(leases)s::uuid[]) AS held (id, lease)
WHERE m.id = held.id AND m.lease = held.lease
"""
# The key of an advisory lock stands in pg_locks in two halves.
RELEASE_OF_THE_DEAD = """
UPDATE queue_message m SET lease = NULL, leased_until = NULL
WHERE m.dead_at IS NULL AND m.leased_until > now() AND NOT EXISTS (
    SELECT FROM pg_locks l
    WHERE l.locktype = 'advisory' AND l.objsubid = 1 AND l.granted
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND (l.classid::bigint << 32) | l.objid::bigint
            = ('x' || left(replace(m.lease::text, '-', ''), 16))::bit(64)::bigint
)
RETURNING m.queue
"""
BURY = """
WITH gone AS (DELETE FROM queue_message WHERE id = %(id)s AND lease = %(lease)s)
INSERT INTO queue_message (id, queue, body, available_at, dead_at)
VALUES (%(dead_id)s, %(queue)s, %(body)s, now(), now())
ON CONFLICT (id) DO UPDATE SET queue = EXCLUDED.queue, body = EXCLUDED.body, dead_at = EXCLUDED.dead_at
"""
REMOVE = "DELETE FROM queue_message WHERE id = %(id)s AND lease = %(lease)s"


class Delivery(NamedTuple):
    """A message as this process took it, and the lease under which it may remove it."""

    id: UUID
    body: bytes
    lease: UUID


class DeadMessage(NamedTuple):
    """A message that can't succeed, kept until somebody looks at it."""

    id: UUID
    queue: str
    body: bytes
    dead_at: datetime


class QueueStore:
    """The queue's table as one process uses it; safe for many threads."""

    def __init__(self, url: str, *, lease_seconds: float = 15.0, connections: int = 6) -> None:
        self.url = url
        self.lease_seconds = lease_seconds
        self.holder = secrets.randbits(63)
        self._deliveries = itertools.count(1)
        self._pool = ConnectionPool(
            libpq_url(url),
            kwargs={"autocommit": True, "connect_timeout": 5},
            min_size=0,
            max_size=connections,
            open=False,
            timeout=PATIENCE,
            reconnect_timeout=PATIENCE,
            configure=_hurry,
            check=ConnectionPool.check_connection,
            name="queue",
        )

    def add(self, message_id: UUID, queue: str, body: bytes, *, delay: int = 0) -> None:
        """Put a message on the queue, due after so many milliseconds; one that is there already is put back instead."""
        values = {"id": message_id, "queue": queue, "body": body, "delay": delay, "channel": CHANNEL}
        with self._connection() as connection:
            connection.execute(ADD, values)

    def take(self, queue: str, limit: int) -> list[Delivery]:
        """Take up to so many messages that are due and free, the longest due first."""
        lease = UUID(int=self.holder << 64 | next(self._deliveries))
        values = {"queue": queue, "limit": limit, "lease": lease, "seconds": self.lease_seconds}
        with self._connection() as connection:
            rows = connection.execute(TAKE, values).fetchall()
        rows.sort(key=lambda row: row[2])
        return [Delivery(row[0], bytes(row[1]), lease) for row in rows]

    def remove(self, message_id: UUID, lease: UUID) -> bool:
        """Remove a message that is done; nothing happens when the lease has passed to somebody else."""
        with self._connection() as connection:
            return connection.execute(REMOVE, {"id": message_id, "lease": lease}).rowcount > 0

    def release(self, held: Mapping[UUID, UUID]) -> None:
        """Give messages back, by their leases, so that anybody may take them now."""
        if held:
            with self._connection() as connection:
                connection.execute(RELEASE, {"ids": list(held), "leases": list(held.values())})
                connection.execute("SELECT pg_notify(%s, '')", [CHANNEL])

    def bury(self, queue: str, body: bytes, delivery: Delivery | None = None) -> None:
        """Keep a message aside as dead, in place of its row here if it has one; the last for the same job is kept."""
        values: dict[str, Any] = {"id": None, "lease": None, "dead_id": dead_id(body), "queue": queue, "body": body}
        if delivery is not None:
            values |= {"id": delivery.id, "lease": delivery.lease}
        with self._connection() as connection:
            connection.execute(BURY, values)

    def dead(self) -> list[DeadMessage]:
        """Every dead message, the oldest first."""
        query = "SELECT id, queue, body, dead_at FROM queue_message WHERE dead_at IS NOT NULL ORDER BY dead_at"
        with self._connection() as connection:
            return [DeadMessage(row[0], row[1], bytes(row[2]), row[3]) for row in connection.execute(query).fetchall()]

    def forget_dead(self, message_id: UUID) -> bool:
        """Remove a dead message for good."""
        query = "DELETE FROM queue_message WHERE id = %s AND dead_at IS NOT NULL"
        with self._connection() as connection:
            return connection.execute(query, [message_id]).rowcount > 0

    def waiting(self, queue: str) -> int:
        """How many messages of a queue are not done: due, delayed or being worked on."""
        query = "SELECT count(*) FROM queue_message WHERE queue = %s AND dead_at IS NULL"
        with self._connection() as connection:
            row = connection.execute(query, [queue]).fetchone()
            return int(row[0]) if row else 0

    def empty(self, queue: str) -> None:
        """Drop every message of a queue that is not dead."""
        with self._connection() as connection:
            connection.execute("DELETE FROM queue_message WHERE queue = %s AND dead_at IS NULL", [queue])

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        """A connection of the pool; a database that is away is a broker that is away."""
        try:
            self._pool.open()
            with telemetry.quiet(), self._pool.connection() as connection:
                yield connection
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            raise ConnectionClosed(error) from error


def _hurry(connection: psycopg.Connection[Any]) -> None:
    """Let the queue's own commits not wait for the disk.

    A crash of the server may then forget a lease, a removal or a retry, and the message is delivered once more. It
    cannot lose one: the relay removes the outbox row in a later commit, which does wait, for everything before it too.
    """
    with telemetry.quiet():
        connection.execute("SET synchronous_commit = off")


def prove_life(connection: Connection, holder: int) -> None:
    """Hold, as long as this connection lasts, the lock that says the process lives; and listen for new messages."""
    # Shared: after a broken connection the server may still see the old one, and must not make us wait for its end.
    connection.execute("SELECT pg_advisory_lock_shared(%s)", [holder])
    connection.execute(f"LISTEN {CHANNEL}")


def renew(connection: Connection, held: Mapping[UUID, UUID], seconds: float) -> set[UUID]:
    """Make leases last from now on again; the answer is which of them were still ours."""
    values = {"ids": list(held), "leases": list(held.values()), "seconds": seconds}
    return {row[0] for row in connection.execute(RENEW, values).fetchall()}


def release_of_the_dead(connection: Connection) -> int:
    """Free what processes hold that no longer live; the answer is how many messages that were."""
    queues = [row[0] for row in connection.execute(RELEASE_OF_THE_DEAD).fetchall()]
    for queue in set(queues):
        connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, queue])
    return len(queues)


def dead_id(body: bytes) -> UUID:
    """One id for all messages that ask for the same job with the same arguments."""
    try:
        fields: dict[str, Any] = json.loads(body)
        name = json.dumps([fields["actor_name"], fields["args"], fields["kwargs"]], sort_keys=True)
    except (ValueError, KeyError, TypeError):
        name = body.hex()
    return uuid5(DEAD_NAMES, name)

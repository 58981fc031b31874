"""The relay: from the outbox to the broker, merged, in turn, and never lost."""

import socket
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from dramatiq import Broker, Message, Worker
from dramatiq.brokers.stub import StubBroker
from dramatiq.errors import ConnectionClosed
from typing_extensions import override

from kernel import outbox
from kernel.database import Database
from tests.harness.brokers import redis_server
from tests.workers.conftest import Place, Trail, ask, hasty, until
from workers.brokers import make_broker
from workers.connections import connect
from workers.jobs import EventLoop, Job, declare
from workers.relay import Relay, Row, merge, relay_once

SQL = psycopg.Connection[tuple[object, ...]]


class Collector(StubBroker):
    """A broker that keeps what it is given, and fails from a message on when told to."""

    def __init__(self, fails_at: int | None = None) -> None:
        super().__init__(middleware=[])
        self.messages: list[Message[None]] = []
        self.fails_at = fails_at

    @override
    def enqueue(self, message: Message[None], *, delay: int | None = None) -> Message[None]:
        if len(self.messages) == self.fails_at:
            raise ConnectionClosed("the broker went away")
        self.messages.append(message)
        return message

    @property
    def asked(self) -> list[tuple[int, int]]:
        return [(message.kwargs["tenant_id"], message.kwargs["key"]) for message in self.messages]


def collector(place: Place, job: str, fails_at: int | None = None) -> Collector:
    broker = Collector(fails_at)
    # A time limit is an option of a middleware; the collector runs nothing.
    broker.actor_options |= {"time_limit"}
    declare(broker, EventLoop(place.app), [Job(job, Trail().record)])
    return broker


@pytest.fixture
def job(queue: str) -> str:
    """The name of a job no other test asks for."""
    return f"job_{queue}"


def rows_left(sql: SQL, job: str) -> int:
    found = sql.execute("SELECT count(*) FROM outbox WHERE job = %s", [job]).fetchone()
    assert found is not None
    assert isinstance(found[0], int)
    return found[0]


def row(tenant: int, number: int, job: str = "j", **args: int) -> Row:
    return Row(tenant, number, job, args, None, datetime(2026, 1, 1, tzinfo=UTC))


def test_equal_rows_become_one_group_and_tenants_take_turns() -> None:
    rows = [row(1, 1, key=1), row(1, 2, key=2), row(1, 3, key=1), row(1, 4, key=3), row(2, 5, key=1), row(3, 6, "k")]
    groups = [[(member.tenant_id, member.id) for member in group] for group in merge(rows)]
    assert groups == [[(1, 1), (1, 3)], [(2, 5)], [(3, 6)], [(1, 2)], [(1, 4)]]


async def test_requests_for_the_same_job_become_one_message(
    place: Place, apart: Database, tenant: int, job: str, sql: SQL
) -> None:
    await ask(apart, tenant, job, *([1] * 50), 2)
    broker = collector(place, job)
    with connect(place.app) as connection:
        assert relay_once(connection, broker) == 51
        assert relay_once(connection, broker) == 0
    assert broker.asked == [(tenant, 1), (tenant, 2)]
    assert rows_left(sql, job) == 0


async def test_nobody_waits_behind_a_tenant_with_thousands_of_requests(
    place: Place, apart: Database, tenant: int, job: str
) -> None:
    await ask(apart, tenant, job, *range(1200))
    await ask(apart, tenant + 1, job, 1)
    broker = collector(place, job)
    with connect(place.app) as connection:
        assert relay_once(connection, broker) == 501
    assert broker.asked[:3] == [(tenant, 0), (tenant + 1, 1), (tenant, 1)]


async def test_what_is_rolled_back_asks_for_nothing(place: Place, apart: Database, tenant: int, job: str) -> None:
    async with apart.tenant(tenant) as session:
        await outbox.enqueue(session, job, key=1)
        await session.rollback()
    broker = collector(place, job)
    with connect(place.app) as connection:
        assert relay_once(connection, broker) == 0


async def test_rows_for_a_job_this_version_does_not_know_stay(
    place: Place, apart: Database, tenant: int, job: str, sql: SQL
) -> None:
    await ask(apart, tenant, f"{job}_of_tomorrow", 1)
    with connect(place.app) as connection:
        relay_once(connection, collector(place, job))
    assert rows_left(sql, f"{job}_of_tomorrow") == 1


async def test_when_the_broker_fails_midway_the_rest_stays(
    place: Place, apart: Database, tenant: int, job: str, sql: SQL
) -> None:
    await ask(apart, tenant, job, *range(10))
    broker = collector(place, job, fails_at=4)
    with connect(place.app) as connection, pytest.raises(ConnectionClosed):
        relay_once(connection, broker)
    assert len(broker.messages) == 4
    assert rows_left(sql, job) == 6


async def test_several_relays_hand_each_row_on_once(
    place: Place, apart: Database, tenant: int, job: str, sql: SQL
) -> None:
    for shift in range(2):
        await ask(apart, tenant + shift, job, *range(700))
    broker = collector(place, job)

    def relay() -> None:
        with connect(place.app) as connection:
            while rows_left_of(connection, job):
                if relay_once(connection, broker) == 0:
                    threading.Event().wait(0.02)  # another relay holds them

    threads = [threading.Thread(target=relay) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(broker.asked) == [(tenant + shift, key) for shift in range(2) for key in range(700)]


def rows_left_of(connection: SQL, job: str) -> bool:
    return connection.execute("SELECT 1 FROM outbox WHERE job = %s LIMIT 1", [job]).fetchone() is not None


async def test_the_message_says_when_its_fact_was_written(place: Place, apart: Database, tenant: int, job: str) -> None:
    before = datetime.now(UTC).timestamp()
    await ask(apart, tenant, job, 1)
    broker = collector(place, job)
    with connect(place.app) as connection:
        relay_once(connection, broker)
    assert before - 1 < broker.messages[0].options["since"] < datetime.now(UTC).timestamp() + 1
    assert "traceparent" not in broker.messages[0].options


async def test_a_broker_that_is_down_is_waited_for(
    place: Place, apart: Database, tenant: int, job: str, queue: str, sql: SQL
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    trail = Trail()
    broker: Broker = make_broker(
        f"redis://127.0.0.1:{port}/0", place.app, [Job(job, trail.record)], queue=queue, patience=hasty()
    )
    await ask(apart, tenant, job, 1, 2)
    relay = Relay(place.app, broker)
    relay.start()
    threading.Event().wait(1.0)
    assert rows_left(sql, job) == 2
    with tempfile.TemporaryDirectory() as folder, redis_server(Path(folder), port):
        until(lambda: rows_left(sql, job) == 0)
        worker = Worker(broker, worker_threads=2, worker_timeout=50)
        worker.start()
        until(lambda: trail.keys == [1, 2])
        worker.stop(timeout=5000)
        relay.end()
        broker.close()

"""The embedded queue: leases, deliveries, delays, and what becomes of messages nobody finishes."""

import threading
import time
from uuid import UUID, uuid4

import psycopg
import pytest
from dramatiq import Message, Worker
from dramatiq.errors import ConnectionClosed, QueueNotFound

from tests.workers.conftest import Place, Trail, until
from workers.postgres_broker import HeldMessage, PostgresBroker

SQL = psycopg.Connection[tuple[object, ...]]


def message(queue: str, key: int = 0, tenant: int = 1) -> Message[None]:
    return Message(queue_name=queue, actor_name="record", args=(), kwargs={"tenant_id": tenant, "key": key}, options={})


def another(place: Place, queue: str, lease_seconds: float = 15.0) -> PostgresBroker:
    broker = PostgresBroker(place.app, middleware=[], lease_seconds=lease_seconds)
    broker.declare_queue(queue)
    return broker


def take(broker: PostgresBroker, queue: str) -> HeldMessage | None:
    """What a consumer of this broker gets at once."""
    consumer = broker.consume(queue, prefetch=1, timeout=10)
    taken = next(consumer)
    assert taken is None or isinstance(taken, HeldMessage)
    return taken


def test_a_message_is_delivered_to_its_actor_and_removed(
    own_broker: PostgresBroker, working: Worker, trail: Trail, queue: str
) -> None:
    own_broker.enqueue(message(queue, key=7, tenant=3))
    own_broker.join(queue, timeout=10_000)
    assert trail.runs == [(3, 7)]


def test_a_message_for_a_queue_nobody_declared_is_refused(own_broker: PostgresBroker) -> None:
    with pytest.raises(QueueNotFound):
        own_broker.enqueue(message("elsewhere"))


def test_a_delayed_message_is_not_delivered_before_it_is_due(
    own_broker: PostgresBroker, working: Worker, trail: Trail, queue: str
) -> None:
    began = time.monotonic()
    own_broker.enqueue(message(queue), delay=700)
    own_broker.join(queue, timeout=10_000)
    assert time.monotonic() - began >= 0.7
    assert len(trail.runs) == 1


def test_messages_are_delivered_in_the_order_they_fell_due(own_broker: PostgresBroker, queue: str) -> None:
    for key in range(5):
        own_broker.enqueue(message(queue, key))
    consumer = own_broker.consume(queue, prefetch=10, timeout=10)
    taken = [next(consumer) for _ in range(5)]
    assert [held.kwargs["key"] for held in taken if held is not None] == [0, 1, 2, 3, 4]


def test_what_one_process_holds_no_other_gets(own_broker: PostgresBroker, place: Place, queue: str) -> None:
    own_broker.enqueue(message(queue))
    other = another(place, queue)
    assert take(own_broker, queue) is not None
    assert take(other, queue) is None
    other.close()


def test_a_lease_is_renewed_for_as_long_as_the_job_runs(place: Place, queue: str) -> None:
    holder, other = another(place, queue, lease_seconds=1), another(place, queue)
    holder.enqueue(message(queue))
    assert take(holder, queue) is not None
    deadline = time.monotonic() + 2.5
    while time.monotonic() < deadline:
        assert take(other, queue) is None
    holder.close()
    other.close()


def test_what_a_process_held_is_free_at_once_when_it_dies(place: Place, queue: str) -> None:
    holder = another(place, queue, lease_seconds=600)
    holder.enqueue(message(queue))
    assert take(holder, queue) is not None
    holder.close()  # its proof of life goes with its connections, as it does by kill -9
    survivor = another(place, queue)
    began = time.monotonic()
    until(lambda: take(survivor, queue) is not None, 5)
    assert time.monotonic() - began < 3
    survivor.close()


def test_a_lease_nobody_renews_runs_out(own_broker: PostgresBroker, place: Place, queue: str, sql: SQL) -> None:
    stuck = another(place, queue, lease_seconds=600)
    stuck.enqueue(message(queue))
    assert take(stuck, queue) is not None  # it lives on, and so does its lock
    assert take(own_broker, queue) is None
    sql.execute("UPDATE queue_message SET leased_until = now() + interval '300 ms' WHERE queue = %s", [queue])
    until(lambda: take(own_broker, queue) is not None, 5)
    stuck.close()


def test_a_late_acknowledgement_does_not_remove_what_another_holds(
    own_broker: PostgresBroker, place: Place, queue: str, sql: SQL
) -> None:
    own_broker.enqueue(message(queue))
    other = another(place, queue)
    consumer = own_broker.consume(queue, timeout=10)
    late = next(consumer)
    assert late is not None
    sql.execute("UPDATE queue_message SET leased_until = now() WHERE queue = %s", [queue])
    again = take(other, queue)
    assert again is not None
    consumer.ack(late)
    assert own_broker.store.waiting(queue) == 1
    other.consume(queue, timeout=10).ack(again)
    assert own_broker.store.waiting(queue) == 0
    other.close()


def test_a_late_failure_does_not_bury_what_another_holds(
    own_broker: PostgresBroker, place: Place, queue: str, sql: SQL
) -> None:
    own_broker.enqueue(message(queue))
    other = another(place, queue)
    consumer = own_broker.consume(queue, timeout=10)
    late = next(consumer)
    assert late is not None
    sql.execute("UPDATE queue_message SET leased_until = now() WHERE queue = %s", [queue])
    assert take(other, queue) is not None
    consumer.nack(late)
    assert own_broker.store.waiting(queue) == 1
    other.close()


def test_a_message_enqueued_again_takes_the_place_of_its_own_row(own_broker: PostgresBroker, queue: str) -> None:
    own_broker.enqueue(message(queue))
    consumer = own_broker.consume(queue, timeout=10)
    held = next(consumer)
    assert held is not None
    own_broker.enqueue(held.copy(options={"tries": 1}), delay=60_000)
    consumer.ack(held)
    assert own_broker.store.waiting(queue) == 1


def test_stopping_gives_back_what_nobody_began(
    own_broker: PostgresBroker, place: Place, trail: Trail, queue: str
) -> None:
    trail.seconds = 0.3
    for key in range(8):
        own_broker.enqueue(message(queue, key))
    worker = Worker(own_broker, worker_threads=2, worker_timeout=50)
    worker.start()
    until(lambda: len(trail.runs) == 2)
    worker.stop(timeout=5000)
    begun = len(trail.runs)
    assert begun < 8
    other = another(place, queue)
    left = []
    consumer = other.consume(queue, prefetch=20, timeout=10)
    while (held := next(consumer)) is not None:
        left.append(held.kwargs["key"])
    assert sorted(trail.keys + left) == list(range(8))
    other.close()


def test_several_processes_deliver_every_message_exactly_once(place: Place, queue: str) -> None:
    brokers = [another(place, queue) for _ in range(3)]
    for key in range(300):
        brokers[0].enqueue(message(queue, key))
    taken: list[int] = []

    def drain(broker: PostgresBroker) -> None:
        consumer = broker.consume(queue, prefetch=8, timeout=10)
        while broker.store.waiting(queue):
            held = next(consumer)
            if held is not None:
                taken.append(held.kwargs["key"])
                consumer.ack(held)

    threads = [threading.Thread(target=drain, args=[broker]) for broker in brokers for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(taken) == list(range(300))
    for broker in brokers:
        broker.close()


def test_a_body_that_cannot_be_read_is_kept_as_dead(
    own_broker: PostgresBroker, working: Worker, trail: Trail, queue: str
) -> None:
    own_broker.store.add(uuid4(), queue, b"\xff not a message")
    own_broker.enqueue(message(queue))
    own_broker.join(queue, timeout=10_000)
    assert len(trail.runs) == 1
    assert [dead.body for dead in own_broker.store.dead() if dead.queue == queue] == [b"\xff not a message"]


def test_a_database_that_is_away_is_a_broker_that_is_away(queue: str) -> None:
    broker = PostgresBroker("postgresql://nobody@127.0.0.1:1/nothing", middleware=[])
    broker.declare_queue(queue)
    with pytest.raises(ConnectionClosed):
        broker.enqueue(message(queue))
    broker.close()


def test_two_leases_of_one_process_differ(own_broker: PostgresBroker, queue: str) -> None:
    own_broker.enqueue(message(queue, 1))
    own_broker.enqueue(message(queue, 2))
    first, second = own_broker.store.take(queue, 1), own_broker.store.take(queue, 1)
    assert first[0].lease != second[0].lease
    assert {lease.int >> 64 for lease in (first[0].lease, second[0].lease)} == {own_broker.store.holder}
    assert isinstance(first[0].id, UUID)

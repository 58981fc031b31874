"""Jobs that fail: which run again, how long, and what becomes of those that never succeed; on every broker."""

from collections.abc import Iterator

import psycopg
import pytest
from dramatiq import Broker, Message, Worker
from dramatiq.brokers.redis import RedisBroker
from dramatiq.errors import ConnectionClosed
from psycopg import errors
from sqlalchemy.exc import OperationalError

from tests.workers.conftest import Place, Trail, hasty, until
from workers import dead_letters
from workers.brokers import make_broker
from workers.jobs import Job
from workers.postgres_broker import PostgresBroker
from workers.queue_store import QueueStore
from workers.retrying import pause, transient


@pytest.fixture
def broker(broker_url: str | None, place: Place, trail: Trail, queue: str) -> Iterator[Broker]:
    """Each kind of broker with a worker on it and one recording job."""
    broker = make_broker(broker_url, place.app, [Job("record", trail.record)], queue=queue, patience=hasty())
    worker = Worker(broker, worker_threads=2, worker_timeout=50)
    worker.start()
    yield broker
    worker.stop(timeout=5000)
    broker.close()


@pytest.fixture
def store(place: Place) -> Iterator[QueueStore]:
    """The table in which dead messages of every broker are kept."""
    store = QueueStore(place.app, connections=1)
    yield store
    store.close()


def message(queue: str, key: int = 0, job: str = "record") -> Message[None]:
    return Message(queue_name=queue, actor_name=job, args=(), kwargs={"tenant_id": 1, "key": key}, options={})


def dead(store: QueueStore, queue: str) -> list[dead_letters.DeadLetter]:
    mine = {found.id for found in store.dead() if found.queue == queue}
    return [letter for letter in dead_letters.letters(store) if letter.id in mine]


def away() -> BaseException:
    return OperationalError("SELECT 1", {}, psycopg.OperationalError("the server ended"))


def test_a_job_that_fails_once_runs_again(broker: Broker, trail: Trail, queue: str) -> None:
    trail.fail = lambda run: ValueError("a bad moment") if run == 1 else None
    broker.enqueue(message(queue, 4))
    until(lambda: trail.keys == [4, 4])


def test_a_job_that_always_fails_ends_dead_and_runs_again_when_asked(
    broker: Broker, trail: Trail, queue: str, store: QueueStore
) -> None:
    trail.fail = lambda _run: ValueError("a broken rule")
    broker.enqueue(message(queue, 5))
    until(lambda: len(dead(store, queue)) == 1)
    (letter,) = dead(store, queue)
    assert (letter.job, letter.args, letter.tries) == ("record", {"tenant_id": 1, "key": 5}, 3)
    assert letter.reason == "ValueError: a broken rule"
    assert len(trail.runs) == 3

    trail.fail = lambda _run: None
    assert dead_letters.enqueue_again(store, broker, {letter.id}) == 1
    until(lambda: len(trail.runs) == 4)
    assert dead(store, queue) == []


def test_while_the_database_is_away_a_job_is_never_given_up(
    broker: Broker, trail: Trail, queue: str, store: QueueStore
) -> None:
    trail.fail = lambda run: away() if run <= 7 else None
    broker.enqueue(message(queue, 6))
    until(lambda: len(trail.runs) == 8)
    assert dead(store, queue) == []


def test_the_same_job_that_dies_twice_is_kept_once(broker: Broker, trail: Trail, queue: str, store: QueueStore) -> None:
    trail.fail = lambda _run: ValueError("still broken")
    broker.enqueue(message(queue, 7))
    until(lambda: len(dead(store, queue)) == 1)
    broker.enqueue(message(queue, 7))
    until(lambda: len(trail.runs) == 6)
    broker.enqueue(message(queue, 8))
    until(lambda: len(dead(store, queue)) == 2)


def test_a_message_for_a_job_this_version_does_not_know_is_kept(
    broker: Broker, trail: Trail, queue: str, store: QueueStore
) -> None:
    broker.enqueue(message(queue, 9, job="a_job_of_tomorrow"))
    until(lambda: len(dead(store, queue)) == 1)
    assert dead(store, queue)[0].job == "a_job_of_tomorrow"
    assert trail.runs == []


def test_a_failed_job_waits_in_its_thread_until_its_next_try_can_be_enqueued(
    own_broker: PostgresBroker, working: Worker, trail: Trail, queue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    enqueue = own_broker.enqueue
    refusals = iter(range(3))
    own_broker.enqueue(message(queue, 10))

    def away_for_a_while(message: Message[None], *, delay: int | None = None) -> Message[None]:
        for _ in refusals:
            raise ConnectionClosed("away")
        return enqueue(message, delay=delay)

    monkeypatch.setattr(own_broker, "enqueue", away_for_a_while)
    trail.fail = lambda run: ValueError("once") if run == 1 else None
    until(lambda: len(trail.runs) == 2)
    own_broker.join(queue, timeout=10_000)


def test_a_job_that_takes_longer_than_its_limit_is_interrupted(place: Place, queue: str, store: QueueStore) -> None:
    trail = Trail(seconds=60)
    jobs = [Job("record", trail.record, minutes=0.2 / 60)]
    broker = make_broker(None, place.app, jobs, queue=queue, patience=hasty(tries=1))
    broker.emit_after("process_boot")
    worker = Worker(broker, worker_threads=1, worker_timeout=50)
    worker.start()
    broker.enqueue(message(queue, 11))
    until(lambda: len(dead(store, queue)) == 1)
    assert "TimeLimitExceeded" in dead(store, queue)[0].reason
    worker.stop(timeout=5000)
    broker.close()


def test_messages_of_redis_whose_delivery_was_lost_on_the_way_come_back(
    redis_url: str, place: Place, trail: Trail, queue: str
) -> None:
    broker = make_broker(redis_url, place.app, [Job("record", trail.record)], queue=queue)
    assert isinstance(broker, RedisBroker)
    for key in range(3):
        broker.enqueue(message(queue, key))
    broker.consume(queue)
    assert len(broker.do_fetch(queue, 10)) == 3  # Redis has handed them out, and nobody here got them
    consumer = broker.consume(queue, prefetch=10, timeout=50)
    taken = []

    def look() -> bool:
        held = next(consumer)
        taken.extend([held.kwargs["key"]] if held is not None else [])
        return len(taken) == 3

    until(look)
    assert sorted(taken) == [0, 1, 2]
    broker.close()


@pytest.mark.parametrize(
    ("failure", "passes"),
    [
        (away(), True),
        (OperationalError("x", {}, errors.DiskFull()), True),
        (OperationalError("x", {}, errors.DeadlockDetected()), True),
        (OperationalError("x", {}, errors.AdminShutdown()), True),
        (ConnectionRefusedError(), True),
        (OperationalError("x", {}, errors.QueryCanceled()), False),
        (errors.UniqueViolation(), False),
        (ValueError(), False),
    ],
)
def test_only_what_may_pass_by_itself_is_waited_for(failure: BaseException, passes: bool) -> None:
    assert transient(failure) is passes


def test_pauses_double_up_to_a_minute() -> None:
    assert [round(min(pause(tries) for _ in range(200)) / 1000 / 0.75) for tries in (0, 1, 2, 3)] == [1, 2, 4, 8]
    assert max(pause(tries) for tries in range(1000)) <= 75_000

"""The broker by its address: RabbitMQ, Redis, or the program's own PostgreSQL when none is given."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from uuid import uuid4

import redis
from dramatiq import Broker, Consumer, Middleware
from dramatiq.brokers.rabbitmq import RabbitmqBroker
from dramatiq.brokers.redis import RedisBroker
from dramatiq.middleware import TimeLimit
from redis.backoff import NoBackoff
from redis.retry import Retry
from typing_extensions import override

from workers.dead_letters import DeadLetters
from workers.errors import UnknownBroker
from workers.jobs import QUEUE, EventLoop, Job, declare
from workers.postgres_broker import PostgresBroker
from workers.queue_store import QueueStore
from workers.retrying import Patience
from workers.tracing import Tracing

NAMESPACE = "roviec"


class QuorumBroker(RabbitmqBroker):
    """RabbitMQ with queues that are replicated by quorum and on disk before a message counts as enqueued."""

    @override
    def _build_queue_arguments(self, queue_name: str) -> dict[str, Any]:
        return {**RabbitmqBroker._build_queue_arguments(self, queue_name), "x-queue-type": "quorum"}


class ReturningRedisBroker(RedisBroker):
    """Redis, from which messages come back when its answer was lost on the way.

    What Redis hands out belongs to the broker's id until it is acknowledged, or until that id has been silent for some
    seconds. When a connection breaks, messages may have been handed out that never arrived. So the consumer that
    follows takes a new id: the silence of the old one brings them back, and with them, once more, those at work.
    """

    def __init__(self, client: redis.Redis) -> None:
        often = {"heartbeat_timeout": 5000, "maintenance_chance": 100_000}
        RedisBroker.__init__(self, client=client, namespace=NAMESPACE, middleware=[], **often)
        self._consumed: set[str] = set()

    @override
    def consume(self, queue_name: str, prefetch: int = 1, timeout: int = 5000) -> Consumer:
        if queue_name in self._consumed:
            self.broker_id = str(uuid4())
        self._consumed.add(queue_name)
        return RedisBroker.consume(self, queue_name, prefetch, timeout)


def make_broker(
    broker_url: str | None,
    database_url: str,
    jobs: Iterable[Job],
    *,
    queue: str = QUEUE,
    patience: Patience | None = None,
    lease_seconds: float = 15.0,
) -> Broker:
    """A broker that knows these jobs; nothing is connected to yet, so it may be away."""
    scheme = urlsplit(broker_url).scheme if broker_url else ""
    loop = EventLoop(database_url)
    # After a job these run from the last to the first: its span ends, its time limit, then comes the next try.
    middleware: list[Middleware] = [loop, patience or Patience(), TimeLimit(), Tracing()]
    broker: Broker
    if not broker_url:
        own = PostgresBroker(database_url, middleware=[], lease_seconds=lease_seconds)
        broker, store = own, own.store
    else:
        store = QueueStore(database_url, connections=2)
        if scheme in ("amqp", "amqps"):
            broker = QuorumBroker(url=_with_limits(broker_url), confirm_delivery=True, middleware=[])
        elif scheme in ("redis", "rediss"):
            broker = _redis_broker(broker_url)
        else:
            raise UnknownBroker("BROKER_URL", scheme=scheme)
    for part in (DeadLetters(store), *middleware):
        broker.add_middleware(part)
    declare(broker, loop, jobs, queue=queue)
    return broker


def _with_limits(url: str) -> str:
    """An AMQP address that does not wait for ever for a server that hangs; what it says itself stays."""
    parts = urlsplit(url)
    limits = {"heartbeat": "30", "blocked_connection_timeout": "30", "socket_timeout": "10"}
    query = urlencode({**limits, **dict(parse_qsl(parts.query))})
    return urlunsplit(parts._replace(query=query))


def _redis_broker(url: str) -> RedisBroker:
    """Redis, looked after so often that what a killed worker held is back within seconds.

    The client itself tries nothing again: it would hide that an answer was lost.
    """
    never = Retry(NoBackoff(), 0)
    client = redis.Redis.from_url(
        url, retry=never, socket_timeout=10, socket_connect_timeout=5, health_check_interval=30
    )
    return ReturningRedisBroker(client)

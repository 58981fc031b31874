"""A Dramatiq broker on the program's own PostgreSQL: nothing more to install, nothing lost when a process is killed."""

import threading
import time
from collections import deque
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from dramatiq import Broker, Consumer, Message, MessageProxy, Middleware
from dramatiq.errors import BrokerConnectionError, ConnectionClosed, DecodeError, QueueJoinTimeout, QueueNotFound
from typing_extensions import override

from workers.leases import LeaseKeeper
from workers.queue_store import PATIENCE, Delivery, QueueStore


class HeldMessage(MessageProxy):
    """A message of this process, and the lease it is held under."""

    def __init__(self, message: Message[Any], delivery: Delivery) -> None:
        super().__init__(message)
        self.delivery = delivery


class PostgresBroker(Broker):
    """Messages as rows: taken under leases with SKIP LOCKED, delayed by their due time, kept aside when dead.

    A failed job that is enqueued again takes the place of its own row, in one statement: a crash at any moment leaves
    exactly one. There are therefore no delay queues.
    """

    def __init__(self, url: str, *, middleware: list[Middleware], lease_seconds: float = 15.0) -> None:
        super().__init__(middleware=middleware)
        self.queues: set[str] = set()
        self.store = QueueStore(url, lease_seconds=lease_seconds)
        self.keeper = LeaseKeeper(url, self.store.holder, lease_seconds)
        self._starting = threading.Lock()

    @override
    def declare_queue(self, queue_name: str) -> None:
        if queue_name not in self.queues:
            self.emit_before("declare_queue", queue_name)
            self.queues.add(queue_name)
            self.emit_after("declare_queue", queue_name)

    @override
    def get_declared_queues(self) -> set[str]:
        return self.queues.copy()

    @override
    def enqueue(self, message: Message[Any], *, delay: int | None = None) -> Message[Any]:
        if message.queue_name not in self.queues:
            raise QueueNotFound(message.queue_name)
        self.emit_before("enqueue", message, delay)
        self.store.add(UUID(message.message_id), message.queue_name, message.encode(), delay=delay or 0)
        self.emit_after("enqueue", message, delay)
        return message

    @override
    def consume(self, queue_name: str, prefetch: int = 1, timeout: int = 1000) -> Consumer:
        if queue_name not in self.queues:
            raise QueueNotFound(queue_name)
        with self._starting:
            if self.keeper.ident is None:
                self.keeper.start()
        if not self.keeper.proven.wait(PATIENCE):
            raise ConnectionClosed("the queue's database does not answer")
        return HeldMessages(self, queue_name, prefetch, timeout)

    @override
    def flush(self, queue_name: str) -> None:
        self.store.empty(queue_name)

    @override
    def flush_all(self) -> None:
        for queue_name in self.queues:
            self.flush(queue_name)

    @override
    def join(self, queue_name: str, *, timeout: int | None = None) -> None:
        deadline = None if timeout is None else time.monotonic() + timeout / 1000
        while self.store.waiting(queue_name):
            if deadline is not None and time.monotonic() > deadline:
                raise QueueJoinTimeout(queue_name)
            time.sleep(0.02)

    @override
    def close(self) -> None:
        self.keeper.end()
        self.store.close()


class HeldMessages(Consumer):
    """What this process takes from one queue, a few messages ahead of its threads."""

    def __init__(self, broker: PostgresBroker, queue: str, prefetch: int, timeout: int) -> None:
        self._broker = broker
        self._store = broker.store
        self._keeper = broker.keeper
        self._queue = queue
        self._prefetch = prefetch
        self._seconds = timeout / 1000
        self._bell = broker.keeper.bell(queue)
        self._ready: deque[HeldMessage] = deque()

    @override
    def __next__(self) -> MessageProxy | None:
        if not self._ready and not self._take():
            self._bell.wait(self._seconds)
            self._bell.clear()
            return None
        return self._ready.popleft()

    def _take(self) -> bool:
        """Take messages when half of the room is free: one statement for several."""
        room = self._prefetch - self._keeper.count(self._queue)
        if room * 2 < self._prefetch or not self._keeper.proven.is_set():
            return False
        deliveries = self._store.take(self._queue, room)
        self._keeper.hold(deliveries, self._queue)
        for delivery in deliveries:
            try:
                self._ready.append(HeldMessage(Message.decode(delivery.body), delivery))
            except DecodeError:
                self._broker.logger.exception("message %s cannot be read and is kept as dead", delivery.id)
                self._store.bury(self._queue, delivery.body, delivery)
                self._keeper.let_go(delivery.id, delivery.lease, self._queue)
        return bool(self._ready)

    @override
    def ack(self, message: MessageProxy) -> None:
        held = _held(message)
        self._store.remove(held.delivery.id, held.delivery.lease)
        self._keeper.let_go(held.delivery.id, held.delivery.lease, self._queue)

    @override
    def nack(self, message: MessageProxy) -> None:
        held = _held(message)
        self._store.bury(self._queue, held.encode(), held.delivery)
        self._keeper.let_go(held.delivery.id, held.delivery.lease, self._queue)

    @override
    def requeue(self, messages: Iterable[MessageProxy]) -> None:
        """Give back what nobody began to work on."""
        deliveries = [_held(message).delivery for message in messages]
        for delivery in deliveries:
            self._keeper.let_go(delivery.id, delivery.lease, self._queue)
        self._store.release({delivery.id: delivery.lease for delivery in deliveries})

    @override
    def close(self) -> None:
        waiting = list(self._ready)
        self._ready.clear()
        try:
            self.requeue(waiting)
        except BrokerConnectionError:
            self._broker.logger.warning("%d messages could not be given back; their leases run out", len(waiting))


def _held(message: MessageProxy) -> HeldMessage:
    if not isinstance(message, HeldMessage):
        raise TypeError("not a message of this broker")
    return message

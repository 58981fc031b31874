"""Messages that can never succeed: kept in the database whichever broker carried them, listed and enqueued again."""

import json
import logging
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from dramatiq import Broker, Message, MessageProxy, Middleware, Worker
from dramatiq.errors import ActorNotFound, DecodeError
from dramatiq.middleware import SkipMessage
from typing_extensions import override

from workers.postgres_broker import PostgresBroker
from workers.queue_store import DeadMessage, QueueStore

logger = logging.getLogger(__name__)

# What a first delivery does not have.
TRACES_OF_FAILURE = ("tries", "traceback", "redis_message_id", "eta")


class DeadLetter(NamedTuple):
    """A dead message as an operator reads it."""

    id: UUID
    dead_at: datetime
    job: str
    args: dict[str, Any]
    tries: int
    reason: str


class DeadLetters(Middleware):
    """Keeps what the broker gives up, and refuses messages for jobs this version does not know."""

    def __init__(self, store: QueueStore) -> None:
        self._store = store

    @override
    def before_process_message(self, broker: Broker, message: MessageProxy) -> None:
        try:
            broker.get_actor(message.actor_name)
        except ActorNotFound:
            # Dramatiq would acknowledge it, and it would be lost.
            logger.error("%s is kept as dead: this version knows no such job", message)
            message.options["traceback"] = "this version knows no such job"
            message.fail()
            raise SkipMessage("unknown job") from None

    @override
    def before_nack(self, broker: Broker, message: MessageProxy) -> None:
        if not isinstance(broker, PostgresBroker):
            self._store.bury(message.queue_name, message.encode())

    @override
    def after_worker_shutdown(self, broker: Broker, worker: Worker) -> None:
        if not isinstance(broker, PostgresBroker):
            self._store.close()


def letters(store: QueueStore) -> list[DeadLetter]:
    """All dead messages, the oldest first."""
    return [_read(dead) for dead in store.dead()]


def enqueue_again(store: QueueStore, broker: Broker, ids: set[UUID] | None = None) -> int:
    """Enqueue dead messages as if for the first time, all or those named; the answer is how many."""
    count = 0
    for dead in store.dead():
        if ids is not None and dead.id not in ids:
            continue
        try:
            message = Message.decode(dead.body)
        except DecodeError:
            logger.warning("%s cannot be read and stays dead", dead.id)
            continue
        options = {name: value for name, value in message.options.items() if name not in TRACES_OF_FAILURE}
        broker.declare_queue(message.queue_name)
        broker.enqueue(
            Message(
                queue_name=message.queue_name,
                actor_name=message.actor_name,
                args=message.args,
                kwargs=message.kwargs,
                options=options,
                message_id=str(uuid4()),
            )
        )
        store.forget_dead(dead.id)
        count += 1
    return count


def _read(dead: DeadMessage) -> DeadLetter:
    try:
        fields: dict[str, Any] = json.loads(dead.body)
        options = fields["options"]
        lines = str(options.get("traceback", "")).strip().splitlines()
        reason = lines[-1] if lines else ""
        return DeadLetter(
            dead.id, dead.dead_at, fields["actor_name"], fields["kwargs"], options.get("tries", 0), reason
        )
    except (ValueError, KeyError, TypeError):
        return DeadLetter(dead.id, dead.dead_at, "?", {}, 0, "cannot be read")

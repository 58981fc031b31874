"""A process that tests start and kill: relay and worker with one job, which leaves an effect in the database."""

import asyncio
import signal
import sys
import threading
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from workers.brokers import make_broker
from workers.jobs import Job
from workers.workforce import Workforce


class Effect:
    """The job: however often it runs for a key, its effect is there once."""

    def __init__(self, queue: str, seconds: float) -> None:
        self.queue = queue
        self.seconds = seconds

    async def leave(self, session: AsyncSession, key: int) -> int:
        """Note the delivery, then the effect."""
        values = {"queue": self.queue, "tenant": tenant_of(session), "key": key}
        await session.execute(text("INSERT INTO scratch.delivery VALUES (:queue, :tenant, :key)"), values)
        await asyncio.sleep(self.seconds)
        effect = "INSERT INTO scratch.effect VALUES (:queue, :tenant, :key) ON CONFLICT DO NOTHING"
        await session.execute(text(effect), values)
        return 1


def main() -> None:
    """Work until SIGTERM; a file in the current folder says that it began."""
    database_url, broker_url, queue = sys.argv[1:]
    broker = make_broker(
        broker_url or None, database_url, [Job(f"job_{queue}", Effect(queue, 0.03).leave)], queue=queue
    )
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stopping.set())
    with Workforce(database_url, broker, threads=4):
        Path("ready").touch()
        stopping.wait()


if __name__ == "__main__":
    main()

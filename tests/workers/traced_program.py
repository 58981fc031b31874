"""A program that tests run: one HTTP request writes a fact and asks for two jobs, which a worker then does."""

import asyncio
import logging
import sys
import threading
from typing import Any

import httpx
from opentelemetry.instrumentation.asgi import OpenTelemetryMiddleware
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel import outbox, telemetry
from kernel.database import Database
from workers.brokers import make_broker
from workers.jobs import Job
from workers.retrying import Patience
from workers.workforce import Workforce

TENANT = 5


class TwoJobs:
    """The job: for its second key it fails the first time."""

    def __init__(self) -> None:
        self.runs: list[int] = []
        self.finished = threading.Event()

    async def run(self, session: AsyncSession, key: int) -> int:
        """Say something and ask the database something."""
        self.runs.append(key)
        logging.getLogger("traced.job").warning("working on %d", key)
        await session.execute(text("SELECT 'from the job'"))
        if key == 2 and self.runs.count(2) == 1:
            raise ValueError("not the first time")
        if len(self.runs) == 3:
            self.finished.set()
        return 1


async def ask(database_url: str, job: str) -> None:
    """Serve one request that writes its fact and what must follow in one transaction."""
    database = Database(database_url, pool_size=1)

    async def app(_scope: Any, _receive: Any, send: Any) -> None:
        async with database.tenant(TENANT) as session:
            await session.execute(text("SELECT 'from the request'"))
            await outbox.enqueue(session, job, key=1)
            await outbox.enqueue(session, job, key=2)
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    traced: Any = OpenTelemetryMiddleware(app, exclude_spans=["receive", "send"])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(traced), base_url="http://test") as client:
        await client.post("/graphql")
    await database.close()


def main() -> None:
    """Ask, work until both jobs are done, then send what was recorded."""
    database_url, queue = sys.argv[1:]
    stop = telemetry.start("worker")
    asyncio.run(ask(database_url, f"job_{queue}"))
    jobs = TwoJobs()
    hasty = Patience(next_pause=lambda _tries: 10)
    broker = make_broker(None, database_url, [Job(f"job_{queue}", jobs.run)], queue=queue, patience=hasty)
    with Workforce(database_url, broker, threads=1):
        if not jobs.finished.wait(30):
            raise RuntimeError(f"not finished: {jobs.runs}")
    stop()


if __name__ == "__main__":
    main()

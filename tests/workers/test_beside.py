"""Jobs that wait for other systems run beside: they keep no thread from anybody."""

import asyncio

from dramatiq import Worker

from kernel.database import Database
from tests.workers.conftest import Place, Trail, ask, hasty, until
from workers.brokers import make_broker
from workers.connections import connect
from workers.jobs import Job
from workers.relay import relay_once


async def test_a_hundred_jobs_that_hang_leave_the_only_thread_to_others(
    place: Place, apart: Database, queue: str, tenant: int, trail: Trail
) -> None:
    hanging: set[int] = set()
    ended: set[int] = set()

    async def hang(db: Database, tenant_id: int, key: int) -> int:
        async with db.tenant(tenant_id):
            hanging.add(key)
        try:
            await asyncio.sleep(600)
        finally:
            ended.add(key)
        return 0

    waits, quick = f"wait_{queue}", f"quick_{queue}"
    jobs = [Job(waits, hang, priority=0, beside=True), Job(quick, trail.record, priority=9)]
    broker = make_broker(None, place.app, jobs, queue=queue, patience=hasty())
    await ask(apart, tenant, waits, *range(100))
    await ask(apart, tenant, quick, 7)
    with connect(place.app) as connection:
        while relay_once(connection, broker):
            pass
    worker = Worker(broker, worker_threads=1, worker_timeout=50)
    worker.start()
    await asyncio.to_thread(until, lambda: trail.keys == [7] and len(hanging) == 100)
    assert ended == set()
    worker.stop(timeout=5000)
    broker.close()
    assert ended == set(range(100)), "they end with the process; what they left undone is asked for again"

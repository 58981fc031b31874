"""The chain of receipts and the learning of norms on 0.8 million scored entries; prints seconds.

`python -m benchmarks.receipts` starts an embedded PostgreSQL of its own, seeds and scores, chains, audits, learns, and
removes everything.
"""

import tempfile
import time
from collections.abc import Awaitable, Callable
from typing import Final

import uvloop
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.lab_seeding import folder_for, seed
from benchmarks.reads import database
from kernel.clock import today
from kernel.database import Database
from kernel.embedded import EmbeddedPostgres
from tenants.learning import actions as learning
from tenants.receipts import actions as receipts
from tenants.receipts.audit import audit
from tenants.scoring import actions as scoring

PERSONS: Final = 2_400
WAITING: Final = """
INSERT INTO pending_score (tenant_id, entry_id, revision, work_date)
SELECT tenant_id, id, revision, work_date FROM work_entry WHERE tenant_id = :tenant
"""


async def timed(db: Database, tenant: int, what: str, act: Callable[[AsyncSession], Awaitable[object]]) -> object:
    """Do one piece of work in its own transaction and print how long it took."""
    began = time.perf_counter()
    async with db.tenant(tenant) as session:
        done = await act(session)
    print(f"{what}: {time.perf_counter() - began:.1f} s", flush=True)
    return done


async def measure(server: EmbeddedPostgres, db: Database) -> None:
    """Everything in turn, over one province."""
    tenant = await seed(server, db, "khanh-hoa", PERSONS)
    async with db.tenant(tenant) as session:
        await session.execute(text(WAITING), {"tenant": tenant})
    print(await timed(db, tenant, "score", scoring.score_pending), "entries")
    print(await timed(db, tenant, "chain", receipts.chain), "receipts")
    await timed(db, tenant, "chain again, nothing waits", receipts.chain)
    await timed(db, tenant, "fix roots", lambda session: receipts.fix_roots(session, today()))

    async def audited(session: AsyncSession) -> str:
        report = await audit(session)
        return f"{report.receipts} receipts, {report.batches} batches, {len(report.findings)} findings"

    print(await timed(db, tenant, "audit", audited))
    print(await timed(db, tenant, "learn", learning.learn), "work items")


def main() -> None:
    """Run in a folder of its own, which is removed."""

    async def run(server: EmbeddedPostgres, url: str) -> None:
        db = Database(url)
        try:
            await measure(server, db)
        finally:
            await db.close()

    with tempfile.TemporaryDirectory(prefix="roviec-receipts-") as name, database(folder_for(name)) as (server, url):
        uvloop.run(run(server, url))


if __name__ == "__main__":
    main()

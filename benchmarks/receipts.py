"""The chain of receipts and the learning of norms on 0.8 million scored entries, beside what scoring them takes.

`python -m benchmarks.receipts` starts an embedded PostgreSQL of its own, seeds and scores, chains, audits, learns, and
removes everything.
"""

import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final

import uvloop
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.lab_seeding import folder_for, seed
from benchmarks.processor import used
from benchmarks.reads import database
from benchmarks.tables import table
from kernel.clock import today
from kernel.database import Database
from kernel.embedded import EmbeddedPostgres
from tenants.learning import actions as learning
from tenants.receipts import actions as receipts
from tenants.receipts.audit import audit
from tenants.scoring import actions as scoring
from tenants.scoring import months

PERSONS: Final = 2_400
WAITING: Final = """
INSERT INTO pending_score (tenant_id, entry_id, revision, work_date)
SELECT tenant_id, id, revision, work_date FROM work_entry WHERE tenant_id = :tenant
"""


@dataclass
class Run:
    """One province, and the lines of the table."""

    server: EmbeddedPostgres
    db: Database
    tenant: int
    scoring: float = 0.0
    lines: list[tuple[str, str, str, str]] = field(default_factory=list)

    async def timed(self, what: str, act: Callable[[AsyncSession], Awaitable[int]]) -> None:
        """Do one piece of work in its own transaction; the first is what all others are compared with."""
        began = used(self.server)
        async with self.db.tenant(self.tenant) as session:
            done = await act(session)
        seconds = used(self.server) - began
        self.scoring = self.scoring or seconds
        self.lines.append((what, f"{done:,}", f"{seconds:.1f} s", f"{seconds / self.scoring:.2f}"))


async def audited(session: AsyncSession) -> int:
    """An audit that must find nothing; how many receipts it went through."""
    report = await audit(session, today=today())
    if report.findings:
        raise SystemExit(f"{len(report.findings)} findings, such as {report.findings[0]}")
    return report.receipts


async def measure(server: EmbeddedPostgres, db: Database) -> Run:
    """Everything in turn, over one province."""
    run = Run(server, db, await seed(server, db, "khanh-hoa", PERSONS))
    async with db.tenant(run.tenant) as session:
        await session.execute(text(WAITING), {"tenant": run.tenant})
    await run.timed("Scoring entries", scoring.score_pending)
    await run.timed("Scoring their months", months.score)
    await run.timed("Chaining both", receipts.chain)
    await run.timed("Chaining again when nothing waits", receipts.chain)
    await run.timed("Auditing, with a replay of all scores", audited)
    await run.timed("Learning norms, by work item", learning.learn)
    return run


def main() -> None:
    """Run in a folder of its own, which is removed."""

    async def run_in(server: EmbeddedPostgres, url: str) -> None:
        db = Database(url)
        try:
            run = await measure(server, db)
        finally:
            await db.close()
        print(table(("What", "Rows", "Processor time", "Of scoring"), run.lines))

    with tempfile.TemporaryDirectory(prefix="roviec-receipts-") as name, database(folder_for(name)) as (server, url):
        uvloop.run(run_in(server, url))


if __name__ == "__main__":
    main()

"""A million stored scores computed again: from the log, by the audit, by the reference evaluator, by the verifier.

`python -m benchmarks.replay [PEOPLE]` starts an embedded PostgreSQL of its own, seeds a quarter of verified entries
under two publications and a pilot, scores them as workers do, corrects a month of ten departments back, and chains
everything. Then it replays, has an audit locate what a superuser changes, and removes everything. It exits with 1 when
anything differs that should not, or is not found.
"""

import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, TypeVar

import psycopg
import uvloop
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks import replay_sample
from benchmarks.lab_seeding import folder_for, quarter, seed
from benchmarks.processor import used
from benchmarks.reads import database
from benchmarks.replay_law import office
from benchmarks.tables import table
from kernel import roles
from kernel.clock import today
from kernel.database import Database
from kernel.embedded import EmbeddedPostgres
from kernel.embedded_files import SUPERUSER
from tenants.receipts import actions as receipts
from tenants.receipts.audit import audit
from tenants.receipts.findings import Report
from tenants.scoring import actions as scoring
from tenants.scoring import backdating, checks, month_checks, months
from tenants.scoring.models import EntryScore, MonthScore

PEOPLE: Final = 3_400
SAMPLE: Final = 2_000
MONTHS: Final = 100
WAITING: Final = text(
    "INSERT INTO pending_score (tenant_id, entry_id, revision, work_date)"
    " SELECT tenant_id, id, revision, work_date FROM work_entry WHERE tenant_id = :tenant"
)
TAMPERED: Final = (
    (
        "One score changed by the superuser: points + 0.01",
        "CHANGED",
        "UPDATE entry_score SET points = points + 0.01 WHERE tenant_id = %s AND number = %s RETURNING entry_id",
        "UPDATE entry_score SET points = points - 0.01 WHERE tenant_id = %s AND number = %s",
    ),
    (
        "One entry of the log changed by the superuser: quantity + 0.25",
        "LOG",
        "UPDATE work_entry AS entry SET quantity = entry.quantity + 0.25 FROM entry_score AS score"
        " WHERE score.tenant_id = %s AND score.number = %s AND entry.tenant_id = score.tenant_id"
        " AND entry.id = score.entry_id AND entry.work_date = score.work_date RETURNING entry.id",
        "UPDATE work_entry AS entry SET quantity = entry.quantity - 0.25 FROM entry_score AS score"
        " WHERE score.tenant_id = %s AND score.number = %s AND entry.tenant_id = score.tenant_id"
        " AND entry.id = score.entry_id AND entry.work_date = score.work_date",
    ),
)  # fmt: skip
Done = TypeVar("Done")


@dataclass
class Run:
    """One province: where it is, what was timed, and the lines of the table."""

    server: EmbeddedPostgres
    db: Database
    tenant: int
    scoring: float = 0.0
    lines: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    failed: bool = False

    async def timed(self, act: Callable[[AsyncSession], Awaitable[Done]]) -> tuple[Done, float]:
        """Do something in a transaction of its own; what came out, and the seconds of processor time it took."""
        began = used(self.server)
        async with self.db.tenant(self.tenant) as session:
            done = await act(session)
        return done, used(self.server) - began

    def tell(self, what: str, rows: int, seconds: float, found: int | None = None, *, expected: int = 0) -> None:
        """Add a line; `found` differences other than expected are a failure."""
        self.failed = self.failed or (found is not None and found != expected)
        counted = "" if found is None else f"{found:,}"
        self.lines.append((what, f"{rows:,}", counted, f"{seconds:.1f} s", f"{seconds / self.scoring:.2f}"))
        print(*self.lines[-1], sep=" | ", file=sys.stderr, flush=True)

    def superuser(self) -> psycopg.Connection[tuple[object, ...]]:
        """A connection that no policy, trigger or grant holds back."""
        connection = psycopg.connect(self.server.url_for(SUPERUSER, roles.DATABASE), autocommit=True)
        connection.execute("SET session_replication_role = replica")
        return connection


async def score(run: Run, first: date, last: date) -> None:
    """Put the law in force, score everything, correct the first month back, and chain it all."""
    law = office(run.db, run.tenant)
    second = (first + timedelta(days=31)).replace(day=15)
    await law.publish("decree-335", second)
    await law.pilot(last, (last + timedelta(days=31)).replace(day=1))
    async with run.db.tenant(run.tenant) as session:
        await session.execute(WAITING, {"tenant": run.tenant})
    entries, run.scoring = await run.timed(scoring.score_pending)
    run.tell("Scored: two publications and a pilot", entries, run.scoring)
    run.tell("Their months scored", *await run.timed(months.score))
    correction = await law.correct(first, second.replace(day=1))
    await run.timed(lambda session: backdating.apply_norm_correction(session, str(correction)))
    run.tell("Scored again by a back-dated correction", *await run.timed(scoring.score_pending))
    await run.timed(months.score)
    run.tell("Chained, months too", *await run.timed(receipts.chain))
    with run.superuser() as connection:
        connection.execute("VACUUM ANALYZE")


async def replay(run: Run) -> None:
    """Everything computed again by SQL, and a sample by the two other readings of the packages."""

    async def stored(session: AsyncSession, scored: type[EntryScore] | type[MonthScore]) -> int:
        count = select(func.count()).select_from(scored).where(scored.tenant_id == run.tenant)
        return int(await session.scalar(count) or 0)

    entries, _ = await run.timed(lambda session: stored(session, EntryScore))
    found, seconds = await run.timed(checks.differences)
    run.tell("**Replay of every stored score of an entry**", entries, seconds, len(found))
    scored, _ = await run.timed(lambda session: stored(session, MonthScore))
    wrong, seconds = await run.timed(month_checks.differences)
    run.tell("Replay of the newest score of every month", scored, seconds, len(wrong))
    await _sample(run)
    report, seconds = await run.timed(lambda session: audit(session, today=today()))
    run.tell("Audit: receipts, chain and both replays", report.receipts, seconds, len(report.findings))


async def _sample(run: Run) -> None:
    sample, _ = await run.timed(lambda session: replay_sample.scores(session, SAMPLE))
    differing, seconds = await run.timed(lambda session: replay_sample.by_reference(session, sample))
    run.tell("A sample by the reference evaluator in `Decimal`", len(sample), seconds, differing)
    began = used(run.server)
    differing = await replay_sample.by_verifier(run.db, run.tenant, sample)
    run.tell("The same as documents, by the stand-alone verifier", len(sample), used(run.server) - began, differing)
    began = used(run.server)
    count, differing = await replay_sample.months_by_verifier(run.db, run.tenant, MONTHS)
    run.tell("Documents of months, by the stand-alone verifier", count, used(run.server) - began, differing)


async def tamper(run: Run) -> None:
    """Change one row at a time as superuser, audit, and change it back."""
    async with run.db.tenant(run.tenant) as session:
        middle = select(EntryScore.number).where(EntryScore.tenant_id == run.tenant).order_by(EntryScore.number)
        numbers = (await session.scalars(middle)).all()
    number = numbers[len(numbers) * 2 // 3]
    for what, code, change, back in TAMPERED:
        with run.superuser() as connection:
            ((entry,),) = connection.execute(change, [run.tenant, number]).fetchall()
        report, seconds = await run.timed(lambda session: audit(session, today=today()))
        with run.superuser() as connection:
            connection.execute(back, [run.tenant, number])
        run.tell(what, report.receipts, seconds, _located(report, code, str(entry)), expected=1)


def _located(report: Report, code: str, entry: str) -> int:
    """How many findings there are, if each of them names the entry under that code; a lie otherwise."""
    right = [one for one in report.findings if one.code == code and one.place.startswith(f"entry {entry} ")]
    return len(right) if len(right) == len(report.findings) else -len(report.findings)


async def measure(server: EmbeddedPostgres, url: str, people: int) -> Run:
    """Everything in turn, over one province."""
    db = Database(url, pool_size=2)
    try:
        run = Run(server, db, await seed(server, db, "khanh-hoa", people))
        await score(run, *quarter())
        await replay(run)
        await tamper(run)
    finally:
        await db.close()
    return run


def main() -> None:
    """Run in a folder of its own, which is removed, and print the table."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    with tempfile.TemporaryDirectory(prefix="roviec-replay-") as name, database(folder_for(name)) as (server, url):
        run = uvloop.run(measure(server, url, people))
    print(table(("What", "Receipts", "Differences or findings", "Processor time", "Of scoring"), run.lines))
    if run.failed:
        raise SystemExit(1)


if __name__ == "__main__":
    main()

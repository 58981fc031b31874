"""The norm lab on a quarter of a province, against a plain aggregate over the same rows; prints ratios of CPU time.

`python -m benchmarks.lab` starts an embedded PostgreSQL of its own, seeds 2.3 million entries, measures both in turn
on one connection without parallel workers, then a whole run as the program does it, and removes everything.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Final

import uvloop
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.lab_seeding import folder_for, quarter, seed
from benchmarks.reads import database
from kernel.clock import today, utc_now
from kernel.database import Database
from kernel.embedded import EmbeddedPostgres
from tenants.lab import actions, replay, rules
from tenants.lab.actions import RunInput
from tenants.lab.models import LabRun
from tenants.norms.examination import NormText
from tenants.norms.language import shipped_text
from tenants.scoring import months

ROUNDS: Final = 3
PLAIN: Final = """
SELECT person_id, date_trunc('month', work_date) AS month, count(*), sum(quantity), sum(minutes)
FROM work_entry
WHERE tenant_id = :tenant AND work_date >= :first AND work_date <= :until AND status = 'verified'
GROUP BY person_id, date_trunc('month', work_date)
"""
TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Spent:
    """Processor and wall seconds."""

    cpu: float
    wall: float


async def spent(session: AsyncSession, act: Callable[[], Awaitable[object]]) -> Spent:
    """What one piece of work costs the server process of a session."""
    process = int(await session.scalar(text("SELECT pg_backend_pid()")) or 0)
    cpu, wall = _cpu(process), time.perf_counter()
    await act()
    return Spent(_cpu(process) - cpu, time.perf_counter() - wall)


def _cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


async def _alone(session: AsyncSession) -> None:
    for setting in ("max_parallel_workers_per_gather = 0", "jit = off", "work_mem = '192MB'"):
        await session.execute(text(f"SET LOCAL {setting}"))


async def plain(db: Database, tenant: int, first: date, last: date) -> Spent:
    """The aggregate over the quarter."""
    values = {"tenant": tenant, "first": first, "until": rules.last_day(last)}
    async with db.tenant(tenant) as session:
        await _alone(session)
        return await spent(session, lambda: session.execute(text(PLAIN), values))


async def prepared(db: Database, tenant: int, document: str, first: date, last: date) -> LabRun:
    """A run over the quarter, not begun."""
    async with db.tenant(tenant) as session:
        given = RunInput(first, last, NormText(document=document))
        return await actions.prepare(session, given, now=utc_now(), today=today())


async def lab(db: Database, tenant: int, document: str, first: date, last: date) -> Spent:
    """All months of a run and its sums, one after the other on one connection."""
    run = await prepared(db, tenant, document, first, last)

    async def everything() -> None:
        for month in rules.months(first, last):
            await replay.replay(session, run, month)
            await session.execute(text("DROP TABLE lab_person"))
            await actions.finish_month(session, run, month)
        await actions.sum_up(session, run)

    async with db.tenant(tenant) as session:
        await _alone(session)
        return await spent(session, everything)


async def as_run(db: Database, tenant: int, document: str, first: date, last: date) -> float:
    """Wall seconds of a whole run, months side by side as two workers do them."""
    run = await prepared(db, tenant, document, first, last)
    began = time.perf_counter()
    turns = asyncio.Semaphore(2)

    async def month_of(month: date) -> None:
        async with turns, db.tenant(tenant) as session:
            await actions.replay_month(session, str(run.id), month.isoformat())

    await asyncio.gather(*(month_of(month) for month in rules.months(first, last)))
    async with db.tenant(tenant) as session:
        await actions.finish_lab_run(session, str(run.id))
    return time.perf_counter() - began


async def measure(server: EmbeddedPostgres, url: str, package: str) -> str:
    """One package in force, a draft of the same, and the table's line."""
    db = Database(url)
    try:
        tenant = await seed(server, db, package)
        first, last = quarter()
        async with db.tenant(tenant) as session:
            await months.score(session)
            entries = await session.scalar(text("SELECT sum(entries) FROM person_day"))
        document = shipped_text(package).replace("version: 1.0.0", "version: 2.0.0")
        plains, labs = [], []
        for _ in range(ROUNDS):
            plains.append(await plain(db, tenant, first, last))
            labs.append(await lab(db, tenant, document, first, last))
        wall = await as_run(db, tenant, document, first, last)
    finally:
        await db.close()
    one, other = median(it.cpu for it in plains), median(it.cpu for it in labs)
    return f"| {package} | {entries:,} | {one:.2f} | {other:.2f} | {other / one:.2f} | {wall:.1f} |"


def main() -> None:
    """Measure the packages named on the command line, or all that are shipped for a province's own use."""
    print("| Package | Entries | Plain aggregate, CPU s | Lab, CPU s | Ratio | Whole run, wall s |")
    print("|---|---|---|---|---|---|")
    for package in sys.argv[1:] or ("khanh-hoa", "decree-335"):
        with (
            tempfile.TemporaryDirectory(prefix="roviec-lab-") as name,
            database(folder_for(name)) as (server, url),
        ):
            print(uvloop.run(measure(server, url, package)), flush=True)


if __name__ == "__main__":
    main()

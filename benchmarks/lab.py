"""The norm lab on a quarter of a province, against a plain aggregate over the same rows.

`python -m benchmarks.lab [PACKAGE …]` seeds 2.3 million entries for each package in force and tries two drafts of it:
one with other coefficients, and one that also refuses entries which the package accepts. Processor time of the lab and
of the aggregate is taken in turn, each on one connection without parallel workers; wall time is that of a whole run as
the program does it, two months at a time. One entry in a thousand waits for its score, as in a province at work.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import uvloop
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.lab_seeding import folder_for, quarter, seed
from benchmarks.reads import database
from benchmarks.tables import Compared, met, table
from kernel.clock import today, utc_now
from kernel.database import Database
from kernel.embedded import EmbeddedPostgres
from tenants.lab import actions, replay, rules
from tenants.lab.actions import RunInput
from tenants.lab.models import LabRun
from tenants.norms.examination import NormText
from tenants.norms.language import shipped_text
from tenants.scoring import months

ROUNDS: Final = 5
RATIO, SECONDS = 4.0, 20.0
# The first changes a number, the second the greatest quantity of an entry, which one entry in nine exceeds.
DRAFTS: Final = {
    "khanh-hoa": (("hard: 1.5", "hard: 1.4"), ("quantity:   {max: 10000", "quantity:   {max: 2")),
    "decree-335": (
        ("fault_share: {value: 0.25", "fault_share: {value: 0.3"),
        ("assigned: {max: 100000", "assigned: {max: 2"),
    ),
}
WAITING: Final = """
INSERT INTO pending_score (tenant_id, entry_id, revision, work_date)
SELECT tenant_id, id, revision, work_date FROM work_entry WHERE tenant_id = :tenant AND hashtext(id::text) % 1000 = 0
"""
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


@dataclass(frozen=True)
class Tried:
    """A draft: the lab's processor time and the aggregate's, wall seconds of a whole run, entries refused of all."""

    compared: Compared
    wall: float
    refused: int
    entries: int


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


async def as_run(db: Database, tenant: int, document: str, first: date, last: date) -> tuple[float, int]:
    """Wall seconds of a whole run, months side by side as two workers do them, and how many entries it refuses."""
    run = await prepared(db, tenant, document, first, last)
    began = time.perf_counter()
    turns = asyncio.Semaphore(2)

    async def month_of(month: date) -> None:
        async with turns, db.tenant(tenant) as session:
            await actions.replay_month(session, str(run.id), month.isoformat())

    await asyncio.gather(*(month_of(month) for month in rules.months(first, last)))
    async with db.tenant(tenant) as session:
        await actions.finish_lab_run(session, str(run.id))
    wall = time.perf_counter() - began
    async with db.tenant(tenant) as session:
        done = await session.get_one(LabRun, (tenant, run.id))
    if done.result is None:
        raise RuntimeError(done.problem or done.status)
    return wall, sum(period["refused"] for period in done.result["periods"] if period["grain"] == "month")


def drafts(package: str) -> dict[str, str]:
    """What is tried of a package: other coefficients, and other coefficients with a narrower input."""
    shipped = shipped_text(package)
    text = shipped[: shipped.index("examples:")].replace("version: 1.", "version: 9.", 1)
    found = {}
    for what, (old, new) in zip(("coefficients", "coefficients and a narrower input"), DRAFTS[package], strict=True):
        if old not in text:
            raise ValueError(f"{package} does not say: {old}")
        text = text.replace(old, new)
        found[f"{package}, other {what}"] = text
    return found


async def measure(server: EmbeddedPostgres, url: str, package: str) -> list[Tried]:
    """One package in force, and each of its drafts tried."""
    db, found = Database(url), []
    try:
        tenant = await seed(server, db, package)
        first, last = quarter()
        async with db.tenant(tenant) as session:
            await months.score(session)
            entries = int(await session.scalar(text("SELECT sum(entries) FROM person_day")) or 0)
            await session.execute(text(WAITING), {"tenant": tenant})
            await session.execute(text("ANALYZE pending_score"))
        for what, document in drafts(package).items():
            turns = []
            for _ in range(ROUNDS):
                one = await plain(db, tenant, first, last)
                other = await lab(db, tenant, document, first, last)
                turns.append((other.cpu, one.cpu))
            wall, refused = await as_run(db, tenant, document, first, last)
            found.append(Tried(Compared(what, turns), wall, refused, entries))
    finally:
        await db.close()
    return found


def told(found: Sequence[Tried]) -> str:
    """The table."""
    lines = []
    for one in found:
        cpu, reached = one.compared, one.compared.ratio <= RATIO and one.wall < SECONDS
        spent = (f"{cpu.second:.1f} s", f"{cpu.first:.1f} s", f"{cpu.ratio:.1f}", f"{one.wall:.1f} s")
        lines.append((cpu.what, f"{one.refused:,}", *spent, met(reached)))
    entries = max(one.entries for one in found)
    head = (
        f"Drafts over {entries:,} entries", "Refused", "Plain aggregate, CPU", "Lab, CPU", "Ratio",
        "Whole run, wall", f"≤ {RATIO:.0f} and < {SECONDS:.0f} s",
    )  # fmt: skip
    return table(head, lines)


def main() -> None:
    """Measure the packages named on the command line, or the two a province is likely to start from."""
    found = []
    for package in sys.argv[1:] or list(DRAFTS):
        with (
            tempfile.TemporaryDirectory(prefix="roviec-lab-") as name,
            database(folder_for(name)) as (server, url),
        ):
            found += uvloop.run(measure(server, url, package))
    print(told(found))


if __name__ == "__main__":
    main()

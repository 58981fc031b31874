"""Peak memory of the API and of a worker, each a process of its own, while they serve reads and score a month.

`python -m benchmarks.memory` seeds two provinces, lets the worker score, merge and sum 77,000 entries, drives the hot
read of the API meanwhile, and reads each process's high-water mark (VmHWM).
"""

import asyncio
import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import uvloop
from sqlalchemy import text

from benchmarks.driving import drive, posted
from benchmarks.month import seed_month
from benchmarks.reads import MY_ENTRIES, database
from benchmarks.seeding import seed
from benchmarks.tables import table
from kernel import roles
from kernel.database import Database
from kernel.embedded_files import SUPERUSER
from kernel.outbox import enqueue

PEOPLE: Final = 700
CLIENTS: Final = 32
SECONDS: Final = 5.0
PATIENCE: Final = 120.0
PORT: Final = 18_856


@contextlib.contextmanager
def part(folder: Path, url: str, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """One part of the program as an operator runs it."""
    env = {**os.environ, "DATABASE_URL": url, "ROVIEC_PORT": str(PORT), "ROVIEC_STATE": str(folder)}
    command = [str(Path(sys.executable).with_name("roviec")), *words]
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)


def peak_mib(process: subprocess.Popen[bytes]) -> int:
    """The most memory a process has held, in MiB."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


async def scored(superuser: Database, tenant: int) -> None:
    """Ask for the scores of a month and wait until nothing waits any more."""
    async with superuser.tenant(tenant) as session:
        await enqueue(session, "score_pending")
    waits = text(
        "SELECT EXISTS (SELECT FROM pending_score) OR EXISTS (SELECT FROM rollup_delta) OR EXISTS (SELECT FROM outbox)"
    )
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        async with superuser.tenant(tenant) as session:
            if not await session.scalar(waits):
                return
    raise SystemExit("the worker did not finish")


async def listening() -> None:
    """Wait until the API takes connections."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", PORT)
            writer.close()
            return
        await asyncio.sleep(0.1)
    raise SystemExit("the API did not start")


async def measure(folder: Path) -> list[tuple[str, str]]:
    """Lines of the table: which process, after what, and its peak."""
    with database(folder) as (server, url):
        superuser = Database(server.url_for(SUPERUSER, roles.DATABASE), pool_size=2)
        tenant = await seed_month(superuser, PEOPLE)
        db = Database(url, pool_size=2)
        seeded = await seed(db, "42", days=6)
        await db.close()
        with part(folder, url, "serve-api") as api, part(folder, url, "worker") as worker:
            await listening()
            await scored(superuser, tenant)
            body = {"query": MY_ENTRIES % "", "variables": {"first": 20}}
            driven = await drive(PORT, posted("/graphql", seeded.cadre_token, body), clients=CLIENTS, seconds=SECONDS)
            found = [
                (
                    f"API, {CLIENTS} clients asking for their last 20 entries ({driven.rate:.0f} a second)",
                    peak_mib(api),
                ),
                (f"worker, {PEOPLE * 110:,} entries scored, merged and summed to months", peak_mib(worker)),
            ]
        await superuser.close()
    return [(what, f"{mib} MiB") for what, mib in found]


def main() -> None:
    """Seed, run the parts, print."""
    with tempfile.TemporaryDirectory(prefix="roviec-memory-") as name:
        print(table(("Process", "Peak memory"), uvloop.run(measure(Path(name)))))


if __name__ == "__main__":
    main()

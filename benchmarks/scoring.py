"""Scoring a month of a province in one statement, against the same arithmetic by hand.

`python -m benchmarks.scoring [PEOPLE]` measures in turn, as `roviec_app` under row-level security: (a) computing
alone, both stored into a temporary table of the same columns; (b) everything: the real statement, with checks,
receipts, hashes, sums and months, against hand-written ones that take the same waiting entries and store plain values
under the same key, with the same sums or none. Each run of (b) is committed, on tables emptied before it.
"""

import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import uvloop
from sqlalchemy import Executable, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.month import FIRST, LAST, PEOPLE, refill, seed_month
from benchmarks.reads import database
from benchmarks.scoring_by_hand import PLAIN, by_hand, values_alone, values_and_sums
from benchmarks.tables import Compared, met, table
from kernel import roles
from kernel.database import Database, enter_tenant
from kernel.embedded_files import SUPERUSER
from tenants.norms.language import compile_chain, shipped_package, shipped_text
from tenants.norms.models import NormPackage
from tenants.scoring.actions import WORK_MEM
from tenants.scoring.sources import entry_facts
from tenants.scoring.statements import score_waiting
from tenants.worklogs.models import WorkEntry

ROUNDS: Final = 5
COMPUTING: Final = 0.80
EVERYTHING: Final = 0.50
STORED: Final = (
    "TRUNCATE entry_score, refused_score, rollup_delta, pending_month, pending_score, plain_score, plain_delta"
)


async def seconds(db: Database, tenant: int, statement: Executable, values: Mapping[str, Any]) -> float:
    """How long a statement and its commit take, in one process of PostgreSQL."""
    async with AsyncSession(db.engine) as session:
        await enter_tenant(session, tenant)
        await session.execute(text("SET LOCAL max_parallel_workers_per_gather = 0"))
        await session.execute(text(f"SET LOCAL work_mem = '{WORK_MEM}'"))
        began = time.perf_counter()
        await session.execute(statement, values)
        await session.commit()
        return time.perf_counter() - began


def compiled(db: Database, package: str, tenant: int) -> str:
    """The values of a package's entries, from its document, as one statement over the log."""
    parsed = shipped_package(package)
    keys = (WorkEntry.person_id.label("person"), WorkEntry.work_date.label("day"), WorkEntry.work_date.label("month"))
    rows = select(*keys, *entry_facts(parsed)).where(WorkEntry.tenant_id == tenant)
    chain = compile_chain(parsed, "entry", {"entry": rows}).subquery("scored")
    values = select(*(chain.c[name] for name in parsed.levels["entry"].formulas))
    return str(values.compile(dialect=db.engine.dialect, compile_kwargs={"literal_binds": True}))


async def computing(db: Database, tenant: int, package: str) -> Compared:
    """By hand and compiled, into a temporary table that vanishes with its transaction."""
    bodies = (by_hand(package, f"work_entry WHERE tenant_id = {int(tenant)}"), compiled(db, package, tenant))
    hand, ours = (text(f"CREATE TEMP TABLE measured ON COMMIT DROP AS {body}".replace(":", "\\:")) for body in bodies)
    turns = [(await seconds(db, tenant, hand, {}), await seconds(db, tenant, ours, {})) for _ in range(ROUNDS + 1)]
    return Compared(f"Computing, {package}", turns[1:])


async def storing(db: Database, superuser: Database, tenant: int) -> list[Compared]:
    """By hand and as the program does it, both with all that waits."""
    async with db.tenant(tenant) as session:
        package = (await session.scalars(select(NormPackage.id))).one()
    values = {"tenant": tenant, "package": package, "first": FIRST, "last": LAST}
    peers: list[Executable] = [text(values_and_sums()), text(values_alone()), score_waiting(shipped_text("khanh-hoa"))]
    rounds = []
    for _ in range(ROUNDS):
        spent = []
        for statement in peers:
            await refill(superuser, tenant, STORED)
            spent.append(await seconds(db, tenant, statement, values))
        rounds.append(spent)
    return [
        Compared("Everything stored, against plain values and the same sums", [(row[0], row[2]) for row in rounds]),
        Compared("Everything stored, against plain values and nothing else", [(row[1], row[2]) for row in rounds]),
    ]


async def measure(people: int) -> list[Compared]:
    """Seed and measure."""
    with tempfile.TemporaryDirectory(prefix="roviec-scoring-") as folder, database(Path(folder)) as (server, app_url):
        superuser = Database(server.url_for(SUPERUSER, roles.DATABASE), pool_size=2)
        db = Database(app_url, pool_size=2)
        tenant = await seed_month(superuser, people)
        async with superuser.platform() as session:
            for statement in PLAIN.split(";"):
                await session.execute(text(statement))
        found = [await computing(db, tenant, package) for package in ("khanh-hoa", "decree-335")]
        found += await storing(db, superuser, tenant)
        await db.close()
        await superuser.close()
    return found


def told(found: Sequence[Compared], people: int) -> str:
    """The table."""
    lines = []
    for one in found:
        target = EVERYTHING if one.what.startswith("Everything") else COMPUTING
        share = (f"{one.ratio:.0%}", f"≥ {target:.0%}", met(one.ratio >= target))
        lines.append((one.what, f"{one.first:.2f} s", f"{one.second:.2f} s", *share))
    head = (f"{people * 110:,} entries", "By hand", "Rõ Việc", "Share of the speed by hand", "Target", "Met")
    return table(head, lines)


def main() -> None:
    """Measure and print."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    print(told(uvloop.run(measure(people)), people))


if __name__ == "__main__":
    main()

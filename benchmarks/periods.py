"""The end of periods in a province of 7,000: months scored, closed, frozen, scored again; quarter and year computed.

`python -m benchmarks.periods [PACKAGE] [PEOPLE]` starts an embedded PostgreSQL of its own, seeds a quarter of verified
entries, does in turn what the jobs do, each in a transaction as `roviec_app` under row-level security, and removes
everything. Wall time counts; the processor time of PostgreSQL beside it moves less on a machine with other work.
"""

import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

import psycopg
import uvloop
from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.lab_seeding import PERSONS, folder_for, quarter, seed
from benchmarks.processor import used
from benchmarks.reads import database
from benchmarks.tables import met, table
from kernel import roles
from kernel.clock import today, utc_now
from kernel.database import Database, tenant_of
from kernel.embedded import EmbeddedPostgres
from kernel.embedded_files import SUPERUSER
from tenants.periods import actions as periods
from tenants.periods import members, planning
from tenants.periods.models import EvaluationPeriod
from tenants.periods.rules import GROUPS, MONTHLY
from tenants.scoring import months, period_scores
from tenants.scoring.models import FrozenMonth, MonthScore

TARGET: Final = 30.0
A_UNIT: Final = 60
AGAIN: Final = text(
    "INSERT INTO pending_month (tenant_id, person_id, month)"
    " SELECT tenant_id, person_id, month FROM month_score WHERE tenant_id = :tenant AND month = :month"
    " ON CONFLICT DO NOTHING"
)


@dataclass
class Run:
    """One province: where it is, and what was timed."""

    server: EmbeddedPostgres
    db: Database
    tenant: int
    lines: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    failed: bool = False

    async def timed(
        self, what: str, act: Callable[[AsyncSession], Awaitable[int]], *, within: float | None = None
    ) -> int:
        """Do something in a transaction of its own and add a line: how many, wall time, processor time."""
        cpu, began = used(self.server), time.perf_counter()
        async with self.db.tenant(self.tenant) as session:
            done = await act(session)
        wall, busy = time.perf_counter() - began, used(self.server) - cpu
        target = "" if within is None else f"< {within:g} s: {met(wall < within)}"
        self.failed = self.failed or (within is not None and wall >= within)
        self.lines.append((what, f"{done:,}", f"{wall:.2f} s", f"{busy:.2f} s", target))
        print(*self.lines[-1], sep=" | ", file=sys.stderr, flush=True)
        return done

    def tidy(self) -> None:
        """What autovacuum does between two ends of a month."""
        with psycopg.connect(self.server.url_for(SUPERUSER, roles.DATABASE), autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")


async def calendar(session: AsyncSession) -> EvaluationPeriod:
    """A monthly period for everybody, of the quarter's last month, whose deadline has passed."""
    _, last = quarter()
    session.add(planning.rule_row(tenant_of(session), "month", GROUPS, MONTHLY, last))
    await session.flush()
    await planning.plan(session, last, last)
    await session.execute(
        update(EvaluationPeriod)
        .values(status="open", freeze_on=today() - timedelta(days=1))
        .execution_options(synchronize_session=False)
    )
    return (await session.scalars(select(EvaluationPeriod).execution_options(populate_existing=True))).one()


async def measure(server: EmbeddedPostgres, url: str, package: str, people: int) -> Run:
    """Everything in turn."""
    db = Database(url, pool_size=2)
    try:
        run = Run(server, db, await seed(server, db, package, people))
        await run.timed("Three months scored from the log", months.score)
        run.tidy()
        await again(run, "One month scored again, nothing closed")
        async with db.tenant(run.tenant) as session:
            period = await calendar(session)

        async def members_of(session: AsyncSession) -> int:
            return len(await members.members(session, period, utc_now()))

        await run.timed("Whom a period evaluates", members_of, within=2)
        await run.timed("A month closed", lambda session: periods.close_period(session, str(period.id)))
        await run.timed("The closed month scored and frozen", months.score, within=TARGET)
        run.tidy()
        await again(run, "The frozen month scored again")
        await quarter_and_year(run)
        async with db.tenant(run.tenant) as session:
            counts = [await session.scalar(select(func.count()).select_from(one)) for one in (MonthScore, FrozenMonth)]
        run.failed = run.failed or counts != [3 * people, people]
    finally:
        await db.close()
    return run


async def again(run: Run, what: str) -> None:
    """Everybody's last month waits and is scored."""
    _, last = quarter()
    async with run.db.tenant(run.tenant) as session:
        await session.execute(AGAIN, {"tenant": run.tenant, "month": last})
    await run.timed(what, months.score)


async def quarter_and_year(run: Run) -> None:
    """The quarter and the year of everybody, then asked for a unit's 60."""
    first, _ = quarter()
    year = first.replace(month=1)
    await run.timed("A quarter computed", lambda session: period_scores.score(session, "quarter", first), within=TARGET)
    await run.timed("The year computed", lambda session: period_scores.score(session, "year", year), within=TARGET)
    await run.timed("The quarter again, nothing changed", lambda s: period_scores.score(s, "quarter", first))
    async with run.db.tenant(run.tenant) as session:
        people = list(await session.scalars(select(MonthScore.person_id).distinct().limit(A_UNIT)))

    async def asked(session: AsyncSession) -> int:
        return len(await period_scores.scores_of(session, "quarter", first, people))

    await run.timed(f"The quarter of {A_UNIT} people asked for", asked)


def main() -> None:
    """Measure and print; 1 if a target is missed or a month is not where it should be."""
    package = sys.argv[1] if len(sys.argv) > 1 else "decree-335"
    people = int(sys.argv[2]) if len(sys.argv) > 2 else PERSONS
    with (
        tempfile.TemporaryDirectory(prefix="roviec-periods-") as folder,
        database(folder_for(folder)) as (server, url),
    ):
        run = uvloop.run(measure(server, url, package, people))
    print(table((f"{package}, {people:,} people", "Rows", "Wall", "PostgreSQL's processor", "Target"), run.lines))
    sys.exit(int(run.failed))


if __name__ == "__main__":
    main()

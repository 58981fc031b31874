"""How often the true time is found again in a log with inflated entries: the table of docs/learning-norms.md.

`python -m benchmarks.learning [ITEMS]` plants 1,000 work items of 200 verified entries for each line, all with the same
true time, lets the program learn its norms by the statement it always uses, and counts how many estimates lie within
5 % of the truth. Other estimates are drawn from the same entries. Draws are seeded: on one version of PostgreSQL every
run prints the same.
"""

import math
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import psycopg
import uvloop
from sqlalchemy import select, text

from benchmarks.lab_seeding import folder_for
from benchmarks.learning_estimators import ESTIMATORS
from benchmarks.reads import database
from benchmarks.tables import table
from kernel import roles
from kernel.clock import today
from kernel.database import Database
from kernel.embedded import EmbeddedPostgres
from kernel.embedded_files import SUPERUSER
from tenants.learning import actions
from tenants.learning.models import NormEvidence
from tenants.learning.rules import TOLERANCE, WIDEST
from tenants.registry import actions as registry

ITEMS, ENTRIES, PEOPLE = 1_000, 200, 10
TRUE_MINUTES: Final = 90
SEED: Final = 0.37

PROVINCE: Final = """
INSERT INTO work_item (tenant_id, id, code)
SELECT %(tenant)s, uuidv7(), 'DV' || n FROM generate_series(1, %(items)s) AS n;
INSERT INTO work_item_version (tenant_id, work_item_id, version, status, valid_from, name, search_key, sort_key, field,
                               task_group, position_groups, norm_minutes, complexity, standard_score, output,
                               product_unit)
SELECT %(tenant)s, id, 1, 'approved', %(day)s, code, code, code, 'tai_chinh', 'A', '{professional}', 60, 'normal',
       100, 'Báo cáo', 'báo cáo'
FROM work_item WHERE tenant_id = %(tenant)s;
INSERT INTO person (tenant_id, id, pin, full_name, sort_key, search_key, gender)
SELECT %(tenant)s, uuidv7(), '0560900' || lpad(n::text, 5, '0'), 'Nguyễn Văn ' || n, 'k' || n, 'k' || n, 'male'
FROM generate_series(1, %(people)s) AS n
"""
# Times vary by a share around the true one. Who inflates is drawn entry by entry, or is one person in ten.
LOG: Final = """
TRUNCATE work_entry CASCADE;
SELECT setseed(%(seed)s);
INSERT INTO work_entry (tenant_id, id, work_date, person_id, appointment_id, unit_id, work_item_id, work_item_version,
                        status, revision, quantity, minutes, output, norm_minutes, complexity, k, quality, days_late,
                        failed_reviews, delays, failed_waived, delays_waived)
SELECT %(tenant)s, uuidv7(), %(day)s, who.id, who.id, who.id, item.id, 1, 'verified', 1, quantity,
       greatest(1, round(%(true_minutes)s * quantity * honest * CASE
           WHEN CASE WHEN %(personal)s THEN n %% 10 = 0 ELSE n <= %(entries)s * %(inflated)s::float8 END
           THEN %(least)s + (%(most)s - %(least)s::float8) * random() ELSE 1 END)),
       'Báo cáo', 60, 'normal', 1, 'good', 0, 0, 0, 0, 0
FROM (SELECT id, row_number() OVER (ORDER BY id) AS at FROM work_item WHERE tenant_id = %(tenant)s) AS item
CROSS JOIN generate_series(1, %(entries)s) AS n
CROSS JOIN LATERAL (
    SELECT item.at, exp(%(spread)s * random_normal()) AS honest, (ARRAY[0.5, 1, 2, 3])[1 + n %% 4] AS quantity
) AS drawn
JOIN (SELECT id, row_number() OVER (ORDER BY pin) - 1 AS number FROM person WHERE tenant_id = %(tenant)s) AS who
     ON who.number = n %% %(people)s
"""
TIMES: Final = text(
    """
    SELECT work_item_id, array_agg(y ORDER BY y) AS times FROM (
        SELECT work_item_id, ln(minutes::float8 / quantity::float8) AS y FROM work_entry WHERE tenant_id = :tenant
    ) AS said GROUP BY work_item_id
    """
)


@dataclass(frozen=True)
class Case:
    """How honest times spread, the share of inflated entries, by how much, and whether they are all of one person."""

    spread: float
    inflated: float = 0.1
    least: float = 1.5
    most: float = 2.1
    personal: bool = False

    @property
    def told(self) -> str:
        """The inflation in words."""
        if not self.inflated:
            return "none"
        by = f"× {self.least:g}" if self.least == self.most else f"× {self.least:g} to {self.most:g}"
        return f"{by}, all of one person in ten" if self.personal else by


CASES: Final = (
    Case(0.10), Case(0.15), Case(0.20), Case(0.20, personal=True), Case(0.20, least=1.3, most=1.3),
    Case(0.20, least=2, most=2), Case(0.20, least=3, most=3), Case(0.20, 0), Case(0.25), Case(0.25, least=3, most=3),
    Case(0.25, 0), Case(0.30), Case(0.30, least=3, most=3), Case(0.30, 0),
)  # fmt: skip


async def province(server: EmbeddedPostgres, db: Database, items: int) -> int:
    """A tenant with work items and people, and no log yet."""
    async with db.platform() as session:
        tenant = await registry.create_tenant(
            session, "planted", "province", province_code="56", years=[today().year - 1, today().year]
        )
        await registry.ensure_months(session, today().replace(day=1), 1)
    _write(server, PROVINCE, {"tenant": tenant, "items": items, "day": today(), "people": PEOPLE})
    return tenant


def plant(server: EmbeddedPostgres, tenant: int, case: Case) -> None:
    """Write the log anew."""
    values = {
        "tenant": tenant, "day": today(), "seed": SEED, "true_minutes": TRUE_MINUTES, "entries": ENTRIES,
        "people": PEOPLE, "spread": case.spread, "inflated": case.inflated, "least": case.least, "most": case.most,
        "personal": case.personal,
    }  # fmt: skip
    _write(server, LOG, values)


def _write(server: EmbeddedPostgres, statements: str, values: dict[str, object]) -> None:
    with psycopg.connect(server.url_for(SUPERUSER, roles.DATABASE), autocommit=True) as connection:
        # What is written here is right by construction, and posts and units are of no concern.
        connection.execute("SET session_replication_role = replica")
        bare = psycopg.ClientCursor(connection)
        for statement in statements.split(";"):
            bare.execute(statement.encode(), values)
        connection.execute("ANALYZE")


@dataclass(frozen=True)
class Found:
    """Of one case: shares of items found within the tolerance, whose margin held the truth, and largest error."""

    case: Case
    within: float
    others: Sequence[float]
    held: float
    undecided: float
    worst: float


async def recovered(db: Database, tenant: int, case: Case) -> Found:
    """Learn from the log that lies there, and count."""
    async with db.tenant(tenant) as session:
        await actions.learn(session)
    async with db.tenant(tenant) as session:
        rows = (await session.scalars(select(NormEvidence))).all()
        samples = [row.times for row in await session.execute(TIMES, {"tenant": tenant})]
    off = [float(row.observed) / TRUE_MINUTES - 1 for row in rows]
    held = [abs(math.log1p(error)) <= float(row.margin) for row, error in zip(rows, off, strict=True)]
    others = [
        _within([math.exp(estimate(times)) / TRUE_MINUTES - 1 for times in samples]) for estimate in ESTIMATORS.values()
    ]
    undecided = sum(row.margin > WIDEST for row in rows) / len(rows)
    return Found(case, _within(off), others, sum(held) / len(held), undecided, max(abs(error) for error in off))


def _within(off: Sequence[float]) -> float:
    return sum(abs(error) <= float(TOLERANCE) for error in off) / len(off)


async def measure(server: EmbeddedPostgres, url: str, items: int) -> list[Found]:
    """Every case in turn."""
    db, found = Database(url), []
    try:
        tenant = await province(server, db, items)
        for case in CASES:
            plant(server, tenant, case)
            found.append(await recovered(db, tenant, case))
    finally:
        await db.close()
    return found


def told(found: Sequence[Found]) -> str:
    """The table."""
    head = ("Inflated", "Spread", "Estimate", *ESTIMATORS, "Margin holds", "Largest error", "Undecided")
    lines = [
        (
            one.case.told,
            f"{one.case.spread:.2f}",
            f"**{one.within:.1%}**",
            *(f"{other:.1%}" for other in one.others),
            f"{one.held:.1%}",
            f"{one.worst:.1%}",
            f"{one.undecided:.1%}",
        )
        for one in found
    ]
    return table(head, lines)


def main() -> None:
    """Run in a folder of its own, which is removed."""
    items = int(sys.argv[1]) if len(sys.argv) > 1 else ITEMS
    with tempfile.TemporaryDirectory(prefix="roviec-learning-") as name, database(folder_for(name)) as (server, url):
        print(told(uvloop.run(measure(server, url, items))))


if __name__ == "__main__":
    main()

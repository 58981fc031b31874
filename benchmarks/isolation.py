"""Row-level security on against off: the statements the program sends, replayed under its role and past the policies.

`python -m benchmarks.isolation` lets the program's own functions run once to learn their statements. These are then
replayed in turn over two bare connections to the same tables: as `roviec_app`, whom the policies hold, and as a role
with the same grants that they do not.
"""

import math
import secrets
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeAlias
from uuid import UUID

import psycopg
import uvloop
from psycopg import sql
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.reads import database
from benchmarks.seeding import Seeded, seed
from benchmarks.tables import Compared, met, table
from kernel import roles
from kernel.clock import utc_now
from kernel.database import Database
from kernel.embedded_files import SUPERUSER
from kernel.ids import uuid7
from policies.authority import Caller
from tenants.accounts.queries import caller_by_token
from tenants.norms import actions as norms
from tenants.rollups import queries as rollups
from tenants.scoring import actions as scoring
from tenants.worklogs import actions as log
from tenants.worklogs import queries as worklogs
from tenants.worklogs.rules import EntryInput, EvidenceInput

SCORED: Final = 50_000
TURNS: Final = 500
TURNS_SCORING: Final = 10
MOST: Final = 1.10
FREE: Final = "roviec_unguarded"

PREPARE: Final = (
    "DELETE FROM norm_package",
    "DELETE FROM entry_score",
    "INSERT INTO pending_score (tenant_id, entry_id, revision, work_date)"
    f" SELECT tenant_id, id, 1, work_date FROM work_entry WHERE status = 'verified' LIMIT {SCORED}",
)

Act: TypeAlias = Callable[[AsyncSession], Awaitable[object]]
Statements: TypeAlias = Sequence[tuple[str, Any]]


@dataclass(frozen=True)
class Measured:
    """Something the program does, how many turns it is replayed, and whether what it writes is kept."""

    what: str
    statements: Statements
    turns: int
    kept: bool


class Undone(Exception):
    """Ends a transaction whose statements were only to be learnt."""


async def learnt(db: Database, tenant: int, act: Act) -> Statements:
    """The statements that something sends in its transaction, the entering of the tenant among them."""
    found: list[tuple[str, Any]] = []

    def keep(_connection: object, _cursor: object, statement: str, values: Any, *_: object) -> None:  # noqa: ANN401 - whatever the driver takes
        found.append((statement, values))

    event.listen(db.engine.sync_engine, "before_cursor_execute", keep)
    try:
        async with db.tenant(tenant) as session:
            await act(session)
            raise Undone
    except Undone:
        return found
    finally:
        event.remove(db.engine.sync_engine, "before_cursor_execute", keep)


async def measures(db: Database, seeded: Seeded) -> list[Measured]:
    """What is measured."""
    tenant, last = seeded.tenant_id, seeded.last

    async def known(token: str) -> Caller:
        async with db.tenant(tenant) as session:
            caller = await caller_by_token(session, token)
        assert caller is not None
        return caller

    cadre, head, agency = [await known(token) for token in (seeded.cadre_token, seeded.head_token, seeded.agency_token)]
    async with db.tenant(tenant) as session:
        item: UUID = (await session.scalars(text("SELECT id FROM work_item ORDER BY code LIMIT 1"))).one()
    evidence = (EvidenceInput(document_number="214/STC-NS"),)
    entry = EntryInput(uuid7(), last, item, Decimal(2), 20, "Báo cáo thẩm định", evidence=evidence)
    acts: list[tuple[str, Act]] = [
        ("An inbox of 50", lambda s: worklogs.waiting_for(s, head, on=last, limit=51)),
        ("My last 20 entries", lambda s: worklogs.mine(s, cadre, worklogs.EntryFilter(), limit=21)),
        ("Logging and submitting an entry", lambda s: log.log(s, cadre, entry, now=utc_now(), submit=True)),
        (
            "A branch of 20 units, by month",
            lambda s: rollups.of_branch(
                s, agency, seeded.department, first=seeded.first, last=last, grain="month", on=last
            ),
        ),
    ]
    found = [Measured(what, await learnt(db, tenant, act), TURNS, kept=True) for what, act in acts]
    scored = await learnt(db, tenant, scoring.score_pending)
    return [*found, Measured(f"Scoring {SCORED:,} entries", scored, TURNS_SCORING, kept=False)]


def renewed(statements: Statements) -> Statements:
    """The same statements with new ids for the rows they insert, so that they can be sent again."""
    inserted = {values["id"] for statement, values in statements if statement.startswith("INSERT") and "id" in values}
    fresh = {str(old): uuid7() for old in inserted if isinstance(old, UUID)}
    return [
        (statement, {name: fresh.get(str(value), value) for name, value in values.items()})
        for statement, values in statements
    ]


def replayed(connection: psycopg.Connection[tuple[object, ...]], measured: Measured) -> float:
    """Seconds that the statements take, up to the end of their transaction.

    A rollback makes psycopg forget what it has prepared, so that only what is too large to keep is rolled back.
    """
    statements = renewed(measured.statements)
    began = time.perf_counter()
    for statement, values in statements:
        answered = connection.execute(statement, values)
        if answered.description:
            answered.fetchall()
    spent = time.perf_counter() - began
    if measured.kept:
        connection.commit()
    else:
        connection.rollback()
    return spent


def in_turn(guarded_url: str, free_url: str, measured: Measured) -> Compared:
    """Both connections in turn; the first fifth warms up: by then PostgreSQL has settled on its plans."""
    with psycopg.connect(guarded_url) as guarded, psycopg.connect(free_url) as free:
        for connection in (guarded, free):
            connection.execute("SET max_parallel_workers_per_gather = 0")
            connection.commit()
        found = [(replayed(guarded, measured), replayed(free, measured)) for _ in range(measured.turns)]
    return Compared(measured.what, found[len(found) // 5 :])


def free_role(superuser_url: str) -> str:
    """Make a role with the program's grants that policies do not hold; answers its password."""
    password = secrets.token_hex(16)
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        made = sql.SQL("CREATE ROLE {role} LOGIN BYPASSRLS PASSWORD {password} IN ROLE {app}")
        connection.execute(
            made.format(role=sql.Identifier(FREE), password=sql.Literal(password), app=sql.Identifier(roles.APP))
        )
        for statement in PREPARE:
            connection.execute(statement)
    return password


async def prepared(url: str) -> Seeded:
    """Two provinces in the same tables."""
    db = Database(url)
    try:
        chosen = await seed(db, "56")
        await seed(db, "42")
    finally:
        await db.close()
    return chosen


async def learnt_all(url: str, seeded: Seeded) -> list[Measured]:
    """A norm package in force, and every statement to be measured."""
    db = Database(url)
    try:
        async with db.tenant(seeded.tenant_id) as session:
            await norms.publish_shipped(
                session, "decree-335", valid_from=seeded.first.replace(year=seeded.first.year - 1)
            )
        return await measures(db, seeded)
    finally:
        await db.close()


def told(found: Sequence[Compared]) -> str:
    """The table, with the geometric mean of all."""
    together = math.exp(sum(math.log(one.ratio) for one in found) / len(found))
    lines = [
        (one.what, f"{one.first * 1000:.2f} ms", f"{one.second * 1000:.2f} ms", f"{one.ratio:.2f}", f"≤ {MOST:.2f}",
         met(one.ratio <= MOST))
        for one in found
    ]  # fmt: skip
    lines.append(("All together (geometric mean)", "", "", f"{together:.2f}", f"≤ {MOST:.2f}", met(together <= MOST)))
    return table(("What", "RLS on", "RLS off", "Ratio", "Target", "Met"), lines)


def main() -> None:
    """Seed, learn, replay, print."""
    with tempfile.TemporaryDirectory(prefix="roviec-isolation-") as name, database(Path(name)) as (server, url):
        seeded = uvloop.run(prepared(url))
        superuser = server.url_for(SUPERUSER, roles.DATABASE)
        password = free_role(superuser)
        measured = uvloop.run(learnt_all(url, seeded))
        with psycopg.connect(superuser, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
        free = psycopg.conninfo.make_conninfo(url, user=FREE, password=password)
        print(told([in_turn(url, free, one) for one in measured]))


if __name__ == "__main__":
    main()

"""Verifying 200 entries in one mutation over HTTP, against one bare SQL statement that changes the same rows.

`python -m benchmarks.verifying` serves the application in a process of its own over an embedded PostgreSQL whose
commits are durable, and asks one mutation at a time, in turn with the bare statement; no batch is verified twice.
"""

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from uuid import UUID

import psycopg
import uvloop
from sqlalchemy import text

from benchmarks.driving import answer, posted
from benchmarks.reads import database, server_process
from benchmarks.seeding import Seeded, seed
from benchmarks.tables import Compared, table, within
from kernel.database import Database

BATCH: Final = 200
WARMING: Final = 10
RUNS: Final = 80
TARGET: Final = 0.300

SUBMITTED: Final = """
INSERT INTO work_entry (tenant_id, id, work_date, person_id, appointment_id, unit_id, job_position_id, work_item_id,
    work_item_version, status, revision, quantity, minutes, output, days_late, norm_minutes, complexity, k,
    failed_reviews, delays, failed_waived, delays_waived, submitted_at)
SELECT :tenant, uuidv7(), :last - n % 28, post.person_id, post.id, post.unit_id, post.job_position_id, item.id, 1,
       'submitted', 0, 1 + n % 4, 5, 'Công văn số ' || n || '/STC-NS', n % 3 - 1, 90, 'normal', 1, 0, 0, 0, 0, now()
FROM generate_series(1, CAST(:wanted AS integer)) AS n
JOIN (SELECT post.*, row_number() OVER (ORDER BY post.id) - 1 AS row, count(*) OVER () AS rows
      FROM appointment AS post JOIN unit ON unit.tenant_id = :tenant AND unit.id = post.unit_id AND unit.number = 42
      WHERE post.tenant_id = :tenant AND post.role = 'cadre') AS post ON post.row = n / 28 % post.rows
JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS row FROM work_item WHERE tenant_id = :tenant) AS item
     ON item.row = n % 250
RETURNING id, work_date
"""
MUTATION: Final = """mutation Verify($input: VerifyEntriesInput!) {
  verifyEntries(input: $input) { verified refused results { entryId verified error { code message } } }
}"""
BARE: Final = """
UPDATE work_entry SET status = 'verified', revision = revision + 1, quality = 'good', accepted_quantity = quantity,
    failed_reviews = 0, delays = 0, verified_by = person_id, verified_at = now()
WHERE tenant_id = %(tenant)s AND id = ANY(%(ids)s) AND work_date BETWEEN %(first)s AND %(last)s
"""

Batch = Sequence[tuple[UUID, object]]


async def batches(url: str) -> tuple[Seeded, list[Batch]]:
    """A province, and batches of entries that wait for one head of a division, by date, as an inbox shows them."""
    db = Database(url)
    try:
        seeded = await seed(db, "56")
        values = {"tenant": seeded.tenant_id, "last": seeded.last, "wanted": 2 * (WARMING + RUNS) * BATCH}
        async with db.tenant(seeded.tenant_id) as session:
            rows = (await session.execute(text(SUBMITTED), values)).all()
    finally:
        await db.close()
    found = sorted(((row.id, row.work_date) for row in rows), key=lambda row: (row[1], row[0]))
    return seeded, [found[first : first + BATCH] for first in range(0, len(found), BATCH)]


async def by_mutation(port: int, seeded: Seeded, batch: Batch) -> float:
    """Seconds from the request to its whole answer."""
    decisions = [{"entryId": str(entry_id), "quality": "GOOD"} for entry_id, _ in batch]
    body = {"query": MUTATION, "variables": {"input": {"decisions": decisions}}}
    request = posted("/graphql", seeded.head_token, body)
    began = time.perf_counter()
    told = await answer(port, request)
    spent = time.perf_counter() - began
    if told.get("errors") or told["data"]["verifyEntries"]["verified"] != BATCH:
        raise SystemExit(f"not verified: {str(told)[:500]}")
    return spent


async def by_statement(connection: psycopg.AsyncConnection[tuple[object, ...]], tenant: int, batch: Batch) -> float:
    """Seconds of a transaction that does nothing but change the rows, under row-level security."""
    dates = [day for _, day in batch]
    values = {"tenant": tenant, "ids": [entry_id for entry_id, _ in batch], "first": min(dates), "last": max(dates)}  # type: ignore[type-var] # the rows hold dates
    began = time.perf_counter()
    async with connection.transaction():
        await connection.execute("SELECT set_config('app.tenant_id', %s::text, true)", [str(tenant)])
        changed = (await connection.execute(BARE, values)).rowcount
    spent = time.perf_counter() - began
    if changed != BATCH:
        raise SystemExit(f"{changed} rows changed")
    return spent


async def measured(port: int, url: str, seeded: Seeded, waiting: list[Batch]) -> list[tuple[float, float]]:
    """Both in turn, after some turns to warm up."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        turns = [
            (
                await by_mutation(port, seeded, waiting.pop()),
                await by_statement(connection, seeded.tenant_id, waiting.pop()),
            )
            for _ in range(WARMING + RUNS)
        ]
    return turns[WARMING:]


def told(turns: list[tuple[float, float]]) -> str:
    """The table."""
    compared = Compared("200 entries in one mutation", turns)
    head = ("What", "p95", "Median", "Bare UPDATE, median", "Ratio", "Target", "Met")
    return table(head, [within(compared, TARGET)])


def main() -> None:
    """Seed, serve, verify, print."""
    with tempfile.TemporaryDirectory(prefix="roviec-verifying-") as name, database(Path(name)) as (_, url):
        seeded, waiting = uvloop.run(batches(url))
        with server_process(url) as port:
            print(told(uvloop.run(measured(port, url, seeded, waiting))))


if __name__ == "__main__":
    main()

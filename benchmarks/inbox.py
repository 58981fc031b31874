"""The inbox of a head of a division on whom 500 entries wait, among 10,000 of a month, over HTTP, against a bare list.

`python -m benchmarks.inbox` serves the application in a process of its own over an embedded PostgreSQL, and asks the
board (flags, likenesses, groups), in turn with one statement that only lists the same entries by name.
"""

import tempfile
import time
from pathlib import Path
from typing import Final

import psycopg
import uvloop
from sqlalchemy import text

from benchmarks.driving import answer, posted
from benchmarks.reads import database, server_process
from benchmarks.seeding import Seeded, seed
from benchmarks.tables import Compared, table, within
from benchmarks.verifying import SUBMITTED
from kernel.database import Database

WRITTEN: Final = 10_000
WAITING: Final = 500
WARMING: Final = 5
RUNS: Final = 40
TARGET: Final = 0.200

VERIFIED: Final = """
UPDATE work_entry SET status = 'verified', quality = 'good', accepted_quantity = quantity, verified_by = person_id,
    verified_at = now()
WHERE tenant_id = :tenant AND id IN (SELECT id FROM work_entry WHERE tenant_id = :tenant AND status = 'submitted'
    AND unit_id = (SELECT id FROM unit WHERE tenant_id = :tenant AND number = 42) ORDER BY id OFFSET :waiting)
"""
CITED: Final = """
INSERT INTO evidence (tenant_id, id, work_date, entry_id, document_number)
SELECT tenant_id, uuidv7(), work_date, id, row_number() OVER (ORDER BY id) || '/STC-NS' FROM work_entry
WHERE tenant_id = :tenant AND unit_id = (SELECT id FROM unit WHERE tenant_id = :tenant AND number = 42)
"""
BOARD: Final = """query Board { inboxBoard { waiting people
  cards { id workDate person item quantity minutes normMinutes output documentNumber files flags { code } }
  groups { workItemId item entries people quantity normMinutes } } }"""
BARE: Final = """
SELECT entry.id, entry.work_date, person.full_name, item.name, entry.quantity, entry.minutes, entry.output
FROM work_entry AS entry
JOIN person ON person.tenant_id = %(tenant)s AND person.id = entry.person_id
JOIN work_item_version AS item ON item.tenant_id = %(tenant)s AND item.work_item_id = entry.work_item_id
     AND item.version = entry.work_item_version
WHERE entry.tenant_id = %(tenant)s AND entry.status = 'submitted'
  AND entry.unit_id = (SELECT id FROM unit WHERE tenant_id = %(tenant)s AND number = 42)
ORDER BY entry.work_date, entry.id
"""


async def written(url: str) -> Seeded:
    """A province in which one division wrote much, each entry with a document; the last of it waits."""
    db = Database(url)
    try:
        seeded = await seed(db, "56")
        async with db.tenant(seeded.tenant_id) as session:
            own = {"tenant": seeded.tenant_id}
            await session.execute(text(SUBMITTED), own | {"last": seeded.last, "wanted": WRITTEN})
            await session.execute(text(VERIFIED), own | {"waiting": WAITING})
            await session.execute(text(CITED), own)
    finally:
        await db.close()
    return seeded


async def by_board(port: int, seeded: Seeded) -> float:
    """Seconds from the request to its whole answer."""
    request = posted("/graphql", seeded.head_token, {"query": BOARD})
    began = time.perf_counter()
    told = await answer(port, request)
    spent = time.perf_counter() - began
    if told.get("errors") or len(told["data"]["inboxBoard"]["cards"]) != WAITING:
        raise SystemExit(f"not the inbox: {str(told)[:500]}")
    return spent


async def by_list(connection: psycopg.AsyncConnection[tuple[object, ...]], tenant: int) -> float:
    """Seconds of a transaction that lists what waits, under row-level security."""
    began = time.perf_counter()
    async with connection.transaction():
        await connection.execute("SELECT set_config('app.tenant_id', %s::text, true)", [str(tenant)])
        rows = await (await connection.execute(BARE, {"tenant": tenant})).fetchall()
    spent = time.perf_counter() - began
    if len(rows) != WAITING:
        raise SystemExit(f"{len(rows)} rows")
    return spent


async def measured(port: int, url: str, seeded: Seeded) -> list[tuple[float, float]]:
    """Both in turn, after some turns to warm up."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        turns = [
            (await by_board(port, seeded), await by_list(connection, seeded.tenant_id)) for _ in range(WARMING + RUNS)
        ]
    return turns[WARMING:]


def main() -> None:
    """Seed, serve, ask, print."""
    with tempfile.TemporaryDirectory(prefix="roviec-inbox-") as name, database(Path(name)) as (_, url):
        seeded = uvloop.run(written(url))
        with server_process(url) as port:
            compared = Compared(f"{WAITING} entries wait, of {WRITTEN:,}", uvloop.run(measured(port, url, seeded)))
    head = ("What", "p95", "Median", "Bare list, median", "Ratio", "Target", "Met")
    print(table(head, [within(compared, TARGET)]))


if __name__ == "__main__":
    main()

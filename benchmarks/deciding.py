"""Deciding 200 sheets of an agency in one mutation over HTTP, against one bare INSERT of as many decisions.

`python -m benchmarks.deciding` serves the application in a process of its own over an embedded PostgreSQL whose
commits are durable; each turn decides a closed period of its own, with ten exceptions, and then the bare statement
writes 200 decisions of another one.
"""

import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import msgspec
import psycopg
import uvloop
from sqlalchemy import text

from benchmarks.driving import answer, posted
from benchmarks.reads import database, server_process
from benchmarks.seeding import Seeded, seed
from benchmarks.tables import Compared, table, within
from kernel.clock import today
from kernel.database import Database
from kernel.ids import uuid7
from tenants.evaluation.conditions import Basis, Work, conditions
from tenants.norms.language import shipped_text

BATCH: Final = 200
EXCEPTIONS: Final = 10
WARMING: Final = 5
RUNS: Final = 40
TARGET: Final = 1.0
EARLIEST: Final = date(2010, 1, 1)

# A package for months before the seeded one, and two closed periods for each turn.
PERIODS: Final = """
INSERT INTO norm_package (tenant_id, id, name, version, title, document, document_hash, status, valid_from, valid_to)
SELECT :tenant, uuidv7(), 'decree-335', '1.0.0', 'Nghị định 335', :document, '', 'superseded', :earliest,
       min(valid_from) FROM norm_package WHERE tenant_id = :tenant;

INSERT INTO period_rule (tenant_id, id, kind, position_groups, self_score_days, opinion_days, freeze_days,
                         decision_days, valid_from)
VALUES (:tenant, :rule, 'month', '{professional,support}', 3, 5, 7, 10, :earliest);

INSERT INTO evaluation_period (tenant_id, id, rule_id, kind, position_groups, first, last, self_score_by, opinion_by,
                               freeze_on, decision_by, status, closed_at)
SELECT :tenant, uuidv7(), :rule, 'month', '{professional,support}', month::date,
       (month + interval '1 month - 1 day')::date, :today, :today, :today, :today, 'closed', now()
FROM generate_series(CAST(:earliest AS timestamp), CAST(:latest AS timestamp), interval '1 month') AS month
"""
# Of 200 people 50 are excellent by points, 120 good, 30 below; two groups; ten kinds of conditions on each.
SHEETS: Final = """
INSERT INTO sheet (tenant_id, id, period_id, person_id, appointment_id, unit_id, agency_id, standing, position_group,
                   status, months, opined_at, opined_by, superior_class, general, results, total, class_by_points,
                   proposed_class, conditions, scores_used, frozen_at)
SELECT :tenant, uuidv7(), period.id, post.person_id, post.id, post.unit_id, :agency, 'staff',
       CASE WHEN post.row % 3 = 0 THEN 'support' ELSE 'professional' END, 'opined', ARRAY[period.first], now(),
       post.person_id, kind.rating, 28, kind.points - 28 + post.row * 0.01, kind.points + post.row * 0.01,
       kind.rating, kind.rating, CAST(:conditions AS jsonb), CAST(:used AS jsonb), now()
FROM evaluation_period AS period
CROSS JOIN (SELECT post.*, row_number() OVER (ORDER BY post.id) AS row FROM appointment AS post
            WHERE post.tenant_id = :tenant AND post.role = 'cadre' LIMIT :batch) AS post
CROSS JOIN LATERAL (
    SELECT CASE WHEN post.row % 20 < 5 THEN 91 WHEN post.row % 20 < 17 THEN 75 ELSE 52 END AS points,
           CASE WHEN post.row % 20 < 5 THEN 'HTXS' WHEN post.row % 20 < 17 THEN 'HTT' ELSE 'HT' END AS rating
) AS kind
WHERE period.tenant_id = :tenant
RETURNING id, period_id, class_by_points
"""
MUTATION: Final = """mutation Decide($input: DecideSheetsInput!) {
  decideSheets(input: $input) { decided refused results { sheetId decisionId decidedClass error { code message } } }
}"""
BARE: Final = """
INSERT INTO decision (tenant_id, id, sheet_id, number, class_by_points, proposed_class, decided_class, exception,
                      document_number, decided_by, appointment_id, decided_at, basis, content_hash)
SELECT tenant_id, uuidv7(), id, 1, class_by_points, proposed_class, proposed_class, false, '15/QĐ', person_id,
       appointment_id, now(), jsonb_build_object('conditions', conditions, 'scores_used', scores_used),
       sha256(id::text::bytea)
FROM sheet WHERE tenant_id = %(tenant)s AND period_id = %(period)s
"""


class Turn:
    """A closed period of 200 sheets, and those of them that are decided otherwise than proposed."""

    def __init__(self, period_id: UUID) -> None:
        self.period_id = period_id
        self.good: list[UUID] = []


async def turns(url: str) -> tuple[Seeded, list[Turn]]:
    """A province whose first department has closed periods enough, two for each turn."""
    db = Database(url)
    try:
        seeded = await seed(db, "56", days=6)
        wanted = 2 * (WARMING + RUNS)
        values = {
            "tenant": seeded.tenant_id, "rule": uuid7(), "document": shipped_text("decree-335"), "earliest": EARLIEST,
            "latest": EARLIEST + timedelta(days=31 * wanted), "today": today(), "agency": seeded.department,
            "batch": BATCH, "conditions": _json(_conditions()), "used": _json(USED),
        }  # fmt: skip
        async with db.tenant(seeded.tenant_id) as session:
            for statement in PERIODS.split(";"):
                await session.execute(text(statement), {k: v for k, v in values.items() if f":{k}" in statement})
            rows = await session.execute(text(SHEETS), {k: v for k, v in values.items() if f":{k}" in SHEETS})
            found: dict[UUID, Turn] = {}
            for row in rows:
                turn = found.setdefault(row.period_id, Turn(row.period_id))
                if row.class_by_points == "HTT":
                    turn.good.append(row.id)
            await session.execute(text("ANALYZE sheet"))
    finally:
        await db.close()
    return seeded, list(found.values())


USED: Final[dict[str, Any]] = {
    "ref": {"revision": 3, "hash": "ab" * 32},
    "outputs": dict.fromkeys(("a", "b", "c", "results", "total", "late_share"), "0.958333333333333333333333333333"),
    "months": [{"month": "2026-10-01", "revision": 3, "total": "91.5", "rating": "HTXS", "hash": "ab" * 32}],
}
"""About what a sheet names of the scores it was copied from."""


def _conditions() -> list[dict[str, Any]]:
    return [one.stored() for one in conditions(Basis("month", "staff", Work(tasks=20, done=20)))]


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


async def by_mutation(port: int, seeded: Seeded, turn: Turn) -> float:
    """Seconds from the request to its whole answer."""
    exceptions = [
        {"sheetId": str(sheet_id), "decidedClass": "HT", "reason": "Kết luận kiểm tra số 5/KL"}
        for sheet_id in turn.good[:EXCEPTIONS]
    ]
    given = {
        "periodId": str(turn.period_id), "agencyId": str(seeded.department), "documentNumber": "15/QĐ-STC",
        "exceptions": exceptions,
    }  # fmt: skip
    request = posted("/graphql", seeded.agency_token, {"query": MUTATION, "variables": {"input": given}})
    began = time.perf_counter()
    told = await answer(port, request)
    spent = time.perf_counter() - began
    if told.get("errors") or told["data"]["decideSheets"]["decided"] != BATCH:
        raise SystemExit(f"not decided: {str(told)[:500]}")
    return spent


async def by_statement(connection: psycopg.AsyncConnection[tuple[object, ...]], tenant: int, turn: Turn) -> float:
    """Seconds of a transaction that does nothing but insert the decisions, under row-level security."""
    began = time.perf_counter()
    async with connection.transaction():
        await connection.execute("SELECT set_config('app.tenant_id', %s::text, true)", [str(tenant)])
        written = (await connection.execute(BARE, {"tenant": tenant, "period": turn.period_id})).rowcount
    spent = time.perf_counter() - began
    if written != BATCH:
        raise SystemExit(f"{written} rows written")
    return spent


async def measured(port: int, url: str, seeded: Seeded, waiting: list[Turn]) -> Sequence[tuple[float, float]]:
    """Both in turn, after some turns to warm up."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        found = [
            (
                await by_mutation(port, seeded, waiting.pop()),
                await by_statement(connection, seeded.tenant_id, waiting.pop()),
            )
            for _ in range(WARMING + RUNS)
        ]
    return found[WARMING:]


def told(found: Sequence[tuple[float, float]]) -> str:
    """The table."""
    compared = Compared("200 decisions in one mutation, 10 of them exceptions", found)
    head = ("What", "p95", "Median", "Bare INSERT, median", "Ratio", "Target", "Met")
    return table(head, [within(compared, TARGET)])


def main() -> None:
    """Seed, serve, decide, print."""
    with tempfile.TemporaryDirectory(prefix="roviec-deciding-") as name, database(Path(name)) as (_, url):
        seeded, waiting = uvloop.run(turns(url))
        with server_process(url) as port:
            print(told(uvloop.run(measured(port, url, seeded, waiting))))


if __name__ == "__main__":
    main()

"""Sheets of a province of 7,000 people: making, refreshing and freezing them, and the screen of a unit's 60 people.

`python -m benchmarks.sheets` seeds a quarter of 2.3 million entries under Decree 335 in an embedded PostgreSQL, makes
the sheets of its last month by the real jobs, serves the application in a process of its own, and asks for 60 sheets
in one GraphQL request, in turn with one bare SQL statement for the same rows.
"""

import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

import psycopg
import uvloop
from sqlalchemy import text

from benchmarks.driving import answer, posted
from benchmarks.lab_seeding import folder_for, quarter, seed
from benchmarks.reads import database, server_process
from benchmarks.tables import Compared, met, table, within
from kernel.clock import utc_now
from kernel.database import Database
from kernel.embedded import EmbeddedPostgres
from kernel.ids import uuid7
from policies.authority import Caller, RoleHeld
from tenants.accounts import actions as accounts
from tenants.accounts.models import Account
from tenants.evaluation import making, refreshing
from tenants.periods import actions as periods
from tenants.periods.models import EvaluationPeriod, PeriodRule
from tenants.scoring import months
from tenants.scoring.periods import MONTH, last_day

PEOPLE: Final = 60
WARMING: Final = 10
RUNS: Final = 100
SCREEN_TARGET: Final = 0.300
PERIOD_TARGET: Final = 30.0
GROUPS: Final = ["leadership", "professional", "shared", "support"]

# Everybody has scored and been scored: what a screen shows is as full as it gets.
SCORED: Final = """
UPDATE sheet SET status = 'opined', self_scores = marks.of, superior_scores = marks.of, superior_comment = 'Khá',
    self_comment = 'Tự đánh giá', opined_at = now(), opined_by = person_id
FROM (SELECT jsonb_object_agg(code, jsonb_build_object('score', '2.5', 'comment', 'Đạt yêu cầu')) AS of
      FROM unnest(ARRAY['I.1.a', 'I.1.b', 'I.2.a', 'I.2.b', 'II.1', 'II.2', 'II.3', 'II.4.a', 'III.1', 'III.2',
                        'III.3', 'III.4']) AS code) AS marks
WHERE tenant_id = :tenant
"""
SCREEN: Final = """query Screen($period: UUID!, $unit: UUID!) {
  sheets(periodId: $period, unitId: $unit, first: 60) {
    edges {
      node {
        id status standing notRanked general results total classByPoints proposedClass superiorClass selfComment
        superiorComment frozenAt person { id fullName } unit { name } period { last opinionBy }
        work { assigned accepted tasks done late failed rate } conditions { code vi state highest restsOn }%s
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}"""
EVERYTHING: Final = """
        criteria { code depth vi highest ownScore ownComment superiorScore superiorComment }
        figures { name vi value } segments { results }"""
SCREENS: Final = (
    ("60 sheets: scores, classes, work and conditions", SCREEN % ""),
    ("The same with every criterion, both marks, every value", SCREEN % EVERYTHING),
)
BARE: Final = """
SELECT sheet.*, person.full_name FROM sheet
JOIN person ON person.tenant_id = %(tenant)s AND person.id = sheet.person_id
JOIN unit_place AS place ON place.tenant_id = %(tenant)s AND place.unit_id = sheet.unit_id AND place.valid_to IS NULL
JOIN unit_place AS top ON top.tenant_id = %(tenant)s AND top.unit_id = %(unit)s AND top.valid_to IS NULL
WHERE sheet.tenant_id = %(tenant)s AND sheet.period_id = %(period)s AND starts_with(place.path, top.path)
ORDER BY person.sort_key, sheet.id LIMIT 61
"""


@dataclass(frozen=True)
class Made:
    """A province whose month has sheets, and the token of the head of an agency in it."""

    tenant: int
    period: UUID
    unit: UUID
    token: str


async def timed(act: Callable[[], Awaitable[object]]) -> float:
    """Seconds of one piece of work."""
    began = time.perf_counter()
    await act()
    return time.perf_counter() - began


async def job(db: Database, tenant: int, run: Callable[..., Awaitable[int]], *args: str) -> int:
    """One job in a transaction of its own; how much it did."""
    async with db.tenant(tenant) as session:
        return await run(session, *args)


async def settle(db: Database, tenant: int) -> None:
    """Months and sheets until nothing waits."""
    waiting = text("SELECT EXISTS (SELECT FROM pending_month) OR EXISTS (SELECT FROM pending_sheet)")
    while True:
        await job(db, tenant, months.score)
        await job(db, tenant, refreshing.refresh_sheets)
        async with db.tenant(tenant) as session:
            if not await session.scalar(waiting):
                return


async def open_month(db: Database, tenant: int, first: date) -> UUID:
    """A running period of that month for everybody."""
    rule, period, last = uuid7(), uuid7(), last_day(MONTH, first)
    async with db.tenant(tenant) as session:
        session.add(
            PeriodRule(
                tenant_id=tenant, id=rule, kind="month", position_groups=GROUPS, self_score_days=3, opinion_days=5,
                freeze_days=7, decision_days=10, valid_from=first,
            )
        )  # fmt: skip
        await session.flush()
        due = last + timedelta(days=10)
        session.add(
            EvaluationPeriod(
                tenant_id=tenant, id=period, rule_id=rule, kind="month", position_groups=GROUPS, first=first, last=last,
                self_score_by=due, opinion_by=due, freeze_on=due, decision_by=due, status="open", opened_at=utc_now(),
            )
        )  # fmt: skip
    return period


async def token(db: Database, tenant: int) -> tuple[UUID, str]:
    """The first agency, and a token of its head."""
    found = text(
        "SELECT post.person_id, unit.id AS unit_id, place.path FROM unit"
        " JOIN appointment AS post ON post.tenant_id = :tenant AND post.unit_id = unit.id AND post.role = 'agency_head'"
        " JOIN unit_place AS place ON place.tenant_id = :tenant AND place.unit_id = unit.id"
        " WHERE unit.tenant_id = :tenant AND unit.number = 2"
    )
    async with db.tenant(tenant) as session:
        row = (await session.execute(found, {"tenant": tenant})).one()
        account = uuid7()
        session.add(Account(tenant_id=tenant, id=account, login="head", person_id=row.person_id))
        await session.flush()
        held = RoleHeld("agency_head", row.unit_id, row.path)
        caller = Caller(tenant, "province", account, row.person_id, (held,))
        return row.unit_id, (await accounts.issue_token(session, caller, "measured", ["*"])).token


async def made(server: EmbeddedPostgres, url: str) -> tuple[Made, list[tuple[str, float]]]:
    """The sheets of a month, and how long each part of it took."""
    db = Database(url)
    try:
        tenant = await seed(server, db, "decree-335")
        await job(db, tenant, months.score)
        period = await open_month(db, tenant, quarter()[1])
        spent = [
            ("Making 7,000 sheets", await timed(lambda: job(db, tenant, making.make_sheets, str(period)))),
            ("Everything on them, leaders' too, until nothing moves", await timed(lambda: settle(db, tenant))),
        ]
        async with db.tenant(tenant) as session:
            await session.execute(text(SCORED), {"tenant": tenant})
        admin = Caller(tenant, "province", uuid7(), roles=(RoleHeld("tenant_admin"),))

        async def close() -> None:
            async with db.tenant(tenant) as session:
                await periods.close_by_hand(session, admin, period, "Khóa sổ", now=utc_now())
            await settle(db, tenant)

        spent.append(("Closing the month and freezing every sheet", await timed(close)))
        unit, head = await token(db, tenant)
    finally:
        await db.close()
    return Made(tenant, period, unit, head), spent


async def screens(port: int, url: str, found: Made, query: str) -> list[tuple[float, float]]:
    """The screen and the bare statement in turn, after some turns to warm up."""
    body = {"query": query, "variables": {"period": str(found.period), "unit": str(found.unit)}}
    request = posted("/graphql", found.token, body)
    values = {"tenant": found.tenant, "period": found.period, "unit": found.unit}
    turns = []
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        for _ in range(WARMING + RUNS):
            began = time.perf_counter()
            told = await answer(port, request)
            screen = time.perf_counter() - began
            if told.get("errors") or len(told["data"]["sheets"]["edges"]) != PEOPLE:
                raise SystemExit(f"not shown: {str(told)[:500]}")
            began = time.perf_counter()
            async with connection.transaction():
                await connection.execute("SELECT set_config('app.tenant_id', %s::text, true)", [str(found.tenant)])
                rows = await (await connection.execute(BARE, values)).fetchall()
            if len(rows) <= PEOPLE:
                raise SystemExit(f"{len(rows)} rows")
            turns.append((screen, time.perf_counter() - began))
    return turns[WARMING:]


def told(spent: list[tuple[str, float]], screens: list[Compared]) -> str:
    """Both tables."""
    whole = sum(seconds for _, seconds in spent)
    lines = [(what, f"{seconds:.1f} s", "", "") for what, seconds in spent]
    lines.append(("All together", f"{whole:.1f} s", f"< {PERIOD_TARGET:.0f} s", met(whole < PERIOD_TARGET)))
    head = ("What", "p95", "Median", "Bare SELECT, median", "Ratio", "Target", "Met")
    shown = [within(screen, SCREEN_TARGET) for screen in screens]
    return "\n\n".join((table(("A month of 7,000 people", "Wall", "Target", "Met"), lines), table(head, shown)))


def main() -> None:
    """Seed, make, serve, ask, print."""
    with (
        tempfile.TemporaryDirectory(prefix="roviec-sheets-") as name,
        database(folder_for(name)) as (server, url),
    ):
        found, spent = uvloop.run(made(server, url))
        with server_process(url) as port:
            shown = [Compared(what, uvloop.run(screens(port, url, found, query))) for what, query in SCREENS]
            print(told(spent, shown))


if __name__ == "__main__":
    main()

"""National statistics at the nation's size: writing it, gathering parts, a release, and what a ministry asks.

`python -m benchmarks.statistics` writes 34 provinces into an embedded PostgreSQL of its own (`--people` for fewer),
gathers and approves their parts, makes the quarter's release in a process of its own, asks questions over HTTP, and
holds the nation's table against the same question asked of the rows it comes from.
"""

import argparse
import asyncio
import json
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any, Final

import httpx
import psycopg
import uvicorn
from sqlalchemy import insert, text

from api.app import create_app
from benchmarks.driving import median
from benchmarks.reads import database
from benchmarks.tables import met, table
from kernel import roles
from kernel.clock import today
from kernel.database import Database
from kernel.ids import uuid7
from kernel.settings import Settings
from kernel.storage import FolderStore
from policies.authority import Caller, RoleHeld
from tenants.accounts import actions as accounts
from tenants.accounts.models import Account
from tenants.demo import nation
from tenants.demo.nation_reporting import report
from tenants.demo.quarter import quarter_before
from tenants.provisioning.opening import prepare
from tenants.registry import actions as registry
from tenants.registry.models import Tenant
from tenants.statistics import plans, releasing
from tenants.statistics.models import MinistryScope

TURNS: Final = 5
ROUNDS: Final = 3
SLOWEST: Final = 12
CLIENTS: Final = (1, 4)
P95: Final = 0.050
RELEASE_MINUTES: Final = 10
SERVE: Final = "--serve"
TOO_MUCH: Final = "STATISTICS_TOO_MUCH"
RELEASE: Final = "--release"
ASK: Final = """query ($period: String!, $dataset: String!, $by: [StatisticsBreakdown!]!, $totals: Boolean!) {
  statistics(period: $period, dataset: $dataset, by: $by, totals: $totals) {
    dimensions { code } measures { code } footnotes { code } rows } }"""
OFFERS: Final = """query ($period: String!) { release(period: $period) { datasets { code tables { by } } } }"""
# The nation's first table as the rows of the evaluation hold it, one province after another as row-level security
# wants it; as little as answers it.
RAW: Final = text(
    """
    SELECT decided_class, count(*) FROM (
        SELECT DISTINCT ON (sheet.id) decision.decided_class
        FROM evaluation_period AS period
        JOIN sheet ON sheet.tenant_id = :tenant AND sheet.period_id = period.id
        LEFT JOIN decision ON decision.tenant_id = :tenant AND decision.sheet_id = sheet.id
        WHERE period.tenant_id = :tenant AND period.kind = 'quarter' AND period.first = :first
        ORDER BY sheet.id, decision.number DESC
    ) AS standing GROUP BY decided_class
    """
)


def main() -> None:
    """Measure in a folder that vanishes, or be one of the processes that are measured."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--people", type=int, default=nation.PEOPLE)
    arguments.add_argument(RELEASE, nargs=2)
    arguments.add_argument(SERVE, nargs=3)
    given = arguments.parse_args()
    if given.release:
        asyncio.run(_release(*given.release))
    elif given.serve:
        _serve(*given.serve)
    else:
        with tempfile.TemporaryDirectory() as folder, database(Path(folder)) as (server, url):
            owner = server.url_for(roles.OWNER, roles.DATABASE)
            prepare(owner)
            stats = server.url_for(roles.STATS, roles.DATABASE)
            print(asyncio.run(measure(url, stats, owner, given.people)))


async def measure(url: str, stats: str, owner: str, people: int) -> str:
    """Write, gather, release and ask."""
    span = quarter_before(today())
    period = f"{span.first.year}-Q{(span.first.month + 2) // 3}"
    db = Database(url)
    try:
        began = time.perf_counter()
        built = await nation.build(db, people, span, seed="measured", tell=_aside)
        written = time.perf_counter() - began
        began = time.perf_counter()
        gathering = await report(db, [one.tenant for one in built], period, tell=_aside)
        gathered = time.perf_counter() - began
        made = await asyncio.to_thread(_released, url, period)
        token = await _ministry(db)
        asked = await asyncio.to_thread(_asked, url, stats, token, period)
        await asyncio.to_thread(_counted, owner)
        turns = await _raw_turns(db, [one.tenant for one in built], span.first, url, stats, token, period)
    finally:
        await db.close()
    count = f"{sum(one.people for one in built):,}"
    lines = [
        [f"Writing {count} people of {len(built)} provinces", f"{written:.0f} s", "", ""],
        [f"Gathering and approving {len(gathering)} parts, two at a time", f"{gathered:.0f} s", "", ""],
        ["The largest part", f"{max(gathering):.0f} s", "", ""],
        ["A release of one quarter", f"{made['seconds']:.0f} s", f"< {RELEASE_MINUTES} min",
         met(made["seconds"] < RELEASE_MINUTES * 60)],
        ["Its peak memory", f"{made['mib']:.0f} MiB", "", ""],
        [f"Its figures, and how many are hidden: {made['figures']:,}", f"{made['hidden']:,}", "", ""],
        *_asked_lines(asked),
        ["The nation's classes by province: from the raw rows", _ms(median([raw for raw, _ in turns])), "", ""],
        ["The same from the release, at the API", _ms(median([read for _, read in turns])), "", ""],
        ["Ratio", f"{median([raw / read for raw, read in turns]):.0f}", "", ""],
    ]  # fmt: skip
    return table(["What", "Measured", "Target", "Met"], lines)


def _counted(owner: str) -> None:
    """Have PostgreSQL count the raw rows, as it would have by itself after a while."""
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("ANALYZE evaluation_period, sheet, decision")


def _asked_lines(asked: Mapping[int, Sequence[float]]) -> Iterator[list[str]]:
    for clients, times in asked.items():
        what = f"{len(times) // ROUNDS} permitted questions {ROUNDS} times, clients at once: {clients}"
        yield [f"{what}; median", _ms(median(times)), "", ""]
        yield ["The same, p95", _ms(_p95(times)), f"< {_ms(P95)}", met(_p95(times) < P95)]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.01 else f"{seconds * 1000:.1f} ms"


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _aside(said: str) -> None:
    print(said, file=sys.stderr, flush=True)


def _released(url: str, period: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.statistics", RELEASE, url, period]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    _aside(f"release: {found}")
    return found


async def _release(url: str, period: str) -> None:
    """The release's own process: seconds, peak memory, and what was made."""
    db = Database(url)
    try:
        async with db.platform() as session:
            plan = await plans.plan_of(session, period)
        began = time.perf_counter()
        (made,) = await releasing.release(db, period, max(today(), plan.release_on))
        seconds = time.perf_counter() - began
    finally:
        await db.close()
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "mib": mib, "figures": made.figures, "hidden": made.hidden}))


async def _ministry(db: Database) -> str:
    """A token of an analyst who may see the whole nation."""
    async with db.platform() as session:
        tenant = await registry.create_tenant(session, "bo-noi-vu", "ministry", "Bộ Nội vụ")
        account = uuid7()
        who = {"tenant_id": tenant, "id": account, "login": "phan-tich", "office_role": "ministry_analyst"}
        await session.execute(insert(Account).values(**who))
        await session.execute(insert(MinistryScope).values(tenant_id=tenant))
        caller = Caller(tenant, "ministry", account, roles=(RoleHeld("ministry_analyst"),))
        return (await accounts.issue_token(session, caller, "đo", ["*"])).token


def _serve(url: str, stats: str, port: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(
            Settings(state=Path(folder)), Database(url), FolderStore(Path(folder)), stats=Database(stats, pool_size=8)
        )
        uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="error")


@contextmanager
def _served(url: str, stats: str) -> Iterator[str]:
    """The API in a process of its own; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.statistics", SERVE, url, stats, port])
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", int(port))) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/graphql"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _asked(url: str, stats: str, token: str, period: str) -> dict[int, list[float]]:
    """How long each answer took; every question the release offers, by clients that each wait for their answer."""
    with _served(url, stats) as address:
        return asyncio.run(_ask_all(address, token, period))


async def _ask_all(address: str, token: str, period: str) -> dict[int, list[float]]:
    headers = {"authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(headers=headers, timeout=60) as client:
        offers = await _post(client, address, OFFERS, {"period": period})
        questions = [
            {"period": period, "dataset": dataset["code"], "by": offer["by"], "totals": totals}
            for dataset, totals in product(offers["release"]["datasets"], (False, True))
            for offer in dataset["tables"]
        ]
        permitted = [question for question in questions if await _permitted(client, address, question)]
        return {clients: await _driven(client, address, permitted * ROUNDS, clients) for clients in CLIENTS}


async def _driven(client: httpx.AsyncClient, address: str, waiting: list[dict[str, Any]], clients: int) -> list[float]:
    times: list[float] = []
    slow: list[tuple[float, str]] = []

    async def asking() -> None:
        while waiting:
            question = waiting.pop()
            began = time.perf_counter()
            await _post(client, address, ASK, question)
            times.append(time.perf_counter() - began)
            slow.append((times[-1], f"{question['dataset']} {question['by']} totals: {question['totals']}"))

    await asyncio.gather(*(asking() for _ in range(clients)))
    for seconds, question in sorted(slow, reverse=True)[:SLOWEST]:
        _aside(f"{_ms(seconds)}: {question}")
    return times


async def _permitted(client: httpx.AsyncClient, address: str, question: dict[str, Any]) -> bool:
    """Whether a question is answered at all: what brings too many figures is for the downloads."""
    answer = (await client.post(address, json={"query": ASK, "variables": question})).json()
    refused = [one["extensions"]["code"] for one in answer.get("errors", ())]
    if refused not in ([], [TOO_MUCH]):
        raise RuntimeError(f"{question}: {refused}")
    return not refused


async def _post(client: httpx.AsyncClient, address: str, query: str, variables: object) -> dict[str, Any]:
    answer = (await client.post(address, json={"query": query, "variables": variables})).json()
    if "errors" in answer:
        raise RuntimeError(f"{variables}: {answer['errors']}")
    data: dict[str, Any] = answer["data"]
    return data


async def _raw_turns(
    db: Database, tenants: Sequence[Tenant], first: date, url: str, stats: str, token: str, period: str
) -> list[tuple[float, float]]:
    """The nation's classes by province from the raw rows and from the release, taken in turn."""
    with _served(url, stats) as address:
        headers = {"authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(headers=headers, timeout=60) as client:
            question = {"period": period, "dataset": "classes", "by": ["PROVINCE"], "totals": True}
            await _post(client, address, ASK, question)
            turns = []
            for _ in range(TURNS):
                began = time.perf_counter()
                for tenant in tenants:
                    async with db.tenant(tenant.id) as session:
                        await session.execute(RAW, {"tenant": tenant.id, "first": first})
                middle = time.perf_counter()
                await _post(client, address, ASK, question)
                turns.append((middle - began, time.perf_counter() - middle))
    return turns


if __name__ == "__main__":
    main()

"""The hot reads over GraphQL, compiled and by stock resolvers, against routes written by hand; prints ratios.

`python -m benchmarks.reads` starts an embedded PostgreSQL and one server process of its own, asks from this process
over keep-alive connections of loopback, the peers in turn (A B C D A B C D …), and removes everything at its end.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg
import uvloop

from benchmarks.driving import answer, drive, got, median, posted
from benchmarks.seeding import Seeded, seed
from kernel import roles
from kernel.database import Database
from kernel.embedded import EmbeddedPostgres
from kernel.embedded_files import SUPERUSER
from tenants import migrate

CLIENTS: Final = (16, 32)
ROUNDS: Final = 7
STOCK_ROUNDS: Final = 2
SECONDS: Final = 0.35
PEERS: Final = ("compiled", "stock resolvers", "by hand, psycopg pool", "by hand, lines")
# A directive makes the same document run by the resolvers.
STOCK: Final = " @include(if: true)"

MY_ENTRIES: Final = """query MyEntries($first: Int!) {
  myEntries(first: $first)%s {
    edges { node { id workDate status quantity minutes workItem { id name } score { points } } }
    pageInfo { hasNextPage endCursor }
  }
}"""
INBOX: Final = """query Inbox($first: Int!) {
  inbox(first: $first)%s {
    edges {
      node {
        id workDate quantity minutes output
        person { id fullName } position { id name } workItem { id name } unit { id name }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}"""
UNIT_SUMS: Final = """query UnitSums($unit: UUID!, $first: Date!, $last: Date!) {
  unitSums(unitId: $unit, dateFrom: $first, dateTo: $last, grain: MONTH)%s {
    start entries minutes normMinutes points early late
  }
}"""


@dataclass(frozen=True)
class Read:
    """One read: its requests by peer, and the root field of its answer."""

    title: str
    root: str
    requests: Mapping[str, bytes]


def reads_of(seeded: Seeded) -> list[Read]:
    """The three reads, asked by those whom they are made for."""
    first, last, unit = str(seeded.first), str(seeded.last), str(seeded.department)

    def read(title: str, root: str, document: str, variables: Mapping[str, object], token: str, route: str) -> Read:
        return Read(
            title,
            root,
            {
                PEERS[0]: posted("/graphql", token, {"query": document % "", "variables": variables}),
                PEERS[1]: posted("/graphql", token, {"query": document % STOCK, "variables": variables}),
                PEERS[2]: got(f"/pool/{route}", token),
                PEERS[3]: got(f"/lines/{route}", token),
            },
        )

    return [
        read(
            "My last 20 entries, with item and score", "myEntries", MY_ENTRIES, {"first": 20}, seeded.cadre_token,
            "my-entries?first=20",
        ),
        read(
            "An inbox of 50, with author, position, item, unit", "inbox", INBOX, {"first": 50}, seeded.head_token,
            "inbox?first=50",
        ),
        read(
            "A branch of 20 units, by month", "unitSums", UNIT_SUMS, {"unit": unit, "first": first, "last": last},
            seeded.agency_token, f"unit-sums?unit={unit}&first={first}&last={last}",
        ),
    ]  # fmt: skip


@contextlib.contextmanager
def database(folder: Path) -> Iterator[tuple[EmbeddedPostgres, str]]:
    """An embedded PostgreSQL with a migrated database, and the program's address of it."""
    os.chmod(folder, 0o711)  # as root the server runs as another user, who must be able to walk in
    with EmbeddedPostgres(folder) as server:
        server.provide()
        migrate.upgrade(server.url_for(roles.OWNER, roles.DATABASE))
        yield server, server.url_for(roles.APP, roles.DATABASE)


async def seeded(url: str) -> Seeded:
    """Two provinces, of which the first is asked; the other lies beside it in the same tables."""
    db = Database(url)
    try:
        chosen = await seed(db, "56")
        await seed(db, "42", days=6)
    finally:
        await db.close()
    return chosen


@contextlib.contextmanager
def server_process(url: str) -> Iterator[int]:
    """The application and the routes by hand, served by one process; answers its port."""
    command = [sys.executable, "-m", "benchmarks.raw_routes", url]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


async def check(port: int, read: Read) -> None:
    """All peers tell the same."""
    told = {peer: await answer(port, request) for peer, request in read.requests.items()}
    compiled, stock = told[PEERS[0]], told[PEERS[1]]
    if compiled != stock or plainly(compiled["data"][read.root]) != told[PEERS[2]] or told[PEERS[2]] != told[PEERS[3]]:
        raise SystemExit(f"the peers disagree on {read.title}")


def plainly(answered: Any) -> Any:  # noqa: ANN401 - any JSON
    """An answer of GraphQL as the routes by hand give it."""
    if isinstance(answered, list):
        return answered
    return {"nodes": [edge["node"] for edge in answered["edges"]], **answered["pageInfo"]}


async def measured(port: int, read: Read, clients: int) -> dict[str, list[float]]:
    """Answers a second by peer and round, the peers in turn within each."""
    rates: dict[str, list[float]] = {peer: [] for peer in PEERS}
    for number in range(ROUNDS):
        for peer in PEERS:
            if peer != PEERS[1] or number < STOCK_ROUNDS:
                found = await drive(port, read.requests[peer], clients=clients, seconds=SECONDS)
                rates[peer].append(found.rate)
    return rates


def share(rates: Mapping[str, Sequence[float]], peer: str, of: str) -> str:
    """The middle, over the rounds, of one peer's rate as a share of another's in the same round."""
    return f"{median([one / other for one, other in zip(rates[peer], rates[of], strict=False)]):.0%}"


def table(lines: Sequence[tuple[str, int, Mapping[str, Sequence[float]]]]) -> str:
    """Requests a second of GraphQL as a share of the same read by hand, over a psycopg pool and over lines."""
    compiled, stock, pool, raw = PEERS
    text = [
        "| Read | Clients | Compiled : pool | Compiled : lines | Stock : pool | Compiled, a second |",
        "|---|---|---|---|---|---|",
    ]
    for title, clients, rates in lines:
        shares = (share(rates, compiled, pool), share(rates, compiled, raw), share(rates, stock, pool))
        text.append(f"| {title} | {clients} | {' | '.join(shares)} | {median(rates[compiled]):.0f} |")
    return "\n".join(text)


async def measure_all(port: int, reads: Sequence[Read]) -> str:
    """The whole table."""
    lines = []
    for read in reads:
        await check(port, read)
        for peer in PEERS:
            await drive(port, read.requests[peer], clients=CLIENTS[0], seconds=0.3)
        lines += [(read.title, clients, await measured(port, read, clients)) for clients in CLIENTS]
    return table(lines)


def main() -> None:
    """Seed, serve, ask, print."""
    with tempfile.TemporaryDirectory(prefix="roviec-reads-") as name, database(Path(name)) as (server, url):
        chosen = uvloop.run(seeded(url))
        with psycopg.connect(server.url_for(SUPERUSER, roles.DATABASE), autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
        with server_process(url) as port:
            print(uvloop.run(measure_all(port, reads_of(chosen))))


if __name__ == "__main__":
    main()

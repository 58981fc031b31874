"""The three hot reads as routes written by hand: the same caller, rights, transaction and SQL, encoded by msgspec.

Each stands here twice: over a psycopg pool, and over the lines the compiled reads use. Values come from PostgreSQL as
text, so that nothing is parsed only to be printed again. `python -m benchmarks.raw_routes URL` serves them, with the
whole application, on a free port of loopback that it prints.
"""

import asyncio
import base64
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, TypeAlias
from uuid import UUID

import msgspec
from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler
from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool
from sqlalchemy import text
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from api.app import create_app
from api.compiled.lines import Lines
from api.compiled.statements import ENTER, Statement, rows
from api.door import AtDoor
from api.serving import open_address, serve
from benchmarks.raw_statements import INBOX, MINE, SUMS
from kernel.clock import today
from kernel.database import Database
from kernel.errors import NotFound
from kernel.settings import Settings
from kernel.storage import FolderStore
from policies.authority import Caller, authorize
from tenants.organisation.queries import SETTLING_DAYS

Rows: TypeAlias = Sequence[tuple[Any, ...]]
Ask: TypeAlias = Callable[[str, Mapping[str, object]], Awaitable[Rows]]
JSON: Final = "application/json; charset=utf-8"
POOL: Final = 8
LINES: Final = 4


class Named(msgspec.Struct):
    """Something with a name."""

    id: str
    name: str


class Author(msgspec.Struct, rename="camel"):
    """A person's name."""

    id: str
    full_name: str


class Score(msgspec.Struct):
    """An entry's points."""

    points: str


class Mine(msgspec.Struct, rename="camel"):
    """An own entry."""

    id: str
    work_date: str
    status: str
    quantity: str
    minutes: int
    work_item: Named | None
    score: Score | None


class Waiting(msgspec.Struct, rename="camel"):
    """An entry in the inbox."""

    id: str
    work_date: str
    quantity: str
    minutes: int
    output: str
    person: Author | None
    position: Named | None
    work_item: Named | None
    unit: Named | None


class Sums(msgspec.Struct, rename="camel"):
    """One period."""

    start: str
    entries: int
    minutes: int
    norm_minutes: str
    points: str
    early: int
    late: int


class Page(msgspec.Struct, rename="camel"):
    """A page with where the next begins."""

    nodes: Sequence[Mine] | Sequence[Waiting]
    has_next_page: bool
    end_cursor: str | None


def named(key: str | None, name: str) -> Named | None:
    """Something found by a look-up, or nothing."""
    return None if key is None else Named(key, name)


def paged(nodes: list[Any], first: int) -> Response[bytes]:
    """A page of entries, of which one more than wanted was read."""
    shown = nodes[:first]
    end = None
    if shown:
        key = msgspec.json.encode([shown[-1].work_date, shown[-1].id])
        end = base64.urlsafe_b64encode(key).decode().rstrip("=")
    return Response(msgspec.json.encode(Page(shown, len(nodes) > first, end)), media_type=JSON)


async def my_entries(caller: Caller, ask: Ask, first: int) -> Response[bytes]:
    """The last entries of the caller with item names and scores."""
    authorize(caller, "work_entry", "log")
    found = await ask(MINE, {"tenant": caller.tenant_id, "person": caller.person_id, "limit": first + 1})
    return paged(
        [
            Mine(
                id, day, status.upper(), quantity, minutes, named(item, name), None if points is None else Score(points)
            )
            for id, day, status, quantity, minutes, item, name, points in found
        ],
        first,
    )


async def inbox(caller: Caller, ask: Ask, first: int) -> Response[bytes]:
    """What waits for the caller, with author, position, item and unit."""
    authorize(caller, "work_entry", "verify")
    day = today()
    values = {
        "tenant": caller.tenant_id,
        "person": caller.person_id,
        "day": day,
        "settling": day - timedelta(days=SETTLING_DAYS),
        "limit": first + 1,
    }
    return paged(
        [
            Waiting(
                id=row[0],
                work_date=row[1],
                quantity=row[2],
                minutes=row[3],
                output=row[4],
                person=Author(row[5], row[6]),
                position=named(row[7], row[8]),
                work_item=named(row[9], row[10]),
                unit=named(row[11], row[12]),
            )
            for row in await ask(INBOX, values)
        ],
        first,
    )


async def unit_sums(caller: Caller, ask: Ask, unit: UUID, first: str, last: str) -> Response[bytes]:
    """A branch's months."""
    grant = authorize(caller, "rollup", "read")
    values = {"tenant": caller.tenant_id, "unit": unit, "first": first, "last": last, "day": today()}
    found = await ask(SUMS, values)
    if not found or not grant.covers(found[0][7]):
        raise NotFound()
    return Response(msgspec.json.encode([Sums(*row[:7]) for row in found]), media_type=JSON)


class OverPool:
    """Asks over a psycopg pool, in pipeline mode, with prepared statements."""

    def __init__(self, url: str) -> None:
        self.pool = AsyncConnectionPool(url, min_size=POOL, max_size=POOL, open=False, configure=_prepare_at_once)
        dialect: Any = PGDialect_psycopg
        self._texts = {sql: str(text(sql).compile(dialect=dialect())) for sql in (MINE, INBOX, SUMS)}

    async def ask(self, sql: str, values: Mapping[str, object]) -> Rows:
        """The rows of a statement, in one transaction as the tenant."""
        async with self.pool.connection() as connection, connection.pipeline(), connection.transaction():
            await connection.execute("SELECT set_config('app.tenant_id', %s::text, true)", [str(values["tenant"])])
            return await (await connection.execute(self._texts[sql], values)).fetchall()


async def _prepare_at_once(connection: AsyncConnection[TupleRow]) -> None:
    connection.prepare_threshold = 0


class OverLines:
    """Asks over the lines of compiled reads."""

    def __init__(self, url: str) -> None:
        self.lines = Lines(url, LINES)
        self._statements = {sql: Statement.of(text(sql)) for sql in (MINE, INBOX, SUMS)}

    async def ask(self, sql: str, values: Mapping[str, object]) -> Rows:
        """The rows of a statement, in one transaction as the tenant."""
        results = await self.lines.ask(ENTER.asked(values), self._statements[sql].asked(values))
        return rows(results[1])


def routes(prefix: str, ask: Ask) -> list[HTTPRouteHandler]:
    """The three routes below a prefix."""

    @get(f"/{prefix}/my-entries")
    async def my_entries_route(request: Request[Any, Any, Any], door: AtDoor, first: int) -> Response[bytes]:
        return await my_entries(await door.callers.known(request, changing=False), ask, first)

    @get(f"/{prefix}/inbox")
    async def inbox_route(request: Request[Any, Any, Any], door: AtDoor, first: int) -> Response[bytes]:
        return await inbox(await door.callers.known(request, changing=False), ask, first)

    @get(f"/{prefix}/unit-sums")
    async def unit_sums_route(
        request: Request[Any, Any, Any], door: AtDoor, unit: UUID, first: str, last: str
    ) -> Response[bytes]:
        return await unit_sums(await door.callers.known(request, changing=False), ask, unit, first, last)

    return [my_entries_route, inbox_route, unit_sums_route]


async def serve_all(url: str) -> None:
    """Serve the application with the routes until a signal comes."""
    settings = Settings(port=0)
    db = Database(url)
    over_pool, over_lines = OverPool(url), OverLines(url)
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings, db, FolderStore(Path(folder)))
        for handler in (*routes("pool", over_pool.ask), *routes("lines", over_lines.ask)):
            app.register(handler)
        async with over_pool.pool:
            address = open_address(settings)
            sys.stdout.write(f"{address.getsockname()[1]}\n")
            sys.stdout.flush()
            await serve(app, address)
        over_lines.lines.close()
        await db.close()


if __name__ == "__main__":
    asyncio.run(serve_all(sys.argv[1]))

"""The other side on this machine, which behaves as badly as a test wants, and a department that decides."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text

from kernel.sealing import Seal
from tenants.cadre_database import actions, exchanging, queueing
from tenants.cadre_database.http import HttpCadreDatabase
from tenants.cadre_database.models import CadreConnection, CadreEvent
from tests.decisions.conftest import Office, office
from tests.harness.processes import free_port

__all__ = ["office"]

TRUST = ssl.create_default_context()
TOKEN = "ma-cua-tinh"


@dataclass
class OtherSide:
    """What the national cadre database does: stores by id, answers later, and misbehaves on demand."""

    port: int = field(default_factory=free_port)
    down: bool = False
    garbled: bool = False
    forgets_to_answer: int = 0
    refuses: str | None = None
    alters: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)
    puts: list[str] = field(default_factory=list)
    outbox: list[dict[str, Any]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def decide(self) -> None:
        """Answer everything it holds, twice and the newest first, as such systems do."""
        items = [{"event": key, "outcome": "acknowledged", "record": fact} for key, fact in self.facts.items()]
        self.outbox += [*items[::-1], *items]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Requests of one connection, until it is closed."""
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])}
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                self.tokens.add(headers.get("authorization", ""))
                method, path, _ = head[0].split()
                status, told = self._answer(method, path, json.loads(body) if body else {})
                said = b"<html>502" if self.garbled else json.dumps(told).encode()
                writer.write(f"HTTP/1.1 {status} X\r\ncontent-length: {len(said)}\r\n\r\n".encode() + said)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    def _answer(self, method: str, path: str, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if self.down:
            return 503, {}
        if method == "PUT":
            return self._put(path.rpartition("/")[2], given)
        if path == "/held":
            known = [key for key in given["events"] if key in self.facts]
            return 200, {"items": [{"event": key, "record": self.facts[key]} for key in known]}
        after = int(path.partition("after=")[2] or 0)
        page = self.outbox[after : after + 2]
        return 200, {"items": page, "next": str(after + len(page)) if page else None}

    def _put(self, key: str, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        self.puts.append(key)
        if self.refuses is not None:
            return 422, {"reason": self.refuses}
        again = key in self.facts
        self.facts.setdefault(key, {**given, **self.alters})
        if self.forgets_to_answer:
            self.forgets_to_answer -= 1
            return 500, {}
        return (409 if again else 201), {}


@dataclass
class Handover:
    """A department whose decisions are handed over."""

    office: Office
    there: OtherSide

    async def settle(self, *, enabled: bool = True) -> int:
        """Switch the connection on, from today."""
        province = self.office.province
        async with province.db.tenant(province.id) as session:
            return await actions.settle(
                session, province.caller("admin"), Seal({"test": bytes(32)}),
                enabled=enabled, since=province.today, token=TOKEN,
            )  # fmt: skip

    async def queue(self) -> int:
        """What the outbox asked for, done."""
        async with self.office.province.db.tenant(self.office.province.id) as session:
            return await queueing.queue(session)

    async def sync(self) -> int:
        """One turn, whatever pause is kept."""
        province = self.office.province
        async with province.db.tenant(province.id) as session:
            await session.execute(text("UPDATE cadre_connection SET retry_at = NULL, compared_at = NULL"))
        other = HttpCadreDatabase(self.there.url, TOKEN, TRUST, patience=2)
        return await exchanging.sync(province.db, province.id, other)

    async def events(self) -> list[CadreEvent]:
        """All events, the oldest first."""
        async with self.office.province.db.tenant(self.office.province.id) as session:
            return list(await session.scalars(select(CadreEvent).order_by(CadreEvent.id)))

    async def connection(self) -> CadreConnection:
        """The connection as it stands."""
        async with self.office.province.db.tenant(self.office.province.id) as session:
            return (await session.scalars(select(CadreConnection))).one()

    async def retry(self, event_id: UUID) -> None:
        """Send one again, as an administrator asks."""
        province = self.office.province
        async with province.db.tenant(province.id) as session:
            await actions.retry(session, province.caller("admin"), event_id)


@pytest.fixture
async def there() -> AsyncIterator[OtherSide]:
    """The other side, listening."""
    made = OtherSide()
    server = await asyncio.start_server(made.serve, "127.0.0.1", made.port)
    yield made
    server.close()


@pytest.fixture
async def handover(office: Office, there: OtherSide) -> Handover:
    """The department, connected."""
    made = Handover(office, there)
    await made.settle()
    return made

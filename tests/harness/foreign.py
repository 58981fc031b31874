"""Foreign systems on loopback that behave like real ones: slow, failing, repeating, out of order, wrong."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

Json = dict[str, Any]


@dataclass
class Foreign:
    """A system that answers GET with pages of rows; `faults` are used up first, one a request."""

    rows: list[Json]
    shape: str
    page: int = 3
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    credentials: set[str] = field(default_factory=set)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    url: str = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            target = head.split(" ")[1]
            self.asked.append(target)
            self.came.set()
            self.credentials |= {line for line in head.splitlines() if line.lower().startswith("authorization:")}
            fault = self.faults.pop(0) if self.faults else ""
            status, body = await self._answer(fault, parse_qs(urlsplit(target).query))
            length = len(body) + (50 if fault == "cut" else 0)
            writer.write(
                f"HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n".encode() + body
            )
            await writer.drain()
        finally:
            writer.close()

    async def _answer(self, fault: str, query: dict[str, list[str]]) -> tuple[int, bytes]:
        if fault == "slow":
            await self.ended.wait()
        if fault.isdigit():
            return int(fault), b"<html>Loi he thong</html>"
        found = self._documents(query) if self.shape == "eoffice" else self._tasks(query)
        text = json.dumps(found, ensure_ascii=False)
        return 200, {
            "garbage": b"{\"duLieu\": [", "latin": text.encode("cp1258", "replace"), "list": b"[1, 2]",
        }.get(fault, text.encode())  # fmt: skip

    def _documents(self, query: dict[str, list[str]]) -> Json:
        """Pages by an opaque cursor; each page repeats the last row of the one before."""
        at = int(query.get("sau", ["0"])[0])
        following = str(min(at + self.page, len(self.rows)))
        return {"duLieu": self.rows[max(at - 1, 0) : at + self.page], "trangTiep": following}

    def _tasks(self, query: dict[str, list[str]]) -> Json:
        """What changed since a time, not in order."""
        since = int(query.get("since", ["0"])[0])
        return {
            "items": [
                row for row in self.rows if not isinstance(row.get("updatedAt"), int) or row["updatedAt"] >= since
            ]
        }


@asynccontextmanager
async def foreign(shape: str, rows: list[Json], *faults: str) -> AsyncIterator[Foreign]:
    """A foreign system of a shape, on loopback while the block lasts."""
    system = Foreign(rows, shape, faults=list(faults))
    server = await asyncio.start_server(system.serve, "127.0.0.1", 0)
    system.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield system
    finally:
        system.ended.set()
        server.close()
        await server.wait_closed()
        await asyncio.sleep(0)

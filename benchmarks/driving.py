"""Drives a server on loopback with keep-alive clients, each asking again as soon as it is answered."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import msgspec
from typing_extensions import override

LENGTH: Final = b"content-length: "


class WrongAnswer(Exception):
    """The server answered something that must not be measured."""


@dataclass(frozen=True)
class Drive:
    """What one drive found: answers a second, and the time of the slowest twentieth in milliseconds."""

    rate: float
    p95: float


def posted(path: str, token: str, body: object) -> bytes:
    """A POST of JSON as it stands on the wire."""
    content = msgspec.json.encode(body)
    return _request(
        "POST", path, token, f"content-type: application/json\r\ncontent-length: {len(content)}\r\n", content
    )


def got(path: str, token: str) -> bytes:
    """A GET as it stands on the wire."""
    return _request("GET", path, token, "", b"")


def _request(method: str, path: str, token: str, headers: str, content: bytes) -> bytes:
    lines = f"{method} {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n{headers}\r\n"
    return lines.encode() + content


class _Client(asyncio.Protocol):
    """One keep-alive connection."""

    def __init__(self, request: bytes, until: float, times: list[float]) -> None:
        self._request = request
        self._until = until
        self._times = times
        self._received = b""
        self._asked = 0.0
        self.done: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._ask()

    def _ask(self) -> None:
        self._asked = time.perf_counter()
        self._transport.write(self._request)

    @override
    def data_received(self, data: bytes) -> None:
        self._received = received = self._received + data if self._received else data
        head = received.find(b"\r\n\r\n")
        if head < 0:
            return
        at = received.find(LENGTH, 0, head) + len(LENGTH)
        if len(received) < head + 4 + int(received[at : received.find(b"\r", at)]):
            return
        self._received = b""
        now = time.perf_counter()
        self._times.append(now - self._asked)
        if not received.startswith(b"HTTP/1.1 200"):
            self.done.set_exception(WrongAnswer(received[:500]))
        elif now < self._until:
            self._ask()
            return
        else:
            self.done.set_result(received[head + 4 :])
        self._transport.close()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(exc or WrongAnswer("the server hung up"))


async def drive(port: int, request: bytes, *, clients: int, seconds: float) -> Drive:
    """Ask for some seconds with that many clients at once."""
    loop = asyncio.get_running_loop()
    times: list[float] = []
    begun = time.perf_counter()
    made = [
        await loop.create_connection(lambda: _Client(request, begun + seconds, times), "127.0.0.1", port)
        for _ in range(clients)
    ]
    await asyncio.gather(*(client.done for _, client in made))
    spent = time.perf_counter() - begun
    return Drive(len(times) / spent, sorted(times)[int(len(times) * 0.95)] * 1000)


async def answer(port: int, request: bytes) -> Any:  # noqa: ANN401 - any JSON
    """One answer, read as JSON."""
    loop = asyncio.get_running_loop()
    _, client = await loop.create_connection(lambda: _Client(request, 0.0, []), "127.0.0.1", port)
    return msgspec.json.decode(await client.done)


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return sorted(values)[len(values) // 2]

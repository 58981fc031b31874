"""Bodies of requests read as they come, where what is too much is read on and thrown away."""

from collections.abc import AsyncIterator
from typing import Any, Final

from litestar import Request

DRAINED: Final = 8  # how many times the limit is read and thrown away, so that the refusal reaches the client


class Body:
    """The bytes of a request of which at most `limit` are wanted."""

    def __init__(self, request: Request[Any, Any, Any], limit: int) -> None:
        self._source = request.stream().__aiter__()
        self._limit = limit
        self._left = limit * DRAINED

    async def chunks(self) -> AsyncIterator[bytes]:
        """The bytes as they come."""
        async for chunk in self._source:
            self._left -= len(chunk)
            yield chunk

    async def whole(self) -> bytes | None:
        """All bytes, or nothing when there are more than wanted."""
        parts: list[bytes] = []
        size = 0
        async for chunk in self.chunks():
            size += len(chunk)
            if size > self._limit:
                await self.drain()
                return None
            parts.append(chunk)
        return b"".join(parts)

    async def drain(self) -> None:
        """Read on without keeping anything: a client that is still sending would miss the answer."""
        async for chunk in self._source:
            self._left -= len(chunk)
            if self._left < 0:
                return

"""What every connector shares: the page it answers with, and asking over HTTP with limits on time and size."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import httpx
import msgspec

from kernel.clock import TIMEZONE
from tenants.intake.connections import Claimed

LARGEST: Final = 4 * 1024 * 1024
PAGE: Final = 200
Json = dict[str, Any]


@dataclass(frozen=True)
class Pulled:
    """Events of one page, the cursor after it, and whether there is more at once."""

    events: list[Json]
    cursor: str | None
    more: bool = False


class SourceFailed(Exception):
    """The source does not answer as it should; the code says how, for administrators and never with its content."""

    def __init__(self, code: str, *, restart: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.restart = restart  # the cursor is no longer known there: read again from the beginning


Connector = Callable[[Claimed, float], Awaitable[Pulled]]


async def ask(claimed: Claimed, path: str, patience: float, **asked: str) -> Json:
    """The JSON object at a path below the source's address; raises `SourceFailed`."""
    headers = {"accept": "application/json"}
    if claimed.credential:
        headers["authorization"] = f"Bearer {claimed.credential}"
    try:
        async with (
            httpx.AsyncClient(timeout=patience, follow_redirects=False) as client,
            client.stream("GET", claimed.address.rstrip("/") + path, params=asked, headers=headers) as response,
        ):
            if response.status_code in (400, 410) and claimed.cursor is not None:
                raise SourceFailed("CURSOR_EXPIRED", restart=True)
            if response.status_code != 200:
                raise SourceFailed(f"STATUS_{response.status_code}")
            body = b""
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > LARGEST:
                    raise SourceFailed("TOO_LARGE")
    except httpx.TimeoutException as error:
        raise SourceFailed("TIMED_OUT") from error
    except httpx.HTTPError as error:
        raise SourceFailed("UNREACHABLE") from error
    return read(body)


def read(body: bytes) -> Json:
    """A JSON object in UTF-8; raises `SourceFailed` for anything else."""
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SourceFailed("UNREADABLE") from error
    if not isinstance(found, dict):
        raise SourceFailed("UNREADABLE")
    return found


def rows(found: Json, name: str) -> list[Json]:
    """The rows of a page; what is no object stays, and is refused as an event of its own."""
    given = found.get(name)
    if not isinstance(given, list):
        raise SourceFailed("UNREADABLE")
    return [row if isinstance(row, dict) else {} for row in given]


def told(**facts: object) -> Json:
    """An event without the facts that are missing."""
    return {name: value for name, value in facts.items() if value not in (None, "", {})}


def local_time(text: object, *shapes: str) -> str | None:
    """A time as people write it in Vietnam, without a zone, as RFC 3339; what cannot be read is nothing."""
    for shape in shapes:
        try:
            return datetime.strptime(str(text), shape).replace(tzinfo=TIMEZONE).isoformat()
        except ValueError:
            continue
    return None


def local_date(text: object) -> str | None:
    """A date as people write it in Vietnam."""
    at = local_time(text, "%d/%m/%Y", "%Y-%m-%d")
    return at[:10] if at else None

"""How the days of a trail hang together: SHA-256 only, so that anybody can compute it again from the exported files.

    header = {"day":"2026-03-01","form":"roviec-audit|1","previous":"<head of the day before>","tenant":"khanh-hoa"}
    link 0 = SHA-256( head of the day before, or 32 zero bytes ; header )
    link i = SHA-256( link i-1 ; line i )          for each act of the day, in the order of ids

The head of a day is its last link. A day without acts has one too, so that no day can go missing.
"""

import json
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import BinaryIO, Final

FORM: Final = "roviec-audit|1"
NOTHING: Final = bytes(32)
"""What stands before the first day of a tenant."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A day of a tenant's trail: how many acts, the head before it and its own."""

    tenant: str
    day: date
    events: int
    previous: bytes
    head: bytes


async def follow(
    tenant: str, day: date, previous: bytes, lines: AsyncIterable[bytes], target: BinaryIO | None = None
) -> Sealed:
    """The head of a day from its lines, written to `target` as its file on the way."""
    header = _json({"day": day.isoformat(), "form": FORM, "previous": previous.hex(), "tenant": tenant})
    link, events = sha256(previous + header).digest(), 0
    _write(target, header)
    async for line in whole_lines(lines):
        link, events = sha256(link + line).digest(), events + 1
        _write(target, line)
    _write(target, _json({"events": events, "head": link.hex()}))
    return Sealed(tenant, day, events, previous, link)


async def whole_lines(blocks: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    """The lines in blocks of bytes, without their ends."""
    held = b""
    async for block in blocks:
        *whole, held = (held + block).split(b"\n")
        for line in whole:
            yield line


def _write(target: BinaryIO | None, line: bytes) -> None:
    if target is not None:
        target.write(line + b"\n")


def _json(content: dict[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

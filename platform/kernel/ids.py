"""UUIDv7 identifiers (RFC 9562): sortable by time, made by the server or by a client that was offline."""

import os
import time
from datetime import UTC, datetime
from uuid import UUID

_NANOSECONDS = 1_000_000  # in a millisecond


def uuid7(at: datetime | None = None) -> UUID:
    """A new UUIDv7, of this instant or of the one given.

    The 12 bits after the milliseconds are their fraction (RFC 9562, method 3), so that ids one process makes one
    after the other sort in that order.
    """
    nanoseconds = int(at.timestamp() * 1_000_000) * 1_000 if at else time.time_ns()
    milliseconds, rest = divmod(nanoseconds, _NANOSECONDS)
    fraction = rest * 4096 // _NANOSECONDS
    random = int.from_bytes(os.urandom(8), "big") & ~(0b11 << 62)
    return UUID(int=(milliseconds & 0xFFFFFFFFFFFF) << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | random)


def is_uuid7(value: UUID) -> bool:
    """Whether an id is of version 7, as ids from clients must be."""
    return value.version == 7


def instant_of(value: UUID) -> datetime:
    """The instant a UUIDv7 carries, to the millisecond."""
    return datetime.fromtimestamp((value.int >> 80) / 1000, UTC)

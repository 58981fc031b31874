"""UUIDv7 identifiers (RFC 9562): sortable by time, made by the server or by a client that was offline."""

import os
import time
from datetime import UTC, datetime
from uuid import UUID


def uuid7(at: datetime | None = None) -> UUID:
    """A new UUIDv7, of this instant or of the one given."""
    milliseconds = int((at.timestamp() if at else time.time()) * 1000)
    random = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80 | random
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


def is_uuid7(value: UUID) -> bool:
    """Whether an id is of version 7, as ids from clients must be."""
    return value.version == 7


def instant_of(value: UUID) -> datetime:
    """The instant a UUIDv7 carries, to the millisecond."""
    return datetime.fromtimestamp((value.int >> 80) / 1000, UTC)

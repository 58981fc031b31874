"""How one link of the chain follows from another: SHA-256 only, so that anybody can compute it again.

    header = "roviec-receipts|1|tenant|batch|kind|position|receipts|SHA-256 of the keys|instant"
    link 0 = SHA-256( link of the batch before, or 32 zero bytes ; header )
    link i = SHA-256( link i-1 ; leaf i )          for each receipt of the batch, in order

The link of a batch is its last receipt's. A leaf is the SHA-256 of everything that is stored of one score.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

FORM: Final = "roviec-receipts|1"
WIDTH: Final = 32
NOTHING: Final = bytes(WIDTH)
"""What stands before the first batch of a tenant."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a batch says of itself; `keys` is the SHA-256 of the lines that name its receipts."""

    tenant_id: int
    batch: int
    kind: str
    position: int
    receipts: int
    keys: bytes
    chained_at: datetime

    def text(self) -> str:
        """The one written form, the instant in UTC to the microsecond."""
        instant = self.chained_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        parts = (self.tenant_id, self.batch, self.kind, self.position, self.receipts, self.keys.hex(), instant)
        return "|".join((FORM, *map(str, parts)))


def links(previous: bytes, header: Header, leaves: bytes) -> Iterator[bytes]:
    """Link 0 of a batch, which its header makes, and the link of each receipt after it."""
    link = sha256(previous + header.text().encode()).digest()
    yield link
    for start in range(0, len(leaves), WIDTH):
        link = sha256(link + leaves[start : start + WIDTH]).digest()
        yield link


def last_link(previous: bytes, header: Header, leaves: bytes) -> bytes:
    """The link of a batch's last receipt."""
    link = NOTHING
    for found in links(previous, header, leaves):
        link = found
    return link


def leaves_by_key(keys: str, leaves: bytes) -> dict[str, bytes] | None:
    """The leaf of each receipt by its key; nothing when a batch does not name as many receipts as it has leaves."""
    lines = keys.split("\n")
    if len(set(lines)) * WIDTH != len(leaves):
        return None
    return {line: leaves[at * WIDTH : (at + 1) * WIDTH] for at, line in enumerate(lines)}

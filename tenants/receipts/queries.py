"""Questions about the chain: the roots of days, and the place of one receipt."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date, utc_now
from kernel.database import tenant_of
from tenants.receipts.actions import OWN, end_of
from tenants.receipts.models import ReceiptBatch, ReceiptRoot
from tenants.receipts.roots import Root
from tenants.receipts.rules import Header, leaves_by_key, links
from tenants.receipts.sources import BY_KEY


@dataclass(frozen=True, slots=True)
class Place:
    """Where a receipt stands in its tenant's chain (1 is the first), with its leaf, its link and the link before."""

    position: int
    batch: int
    leaf: bytes
    previous: bytes
    link: bytes
    chained_at: datetime


async def roots(session: AsyncSession, slug: str, former: int = OWN) -> list[Root]:
    """The roots of all days that are over, oldest first; `slug` is that of the tenant whose chain it is."""
    rows = await session.scalars(
        select(ReceiptRoot)
        .where(ReceiptRoot.tenant_id == tenant_of(session), ReceiptRoot.former == former)
        .order_by(ReceiptRoot.day)
    )
    return [Root(slug, row.day, row.batch, row.receipts, row.root.hex()) for row in rows]


async def root_now(session: AsyncSession, slug: str) -> Root | None:
    """The root of the chain as it is now, under today's date; nothing where nothing is chained."""
    end = await end_of(session)
    return Root(slug, local_date(utc_now()), end.batch, end.receipts, end.link.hex()) if end.batch else None


async def place_of(session: AsyncSession, kind: str, subject: UUID, day: date, revision: int) -> Place | None:
    """The place of a receipt already found readable; nothing while it is not chained."""
    values = {"tenant": tenant_of(session), "subject": subject, "day": day, "revision": revision}
    score = (await session.execute(BY_KEY[kind], values)).one_or_none()
    if score is None:
        return None
    batch = await session.scalar(
        select(ReceiptBatch)
        .where(
            ReceiptBatch.tenant_id == tenant_of(session),
            ReceiptBatch.former == score.former,
            ReceiptBatch.kind == kind,
            ReceiptBatch.last >= score.number,
        )
        .order_by(ReceiptBatch.last)
        .limit(1)
    )
    leaves = leaves_by_key(batch.keys, batch.leaves) if batch is not None else None
    if batch is None or leaves is None or score.key not in leaves:
        return None
    at = list(leaves).index(score.key)
    chained = list(links(batch.previous, header_of(batch), batch.leaves))
    return Place(
        batch.position + at + 1, batch.batch, leaves[score.key], chained[at], chained[at + 1], batch.chained_at
    )


def header_of(batch: ReceiptBatch) -> Header:
    """The header that a stored batch was linked by."""
    return Header(
        tenant_id=batch.tenant_id if batch.chain is None else batch.chain,
        batch=batch.batch,
        kind=batch.kind,
        position=batch.position,
        receipts=batch.receipts,
        keys=sha256(batch.keys.encode()).digest(),
        chained_at=batch.chained_at,
    )

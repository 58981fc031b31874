"""Chaining what was scored, and fixing the root of each day that is over."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import TIMEZONE, local_date, utc_now
from kernel.database import tenant_of
from tenants.receipts.models import ReceiptBatch, ReceiptRoot
from tenants.receipts.rules import NOTHING, Header, last_link
from tenants.receipts.sources import ANY_UNCHAINED, SOURCES, UPTO, WAITING

CHAIN_LOCK: Final = 7_004
BATCH: Final = 1_000
AT_ONCE: Final = 50_000
LEAST: Final = -(2**63)
OWN: Final = 0
"""The `former` of a tenant's own chain; those of tenants that joined it have ended, and are only read."""

_ROOTS: Final = text(
    """
    INSERT INTO receipt_root (tenant_id, day, batch, receipts, root)
    SELECT :tenant, CAST(day AS date), ended.batch, ended.position + ended.receipts, ended.link
    FROM generate_series(CAST(:first AS timestamp), CAST(:last AS timestamp), interval '1 day') AS day
    CROSS JOIN LATERAL (
        SELECT batch, position, receipts, link FROM receipt_batch
        WHERE tenant_id = :tenant AND former = 0 AND chained_at < (day + interval '1 day') AT TIME ZONE :zone
        ORDER BY batch DESC LIMIT 1
    ) AS ended
    ON CONFLICT DO NOTHING RETURNING day
    """
)


@dataclass(frozen=True, slots=True)
class End:
    """Where a chain ends: its last batch, how many receipts there are, and the last one's link."""

    batch: int
    receipts: int
    link: bytes


async def chain(session: AsyncSession) -> int:
    """Chain every receipt that is not chained yet, in the order scores were written; how many.

    PostgreSQL hashes the receipts, batch by batch; the links follow here. Chainers of one tenant take turns.
    """
    await hold_chain(session)
    end = await end_of(session)
    before, now = end.receipts, await _moment(session, utc_now())
    for kind in SOURCES:
        values = {"tenant": tenant_of(session), "former": OWN, "after": await last_number(session, kind)}
        while (upto := await session.scalar(UPTO[kind], values | {"most": AT_ONCE})) is not None:
            rows = []
            for batch in await session.execute(WAITING[kind], values | {"upto": upto, "size": BATCH}):
                row, end = _linked(tenant_of(session), kind, batch, end, now)
                rows.append(row)
            await session.execute(insert(ReceiptBatch), rows)
            values["after"] = upto
    return end.receipts - before


async def _moment(session: AsyncSession, now: datetime) -> datetime:
    """When the next batches are chained: never before those that are there, nor within a day whose root is fixed.

    Clocks of several machines differ a little.
    """
    tenant = tenant_of(session)
    last = await session.scalar(
        select(func.max(ReceiptBatch.chained_at)).where(ReceiptBatch.tenant_id == tenant, ReceiptBatch.former == OWN)
    )
    fixed = await session.scalar(
        select(func.max(ReceiptRoot.day)).where(
            ReceiptRoot.tenant_id == tenant, ReceiptRoot.former == OWN, ReceiptRoot.day <= local_date(now)
        )
    )
    opened = datetime.combine(fixed + timedelta(days=1), time(), TIMEZONE).astimezone(UTC) if fixed else now
    return max(now, opened, last or now)


def _linked(
    tenant_id: int,
    kind: str,
    batch: Any,  # noqa: ANN401 - a row of `WAITING`
    end: End,
    now: datetime,
) -> tuple[dict[str, Any], End]:
    """The row of the batch that follows an end of the chain, and the new end."""
    leaves = bytes(batch.leaves)
    header = Header(
        tenant_id, end.batch + 1, kind, end.receipts, batch.receipts, sha256(batch.keys.encode()).digest(), now
    )
    link = last_link(end.link, header, leaves)
    row = {
        "tenant_id": tenant_id,
        "batch": header.batch,
        "kind": kind,
        "first": batch.first,
        "last": batch.last,
        "position": header.position,
        "receipts": header.receipts,
        "keys": batch.keys,
        "leaves": leaves,
        "previous": end.link,
        "link": link,
        "chained_at": now,
    }
    return row, End(header.batch, header.position + header.receipts, link)


async def anything_waits(session: AsyncSession) -> bool:
    """Whether a score was written that is not chained yet."""
    for kind, waiting in ANY_UNCHAINED.items():
        values = {"tenant": tenant_of(session), "former": OWN, "after": await last_number(session, kind)}
        if await session.scalar(waiting, values):
            return True
    return False


async def hold_chain(session: AsyncSession) -> None:
    """Let nobody else lengthen this tenant's chain until the transaction ends."""
    await session.execute(
        text("SELECT pg_advisory_xact_lock(:lock, :tenant)"), {"lock": CHAIN_LOCK, "tenant": tenant_of(session)}
    )


async def end_of(session: AsyncSession) -> End:
    """The end of the tenant's chain as it is now."""
    row = (
        await session.execute(
            select(ReceiptBatch.batch, ReceiptBatch.position + ReceiptBatch.receipts, ReceiptBatch.link)
            .where(ReceiptBatch.tenant_id == tenant_of(session), ReceiptBatch.former == OWN)
            .order_by(ReceiptBatch.batch.desc())
            .limit(1)
        )
    ).one_or_none()
    return End(row[0], row[1], bytes(row[2])) if row else End(0, 0, NOTHING)


async def last_number(session: AsyncSession, kind: str, former: int = OWN) -> int:
    """The number of the score of a kind that was chained last; below every number where none was."""
    found = await session.scalar(
        select(func.max(ReceiptBatch.last)).where(
            ReceiptBatch.tenant_id == tenant_of(session), ReceiptBatch.former == former, ReceiptBatch.kind == kind
        )
    )
    return LEAST if found is None else int(found)


async def fix_roots(session: AsyncSession, today: date) -> int:
    """Keep the root of every day that is over and has none, from the first receipt's day on; how many."""
    tenant = tenant_of(session)
    await hold_chain(session)
    kept = await session.scalar(
        select(func.max(ReceiptRoot.day)).where(ReceiptRoot.tenant_id == tenant, ReceiptRoot.former == OWN)
    )
    begun = await session.scalar(
        select(ReceiptBatch.chained_at).where(
            ReceiptBatch.tenant_id == tenant, ReceiptBatch.former == OWN, ReceiptBatch.batch == 1
        )
    )
    if begun is None:
        return 0
    first = local_date(begun) if kept is None else kept + timedelta(days=1)
    values = {"tenant": tenant, "first": first, "last": today - timedelta(days=1), "zone": TIMEZONE.key}
    return len((await session.execute(_ROOTS, values)).all())

"""Holding the stored scores, their packages, the chain and its roots against each other and against exported roots."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.receipts import findings
from tenants.receipts.actions import LEAST, hold_chain, last_number
from tenants.receipts.contents import broken_contents
from tenants.receipts.findings import Finding, Report
from tenants.receipts.models import ReceiptBatch, ReceiptRoot
from tenants.receipts.queries import header_of
from tenants.receipts.roots import Root
from tenants.receipts.rules import NOTHING, last_link, leaves_by_key
from tenants.receipts.sources import ALTERED, BETWEEN, SOURCES, STORED, UNCHAINED

BATCHES_AT_ONCE: Final = 100
Ends = dict[int, tuple[int, bytes]]


async def audit(session: AsyncSession, exported: Sequence[Root] = ()) -> Report:
    """Recompute everything: receipts, leaves, links and roots; the findings say what was changed since, and where.

    `exported` are roots of this tenant that were kept outside the database: without them a chain that was rewritten
    as a whole looks sound. The chain stays as it is while the audit runs; scores may be written meanwhile.
    """
    await hold_chain(session)
    report = Report(exported=len(exported))
    report.findings += await broken_contents(session)
    ends = await _links(session, report)
    for kind in SOURCES:
        report.findings += await _rows(session, kind)
        values = {"tenant": tenant_of(session), "after": await last_number(session, kind)}
        report.waiting += int(await session.scalar(UNCHAINED[kind], values) or 0)
    report.findings += await _roots(session, ends, report)
    report.findings += _exports(ends, exported)
    return report


async def _links(session: AsyncSession, report: Report) -> Ends:
    """Follow the chain from its beginning; answers the receipts and the link at the end of each batch."""
    ends: Ends = {}
    number, receipts, link = 0, 0, NOTHING
    wanted = (
        select(ReceiptBatch)
        .where(ReceiptBatch.tenant_id == tenant_of(session))
        .order_by(ReceiptBatch.batch)
        .execution_options(yield_per=BATCHES_AT_ONCE)
    )
    async for batch in await session.stream_scalars(wanted):
        if batch.batch != number + 1:
            report.findings.append(findings.batches_missing(number + 1, batch.batch - 1))
            receipts, link = batch.position, batch.previous
        leaves = leaves_by_key(batch.keys, batch.leaves) or {}
        sound = (
            (batch.position, batch.previous, batch.receipts) == (receipts, link, len(leaves))
            and batch.link == last_link(batch.previous, header_of(batch), batch.leaves)
            and _bounds(leaves) == (batch.first, batch.last)
        )
        if not sound:
            report.findings.append(findings.batch_broken(batch.batch))
        number, receipts, link = batch.batch, batch.position + batch.receipts, batch.link
        ends[number] = (receipts, link)
        session.expunge(batch)
    report.batches, report.receipts = len(ends), receipts
    return ends


def _bounds(leaves: dict[str, bytes]) -> tuple[int, int] | None:
    """The numbers of the first and the last receipt, as the keys tell them."""
    keys = list(leaves)
    return (_number(keys[0]), _number(keys[-1])) if keys else None


def _number(key: str) -> int:
    digits = key.rpartition(" ")[2].removeprefix("-")
    return int(digits) if digits.isdecimal() else 0


async def _rows(session: AsyncSession, kind: str) -> list[Finding]:
    """Scores that were changed, removed or added since they were chained."""
    found = []
    own = {"tenant": tenant_of(session), "kind": kind}
    for batch in (await session.execute(ALTERED[kind], own)).all():
        chained = leaves_by_key(batch.keys, bytes(batch.leaves))
        if chained is None:
            continue
        values = {"tenant": tenant_of(session), "first": batch.first, "last": batch.last}
        stored = {row.key: bytes(row.leaf) for row in await session.execute(STORED[kind], values)}
        for key, leaf in chained.items():
            if key not in stored:
                found.append(findings.removed(kind, key, batch.batch))
            elif stored[key] != leaf:
                found.append(findings.changed(kind, key, batch.batch))
        found += [findings.added(kind, key) for key in stored if key not in chained]
    extra = await session.scalars(BETWEEN[kind], own | {"least": LEAST})
    return found + [findings.added(kind, key) for key in extra]


async def _roots(session: AsyncSession, ends: Ends, report: Report) -> list[Finding]:
    rows = await session.scalars(
        select(ReceiptRoot).where(ReceiptRoot.tenant_id == tenant_of(session)).order_by(ReceiptRoot.day)
    )
    kept = rows.all()
    report.roots = len(kept)
    return [
        findings.root_differs(row.day, row.batch) for row in kept if ends.get(row.batch) != (row.receipts, row.root)
    ]


def _exports(ends: Ends, exported: Sequence[Root]) -> list[Finding]:
    """The first exported root that does not hold; those after it cannot hold either."""
    in_order = sorted(exported, key=lambda root: (root.batch, root.day))
    holding = 0
    for at, root in enumerate(in_order):
        if ends.get(root.batch) != (root.receipts, bytes.fromhex(root.root)):
            return [findings.export_differs(root.day, holding, root.batch, len(in_order) - at - 1)]
        holding = root.batch
    return []

"""Holding the stored scores, what they rest on, the chain and its roots against each other and exported roots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from tenants.receipts import findings
from tenants.receipts.actions import OWN, hold_chain, last_number
from tenants.receipts.contents import broken_contents
from tenants.receipts.findings import Finding, Report, score_place
from tenants.receipts.models import ReceiptBatch, ReceiptRoot
from tenants.receipts.queries import header_of
from tenants.receipts.replays import replayed
from tenants.receipts.roots import Root
from tenants.receipts.rules import NOTHING, last_link, leaves_by_key
from tenants.receipts.sources import ALTERED, BETWEEN, NAMING, SOURCES, STORED, UNCHAINED
from tenants.registry.queries import formers
from tenants.scoring.actions import WORK_MEM

BATCHES_AT_ONCE: Final = 100
OF_MANY: Final = ("PACKAGE", "CORRECTION", "EXPORT", "ROOT", "BATCH")
"""What is told before the scores, of which there may be a thousand for each of these."""


@dataclass(frozen=True, slots=True)
class End:
    """Where a batch ends: receipts up to there, the last one's link, and when it was chained."""

    receipts: int
    link: bytes
    chained_at: datetime


@dataclass(slots=True)
class Rows:
    """What was found of the scores of the chain; `corrected` are changed ones, by the correction they name."""

    found: list[Finding] = field(default_factory=list)
    corrected: dict[UUID, list[Finding]] = field(default_factory=dict)


async def audit(session: AsyncSession, exported: Sequence[Root] = (), *, today: date) -> Report:
    """Recompute everything: scores, receipts, leaves, links, roots; the findings say what was changed since, and where.

    `exported` are roots of this tenant, and of former ones that joined it, that were kept outside the database: without
    them a chain that was rewritten as a whole looks sound. The chain stays as it is while the audit runs; scores may be
    written meanwhile.
    """
    await hold_chain(session)
    await session.execute(text(f"SET LOCAL work_mem = '{WORK_MEM}'"))
    report = Report(exported=len(exported))
    broken, packages = await broken_contents(session)
    report.findings += broken
    slugs = await formers(session)
    for former in (*slugs, OWN):
        ends = await _links(session, report, former)
        report.findings += await _rows_of(session, report, former)
        over = today if former == OWN else today + timedelta(days=1)
        report.findings += await _roots(session, ends, report, former, over)
        report.findings += _exports(ends, [root for root in exported if _chain_of(root, slugs) == former])
    known = {score_place(one.place) for one in report.findings}
    report.findings += [one for one in await replayed(session, packages) if score_place(one.place) not in known]
    report.findings.sort(key=lambda one: one.code not in OF_MANY)
    return report


def _chain_of(root: Root, slugs: Mapping[int, str]) -> int:
    return next((former for former, slug in slugs.items() if slug == root.tenant), OWN)


async def _rows_of(session: AsyncSession, report: Report, former: int) -> list[Finding]:
    rows = Rows()
    for kind in SOURCES:
        await _read_rows(session, kind, rows, former)
        after = await last_number(session, kind, former)
        values = {"tenant": tenant_of(session), "former": former, "after": after}
        report.waiting += int(await session.scalar(UNCHAINED[kind], values) or 0)
    return rows.found + await _corrected(session, rows, former)


async def _links(session: AsyncSession, report: Report, former: int) -> dict[int, End]:
    """Follow a chain from its beginning; answers where each batch ends."""
    ends: dict[int, End] = {}
    number, receipts, link = 0, 0, NOTHING
    wanted = (
        select(ReceiptBatch)
        .where(ReceiptBatch.tenant_id == tenant_of(session), ReceiptBatch.former == former)
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
        ends[number] = End(receipts, link, batch.chained_at)
        session.expunge(batch)
    report.batches += len(ends)
    report.receipts += receipts
    return ends


def _bounds(leaves: dict[str, bytes]) -> tuple[int, int] | None:
    """The numbers of the first and the last receipt, as the keys tell them."""
    keys = list(leaves)
    return (_number(keys[0]), _number(keys[-1])) if keys else None


def _number(key: str) -> int:
    digits = key.rpartition(" ")[2].removeprefix("-")
    return int(digits) if digits.isdecimal() else 0


async def _read_rows(session: AsyncSession, kind: str, rows: Rows, former: int) -> None:
    """Scores that were changed, removed or added since they were chained."""
    own = {"tenant": tenant_of(session), "former": former, "kind": kind}
    for batch in (await session.execute(ALTERED[kind], own)).all():
        chained = leaves_by_key(batch.keys, bytes(batch.leaves))
        if chained is None:
            continue
        values = {"tenant": tenant_of(session), "former": former, "first": batch.first, "last": batch.last}
        stored = {row.key: row for row in await session.execute(STORED[kind], values)}
        for key, leaf in chained.items():
            if key not in stored:
                rows.found.append(findings.removed(kind, key, batch.batch))
            elif bytes(stored[key].leaf) != leaf:
                correction = stored[key].norm_correction_id
                one = findings.changed(kind, key, batch.batch, corrected=correction is not None)
                (rows.found if correction is None else rows.corrected.setdefault(correction, [])).append(one)
        rows.found += [findings.added(kind, key) for key in stored if key not in chained]
    extra = await session.scalars(BETWEEN[kind], own | {"last": await last_number(session, kind, former)})
    rows.found += [findings.added(kind, key) for key in extra]


async def _corrected(session: AsyncSession, rows: Rows, former: int) -> list[Finding]:
    """Changed scores that name a correction; when none of several holds, it was the correction that was changed."""
    found = []
    for correction, changed in rows.corrected.items():
        naming = 0
        for kind in SOURCES:
            upto = await last_number(session, kind, former)
            values = {"tenant": tenant_of(session), "former": former, "correction": correction, "upto": upto}
            naming += int(await session.scalar(NAMING[kind], values) or 0)
        if len(changed) == naming > 1:
            found.append(findings.correction_text(correction, naming))
        else:
            found += changed
    return found


async def _roots(
    session: AsyncSession, ends: dict[int, End], report: Report, former: int, today: date
) -> list[Finding]:
    """Roots of the database that are not those of their day, and days between them that have none."""
    rows = await session.scalars(
        select(ReceiptRoot)
        .where(ReceiptRoot.tenant_id == tenant_of(session), ReceiptRoot.former == former)
        .order_by(ReceiptRoot.day)
    )
    kept = rows.all()
    report.roots += len(kept)
    expected = local_date(ends[1].chained_at) if 1 in ends else None
    found = []
    for row in kept:
        while expected is not None and expected < min(row.day, today):
            found.append(findings.root_missing(expected))
            expected += timedelta(days=1)
        expected = row.day + timedelta(days=1)
        end, following = ends.get(row.batch), ends.get(row.batch + 1)
        if row.day >= today:
            found.append(findings.root_too_early(row.day))
        elif (
            end is None
            or (end.receipts, end.link) != (row.receipts, row.root)
            or local_date(end.chained_at) > row.day
            or (following is not None and local_date(following.chained_at) <= row.day)
        ):
            found.append(findings.root_differs(row.day, row.batch))
    return found


def _exports(ends: dict[int, End], exported: Sequence[Root]) -> list[Finding]:
    """The first exported root that does not hold; those after it cannot hold either."""
    in_order = sorted(exported, key=lambda root: (root.batch, root.day))
    holding = 0
    for at, root in enumerate(in_order):
        end = ends.get(root.batch)
        if end is None or (end.receipts, end.link) != (root.receipts, bytes.fromhex(root.root)):
            return [findings.export_differs(root.day, holding, root.batch, len(in_order) - at - 1)]
        holding = root.batch
    return []

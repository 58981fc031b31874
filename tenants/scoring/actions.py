"""Scoring what waits: all entries of a tenant in one statement for each norm package in force."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import joining_whole, tenant_of
from kernel.outbox import enqueue
from tenants.norms import queries as norms
from tenants.norms.reigns import reigning
from tenants.scoring import telling
from tenants.scoring.statements import score_reigned, score_waiting
from tenants.worklogs.models import PendingScore

SCORING_LOCK: Final = 7_002
# A province that scores a month at once joins and hashes 0.77 M rows; the server's default would spill to disk.
WORK_MEM: Final = "256MB"


async def score_pending(session: AsyncSession) -> int:
    """Score every verified revision that waits by the package of its day and unit; how many were taken.

    Entries dated before the first package keep waiting. Scorers of one tenant take turns, so that a revision finds
    the score it replaces. What must follow, sums and months, is asked for in the same transaction.
    """
    tenant = tenant_of(session)
    await session.execute(
        text("SELECT pg_advisory_xact_lock(:lock, :tenant)"), {"lock": SCORING_LOCK, "tenant": tenant}
    )
    await session.execute(text(f"SET LOCAL work_mem = '{WORK_MEM}'"))
    waiting, first, last = (
        await session.execute(
            select(func.count(), func.min(PendingScore.work_date), func.max(PendingScore.work_date)).where(
                PendingScore.tenant_id == tenant
            )
        )
    ).one()
    if not waiting:
        return 0
    before = await telling.newest(session)
    await _score_between(session, first, last)
    await telling.tell_since(session, before)
    left = await session.scalar(select(func.count()).select_from(PendingScore).where(PendingScore.tenant_id == tenant))
    if taken := waiting - int(left or 0):
        await enqueue(session, "merge_rollups")
        await enqueue(session, "score_months")
    return taken


async def _score_between(session: AsyncSession, first: date, last: date) -> None:
    """Score what waits from `first` to `last`; an entry that comes while this runs falls to its own package too."""
    span = {"tenant": tenant_of(session), "since": first, "until": last + timedelta(days=1)}
    elsewhere = await reigning(session, first, last)
    async with joining_whole(session, when=bool(elsewhere)):
        for reign in elsewhere:
            statement = score_reigned(reign.package.document, reign.package.override)
            own = {"package": reign.package.id, "correction": reign.norm_correction_id, "first": first, "last": last}
            await session.execute(statement, span | own)
        for package in await norms.in_force_between(session, first, last):
            statement = score_waiting(package.document, package.override, spare_reigns=bool(elsewhere))
            own = {
                "package": package.id,
                "correction": None,
                "first": max(first, package.valid_from or first),
                "last": min(last, (package.valid_to or date.max) - timedelta(days=1)),
            }
            await session.execute(statement, span | own)

"""Scoring what waits: all entries of a tenant in one statement for each norm package in force."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.outbox import enqueue
from tenants.norms import queries as norms
from tenants.norms.reigns import reigning
from tenants.scoring.statements import score_reigned, score_waiting
from tenants.worklogs.models import PendingScore

SCORING_LOCK: Final = 7_002


async def score_pending(session: AsyncSession) -> int:
    """Score every verified revision that waits by the package of its day and unit; how many were taken.

    Entries dated before the first package keep waiting. Scorers of one tenant take turns, so that a revision finds
    the score it replaces. What must follow, sums and months, is asked for in the same transaction.
    """
    tenant = tenant_of(session)
    await session.execute(
        text("SELECT pg_advisory_xact_lock(:lock, :tenant)"), {"lock": SCORING_LOCK, "tenant": tenant}
    )
    waiting = (
        await session.execute(
            select(func.count(), func.min(PendingScore.work_date), func.max(PendingScore.work_date)).where(
                PendingScore.tenant_id == tenant
            )
        )
    ).one()
    if not waiting[0]:
        return 0
    await _score_between(session, waiting[1], waiting[2])
    left = await session.scalar(select(func.count()).select_from(PendingScore).where(PendingScore.tenant_id == tenant))
    if taken := int(waiting[0]) - int(left or 0):
        await enqueue(session, "merge_rollups")
        await enqueue(session, "score_months")
    return taken


async def _score_between(session: AsyncSession, first: date, last: date) -> None:
    """Score what waits from `first` to `last`; an entry that comes while this runs falls to its own package too."""
    until = last + timedelta(days=1)
    span = {"tenant": tenant_of(session), "since": first, "until": until}
    elsewhere = await reigning(session, first, last)
    for reign in elsewhere:
        statement = score_reigned(reign.package.document, reign.package.override)
        await session.execute(statement, {**span, "package": reign.package.id, "correction": reign.norm_correction_id})
    for package in await norms.in_force_between(session, first, last):
        days = {
            "first": max(package.valid_from or first, first),
            "after": min(package.valid_to or until, until),
        }
        statement = score_waiting(package.document, package.override, spare_reigns=bool(elsewhere))
        await session.execute(statement, {**span, **days, "package": package.id, "correction": None})

"""The month's score of persons: one statement for all who wait, a new revision only where something changed."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import joining_whole, tenant_of
from kernel.outbox import enqueue
from tenants.norms import queries as norms
from tenants.norms.reigns import reigning
from tenants.scoring.actions import SCORING_LOCK
from tenants.scoring.month_statements import Way, score_month
from tenants.worklogs.models import ClosedMonth, PendingMonth

LONGEST_MONTH: Final = 31
OPEN: Final[Sequence[Way]] = ("log",)
CLOSED: Final[Sequence[Way]] = ("frozen", "closing")


async def score(session: AsyncSession) -> int:
    """Score every person's month that waits, by the package of its last day in the person's unit; how many were taken.

    A running month is scored as it stands; without general criteria its total and class are missing. A closed month is
    frozen when it is first scored under a package; from then on that package computes it from what was frozen.
    """
    tenant = tenant_of(session)
    await hold(session)
    waiting = await session.execute(
        select(PendingMonth.month, func.count())
        .where(PendingMonth.tenant_id == tenant)
        .group_by(PendingMonth.month)
        .order_by(PendingMonth.month)
    )
    taken = 0
    for month, count in waiting.all():
        await score_by_law(session, month, CLOSED if await _any_closed(session, month) else OPEN)
        left = await session.scalar(
            select(func.count()).where(PendingMonth.tenant_id == tenant, PendingMonth.month == month)
        )
        taken += max(int(count) - int(left or 0), 0)
    if taken:
        await enqueue(session, "refresh_sheets")
    return taken


async def hold(session: AsyncSession) -> None:
    """Let nobody else score or close months of the tenant until this transaction ends."""
    await session.execute(
        text("SELECT pg_advisory_xact_lock(:lock, :tenant)"), {"lock": SCORING_LOCK + 1, "tenant": tenant_of(session)}
    )


async def score_by_law(
    session: AsyncSession, month: date, ways: Sequence[Way], given: Mapping[str, Any] | None = None
) -> None:
    """Score who waits of a month by each package that is the law of its last day somewhere, in these ways."""
    last = last_day(month)
    values = {"tenant": tenant_of(session), "month": month, "since": last, "until": last + timedelta(days=1)}
    values |= given or {}
    elsewhere = await reigning(session, last, last)
    async with joining_whole(session, when=bool(elsewhere)):
        for reign in elsewhere:
            own = {"package": reign.package.id, "correction": reign.norm_correction_id}
            for way in ways:
                statement = score_month(reign.package.document, reign.package.override, "reign", way)
                await session.execute(statement, values | own)
        package = await norms.in_force(session, last)
        if package is not None:
            for way in ways:
                where = "elsewhere" if elsewhere else "everywhere"
                statement = score_month(package.document, package.override, where, way)
                await session.execute(statement, values | {"package": package.id, "correction": None})


def last_day(month: date) -> date:
    """The last day of a month, given any of its days."""
    following = date.fromordinal(month.replace(day=1).toordinal() + LONGEST_MONTH).replace(day=1)
    return date.fromordinal(following.toordinal() - 1)


async def _any_closed(session: AsyncSession, month: date) -> bool:
    """Whether the month has closed for anybody; asked under the lock, so that closing waits for the scores."""
    closed = select(ClosedMonth.person_id).where(
        ClosedMonth.tenant_id == tenant_of(session), ClosedMonth.month == month
    )
    return await session.scalar(select(closed.exists())) is True

"""What is periodic: months of the logs made ahead, jobs asked for again that got lost, leavings cleared away."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel import clock, outbox
from kernel.database import Base, Database, tenant_of
from kernel.errors import TenantResting
from kernel.settings import get_settings
from tenants.accounts import attempts
from tenants.audit import days as trail
from tenants.cadre_database import queueing as cadre_events
from tenants.cadre_database import watching
from tenants.decisions import petitions
from tenants.evaluation import deadlines, making, refreshing
from tenants.facts import actions as facts
from tenants.health import measuring
from tenants.intake import mapping as intake
from tenants.lab import actions as lab
from tenants.papers import printing as papers
from tenants.periods import actions as periods
from tenants.portability import requests as archives
from tenants.receipts import actions as receipts
from tenants.receipts import queries as receipt_queries
from tenants.receipts import roots
from tenants.registry import queries as registry
from tenants.registry.models import Tenant
from tenants.scoring import backdating
from tenants.scoring.models import RollupDelta
from tenants.statistics import parts as statistics
from tenants.statistics import releasing
from tenants.webhooks import spreading as webhooks
from tenants.worklogs.models import PendingMonth, PendingScore
from workers.actors import (
    APPLY_NORM_CORRECTION,
    CHAIN_RECEIPTS,
    COUNT_MONTH,
    LEARN_NORMS,
    MERGE_ROLLUPS,
    SCORE_MONTHS,
    SCORE_PENDING,
)
from workers.schedule import Periodic

logger = logging.getLogger(__name__)

MONTHLY_LOGS = ("work_entry", "entry_score")
MONTHS_AHEAD = 3
OLD_ENOUGH = timedelta(seconds=30)


async def ensure_months(database: Database) -> None:
    """Make the partitions of this month and the next three; each is made under a lock that waits five seconds at most.

    Making a partition locks its log for an instant, and everybody who writes would queue behind a wait.
    """
    for log in MONTHLY_LOGS:
        for month in months_ahead(clock.today()):
            async with database.platform() as session:
                await session.execute(text("SET LOCAL lock_timeout = '5s'"))
                await session.execute(text("SELECT add_month(to_regclass(:log), :month)"), {"log": log, "month": month})


def months_ahead(today: date) -> list[date]:
    """The first days of the current month and of those that are made ahead."""
    months = (today.year * 12 + today.month - 1 + ahead for ahead in range(MONTHS_AHEAD + 1))
    return [date(month // 12, month % 12 + 1, 1) for month in months]


async def sweep_pending(database: Database) -> None:
    """Ask again for the jobs of tenants where something waits: entries or months to score, deltas to merge.

    The outbox loses nothing, but a broker may (Redis without its append-only file, a queue that was purged), and a
    job that was given up may succeed once its cause is gone. A job that finds nothing to do costs next to nothing.
    """
    await _in_each_tenant(database, _ask_again, closing=True)


async def chain_receipts(database: Database) -> None:
    """Ask for the receipts to be chained in tenants that scored something since the last time."""
    await _in_each_tenant(database, _ask_to_chain)


async def seal_receipts(database: Database) -> None:
    """Fix the roots of days that are over, and export them out of the database."""
    store = roots.store_of(get_settings())

    async def fix(session: AsyncSession) -> None:
        await receipts.fix_roots(session, clock.today())

    async def export(session: AsyncSession) -> None:
        slug = (await registry.tenant(session)).slug
        kept = await receipt_queries.roots(session, slug)
        await asyncio.to_thread(roots.export, store, kept)
        if stray := await asyncio.to_thread(roots.stray, store, slug, kept):
            logger.error("the exported root of %s, %s, is not the database's: audit the receipts", slug, stray.day)

    await _in_each_tenant(database, fix, closing=True)
    await _in_each_tenant(database, export, closing=True)


async def export_trails(database: Database) -> None:
    """Seal the days of every trail that are over, and export them out of the database, filling what is missing."""
    store = trail.store_of(get_settings())

    async def seal(session: AsyncSession) -> None:
        await trail.seal_days(session, (await registry.tenant(session)).slug, clock.utc_now())

    async def export(session: AsyncSession) -> None:
        slug = (await registry.tenant(session)).slug
        _, found = await trail.export_days(session, slug, store)
        if found:
            logger.error("the trail of %s on %s is not what was sealed: verify the export", slug, found[0].day)

    await _in_each_tenant(database, seal, closing=True)
    await _in_each_tenant(database, export, closing=True)


async def learn_norms(database: Database) -> None:
    """Ask for the norms of every province to be held against what its log says."""
    await _in_each_tenant(database, _ask_to_learn)


async def forget_expired(database: Database) -> None:
    """Remove ended sessions, attempts that no longer count, and what old papers, archives, webhooks, events left."""
    for forget in (attempts.forget_expired, _forget_papers, _forget_archives, _forget_webhooks, _forget_events):
        await _in_each_tenant(database, forget, closing=True)


async def count_months(database: Database) -> None:
    """Ask for this month and the one before to be counted for calibration in every province."""
    await _in_each_tenant(database, _ask_to_count)


async def keep_sheets(database: Database) -> None:
    """Ask for the sheets of running periods to be kept right: who joined, moved, or leads something else by now."""
    await _in_each_tenant(database, making.ask_to_make)


async def keep_calendars(database: Database) -> None:
    """Plan, open and close the evaluation periods of every province on their days."""
    await _in_each_tenant(database, _keep_calendar)


async def escalate_steps(database: Database) -> None:
    """Note on sheets which steps are overdue; those above find them listed."""
    await _in_each_tenant(database, _escalate_steps)


async def escalate_petitions(database: Database) -> None:
    """Note on sheets that the answer to their petition is overdue; those who may answer find them listed."""
    await _in_each_tenant(database, _escalate_petitions)


async def keep_statistics(database: Database) -> None:
    """Ask for the provinces' parts of the national statistics that are due, and note whose approval is overdue."""
    await _in_each_tenant(database, _keep_statistics)


async def retry_webhooks(database: Database) -> None:
    """Ask for webhooks that are due again, or whose sender ended."""
    await _in_each_tenant(database, _retry_webhooks)


async def sync_cadre_database(database: Database) -> None:
    """Ask for every province that is connected to the national cadre database to send, and to read its answers."""
    await _in_each_tenant(database, _sync_cadre_database)


async def watch_cadre_deadlines(database: Database) -> None:
    """Note what should be in the national cadre database by now and is not; its administrators find it listed."""
    await _in_each_tenant(database, _watch_cadre_deadlines)


async def release_statistics(database: Database) -> None:
    """Release the national statistics that are due: first versions, late provinces, corrections."""
    await releasing.release_due(database)


async def measure_tenants(database: Database) -> None:
    """Count every tenant for operators, who enter none themselves."""
    await _in_each_tenant(database, _measure)


PLAN = (
    Periodic("ensure_months", timedelta(hours=6), ensure_months),
    Periodic("sweep_pending", timedelta(minutes=1), sweep_pending),
    Periodic("forget_expired", timedelta(hours=1), forget_expired),
    Periodic("chain_receipts", timedelta(minutes=5), chain_receipts),
    Periodic("seal_receipts", timedelta(hours=1), seal_receipts),
    Periodic("export_trails", timedelta(hours=1), export_trails),
    Periodic("learn_norms", timedelta(days=1), learn_norms),
    Periodic("count_months", timedelta(days=1), count_months),
    Periodic("keep_calendars", timedelta(hours=1), keep_calendars),
    Periodic("escalate_steps", timedelta(hours=6), escalate_steps),
    Periodic("escalate_petitions", timedelta(hours=6), escalate_petitions),
    Periodic("keep_sheets", timedelta(hours=1), keep_sheets),
    Periodic("keep_statistics", timedelta(days=1), keep_statistics),
    Periodic("release_statistics", timedelta(days=1), release_statistics),
    Periodic("retry_webhooks", timedelta(seconds=10), retry_webhooks),
    Periodic("sync_cadre_database", timedelta(minutes=1), sync_cadre_database),
    Periodic("watch_cadre_deadlines", timedelta(hours=1), watch_cadre_deadlines),
    Periodic("measure_tenants", timedelta(minutes=5), measure_tenants),
)


async def _ask_again(session: AsyncSession) -> None:
    old = PendingScore.created_at < func.now() - OLD_ENOUGH
    if await _any(session, PendingScore, PendingScore.tenant_id == tenant_of(session), old):
        await outbox.enqueue(session, SCORE_PENDING)
    for correction_id in await backdating.unapplied(session):
        await outbox.enqueue(session, APPLY_NORM_CORRECTION, correction_id=str(correction_id))
    if await _any(session, RollupDelta, RollupDelta.tenant_id == tenant_of(session)):
        await outbox.enqueue(session, MERGE_ROLLUPS)
    await lab.ask_again(session)
    await papers.ask_again(session)
    await archives.ask_again(session)
    await refreshing.ask_again(session)
    await facts.ask_again(session)
    if await _any(session, PendingMonth, PendingMonth.tenant_id == tenant_of(session)):
        await outbox.enqueue(session, SCORE_MONTHS)


async def _ask_to_chain(session: AsyncSession) -> None:
    if await receipts.anything_waits(session):
        await outbox.enqueue(session, CHAIN_RECEIPTS)


async def _ask_to_learn(session: AsyncSession) -> None:
    if (await registry.tenant(session)).kind == "province":
        await outbox.enqueue(session, LEARN_NORMS)


async def _forget_papers(session: AsyncSession) -> None:
    await papers.forget_expired(session)


async def _forget_archives(session: AsyncSession) -> None:
    await archives.forget_expired(session)


async def _forget_events(session: AsyncSession) -> None:
    await intake.forget_old(session, clock.utc_now())


async def _ask_to_count(session: AsyncSession) -> None:
    if (await registry.tenant(session)).kind == "province":
        this = clock.today().replace(day=1)
        for month in ((this - timedelta(days=1)).replace(day=1), this):
            await outbox.enqueue(session, COUNT_MONTH, month=month.isoformat())


async def _keep_calendar(session: AsyncSession) -> None:
    if (await registry.tenant(session)).kind == "province":
        await periods.keep_calendar(session, clock.today())


async def _escalate_steps(session: AsyncSession) -> None:
    await deadlines.escalate(session, clock.utc_now())


async def _escalate_petitions(session: AsyncSession) -> None:
    await petitions.escalate(session, clock.utc_now())


async def _keep_statistics(session: AsyncSession) -> None:
    if (await registry.tenant(session)).kind == "province":
        await statistics.ask_to_gather(session, clock.today())
        await statistics.escalate(session, clock.today())


async def _retry_webhooks(session: AsyncSession) -> None:
    await webhooks.ask_for_due(session, clock.utc_now())


async def _forget_webhooks(session: AsyncSession) -> None:
    await webhooks.forget(session, clock.utc_now() - timedelta(days=webhooks.KEPT_DAYS))


async def _sync_cadre_database(session: AsyncSession) -> None:
    await cadre_events.ask_for_due(session, clock.utc_now())


async def _watch_cadre_deadlines(session: AsyncSession) -> None:
    await watching.watch(session, clock.utc_now())


async def _measure(session: AsyncSession) -> None:
    await measuring.measure(session, clock.utc_now())


async def _any(session: AsyncSession, table: type[Base], *conditions: ColumnElement[bool]) -> bool:
    return await session.scalar(select(select(table).where(*conditions).exists())) is True


async def _in_each_tenant(
    database: Database, act: Callable[[AsyncSession], Awaitable[object]], *, closing: bool = False
) -> None:
    """A short transaction as each tenant in turn: row-level security shows no other way to all of them.

    One that is leaving is passed by unless `closing`; one under maintenance waits for the next time.
    """
    states = (registry.ACTIVE, registry.CLOSING) if closing else (registry.ACTIVE,)
    async with database.platform() as session:
        tenants = (await session.scalars(select(Tenant.id).where(Tenant.state.in_(states)).order_by(Tenant.id))).all()
    for tenant_id in tenants:
        try:
            async with database.tenant(tenant_id) as session:
                await act(session)
        except TenantResting:
            logger.info("tenant %d is under maintenance and is left for the next time", tenant_id)

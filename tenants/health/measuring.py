"""Counting one tenant for operators, in a transaction as that tenant; only counts and times leave it."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.ids import uuid7
from tenants.onboarding import checklist
from tenants.registry import queries as registry

DAY: Final = timedelta(days=1)
# Events are found by the time their ids begin with: the key leads to the last day, whatever the log's size.
COUNT: Final = text(
    """
    INSERT INTO tenant_health AS kept (
        tenant, measured_at, accounts, last_sign_in_at, last_entry_at, entries_last_day, pending_scores, scores_since,
        pending_months, rollup_deltas, sums_since, files, file_bytes, gaps)
    SELECT :tenant, :now,
        (SELECT count(*) FROM account WHERE tenant_id = :tenant AND disabled_at IS NULL),
        (SELECT max(created_at) FROM browser_session WHERE tenant_id = :tenant),
        (SELECT at FROM entry_event WHERE tenant_id = :tenant ORDER BY id DESC LIMIT 1),
        (SELECT count(*) FROM entry_event WHERE tenant_id = :tenant AND id >= :from_id AND kind = 'logged'),
        scores.count, scores.since,
        (SELECT count(*) FROM pending_month WHERE tenant_id = :tenant),
        sums.count, CASE WHEN sums.count > 0 THEN CAST(:now AS timestamptz) END, stored.count, stored.bytes,
        CAST(:gaps AS integer[])
    FROM (SELECT count(*), min(created_at) AS since FROM pending_score WHERE tenant_id = :tenant) AS scores,
        (SELECT count(*) FROM rollup_delta WHERE tenant_id = :tenant) AS sums,
        (SELECT count(*), coalesce(sum(size), 0)::bigint AS bytes FROM stored_file WHERE tenant_id = :tenant) AS stored
    ON CONFLICT (tenant) DO UPDATE SET measured_at = EXCLUDED.measured_at, accounts = EXCLUDED.accounts,
        last_sign_in_at = greatest(kept.last_sign_in_at, EXCLUDED.last_sign_in_at),
        last_entry_at = EXCLUDED.last_entry_at, entries_last_day = EXCLUDED.entries_last_day,
        pending_scores = EXCLUDED.pending_scores, scores_since = EXCLUDED.scores_since,
        pending_months = EXCLUDED.pending_months, rollup_deltas = EXCLUDED.rollup_deltas,
        sums_since = CASE WHEN EXCLUDED.rollup_deltas > 0 THEN coalesce(kept.sums_since, EXCLUDED.measured_at) END,
        files = EXCLUDED.files, file_bytes = EXCLUDED.file_bytes, gaps = EXCLUDED.gaps
    """
)


async def measure(session: AsyncSession, now: datetime) -> None:
    """Count the tenant of this transaction, of a province also what it lacks, in place of the last count."""
    province = (await registry.tenant(session)).kind == "province"
    gaps = list((await checklist.counts(session, now)).values()) if province else None
    values = {"tenant": tenant_of(session), "now": now, "from_id": uuid7(now - DAY), "gaps": gaps}
    await session.execute(COUNT, values)

"""Where an entry counts that is verified after its month was closed: in the first month to come that is open still."""

from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of

CLOSING_LOCK: Final = 7_011
_OPEN: Final = text("SELECT pg_advisory_xact_lock_shared(:lock, :tenant)")
_CLOSING: Final = text("SELECT pg_advisory_xact_lock(:lock, :tenant)")

# Two steps of a statement that has verified the entries `changed`; the months take the entries in whatever order.
CARRY: Final = """
    carried AS (
        INSERT INTO carried_entry (tenant_id, entry_id, work_date, person_id, month)
        SELECT :tenant, changed.id, changed.work_date, changed.person_id, following.month
        FROM changed
        JOIN closed_month AS closed ON closed.tenant_id = :tenant AND closed.person_id = changed.person_id
             AND closed.month = CAST(date_trunc('month', CAST(changed.work_date AS timestamp)) AS date)
        CROSS JOIN LATERAL (
            SELECT CAST(later AS date) AS month
            FROM generate_series(closed.month + interval '1 month', closed.month + interval '10 years',
                                 interval '1 month') AS later
            WHERE NOT EXISTS (
                SELECT FROM closed_month AS other
                WHERE other.tenant_id = :tenant AND other.person_id = changed.person_id
                  AND other.month = CAST(later AS date))
            ORDER BY later LIMIT 1
        ) AS following
        ON CONFLICT (tenant_id, entry_id) DO NOTHING
        RETURNING entry_id, person_id, month
    ), counting AS (
        INSERT INTO pending_month (tenant_id, person_id, month)
        SELECT DISTINCT :tenant, person_id, month FROM carried
        ON CONFLICT DO NOTHING
    )"""
_COUNTS_ELSEWHERE: Final = text(
    """
    INSERT INTO pending_month (tenant_id, person_id, month)
    SELECT tenant_id, person_id, month FROM carried_entry WHERE tenant_id = :tenant AND entry_id = :entry
    ON CONFLICT DO NOTHING
    """
)


async def hold_open(session: AsyncSession) -> None:
    """Let no month close until this transaction ends: what is verified in it counts in the month it was looked up for.

    Without it an entry could be verified while its month closes, too late for the one and too early for the next.
    """
    await session.execute(_OPEN, {"lock": CLOSING_LOCK, "tenant": tenant_of(session)})


async def hold_closing(session: AsyncSession) -> None:
    """Wait for whoever verifies, and let nobody begin to until this transaction, which closes months, ends."""
    await session.execute(_CLOSING, {"lock": CLOSING_LOCK, "tenant": tenant_of(session)})


async def mark(session: AsyncSession, entry_id: UUID) -> None:
    """Have the month scored again to which an entry was carried, if it was."""
    await session.execute(_COUNTS_ELSEWHERE, {"tenant": tenant_of(session), "entry": entry_id})

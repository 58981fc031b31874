"""Counting a month for calibration, in the background."""

from datetime import date, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import joining_whole, tenant_of
from tenants.calibration.statements import COUNT_LOGS, COUNT_RATERS

CALIBRATION_LOCK = 7_008
LONGEST_MONTH = timedelta(days=31)
WORK_MEM = "128MB"


async def count_month(session: AsyncSession, month: str) -> int:
    """Count the verdicts and logs of a month anew, `month` being its first day; how many logs were counted."""
    first = date.fromisoformat(month).replace(day=1)
    tenant = tenant_of(session)
    values = {"tenant": tenant, "month": first, "next": (first + LONGEST_MONTH).replace(day=1)}
    await session.execute(
        text("SELECT pg_advisory_xact_lock(:lock, :tenant)"), {"lock": CALIBRATION_LOCK, "tenant": tenant}
    )
    for table in ("rater_month", "log_month"):
        await session.execute(
            text(f"DELETE FROM {table} WHERE tenant_id = :tenant AND month = :month"),  # noqa: S608 - two constants
            {"tenant": tenant, "month": first},
        )
    await session.execute(text(f"SET LOCAL work_mem = '{WORK_MEM}'"))
    async with joining_whole(session):
        await session.execute(COUNT_LOGS, values)
    await session.execute(COUNT_RATERS, values)
    counted = await session.scalar(
        text("SELECT count(*) FROM log_month WHERE tenant_id = :tenant AND month = :month"),
        {"tenant": tenant, "month": first},
    )
    return int(counted or 0)

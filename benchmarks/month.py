"""A month of a whole province to score: 7,000 people, 22 working days, five verified entries a day; set-based."""

from datetime import date
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.seeding import STRUCTURE
from kernel.database import Database, enter_tenant
from tenants.norms import actions as norms
from tenants.registry import actions as registry

OPENED: Final = date(2025, 11, 1)
FIRST: Final = date(2026, 10, 1)
LAST: Final = date(2026, 10, 30)
PEOPLE: Final = 7_000

ENTRIES: Final = """
INSERT INTO work_entry (tenant_id, id, work_date, person_id, appointment_id, unit_id, job_position_id, work_item_id,
    work_item_version, status, revision, quantity, minutes, output, days_late, norm_minutes, complexity, k, quality,
    accepted_quantity, failed_reviews, delays, failed_waived, delays_waived, verified_by, verified_at, submitted_at)
SELECT :tenant, uuidv7(), day::date, post.person_id, post.id, post.unit_id, post.job_position_id, item.id, 1,
       'verified', 1, (1 + (r * 7 + n) % 11) * 0.25, 60 + (r % 8) * 5, 'Công văn số ' || n || '/CV về việc thẩm định',
       (ARRAY[0, 0, 0, 0, 0, -1, -2, -4, 1, 2, 4, 8])[1 + (r * 5 + n * 3 + h) % 12], 30 + 15 * (r % 10),
       (ARRAY['simple', 'normal', 'normal', 'hard', 'very_hard'])[1 + (r + n) % 5], 0.5 + (r % 20) * 0.1625,
       (ARRAY['excellent', 'good', 'good', 'good', 'fair', 'poor', 'rejected'])[1 + (r * 3 + n * 5 + h) % 7],
       CASE WHEN (r + h) % 9 = 0 THEN 0.25 END, (r + h) % 17 / 16, (r * 3 + h) % 13 / 12, 0, 0, post.person_id,
       day + interval '20 hours', day + interval '10 hours'
FROM (SELECT day, row_number() OVER (ORDER BY day) AS h
      FROM generate_series(CAST(:first AS timestamptz), CAST(:last AS timestamptz), interval '1 day') AS day
      WHERE extract(isodow FROM day) < 6) AS days
CROSS JOIN generate_series(1, 5) AS n
CROSS JOIN (SELECT *, row_number() OVER (ORDER BY id) AS r FROM appointment WHERE tenant_id = :tenant) AS post
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS number FROM work_item WHERE tenant_id = :tenant) AS item
     ON item.number = (post.r * 7 + n * 13) % 250 + 1
ORDER BY days.h, n, post.r
"""
# A leader verifies the entries of a day, person by person.
WAITING: Final = """
INSERT INTO pending_score (tenant_id, entry_id, revision, work_date)
SELECT tenant_id, id, revision, work_date FROM work_entry WHERE tenant_id = :tenant
ORDER BY work_date, unit_id, person_id, id
"""


async def seed_month(superuser: Database, people: int = PEOPLE, package: str = "khanh-hoa") -> int:
    """One province with a month's entries, all waiting to be scored; answers the tenant.

    Written as superuser with the foreign keys' triggers off, then analysed: only what is measured runs as the program.
    """
    async with superuser.platform() as session:
        tenant = await registry.create_tenant(
            session, f"m-{package}", "province", province_code="56", years=[2025, 2026]
        )
        await registry.ensure_months(session, date(2026, 1, 1), 13)
        await session.execute(text("SET LOCAL session_replication_role = replica"))
        await _run(session, STRUCTURE.replace("generate_series(1, 520)", f"generate_series(1, {people})"), tenant)
        await session.execute(text("DELETE FROM norm_package WHERE tenant_id = :tenant"), {"tenant": tenant})
        await _run(session, ENTRIES, tenant)
        await _run(session, WAITING, tenant)
        await enter_tenant(session, tenant)
        await norms.publish_shipped(session, package, valid_from=OPENED)
    async with superuser.engine.connect() as connection:
        autocommit = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await autocommit.execute(text("VACUUM ANALYZE"))
    return tenant


async def refill(superuser: Database, tenant: int, emptied: str) -> None:
    """Empty what was stored, and let the whole month wait once more."""
    async with superuser.engine.connect() as connection:
        autocommit = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await autocommit.execute(text(emptied))
        await autocommit.execute(text(WAITING), {"tenant": tenant})
        for statement in ("ANALYZE pending_score", "CHECKPOINT"):
            await autocommit.execute(text(statement))


async def _run(session: AsyncSession, statements: str, tenant: int) -> None:
    known = {"tenant": tenant, "opened": OPENED, "first": FIRST, "last": LAST}
    for statement in statements.split(";"):
        values = {name: value for name, value in known.items() if f":{name}" in statement}
        await session.execute(text(statement), values)

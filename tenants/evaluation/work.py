"""What people's months hold in the log, by the unit of the work: counted anew where something changed."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.norms import queries as norms
from tenants.norms.models import NormPackage
from tenants.scoring.actions import WORK_MEM

# A piece of work is a task with its entries, or an entry of its own: `pieces` has a row for each task, and one for all
# entries of their own together. A piece is done when everything assigned is accepted.
# Late is what the superior counted and did not waive; under a package that counts no delays (`by_days`), whatever was
# finished after its due date. `settled` months were frozen in this revision already and are left as they were.
FACTS: Final = """
        SELECT chosen.person_id, chosen.month, entry.unit_id, entry.task_id,
               entry.k * entry.quantity AS assigned,
               entry.k * coalesce(entry.accepted_quantity, entry.quantity) AS accepted,
               coalesce(entry.accepted_quantity, entry.quantity) >= entry.quantity AS done,
               CASE WHEN chosen.by_days THEN entry.days_late > 0 ELSE entry.delays > entry.delays_waived END AS late,
               entry.failed_reviews > entry.failed_waived AS failed"""
COUNT: Final = text(
    f"""
    WITH given AS (
        SELECT * FROM unnest(CAST(:people AS uuid[]), CAST(:months AS date[])) AS given (person_id, month)
    ), chosen AS MATERIALIZED (
        SELECT given.person_id, given.month, CAST(given.month + interval '1 month' AS date) AS after,
               coalesce(frozen.revision, 0) AS frozen_revision,
               coalesce(score.norm_package_id = ANY (CAST(:by_days AS uuid[])), false) AS by_days
        FROM given
        LEFT JOIN (
            SELECT person_id, month, max(revision) AS revision FROM frozen_month
            WHERE tenant_id = :tenant AND month = ANY (CAST(:months AS date[]))
              AND person_id = ANY (CAST(:people AS uuid[]))
            GROUP BY person_id, month
        ) AS frozen ON frozen.person_id = given.person_id AND frozen.month = given.month
        LEFT JOIN LATERAL (
            SELECT norm_package_id FROM month_score AS score
            WHERE score.tenant_id = :tenant AND score.person_id = given.person_id AND score.month = given.month
            ORDER BY revision DESC LIMIT 1
        ) AS score ON true
        LEFT JOIN LATERAL (
            SELECT max(frozen_revision) AS revision FROM month_work AS work
            WHERE work.tenant_id = :tenant AND work.person_id = given.person_id AND work.month = given.month
        ) AS settled ON true
        WHERE coalesce(settled.revision, 0) = 0 OR settled.revision <> coalesce(frozen.revision, 0)
    ), rows AS (
        {FACTS}
        FROM chosen
        JOIN work_entry AS entry ON entry.tenant_id = :tenant AND entry.person_id = chosen.person_id
             AND entry.work_date >= chosen.month AND entry.work_date < chosen.after
             AND entry.work_date BETWEEN :since AND :until
        WHERE entry.status = 'verified' AND NOT EXISTS (
            SELECT FROM carried_entry AS away WHERE away.tenant_id = :tenant AND away.entry_id = entry.id)
        UNION ALL
        {FACTS}
        FROM chosen
        JOIN carried_entry AS carried ON carried.tenant_id = :tenant AND carried.person_id = chosen.person_id
             AND carried.month = chosen.month
        JOIN work_entry AS entry ON entry.tenant_id = :tenant AND entry.id = carried.entry_id
             AND entry.work_date = carried.work_date
        WHERE entry.status = 'verified'
        UNION ALL
        SELECT chosen.person_id, chosen.month, post.unit_id, task.id,
               round(item.standard_score / settings.standard_product_score, 4) * (task.quantity - logged.quantity),
               0, false, false, false
        FROM chosen
        JOIN expected_post AS post ON post.tenant_id = :tenant AND post.person_id = chosen.person_id
        JOIN task ON task.tenant_id = :tenant AND task.appointment_id = post.id AND task.status = 'open'
             AND coalesce(post.starts_on <= task.due_date, true)
             AND task.due_date >= chosen.month AND task.due_date < chosen.after
        JOIN work_item_version AS item ON item.tenant_id = :tenant AND item.work_item_id = task.work_item_id
             AND item.valid_from <= task.due_date AND (item.valid_to IS NULL OR item.valid_to > task.due_date)
        JOIN tenant_settings AS settings ON settings.tenant_id = :tenant
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(entry.quantity), 0) AS quantity FROM work_entry AS entry
            WHERE entry.tenant_id = :tenant AND entry.task_id = task.id AND entry.status IN ('submitted', 'verified')
        ) AS logged
        WHERE task.quantity > logged.quantity
    ), pieces AS (
        SELECT person_id, month, unit_id, task_id, sum(assigned) AS assigned, sum(accepted) AS accepted,
               CASE WHEN task_id IS NULL THEN count(*) ELSE 1 END AS tasks,
               CASE WHEN task_id IS NULL THEN count(*) FILTER (WHERE done) ELSE bool_and(done)::integer END AS done,
               CASE WHEN task_id IS NULL THEN count(*) FILTER (WHERE late) ELSE bool_or(late)::integer END AS late,
               CASE WHEN task_id IS NULL THEN count(*) FILTER (WHERE failed) ELSE bool_or(failed)::integer END AS failed
        FROM rows GROUP BY person_id, month, unit_id, task_id
    ), counted AS (
        SELECT person_id, month, unit_id, sum(assigned) AS assigned, sum(accepted) AS accepted, sum(tasks) AS tasks,
               sum(done) AS done, sum(late) AS late, sum(failed) AS failed
        FROM pieces GROUP BY person_id, month, unit_id
    ), removed AS (
        DELETE FROM month_work AS old USING chosen
        WHERE old.tenant_id = :tenant AND old.person_id = chosen.person_id AND old.month = chosen.month
          AND NOT EXISTS (
              SELECT FROM counted
              WHERE counted.person_id = old.person_id AND counted.month = old.month AND counted.unit_id = old.unit_id)
    )
    INSERT INTO month_work AS work (tenant_id, person_id, month, unit_id, assigned, accepted, tasks, done, late, failed,
                                    frozen_revision)
    SELECT :tenant, counted.*, chosen.frozen_revision
    FROM counted JOIN chosen ON chosen.person_id = counted.person_id AND chosen.month = counted.month
    ON CONFLICT (tenant_id, month, person_id, unit_id) DO UPDATE
    SET assigned = excluded.assigned, accepted = excluded.accepted, tasks = excluded.tasks, done = excluded.done,
        late = excluded.late, failed = excluded.failed, frozen_revision = excluded.frozen_revision
    WHERE (work.assigned, work.accepted, work.tasks, work.done, work.late, work.failed, work.frozen_revision)
          IS DISTINCT FROM (excluded.assigned, excluded.accepted, excluded.tasks, excluded.done, excluded.late,
                            excluded.failed, excluded.frozen_revision)
    """  # noqa: S608 - our own text
)


RUNNING: Final = text(
    """
    SELECT DISTINCT CAST(month AS date)
    FROM evaluation_period AS period
    CROSS JOIN generate_series(CAST(period.first AS timestamp), CAST(period.last AS timestamp), interval '1 month')
        AS month
    WHERE period.tenant_id = :tenant AND period.status <> 'planned'
    """
)


async def count(session: AsyncSession, months: Sequence[tuple[UUID, date]]) -> None:
    """Count what some persons' months hold, as far as they are not frozen in what was counted before.

    Months that no running period has are counted once one begins.
    """
    running = set(await session.scalars(RUNNING, {"tenant": tenant_of(session)}))
    months = [one for one in months if one[1] in running]
    if not months:
        return
    first, last = min(month for _, month in months), max(month for _, month in months)
    values: dict[str, Any] = {
        "tenant": tenant_of(session),
        "people": [person_id for person_id, _ in months],
        "months": [month for _, month in months],
        "by_days": await _counting_days(session),
        "since": first,
        "until": date.fromordinal(last.toordinal() + 31),
    }
    await session.execute(text(f"SET LOCAL work_mem = '{WORK_MEM}'"))
    await session.execute(COUNT, values)


async def _counting_days(session: AsyncSession) -> list[UUID]:
    """The packages of the tenant that count no delays of an entry."""
    rows = await session.scalars(
        select(NormPackage).where(NormPackage.tenant_id == tenant_of(session), NormPackage.status != "draft")
    )
    return [row.id for row in rows if "delays" not in norms.package_of(row).levels["entry"].inputs]

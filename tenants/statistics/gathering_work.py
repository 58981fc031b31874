"""Verified work of a period by body and field: sums of people's days, and entries by the quality given.

Work counts in the unit where the person's primary post lay that day.
"""

from typing import Final

from sqlalchemy import text

from tenants.statistics.gathering_people import UNITS

HELD_THEN: Final = """appointment AS post ON post.tenant_id = :tenant AND post.person_id = done.person_id
                AND post.is_primary"""

WORK: Final = text(
    f"""
    WITH {UNITS}, sums AS MATERIALIZED (
        SELECT done.person_id, post.unit_id, sum(done.entries) AS entries, sum(done.minutes) AS minutes,
               sum(done.norm_minutes) AS norm_minutes, sum(done.early) AS early, sum(done.late) AS late
        FROM person_day AS done
        JOIN {HELD_THEN} AND post.valid_from <= done.day AND (post.valid_to IS NULL OR post.valid_to > done.day)
        WHERE done.tenant_id = :tenant AND done.day >= :first AND done.day <= :last
        GROUP BY done.person_id, post.unit_id
    ), each AS (
        SELECT units.body, units.field, sums.person_id, sum(entries) AS entries, sum(minutes) AS minutes,
               sum(norm_minutes) AS norm_minutes, sum(early) AS early, sum(late) AS late
        FROM sums JOIN units ON units.unit_id = sums.unit_id
        GROUP BY units.body, units.field, sums.person_id HAVING sum(entries) > 0
    ), verdicts AS (
        SELECT units.body, units.field, count(*) FILTER (WHERE quality = 'excellent') AS excellent,
               count(*) FILTER (WHERE quality = 'good') AS good, count(*) FILTER (WHERE quality = 'fair') AS fair,
               count(*) FILTER (WHERE quality = 'poor') AS poor,
               count(*) FILTER (WHERE quality = 'rejected') AS rejected
        FROM work_entry AS done
        JOIN {HELD_THEN} AND post.valid_from <= done.work_date
                AND (post.valid_to IS NULL OR post.valid_to > done.work_date)
        JOIN units ON units.unit_id = post.unit_id
        WHERE done.tenant_id = :tenant AND done.work_date >= :first AND done.work_date <= :last
          AND done.status = 'verified'
        GROUP BY units.body, units.field
    )
    SELECT each.body, each.field, count(*) AS people, CAST(sum(entries) AS bigint) AS entries,
           CAST(sum(minutes) AS bigint) AS minutes, sum(norm_minutes) AS norm_minutes,
           CAST(sum(early) AS bigint) AS early, CAST(sum(late) AS bigint) AS late,
           coalesce(max(excellent), 0) AS excellent, coalesce(max(good), 0) AS good, coalesce(max(fair), 0) AS fair,
           coalesce(max(poor), 0) AS poor, coalesce(max(rejected), 0) AS rejected, max(norm_minutes) AS largest,
           coalesce((array_agg(norm_minutes ORDER BY norm_minutes DESC))[2], 0) AS second
    FROM each LEFT JOIN verdicts ON verdicts.body = each.body AND verdicts.field = each.field
    GROUP BY each.body, each.field
    """  # noqa: S608 - our own constants
)

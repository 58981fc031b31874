"""How far catalogue and log cover a province, by level."""

from typing import Final

from sqlalchemy import text

from tenants.statistics.gathering_people import PEOPLE
from tenants.statistics.gathering_work import HELD_THEN

OTHER_TASKS: Final = "D"
"""The task group of work that no item of its own describes."""

# Positions of both levels count at each; the items in force are the whole province's.
COVERAGE: Final = text(
    f"""
    {PEOPLE}, posts AS (
        SELECT units.level, count(*) AS posts, count(held.job_position_id) AS posts_with_position
        FROM held JOIN units ON units.unit_id = held.unit_id GROUP BY units.level
    ), positions AS (
        SELECT levels.level, count(*) AS positions,
               count(*) FILTER (WHERE coalesce(description ->> 'purpose', '') <> ''
                                AND coalesce(description ->> 'duties', '') NOT IN ('', '[]')) AS described
        FROM job_position_version AS position
        JOIN (VALUES ('provincial', 'province'), ('provincial', 'both'), ('communal', 'commune'), ('communal', 'both'))
             AS levels (level, code) ON levels.code = position.level
        WHERE position.tenant_id = :tenant AND position.status <> 'draft' AND position.valid_from <= :last
          AND (position.valid_to IS NULL OR position.valid_to > :last)
        GROUP BY levels.level
    ), items AS (
        SELECT count(DISTINCT work_item_id) AS items FROM work_item_version
        WHERE tenant_id = :tenant AND status <> 'draft' AND valid_from <= :last
          AND (valid_to IS NULL OR valid_to > :last)
    ), logged AS MATERIALIZED (
        SELECT units.level, done.work_item_id, done.work_item_version, count(*) AS entries
        FROM work_entry AS done
        JOIN {HELD_THEN} AND post.valid_from <= done.work_date
                AND (post.valid_to IS NULL OR post.valid_to > done.work_date)
        JOIN units ON units.unit_id = post.unit_id
        WHERE done.tenant_id = :tenant AND done.work_date >= :first AND done.work_date <= :last
          AND done.status = 'verified'
        GROUP BY units.level, done.work_item_id, done.work_item_version
    ), entries AS (
        SELECT logged.level, count(DISTINCT logged.work_item_id) AS items_used, sum(logged.entries) AS entries,
               coalesce(sum(logged.entries) FILTER (WHERE item.task_group <> '{OTHER_TASKS}'), 0) AS of_items
        FROM logged JOIN work_item_version AS item ON item.tenant_id = :tenant
             AND item.work_item_id = logged.work_item_id AND item.version = logged.work_item_version
        GROUP BY logged.level
    ), working AS (
        SELECT DISTINCT person_id FROM person_day
        WHERE tenant_id = :tenant AND day >= :first AND day <= :last AND entries > 0
    ), counted AS (
        SELECT units.level, count(*) AS people, count(working.person_id) AS logging
        FROM people JOIN units ON units.unit_id = people.unit_id
        LEFT JOIN working ON working.person_id = people.person_id GROUP BY units.level
    ), scored AS (
        SELECT units.level, count(*) AS sheets, count(self_scored_at) AS submitted
        FROM now_sheet JOIN units ON units.unit_id = now_sheet.unit_id
        WHERE now_sheet.not_ranked IS NULL GROUP BY units.level
    )
    SELECT level, coalesce(posts, 0) AS posts, coalesce(posts_with_position, 0) AS posts_with_position,
           coalesce(positions, 0) AS positions, coalesce(described, 0) AS positions_described,
           items.items, coalesce(items_used, 0) AS items_used, CAST(coalesce(entries, 0) AS bigint) AS entries,
           CAST(coalesce(of_items, 0) AS bigint) AS entries_with_item, coalesce(people, 0) AS people,
           coalesce(logging, 0) AS people_logging, coalesce(sheets, 0) AS sheets, coalesce(submitted, 0) AS submitted
    FROM unnest(CAST(:levels AS text[])) AS level
    CROSS JOIN items
    LEFT JOIN posts USING (level) LEFT JOIN positions USING (level) LEFT JOIN entries USING (level)
    LEFT JOIN counted USING (level) LEFT JOIN scored USING (level)
    """  # noqa: S608 - our own constants
)

"""The SQL of the routes by hand; values come as text, so that nothing is parsed only to be printed again."""

from typing import Final

from tenants.organisation.queries import LED

MINE: Final = """
    SELECT entry.id::text, entry.work_date::text, entry.status, trim_scale(entry.quantity)::text, entry.minutes,
           item.work_item_id::text, item.name, trim_scale(score.points)::text
    FROM (
        SELECT * FROM work_entry WHERE tenant_id = :tenant AND person_id = :person
        ORDER BY work_date DESC, id DESC LIMIT :limit
    ) AS entry
    LEFT JOIN work_item_version AS item ON item.tenant_id = :tenant AND item.work_item_id = entry.work_item_id
         AND item.valid_from <= entry.work_date AND (item.valid_to IS NULL OR item.valid_to > entry.work_date)
    LEFT JOIN entry_score AS score ON score.tenant_id = :tenant AND score.entry_id = entry.id
         AND score.work_date = entry.work_date AND score.revision = entry.revision
    ORDER BY entry.work_date DESC, entry.id DESC
"""

INBOX: Final = f"""
    SELECT entry.id::text, entry.work_date::text, trim_scale(entry.quantity)::text, entry.minutes, entry.output,
           author.id::text, author.full_name, post.job_position_id::text, post.name,
           item.work_item_id::text, item.name, place.unit_id::text, place.name
    FROM (
        SELECT * FROM work_entry
        WHERE tenant_id = :tenant AND status = 'submitted' AND person_id <> :person
          AND appointment_id IN (SELECT posts.id FROM ({LED.text}) AS posts)
        ORDER BY work_date, id LIMIT :limit
    ) AS entry
    LEFT JOIN person AS author ON author.tenant_id = :tenant AND author.id = entry.person_id
    LEFT JOIN job_position_version AS post ON post.tenant_id = :tenant
         AND post.job_position_id = entry.job_position_id
         AND post.valid_from <= :day AND (post.valid_to IS NULL OR post.valid_to > :day)
    LEFT JOIN work_item_version AS item ON item.tenant_id = :tenant AND item.work_item_id = entry.work_item_id
         AND item.valid_from <= entry.work_date AND (item.valid_to IS NULL OR item.valid_to > entry.work_date)
    LEFT JOIN unit_place AS place ON place.tenant_id = :tenant AND place.unit_id = entry.unit_id
         AND place.valid_from <= :day AND (place.valid_to IS NULL OR place.valid_to > :day)
    ORDER BY entry.work_date, entry.id
"""

SUMS: Final = """
    SELECT date_trunc('month', days.day)::date::text, sum(entries), sum(minutes)::bigint,
           trim_scale(sum(norm_minutes))::text, trim_scale(sum(points))::text, sum(early), sum(late),
           (SELECT path FROM unit_place WHERE tenant_id = :tenant AND unit_id = :unit
              AND valid_from <= :day AND (valid_to IS NULL OR valid_to > :day))
    FROM unit_place AS top
    JOIN unit_place AS place ON place.tenant_id = top.tenant_id AND place.path ~>=~ top.path
         AND place.path ~<~ concat(left(top.path, -1), '/')
    JOIN unit_day AS days ON days.tenant_id = place.tenant_id AND days.unit_id = place.unit_id
         AND days.day >= greatest(top.valid_from, place.valid_from)
         AND days.day < least(coalesce(top.valid_to, '9999-12-31'), coalesce(place.valid_to, '9999-12-31'))
    WHERE top.tenant_id = :tenant AND top.unit_id = :unit AND days.day >= :first AND days.day <= :last
    GROUP BY 1 ORDER BY 1
"""

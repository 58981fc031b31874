"""A quarter of a province to try drafts on: 7,000 people, 66 working days, 2.3 million verified entries, set-based."""

from datetime import date
from pathlib import Path
from typing import Final

import psycopg

from kernel import roles
from kernel.clock import today
from kernel.database import Database
from kernel.embedded import EmbeddedPostgres
from kernel.embedded_files import SUPERUSER
from tenants.lab import rules
from tenants.norms import actions as norms
from tenants.registry import actions as registry

PERSONS: Final = 7_000
A_DAY: Final = 5

STRUCTURE: Final = """
INSERT INTO unit (tenant_id, id, number, code, kind, opened)
SELECT %(tenant)s, uuidv7(), n, 'U' || n,
       CASE WHEN n = 1 THEN 'province' WHEN n <= 41 THEN 'department' ELSE 'division' END, %(opened)s
FROM generate_series(1, 801) AS n;

INSERT INTO unit_place (tenant_id, unit_id, valid_from, parent_id, path, name, search_key, position, establishment)
SELECT %(tenant)s, unit.id, %(opened)s, above.id,
       CASE WHEN unit.number = 1 THEN '1.' WHEN unit.number <= 41 THEN '1.' || unit.number || '.'
            ELSE '1.' || (unit.number - 2) %% 40 + 2 || '.' || unit.number || '.' END,
       'Đơn vị số ' || unit.number, 'don vi', unit.number, 8
FROM unit LEFT JOIN unit AS above ON above.tenant_id = %(tenant)s AND above.number =
     CASE WHEN unit.number = 1 THEN NULL WHEN unit.number <= 41 THEN 1 ELSE (unit.number - 2) %% 40 + 2 END
WHERE unit.tenant_id = %(tenant)s;

INSERT INTO job_position (tenant_id, id, code)
SELECT %(tenant)s, uuidv7(), 'VT' || n FROM generate_series(1, 120) AS n;

INSERT INTO job_position_version (tenant_id, job_position_id, version, status, valid_from, name, search_key, sort_key,
                                  position_group, rank, field, level, description)
SELECT %(tenant)s, id, 1, 'approved', %(opened)s, code, code, code,
       (ARRAY['leadership', 'professional', 'shared', 'support'])[right(code, 1)::integer %% 4 + 1],
       (ARRAY['chuyen_vien', 'chuyen_vien_chinh', 'can_su'])[right(code, 1)::integer %% 3 + 1],
       'tai_chinh', 'province', '{}'
FROM job_position WHERE tenant_id = %(tenant)s;

INSERT INTO work_item (tenant_id, id, code) SELECT %(tenant)s, uuidv7(), 'DV' || n FROM generate_series(1, 250) AS n;

INSERT INTO work_item_version (tenant_id, work_item_id, version, status, valid_from, name, search_key, sort_key, field,
                               task_group, position_groups, norm_minutes, complexity, standard_score, output,
                               product_unit)
SELECT %(tenant)s, id, 1, 'approved', %(opened)s, code, code, code, 'tai_chinh', 'A', '{professional}', 90, 'normal',
       100, 'Báo cáo', 'báo cáo'
FROM work_item WHERE tenant_id = %(tenant)s;

INSERT INTO person (tenant_id, id, pin, full_name, sort_key, search_key, gender)
SELECT %(tenant)s, uuidv7(), '0560900' || lpad(n::text, 5, '0'), 'Nguyễn Văn ' || n, 'k' || n, 'k' || n, 'male'
FROM generate_series(1, %(persons)s) AS n;

INSERT INTO appointment (tenant_id, id, person_id, unit_id, job_position_id, role, is_primary, weight, valid_from)
SELECT %(tenant)s, uuidv7(), who.id, unit.id, job_position.id,
       CASE WHEN who.n <= 40 THEN 'agency_head' WHEN who.n <= 800 THEN 'division_head' ELSE 'cadre' END, true, 1,
       %(opened)s
FROM (SELECT id, row_number() OVER (ORDER BY pin) AS n FROM person WHERE tenant_id = %(tenant)s) AS who
JOIN unit ON unit.tenant_id = %(tenant)s AND unit.number = CASE WHEN who.n <= 800 THEN who.n + 1
     ELSE who.n %% 760 + 42 END
JOIN job_position ON job_position.tenant_id = %(tenant)s AND job_position.code = 'VT' || who.n %% 120 + 1;

INSERT INTO month_fact (tenant_id, person_id, month, general, leave_days, recorded_by, recorded_at)
SELECT %(tenant)s, person.id, month::date, 20 + right(pin, 2)::integer %% 21 * 0.5, 0, person.id, now()
FROM person CROSS JOIN generate_series(%(first)s::timestamp, %(last)s::timestamp, interval '1 month') AS month
WHERE person.tenant_id = %(tenant)s;
"""

# Entries come in as they are logged, day by day, so that those of one person lie far apart.
LOG: Final = """
INSERT INTO work_entry (tenant_id, id, work_date, person_id, appointment_id, unit_id, job_position_id, work_item_id,
    work_item_version, status, revision, quantity, minutes, output, days_late, norm_minutes, complexity, k, quality,
    accepted_quantity, failed_reviews, delays, failed_waived, delays_waived, verified_by, verified_at, submitted_at)
SELECT %(tenant)s, uuidv7(), day::date, post.person_id, post.id, post.unit_id, post.job_position_id, item.id, 1,
       'verified', 1, (seed %% 9 + 1) * 0.25, 80, 'Công văn số ' || n || '/CV-STC về việc thẩm định dự toán',
       seed %% 13 - 6, 45 + seed %% 7 * 15, (ARRAY['simple', 'normal', 'hard', 'very_hard'])[seed %% 4 + 1],
       (seed %% 17 + 1) * 0.25, (ARRAY['excellent', 'good', 'good', 'good', 'fair', 'poor'])[seed %% 6 + 1], NULL,
       (seed %% 40 = 0)::integer, (seed %% 25 = 0)::integer, 0, 0, post.person_id, day + interval '20 hours',
       day + interval '10 hours'
FROM generate_series(%(first)s::timestamptz, %(until)s::timestamptz, interval '1 day') AS day
CROSS JOIN generate_series(1, %(a_day)s) AS n
CROSS JOIN (SELECT *, row_number() OVER (ORDER BY id)::integer AS row FROM appointment
            WHERE tenant_id = %(tenant)s) AS post
CROSS JOIN LATERAL (SELECT (extract(doy FROM day)::integer * 31 + post.row * 17 + n * 53) %% 997 AS seed) AS spread
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS number FROM work_item WHERE tenant_id = %(tenant)s) AS item
     ON item.number = seed %% 250 + 1
WHERE extract(isodow FROM day) < 6
ORDER BY day, n, post.row;

INSERT INTO person_day (tenant_id, person_id, day, entries, minutes, norm_minutes, points, early, late)
SELECT %(tenant)s, person_id, work_date, count(*), sum(minutes), sum(norm_minutes * quantity),
       sum(norm_minutes * quantity), 0, 0
FROM work_entry WHERE tenant_id = %(tenant)s GROUP BY person_id, work_date;

INSERT INTO pending_month (tenant_id, person_id, month)
SELECT DISTINCT tenant_id, person_id, date_trunc('month', day)::date FROM person_day WHERE tenant_id = %(tenant)s;
"""


def quarter() -> tuple[date, date]:
    """The first months of the last whole quarter, and the last of it."""
    last = date.fromordinal(rules.quarter_of(today()).toordinal() - 1).replace(day=1)
    return rules.quarter_of(last), last


async def seed(server: EmbeddedPostgres, db: Database, package: str, persons: int = PERSONS) -> int:
    """Write the province and put a shipped package in force; its months wait to be scored. Answers the tenant."""
    first, last = quarter()
    opened = date(first.year - 1, 7, 1)
    async with db.platform() as session:
        tenant = await registry.create_tenant(
            session, "measured", "province", province_code="56", years=range(first.year - 1, first.year + 2)
        )
        await registry.ensure_months(session, first, 3)
    async with db.tenant(tenant) as session:
        await norms.publish_shipped(session, package, valid_from=opened)
    values = {"tenant": tenant, "opened": opened, "first": first, "last": last, "until": rules.last_day(last)}
    with psycopg.connect(server.url_for(SUPERUSER, roles.DATABASE), autocommit=True) as connection:
        # What is written here is right by construction; checking each reference would take longer than all the rest.
        connection.execute("SET session_replication_role = replica")
        for statement in f"{STRUCTURE}{LOG}".split(";"):
            if statement.strip():
                named = {**values, "persons": persons, "a_day": A_DAY}
                bare = psycopg.ClientCursor(connection)
                bare.execute(statement.encode(), named)
        connection.execute("VACUUM ANALYZE")
    return tenant


def folder_for(name: str) -> Path:
    """A folder that PostgreSQL's user may enter when this runs as root."""
    folder = Path(name)
    folder.chmod(0o711)
    return folder

"""A province to measure reads on: 800 units, 520 people, 250 work items and a month of 60,000 entries, set-based."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import today
from kernel.database import Database
from kernel.ids import uuid7
from policies.authority import Caller, RoleHeld
from tenants.accounts import actions as accounts
from tenants.registry import actions as registry

DAYS: Final = 30

STRUCTURE: Final = """
INSERT INTO unit (tenant_id, id, number, code, kind, opened)
SELECT :tenant, uuidv7(), n, 'U' || n,
       CASE WHEN n = 1 THEN 'province' WHEN n <= 41 THEN 'department' ELSE 'division' END, :opened
FROM generate_series(1, 801) AS n;

INSERT INTO unit_place (tenant_id, unit_id, valid_from, parent_id, path, name, search_key, position,
                        establishment)
SELECT :tenant, unit.id, :opened, above.id,
       CASE WHEN unit.number = 1 THEN '1.' WHEN unit.number <= 41 THEN '1.' || unit.number || '.'
            ELSE '1.' || (unit.number - 2) % 40 + 2 || '.' || unit.number || '.' END,
       CASE WHEN unit.number = 1 THEN 'Ủy ban nhân dân tỉnh' WHEN unit.number <= 41 THEN 'Sở số ' || unit.number
            ELSE 'Phòng Nghiệp vụ số ' || unit.number END, 'phong', unit.number, 8
FROM unit LEFT JOIN unit AS above ON above.tenant_id = :tenant AND above.number =
     CASE WHEN unit.number = 1 THEN NULL WHEN unit.number <= 41 THEN 1 ELSE (unit.number - 2) % 40 + 2 END
WHERE unit.tenant_id = :tenant;

INSERT INTO job_position (tenant_id, id, code) SELECT :tenant, uuidv7(), 'VT' || n FROM generate_series(1, 120) AS n;

INSERT INTO job_position_version (tenant_id, job_position_id, version, status, valid_from, name, search_key, sort_key,
                                  position_group, rank, field, level, description)
SELECT :tenant, id, 1, 'approved', :opened, 'Chuyên viên về quản lý ngân sách ' || code, 'chuyen vien', 'chuyen vien',
       'specialised', 'Chuyên viên', 'Tài chính', 'province', '{}' FROM job_position WHERE tenant_id = :tenant;

INSERT INTO work_item (tenant_id, id, code) SELECT :tenant, uuidv7(), 'DV' || n FROM generate_series(1, 250) AS n;

INSERT INTO work_item_version (tenant_id, work_item_id, version, status, valid_from, name, search_key, sort_key, field,
                               task_group, position_groups, norm_minutes, complexity, standard_score, output,
                               product_unit)
SELECT :tenant, id, 1, 'approved', :opened, 'Thẩm định dự toán, "quyết toán" số ' || code, 'tham dinh', 'tham dinh',
       'Tài chính', 'A', '{specialised}', 90, 'medium', 100, 'Báo cáo thẩm định', 'báo cáo'
FROM work_item WHERE tenant_id = :tenant;

INSERT INTO person (tenant_id, id, pin, full_name, sort_key, search_key, gender)
SELECT :tenant, uuidv7(), '0560900' || lpad(n::text, 5, '0'),
       (ARRAY['Nguyễn','Trần','Lê','Phạm','Đỗ','Võ'])[n % 6 + 1] || ' ' ||
       (ARRAY['Thị','Văn','Minh','Ngọc','Quốc'])[n % 5 + 1] || ' ' || (ARRAY['Ánh','Đức','Hạnh','Ước'])[n % 4 + 1],
       'k' || n, 'k' || n, 'female' FROM generate_series(1, 520) AS n;

INSERT INTO appointment (tenant_id, id, person_id, unit_id, job_position_id, role, is_primary, weight, valid_from)
SELECT :tenant, uuidv7(), person.id, unit.id, job_position.id,
       CASE WHEN who.n <= 40 THEN 'agency_head' WHEN who.n <= 80 THEN 'division_head' ELSE 'cadre' END, true, 1, :opened
FROM (SELECT person.id, row_number() OVER (ORDER BY pin) AS n FROM person WHERE tenant_id = :tenant) AS who
JOIN person ON person.tenant_id = :tenant AND person.id = who.id
JOIN unit ON unit.tenant_id = :tenant AND unit.number = CASE WHEN who.n <= 40 THEN who.n + 1 ELSE who.n % 40 + 42 END
JOIN job_position ON job_position.tenant_id = :tenant AND job_position.code = 'VT' || who.n % 120 + 1;

INSERT INTO account (tenant_id, id, login, person_id)
SELECT :tenant, uuidv7(), 'a' || pin, id FROM person WHERE tenant_id = :tenant;

INSERT INTO norm_package (tenant_id, id, name, version, title, document, document_hash, status, valid_from)
VALUES (:tenant, uuidv7(), 'measured', '1', 'Gói đo', '', '', 'published', :opened)
"""

LOG: Final = """
INSERT INTO work_entry (tenant_id, id, work_date, person_id, appointment_id, unit_id, job_position_id, work_item_id,
    work_item_version, status, revision, quantity, started_at, finished_at, minutes, output, days_late, norm_minutes,
    complexity, k, quality, failed_reviews, delays, failed_waived, delays_waived, verified_by, verified_at,
    submitted_at)
SELECT :tenant, uuidv7(), day::date, post.person_id, post.id, post.unit_id, post.job_position_id, item.id, 1,
       CASE WHEN day::date = :last THEN 'submitted' ELSE 'verified' END,
       CASE WHEN day::date = :last THEN 0 ELSE 1 END, (n % 7 + 1) * 0.25, day + n * interval '90 minutes',
       day + n * interval '90 minutes' + interval '80 minutes 1.5 seconds', 80,
       'Công văn số ' || n || '/CV-STC về việc "thẩm định"', n % 3 - 1, 90, 'medium', 1,
       CASE WHEN day::date = :last THEN NULL ELSE 'good' END, 0, 0, 0, 0,
       CASE WHEN day::date = :last THEN NULL ELSE post.person_id END,
       CASE WHEN day::date = :last THEN NULL ELSE day + interval '20 hours' END, day + interval '10 hours'
FROM generate_series(CAST(:first AS timestamptz), CAST(:last AS timestamptz), interval '1 day') AS day
CROSS JOIN generate_series(1, CASE WHEN day::date = :last THEN 5 ELSE 4 END) AS n
CROSS JOIN (SELECT *, row_number() OVER (ORDER BY id) AS row FROM appointment WHERE tenant_id = :tenant) AS post
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS number FROM work_item WHERE tenant_id = :tenant) AS item
     ON item.number = (post.row * 7 + n * 13) % 250 + 1
ORDER BY day, n, post.row;

INSERT INTO entry_score (tenant_id, entry_id, work_date, revision, norm_package_id, person_id, unit_id, minutes,
                         norm_minutes, days_late, points, inputs, outputs, receipt_hash)
SELECT :tenant, entry.id, entry.work_date, 1, package.id, entry.person_id, entry.unit_id, entry.minutes,
       entry.norm_minutes * entry.quantity, entry.days_late, entry.quantity * 1.0725, '{}', '{}', ''
FROM work_entry AS entry CROSS JOIN norm_package AS package
WHERE entry.tenant_id = :tenant AND package.tenant_id = :tenant AND entry.status = 'verified';

INSERT INTO unit_day (tenant_id, unit_id, day, entries, minutes, norm_minutes, points, early, late)
SELECT :tenant, unit.id, day::date, 40 + unit.number % 9, 3200, 3600, 42.9125, 4, 5
FROM unit CROSS JOIN generate_series(CAST(:first AS timestamptz) - interval '60 days', CAST(:last AS timestamptz),
                                     interval '1 day') AS day
WHERE unit.tenant_id = :tenant AND extract(isodow FROM day) < 6
"""


@dataclass(frozen=True)
class Seeded:
    """What to ask with: tokens of a cadre and of a head, and a department (20 units) with the days it worked."""

    tenant_id: int
    cadre_token: str
    head_token: str
    agency_token: str
    department: UUID
    first: date
    last: date


async def seed(db: Database, province_code: str, days: int = DAYS) -> Seeded:
    """Write one province, with its last day's entries waiting in the inboxes of the heads of 40 divisions."""
    last = today()
    first = last - timedelta(days=days - 1)
    opened = last.replace(year=last.year - 1)
    async with db.platform() as session:
        years = range(last.year - 1, last.year + 2)
        tenant_id = await registry.create_tenant(
            session, f"measured-{province_code}", "province", province_code=province_code, years=years
        )
        await registry.ensure_months(session, date(last.year, 1, 1), 13)
        values = {"tenant": tenant_id, "opened": opened, "first": first, "last": last}
        for statement in f"{STRUCTURE};{LOG}".split(";"):
            await session.execute(text(statement), {k: v for k, v in values.items() if f":{k}" in statement})
        department = await session.scalar(
            text("SELECT id FROM unit WHERE tenant_id = :tenant AND number = 2"), {"tenant": tenant_id}
        )
        cadre, head, agency = [await _token(session, tenant_id, role, number) for role, number in _ASKING]
    return Seeded(tenant_id, cadre, head, agency, department, first, last)


_ASKING: Final = (("cadre", 42), ("division_head", 42), ("agency_head", 2))


async def _token(session: AsyncSession, tenant_id: int, role: str, unit: int) -> str:
    """A token of the first person who holds a role in a unit."""
    row = (
        await session.execute(
            text(
                "SELECT account.id AS account, post.person_id AS person, post.unit_id AS unit, place.path"
                " FROM appointment AS post"
                " JOIN unit ON unit.tenant_id = :tenant AND unit.id = post.unit_id AND unit.number = :unit"
                " JOIN unit_place AS place ON place.tenant_id = :tenant AND place.unit_id = unit.id"
                " JOIN account ON account.tenant_id = :tenant AND account.person_id = post.person_id"
                " WHERE post.tenant_id = :tenant AND post.role = :role ORDER BY post.id LIMIT 1"
            ),
            {"tenant": tenant_id, "role": role, "unit": unit},
        )
    ).one()
    caller = Caller(tenant_id, "province", row.account, row.person, (RoleHeld(role, row.unit, row.path),))
    return (await accounts.issue_token(session, caller, str(uuid7()), ["*"])).token

"""What leaders' sheets take from others: subordinates classified KHT, and the result of the unit or field they lead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import joining_whole, tenant_of
from policies.roles import HEAD_ROLES
from tenants.evaluation.conditions import Work
from tenants.norms.language.numbers import printed

FEW: Final = 50
"""People whose leaders are found by one look-up each; of more, in lists."""

# `led`: sheets of leaders and deputies that are not frozen. A leader's field is the branch of the unit; a deputy's, the
# branches of units whose heads are told to be led by the deputy (explicit leader), else that of the deputy's own unit.
# In the own unit a deputy's subordinates are neither the head nor the other deputies.
FIELDS: Final = """
    led AS MATERIALIZED (
        SELECT sheet.id, sheet.person_id, sheet.appointment_id, sheet.unit_id, sheet.standing, sheet.months,
               least(period.last, :today) AS day
        FROM sheet
        JOIN evaluation_period AS period ON period.tenant_id = :tenant AND period.id = sheet.period_id
        WHERE sheet.tenant_id = :tenant AND sheet.standing <> 'staff' AND period.status IN ('open', 'closed')
          AND {wanted}
    ), named AS MATERIALIZED (
        SELECT DISTINCT led.id, post.unit_id
        FROM led
        JOIN appointment AS post ON post.tenant_id = :tenant AND post.leader_appointment_id = led.appointment_id
             AND post.role = ANY (CAST(:heads AS text[]))
             AND post.valid_from <= led.day AND (post.valid_to IS NULL OR post.valid_to > led.day)
        WHERE led.standing = 'deputy'
    ), fields AS MATERIALIZED (
        SELECT led.id, led.day, place.path
        FROM led
        JOIN (SELECT id, unit_id FROM named
              UNION ALL
              SELECT id, unit_id FROM led WHERE NOT EXISTS (SELECT FROM named WHERE named.id = led.id)) AS top
             ON top.id = led.id
        JOIN unit_place AS place ON place.tenant_id = :tenant AND place.unit_id = top.unit_id
             AND place.valid_from <= led.day AND (place.valid_to IS NULL OR place.valid_to > led.day)
    ), field_units AS MATERIALIZED (
        SELECT DISTINCT fields.id, place.unit_id
        FROM fields
        JOIN unit_place AS place ON place.tenant_id = :tenant
             AND place.path ~>=~ fields.path AND place.path ~<~ concat(left(fields.path, -1), '/')
             AND place.valid_from <= fields.day AND (place.valid_to IS NULL OR place.valid_to > fields.day)
    )"""
LED_ANEW: Final = text(
    f"""
    WITH touched AS MATERIALIZED (
        SELECT DISTINCT unit_id FROM (
            SELECT unit_id FROM month_work WHERE tenant_id = :tenant AND person_id = ANY (CAST(:people AS uuid[]))
                   AND month = ANY (CAST(:months AS date[]))
            UNION ALL
            SELECT unit_id FROM sheet WHERE tenant_id = :tenant AND person_id = ANY (CAST(:people AS uuid[]))
                   AND months && CAST(:months AS date[])
        ) AS units
    ), {FIELDS.format(wanted="sheet.frozen_at IS NULL AND sheet.months && CAST(:months AS date[])")},
    anew AS MATERIALIZED (
        SELECT led.* FROM led
        WHERE led.person_id = ANY (CAST(:people AS uuid[])) OR EXISTS (
            SELECT FROM field_units JOIN touched ON touched.unit_id = field_units.unit_id WHERE field_units.id = led.id)
    ), by_unit AS MATERIALIZED (
        SELECT unit_id, month, sum(assigned) AS assigned, sum(accepted) AS accepted, sum(tasks) AS tasks,
               sum(done) AS done, sum(late) AS late, sum(failed) AS failed
        FROM month_work
        WHERE tenant_id = :tenant AND month IN (SELECT unnest(anew.months) FROM anew)
        GROUP BY unit_id, month
    ), results AS (
        SELECT anew.id, sum(assigned) AS assigned, sum(accepted) AS accepted, sum(tasks) AS tasks, sum(done) AS done,
               sum(late) AS late, sum(failed) AS failed
        FROM anew
        JOIN field_units ON field_units.id = anew.id
        JOIN by_unit ON by_unit.unit_id = field_units.unit_id AND by_unit.month = ANY (anew.months)
        GROUP BY anew.id
    ), failing AS (
        SELECT anew.id, jsonb_object_agg(month, sheets) AS months
        FROM (
            SELECT anew.id, month, jsonb_agg(below.id ORDER BY below.id) AS sheets
            FROM anew
            JOIN field_units ON field_units.id = anew.id
            JOIN sheet AS below ON below.tenant_id = :tenant AND below.unit_id = field_units.unit_id
                 AND below.person_id <> anew.person_id AND below.months && anew.months
                 AND below.proposed_class = 'KHT' AND below.not_ranked IS NULL
                 AND (anew.standing = 'leader' OR below.standing = 'staff' OR below.unit_id <> anew.unit_id)
            JOIN evaluation_period AS period ON period.tenant_id = :tenant AND period.id = below.period_id
                 AND period.kind <> 'year'
            CROSS JOIN LATERAL unnest(below.months) AS month
            WHERE month = ANY (anew.months)
            GROUP BY anew.id, month
        ) AS anew
        GROUP BY anew.id
    )
    SELECT anew.id, results.assigned, results.accepted, results.tasks, results.done, results.late, results.failed,
           failing.months AS failing
    FROM anew LEFT JOIN results ON results.id = anew.id LEFT JOIN failing ON failing.id = anew.id
    """  # noqa: S608 - our own text
)
MEMBERS: Final = text(
    f"""
    WITH {FIELDS.format(wanted="sheet.id = ANY (CAST(:sheets AS uuid[]))")}
    SELECT DISTINCT led.id AS sheet_id, record.id, record.document_number, record.decided_on, record.ground,
           record.form, record.person_id
    FROM led
    JOIN field_units ON field_units.id = led.id
    JOIN appointment AS post ON post.tenant_id = :tenant AND post.unit_id = field_units.unit_id
         AND post.person_id <> led.person_id
         AND post.valid_from <= led.day AND (post.valid_to IS NULL OR post.valid_to > led.day)
    JOIN discipline_record AS record ON record.tenant_id = :tenant AND record.person_id = post.person_id
         AND record.revoked_at IS NULL
    WHERE led.standing = 'leader' OR post.unit_id <> led.unit_id
          OR NOT (post.role = ANY (CAST(:leaders AS text[])))
    ORDER BY led.id, record.decided_on, record.id
    """  # noqa: S608 - our own text
)


@dataclass(frozen=True)
class Led:
    """What a leader's sheet takes from others: the result of the field, and by month the sheets KHT in it."""

    sheet_id: UUID
    work: Work
    failing: Mapping[str, Sequence[str]]

    def any_kht(self, month: date) -> bool:
        """Whether somebody led was classified KHT in a month."""
        return bool(self.failing.get(month.isoformat()))

    def stored(self) -> dict[str, Any]:
        """As the sheet keeps it among what it took from the log."""
        rate = self.work.rate
        return {**work_text(self.work), "rate": None if rate is None else printed(rate), "failing": dict(self.failing)}


async def led_anew(
    session: AsyncSession, people: Sequence[UUID], months: Sequence[date], today: date
) -> dict[UUID, Led]:
    """What unfrozen leaders' sheets take now, by sheet: those of the people given, and those who lead their units."""
    if not people:
        return {}
    values = {
        "tenant": tenant_of(session),
        "people": list(people),
        "months": list(months),
        "today": today,
        "heads": list(HEAD_ROLES),
    }
    async with joining_whole(session, when=len(people) > FEW):
        rows = await session.execute(LED_ANEW, values)
    return {row.id: Led(row.id, work_from(row), row.failing or {}) for row in rows}


def work_from(row: Any) -> Work:  # noqa: ANN401 - a row with the columns of a sum
    """The sum of work in a row."""
    return Work(
        assigned=row.assigned or Decimal(0),
        accepted=row.accepted or Decimal(0),
        **{name: int(getattr(row, name) or 0) for name in ("tasks", "done", "late", "failed")},
    )


def work_text(work: Work) -> dict[str, Any]:
    """A sum of work as JSON keeps it: products as exact texts, pieces as numbers."""
    return {
        "assigned": printed(work.assigned),
        "accepted": printed(work.accepted),
        "tasks": work.tasks,
        "done": work.done,
        "late": work.late,
        "failed": work.failed,
    }


def work_of(stored: Mapping[str, Any]) -> Work:
    """The sum of work that JSON keeps."""
    counted = {name: int(stored[name]) for name in ("tasks", "done", "late", "failed")}
    return Work(assigned=Decimal(stored["assigned"]), accepted=Decimal(stored["accepted"]), **counted)

"""Agencies of a period: whether they decided by the day due, and whether their HTXS stayed within the quota.

An agency is a unit whose head decides on sheets. The sheet of the province's head is decided outside the province and
keeps no agency open.
"""

from typing import Final

from sqlalchemy import text

from tenants.decisions.proposals import WHOLE_AGENCY
from tenants.statistics.gathering_people import UNITS, classes

# The quota is that of the proposal decided upon, else the share of those decided HTT or better, rounded down.
BODIES: Final = text(
    f"""
    WITH {UNITS}, {classes("now", ":first", ":last")}, deciding AS (
        SELECT sheet.agency_id, sheet.kind, sheet.first, sheet.last,
               bool_or(sheet.status <> 'decided' AND NOT (
                   post.role = 'province_head' AND post.unit_id = sheet.agency_id)) AS waits,
               bool_or(CAST(earliest.decided_at AT TIME ZONE :zone AS date) > sheet.decision_by) AS late,
               count(*) FILTER (WHERE sheet.decided_class = 'HTXS') AS taken,
               count(*) FILTER (WHERE sheet.decided_class IN ('HTXS', 'HTT')) AS good
        FROM now_sheet AS sheet
        JOIN appointment AS post ON post.tenant_id = :tenant AND post.id = sheet.appointment_id
        LEFT JOIN decision AS earliest ON earliest.tenant_id = :tenant AND earliest.sheet_id = sheet.id
             AND earliest.number = 1
        GROUP BY sheet.agency_id, sheet.kind, sheet.first, sheet.last
    ), seats AS (
        SELECT deciding.*, granted.share IS NOT NULL AS granted,
               coalesce(proposed.quota, floor(greatest(granted.share, :share) * deciding.good)) AS quota
        FROM deciding
        LEFT JOIN LATERAL (
            SELECT max(share) AS share FROM quota_grant
            WHERE tenant_id = :tenant AND agency_id = deciding.agency_id AND revoked_at IS NULL
              AND first <= deciding.first AND last >= deciding.last
        ) AS granted ON true
        LEFT JOIN LATERAL (
            SELECT proposal.quota FROM quota_proposal AS proposal
            JOIN evaluation_period AS period ON period.tenant_id = :tenant AND period.id = proposal.period_id
                 AND period.kind = deciding.kind AND period.first = deciding.first AND period.last = deciding.last
            WHERE proposal.tenant_id = :tenant AND proposal.agency_id = deciding.agency_id
              AND proposal.group_key = '{WHOLE_AGENCY}'
            ORDER BY proposal.computed_at DESC, proposal.number DESC LIMIT 1
        ) AS proposed ON true
    ), agencies AS (
        SELECT units.level, seats.agency_id, bool_or(waits) AS waits, coalesce(bool_or(late), false) AS late,
               bool_or(taken > quota) AS beyond, bool_or(granted) AS granted
        FROM seats JOIN units ON units.unit_id = seats.agency_id GROUP BY units.level, seats.agency_id
    )
    SELECT level, count(*) AS agencies, count(*) FILTER (WHERE NOT waits AND NOT late) AS on_time,
           count(*) FILTER (WHERE NOT waits AND late) AS late, count(*) FILTER (WHERE waits) AS open,
           count(*) FILTER (WHERE NOT beyond AND NOT granted) AS within, count(*) FILTER (WHERE beyond) AS over,
           count(*) FILTER (WHERE NOT beyond AND granted) AS granted
    FROM agencies GROUP BY level
    """  # noqa: S608 - our own constants
)

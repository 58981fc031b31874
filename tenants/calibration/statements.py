"""The two statements that count a month: verdicts by rater, and the looks of logs by person and unit."""

from typing import Final

from sqlalchemy import text

from tenants.calibration.rules import AT_ONCE_LEAST, LONG_DAY

COUNT_RATERS: Final = text(
    f"""
    INSERT INTO rater_month (tenant_id, person_id, month, unit_id, entries, excellent, good, fair, poor, rejected,
                             at_once, general_given, general_points)
    WITH act AS (
        SELECT verified_by AS rater, quality, count(*) AS entries,
               count(*) FILTER (WHERE comment IS NULL OR comment = '') AS unsaid
        FROM work_entry
        WHERE tenant_id = :tenant AND work_date >= :month AND work_date < :next AND status = 'verified'
          AND verified_by IS NOT NULL
        GROUP BY verified_by, verified_at, quality
    ), verdicts AS (
        SELECT rater, sum(entries) AS entries,
               coalesce(sum(entries) FILTER (WHERE quality = 'excellent'), 0) AS excellent,
               coalesce(sum(entries) FILTER (WHERE quality = 'good'), 0) AS good,
               coalesce(sum(entries) FILTER (WHERE quality = 'fair'), 0) AS fair,
               coalesce(sum(entries) FILTER (WHERE quality = 'poor'), 0) AS poor,
               coalesce(sum(entries) FILTER (WHERE quality = 'rejected'), 0) AS rejected,
               coalesce(sum(unsaid) FILTER (WHERE unsaid >= {AT_ONCE_LEAST} AND unsaid = entries), 0) AS at_once
        FROM act GROUP BY rater
    ), generals AS (
        SELECT recorded_by AS rater, count(general) AS given, coalesce(sum(general), 0) AS points
        FROM month_fact WHERE tenant_id = :tenant AND month = :month AND general IS NOT NULL GROUP BY recorded_by
    )
    SELECT :tenant, rater, :month, post.unit_id, coalesce(entries, 0), coalesce(excellent, 0), coalesce(good, 0),
           coalesce(fair, 0), coalesce(poor, 0), coalesce(rejected, 0), coalesce(at_once, 0), coalesce(given, 0),
           coalesce(points, 0)
    FROM verdicts FULL JOIN generals USING (rater)
    LEFT JOIN LATERAL (
        SELECT unit_id FROM appointment
        WHERE tenant_id = :tenant AND person_id = rater AND is_primary AND valid_from < :next
          AND (valid_to IS NULL OR valid_to > :month)
        ORDER BY valid_from DESC, id LIMIT 1
    ) AS post ON true
    """  # noqa: S608 - this program's constants
)

COUNT_LOGS: Final = text(
    f"""
    INSERT INTO log_month (tenant_id, person_id, unit_id, month, entries, days, long_days, minutes, norm_minutes,
                           proved, repeated)
    WITH entry AS MATERIALIZED (
        SELECT id, person_id, unit_id, work_date, work_item_id, quantity, minutes, norm_minutes
        FROM work_entry
        WHERE tenant_id = :tenant AND work_date >= :month AND work_date < :next AND status = 'verified'
    ), proof AS (
        SELECT entry_id, min(coalesce(document_number, link, file.sha256)) AS told
        FROM evidence LEFT JOIN stored_file AS file ON file.tenant_id = :tenant AND file.id = evidence.file_id
        WHERE evidence.tenant_id = :tenant AND work_date >= :month AND work_date < :next GROUP BY entry_id
    ), alike AS (
        SELECT person_id, unit_id, count(*) AS entries, min(work_date) <> max(work_date) AS again
        FROM entry JOIN proof ON proof.entry_id = entry.id
        GROUP BY person_id, unit_id, work_item_id, quantity, minutes, told
    ), copies AS (
        SELECT person_id, unit_id, sum(entries) AS proved,
               coalesce(sum(entries) FILTER (WHERE again), 0) AS repeated
        FROM alike GROUP BY person_id, unit_id
    ), day AS (
        SELECT person_id, unit_id, work_date, count(*) AS entries, sum(minutes) AS minutes,
               sum(norm_minutes * quantity) AS norm_minutes
        FROM entry GROUP BY person_id, unit_id, work_date
    ), month AS (
        SELECT person_id, unit_id, sum(entries) AS entries, count(*) AS days,
               count(*) FILTER (WHERE minutes > {LONG_DAY}) AS long_days, sum(minutes) AS minutes,
               sum(norm_minutes) AS norm_minutes
        FROM day GROUP BY person_id, unit_id
    )
    SELECT :tenant, person_id, unit_id, :month, entries, days, long_days, minutes, norm_minutes,
           coalesce(proved, 0), coalesce(repeated, 0)
    FROM month LEFT JOIN copies USING (person_id, unit_id)
    """  # noqa: S608 - this program's constants
)

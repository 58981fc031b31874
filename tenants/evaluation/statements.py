"""The statements by which many sheets are kept up at once."""

from typing import Final

from sqlalchemy import text

TAKE: Final = text("DELETE FROM pending_sheet WHERE tenant_id = :tenant RETURNING person_id, month")
# A year is touched by the months of the quarters that end in it: one from December rests on October and November too.
TOUCHED: Final = text(
    """
    SELECT DISTINCT sheet.id
    FROM unnest(CAST(:people AS uuid[]), CAST(:months AS date[])) AS given (person_id, month)
    JOIN sheet ON sheet.tenant_id = :tenant AND sheet.person_id = given.person_id
    JOIN evaluation_period AS period ON period.tenant_id = :tenant AND period.id = sheet.period_id
         AND period.status <> 'planned'
    WHERE given.month = ANY (sheet.months)
       OR period.kind = 'year' AND CAST(date_trunc('quarter', CAST(given.month AS timestamp)) + interval '2 months'
                                        AS date) BETWEEN period.first AND period.last
    ORDER BY sheet.id
    """
)
# The months of a sheet of which nobody else speaks: those that no sheet of a shorter period has, nor one of the year
# before, which share a December where a group goes over to years that begin in it.
OWN_MONTHS: Final = text(
    """
    SELECT sheet.id, ARRAY(
        SELECT month FROM unnest(sheet.months) AS month
        WHERE NOT EXISTS (
            SELECT FROM sheet AS other
            JOIN evaluation_period AS shorter ON shorter.tenant_id = :tenant AND shorter.id = other.period_id
            WHERE other.tenant_id = :tenant AND other.person_id = sheet.person_id AND month = ANY (other.months)
              AND other.not_ranked IS DISTINCT FROM 'left'
              AND (array_position('{month,quarter,year}', shorter.kind), shorter.first)
                  < (array_position('{month,quarter,year}', period.kind), period.first))
        ORDER BY month
    ) AS months
    FROM sheet
    JOIN evaluation_period AS period ON period.tenant_id = :tenant AND period.id = sheet.period_id
    WHERE sheet.tenant_id = :tenant AND sheet.id = ANY (CAST(:sheets AS uuid[]))
    """
)
UNSETTLED: Final = text(
    """
    SELECT sheet.id FROM sheet
    WHERE sheet.tenant_id = :tenant AND sheet.id = ANY (CAST(:sheets AS uuid[])) AND EXISTS (
        SELECT FROM pending_month AS waiting
        WHERE waiting.tenant_id = :tenant AND waiting.person_id = sheet.person_id
          AND waiting.month = ANY (sheet.months))
    """
)
# A superior who has spoken, and a head who has decided, are told that what they looked at has changed.
WRITE: Final = text(
    """
    WITH given AS (
        SELECT * FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS given (
            id uuid, log_facts jsonb, segments jsonb, conditions jsonb, general numeric, results numeric, total numeric,
            class_by_points text, proposed_class text, norm_package_id uuid, scores_used jsonb)
    ), before AS (
        SELECT sheet.id, sheet.status, sheet.total, sheet.class_by_points, sheet.proposed_class
        FROM given JOIN sheet ON sheet.tenant_id = :tenant AND sheet.id = given.id
    ), changed AS (
        UPDATE sheet
        SET log_facts = given.log_facts, segments = given.segments, conditions = given.conditions,
            general = given.general, results = given.results, total = given.total,
            class_by_points = given.class_by_points, proposed_class = given.proposed_class,
            norm_package_id = given.norm_package_id, scores_used = given.scores_used, computed_at = :now
        FROM given
        WHERE sheet.tenant_id = :tenant AND sheet.id = given.id
        RETURNING sheet.id, sheet.total, sheet.class_by_points, sheet.proposed_class
    )
    INSERT INTO sheet_event (tenant_id, id, sheet_id, kind, at, data)
    SELECT :tenant, uuidv7(), changed.id, CASE before.status WHEN 'decided' THEN 'corrected' ELSE 'recomputed' END,
           :now,
           jsonb_build_object('total', trim_scale(changed.total)::text, 'was', trim_scale(before.total)::text,
                              'class_by_points', changed.class_by_points, 'class_was', before.class_by_points,
                              'proposed_class', changed.proposed_class, 'proposed_was', before.proposed_class)
    FROM changed JOIN before ON before.id = changed.id
    WHERE before.status IN ('opined', 'decided') AND before.total IS NOT NULL
      AND (changed.total, changed.class_by_points, changed.proposed_class)
          IS DISTINCT FROM (before.total, before.class_by_points, before.proposed_class)
    """
)
KEEP_UNIT: Final = text(
    """
    UPDATE sheet SET log_facts = jsonb_set(sheet.log_facts, '{unit}', given.unit)
    FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS given (id uuid, unit jsonb)
    WHERE sheet.tenant_id = :tenant AND sheet.id = given.id
    """
)
# A sheet freezes when its period has closed, its months are frozen, and nothing of them waits. What leaders take from
# others waits for everybody's closed months of the same time.
FREEZE: Final = text(
    """
    WITH closed AS MATERIALIZED (
        SELECT sheet.id, sheet.person_id, sheet.standing, month
        FROM evaluation_period AS period
        JOIN sheet ON sheet.tenant_id = :tenant AND sheet.period_id = period.id AND sheet.frozen_at IS NULL
        LEFT JOIN LATERAL unnest(sheet.months) AS month ON true
        WHERE period.tenant_id = :tenant AND period.status IN ('closed', 'finished')
    ), moving AS (
        SELECT closed.id FROM closed
        WHERE closed.month IS NOT NULL AND NOT EXISTS (
            SELECT FROM frozen_month AS frozen
            WHERE frozen.tenant_id = :tenant AND frozen.person_id = closed.person_id AND frozen.month = closed.month)
        UNION ALL
        SELECT closed.id FROM closed
        JOIN pending_month AS waiting ON waiting.tenant_id = :tenant AND waiting.person_id = closed.person_id
             AND waiting.month = closed.month
        UNION ALL
        SELECT closed.id FROM closed
        JOIN pending_sheet AS waiting ON waiting.tenant_id = :tenant AND waiting.person_id = closed.person_id
             AND waiting.month = closed.month
        UNION ALL
        SELECT closed.id FROM closed
        WHERE closed.standing <> 'staff' AND closed.month IN (
            SELECT waiting.month FROM pending_month AS waiting
            JOIN closed_month ON closed_month.tenant_id = :tenant AND closed_month.person_id = waiting.person_id
                 AND closed_month.month = waiting.month
            WHERE waiting.tenant_id = :tenant)
    ), frozen AS (
        UPDATE sheet SET frozen_at = :now
        FROM (SELECT id FROM closed EXCEPT SELECT id FROM moving) AS settled
        WHERE sheet.tenant_id = :tenant AND sheet.id = settled.id
        RETURNING sheet.id
    )
    INSERT INTO sheet_event (tenant_id, id, sheet_id, kind, at)
    SELECT :tenant, uuidv7(), id, 'frozen', :now FROM frozen
    """
)

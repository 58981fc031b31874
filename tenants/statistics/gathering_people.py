"""Whom a province's part counts, where, and with which class: the blocks of SQL and the statements upon them.

Everybody counts once. Sheets of the period's own kind come first (quarter sheets in a quarter, year sheets in a year);
whoever was evaluated by months only counts in a quarter by the latest month's sheet; who has no sheet at all counts by
the post held on the last day, without a class. A sheet that ended because its person left (`left`) does not count.

The class is the one decided: the standing decision of the period's own sheet. Of months it is what the package makes of
them for the quarter (`period_score`), as long as a head has decided one of them, and never above the best class decided
there, so that no quota is stepped over; without a quarter in the package it is the last month decided.

Rank and age are those of 1 January (the rank of the first post held in the year), so that nobody crosses a band within
a year; group, unit and tree are those of the period.
"""

from typing import Final

from sqlalchemy import text

from tenants.evaluation.making import LEFT
from tenants.statistics.disclosure.catalogue import FAILING, UNKNOWN

ORDERED: Final = "ARRAY['HTXS', 'HTT', 'HT', 'KHT']"
"""The classes, the best first."""

# The units of the period: their body (of the nearest unit at or above that says it), level, and field of work.
UNITS: Final = """
    places AS MATERIALIZED (
        SELECT DISTINCT ON (unit_id) unit_id, path FROM unit_place
        WHERE tenant_id = :tenant AND valid_from <= :last ORDER BY unit_id, valid_from DESC
    ), above AS MATERIALIZED (
        SELECT places.unit_id, step.depth, unit.kind, unit.field
        FROM places
        CROSS JOIN LATERAL unnest(string_to_array(rtrim(places.path, '.'), '.')) WITH ORDINALITY AS step (number, depth)
        JOIN unit ON unit.tenant_id = :tenant AND unit.number = CAST(step.number AS integer)
    ), units AS MATERIALIZED (
        SELECT unit_id, level, level || '_' || CASE kind WHEN 'party' THEN 'party' WHEN 'front' THEN 'front'
                        WHEN 'mass_organisation' THEN 'front' ELSE 'government' END AS body, field
        FROM (
            SELECT unit_id, CASE WHEN bool_or(kind = 'commune') THEN 'communal' ELSE 'provincial' END AS level,
                   (array_agg(kind ORDER BY depth DESC) FILTER (WHERE kind IN (
                        'party', 'front', 'mass_organisation', 'people_committee', 'council', 'department', 'commune',
                        'province')))[1] AS kind,
                   coalesce((array_agg(field ORDER BY depth DESC) FILTER (WHERE field IS NOT NULL))[1], :common)
                   AS field
            FROM above GROUP BY unit_id
        ) AS found
    )"""


def classes(name: str, first: str, last: str) -> str:
    """Blocks about the sheets of a quarter or year: `<name>_sheet`, all of them, and `<name>_class`, one a person.

    `first` and `last` are the parameters of its days, in which a period ends (a year may begin in the December before);
    `:kind` and `:kinds` say whose sheets count.
    """
    return f"""
    {name}_sheet AS MATERIALIZED (
        SELECT sheet.person_id, sheet.id, sheet.unit_id, sheet.agency_id, sheet.appointment_id, sheet.standing,
               sheet.position_group, sheet.rank, sheet.total, sheet.norm_package_id, sheet.status, sheet.not_ranked,
               sheet.self_scored_at, period.kind, period.first, period.last, period.decision_by, decided.decided_class
        FROM evaluation_period AS period
        JOIN sheet ON sheet.tenant_id = :tenant AND sheet.period_id = period.id
             AND sheet.not_ranked IS DISTINCT FROM '{LEFT}'
        LEFT JOIN LATERAL (
            SELECT decision.decided_class FROM decision
            WHERE decision.tenant_id = :tenant AND decision.sheet_id = sheet.id
            ORDER BY decision.number DESC LIMIT 1
        ) AS decided ON true
        WHERE period.tenant_id = :tenant AND period.kind = ANY (CAST(:kinds AS text[]))
          AND period.last BETWEEN {first} AND {last}
    ), {name}_latest AS (
        SELECT DISTINCT ON (person_id) * FROM {name}_sheet
        ORDER BY person_id, kind = :kind DESC, first DESC, decided_class IS NOT NULL DESC, id
    ), {name}_month AS (
        SELECT person_id, min(array_position({ORDERED}, decided_class)) AS best,
               (array_agg(decided_class ORDER BY first DESC) FILTER (WHERE decided_class IS NOT NULL))[1] AS last,
               (array_agg(total ORDER BY first DESC) FILTER (WHERE decided_class IS NOT NULL))[1] AS total
        FROM {name}_sheet WHERE kind = 'month' GROUP BY person_id
    ), {name}_score AS (
        SELECT DISTINCT ON (person_id) person_id, total, rating, norm_package_id FROM period_score
        WHERE tenant_id = :tenant AND kind = :kind AND start = {first} ORDER BY person_id, revision DESC
    ), {name}_class AS MATERIALIZED (
        SELECT latest.person_id, latest.unit_id, latest.standing, latest.position_group, latest.rank,
               CASE WHEN latest.kind = :kind THEN latest.decided_class
                    WHEN month.best IS NULL OR score.rating IS NULL THEN month.last
                    ELSE ({ORDERED})[greatest(array_position({ORDERED}, score.rating), month.best)] END AS rating,
               CASE WHEN latest.kind = :kind THEN latest.total WHEN score.rating IS NULL THEN month.total
                    ELSE score.total END AS total,
               CASE WHEN latest.kind = :kind OR score.rating IS NULL THEN latest.norm_package_id
                    ELSE score.norm_package_id END AS norm_package_id
        FROM {name}_latest AS latest
        LEFT JOIN {name}_month AS month ON month.person_id = latest.person_id
        LEFT JOIN {name}_score AS score ON score.person_id = latest.person_id
    )"""  # noqa: S608 - our own texts


# Everybody with what is counted: those with a sheet, then those who are only expected to log on the last day.
PEOPLE: Final = f"""
    WITH {UNITS}, {classes("now", ":first", ":last")}, held AS (
        SELECT DISTINCT ON (person_id) person_id, unit_id, job_position_id, role FROM expected_post
        WHERE tenant_id = :tenant AND is_primary AND valid_from <= :last AND (valid_to IS NULL OR valid_to > :last)
        ORDER BY person_id, valid_from DESC, id
    ), people AS MATERIALIZED (
        SELECT person_id, unit_id, standing, position_group, rank, rating, total, norm_package_id FROM now_class
        UNION ALL
        SELECT held.person_id, held.unit_id, 'staff',
               coalesce(position.position_group, CASE WHEN held.role = ANY (CAST(:leaders AS text[]))
                        THEN 'leadership' ELSE 'professional' END),
               position.rank, NULL, NULL, NULL
        FROM held
        LEFT JOIN job_position_version AS position ON position.tenant_id = :tenant
             AND position.job_position_id = held.job_position_id AND position.status <> 'draft'
             AND position.valid_from <= :last AND (position.valid_to IS NULL OR position.valid_to > :last)
        WHERE NOT EXISTS (SELECT FROM now_class WHERE now_class.person_id = held.person_id)
    )"""  # noqa: S608 - our own constants

# One statement, so that all of it is of one moment. Exact numbers are texts. `totals` are what people have, by the
# package that gave it, for the harmonised index.
COUNTED: Final = text(
    f"""
    {PEOPLE}, {classes("before", ":before", ":before_last")}, january AS (
        SELECT DISTINCT ON (post.person_id) post.person_id, position.rank
        FROM appointment AS post
        LEFT JOIN job_position_version AS position ON position.tenant_id = :tenant
             AND position.job_position_id = post.job_position_id AND position.status <> 'draft'
             AND position.valid_from <= greatest(post.valid_from, :january)
             AND (position.valid_to IS NULL OR position.valid_to > greatest(post.valid_from, :january))
        WHERE post.tenant_id = :tenant AND post.is_primary AND post.valid_from <= :last
          AND (post.valid_to IS NULL OR post.valid_to > :january)
        ORDER BY post.person_id, post.valid_from, post.id
    ), counted AS (
        SELECT people.*, units.level, units.body, coalesce(january.rank, people.rank, '{UNKNOWN}') AS told_rank,
               CASE WHEN born.age < 45 THEN 'under_45' WHEN born.age <= 55 THEN '45_to_55'
                    WHEN born.age > 55 THEN 'over_55' ELSE '{UNKNOWN}' END AS age,
               coalesce(born.gender, '{UNKNOWN}') AS gender, coalesce(born.staff_type, '{UNKNOWN}') AS staff,
               coalesce(born.qualification, '{UNKNOWN}') AS qualification
        FROM people
        JOIN units ON units.unit_id = people.unit_id
        JOIN (
            SELECT id, gender, staff_type, qualification, extract(year FROM age(:january, birth_date)) AS age
            FROM person WHERE tenant_id = :tenant
        ) AS born ON born.id = people.person_id
        LEFT JOIN january ON january.person_id = people.person_id
    )
    SELECT 'cells' AS kind, jsonb_build_array(
               body, position_group, told_rank, age, gender, staff, qualification, coalesce(rating, 'none'), count(*))
               AS line
    FROM counted
    GROUP BY body, position_group, told_rank, age, gender, staff, qualification, coalesce(rating, 'none')
    UNION ALL
    SELECT 'points', jsonb_build_array(body, position_group, rating, CAST(total AS text), count(*))
    FROM counted WHERE rating IS NOT NULL AND total IS NOT NULL GROUP BY body, position_group, rating, total
    UNION ALL
    SELECT 'twice', jsonb_build_array(level, position_group, state, count(*))
    FROM (
        SELECT level, counted.position_group, CASE WHEN before_class.rating = '{FAILING}' THEN 'twice' ELSE 'once' END
               AS state
        FROM counted LEFT JOIN before_class ON before_class.person_id = counted.person_id
        WHERE counted.rating = '{FAILING}' AND :kind = 'quarter'
    ) AS failing GROUP BY level, position_group, state
    UNION ALL
    SELECT 'totals', jsonb_build_array(norm_package_id, standing, CAST(total AS text), count(*))
    FROM counted WHERE rating IS NOT NULL AND total IS NOT NULL AND norm_package_id IS NOT NULL
    GROUP BY norm_package_id, standing, total
    """  # noqa: S608 - our own constants
)

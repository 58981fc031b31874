"""The statement that learns: from the log to an estimate of each work item's honest time, in one pass of PostgreSQL.

It works on logarithms of minutes per product, because times vary by a share and not by minutes. Who inflates goes up,
never down, so the middle is first sought a little below the median (at `CENTRE`) and the spread is taken from below it.
From there a weighted mean is drawn, thrice: entries count less the farther they lie from the middle, and not at all
beyond `ABOVE` spreads above or `BELOW` spreads below (Tukey's biweight, tighter on the side of inflation).
"""

from typing import Final

from sqlalchemy import text

LOW: Final = 0.2
CENTRE: Final = 0.475
SPREADS_BETWEEN: Final = 0.7789
"""How many standard deviations of a normal distribution lie between its quantiles `LOW` and `CENTRE`."""
LEAST_SPREAD: Final = 0.05
ABOVE: Final = 3.0
BELOW: Final = 3.5
ROUNDS: Final = 3
DISHONEST: Final = 0.12
"""How far, in spreads, a tenth of inflated entries can still move the estimate; part of the margin."""

_SAMPLES: Final = """
    item AS (
        SELECT work_item_id, product_unit FROM work_item_version
        WHERE tenant_id = :tenant AND valid_from <= :today AND (valid_to IS NULL OR valid_to > :today)
    ), sample AS MATERIALIZED (
        SELECT entry.work_item_id AS item, entry.person_id AS person, entry.work_date AS day,
               coalesce(post.position_group, '') AS position,
               ln(CAST(entry.minutes AS float8) / CAST(entry.quantity AS float8)) AS y
        FROM work_entry AS entry
        JOIN item ON item.work_item_id = entry.work_item_id
        JOIN work_item_version AS used ON used.tenant_id = :tenant AND used.work_item_id = entry.work_item_id
             AND used.version = entry.work_item_version AND used.product_unit = item.product_unit
        LEFT JOIN job_position_version AS post ON post.tenant_id = :tenant
             AND post.job_position_id = entry.job_position_id AND post.valid_from <= entry.work_date
             AND (post.valid_to IS NULL OR post.valid_to > entry.work_date)
        WHERE entry.tenant_id = :tenant AND entry.work_date > :since AND entry.work_date <= :today
          AND entry.status = 'verified' AND entry.quality IS DISTINCT FROM 'rejected' AND entry.minutes > 0
    )"""


def _minutes(logarithm: str) -> str:
    """Minutes as a decimal text, which JSON does not turn into a binary fraction."""
    return f"CAST(trim_scale(round(CAST(exp({logarithm}) AS numeric), 2)) AS text)"


_ORDER: Final = f"""
    shape AS (
        SELECT item, count(*) AS entries, min(day) AS first_day, max(day) AS last_day,
               percentile_cont(ARRAY[{LOW}, 0.25, {CENTRE}, 0.5, 0.75]) WITHIN GROUP (ORDER BY y) AS q
        FROM sample GROUP BY item
    ), groups AS (
        SELECT item, jsonb_object_agg(position, jsonb_build_object(
                   'entries', entries, 'lower', {_minutes("q[1]")},
                   'median', {_minutes("q[2]")}, 'upper', {_minutes("q[3]")}
               )) AS told
        FROM (
            SELECT item, position, count(*) AS entries,
                   percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY y) AS q
            FROM sample GROUP BY item, position
        ) AS one GROUP BY item
    ), round0 AS (
        SELECT item, q[3] AS m, greatest((q[3] - q[1]) / {SPREADS_BETWEEN}, {LEAST_SPREAD}) AS s FROM shape
    )"""  # noqa: S608 - this module's constants

# How far an entry lies from the middle, as a share of what still counts: 1 and more does not.
_AWAY: Final = f"(y - m) / (s * CASE WHEN y > m THEN {ABOVE} ELSE {BELOW} END)"


def _round(number: int) -> str:
    before = f"round{number - 1}"
    return f"""
    round{number} AS (
        SELECT item, sum(w * y) / sum(w) AS m, s FROM (
            SELECT item, y, s, CASE WHEN abs(u) < 1 THEN (1 - u * u) * (1 - u * u) ELSE 0 END AS w FROM (
                SELECT sample.item, y, s, {_AWAY} AS u FROM sample JOIN {before} USING (item) OFFSET 0
            ) AS far OFFSET 0
        ) AS weighed GROUP BY item, s
    )"""  # noqa: S608 - this module's constants


# The error of the estimate: by single entries and by persons, whichever is larger, since one person's entries agree.
_ERROR: Final = f"""
    personal AS (
        SELECT item, person, m, s, sum(p) AS p, sum(p * p) AS p2, sum(d) AS d, count(*) FILTER (WHERE u >= 1) AS high
        FROM (
            SELECT item, person, m, s, u,
                   CASE WHEN abs(u) < 1 THEN (1 - u * u) * (1 - u * u) * (y - m) ELSE 0 END AS p,
                   CASE WHEN abs(u) < 1 THEN (1 - u * u) * (1 - 5 * u * u) ELSE 0 END AS d
            FROM (SELECT sample.item, person, y, m, s, {_AWAY} AS u FROM sample JOIN round{ROUNDS} USING (item)
                  OFFSET 0) AS far OFFSET 0
        ) AS drawn GROUP BY item, person, m, s
    ), settled AS (
        SELECT item, m, s, count(*) AS people, sum(high) AS high, sum(d) AS d,
               sqrt(sum(p2)) AS by_entries, sqrt(sum(p * p)) AS by_people
        FROM personal GROUP BY item, m, s
    )"""  # noqa: S608 - this module's constants

# Student's factor for 95 % with so many people less one, and what is missing of the spread among few.
_FEW_PEOPLE: Final = """(CASE WHEN people < 2 THEN 0 ELSE sqrt(people / (people - 1.0)) * (
               1.96 + 2.37 / (people - 1) + 2.8 / (people - 1) ^ 2 + 2.5 / (people - 1) ^ 3) END)"""

LEARN: Final = text(
    f"""
    WITH {_SAMPLES}, {_ORDER}, {", ".join(_round(number) for number in range(1, ROUNDS + 1))}, {_ERROR}
    INSERT INTO norm_evidence (tenant_id, work_item_id, first_day, last_day, entries, people, lower_quartile, median,
                               upper_quartile, observed, margin, high_share, groups)
    SELECT :tenant, item, first_day, last_day, entries, people,
           round(CAST(exp(q[2]) AS numeric), 2), round(CAST(exp(q[4]) AS numeric), 2),
           round(CAST(exp(q[5]) AS numeric), 2), round(CAST(exp(m) AS numeric), 2),
           round(CAST(greatest(2 * by_entries, {_FEW_PEOPLE} * by_people) / greatest(d, 0.3 * entries)
                      + {DISHONEST} * s AS numeric), 4),
           round(CAST(high AS numeric) / entries, 4), told
    FROM settled JOIN shape USING (item) JOIN groups USING (item)
    """  # noqa: S608 - this module's constants
)
"""Write the evidence of every work item in force; parameters `tenant`, `since` (the day before the first), `today`."""

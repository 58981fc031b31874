"""What the simulated nation is written with: COPY into temporary tables, then one INSERT ... SELECT for each table.

Nobody's log is written, only what stands at its end: daily sums (one row for each person and month), calibration's
counts, sheets and decisions. Every draw is a hash of the person's number or the unit's code, so the same people are
always drawn alike.
"""

from typing import Final

from tenants.periods.members import STANDING

MEMBER: Final = (
    "CREATE TEMPORARY TABLE nation_member (person_id uuid, appointment_id uuid, pin text, full_name text,"
    " sort_key text, search_key text, gender text, birth_date date, unit_id uuid, job_position_id uuid, role text,"
    " weight numeric, also_heads uuid) ON COMMIT DROP"
)


def draw(key: str, salt: int) -> str:
    """A number between 0 and 1 that depends on a text and a salt alone."""
    return f"((hashtextextended({key}, {salt}) & 2147483647) / CAST(2147483648 AS float8))"


def normal(key: str, salt: int) -> str:
    """A draw from the normal distribution."""
    return f"(sqrt(-2 * ln(1 - {draw(key, salt)})) * cos(6.283185307179586 * {draw(key, salt + 1000)}))"


PEOPLE: Final = f"""
    INSERT INTO person (tenant_id, id, pin, full_name, sort_key, search_key, gender, birth_date, staff_type,
                        qualification)
    SELECT :tenant, person_id, pin, full_name, sort_key, search_key, gender, birth_date,
           CASE WHEN {draw("pin", 1)} < CASE WHEN role = 'cadre' THEN 0.72 ELSE 0.90 END
                THEN 'civil_servant' ELSE 'public_employee' END,
           CASE WHEN {draw("pin", 2)} < CASE WHEN role = 'cadre' THEN 0.18 ELSE 0.42 END THEN 'postgraduate'
                WHEN {draw("pin", 2)} < 0.93 THEN 'graduate'
                WHEN {draw("pin", 2)} < 0.98 THEN 'college' ELSE 'other' END
    FROM nation_member
"""  # noqa: S608 - our own constants

POSTS: Final = """
    INSERT INTO appointment (tenant_id, id, person_id, unit_id, job_position_id, role, is_primary, weight, valid_from)
    SELECT :tenant, appointment_id, person_id, unit_id, job_position_id, role, true, weight, CAST(:since AS date)
    FROM nation_member
    UNION ALL
    SELECT :tenant, uuidv7(), person_id, also_heads, NULL,
           CASE role WHEN 'province_deputy' THEN 'province_head' ELSE 'agency_head' END, false, 0.2,
           CAST(:since AS date)
    FROM nation_member WHERE also_heads IS NOT NULL
"""

# Establishments as people are, three to twelve in a hundred of them vacant.
ESTABLISHMENTS: Final = f"""
    UPDATE unit_place AS place
    SET establishment = ceil(held.people * (1.03 + 0.09 * {draw("CAST(place.path AS text)", 19)}))
    FROM (SELECT unit_id, count(*) AS people FROM nation_member GROUP BY unit_id) AS held
    WHERE place.tenant_id = :tenant AND place.unit_id = held.unit_id
"""  # noqa: S608 - our own constants

# A row stands for the whole month, on its 15th. A post of a unit takes 110 to 165 norm hours, people differ by a
# quarter, months by 8 %, and what is left is 18 %.
MONTHS: Final = f"""
    WITH month AS (
        SELECT CAST(day AS date) + 14 AS day,
               1 + 0.08 * {normal("CAST(CAST(day AS date) AS text)", 3)} AS season
        FROM generate_series(CAST(:from_month AS timestamp), CAST(:last AS timestamp), interval '1 month') AS day
    ), worker AS (
        SELECT member.person_id, member.pin,
               (110 + 55 * {draw("unit.code || unit.commune_code", 4)}) * greatest(0.3, 1 + 0.25 * {normal("pin", 5)})
               AS hours
        FROM nation_member AS member
        JOIN (SELECT id, code, coalesce(commune_code, :code) AS commune_code FROM unit WHERE tenant_id = :tenant)
             AS unit ON unit.id = member.unit_id
    ), done AS (
        SELECT worker.person_id, month.day,
               round(CAST(worker.hours * month.season * greatest(0, 1 + 0.18 * {normal("pin || day", 6)}) * 60
                          AS numeric), 2) AS norm_minutes,
               {draw("pin || day", 7)} AS pace
        FROM worker CROSS JOIN month
    )
    INSERT INTO person_day (tenant_id, person_id, day, entries, minutes, norm_minutes, points, early, late)
    SELECT :tenant, person_id, day, CAST(norm_minutes / 180 AS integer) + 1,
           CAST(norm_minutes * CAST(0.9 + 0.3 * pace AS numeric) AS bigint), norm_minutes, norm_minutes,
           CAST(norm_minutes / 180 * CAST(0.3 * (1 - pace) AS numeric) AS integer),
           CAST(norm_minutes / 180 * CAST(0.12 * pace AS numeric) AS integer)
    FROM done
"""  # noqa: S608 - our own constants

LOGS: Final = f"""
    INSERT INTO log_month (tenant_id, person_id, unit_id, month, entries, days, long_days, minutes, norm_minutes,
                           proved, repeated)
    SELECT :tenant, done.person_id, member.unit_id, CAST(date_trunc('month', done.day) AS date), done.entries, 20,
           CASE WHEN {draw("pin", 8)} < 0.015 THEN 12 ELSE 0 END, done.minutes, done.norm_minutes,
           done.entries, CASE WHEN {draw("pin", 9)} < 0.01 THEN done.entries / 2 ELSE 0 END
    FROM person_day AS done JOIN nation_member AS member ON member.person_id = done.person_id
    WHERE done.tenant_id = :tenant AND done.day >= :first AND done.day <= :last
"""  # noqa: S608 - our own constants

RATERS: Final = f"""
    WITH rated AS (
        SELECT person_id, unit_id, {draw("pin", 10)} AS habit, 60 + CAST(120 * {draw("pin", 11)} AS integer) AS entries
        FROM nation_member WHERE role <> 'cadre'
    )
    INSERT INTO rater_month (tenant_id, person_id, month, unit_id, entries, excellent, good, fair, poor, rejected,
                             at_once, general_given, general_points)
    SELECT :tenant, person_id, CAST(month AS date), unit_id, entries,
           CASE WHEN habit < 0.03 THEN entries ELSE entries / 6 END,
           CASE WHEN habit < 0.03 THEN 0 ELSE entries - entries / 6 - entries / 10 - entries / 40 - entries / 50 END,
           CASE WHEN habit < 0.03 THEN 0 ELSE entries / 10 END, CASE WHEN habit < 0.03 THEN 0 ELSE entries / 40 END,
           CASE WHEN habit < 0.03 THEN 0 ELSE entries / 50 END, CASE WHEN habit > 0.98 THEN entries ELSE 0 END, 5, 130
    FROM rated
    CROSS JOIN generate_series(CAST(:first AS timestamp), CAST(:last AS timestamp), interval '1 month') AS month
"""  # noqa: S608 - our own constants

# Eight in a thousand fail, three in a hundred are not ranked; an agency's best within the quota are HTXS, and one
# agency in twenty takes two more. One in fifty has not decided yet.
SHEETS: Final = f"""
    WITH {STANDING}, drawn AS (
        SELECT members.*, {normal("person.pin", 12)} AS luck, {draw("person.pin", 13)} AS fails,
               {draw("person.pin", 14)} AS absent,
               {draw("unit.code", 15)} AS generous, {draw("unit.code", 16)} AS slow
        FROM members
        JOIN person ON person.tenant_id = :tenant AND person.id = members.person_id
        JOIN unit ON unit.tenant_id = :tenant AND unit.id = members.agency_id
    ), scored AS (
        SELECT drawn.*, CASE WHEN absent < 0.03 THEN NULL
               ELSE round(CAST(CASE WHEN fails < 0.008 THEN 30 + 2400 * fails
                                    ELSE greatest(50, least(99.5, :mean + 10.3 * luck)) END AS numeric), 2) END AS total
        FROM drawn
    ), placed AS (
        SELECT scored.*,
               row_number() OVER (PARTITION BY agency_id ORDER BY total DESC NULLS LAST, person_id) AS place,
               count(*) FILTER (WHERE total >= 70) OVER (PARTITION BY agency_id) AS good
        FROM scored
    )
    INSERT INTO sheet (tenant_id, id, period_id, person_id, appointment_id, unit_id, agency_id, standing,
                       position_group, rank, status, not_ranked, months, self_scored_at, opined_at, general, results,
                       total, class_by_points, proposed_class, norm_package_id, computed_at, frozen_at)
    SELECT :tenant, uuidv7(), :period, person_id, appointment_id, unit_id, agency_id, standing, position_group, rank,
           CASE WHEN slow < 0.02 THEN 'opined' ELSE 'decided' END, CASE WHEN total IS NULL THEN 'long_leave' END,
           months,
           CASE WHEN total IS NOT NULL AND luck > -2 THEN CAST(:last AS date) + 3 END, CAST(:last AS date) + 9,
           round(total * 0.3, 2), total - round(total * 0.3, 2), total,
           CASE WHEN total >= 90 THEN 'HTXS' WHEN total >= 70 THEN 'HTT' WHEN total >= 50 THEN 'HT'
                WHEN total < 50 THEN 'KHT' END,
           CASE WHEN total >= 90 AND place <= good / 6 + CASE WHEN generous < 0.05 THEN 2 ELSE 0 END THEN 'HTXS'
                WHEN total >= 70 THEN 'HTT' WHEN total >= 50 THEN 'HT' WHEN total < 50 THEN 'KHT' END,
           :package, CAST(:last AS date) + 5, CAST(:last AS date) + 12
    FROM placed
"""  # noqa: S608 - our own constants

# Of the quarter before only those who failed in it: what "two quarters running" asks for.
FAILED_BEFORE: Final = f"""
    INSERT INTO sheet (tenant_id, id, period_id, person_id, appointment_id, unit_id, agency_id, standing,
                       position_group, rank, status, months, self_scored_at, opined_at, general, results, total,
                       class_by_points, proposed_class, norm_package_id, computed_at, frozen_at)
    SELECT :tenant, uuidv7(), :before, sheet.person_id, appointment_id, unit_id, agency_id, standing, position_group,
           rank, 'decided', ARRAY(SELECT CAST(month - interval '3 months' AS date) FROM unnest(months) AS month),
           self_scored_at - interval '3 months', opined_at - interval '3 months', 12, 33, 45, 'KHT', 'KHT',
           norm_package_id, computed_at - interval '3 months', frozen_at - interval '3 months'
    FROM sheet JOIN person ON person.tenant_id = :tenant AND person.id = sheet.person_id
    WHERE sheet.tenant_id = :tenant AND sheet.period_id = :period
      AND {draw("person.pin", 17)} < CASE WHEN class_by_points = 'KHT' THEN 0.2 ELSE 0.006 END
"""  # noqa: S608 - our own constants

DECISIONS: Final = f"""
    WITH head AS (
        SELECT DISTINCT ON (unit_id) unit_id, person_id, id FROM appointment
        WHERE tenant_id = :tenant AND role IN ('agency_head', 'province_head') ORDER BY unit_id, is_primary DESC, id
    ), anybody AS (
        SELECT head.person_id, head.id FROM head JOIN unit ON unit.tenant_id = :tenant AND unit.id = head.unit_id
        ORDER BY unit.number LIMIT 1
    )
    INSERT INTO decision (tenant_id, id, sheet_id, number, class_by_points, proposed_class, decided_class, not_ranked,
                          document_number, decided_by, appointment_id, decided_at, basis, content_hash)
    SELECT :tenant, uuidv7(), sheet.id, 1, sheet.class_by_points, sheet.proposed_class, sheet.proposed_class,
           sheet.not_ranked, unit.number || '/QĐ-XL', coalesce(head.person_id, anybody.person_id),
           coalesce(head.id, anybody.id),
           (period.decision_by + CASE WHEN {draw("unit.code", 18)} < 0.08 THEN 3 ELSE 0 END + time '09:00')
               AT TIME ZONE 'Asia/Ho_Chi_Minh', '{{}}', sha256(uuid_send(sheet.id))
    FROM sheet
    JOIN evaluation_period AS period ON period.tenant_id = :tenant AND period.id = sheet.period_id
    JOIN unit ON unit.tenant_id = :tenant AND unit.id = sheet.agency_id
    CROSS JOIN anybody
    LEFT JOIN head ON head.unit_id = sheet.agency_id
    WHERE sheet.tenant_id = :tenant AND sheet.status = 'decided'
"""  # noqa: S608 - our own constants

CLOSED: Final = """
    UPDATE evaluation_period
    SET status = CASE WHEN EXISTS (SELECT FROM sheet WHERE sheet.tenant_id = :tenant
                                   AND sheet.period_id = evaluation_period.id AND sheet.status <> 'decided')
                      THEN 'closed' ELSE 'finished' END,
        opened_at = first, closed_at = freeze_on, finished_at = decision_by + 4
    WHERE tenant_id = :tenant AND id IN (:period, :before)
"""

IN_ORDER: Final = (
    PEOPLE, POSTS, ESTABLISHMENTS, MONTHS, LOGS, RATERS, SHEETS, FAILED_BEFORE, DECISIONS, CLOSED,
)  # fmt: skip

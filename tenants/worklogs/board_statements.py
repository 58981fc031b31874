"""The statements of the inbox: what waits with everything its flags rest on, and how the same item usually looks."""

from typing import Final

from sqlalchemy import TextClause, text

# Comparisons stay among the people one leads: they are found by their own index, and nobody else is named.
# `near` and `proof` are fenced, so that they are read once. Likeness is looked for among neighbours in order, never by
# joining the work to itself: hundreds of equal entries would meet each other; and only among what shares a file, a
# number or its figures and words with something that waits. Evidence is found by a list of ids, for the statement runs
# where lists are joined as wholes, and by the days, so that other months are never opened. Constants of the domain are
# literals: the inbox has a partial index of submitted entries alone. Work is not the same where both cite documents,
# each its own.
_NEAR: Final = """
    near AS MATERIALIZED (
        SELECT entry.id, entry.work_date, entry.person_id, entry.work_item_id, entry.quantity, entry.minutes,
               entry.norm_minutes, entry.complexity, lower(btrim(entry.output)) AS output,
               coalesce(entry.started_at, entry.created_at) AS begun
        FROM work_entry AS entry
        WHERE entry.tenant_id = :tenant AND entry.person_id = ANY (CAST(:people AS uuid[]))
          AND entry.work_date >= :since AND entry.work_date <= :today AND entry.status IN ('submitted', 'verified')
    )"""
BOARD: Final[TextClause] = text(
    f"""
    WITH waiting AS MATERIALIZED (
        SELECT entry.* FROM work_entry AS entry
        WHERE entry.tenant_id = :tenant AND entry.status = 'submitted'
          AND entry.appointment_id = ANY (CAST(:led AS uuid[])) AND entry.person_id <> :person
          AND (CAST(:item AS uuid) IS NULL OR entry.work_item_id = :item)
        ORDER BY entry.work_date, entry.id LIMIT :most
    ), {_NEAR}, usual AS (
        SELECT work_item_id, count(*) AS entries, mode() WITHIN GROUP (ORDER BY complexity) AS complexity,
               CAST(percentile_cont(0.5) WITHIN GROUP (ORDER BY minutes / quantity) AS numeric) AS pace
        FROM near WHERE work_item_id IN (SELECT work_item_id FROM waiting) GROUP BY work_item_id
    ), days AS (
        SELECT id, sum(norm_minutes * quantity) OVER day AS norm_minutes, sum(minutes) OVER day AS minutes,
               row_number() OVER day AS nth
        FROM near WHERE (person_id, work_date) IN (SELECT person_id, work_date FROM waiting)
        WINDOW day AS (PARTITION BY person_id, work_date ORDER BY begun, id)
    ), proof AS MATERIALIZED (
        SELECT near.id, near.work_item_id, near.work_date, near.person_id, piece.document_number,
               upper(btrim(piece.document_number)) AS number, file.sha256
        FROM near
        JOIN evidence AS piece ON piece.tenant_id = :tenant AND piece.entry_id = ANY (ARRAY(SELECT id FROM near))
             AND piece.entry_id = near.id AND piece.work_date >= :since AND piece.work_date <= :today
        LEFT JOIN stored_file AS file ON file.tenant_id = :tenant AND file.id = piece.file_id
    ), shown AS MATERIALIZED (
        SELECT number, sha256 FROM proof WHERE id IN (SELECT id FROM waiting)
    ), alike AS MATERIALIZED (
        SELECT * FROM near
        WHERE (work_item_id, quantity, minutes, output) IN
              (SELECT work_item_id, quantity, minutes, lower(btrim(output)) FROM waiting)
    ), work AS MATERIALIZED (
        SELECT alike.*, coalesce(cited.numbered, false) AS numbered
        FROM alike LEFT JOIN (SELECT id, bool_or(number IS NOT NULL) AS numbered FROM proof
                              WHERE id IN (SELECT id FROM alike) GROUP BY id) AS cited ON cited.id = alike.id
    ), neighbours AS (
        SELECT id, work_date, lag(id) OVER here AS before, lead(id) OVER here AS next, 'same_file' AS kind,
               NULL AS shared, 1 AS rank, 10000 AS days, false AS numbered
        FROM (SELECT DISTINCT id, sha256, work_date FROM proof WHERE sha256 IN (SELECT sha256 FROM shown)) AS file
        WINDOW here AS (PARTITION BY sha256 ORDER BY work_date, id)
        UNION ALL
        SELECT id, work_date, lag(id) OVER here, lead(id) OVER here, 'same_document', number, 2, 10000, false
        FROM (SELECT DISTINCT id, number, work_item_id, work_date FROM proof
              WHERE number IN (SELECT number FROM shown)) AS cited
        WINDOW here AS (PARTITION BY work_item_id, number ORDER BY work_date, id)
        UNION ALL
        SELECT id, work_date, lag(id) OVER here, lead(id) OVER here, 'same_work', NULL, 3, 0, numbered
        FROM work
        WINDOW here AS (PARTITION BY work_item_id, person_id, work_date, quantity, minutes, output
                        ORDER BY numbered, id)
        UNION ALL
        SELECT id, work_date, lag(id) OVER here, lead(id) OVER here, 'same_work', NULL, 4, 3, numbered
        FROM work WHERE output ~ '[0-9]'
        WINDOW here AS (PARTITION BY work_item_id, quantity, minutes, output ORDER BY work_date, numbered, id)
    ), beside AS MATERIALIZED (
        SELECT mine.*, unnest(ARRAY[mine.before, mine.next]) AS other
        FROM neighbours AS mine WHERE mine.id IN (SELECT id FROM waiting)
    ), twin AS (
        SELECT DISTINCT ON (mine.id) mine.id, other.id AS other, other.work_date, other.person_id, mine.kind,
               mine.shared
        FROM beside AS mine
        JOIN near AS other ON other.id = mine.other
        LEFT JOIN work AS its ON its.id = mine.other
        WHERE abs(other.work_date - mine.work_date) <= mine.days
          AND NOT (mine.numbered AND coalesce(its.numbered, false))
        ORDER BY mine.id, mine.rank, abs(other.work_date - mine.work_date), other.id
    ), proofs AS (
        SELECT waiting.id, count(piece.id) AS pieces, min(piece.document_number) AS document_number,
               count(piece.file_id) AS files
        FROM waiting
        JOIN evidence AS piece ON piece.tenant_id = :tenant AND piece.entry_id = waiting.id
             AND piece.work_date = waiting.work_date
        GROUP BY waiting.id
    )
    SELECT waiting.id, waiting.work_date, waiting.person_id, waiting.unit_id, waiting.work_item_id, waiting.quantity,
           waiting.minutes, waiting.norm_minutes, waiting.complexity, waiting.days_late, waiting.due_date,
           waiting.output, waiting.note, waiting.submitted_at, waiting.device_time, waiting.created_at,
           author.full_name AS person, author.sort_key, item.name AS item, item.product_unit,
           coalesce(proofs.pieces, 0) AS pieces, proofs.document_number, coalesce(proofs.files, 0) AS files,
           usual.entries AS usual_entries, usual.pace, usual.complexity AS usual_complexity,
           days.norm_minutes AS day_norm_minutes, days.minutes AS day_minutes, days.nth,
           logged.ordinal - worked.ordinal AS logged_after, written.ordinal - worked.ordinal AS written_after,
           twin.kind AS twin_kind, twin.other AS twin_id, twin.work_date AS twin_date, twin.shared AS twin_shared,
           other.full_name AS twin_person, settings.day_minutes_limit
    FROM waiting
    JOIN tenant_settings AS settings ON settings.tenant_id = :tenant
    JOIN person AS author ON author.tenant_id = :tenant AND author.id = waiting.person_id
    JOIN work_item_version AS item ON item.tenant_id = :tenant AND item.work_item_id = waiting.work_item_id
         AND item.version = waiting.work_item_version
    LEFT JOIN proofs ON proofs.id = waiting.id
    LEFT JOIN usual ON usual.work_item_id = waiting.work_item_id
    LEFT JOIN days ON days.id = waiting.id
    LEFT JOIN twin ON twin.id = waiting.id
    LEFT JOIN person AS other ON other.tenant_id = :tenant AND other.id = twin.person_id
    LEFT JOIN calendar_day AS worked ON worked.tenant_id = :tenant AND worked.day = waiting.work_date
    LEFT JOIN calendar_day AS logged ON logged.tenant_id = :tenant
         AND logged.day = CAST(timezone('Asia/Ho_Chi_Minh', waiting.created_at) AS date)
    LEFT JOIN calendar_day AS written ON written.tenant_id = :tenant
         AND written.day = CAST(timezone('Asia/Ho_Chi_Minh', waiting.device_time) AS date)
    """  # noqa: S608 - our own text
)
COUNTS: Final[TextClause] = text(
    """
    SELECT count(*) FILTER (WHERE person_id <> :person) AS waiting,
           count(DISTINCT person_id) FILTER (WHERE person_id <> :person) AS people,
           count(*) FILTER (WHERE person_id = :person) AS own,
           (array_agg(appointment_id) FILTER (WHERE person_id = :person))[1] AS own_post
    FROM work_entry
    WHERE tenant_id = :tenant AND status = 'submitted' AND appointment_id = ANY (CAST(:posts AS uuid[]))
    """
)
LAST: Final[TextClause] = text(
    """
    SELECT verified_at, count(*) AS entries FROM work_entry
    WHERE tenant_id = :tenant AND verified_by = :person AND person_id = ANY (CAST(:people AS uuid[]))
      AND work_date >= :since
      AND status = 'verified'
    GROUP BY verified_at ORDER BY verified_at DESC LIMIT 1
    """
)
SPREAD: Final[TextClause] = text(
    """
    SELECT entry.id, entry.work_date, entry.minutes / entry.quantity AS pace, author.full_name AS person
    FROM work_entry AS entry
    JOIN person AS author ON author.tenant_id = :tenant AND author.id = entry.person_id
    WHERE entry.tenant_id = :tenant AND entry.person_id = ANY (CAST(:people AS uuid[]))
      AND entry.work_item_id = :item AND entry.status IN ('submitted', 'verified')
      AND entry.work_date >= :since AND entry.work_date <= :today
    ORDER BY entry.work_date DESC, entry.id DESC LIMIT :most
    """
)

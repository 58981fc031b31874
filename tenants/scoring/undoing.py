"""Verdicts taken back by whoever gave them, as long as no period's decision rests on their scores."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import Refusal
from kernel.ids import uuid7
from kernel.outbox import enqueue
from policies.authority import Caller
from tenants.worklogs import carrying, rules, verification
from tenants.worklogs.errors import NotYourVerdict, RepeatedItem, TooMany, UndoExpired, WrongState
from tenants.worklogs.models import WorkEntry
from tenants.worklogs.verification import Judge, Outcome

# The month in which an entry counts is its own, or the one it was carried to.
_STANDING: Final = text(
    """
    SELECT entry.id, last.kind, EXISTS (
        SELECT FROM closed_month AS closed
        WHERE closed.tenant_id = :tenant AND closed.person_id = entry.person_id
          AND closed.month = coalesce(
              carried.month, CAST(date_trunc('month', CAST(entry.work_date AS timestamp)) AS date))
    ) AS settled
    FROM work_entry AS entry
    LEFT JOIN carried_entry AS carried ON carried.tenant_id = :tenant AND carried.entry_id = entry.id
    LEFT JOIN LATERAL (
        SELECT event.kind FROM entry_event AS event
        WHERE event.tenant_id = :tenant AND event.entry_id = entry.id
          AND event.kind IN ('verified', 'corrected', 'waived')
        ORDER BY event.id DESC LIMIT 1
    ) AS last ON true
    WHERE entry.tenant_id = :tenant AND entry.id = ANY (CAST(:ids AS uuid[]))
      AND entry.work_date BETWEEN :first AND :last
    """
)
_UNWAIT: Final = text("DELETE FROM pending_score WHERE tenant_id = :tenant AND entry_id = ANY (CAST(:ids AS uuid[]))")
# Looked at after `_UNWAIT` has ended: whoever was scoring the entries has committed by then, or finds them gone.
_UNDO: Final = text(
    """
    WITH given AS (
        SELECT * FROM unnest(CAST(:ids AS uuid[]), CAST(:dates AS date[]), CAST(:events AS uuid[]))
            AS given (id, work_date, event)
    ), changed AS (
        UPDATE work_entry AS entry
        SET status = 'submitted', revision = entry.revision + 1, quality = NULL, accepted_quantity = NULL,
            failed_reviews = 0, delays = 0, comment = NULL, verified_by = NULL, verified_at = NULL,
            facts = nullif(entry.facts - 'verification', '{}')
        FROM given
        WHERE entry.tenant_id = :tenant AND entry.id = given.id AND entry.work_date = given.work_date
          AND entry.work_date BETWEEN :first AND :last
        RETURNING entry.id, entry.work_date, entry.person_id, entry.revision - 1 AS undone, given.event
    ), standing AS (
        SELECT score.*
        FROM changed
        CROSS JOIN LATERAL (
            SELECT * FROM entry_score AS score
            WHERE score.tenant_id = :tenant AND score.entry_id = changed.id AND score.work_date = changed.work_date
              AND score.revision <= changed.undone
            ORDER BY score.revision DESC LIMIT 1
        ) AS score
        WHERE NOT EXISTS (
            SELECT FROM undone_verdict AS before
            WHERE before.tenant_id = :tenant AND before.entry_id = changed.id AND before.revision >= score.revision)
    ), taken_away AS (
        INSERT INTO rollup_delta (tenant_id, person_id, unit_id, day, entries, minutes, norm_minutes, points, early,
                                  late)
        SELECT :tenant, person_id, unit_id, work_date, -count(*), -sum(minutes), -sum(norm_minutes), -sum(points),
               -count(*) FILTER (WHERE days_late < 0), -count(*) FILTER (WHERE days_late > 0)
        FROM standing GROUP BY person_id, unit_id, work_date
    ), noted AS (
        INSERT INTO undone_verdict (tenant_id, entry_id, revision, undone_by, undone_at)
        SELECT :tenant, id, undone, :person, :now FROM changed
    ), uncarried AS (
        DELETE FROM carried_entry AS carried USING changed
        WHERE carried.tenant_id = :tenant AND carried.entry_id = changed.id
        RETURNING carried.person_id, carried.month
    ), again AS (
        INSERT INTO pending_month (tenant_id, person_id, month)
        SELECT :tenant, person_id, CAST(date_trunc('month', CAST(work_date AS timestamp)) AS date) FROM changed
        UNION
        SELECT :tenant, person_id, month FROM uncarried
        ON CONFLICT DO NOTHING
    )
    INSERT INTO entry_event (tenant_id, id, entry_id, kind, person_id, at, data)
    SELECT :tenant, event, id, 'undone', :person, :now, jsonb_build_object('revision', undone + 1, 'undone', undone)
    FROM changed
    """
)


async def undo(session: AsyncSession, caller: Caller, ids: Sequence[UUID], *, now: datetime) -> list[Outcome]:
    """Have entries wait again that the caller has verified; each has its own outcome, and the history keeps both steps.

    What a score has added to the sums is taken away again; the score itself stays beside, as every replaced one does.
    """
    if len(ids) > rules.GROUP_LIMIT:
        raise TooMany("entryIds", most=rules.GROUP_LIMIT)
    judge, rows = await verification.looked_at(session, caller, ids, now)
    await carrying.hold_open(session)
    standing = await _standing(session, list(rows.values()))
    outcomes: list[Outcome] = []
    undone: dict[UUID, WorkEntry] = {}
    for entry_id in ids:
        row = rows.get(entry_id)
        refusal = judge.refusal_for(row)
        if refusal is None and row is not None:
            refusal = RepeatedItem("entryId") if entry_id in undone else _refusal(judge, row, *standing[row.id])
            if refusal is None:
                undone[entry_id] = row
        outcomes.append(Outcome(entry_id, refusal))
    if undone:
        await _write(session, judge, list(undone.values()), now)
    return outcomes


def _refusal(judge: Judge, row: WorkEntry, last: str | None, settled: bool) -> Refusal | None:
    """Why a verdict cannot be taken back."""
    if row.status != "verified":
        return WrongState("entryId", status=row.status)
    if settled:
        return UndoExpired("entryId")
    if row.verified_by != judge.person_id or last != "verified":
        return NotYourVerdict("entryId")
    return None


async def _standing(session: AsyncSession, rows: Sequence[WorkEntry]) -> dict[UUID, tuple[str | None, bool]]:
    """For each entry the last step that judged it, and whether the month it counts in is closed."""
    if not rows:
        return {}
    found = await session.execute(_STANDING, _keys(session, rows))
    return {row.id: (row.kind, row.settled) for row in found}


async def _write(session: AsyncSession, judge: Judge, rows: Sequence[WorkEntry], now: datetime) -> None:
    values = _keys(session, rows)
    await session.execute(_UNWAIT, {"tenant": values["tenant"], "ids": values["ids"]})
    dates, events = [row.work_date for row in rows], [uuid7() for _ in rows]
    await session.execute(_UNDO, values | {"dates": dates, "events": events, "person": judge.person_id, "now": now})
    await enqueue(session, "merge_rollups")
    await enqueue(session, "score_months")


def _keys(session: AsyncSession, rows: Sequence[WorkEntry]) -> dict[str, object]:
    days = [row.work_date for row in rows]
    return {"tenant": tenant_of(session), "ids": [row.id for row in rows], "first": min(days), "last": max(days)}

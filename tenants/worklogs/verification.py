"""What a direct leader does with submitted entries: verify one or many, or return them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.errors import Forbidden, NotFound, Refusal
from kernel.ids import uuid7
from kernel.outbox import enqueue
from policies.authority import Caller, Grant, authorize
from tenants.facts import actions as facts
from tenants.facts.rules import ENTRY_RETURNED, ENTRY_VERIFIED
from tenants.organisation import queries as organisation
from tenants.organisation.models import Person
from tenants.worklogs import carrying, own_facts, rules
from tenants.worklogs.actions import mark_due_month, record
from tenants.worklogs.carrying import CARRY
from tenants.worklogs.errors import (
    EntryChanged,
    Handled,
    NeedsLook,
    NotDirectLeader,
    OwnWork,
    RepeatedItem,
    TooMany,
    Withdrawn,
)
from tenants.worklogs.models import WorkEntry
from tenants.worklogs.rules import Return, Verdict

WRITE_VERDICTS = text(
    f"""
    WITH given AS (
        SELECT * FROM unnest(
            CAST(:ids AS uuid[]), CAST(:dates AS date[]), CAST(:qualities AS text[]), CAST(:quantities AS numeric[]),
            CAST(:failed AS integer[]), CAST(:delays AS integer[]), CAST(:comments AS text[]), CAST(:facts AS jsonb[]),
            CAST(:events AS uuid[])
        ) AS given (id, work_date, quality, accepted, failed, delays, comment, facts, event)
    ), changed AS (
        UPDATE work_entry AS entry
        SET status = 'verified', revision = entry.revision + 1, quality = given.quality,
            accepted_quantity = given.accepted, failed_reviews = given.failed, delays = given.delays,
            comment = given.comment, verified_by = :person, verified_at = :now,
            facts = CASE WHEN given.facts IS NULL THEN entry.facts
                    ELSE coalesce(entry.facts, '{{}}') || jsonb_build_object('verification', given.facts) END
        FROM given
        WHERE entry.tenant_id = :tenant AND entry.id = given.id AND entry.work_date = given.work_date
          AND entry.work_date BETWEEN :first AND :last
        RETURNING entry.id, entry.work_date, entry.person_id, entry.revision, given.quality, given.facts AS stated,
                  given.event
    ), waiting AS (
        INSERT INTO pending_score (tenant_id, entry_id, revision, work_date)
        SELECT :tenant, id, revision, work_date FROM changed
    ), {CARRY}
    INSERT INTO entry_event (tenant_id, id, entry_id, kind, person_id, at, data)
    SELECT :tenant, event, id, 'verified', :person, :now,
           jsonb_strip_nulls(jsonb_build_object(
               'quality', quality, 'revision', revision, 'facts', stated, 'counts_in', carried.month))
    FROM changed LEFT JOIN carried ON carried.entry_id = changed.id
    """  # noqa: S608 - our own text
)


@dataclass(frozen=True)
class Decision:
    """A verdict on one entry; `seen` is when it had been submitted as whoever decides looked at it, if they say."""

    entry_id: UUID
    verdict: Verdict
    seen: datetime | None = None


@dataclass(frozen=True)
class Accepted:
    """A decision that can be carried out: the entry, its accepted quantity, and what is stated of it."""

    decision: Decision
    row: WorkEntry
    quantity: Decimal
    facts: dict[str, str]


@dataclass(frozen=True)
class Outcome:
    """What became of one decision: done, or refused with a reason."""

    entry_id: UUID
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Judge:
    """The person deciding, whose entries they lead at this moment, and who leads them, where it is asked."""

    person_id: UUID
    grant: Grant
    leads: frozenset[UUID]
    led_by: str | None = None

    def refusal_for(self, row: WorkEntry | None) -> Refusal | None:
        """Why this person may not decide on the entry; an entry out of sight is as good as none."""
        if row is None:
            return NotFound("entryId")
        if row.person_id == self.person_id:
            vi, en = self.led_by or "người quản lý trực tiếp của bạn", self.led_by or "your direct leader"
            return OwnWork("entryId", whose=vi, whose_en=en)
        if row.appointment_id not in self.leads:
            return NotDirectLeader("entryId") if self.grant.branches or self.grant.units else NotFound("entryId")
        return None


async def verify(session: AsyncSession, caller: Caller, decision: Decision, *, now: datetime) -> WorkEntry:
    """Confirm one submitted entry with a quality level; it is scored from here on."""
    outcome = (await verify_many(session, caller, [decision], now=now))[0]
    if outcome.refusal is not None:
        raise outcome.refusal
    return await _entry(session, decision.entry_id)


async def verify_many(
    session: AsyncSession,
    caller: Caller,
    decisions: Sequence[Decision],
    *,
    now: datetime,
    only: frozenset[UUID] | None = None,
    most: int = rules.BATCH_LIMIT,
) -> list[Outcome]:
    """Confirm many entries: what cannot be verified is reported with its reason and takes nothing else down.

    With `only`, other entries than these are refused as needing a look of their own.
    """
    if len(decisions) > most:
        raise TooMany("decisions", most=most)
    judge, rows = await looked_at(session, caller, [decision.entry_id for decision in decisions], now)
    laws = await own_facts.laws_of(session, rows.values())
    accepted: dict[UUID, Accepted] = {}
    outcomes = []
    for decision in decisions:
        row = rows.get(decision.entry_id)
        refusal = judge.refusal_for(row)
        if refusal is None and row is not None:
            try:
                if decision.entry_id in accepted:
                    raise RepeatedItem("entryId")
                require_waiting(row, decision.seen)
                if only is not None and row.id not in only:
                    raise NeedsLook("entryId")
                quantity = rules.check_verdict(decision.verdict, row.quantity)
                facts = own_facts.stated(laws, row, decision.verdict.facts)
                accepted[row.id] = Accepted(decision, row, quantity, facts)
            except Refusal as found:
                refusal = found
        outcomes.append(Outcome(decision.entry_id, refusal))
    if accepted:
        await _write_verdicts(session, judge.person_id, list(accepted.values()), now)
    return outcomes


def require_waiting(row: WorkEntry, seen: datetime | None, field: str = "entryId") -> None:
    """Refuse an entry that does not wait for a verdict, or not as it was seen, saying what has become of it."""
    if row.status != "submitted":
        raise (Withdrawn if row.status == "draft" else Handled)(field, status=row.status)
    if seen is not None and row.submitted_at != seen:
        raise EntryChanged(field)


async def send_back(
    session: AsyncSession, caller: Caller, entry_id: UUID, given: Return, *, now: datetime, seen: datetime | None = None
) -> WorkEntry:
    """Return a submitted entry to its author with a reason."""
    judge, row = await decided_upon(session, caller, entry_id, now)
    require_waiting(row, seen, "id")
    reason = given.sentence()
    row.status = "returned"
    row.comment = reason
    await mark_due_month(session, row)
    code = {"reason_code": given.code} if given.code is not None else {}
    await record(session, entry_id, "returned", judge.person_id, now, reason=reason, **code)
    await facts.tell(session, ENTRY_RETURNED, {entry_id: {"work_date": row.work_date}})
    await session.flush()
    return row


async def judge_of(session: AsyncSession, caller: Caller, now: datetime, action: str = "verify") -> Judge:
    """The caller as one who decides, with whom they lead at this moment."""
    grant = authorize(caller, "work_entry", action)
    if caller.person_id is None:
        raise Forbidden()
    leads = await organisation.led_appointments(session, caller.person_id, local_date(now))
    return Judge(caller.person_id, grant, frozenset(leads))


async def looked_at(
    session: AsyncSession, caller: Caller, ids: Sequence[UUID], now: datetime, action: str = "verify"
) -> tuple[Judge, dict[UUID, WorkEntry]]:
    """The person deciding and the entries they may know of, locked; who leads them too, where an entry is their own."""
    judge = await judge_of(session, caller, now, action)
    rows = await _locked(session, ids)
    visible = await _visible(session, judge, rows, now)
    own = [row for row in rows.values() if row.person_id == judge.person_id]
    if own:
        judge = replace(judge, led_by=await leader_of(session, own[0].appointment_id, now))
    return judge, {row_id: row for row_id, row in rows.items() if row_id in visible}


async def leader_of(session: AsyncSession, appointment_id: UUID, now: datetime) -> str | None:
    """The name of who leads a post directly at this moment, if anybody does."""
    post = await organisation.direct_leader(session, appointment_id, local_date(now))
    person = await session.get(Person, (tenant_of(session), post.person_id)) if post is not None else None
    return person.full_name if person is not None else None


async def decided_upon(
    session: AsyncSession, caller: Caller, entry_id: UUID, now: datetime, action: str = "verify"
) -> tuple[Judge, WorkEntry]:
    """The person deciding and the entry, locked, after refusing one who may not decide on it."""
    judge, rows = await looked_at(session, caller, [entry_id], now, action)
    if (refusal := judge.refusal_for(rows.get(entry_id))) is not None:
        raise refusal
    return judge, await _entry(session, entry_id)


async def _locked(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, WorkEntry]:
    rows = await session.scalars(
        select(WorkEntry)
        .where(WorkEntry.tenant_id == tenant_of(session), WorkEntry.id.in_(sorted(set(ids))))
        .order_by(WorkEntry.id)
        .with_for_update()
    )
    return {row.id: row for row in rows}


async def _visible(session: AsyncSession, judge: Judge, rows: dict[UUID, WorkEntry], now: datetime) -> frozenset[UUID]:
    """The entries this person may know of: their own, those they lead, those of their branches."""
    paths = await organisation.unit_paths(session, {row.unit_id for row in rows.values()}, local_date(now))
    return frozenset(
        row.id
        for row in rows.values()
        if row.person_id == judge.person_id
        or row.appointment_id in judge.leads
        or judge.grant.covers(paths.get(row.unit_id), row.person_id)
    )


async def _entry(session: AsyncSession, entry_id: UUID) -> WorkEntry:
    return (
        await session.execute(
            select(WorkEntry)
            .where(WorkEntry.tenant_id == tenant_of(session), WorkEntry.id == entry_id)
            .execution_options(populate_existing=True)
        )
    ).scalar_one()


async def _write_verdicts(session: AsyncSession, person_id: UUID, accepted: Sequence[Accepted], now: datetime) -> None:
    """All verdicts of a batch in one UPDATE, with their history and what must follow."""
    await carrying.hold_open(session)
    await session.execute(
        WRITE_VERDICTS,
        {
            "tenant": tenant_of(session),
            "first": min(one.row.work_date for one in accepted),
            "last": max(one.row.work_date for one in accepted),
            "ids": [one.row.id for one in accepted],
            "dates": [one.row.work_date for one in accepted],
            "qualities": [one.decision.verdict.quality for one in accepted],
            "quantities": [one.quantity for one in accepted],
            "failed": [one.decision.verdict.failed_reviews for one in accepted],
            "delays": [one.decision.verdict.delays for one in accepted],
            "comments": [one.decision.verdict.comment for one in accepted],
            "facts": [Jsonb(one.facts) if one.facts else None for one in accepted],
            "person": person_id,
            "now": now,
            "events": [uuid7() for _ in accepted],
        },
    )
    await enqueue(session, "score_pending")
    await facts.tell(session, ENTRY_VERIFIED, {one.row.id: {"work_date": one.row.work_date} for one in accepted})

"""What happens to an entry after it was verified: corrected with a reason, or faults waived; it is scored again."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.outbox import enqueue
from policies.authority import Caller
from tenants.norms.facts import VERIFICATION
from tenants.worklogs import carrying, own_facts, rules
from tenants.worklogs.actions import record
from tenants.worklogs.errors import BadFaults, MissingReason, WrongState
from tenants.worklogs.models import PendingScore, Waiver, WorkEntry
from tenants.worklogs.rules import Verdict
from tenants.worklogs.verification import Decision, decided_upon

WaiverKind = Literal["quality", "progress"]


@dataclass(frozen=True)
class WaiverInput:
    """A deduction to be waived for an objective cause, with the document that confirms it."""

    kind: WaiverKind
    faults: int
    reason: str
    document_number: str


async def correct(
    session: AsyncSession, caller: Caller, decision: Decision, reason: str, *, now: datetime
) -> WorkEntry:
    """Change the verdict on a verified entry, with a reason; it is scored again beside its old score."""
    judge, row = await decided_upon(session, caller, decision.entry_id, now)
    if row.status != "verified":
        raise WrongState("id", status=row.status)
    reason = rules.check_reason(reason)
    accepted = rules.check_verdict(decision.verdict, row.quantity)
    stated = own_facts.stated(await own_facts.laws_of(session, [row]), row, decision.verdict.facts)
    before = _verdict_of(row)
    row.facts = own_facts.with_stated(row, stated)
    _apply(row, decision.verdict, accepted, judge.person_id, now)
    row.revision += 1
    await record(session, row.id, "corrected", judge.person_id, now, reason=reason, before=before)
    await _request_score(session, row)
    return row


async def waive(
    session: AsyncSession, caller: Caller, entry_id: UUID, waiver: WaiverInput, *, now: datetime
) -> WorkEntry:
    """Waive faults of a verified entry for an objective cause (nguyên nhân khách quan), Decree 335.

    The document that confirms the cause is named; actor, reason and time are kept. The entry is scored again.
    """
    judge, row = await decided_upon(session, caller, entry_id, now, action="waive")
    if row.status != "verified":
        raise WrongState("id", status=row.status)
    reason = _check_waiver(waiver, row)
    session.add(
        Waiver(
            tenant_id=tenant_of(session),
            entry_id=entry_id,
            work_date=row.work_date,
            kind=waiver.kind,
            faults=waiver.faults,
            reason=reason,
            document_number=waiver.document_number.strip(),
            granted_by=judge.person_id,
            granted_at=now,
        )
    )
    if waiver.kind == "quality":
        row.failed_waived += waiver.faults
    else:
        row.delays_waived += waiver.faults
    row.revision += 1
    await record(
        session,
        entry_id,
        "waived",
        judge.person_id,
        now,
        reason=reason,
        kind_of_fault=waiver.kind,
        faults=waiver.faults,
        document_number=waiver.document_number,
    )
    await _request_score(session, row)
    return row


def _verdict_of(row: WorkEntry) -> dict[str, Any]:
    names = ("quality", "accepted_quantity", "failed_reviews", "delays", "comment", "verified_by", "verified_at")
    stated = (row.facts or {}).get(VERIFICATION)
    return (
        {name: str(getattr(row, name)) for name in names}
        | {"revision": row.revision}
        | ({"facts": stated} if stated else {})
    )


def _apply(row: WorkEntry, verdict: Verdict, accepted: Decimal, person_id: UUID, now: datetime) -> None:
    if verdict.failed_reviews < row.failed_waived or verdict.delays < row.delays_waived:
        raise BadFaults("failedReviews", most=rules.FAULT_LIMIT)
    row.quality = verdict.quality
    row.accepted_quantity = accepted
    row.failed_reviews = verdict.failed_reviews
    row.delays = verdict.delays
    row.comment = verdict.comment
    row.verified_by = person_id
    row.verified_at = now


def _check_waiver(waiver: WaiverInput, row: WorkEntry) -> str:
    """The reason of a waiver, after refusing one without a document or beyond the faults that stand."""
    if not 1 <= len(waiver.document_number.strip()) <= 200:
        raise MissingReason("documentNumber", most=200)
    standing = {
        "quality": row.failed_reviews - row.failed_waived,
        "progress": row.delays - row.delays_waived,
    }
    if not 0 < waiver.faults <= standing[waiver.kind]:
        raise BadFaults("faults", most=standing[waiver.kind])
    return rules.check_reason(waiver.reason)


async def _request_score(session: AsyncSession, row: WorkEntry) -> None:
    await session.flush()
    await session.execute(
        insert(PendingScore).values(
            tenant_id=tenant_of(session), entry_id=row.id, revision=row.revision, work_date=row.work_date
        )
    )
    await carrying.mark(session, row.id)
    await enqueue(session, "score_pending")

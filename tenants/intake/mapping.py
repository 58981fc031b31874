"""Mappings of kinds to work items, what waits unmatched, what the log suggests for it, and matching anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import case, delete, func, select, text, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.errors import NotFound
from kernel.ids import uuid7
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.catalogue import queries as catalogue
from tenants.catalogue.models import JobPosition
from tenants.intake.errors import BadRule
from tenants.intake.events import KEPT
from tenants.intake.models import IntakeEvent, IntakeRule, IntakeSource, ReceivedWork
from tenants.intake.receiving import settle
from tenants.intake.sources import KINDS, LONGEST, locked
from tenants.organisation.models import Unit

MOST: Final = 500
AT_ONCE: Final = 500
LEARNED_DAYS: Final = 62
# What people logged by hand under the number of a document whose kind is mapped to nothing.
LEARNED: Final = text(
    """
    SELECT work.source_id, work.kind, work.work_kind, entry.work_item_id, count(DISTINCT entry.id) AS times
    FROM received_work AS work
    JOIN work_entry AS entry ON entry.tenant_id = work.tenant_id AND entry.person_id = work.person_id
         AND entry.work_date >= :since
    JOIN evidence ON evidence.tenant_id = entry.tenant_id AND evidence.entry_id = entry.id
    WHERE work.tenant_id = :tenant AND work.reason = 'kind_unmapped' AND work.work_kind IS NOT NULL
      AND lower(regexp_replace(evidence.document_number, '\\s', '', 'g')) = work.document_key
    GROUP BY work.source_id, work.kind, work.work_kind, entry.work_item_id
    ORDER BY times DESC, work.source_id, work.work_kind, entry.work_item_id
    LIMIT 100
    """
)


@dataclass(frozen=True)
class RuleInput:
    """A kind of a source, as which work item, and where."""

    kind: str
    work_kind: str
    work_item_id: UUID
    source_id: UUID | None = None
    unit_id: UUID | None = None
    job_position_id: UUID | None = None


@dataclass(frozen=True)
class Learned:
    """A mapping the log suggests: so many people logged such documents as this item."""

    source_id: UUID
    kind: str
    work_kind: str
    work_item_id: UUID
    times: int


@dataclass(frozen=True)
class Standing:
    """How a source's work stands, of the last weeks."""

    finished: int = 0
    prefilled: int = 0
    unmatched: int = 0


@dataclass(frozen=True)
class Replayed:
    """How much was matched anew, how much of it is matched now, and how much is left for another time."""

    looked_at: int
    matched: int
    left: int


async def map_kind(session: AsyncSession, caller: Caller, given: RuleInput, *, now: datetime) -> IntakeRule:
    """Map a kind of document or task to a work item; mapping the same place again changes it."""
    authorize(caller, "intake", "manage")
    tenant_id, work_kind = tenant_of(session), given.work_kind.strip()
    item = await catalogue.item_in_force(session, given.work_item_id, local_date(now))
    if given.kind not in KINDS or not 0 < len(work_kind) <= LONGEST or item is None:
        raise BadRule("workKind" if item else "workItemId", most=LONGEST)
    for table, wanted, path in (
        (IntakeSource, given.source_id, "sourceId"), (Unit, given.unit_id, "unitId"),
        (JobPosition, given.job_position_id, "jobPositionId"),
    ):  # fmt: skip
        if wanted is not None and await session.get(table, (tenant_id, wanted)) is None:
            raise NotFound(path)
    rule_id = await session.scalar(
        insert(IntakeRule)
        .values(tenant_id=tenant_id, id=uuid7(), kind=given.kind, work_kind=work_kind, source_id=given.source_id,
                unit_id=given.unit_id, job_position_id=given.job_position_id, work_item_id=given.work_item_id)
        .on_conflict_do_update(constraint="uq_intake_rule_of", set_={"work_item_id": given.work_item_id})
        .returning(IntakeRule.id)
    )  # fmt: skip
    await audit.record(session, caller, "mapped", "intake_rule", rule_id, work_kind=work_kind, work_item=item.code)
    found = await session.get(IntakeRule, (tenant_id, rule_id), populate_existing=True)
    if found is None:
        raise NotFound("id")
    return found


async def unmap(session: AsyncSession, caller: Caller, rule_id: UUID) -> None:
    """Take a mapping away; what was matched by it stays until it is matched anew."""
    authorize(caller, "intake", "manage")
    gone = await session.scalar(
        delete(IntakeRule)
        .where(IntakeRule.tenant_id == tenant_of(session), IntakeRule.id == rule_id)
        .returning(IntakeRule.work_kind)
    )
    if gone is None:
        raise NotFound("id")
    await audit.record(session, caller, "unmapped", "intake_rule", rule_id, work_kind=gone)


async def rules_in_force(session: AsyncSession, caller: Caller) -> list[IntakeRule]:
    """Every mapping, by kind and code."""
    authorize(caller, "intake", "manage")
    found = await session.scalars(
        select(IntakeRule)
        .where(IntakeRule.tenant_id == tenant_of(session))
        .order_by(IntakeRule.kind, IntakeRule.work_kind, IntakeRule.id)
        .limit(MOST)
    )
    return list(found)


async def sources(session: AsyncSession, caller: Caller) -> list[IntakeSource]:
    """The sources of the tenant, by name."""
    authorize(caller, "intake", "manage")
    found = await session.scalars(
        select(IntakeSource).where(IntakeSource.tenant_id == tenant_of(session)).order_by(IntakeSource.name)
    )
    return list(found)


async def standings(session: AsyncSession, ids: Iterable[UUID]) -> dict[UUID, Standing]:
    """How the work of sources already found readable stands."""
    finished = ReceivedWork.state == "finished"
    rows = await session.execute(
        select(
            ReceivedWork.source_id,
            func.count(case((finished, 1))),
            func.count(case((finished & (ReceivedWork.reason == ""), 1))),
            func.count(case((ReceivedWork.reason != "", 1))),
        )
        .where(ReceivedWork.tenant_id == tenant_of(session), ReceivedWork.source_id.in_(list(ids)))
        .group_by(ReceivedWork.source_id)
    )
    return {row[0]: Standing(*row[1:]) for row in rows}


async def unmatched(
    session: AsyncSession, caller: Caller, source_id: UUID | None, *, limit: int, after: UUID | None
) -> list[ReceivedWork]:
    """What waits unmatched, the newest first: its reason, and what of it an administrator must see to mend it."""
    authorize(caller, "intake", "manage")
    wanted = select(ReceivedWork).where(ReceivedWork.tenant_id == tenant_of(session), ReceivedWork.reason != "")
    if source_id is not None:
        wanted = wanted.where(ReceivedWork.source_id == source_id)
    if after is not None:
        wanted = wanted.where(ReceivedWork.id < after)
    return list(await session.scalars(wanted.order_by(ReceivedWork.id.desc()).limit(limit)))


async def learned(session: AsyncSession, caller: Caller, *, now: datetime) -> list[Learned]:
    """Mappings the log suggests for unmapped kinds, the best supported first."""
    authorize(caller, "intake", "manage")
    since = local_date(now) - timedelta(days=LEARNED_DAYS)
    rows = await session.execute(LEARNED, {"tenant": tenant_of(session), "since": since})
    return [Learned(*row) for row in rows]


async def replay(
    session: AsyncSession, caller: Caller, source_id: UUID, *, now: datetime, everything: bool = False
) -> Replayed:
    """Read the kept events of unmatched work (or of all) again under today's mappings, the longest untouched first."""
    source = await locked(session, caller, source_id)
    waiting = select(ReceivedWork.kind, ReceivedWork.external_id).where(
        ReceivedWork.tenant_id == tenant_of(session), ReceivedWork.source_id == source_id, ReceivedWork.changed_at < now
    )
    if not everything:
        waiting = waiting.where(ReceivedWork.reason != "")
    looked = matched = 0
    while looked < MOST * 10:
        batch = (await session.execute(waiting.order_by(ReceivedWork.changed_at).limit(AT_ONCE))).all()
        if not batch:
            break
        works = await settle(session, source, {(row[0], row[1]) for row in batch}, now)
        looked += len(batch)
        matched += sum(work.reason == "" for work in works.values())
        if len(works) < len(batch):
            break  # what has no events left cannot be read again
    left = await session.scalar(select(func.count()).select_from(waiting.subquery())) or 0
    await audit.record(session, caller, "replayed", "intake_source", source_id, looked_at=looked, matched=matched)
    return Replayed(looked, matched, left)


async def forget_old(session: AsyncSession, now: datetime) -> int:
    """Remove events whose time is over, of work that has ended or is as old; how many."""
    old = select(ReceivedWork.source_id, ReceivedWork.kind, ReceivedWork.external_id).where(
        ReceivedWork.tenant_id == tenant_of(session), ReceivedWork.state_at < now - KEPT
    )
    gone = await session.scalars(
        delete(IntakeEvent)
        .where(
            IntakeEvent.tenant_id == tenant_of(session), IntakeEvent.received_at < now - KEPT,
            tuple_(IntakeEvent.source_id, IntakeEvent.kind, IntakeEvent.external_id).in_(old),
        )
        .returning(IntakeEvent.id)
    )  # fmt: skip
    return len(gone.all())

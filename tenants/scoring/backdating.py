"""Applying a back-dated correction: entries and months it covers are scored again, their old scores stay beside."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    Select,
    Subquery,
    Table,
    Text,
    Uuid,
    and_,
    bindparam,
    cast,
    func,
    literal,
    literal_column,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.dialects.postgresql.dml import Insert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.database import tenant_of
from kernel.outbox import enqueue
from tenants.norms.models import NormCorrection
from tenants.norms.reigns import reigns
from tenants.organisation.models import Appointment
from tenants.scoring.actions import SCORING_LOCK
from tenants.scoring.models import EntryScore, MonthScore, RefusedScore
from tenants.tables import table_of
from tenants.worklogs.models import EntryEvent, PendingMonth, PendingScore, WorkEntry

TENANT: Final = bindparam("tenant", type_=Integer)
CORRECTION: Final = bindparam("correction", type_=Uuid)


async def apply_norm_correction(session: AsyncSession, correction_id: str) -> int:
    """Ask for every score that a confirmed correction changes to be computed again; how many entries.

    An entry scored (or refused) by another package gets a new revision with an event that names the correction, and
    waits for its score; the old one stays. Done twice it finds nothing more to do. Entries that wait already will be
    scored by the correction anyway.
    """
    tenant = tenant_of(session)
    await session.execute(text("SELECT pg_advisory_xact_lock(:lock, :t)"), {"lock": SCORING_LOCK, "t": tenant})
    correction = await session.get(NormCorrection, (tenant, UUID(correction_id)), with_for_update=True)
    if correction is None or correction.confirmed_at is None or correction.confirmed_by is None:
        return 0
    values = {
        "tenant": tenant,
        "correction": correction.id,
        "since": correction.valid_from,
        "until": correction.valid_to,
    }
    raised = await session.execute(_raise_revisions(), values)
    entries = int(raised.scalar_one())
    months = ended_months(correction.valid_from, correction.valid_to)
    if months:
        await session.execute(_wait_for_months(months), values)
    if correction.applied_at is None:
        await session.execute(
            update(NormCorrection)
            .where(NormCorrection.tenant_id == tenant, NormCorrection.id == correction.id)
            .values(applied_at=utc_now(), entries=entries)
        )
    if entries:
        await enqueue(session, "score_pending")
    if months:
        await enqueue(session, "score_months")
    return entries


async def unapplied(session: AsyncSession) -> list[UUID]:
    """Confirmed corrections whose job has not run yet."""
    found = await session.scalars(
        select(NormCorrection.id).where(
            NormCorrection.tenant_id == tenant_of(session),
            NormCorrection.confirmed_at.is_not(None),
            NormCorrection.applied_at.is_(None),
        )
    )
    return list(found)


def ended_months(first: date, after: date) -> list[date]:
    """The months, by their first days, whose last day lies from `first` to (not including) `after`."""
    found = []
    month = first.replace(day=1)
    while (following := (month + timedelta(days=31)).replace(day=1)) <= after:
        found.append(month)
        month = following
    return found


def _raise_revisions() -> Select[int]:
    """Give each entry the correction changes a new revision, an event, and a place among those that wait."""
    affected = _affected().cte("affected")
    entry = table_of(WorkEntry)
    raised = (
        update(entry)
        .where(entry.c.tenant_id == TENANT, entry.c.id == affected.c.id, entry.c.work_date == affected.c.work_date)
        .values(revision=entry.c.revision + 1)
        .returning(entry.c.id, entry.c.work_date, entry.c.revision)
        .cte("raised")
    )
    return select(func.count()).select_from(raised).add_cte(_waiting(raised), _events(raised))


def _covered() -> Subquery:
    """Verified entries of the correction's days with what reigns there now; fenced, as `statements` says why."""
    reign = reigns()
    return (
        select(
            WorkEntry.id,
            WorkEntry.work_date,
            WorkEntry.revision,
            reign.c.norm_package_id,
            reign.c.norm_correction_id,
        )
        .join(
            reign,
            (reign.c.unit_id == WorkEntry.unit_id)
            & (reign.c.first <= WorkEntry.work_date)
            & (reign.c.after > WorkEntry.work_date),
        )
        .where(
            WorkEntry.tenant_id == TENANT,
            WorkEntry.work_date >= bindparam("since", type_=Date),
            WorkEntry.work_date < bindparam("until", type_=Date),
            WorkEntry.status == literal_column("'verified'"),
        )
        .offset(literal_column("0"))
        .subquery("covered")
    )


def _affected() -> Select[UUID, date]:
    """Of those the entries that a package other than the correction's has scored, or refused to score."""
    covered, score, refused = _covered(), table_of(EntryScore), table_of(RefusedScore)
    settled_by = func.coalesce(score.c.norm_package_id, refused.c.norm_package_id)
    return (
        select(covered.c.id, covered.c.work_date)
        .outerjoin(score, _of_revision(score, covered))
        .outerjoin(refused, _of_revision(refused, covered))
        .where(covered.c.norm_correction_id == CORRECTION, settled_by != covered.c.norm_package_id)
    )


def _of_revision(settled: Table, covered: Subquery) -> ColumnElement[bool]:
    return and_(
        settled.c.tenant_id == TENANT,
        settled.c.entry_id == covered.c.id,
        settled.c.work_date == covered.c.work_date,
        settled.c.revision == covered.c.revision,
        settled.c.work_date >= bindparam("since", type_=Date),
        settled.c.work_date < bindparam("until", type_=Date),
    )


def _waiting(raised: CTE) -> CTE:
    rows = select(TENANT, raised.c.id, raised.c.revision, raised.c.work_date)
    return (
        insert(table_of(PendingScore))
        .from_select(["tenant_id", "entry_id", "revision", "work_date"], rows)
        .cte("waiting")
    )


def _events(raised: CTE) -> CTE:
    """An event each, told with the correction's reason; the office that confirmed it is on the audit trail."""
    told = func.jsonb_build_object(
        literal("correction", Text), cast(NormCorrection.id, Text),
        literal("document_number", Text), NormCorrection.document_number,
        literal("revision", Text), raised.c.revision,
    )  # fmt: skip
    rows = (
        select(
            TENANT,
            func.uuidv7(type_=Uuid),
            raised.c.id,
            literal("rescored", Text),
            NormCorrection.confirmed_at,
            NormCorrection.reason,
            told,
        )
        .select_from(raised)
        .join(NormCorrection, (NormCorrection.tenant_id == TENANT) & (NormCorrection.id == CORRECTION))
    )
    names = ["tenant_id", "id", "entry_id", "kind", "at", "reason", "data"]
    return insert(table_of(EntryEvent)).from_select(names, rows).cte("events")


def _wait_for_months(months: list[date]) -> Insert:
    """Months that have ended of everybody who held a post in a unit the correction covers, as far as they were scored.

    Who turns out to be scored as before gets no new revision.
    """
    reign = reigns()
    covered = (
        select(Appointment.person_id)
        .join(reign, (reign.c.unit_id == Appointment.unit_id) & (reign.c.norm_correction_id == CORRECTION))
        .where(Appointment.tenant_id == TENANT)
    )
    rows = (
        select(TENANT, MonthScore.person_id, MonthScore.month)
        .where(MonthScore.tenant_id == TENANT, MonthScore.month.in_(months), MonthScore.person_id.in_(covered))
        .distinct()
    )
    return (
        insert(table_of(PendingMonth)).from_select(["tenant_id", "person_id", "month"], rows).on_conflict_do_nothing()
    )

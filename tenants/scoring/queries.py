"""Questions about scores: of entries with their receipts, and of months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.norms import queries as norms
from tenants.organisation import queries as organisation
from tenants.scoring.models import EntryScore, MonthScore
from tenants.worklogs import queries as worklogs


@dataclass(frozen=True)
class Receipt:
    """Everything a score rests on: package, inputs and values by name as exact decimal texts, and their hash."""

    entry_id: UUID
    revision: int
    work_date: date
    package_name: str
    package_version: str
    package_hash: str
    inputs: Mapping[str, str | None]
    values: Mapping[str, str | None]
    points: Decimal
    norm_correction_id: UUID | None
    hash: str
    scored_at: datetime


async def scores_of(session: AsyncSession, entry_ids: Sequence[UUID]) -> dict[UUID, list[EntryScore]]:
    """All scores of entries already found readable, newest revision first."""
    rows = await session.scalars(
        select(EntryScore)
        .where(EntryScore.tenant_id == tenant_of(session), EntryScore.entry_id.in_(entry_ids))
        .order_by(EntryScore.entry_id, EntryScore.revision.desc())
    )
    found: dict[UUID, list[EntryScore]] = {}
    for row in rows:
        found.setdefault(row.entry_id, []).append(row)
    return found


async def receipt(
    session: AsyncSession, caller: Caller, entry_id: UUID, *, on: date, revision: int | None = None
) -> Receipt:
    """The receipt (phiếu điểm) of an entry's score, of its newest revision unless one is named."""
    authorize(caller, "score", "read")
    entry = await worklogs.entry(session, caller, entry_id, on=on)
    scores = (await scores_of(session, [entry.id])).get(entry.id, [])
    chosen = [score for score in scores if revision is None or score.revision == revision]
    if not chosen:
        raise NotFound("id")
    return await _receipt(session, chosen[0])


async def _receipt(session: AsyncSession, score: EntryScore) -> Receipt:
    row = await norms.package(session, score.norm_package_id)
    level = norms.package_of(row).levels["entry"]
    return Receipt(
        entry_id=score.entry_id,
        revision=score.revision,
        work_date=score.work_date,
        package_name=row.name,
        package_version=row.version,
        package_hash=row.document_hash.hex(),
        inputs=dict(zip(level.inputs, score.inputs, strict=True)),
        values=dict(zip(level.formulas, score.outputs, strict=True)),
        points=score.points,
        norm_correction_id=score.norm_correction_id,
        hash=score.receipt_hash.hex(),
        scored_at=score.scored_at,
    )


async def month_scores_of(
    session: AsyncSession, caller: Caller, person_id: UUID, *, first: date, last: date, on: date
) -> Sequence[MonthScore]:
    """A person's months, newest revision of each, oldest month first; looking at another's is recorded."""
    grant = authorize(caller, "score", "read")
    if not await organisation.person_within(session, grant, person_id, on):
        raise NotFound("personId")
    if person_id != caller.person_id:
        await audit.log_read(session, caller, person_id, "month_scores")
    newest = (
        select(MonthScore.month, func.max(MonthScore.revision))
        .where(
            MonthScore.tenant_id == tenant_of(session),
            MonthScore.person_id == person_id,
            MonthScore.month >= first,
            MonthScore.month <= last,
        )
        .group_by(MonthScore.month)
    )
    rows = await session.scalars(
        select(MonthScore)
        .where(
            MonthScore.tenant_id == tenant_of(session),
            MonthScore.person_id == person_id,
            tuple_(MonthScore.month, MonthScore.revision).in_(newest),
        )
        .order_by(MonthScore.month)
    )
    return rows.all()


async def month_history(
    session: AsyncSession, caller: Caller, person_id: UUID, month: date, *, on: date
) -> list[dict[str, Any]]:
    """Every revision of a person's month with its receipt, oldest first."""
    grant = authorize(caller, "score", "read")
    if not await organisation.person_within(session, grant, person_id, on):
        raise NotFound("personId")
    if person_id != caller.person_id:
        await audit.log_read(session, caller, person_id, "month_scores")
    rows = await session.scalars(
        select(MonthScore)
        .where(MonthScore.tenant_id == tenant_of(session), MonthScore.person_id == person_id, MonthScore.month == month)
        .order_by(MonthScore.revision)
    )
    return [
        {
            **row.receipt,
            "revision": row.revision,
            "scoredAt": row.scored_at.isoformat(),
            "normCorrectionId": str(row.norm_correction_id) if row.norm_correction_id is not None else None,
        }
        for row in rows
    ]

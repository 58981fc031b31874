"""Back-dated corrections (đính chính): past days scored again by another package, named, with reason and document."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from kernel.outbox import enqueue
from policies.authority import Caller, authorize, may
from tenants.audit import actions as audit
from tenants.norms import keeping
from tenants.norms.errors import AlreadyConfirmed, CorrectionDates, MissingGrounds
from tenants.norms.examination import look_over, sound
from tenants.norms.models import NormCorrection

GROUNDS_LIMIT: Final = 2_000


@dataclass(frozen=True)
class CorrectionInput:
    """Which package, for which past days (the last not included), for whom (without units everybody), and why."""

    package_id: UUID
    valid_from: date
    valid_to: date
    reason: str
    document_number: str
    unit_ids: Collection[UUID] | None = None


async def correct_back(
    session: AsyncSession, caller: Caller, given: CorrectionInput, *, today: date, now: datetime
) -> NormCorrection:
    """Propose a back-dated correction; it counts when a second person confirms it."""
    authorize(caller, "norm", "backdate")
    reason, document_number = (_grounds(given.reason, "reason"), _grounds(given.document_number, "documentNumber"))
    row = await keeping.held(session, given.package_id)
    sound(await look_over(keeping.texts_of(row)))
    _check_dates(given.valid_from, given.valid_to, today)
    named = given.unit_ids is not None
    units = await keeping.known_units(session, given.unit_ids or (), given.valid_from) if named else None
    correction = NormCorrection(
        tenant_id=tenant_of(session),
        norm_package_id=row.id,
        unit_ids=units,
        valid_from=given.valid_from,
        valid_to=given.valid_to,
        reason=reason,
        document_number=document_number,
        proposed_by=caller.account_id,
        proposed_at=now,
    )
    session.add(correction)
    await session.flush()
    await _record(session, caller, "proposed", correction)
    return correction


async def confirm(
    session: AsyncSession, caller: Caller, correction_id: UUID, *, today: date, now: datetime
) -> NormCorrection:
    """Let a correction count, as a second person; the scores it changes are computed anew beside the old ones."""
    authorize(caller, "norm", "backdate")
    await keeping.lock_law(session)
    correction = await _waiting(session, correction_id)
    await keeping.refuse_first_person(session, caller, [correction.proposed_by])
    _check_dates(correction.valid_from, correction.valid_to, today)
    row = await keeping.held(session, correction.norm_package_id)
    if row.status == "draft":
        await keeping.freeze(session, row, "corrective")
    correction.confirmed_by, correction.confirmed_at = caller.account_id, now
    await session.flush()
    await _record(session, caller, "confirmed", correction)
    await enqueue(session, "apply_norm_correction", correction_id=str(correction.id))
    return correction


async def withdraw(session: AsyncSession, caller: Caller, correction_id: UUID) -> None:
    """Take back a proposal that nobody has confirmed."""
    authorize(caller, "norm", "backdate")
    correction = await _waiting(session, correction_id)
    await session.delete(correction)
    await session.flush()
    await _record(session, caller, "withdrawn", correction)


async def corrections(session: AsyncSession, caller: Caller) -> Sequence[NormCorrection]:
    """All corrections of the tenant, newest first: whoever is scored may know them; waiting ones are for deciders."""
    authorize(caller, "norm", "read")
    found = await session.scalars(
        select(NormCorrection)
        .where(NormCorrection.tenant_id == tenant_of(session))
        .order_by(NormCorrection.proposed_at.desc(), NormCorrection.id.desc())
    )
    sees_waiting = may(caller, "norm", "backdate")
    return [correction for correction in found if sees_waiting or correction.confirmed_at is not None]


def _grounds(written: str, name: str) -> str:
    kept = written.strip()
    if not 1 <= len(kept) <= GROUNDS_LIMIT:
        raise MissingGrounds(name, most=GROUNDS_LIMIT)
    return kept


def _check_dates(valid_from: date, valid_to: date, today: date) -> None:
    if not valid_from < valid_to <= today + timedelta(days=1):
        raise CorrectionDates("validTo", day=today.strftime("%d/%m/%Y"))


async def _waiting(session: AsyncSession, correction_id: UUID) -> NormCorrection:
    correction = await session.scalar(
        select(NormCorrection)
        .where(NormCorrection.tenant_id == tenant_of(session), NormCorrection.id == correction_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if correction is None:
        raise NotFound("id")
    if correction.confirmed_at is not None:
        raise AlreadyConfirmed("id")
    return correction


async def _record(session: AsyncSession, caller: Caller, action: str, correction: NormCorrection) -> None:
    units = correction.unit_ids
    await audit.record(
        session,
        caller,
        action,
        "norm_correction",
        correction.id,
        package=correction.norm_package_id,
        units=[str(unit_id) for unit_id in units] if units is not None else None,
        valid_from=correction.valid_from,
        valid_to=correction.valid_to,
        reason=correction.reason,
        document_number=correction.document_number,
    )

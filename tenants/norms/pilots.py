"""Pilots: named units with their branches try a package out for some days to come, once a second person agrees."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize, may
from tenants.audit import actions as audit
from tenants.norms import keeping
from tenants.norms.errors import AlreadyConfirmed, PilotDates, PilotOverlaps
from tenants.norms.examination import look_over, sound
from tenants.norms.models import NormPilot


@dataclass(frozen=True)
class PilotInput:
    """Which package, for whom, from which day to (not including) which."""

    package_id: UUID
    unit_ids: Collection[UUID]
    valid_from: date
    valid_to: date


async def propose(session: AsyncSession, caller: Caller, given: PilotInput, *, today: date, now: datetime) -> NormPilot:
    """Propose a pilot; the package must be sound already, and keeps its text while the proposal waits."""
    authorize(caller, "norm", "pilot")
    row = await keeping.held(session, given.package_id, "draft", "pilot")
    sound(await look_over(keeping.texts_of(row)))
    _check_dates(given.valid_from, given.valid_to, today)
    units = await keeping.known_units(session, given.unit_ids, given.valid_from)
    pilot = NormPilot(
        tenant_id=tenant_of(session),
        norm_package_id=row.id,
        unit_ids=units,
        valid_from=given.valid_from,
        valid_to=given.valid_to,
        proposed_by=caller.account_id,
        proposed_at=now,
    )
    await _refuse_overlap(session, pilot)
    session.add(pilot)
    await session.flush()
    await _record(session, caller, "proposed", pilot)
    return pilot


async def confirm(session: AsyncSession, caller: Caller, pilot_id: UUID, *, today: date, now: datetime) -> NormPilot:
    """Let a pilot count, as a second person; from now on the package's text never changes."""
    authorize(caller, "norm", "pilot")
    await keeping.lock_law(session)
    pilot = await _waiting(session, pilot_id)
    await keeping.refuse_first_person(session, caller, [pilot.proposed_by])
    _check_dates(pilot.valid_from, pilot.valid_to, today)
    await _refuse_overlap(session, pilot)
    row = await keeping.held(session, pilot.norm_package_id, "draft", "pilot")
    if row.status == "draft":
        await keeping.freeze(session, row, "pilot")
    pilot.confirmed_by, pilot.confirmed_at = caller.account_id, now
    await session.flush()
    await _record(session, caller, "confirmed", pilot)
    return pilot


async def withdraw(session: AsyncSession, caller: Caller, pilot_id: UUID) -> None:
    """Take back a proposal that nobody has confirmed."""
    authorize(caller, "norm", "pilot")
    pilot = await _waiting(session, pilot_id)
    await session.delete(pilot)
    await session.flush()
    await _record(session, caller, "withdrawn", pilot)


async def end(session: AsyncSession, caller: Caller, pilot_id: UUID, on: date, *, today: date) -> NormPilot:
    """Let a pilot end earlier, on a day to come; what it scored until then stays."""
    authorize(caller, "norm", "pilot")
    await keeping.lock_law(session)
    pilot = await _held(session, pilot_id)
    if pilot.confirmed_at is None or not max(today, pilot.valid_from) < on < pilot.valid_to:
        raise PilotDates("on", day=max(today, pilot.valid_from).strftime("%d/%m/%Y"))
    pilot.valid_to = on
    await session.flush()
    await _record(session, caller, "ended", pilot)
    return pilot


async def pilots(session: AsyncSession, caller: Caller) -> Sequence[NormPilot]:
    """All pilots of the tenant, those that begin last first; waiting ones for those who may confirm them."""
    authorize(caller, "norm", "read")
    found = await session.scalars(
        select(NormPilot)
        .where(NormPilot.tenant_id == tenant_of(session))
        .order_by(NormPilot.valid_from.desc(), NormPilot.id.desc())
    )
    sees_waiting = may(caller, "norm", "pilot")
    return [pilot for pilot in found if sees_waiting or pilot.confirmed_at is not None]


def _check_dates(valid_from: date, valid_to: date, today: date) -> None:
    if not today < valid_from < valid_to:
        raise PilotDates("validFrom", day=today.strftime("%d/%m/%Y"))


async def _refuse_overlap(session: AsyncSession, pilot: NormPilot) -> None:
    """A unit may lie in the branches of several pilots, then the nearest counts; but it is named by one at a time."""
    other = await session.scalar(
        select(NormPilot.id).where(
            NormPilot.tenant_id == tenant_of(session),
            NormPilot.id != pilot.id,
            NormPilot.unit_ids.overlap(pilot.unit_ids),
            NormPilot.valid_from < pilot.valid_to,
            NormPilot.valid_to > pilot.valid_from,
            NormPilot.confirmed_at.is_not(None),
        )
    )
    if other is not None:
        raise PilotOverlaps("unitIds")


async def _held(session: AsyncSession, pilot_id: UUID) -> NormPilot:
    pilot = await session.scalar(
        select(NormPilot)
        .where(NormPilot.tenant_id == tenant_of(session), NormPilot.id == pilot_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if pilot is None:
        raise NotFound("id")
    return pilot


async def _waiting(session: AsyncSession, pilot_id: UUID) -> NormPilot:
    pilot = await _held(session, pilot_id)
    if pilot.confirmed_at is not None:
        raise AlreadyConfirmed("id")
    return pilot


async def _record(session: AsyncSession, caller: Caller, action: str, pilot: NormPilot) -> None:
    await audit.record(
        session,
        caller,
        action,
        "norm_pilot",
        pilot.id,
        package=pilot.norm_package_id,
        units=[str(unit_id) for unit_id in pilot.unit_ids],
        valid_from=pilot.valid_from,
        valid_to=pilot.valid_to,
    )

"""Waves of a roll-out: planned, moved and dropped, never so that a day that is over becomes owed or undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from kernel.ids import uuid7
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.onboarding.coverage import Coverage, coverage
from tenants.onboarding.errors import BadWaveName, EmptyWave, UnitInAnotherWave, WaveObligesThePast, WaveOverEntries
from tenants.onboarding.models import RolloutUnit, RolloutWave
from tenants.organisation.models import Unit, UnitPlace

LONGEST_NAME: Final = 120
WAVE: Final = "rollout_wave"

# The day from which each post that has not ended obliges; posts of units without a wave are not listed.
STARTS: Final = text(
    """
    SELECT id, person_id, valid_from FROM expected_post
    WHERE tenant_id = :tenant AND (valid_to IS NULL OR valid_to > :today)
    """
)
ENTRIES_BEFORE: Final = text(
    """
    SELECT count(DISTINCT post.person_id)
    FROM unnest(CAST(:posts AS uuid[]), CAST(:starts AS date[])) AS later (id, starts_on)
    JOIN appointment AS post ON post.tenant_id = :tenant AND post.id = later.id
    WHERE EXISTS (
        SELECT FROM work_entry AS entry
        WHERE entry.tenant_id = :tenant AND entry.person_id = post.person_id AND entry.appointment_id = post.id
          AND (later.starts_on IS NULL OR entry.work_date < later.starts_on))
    """
)


@dataclass(frozen=True)
class WavePlan:
    """A wave as it is wished: its name, its first day and the units it names, each standing for its branch."""

    name: str
    starts_on: date
    unit_ids: Sequence[UUID]


@dataclass(frozen=True)
class WavePreview:
    """What a plan would do: how the whole stands then, and for how many people the first day would change."""

    coverage: Coverage
    moved: int


@dataclass(frozen=True)
class _Post:
    person_id: UUID
    starts_on: date


async def plan(session: AsyncSession, caller: Caller, wanted: WavePlan, *, today: date) -> UUID:
    """Plan one more wave; from the first one on, units that no wave names wait."""
    authorize(caller, "rollout", "manage")
    await _lock(session)
    wave_id = uuid7()
    await _write(session, wave_id, wanted, today=today)
    await audit.record(session, caller, "planned", WAVE, wave_id, **_told(wanted))
    return wave_id


async def change(session: AsyncSession, caller: Caller, wave_id: UUID, wanted: WavePlan, *, today: date) -> None:
    """Move, postpone or recompose a wave."""
    authorize(caller, "rollout", "manage")
    await _lock(session)
    await _known(session, wave_id)
    await _write(session, wave_id, wanted, today=today)
    await audit.record(session, caller, "changed", WAVE, wave_id, **_told(wanted))


async def drop(session: AsyncSession, caller: Caller, wave_id: UUID, *, today: date) -> None:
    """Drop a wave. Without the last one everybody is expected, so it stays if that would oblige the past."""
    authorize(caller, "rollout", "manage")
    await _lock(session)
    await _known(session, wave_id)
    before = await _starts(session, today)
    await _remove(session, wave_id)
    await _check(session, before, await _starts(session, today), today)
    await audit.record(session, caller, "dropped", WAVE, wave_id)


async def preview(
    session: AsyncSession, caller: Caller, wave_id: UUID | None, wanted: WavePlan, *, today: date
) -> WavePreview:
    """Do it and take it back: what is refused here would be refused there, and for the same reason."""
    authorize(caller, "rollout", "manage")
    await _lock(session)
    if wave_id is not None:
        await _known(session, wave_id)
    trying = await session.begin_nested()
    try:
        moved = await _write(session, wave_id or uuid7(), wanted, today=today)
        return WavePreview(await coverage(session, today), moved)
    finally:
        await trying.rollback()
        session.expunge_all()


async def _lock(session: AsyncSession) -> None:
    """One change of the waves of a tenant after the other."""
    await session.execute(
        text("SELECT pg_advisory_xact_lock(hashtext('rollout_wave'), :tenant)"), {"tenant": tenant_of(session)}
    )


async def _known(session: AsyncSession, wave_id: UUID) -> None:
    if await session.get(RolloutWave, (tenant_of(session), wave_id)) is None:
        raise NotFound("waveId")


async def _write(session: AsyncSession, wave_id: UUID, wanted: WavePlan, *, today: date) -> int:
    """Put a wave in place of what it was; answers for how many people the first day changes."""
    name = " ".join(wanted.name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadWaveName("name")
    if not wanted.unit_ids:
        raise EmptyWave("unitIds")
    before = await _starts(session, today)
    await _remove(session, wave_id)
    await _free(session, wanted.unit_ids)
    tenant_id = tenant_of(session)
    row = {"tenant_id": tenant_id, "id": wave_id, "name": name, "starts_on": wanted.starts_on}
    await session.execute(insert(RolloutWave).values(row))
    units = [{"tenant_id": tenant_id, "unit_id": unit_id, "wave_id": wave_id} for unit_id in set(wanted.unit_ids)]
    await session.execute(insert(RolloutUnit), units)
    after = await _starts(session, today)
    await _check(session, before, after, today)
    return len({
        one.person_id
        for found, other in ((before, after), (after, before))
        for post_id, one in found.items()
        if one != other.get(post_id)
    })  # fmt: skip


async def _remove(session: AsyncSession, wave_id: UUID) -> None:
    tenant_id = tenant_of(session)
    await session.execute(delete(RolloutUnit).where(RolloutUnit.tenant_id == tenant_id, RolloutUnit.wave_id == wave_id))
    await session.execute(delete(RolloutWave).where(RolloutWave.tenant_id == tenant_id, RolloutWave.id == wave_id))
    session.expunge_all()


async def _free(session: AsyncSession, unit_ids: Sequence[UUID]) -> None:
    """Refuse units that are unknown or closed, or that another wave names."""
    tenant_id, wanted = tenant_of(session), set(unit_ids)
    known = await session.scalar(
        select(func.count()).where(Unit.tenant_id == tenant_id, Unit.id.in_(wanted), Unit.closed.is_(None))
    )
    if known != len(wanted):
        raise NotFound("unitIds")
    taken = await session.execute(
        select(UnitPlace.name, RolloutWave.name.label("wave"))
        .join(RolloutUnit, (RolloutUnit.tenant_id == UnitPlace.tenant_id) & (RolloutUnit.unit_id == UnitPlace.unit_id))
        .join(RolloutWave, (RolloutWave.tenant_id == tenant_id) & (RolloutWave.id == RolloutUnit.wave_id))
        .where(UnitPlace.tenant_id == tenant_id, UnitPlace.unit_id.in_(wanted), UnitPlace.valid_to.is_(None))
        .limit(1)
    )
    for row in taken:
        raise UnitInAnotherWave("unitIds", unit=row.name, wave=row.wave)


async def _starts(session: AsyncSession, today: date) -> dict[UUID, _Post]:
    rows = await session.execute(STARTS, {"tenant": tenant_of(session), "today": today})
    return {row.id: _Post(row.person_id, row.valid_from) for row in rows}


async def _check(session: AsyncSession, before: Mapping[UUID, _Post], after: Mapping[UUID, _Post], today: date) -> None:
    owed = {
        one.person_id
        for post_id, one in after.items()
        if one.starts_on < today and (post_id not in before or one.starts_on < before[post_id].starts_on)
    }
    if owed:
        raise WaveObligesThePast("startsOn", people=len(owed))
    later = {
        post_id: after[post_id].starts_on if post_id in after else None
        for post_id, one in before.items()
        if post_id not in after or after[post_id].starts_on > one.starts_on
    }
    values = {"tenant": tenant_of(session), "posts": list(later), "starts": list(later.values())}
    over = await session.scalar(ENTRIES_BEFORE, values) if later else 0
    if over:
        raise WaveOverEntries("startsOn", people=over)


def _told(wanted: WavePlan) -> dict[str, object]:
    return {"starts_on": wanted.starts_on, "units": [str(unit_id) for unit_id in wanted.unit_ids]}

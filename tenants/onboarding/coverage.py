"""How far a roll-out reaches: its waves with units and head counts, who waits for none, and one's own first day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from policies.authority import Caller, authorize
from tenants.onboarding.models import RolloutUnit, RolloutWave
from tenants.organisation.expected import EXPECTED_POST
from tenants.organisation.models import Unit, UnitPlace

PEOPLE: Final = text(
    """
    SELECT unit_id, count(DISTINCT person_id) AS people FROM appointment
    WHERE tenant_id = :tenant AND is_primary AND (valid_to IS NULL OR valid_to > :today)
    GROUP BY unit_id
    """
)


@dataclass(frozen=True)
class NamedUnit:
    """A unit that a wave names, with the people of its branch for whom the wave counts."""

    id: UUID
    name: str
    people: int


@dataclass(frozen=True)
class Wave:
    """A wave with its units and the people whose primary post begins with it."""

    id: UUID
    name: str
    starts_on: date
    begun: bool
    people: int
    units: Sequence[NamedUnit]


@dataclass(frozen=True)
class Coverage:
    """The whole: waves by first day; people and units that no wave names. No waves: everybody has begun."""

    waves: Sequence[Wave]
    people: int
    waiting_people: int
    waiting_units: Sequence[NamedUnit]


@dataclass(frozen=True)
class Standing:
    """Whether one is expected to log today, and from which day on if that is known."""

    expected: bool
    starts_on: date | None


async def rollout(session: AsyncSession, caller: Caller, today: date) -> Coverage:
    """The waves and whom they reach, for the administrator."""
    authorize(caller, "rollout", "manage")
    return await coverage(session, today)


async def coverage(session: AsyncSession, today: date) -> Coverage:
    """The same for the program itself: people by their primary posts, each unit by the nearest name above it."""
    tenant_id = tenant_of(session)
    places = {
        row.unit_id: row
        for row in await session.execute(
            select(UnitPlace.unit_id, UnitPlace.path, UnitPlace.name)
            .join(Unit, (Unit.tenant_id == UnitPlace.tenant_id) & (Unit.id == UnitPlace.unit_id))
            .where(UnitPlace.tenant_id == tenant_id, UnitPlace.valid_to.is_(None), Unit.closed.is_(None))
            .order_by(UnitPlace.path)
        )
    }
    counted = {row.unit_id: row.people for row in await session.execute(PEOPLE, {"tenant": tenant_id, "today": today})}
    rows = await session.execute(
        select(RolloutUnit.unit_id, RolloutUnit.wave_id).where(RolloutUnit.tenant_id == tenant_id)
    )
    named = {places[row.unit_id].path: row for row in rows if row.unit_id in places}
    reached: dict[UUID | None, int] = {}
    for unit_id, place in places.items():
        nearest = _nearest(place.path, named)
        reached[nearest] = reached.get(nearest, 0) + counted.get(unit_id, 0)
    units: dict[UUID, list[NamedUnit]] = {}
    for row in named.values():
        one = NamedUnit(row.unit_id, places[row.unit_id].name, reached.get(row.unit_id, 0))
        units.setdefault(row.wave_id, []).append(one)
    found = await session.scalars(
        select(RolloutWave)
        .where(RolloutWave.tenant_id == tenant_id)
        .order_by(RolloutWave.starts_on, RolloutWave.planned_at)
    )
    waves = [_wave(wave, units.get(wave.id, []), today) for wave in found]
    waiting = [
        NamedUnit(unit_id, place.name, counted[unit_id])
        for unit_id, place in places.items()
        if waves and counted.get(unit_id) and _nearest(place.path, named) is None
    ]
    return Coverage(waves, sum(counted.values()), sum(one.people for one in waiting), waiting)


def _nearest(path: str, named: Mapping[str, object]) -> UUID | None:
    """The unit at or above a path that a wave names; paths are numbers, each followed by a dot."""
    parts = path.split(".")[:-1]
    for depth in range(len(parts), 0, -1):
        found = named.get(".".join(parts[:depth]) + ".")
        if found is not None:
            unit_id: UUID = found.unit_id  # type: ignore[attr-defined] # a row of rollout_unit
            return unit_id
    return None


def _wave(row: RolloutWave, units: Sequence[NamedUnit], today: date) -> Wave:
    people = sum(unit.people for unit in units)
    return Wave(row.id, row.name, row.starts_on, row.starts_on <= today, people, units)


async def standing(session: AsyncSession, caller: Caller, today: date) -> Standing:
    """Whether the caller is expected to log; who holds no post is not kept waiting by any wave."""
    if caller.person_id is None:
        return Standing(True, None)
    post = EXPECTED_POST.c
    starts_on = await session.scalar(
        select(func.min(post.valid_from)).where(
            post.tenant_id == tenant_of(session),
            post.person_id == caller.person_id,
            (post.valid_to.is_(None)) | (post.valid_to > today),
        )
    )
    waves = await session.scalar(select(func.count()).where(RolloutWave.tenant_id == tenant_of(session)))
    return Standing(not waves or (starts_on is not None and starts_on <= today), starts_on)

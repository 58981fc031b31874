"""The register as it stands, read at once: units in their places, people with their posts, positions and logins."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of

_UNITS: Final = text(
    """
    SELECT unit.id, unit.code, unit.kind, unit.field, unit.commune_code, unit.opened, unit.closed,
           place.valid_from, place.parent_id, place.path, place.name, place.position, place.establishment
    FROM unit
    JOIN unit_place AS place
      ON place.tenant_id = unit.tenant_id AND place.unit_id = unit.id AND place.valid_to IS NULL
    WHERE unit.tenant_id = :tenant
    ORDER BY unit.id
    """
)
_PEOPLE: Final = text(
    """
    SELECT id, pin, full_name, birth_date, gender, staff_type, qualification
    FROM person WHERE tenant_id = :tenant ORDER BY id
    """
)
_LOCKED_PEOPLE: Final = text(f"{_PEOPLE.text} FOR UPDATE")
_POSTS: Final = text(
    """
    SELECT id, person_id, unit_id, job_position_id, role, is_primary, weight, valid_from, valid_to
    FROM appointment WHERE tenant_id = :tenant ORDER BY id
    """
)
_POSITIONS: Final = text(
    """
    SELECT position.id, position.code, version.rank, version.name
    FROM job_position AS position
    JOIN LATERAL (
        SELECT rank, name FROM job_position_version
        WHERE tenant_id = :tenant AND job_position_id = position.id AND version > 0
        ORDER BY version DESC LIMIT 1
    ) AS version ON true
    WHERE position.tenant_id = :tenant
    ORDER BY position.code
    """
)
_ACCOUNTS: Final = text("SELECT login, person_id FROM account WHERE tenant_id = :tenant ORDER BY login")


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit of the register with the place it has now and keeps."""

    id: UUID
    code: str
    kind: str
    field: str | None
    commune_code: str | None
    opened: date
    closed: date | None
    since: date
    parent_id: UUID | None
    path: str
    name: str
    place: int
    establishment: int


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post of the register, held, to be held, or ended."""

    id: UUID
    person_id: UUID
    unit_id: UUID
    position_id: UUID | None
    role: str
    is_primary: bool
    weight: Decimal
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the register with all their posts."""

    id: UUID
    pin: str
    full_name: str
    birth_date: date | None
    gender: str | None
    staff_type: str | None
    qualification: str | None
    posts: tuple[KnownPost, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownPosition:
    """A job position as its newest version says it."""

    id: UUID
    code: str
    rank: str
    name: str


@dataclass(frozen=True)
class Register:
    """Everything an import is held against; `state` changes with any of it."""

    units: Mapping[str, KnownUnit]
    people: Mapping[str, KnownPerson]
    positions: Mapping[str, KnownPosition]
    logins: Mapping[str, UUID | None]
    state: str
    by_id: Mapping[UUID, KnownUnit] = field(default_factory=dict)
    position_codes: Mapping[UUID, str] = field(default_factory=dict)

    def unit_code(self, unit_id: UUID | None) -> str | None:
        """The code of a unit."""
        found = self.by_id.get(unit_id) if unit_id is not None else None
        return found.code if found is not None else None


async def read_register(session: AsyncSession, *, locked: bool) -> Register:
    """The register of this tenant; with `locked` its people stay as they are until the transaction ends."""
    values = {"tenant": tenant_of(session)}

    async def rows(statement: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - a statement's text
        return [tuple(row) for row in await session.execute(statement, values)]

    units = await rows(_UNITS)
    people = await rows(_LOCKED_PEOPLE if locked else _PEOPLE)
    posts, positions, accounts = await rows(_POSTS), await rows(_POSITIONS), await rows(_ACCOUNTS)
    state = hashlib.sha256(repr((units, people, posts, positions, accounts)).encode()).hexdigest()
    held: dict[UUID, list[KnownPost]] = {}
    for row in posts:
        held.setdefault(row[1], []).append(KnownPost(*row))
    known = [KnownUnit(*row) for row in units]
    places = [KnownPosition(*row) for row in positions]
    return Register(
        units={unit.code.upper(): unit for unit in known},
        people={row[1]: _person(row, held.get(row[0], ())) for row in people},
        positions={one.code.upper(): one for one in places},
        logins={str(login): person_id for login, person_id in accounts},
        state=state,
        by_id={unit.id: unit for unit in known},
        position_codes={one.id: one.code for one in places},
    )


def _person(row: tuple[Any, ...], posts: Sequence[KnownPost]) -> KnownPerson:
    person_id, pin, full_name, birth_date, gender, staff_type, qualification = row
    return KnownPerson(person_id, pin, full_name, birth_date, gender, staff_type, qualification, tuple(posts))

"""People and units as a directory sees them: one row each, of this day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Boolean, ColumnElement, Date, Select, Text, Uuid, column, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import TIMESTAMP

from kernel.clock import today
from kernel.database import tenant_of
from kernel.errors import NotFound

LATER: Final = TIMESTAMP(timezone=True)
# The post is the primary one held today, or the next to come.
PEOPLE: Final = (
    text(
        """
        SELECT person.id, link.external_id, coalesce(account.login, person.pin) AS user_name, person.full_name,
               person.pin, person.gender, person.birth_date, person.staff_type, person.qualification,
               account.id AS account_id,
               CASE WHEN account.id IS NULL THEN post.id IS NOT NULL ELSE account.disabled_at IS NULL END AS active,
               post.id AS post_id, post.unit_id, place.name AS unit_name, post.role, post.job_position_id,
               post.valid_from, post.document_number, person.created_at,
               coalesce(link.changed_at, person.created_at) AS changed_at
        FROM person
        LEFT JOIN scim_link AS link
               ON link.tenant_id = :tenant AND link.kind = 'person' AND link.subject_id = person.id
        LEFT JOIN account ON account.tenant_id = :tenant AND account.person_id = person.id
        LEFT JOIN LATERAL (
            SELECT held.* FROM appointment AS held
            WHERE held.tenant_id = :tenant AND held.person_id = person.id AND held.is_primary
              AND (held.valid_to IS NULL OR held.valid_to > :day)
            ORDER BY held.valid_from LIMIT 1
        ) AS post ON true
        LEFT JOIN unit_place AS place
               ON place.tenant_id = :tenant AND place.unit_id = post.unit_id AND place.valid_to IS NULL
        WHERE person.tenant_id = :tenant AND link.removed_at IS NULL
        """
    )
    .columns(
        column("id", Uuid), column("external_id", Text), column("user_name", Text), column("full_name", Text),
        column("pin", Text), column("gender", Text), column("birth_date", Date), column("staff_type", Text),
        column("qualification", Text), column("account_id", Uuid), column("active", Boolean), column("post_id", Uuid),
        column("unit_id", Uuid), column("unit_name", Text), column("role", Text), column("job_position_id", Uuid),
        column("valid_from", Date), column("document_number", Text), column("created_at", LATER),
        column("changed_at", LATER),
    )
    .subquery("people")
)  # fmt: skip
UNITS: Final = (
    text(
        """
        SELECT unit.id, link.external_id, place.name, unit.code, unit.kind, place.parent_id,
               coalesce(link.changed_at, CAST(unit.opened AS timestamptz)) AS changed_at
        FROM unit
        JOIN unit_place AS place ON place.tenant_id = :tenant AND place.unit_id = unit.id AND place.valid_to IS NULL
        LEFT JOIN scim_link AS link ON link.tenant_id = :tenant AND link.kind = 'unit' AND link.subject_id = unit.id
        WHERE unit.tenant_id = :tenant AND unit.closed IS NULL AND link.removed_at IS NULL
        """
    )
    .columns(
        column("id", Uuid), column("external_id", Text), column("name", Text), column("code", Text),
        column("kind", Text), column("parent_id", Uuid), column("changed_at", LATER),
    )
    .subquery("units")
)  # fmt: skip
MEMBERS: Final = text(
    """
    SELECT held.unit_id, held.person_id, person.full_name FROM appointment AS held
    JOIN person ON person.tenant_id = :tenant AND person.id = held.person_id
    WHERE held.tenant_id = :tenant AND held.is_primary AND held.unit_id = ANY (:units)
      AND held.valid_from <= :day AND (held.valid_to IS NULL OR held.valid_to > :day)
    ORDER BY person.sort_key, held.person_id
    """
)


@dataclass(frozen=True)
class PersonView:
    """A person with their account and primary post."""

    id: UUID
    external_id: str | None
    user_name: str
    full_name: str
    pin: str
    gender: str | None
    birth_date: date | None
    staff_type: str | None
    qualification: str | None
    account_id: UUID | None
    active: bool
    post_id: UUID | None
    unit_id: UUID | None
    unit_name: str | None
    role: str | None
    job_position_id: UUID | None
    valid_from: date | None
    document_number: str | None
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class UnitView:
    """An open unit."""

    id: UUID
    external_id: str | None
    name: str
    code: str
    kind: str
    parent_id: UUID | None
    changed_at: datetime


@dataclass(frozen=True)
class Member:
    """Somebody whose primary post is in a unit."""

    id: UUID
    full_name: str


@dataclass(frozen=True)
class Window:
    """A part of a list: from the `start`th record on (the first is 1), `count` of them."""

    start: int = 1
    count: int = 100


async def people(
    session: AsyncSession, wanted: ColumnElement[bool] | None, window: Window
) -> tuple[int, list[PersonView]]:
    """How many people fit, and those of a window, in the order they were listed."""
    total, rows = await _window(session, select(PEOPLE), PEOPLE.c.id, wanted, window)
    return total, [PersonView(*row) for row in rows]


async def units(
    session: AsyncSession, wanted: ColumnElement[bool] | None, window: Window
) -> tuple[int, list[UnitView]]:
    """How many open units fit, and those of a window."""
    total, rows = await _window(session, select(UNITS), UNITS.c.id, wanted, window)
    return total, [UnitView(*row) for row in rows]


async def person(session: AsyncSession, person_id: UUID) -> PersonView:
    """One person; raises `NotFound`, also for one the directory has removed."""
    _, found = await people(session, PEOPLE.c.id == person_id, Window(1, 1))
    if not found:
        raise NotFound("id")
    return found[0]


async def unit(session: AsyncSession, unit_id: UUID) -> UnitView:
    """One open unit; raises `NotFound`."""
    _, found = await units(session, UNITS.c.id == unit_id, Window(1, 1))
    if not found:
        raise NotFound("id")
    return found[0]


async def members(session: AsyncSession, unit_ids: Sequence[UUID]) -> dict[UUID, list[Member]]:
    """Who holds a primary post in each unit today."""
    rows = await session.execute(MEMBERS, {**_values(session), "units": list(unit_ids)})
    found: dict[UUID, list[Member]] = {unit_id: [] for unit_id in unit_ids}
    for row in rows:
        found[row.unit_id].append(Member(row.person_id, row.full_name))
    return found


async def _window(
    session: AsyncSession,
    query: Select[Any],
    key: ColumnElement[UUID],
    wanted: ColumnElement[bool] | None,
    window: Window,
) -> tuple[int, Sequence[Any]]:
    if wanted is not None:
        query = query.where(wanted)
    total = await session.scalar(select(func.count()).select_from(query.subquery()), _values(session)) or 0
    if window.count <= 0:
        return total, []
    page = query.order_by(key).offset(window.start - 1).limit(window.count)
    return total, (await session.execute(page, _values(session))).all()


def _values(session: AsyncSession) -> dict[str, object]:
    return {"tenant": tenant_of(session), "day": today()}

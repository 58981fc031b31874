"""Who holds which post and leads whom on a day, and which rows a grant reaches."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, and_, cast, false, func, or_, select, text, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import QueryableAttribute

from kernel.database import tenant_of
from policies.authority import Grant
from policies.roles import HEAD_ROLES
from tenants.organisation.models import Appointment, Person, UnitPlace
from tenants.organisation.rules import branch_range, lineage

# Work of the last weeks in a post that has ended still waits for whoever leads its unit now.
SETTLING_DAYS: Final = 62

# `acting`: the posts on whose authority a person acts, their own and those delegated to them.
# `below`: from each unit headed (`top`), down the tree as far as no other head stands between: at `headed` units the
# walk ends and only the head is led; of the top itself everybody but its head; of a unit without a head everybody.
LED: Final = text(
    """
    WITH RECURSIVE acting AS MATERIALIZED (
        SELECT post.id, post.unit_id, post.role, false AS delegated
        FROM appointment AS post
        WHERE post.tenant_id = :tenant AND post.person_id = :person
          AND post.valid_from <= :day AND (post.valid_to IS NULL OR post.valid_to > :day)
        UNION ALL
        SELECT post.id, post.unit_id, post.role, true
        FROM delegation AS given
        JOIN appointment AS post ON post.tenant_id = given.tenant_id AND post.id = given.appointment_id
        WHERE given.tenant_id = :tenant AND given.delegate_id = :person AND given.revoked_at IS NULL
          AND given.valid_from <= :day AND given.valid_to > :day
          AND post.valid_from <= :day AND (post.valid_to IS NULL OR post.valid_to > :day)
    ), below (top_id, unit_id, headed, top) AS (
        SELECT acting.id, acting.unit_id, false, true FROM acting
        WHERE acting.role IN ('division_head', 'agency_head', 'province_head')
        UNION ALL
        SELECT below.top_id, place.unit_id, EXISTS (
            SELECT FROM appointment AS head
            WHERE head.tenant_id = :tenant AND head.unit_id = place.unit_id
              AND head.role IN ('division_head', 'agency_head', 'province_head')
              AND head.valid_from <= :day AND (head.valid_to IS NULL OR head.valid_to > :day)), false
        FROM below
        JOIN unit_place AS place ON place.tenant_id = :tenant AND place.parent_id = below.unit_id
             AND place.valid_from <= :day AND (place.valid_to IS NULL OR place.valid_to > :day)
        WHERE NOT below.headed
    ), led AS (
        SELECT acting.delegated, acting.id AS leader_id, post.id
        FROM acting
        JOIN appointment AS post ON post.tenant_id = :tenant AND post.leader_appointment_id = acting.id
        WHERE post.valid_from <= :day AND (post.valid_to IS NULL OR post.valid_to > :settling)
        UNION ALL
        SELECT acting.delegated, acting.id, post.id
        FROM below
        JOIN acting ON acting.id = below.top_id
        JOIN appointment AS post ON post.tenant_id = :tenant AND post.unit_id = below.unit_id
        WHERE post.valid_from <= :day AND (post.valid_to IS NULL OR post.valid_to > :settling)
          AND NOT EXISTS (
              SELECT FROM appointment AS chosen
              WHERE chosen.tenant_id = :tenant AND chosen.id = post.leader_appointment_id
                AND chosen.valid_from <= :day AND (chosen.valid_to IS NULL OR chosen.valid_to > :day))
          AND (NOT below.headed AND NOT below.top OR below.headed = (
              post.role IN ('division_head', 'agency_head', 'province_head') OR EXISTS (
                  SELECT FROM appointment AS head
                  WHERE head.tenant_id = :tenant AND head.unit_id = post.unit_id AND head.person_id = post.person_id
                    AND head.role IN ('division_head', 'agency_head', 'province_head')
                    AND head.valid_from <= :day AND (head.valid_to IS NULL OR head.valid_to > :day))))
    )
    SELECT led.id, led.delegated
    FROM led
    JOIN appointment AS post ON post.tenant_id = :tenant AND post.id = led.id
    JOIN appointment AS leader ON leader.tenant_id = :tenant AND leader.id = led.leader_id
    WHERE post.person_id <> :person AND post.person_id <> leader.person_id
    """
)


def held_on(table: Any, on: date | ColumnElement[date]) -> ColumnElement[bool]:  # noqa: ANN401 - a mapped class
    """Whether a dated row (with `valid_from` and `valid_to`) holds on a day."""
    return and_(table.valid_from <= on, or_(table.valid_to.is_(None), table.valid_to > on))


def in_branch(path: QueryableAttribute[str], branch: str) -> ColumnElement[bool]:
    """Whether a path lies in a branch: a range of texts, which an index answers under row-level security."""
    first, after = branch_range(branch)
    return and_(path.bool_op("~>=~")(first), path.bool_op("~<~")(after))


def reach(
    grant: Grant,
    unit_column: QueryableAttribute[Any],
    person_column: QueryableAttribute[Any] | None,
    on: date,
) -> ColumnElement[bool]:
    """A grant as a predicate over rows of units and persons; branches are those of the tree on that day."""
    wide = true() if grant.everywhere else _within(grant, unit_column, on)
    if grant.person_id is None or person_column is None:
        return wide
    if grant.own:
        return or_(person_column == grant.person_id, wide)
    return and_(person_column.is_distinct_from(grant.person_id), wide)


def _within(grant: Grant, unit_column: QueryableAttribute[UUID], on: date) -> ColumnElement[bool]:
    ranges = [in_branch(UnitPlace.path, branch) for branch in grant.branches]
    if grant.units:
        ranges.append(UnitPlace.path.in_(grant.units))
    if not ranges:
        return false()
    this_tenant = UnitPlace.tenant_id == cast(func.current_setting("app.tenant_id"), Integer)
    return unit_column.in_(select(UnitPlace.unit_id).where(this_tenant, held_on(UnitPlace, on), or_(*ranges)))


async def appointments_of(session: AsyncSession, person_id: UUID, on: date) -> list[Appointment]:
    """The posts a person holds on a day, the primary one first."""
    found = await session.scalars(
        select(Appointment)
        .where(
            Appointment.tenant_id == tenant_of(session), Appointment.person_id == person_id, held_on(Appointment, on)
        )
        .order_by(Appointment.is_primary.desc(), Appointment.weight.desc(), Appointment.id)
    )
    return list(found)


async def led_appointments(session: AsyncSession, person_id: UUID, on: date) -> set[UUID]:
    """The posts whose direct leader (lãnh đạo trực tiếp) this person is on a day, by their own posts or delegated.

    A leader named on a post wins; otherwise the head of its unit leads it, or, where there is none and for heads
    themselves, the head of the nearest unit above that has one. A delegate takes what the delegating post leads.
    Nobody leads themselves. Posts ended within `SETTLING_DAYS` count: their last work still waits.
    """
    return {post_id for post_id, _ in await _led(session, person_id, on)}


async def led_directly(session: AsyncSession, person_id: UUID, on: date) -> set[UUID]:
    """Those of `led_appointments` that this person leads by a post of their own."""
    return {post_id for post_id, delegated in await _led(session, person_id, on) if not delegated}


async def led_by_delegation(session: AsyncSession, person_id: UUID, on: date) -> set[UUID]:
    """Those of `led_appointments` that this person leads for somebody else."""
    return {post_id for post_id, delegated in await _led(session, person_id, on) if delegated}


async def _led(session: AsyncSession, person_id: UUID, on: date) -> list[tuple[UUID, bool]]:
    settling = on - timedelta(days=SETTLING_DAYS)
    rows = await session.execute(
        LED, {"tenant": tenant_of(session), "person": person_id, "day": on, "settling": settling}
    )
    return [(row.id, row.delegated) for row in rows]


async def direct_leader(session: AsyncSession, appointment_id: UUID, on: date) -> Appointment | None:
    """The post whose holder leads a post directly on a day, delegations aside: `led_appointments` read upwards."""
    tenant_id = tenant_of(session)
    post = await session.get(Appointment, (tenant_id, appointment_id))
    if post is None:
        return None
    if post.leader_appointment_id is not None:
        named = await session.get(Appointment, (tenant_id, post.leader_appointment_id))
        if named is not None and named.valid_from <= on and (named.valid_to is None or named.valid_to > on):
            return named if named.person_id != post.person_id else None
    path = await unit_path(session, post.unit_id, on)
    heads = (
        select(Appointment)
        .join(UnitPlace, and_(UnitPlace.tenant_id == Appointment.tenant_id, UnitPlace.unit_id == Appointment.unit_id))
        .where(
            Appointment.tenant_id == tenant_id,
            Appointment.role.in_(HEAD_ROLES),
            held_on(Appointment, on),
            held_on(UnitPlace, on),
            UnitPlace.path.in_(list(lineage(path or ""))),
        )
        .order_by(func.length(UnitPlace.path).desc(), Appointment.id)
    )
    above = list(await session.scalars(heads))
    is_head = post.role in HEAD_ROLES or any(
        head.unit_id == post.unit_id and head.person_id == post.person_id for head in above
    )
    candidates = [head for head in above if not (is_head and head.unit_id == post.unit_id)]
    return candidates[0] if candidates and candidates[0].person_id != post.person_id else None


async def records_of(session: AsyncSession, person_id: UUID) -> list[UUID]:
    """A person's own record and those of provinces that joined this one, which tell of the same person."""
    joined = await session.scalars(
        select(Person.id).where(Person.tenant_id == tenant_of(session), Person.same_as == person_id).order_by(Person.id)
    )
    return [person_id, *joined]


async def person_within(session: AsyncSession, grant: Grant, person_id: UUID, on: date) -> bool:
    """Whether a person is within a grant's reach: themselves, or by a post they hold that day, or by their last one."""
    if person_id == grant.person_id:
        return grant.own
    if grant.everywhere:
        return await session.get(Person, (tenant_of(session), person_id)) is not None
    posts = (Appointment.tenant_id == tenant_of(session), Appointment.person_id == person_id)
    units = set(await session.scalars(select(Appointment.unit_id).where(*posts, held_on(Appointment, on))))
    if not units:
        begun = select(Appointment.unit_id).where(*posts, Appointment.valid_from <= on)
        units = set(await session.scalars(begun.order_by(Appointment.valid_to.desc()).limit(1)))
    paths = await unit_paths(session, units, on)
    return any(grant.covers(path) for path in paths.values())


async def unit_path(session: AsyncSession, unit_id: UUID, on: date) -> str | None:
    """Where a unit stands on a day, as a path, or nothing before it was opened; a closed unit rests below its heir."""
    return (await unit_paths(session, [unit_id], on)).get(unit_id)


async def unit_paths(session: AsyncSession, unit_ids: Iterable[UUID], on: date) -> dict[UUID, str]:
    """Where several units stand on a day."""
    rows = await session.execute(
        select(UnitPlace.unit_id, UnitPlace.path).where(
            UnitPlace.tenant_id == tenant_of(session),
            UnitPlace.unit_id == func.any(list(unit_ids)),
            held_on(UnitPlace, on),
        )
    )
    return {row.unit_id: row.path for row in rows}

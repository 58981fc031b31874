"""Writing what becomes of people: many at once, each kind of change with one statement."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.ids import uuid7
from policies.authority import Caller
from tenants.audit import actions as audit
from tenants.importing.reconciling import FACTS, PersonChange, PostChange, Span
from tenants.organisation.models import Appointment, Person
from tenants.tables import table_of
from tenants.vietnamese import name_sort_key, search_key

_PEOPLE: Final = table_of(Person)
_POSTS: Final = table_of(Appointment)


@dataclass(frozen=True)
class Ids:
    """The ids of units and job positions by code."""

    units: Mapping[str, UUID]
    positions: Mapping[str, UUID]


async def write_people(
    session: AsyncSession, caller: Caller, people: Sequence[PersonChange], ids: Ids
) -> dict[str, UUID]:
    """Write what becomes of people, whom whoever calls has locked and checked; answers everybody's id by number."""
    new = [person for person in people if person.person_id is None]
    known = {person.pin: person.person_id for person in people if person.person_id is not None}
    made = {person.pin: uuid7() for person in new}
    await _add(session, caller, new, made)
    await _correct(session, caller, [person for person in people if person.person_id is not None and person.facts])
    of_person = known | made
    posts = [(of_person[person.pin], post) for person in people for post in person.posts]
    await _end(session, [post for _, post in posts])
    await _begin(session, caller, posts, ids)
    return of_person


async def _add(session: AsyncSession, caller: Caller, people: Iterable[PersonChange], made: Mapping[str, UUID]) -> None:
    rows = [
        {
            "tenant_id": tenant_of(session),
            "id": made[person.pin],
            "pin": person.pin,
            **{name: person.facts.get(name) for name in FACTS},
            **_keys(str(person.facts["full_name"])),
        }
        for person in people
    ]
    if rows:
        await session.execute(insert(_PEOPLE), rows)
        await audit.record_each(session, caller, "added", "person", {person_id: {} for person_id in made.values()})


def _keys(full_name: str) -> dict[str, str]:
    return {"sort_key": name_sort_key(full_name), "search_key": search_key(full_name)}


async def _correct(session: AsyncSession, caller: Caller, people: Iterable[PersonChange]) -> None:
    told: dict[UUID, dict[str, object]] = {}
    for person in people:
        if person.person_id is None:
            continue
        name = person.facts.get("full_name")
        values = {**person.facts, **(_keys(str(name)) if name is not None else {})}
        await session.execute(
            update(_PEOPLE)
            .where(_PEOPLE.c.tenant_id == tenant_of(session), _PEOPLE.c.id == person.person_id)
            .values(values)
        )
        told[person.person_id] = {"fields": sorted(person.facts)}
    await audit.record_each(session, caller, "edited", "person", told)


async def _end(session: AsyncSession, posts: Iterable[PostChange]) -> None:
    """End the posts that give way to others."""
    ended = [{"post": post.ended[0], "last": post.ended[1]} for post in posts if post.ended is not None]
    if ended:
        statement = (
            update(_POSTS)
            .where(_POSTS.c.tenant_id == tenant_of(session), _POSTS.c.id == bindparam("post"))
            .values(valid_to=bindparam("last"))
        )
        await (await session.connection()).execute(statement, ended)


async def _begin(session: AsyncSession, caller: Caller, posts: Sequence[tuple[UUID, PostChange]], ids: Ids) -> None:
    """Write the new posts, and those that stay with an end or another beginning."""
    new, corrected = list[dict[str, Any]](), list[dict[str, Any]]()
    told: dict[str, dict[UUID, dict[str, object]]] = {"appointed": {}, "transferred": {}, "ended": {}}
    for person_id, post in posts:
        if post.written is None:
            continue
        row = _row(person_id, post.written, ids)
        if post.written.id is None:
            new.append({"tenant_id": tenant_of(session), "id": uuid7(), **row})
        else:
            corrected.append({f"new_{name}": value for name, value in row.items()} | {"post": post.written.id})
        act = "ended" if post.differs == ("valid_to",) else "appointed" if post.before is None else "transferred"
        said: dict[str, object] = {"unit_id": row["unit_id"], "role": post.written.role}
        said |= {"on": post.written.valid_to} if act == "ended" else {"valid_from": post.written.valid_from}
        told[act].setdefault(person_id, said)
    if new:
        await session.execute(insert(_POSTS), new)
    if corrected:
        statement = (
            update(_POSTS)
            .where(_POSTS.c.tenant_id == tenant_of(session), _POSTS.c.id == bindparam("post"))
            .values({name: bindparam(f"new_{name}") for name in _row_names()})
        )
        await (await session.connection()).execute(statement, corrected)
    for act, done in told.items():
        await audit.record_each(session, caller, act, "person", done)


def _row(person_id: UUID, span: Span, ids: Ids) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "unit_id": ids.units[span.unit],
        "job_position_id": ids.positions[span.position] if span.position is not None else None,
        "role": span.role,
        "is_primary": span.is_primary,
        "weight": span.weight,
        "valid_from": span.valid_from,
        "valid_to": span.valid_to,
        "document_number": span.document,
    }


def _row_names() -> tuple[str, ...]:
    """What of a standing post is written anew; its document stays."""
    return ("unit_id", "job_position_id", "role", "is_primary", "weight", "valid_from", "valid_to")

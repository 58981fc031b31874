"""Whose work it is, in which post, and which work item: looked up for many pieces of work at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.catalogue import queries as catalogue
from tenants.catalogue.queries import ItemInForce
from tenants.intake import rules
from tenants.intake.models import IntakeAlias, IntakeRule, IntakeSource
from tenants.intake.rules import Rule, Work
from tenants.organisation.models import Appointment, Person, Unit, UnitPlace
from tenants.vietnamese import search_key

MATCHED: Final = ""
REASONS: Final = (
    "person_missing",  # nobody is named
    "person_unknown",  # no cadre of ours has that number, and no account is mapped
    "person_differs",  # the name that came along is not the one of the number's holder
    "person_without_post",  # no post on that day
    "outside_branch",  # the source may send work of another branch only
    "kind_missing",  # no kind is named
    "kind_unmapped",  # no mapping fits the kind and the post
    "item_not_open",  # the work item is not in force that day, or not open to the unit
)


@dataclass(frozen=True)
class Match:
    """What a piece of work was matched with; `reason` is empty where all of it was."""

    reason: str
    person_id: UUID | None = None
    appointment_id: UUID | None = None
    work_item_id: UUID | None = None


@dataclass(frozen=True)
class _Known:
    """What is looked up once for all pieces."""

    source: IntakeSource
    people: dict[str, Person]
    accounts: dict[str, UUID]
    units: dict[str, UUID]
    posts: dict[UUID, list[Appointment]]
    places: dict[UUID, list[UnitPlace]]
    numbers: dict[int, UUID]
    rules: dict[tuple[str, str], list[Rule]]
    items: dict[tuple[UUID, date], ItemInForce]


async def match_all(session: AsyncSession, source: IntakeSource, works: Sequence[tuple[str, Work]]) -> list[Match]:
    """Each piece of work, given with its kind, matched as of its day."""
    if not works:
        return []
    known = await _look_up(session, source, works)
    return [_match(known, kind, work) for kind, work in works]


def _match(known: _Known, kind: str, work: Work) -> Match:
    person_id, reason = _person(known, work)
    if person_id is None:
        return Match(reason)
    post = _post(known, person_id, work)
    if post is None:
        return Match("person_without_post", person_id)
    path = _path(known, post.unit_id, work.day)
    lineage = [known.numbers[int(part)] for part in reversed(path.split(".")) if part and int(part) in known.numbers]
    if known.source.unit_id is not None and known.source.unit_id not in lineage:
        return Match("outside_branch", person_id, post.id)
    item_id, reason = _item(known, (kind, work.work_kind), work.day, lineage, post.job_position_id)
    return Match(reason, person_id, post.id, item_id)


def _item(
    known: _Known, wanted: tuple[str, str | None], day: date, lineage: Sequence[UUID], position_id: UUID | None
) -> tuple[UUID | None, str]:
    kind, work_kind = wanted
    if work_kind is None:
        return None, "kind_missing"
    rule = rules.fitting(known.rules.get((kind, work_kind), []), known.source.id, lineage, position_id)
    if rule is None:
        return None, "kind_unmapped"
    item = known.items.get((rule.work_item_id, day))
    if item is None or (item.owner_unit_id is not None and item.owner_unit_id not in lineage):
        return None, "item_not_open"
    return item.work_item_id, MATCHED


def _person(known: _Known, work: Work) -> tuple[UUID | None, str]:
    if work.pin is None and work.account is None:
        return None, "person_missing"
    person = known.people.get(work.pin or "")
    if person is not None:
        if work.person_name is not None and search_key(work.person_name) != search_key(person.full_name):
            return None, "person_differs"
        return person.id, MATCHED
    # A number that is nobody's is a mistake: an account beside it does not make it right.
    mapped = known.accounts.get(work.account or "") if work.pin is None else None
    return mapped, MATCHED if mapped else "person_unknown"


def _post(known: _Known, person_id: UUID, work: Work) -> Appointment | None:
    """The post of that day in the unit named, else the primary one."""
    held = [
        post for post in known.posts.get(person_id, [])
        if post.valid_from <= work.day and (post.valid_to is None or post.valid_to > work.day)
    ]  # fmt: skip
    wanted = known.units.get(work.unit_code or "")
    return next((post for post in held if post.unit_id == wanted), held[0] if held else None)


def _path(known: _Known, unit_id: UUID, day: date) -> str:
    places = known.places.get(unit_id, [])
    return next(
        (one.path for one in places if one.valid_from <= day and (one.valid_to is None or one.valid_to > day)), ""
    )


async def _look_up(session: AsyncSession, source: IntakeSource, works: Sequence[tuple[str, Work]]) -> _Known:
    tenant_id = tenant_of(session)
    told = [work for _, work in works]
    pins = {work.pin for work in told if work.pin}
    people = await session.scalars(select(Person).where(Person.tenant_id == tenant_id, Person.pin.in_(pins)))
    by_pin = {person.pin: person for person in people}
    aliases = await _aliases(session, source.id)
    accounts = {name: who for (kind, name), who in aliases.items() if kind == "person"}
    units = await _units(session, {work.unit_code for work in told if work.unit_code})
    units |= {name: which for (kind, name), which in aliases.items() if kind == "unit"}
    ids = {person.id for person in by_pin.values()} | set(accounts.values())
    posts = await _posts(session, ids)
    places = await _places(session, {post.unit_id for held in posts.values() for post in held})
    mapped = await rules_of(session, {(kind, work.work_kind) for kind, work in works if work.work_kind})
    days = {work.day for work in told}
    wanted = [(rule.work_item_id, day) for among in mapped.values() for rule in among for day in days]
    items = await catalogue.items_on_days(session, wanted) if wanted else {}
    numbers = {int(part) for held in places.values() for place in held for part in place.path.split(".") if part}
    above = await session.execute(
        select(Unit.number, Unit.id).where(Unit.tenant_id == tenant_id, Unit.number.in_(numbers))
    )
    return _Known(source, by_pin, accounts, units, posts, places, {row[0]: row[1] for row in above}, mapped, items)


async def _aliases(session: AsyncSession, source_id: UUID) -> dict[tuple[str, str], UUID]:
    rows = await session.scalars(
        select(IntakeAlias).where(IntakeAlias.tenant_id == tenant_of(session), IntakeAlias.source_id == source_id)
    )
    return {(row.kind, row.name): row.person_id or row.unit_id for row in rows}  # type: ignore[misc] # one of them is


async def _units(session: AsyncSession, codes: Collection[str]) -> dict[str, UUID]:
    rows = await session.execute(
        select(Unit.code, Unit.id).where(Unit.tenant_id == tenant_of(session), Unit.code.in_(codes))
    )
    return {row.code: row.id for row in rows}


async def _posts(session: AsyncSession, people: Collection[UUID]) -> dict[UUID, list[Appointment]]:
    rows = await session.scalars(
        select(Appointment)
        .where(Appointment.tenant_id == tenant_of(session), Appointment.person_id.in_(people))
        .order_by(Appointment.is_primary.desc(), Appointment.weight.desc(), Appointment.id)
    )
    found: dict[UUID, list[Appointment]] = {}
    for row in rows:
        found.setdefault(row.person_id, []).append(row)
    return found


async def _places(session: AsyncSession, units: Collection[UUID]) -> dict[UUID, list[UnitPlace]]:
    rows = await session.scalars(
        select(UnitPlace).where(UnitPlace.tenant_id == tenant_of(session), UnitPlace.unit_id.in_(units))
    )
    found: dict[UUID, list[UnitPlace]] = {}
    for row in rows:
        found.setdefault(row.unit_id, []).append(row)
    return found


async def rules_of(
    session: AsyncSession, kinds: Collection[tuple[str, str | None]]
) -> dict[tuple[str, str], list[Rule]]:
    """The mappings of these kinds, by kind of work and its code."""
    names = {name for _, name in kinds if name}
    rows = await session.scalars(
        select(IntakeRule).where(IntakeRule.tenant_id == tenant_of(session), IntakeRule.work_kind.in_(names))
    )
    found: dict[tuple[str, str], list[Rule]] = {}
    for row in rows:
        rule = Rule(row.id, row.kind, row.work_kind, row.source_id, row.unit_id, row.job_position_id, row.work_item_id)
        found.setdefault((row.kind, row.work_kind), []).append(rule)
    return found

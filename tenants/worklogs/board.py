"""The inbox of a direct leader as it is decided on: entries that need a look one by one, and groups of the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import joining_whole, tenant_of
from kernel.errors import Forbidden, NotFound
from policies.authority import Caller, authorize
from tenants.organisation import queries as organisation
from tenants.organisation.models import Appointment
from tenants.worklogs.board_statements import BOARD, COUNTS, LAST, SPREAD
from tenants.worklogs.flags import Facts, Flag, Twin, flags_of, strangeness
from tenants.worklogs.models import WorkEntry
from tenants.worklogs.verification import leader_of

BOARD_LIMIT: Final = 500
SPREAD_LIMIT: Final = 300
COMPARED: Final = timedelta(days=30)


@dataclass(frozen=True)
class Card:
    """An entry that waits, in the figures and words a list shows; minutes of the norm are of one product."""

    id: UUID
    work_date: date
    person_id: UUID
    person: str
    work_item_id: UUID
    item: str
    product_unit: str
    quantity: Decimal
    minutes: int
    norm_minutes: int
    output: str
    note: str | None
    due_date: date | None
    submitted_at: datetime
    device_time: datetime | None
    document_number: str | None
    files: int
    flags: list[Flag]


@dataclass(frozen=True)
class Group:
    """Entries of one item that can be decided on together: with a product, within the norm, without a flag."""

    work_item_id: UUID
    item: str
    product_unit: str
    people: int
    entries: int
    quantity: Decimal
    norm_minutes: Decimal


@dataclass(frozen=True)
class OwnWaiting:
    """Own entries that wait for somebody else."""

    entries: int
    leader: str | None


@dataclass(frozen=True)
class Board:
    """The inbox at one moment: flagged entries strangest first, then those of the groups; the oldest `BOARD_LIMIT`."""

    waiting: int
    people: int
    cards: list[Card]
    groups: list[Group]
    own: OwnWaiting
    last_at: datetime | None
    last_entries: int


@dataclass(frozen=True)
class Dot:
    """An entry of the same item: minutes declared for one product, when, and whose."""

    entry_id: UUID
    work_date: date
    minutes: Decimal
    person: str


@dataclass(frozen=True)
class Spread:
    """How the same item was logged in 30 days among the people one leads, and their median."""

    norm_minutes: int
    median: Decimal | None
    dots: list[Dot]


@dataclass(frozen=True)
class Reach:
    """Whom the inbox is about: the leader, the posts they lead today, and who holds those."""

    person_id: UUID
    led: tuple[UUID, ...]
    people: tuple[UUID, ...]


async def board(session: AsyncSession, caller: Caller, *, now: datetime) -> Board:
    """Everything that waits for the caller, arranged to be decided on."""
    reach = await _reach(session, caller, now)
    counts, last = await _counts(session, reach, now), await _last(session, reach, now)
    cards = await cards_of(session, reach, now=now)
    flagged = [card for card in cards if card.flags]
    flagged.sort(key=lambda card: (-strangeness(card.flags), card.work_date, card.id))
    plain = [card for card in cards if not card.flags]
    groups = _groups(plain)
    place = {group.work_item_id: number for number, group in enumerate(groups)}
    plain.sort(key=lambda card: (place[card.work_item_id], card.work_date, card.id))
    leader = await leader_of(session, counts.own_post, now) if counts.own else None
    return Board(
        waiting=counts.waiting, people=counts.people, cards=[*flagged, *plain], groups=groups,
        own=OwnWaiting(counts.own, leader), last_at=last.verified_at if last else None,
        last_entries=last.entries if last else 0,
    )  # fmt: skip


async def waiting(session: AsyncSession, caller: Caller, *, now: datetime) -> int:
    """How many entries wait for the caller."""
    counts = await _counts(session, await _reach(session, caller, now), now)
    return int(counts.waiting)


async def group_of(session: AsyncSession, caller: Caller, work_item_id: UUID, *, now: datetime) -> list[Card]:
    """The entries of one item that can be decided on together at this moment."""
    cards = await cards_of(session, await _reach(session, caller, now), item=work_item_id, now=now)
    return [card for card in cards if not card.flags]


async def spread(session: AsyncSession, caller: Caller, entry_id: UUID, *, now: datetime) -> Spread:
    """How the item of an entry that one decides on was logged lately."""
    reach = await _reach(session, caller, now)
    entry = await session.scalar(
        select(WorkEntry).where(
            WorkEntry.tenant_id == tenant_of(session),
            WorkEntry.id == entry_id,
            WorkEntry.appointment_id.in_(reach.led),
            WorkEntry.status != "draft",
        )
    )
    if entry is None:
        raise NotFound("entryId")
    values = _values(session, reach, now) | {"item": entry.work_item_id, "most": SPREAD_LIMIT}
    rows = (await session.execute(SPREAD, values)).all()
    dots = [Dot(row.id, row.work_date, round(row.pace, 2), row.person) for row in rows]
    return Spread(entry.norm_minutes, round(median(dot.minutes for dot in dots), 2) if dots else None, dots)


async def cards_of(session: AsyncSession, reach: Reach, *, now: datetime, item: UUID | None = None) -> list[Card]:
    """What waits, of one item if one is named, with its flags."""
    values = _values(session, reach, now) | {"item": item, "person": reach.person_id, "most": BOARD_LIMIT}
    # The planner takes the lists given for a handful of rows and would compile what runs for milliseconds.
    await session.execute(text("SET LOCAL jit = off"))
    async with joining_whole(session):
        rows = (await session.execute(BOARD, values)).all()
    return [_card(row) for row in rows]


def _groups(cards: Sequence[Card]) -> list[Group]:
    """The groups of unflagged entries, largest first."""
    found: dict[UUID, Group] = {}
    people: dict[UUID, set[UUID]] = {}
    for card in cards:
        known = found.get(card.work_item_id) or Group(
            card.work_item_id, card.item, card.product_unit, 0, 0, Decimal(0), Decimal(0)
        )
        held = people.setdefault(card.work_item_id, set())
        held.add(card.person_id)
        found[card.work_item_id] = replace(
            known,
            people=len(held),
            entries=known.entries + 1,
            quantity=known.quantity + card.quantity,
            norm_minutes=known.norm_minutes + card.norm_minutes * card.quantity,
        )
    return sorted(found.values(), key=lambda group: (-group.entries, group.item, group.work_item_id))


async def _reach(session: AsyncSession, caller: Caller, now: datetime) -> Reach:
    authorize(caller, "work_entry", "verify")
    if caller.person_id is None:
        raise Forbidden()
    led = sorted(await organisation.led_appointments(session, caller.person_id, local_date(now)))
    people = await session.scalars(
        select(Appointment.person_id)
        .where(Appointment.tenant_id == tenant_of(session), Appointment.id.in_(led))
        .distinct()
    )
    return Reach(caller.person_id, tuple(led), tuple(people))


def _values(session: AsyncSession, reach: Reach, now: datetime) -> dict[str, Any]:
    today = local_date(now)
    return {
        "tenant": tenant_of(session),
        "led": list(reach.led),
        "people": list(reach.people),
        "since": today - COMPARED,
        "today": today,
    }


async def _counts(session: AsyncSession, reach: Reach, now: datetime) -> Any:  # noqa: ANN401 - a row
    own = await organisation.appointments_of(session, reach.person_id, local_date(now))
    posts = [*reach.led, *(post.id for post in own)]
    values = {"tenant": tenant_of(session), "person": reach.person_id, "posts": posts}
    return (await session.execute(COUNTS, values)).one()


async def _last(session: AsyncSession, reach: Reach, now: datetime) -> Any:  # noqa: ANN401 - a row
    values = _values(session, reach, now) | {"person": reach.person_id}
    return (await session.execute(LAST, values)).one_or_none()


def _card(row: Any) -> Card:  # noqa: ANN401 - a row of `BOARD`
    twin = None
    if row.twin_id is not None:
        twin = Twin(row.twin_kind, row.twin_id, row.twin_date, row.twin_person, row.twin_shared)
    facts = Facts(
        quantity=row.quantity, minutes=row.minutes, norm_minutes=row.norm_minutes, complexity=row.complexity,
        days_late=row.days_late, proofs=row.pieces, usual_entries=row.usual_entries or 0, pace=row.pace,
        usual_complexity=row.usual_complexity, day_norm_minutes=row.day_norm_minutes or Decimal(0),
        day_minutes=row.day_minutes or 0, nth=row.nth or 1, day_minutes_limit=row.day_minutes_limit,
        logged_after=row.logged_after or 0, written_after=row.written_after, device_time=row.device_time, twin=twin,
    )  # fmt: skip
    return Card(
        id=row.id, work_date=row.work_date, person_id=row.person_id, person=row.person,
        work_item_id=row.work_item_id, item=row.item, product_unit=row.product_unit, quantity=row.quantity,
        minutes=row.minutes, norm_minutes=row.norm_minutes, output=row.output, note=row.note,
        due_date=row.due_date, submitted_at=row.submitted_at, device_time=row.device_time,
        document_number=row.document_number, files=row.files, flags=flags_of(facts),
    )  # fmt: skip

"""What events come to, and which mapping fits: pure, whatever the order in which things arrived."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, Literal, cast
from uuid import UUID

from kernel.clock import local_date
from tenants.intake.events import Event

State = Literal["open", "finished", "cancelled"]
STATES: Final[Mapping[str, State | None]] = {
    "received": "open", "assigned": "open", "changed": None, "finished": "finished", "cancelled": "cancelled",
}  # fmt: skip
# Of events with the same date the later step in a life goes last.
STEPS: Final = ("received", "assigned", "changed", "finished", "cancelled")


@dataclass(frozen=True)
class Work:
    """A document or task as its events tell it; `day` is when it was finished, else when it last changed."""

    state: State
    state_at: datetime
    day: date
    title: str | None
    work_kind: str | None
    document_number: str | None
    pin: str | None
    person_name: str | None
    account: str | None
    unit_code: str | None
    quantity: Decimal
    due_date: date | None


def order(event: Event) -> tuple[datetime, int, str]:
    """Where an event stands in the life of its work: by the source's own date, never by arrival."""
    return (event.happened_at, STEPS.index(event.type.partition(".")[2]), event.edition)


def told(events: Iterable[Event]) -> Work:
    """What all events of one piece of work come to: each fact as last stated, the state of the last step."""
    said: dict[str, object] = {}
    state: State = "open"
    line = sorted(events, key=order)
    state_at = line[0].happened_at
    for event in line:
        now = STATES[event.type.partition(".")[2]]
        if now is not None:
            state, state_at = now, event.happened_at
        facts: dict[str, object] = {
            "title": event.title, "work_kind": event.work_kind, "document_number": event.document_number,
            "unit_code": event.unit, "quantity": event.quantity, "due_date": event.due_date,
        }  # fmt: skip
        said |= {name: value for name, value in facts.items() if value is not None}
        if event.person is not None:
            said |= {"pin": event.person.pin, "account": event.person.account, "person_name": event.person.name}
    names = ("title", "work_kind", "document_number", "pin", "person_name", "account", "unit_code", "due_date")
    last: dict[str, Any] = {name: said.get(name) for name in names}
    quantity = cast(Decimal, said.get("quantity", Decimal(1)))
    return Work(state=state, state_at=state_at, day=local_date(state_at), quantity=quantity, **last)


def document_key(number: str | None) -> str | None:
    """A document number as it is compared: no spaces, no case, one form of each letter (`214 / STC-NS`)."""
    key = "".join(unicodedata.normalize("NFKC", number or "").casefold().split()).replace("–", "-")
    return key or None


@dataclass(frozen=True)
class Rule:
    """A mapping of a kind to a work item, and where it holds."""

    id: UUID
    kind: str
    work_kind: str
    source_id: UUID | None
    unit_id: UUID | None
    job_position_id: UUID | None
    work_item_id: UUID


def fitting(rules: Iterable[Rule], source_id: UUID, units: Sequence[UUID], position_id: UUID | None) -> Rule | None:
    """The mapping that is nearest to a post: by position, then by the lowest unit, then of this very source.

    `units` are the unit of the post and those above it, the lowest first; all rules are of the same kind.
    """
    near = {unit_id: len(units) - depth for depth, unit_id in enumerate(units)}

    def rank(rule: Rule) -> tuple[bool, int, bool, int]:
        return (rule.job_position_id is not None, near.get(rule.unit_id, 0) if rule.unit_id else 0,
                rule.source_id is not None, -rule.id.int)  # fmt: skip

    held = [
        rule for rule in rules
        if rule.source_id in (None, source_id) and rule.job_position_id in (None, position_id)
        and (rule.unit_id is None or rule.unit_id in near)
    ]  # fmt: skip
    return max(held, key=rank, default=None)


@dataclass(frozen=True)
class Piece:
    """Finished work of one person, for telling which of several tellings to offer."""

    id: UUID
    source_id: UUID
    kind: str
    document_key: str | None
    taken: bool


def offered(pieces: Sequence[Piece], logged: frozenset[str]) -> set[UUID]:
    """Which pieces to offer: not what is logged, and of what several sources tell, the telling of one.

    Of pieces with the same document number, those of the source that tells most of it are offered (a task system's
    before a document system's), unless another source's were taken already, or the number was logged by hand.
    """
    groups: dict[str, list[Piece]] = {}
    for piece in pieces:
        groups.setdefault(piece.document_key or str(piece.id), []).append(piece)
    found: set[UUID] = set()
    for key, group in groups.items():
        taken = [piece for piece in group if piece.taken]
        if key in logged and not taken:
            continue
        tellers = {piece.source_id for piece in taken} or {_teller(group)}
        found |= {piece.id for piece in group if piece.source_id in tellers and not piece.taken}
    return found


def _teller(group: Sequence[Piece]) -> UUID:
    def weight(source_id: UUID) -> tuple[int, bool, int]:
        own = [piece for piece in group if piece.source_id == source_id]
        return (len(own), any(piece.kind == "task" for piece in own), -source_id.int)

    return max({piece.source_id for piece in group}, key=weight)

"""What an event says: read from JSON with every limit checked, each refused by itself."""

import hashlib
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

import msgspec

from tenants.intake.errors import BadEvent, EventInFuture, EventTooOld, NotSent
from tenants.worklogs.rules import is_quantity

TYPES: Final = (
    "document.received", "document.assigned", "document.finished",
    "task.assigned", "task.changed", "task.finished", "task.cancelled", "document.cancelled",
)  # fmt: skip
Type = Literal[
    "document.received", "document.assigned", "document.finished", "document.cancelled",
    "task.assigned", "task.changed", "task.finished", "task.cancelled",
]  # fmt: skip
MOST_EVENTS: Final = 500
LARGEST_BODY: Final = 1024 * 1024
FRESH: Final = timedelta(days=31)
KEPT: Final = timedelta(days=400)
AHEAD: Final = timedelta(hours=24)

Short = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Long = Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]


class Somebody(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """Who does the work: by personal identification number, or by the account in the source system.

    A name is only compared with the holder of the number, never searched for.
    """

    pin: Annotated[str, msgspec.Meta(max_length=20)] | None = None
    account: Short | None = None
    name: Short | None = None


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="camel"):
    """Something that happened to a document or task in the source system, at the source's own date."""

    type: Type
    external_id: Short
    happened_at: Annotated[datetime, msgspec.Meta(tz=True)]
    version: Short | None = None
    title: Long | None = None
    work_kind: Annotated[Short | None, msgspec.Meta(description="Code of the kind in the source")] = msgspec.field(
        default=None, name="kind"
    )
    document_number: Short | None = None
    person: Somebody | None = None
    unit: Short | None = None
    quantity: Decimal | None = None
    due_date: date | None = None

    @property
    def kind(self) -> str:
        """`document` or `task`."""
        return self.type.partition(".")[0]

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What it is known by at its source: the same thing told twice is one event."""
        return (self.kind, self.external_id, self.type, self.edition)

    @property
    def edition(self) -> str:
        """The version under which it is known; without one, its date."""
        return self.version or self.happened_at.isoformat()


def read(raw: object) -> Event:
    """An event of the JSON given; raises `BadEvent`."""
    try:
        event = msgspec.convert(raw, Event)
    except msgspec.ValidationError as error:
        raise BadEvent(problem=str(error)) from error
    texts = (event.external_id, event.version, event.title, event.document_number, event.work_kind, event.unit)
    if any("\x00" in (part or "") for part in texts):
        raise BadEvent(problem="a text holds a NUL character")
    if event.quantity is not None and not (is_quantity(event.quantity) and event.quantity > 0):
        raise BadEvent(problem="quantity is above 0, at most 10000, with two decimals - at `$.quantity`")
    return event


def check(event: Event, sends: list[str], now: datetime, *, replayed: bool) -> None:
    """Refuse what the source may not send, what is dated ahead of any clock, and what is old and not replayed."""
    if event.kind not in sends:
        raise NotSent(type=event.type)
    if event.happened_at > now + AHEAD:
        raise EventInFuture()
    oldest = KEPT if replayed else FRESH
    if event.happened_at < now - oldest:
        raise EventTooOld(days=oldest.days)


def digest_of(raw: Any) -> str:  # noqa: ANN401 - JSON
    """The SHA-256 of an event's content, whatever the order of its fields."""
    return hashlib.sha256(msgspec.json.encode(raw, order="sorted")).hexdigest()

"""One person, known by the personal identification number, set against what somebody says of them on a day.

Pure: it reads no sheet and no database, so that whoever learns of a person (a file, another system) reconciles alike.
The past is never rewritten: a post that changes ends on the day and another begins.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal
from uuid import UUID

from tenants.importing.register import KnownPerson, KnownPost

FACTS: Final = ("full_name", "birth_date", "gender", "staff_type", "qualification")
Change = Literal["new", "changed", "moved", "unchanged"]
Fault = Literal["starts_later", "ends_before", "two_primaries", "repeated"]


@dataclass(frozen=True, slots=True)
class PostSaid:
    """A post somebody says a person holds; nothing where what stands is kept. `key` is theirs to know it again by."""

    key: int
    unit: str
    role: str
    position: str | None = None
    is_primary: bool = True
    weight: Decimal | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class PersonSaid:
    """What somebody says of a person: facts by name (nothing keeps what stands) and the posts they hold."""

    pin: str
    facts: dict[str, object]
    posts: tuple[PostSaid, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A post as it will be: units and positions by code; `id` where it is one of the register."""

    id: UUID | None
    key: int | None
    unit: str
    position: str | None
    role: str
    is_primary: bool
    weight: Decimal
    valid_from: date
    valid_to: date | None
    document: str | None = None

    def overlaps(self, other: "Span") -> bool:
        """Whether both are held on some day."""
        mine = other.valid_to is None or self.valid_from < other.valid_to
        return mine and (self.valid_to is None or other.valid_from < self.valid_to)


@dataclass(frozen=True, slots=True)
class PostChange:
    """What becomes of one post that was said: the one it was (`before`), what is written, and what differs.

    `ended` is the post that gives way, with the day; `written` a new post, or the same one corrected from its own
    first day on. `date_kept` tells that another first day was said of a post that stands and was left as it is.
    """

    key: int
    change: Change
    before: Span | None
    written: Span | None = None
    ended: tuple[UUID, date] | None = None
    differs: tuple[str, ...] = ()
    date_kept: bool = False


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What becomes of a person: facts that differ, posts, posts that stay unsaid, and what cannot be."""

    pin: str
    person_id: UUID | None
    facts: dict[str, object]
    posts: tuple[PostChange, ...]
    unsaid: tuple[Span, ...]
    spans: tuple[Span, ...]
    faults: tuple[tuple[int, Fault, date | None], ...]


def reconcile(said: PersonSaid, known: KnownPerson | None, codes: "Codes", on: date) -> PersonChange:
    """What is to change so that the register says of a person what was said, from a day on."""
    standing = [codes.span(post) for post in known.posts] if known is not None else []
    faults: list[tuple[int, Fault, date | None]] = [(key, "repeated", None) for key in _repeated(said.posts)]
    left, changes = list(standing), list[PostChange]()
    for post, match in _matched(said.posts, left, on):
        change, fault = _one(post, match, on)
        if fault is not None:
            faults.append((post.key, *fault))
        changes.append(change)
    spans = _resulting(standing, changes)
    repeated = {key for key, fault, _ in faults if fault == "repeated"}
    faults += [(key, "two_primaries", None) for key in _second_primaries(spans) if key not in repeated]
    taken = {change.before.id for change in changes if change.before is not None}
    unsaid = tuple(span for span in standing if span.id not in taken and span.valid_to is None)
    facts = {
        name: value
        for name, value in said.facts.items()
        if value is not None and (known is None or getattr(known, name) != value)
    }
    return PersonChange(
        said.pin, known.id if known is not None else None, facts, tuple(changes), unsaid, tuple(spans), tuple(faults)
    )


@dataclass(frozen=True)
class Codes:
    """How units and positions of the register are called."""

    units: dict[UUID, str]
    positions: dict[UUID, str]

    def span(self, post: KnownPost) -> Span:
        """A post of the register by codes."""
        position = self.positions.get(post.position_id) if post.position_id is not None else None
        return Span(
            post.id, None, self.units[post.unit_id], position, post.role, post.is_primary, post.weight,
            post.valid_from, post.valid_to,
        )  # fmt: skip


def _repeated(posts: Sequence[PostSaid]) -> Iterator[int]:
    """Posts said twice: same unit and position at the same time."""
    for at, post in enumerate(posts):
        for earlier in posts[:at]:
            same = (post.unit, post.position, post.is_primary) == (earlier.unit, earlier.position, earlier.is_primary)
            twice = (post.unit, post.position, post.role) == (earlier.unit, earlier.position, earlier.role)
            apart = (earlier.valid_to and post.valid_from and earlier.valid_to <= post.valid_from) or (
                post.valid_to and earlier.valid_from and post.valid_to <= earlier.valid_from
            )
            if (same or twice) and not apart:
                yield post.key
                break


def _matched(posts: Sequence[PostSaid], left: list[Span], on: date) -> Iterator[tuple[PostSaid, Span | None]]:
    """Each post said with the one of the register it is; `left` loses those that were found.

    First the same place: unit, kind, and the position where there are several. Then a primary post that is left over
    is the one a person is transferred from.
    """
    pairs: dict[int, Span | None] = {}
    for post in posts:
        there = [span for span in left if span.unit == post.unit and span.is_primary == post.is_primary]
        fitting = [span for span in there if _may_be(post, span, on)]
        best = max(fitting, key=lambda span: _likeness(post, span), default=None)
        pairs[post.key] = best
        if best is not None:
            left.remove(best)
    for post in posts:
        if pairs[post.key] is None and post.is_primary and not _over(post.valid_to, on):
            begins = post.valid_from or on
            current = [span for span in left if span.is_primary and (span.valid_to is None or span.valid_to > begins)]
            if current:
                pairs[post.key] = current[0]
                left.remove(current[0])
    for post in posts:
        yield post, pairs[post.key]


def _over(last: date | None, on: date) -> bool:
    return last is not None and last <= on


def _may_be(post: PostSaid, span: Span, on: date) -> bool:
    """Whether a post of the register in the same unit is the one meant; an ended one only if its end is said."""
    if span.valid_to is not None and span.valid_to <= on:
        return post.valid_to == span.valid_to
    if not span.is_primary and post.position and span.position and post.position != span.position:
        return False
    return post.valid_from is None or span.valid_to is None or post.valid_from < span.valid_to


def _likeness(post: PostSaid, span: Span) -> tuple[bool, bool, bool]:
    return post.valid_from == span.valid_from, post.position in (None, span.position), post.role == span.role


def _one(post: PostSaid, span: Span | None, on: date) -> tuple[PostChange, tuple[Fault, date | None] | None]:
    if span is None:
        written = Span(
            None, post.key, post.unit, post.position, post.role, post.is_primary, post.weight or Decimal(1),
            post.valid_from or on, post.valid_to, post.document,
        )  # fmt: skip
        fault: Fault | None = "ends_before" if _over(written.valid_to, written.valid_from) else None
        return PostChange(post.key, "new", None, written), (fault, None) if fault else None
    wanted = Span(
        span.id, post.key, post.unit, post.position or span.position, post.role, post.is_primary,
        post.weight if post.weight is not None else span.weight, span.valid_from, post.valid_to or span.valid_to,
        post.document,
    )  # fmt: skip
    differs = tuple(
        name
        for name in ("unit", "position", "role", "weight", "valid_to")
        if getattr(wanted, name) != getattr(span, name)
    )
    kept = post.valid_from is not None and post.valid_from != span.valid_from
    if not differs:
        return PostChange(post.key, "unchanged", span, date_kept=kept), None
    if differs == ("valid_to",):
        if _over(wanted.valid_to, span.valid_from):
            return PostChange(post.key, "unchanged", span), ("ends_before", span.valid_from)
        return PostChange(post.key, "changed", span, wanted, differs=differs, date_kept=kept), None
    return _from_then(post, span, wanted, differs, on)


def _from_then(
    post: PostSaid, span: Span, wanted: Span, differs: tuple[str, ...], on: date
) -> tuple[PostChange, tuple[Fault, date | None] | None]:
    """The post another from a day on: the one said when it comes after the first day of what stands, else `on`."""
    day = post.valid_from if post.valid_from is not None and post.valid_from > span.valid_from else on
    change: Change = "moved" if "unit" in differs else "changed"
    kept = post.valid_from is not None and post.valid_from not in (day, span.valid_from)
    if day < span.valid_from:
        return PostChange(post.key, "unchanged", span), ("starts_later", span.valid_from)
    last = post.valid_to or (None if change == "moved" else span.valid_to)
    if _over(last, day):
        return PostChange(post.key, "unchanged", span), ("ends_before", day)
    begun = Span(
        span.id if day == span.valid_from else None, post.key, wanted.unit, wanted.position, wanted.role,
        wanted.is_primary, wanted.weight, day, last, post.document,
    )  # fmt: skip
    ended = None if day == span.valid_from or span.id is None else (span.id, day)
    return PostChange(post.key, change, span, begun, ended, differs, kept), None


def _resulting(standing: Sequence[Span], changes: Sequence[PostChange]) -> list[Span]:
    """All posts of the person as they will be."""
    ends = {change.ended[0]: change.ended[1] for change in changes if change.ended is not None}
    rewritten = {change.written.id for change in changes if change.written is not None and change.written.id}
    found = list[Span]()
    for span in standing:
        if span.id in ends:
            found.append(_ending(span, ends[span.id]))
        elif span.id not in rewritten:
            key = next((change.key for change in changes if change.before is span), None)
            found.append(_keyed(span, key))
    return found + [change.written for change in changes if change.written is not None]


def _ending(span: Span, on: date) -> Span:
    return Span(span.id, None, span.unit, span.position, span.role, span.is_primary, span.weight, span.valid_from, on)


def _keyed(span: Span, key: int | None) -> Span:
    return Span(
        span.id, key, span.unit, span.position, span.role, span.is_primary, span.weight, span.valid_from, span.valid_to
    )


def _second_primaries(spans: Sequence[Span]) -> Iterator[int]:
    """Posts said that would be a second primary one at the same time."""
    primary = [span for span in spans if span.is_primary]
    for at, span in enumerate(primary):
        if span.key is not None and any(span.overlaps(other) for other in primary[:at]):
            yield span.key

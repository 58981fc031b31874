"""Taking in events: each kept once and unchanged, and what they come to matched and written down."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import UUID

import msgspec
from sqlalchemy import case, func, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import Database, tenant_of
from kernel.errors import Refusal
from kernel.ids import uuid7
from kernel.sealing import Seal
from tenants.intake import events as reading
from tenants.intake import rules, signing
from tenants.intake.errors import BadBatch, BadSignature, BatchTooLarge, VersionReused
from tenants.intake.events import Event
from tenants.intake.matching import MATCHED, match_all
from tenants.intake.models import IntakeEvent, IntakeSource, ReceivedWork
from tenants.registry.models import Tenant

Outcome = Literal["taken", "repeated", "outdated", "refused"]
Key = tuple[str, str]
EVERYBODYS: Final = signing.new_key()  # checked where there is no source, so that the answer takes as long


@dataclass(frozen=True)
class Message:
    """A signed message as it came over the wire."""

    id: str
    timestamp: str
    signatures: str
    body: bytes


@dataclass(frozen=True)
class Result:
    """What became of one event: `outdated` was kept, but something newer is known of its work."""

    outcome: Outcome
    external_id: str | None = None
    matched: bool | None = None
    reason: str | None = None
    refusal: Refusal | None = None


async def accept(
    db: Database, seal: Seal, tenant_id: int, source_id: UUID, message: Message, *, now: datetime, replayed: bool
) -> list[Result]:
    """Take in a signed message; raises `BadSignature`, whatever the cause, before anything of it is read."""
    async with db.tenant(tenant_id) as session:
        known = await session.get(Tenant, tenant_id) is not None
        source = await session.get(IntakeSource, (tenant_id, source_id), with_for_update=True) if known else None
        keys = keys_of(source, seal, now) if source is not None and source.closed_at is None else []
        signing.check(keys or [EVERYBODYS], message.id, message.timestamp, message.signatures, message.body, now)
        if source is None or not keys:
            raise BadSignature()
        return await receive(session, source, batch_of(message.body), now=now, replayed=replayed)


def keys_of(source: IntakeSource, seal: Seal, now: datetime) -> list[str]:
    """The keys that sign for a source now: the current one, and the old one while it lasts."""
    keys = [seal.open(source.sealed_key, about(source.tenant_id, source.id))]
    if source.sealed_old_key is not None and source.old_key_until is not None and source.old_key_until > now:
        keys.append(seal.open(source.sealed_old_key, about(source.tenant_id, source.id)))
    return keys


def about(tenant_id: int, source_id: UUID) -> str:
    """What a source's sealed keys are bound to."""
    return f"intake:{tenant_id}:{source_id}"


def batch_of(body: bytes) -> list[Any]:
    """The events of a body, unread; raises `BadBatch` and `BatchTooLarge`."""
    try:
        given = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadBatch() from error
    events = given.get("events") if isinstance(given, dict) else None
    if not isinstance(events, list) or not events:
        raise BadBatch("events")
    if len(events) > reading.MOST_EVENTS:
        raise BatchTooLarge("events", events=reading.MOST_EVENTS, limit="1 MiB")
    return events


async def receive(
    session: AsyncSession, source: IntakeSource, raw: Sequence[Any], *, now: datetime, replayed: bool = False
) -> list[Result]:
    """Take in events of a source that is locked; every one has its own result, in the order given."""
    results: dict[int, Result] = {}
    read: dict[int, Event] = {}
    for number, given in enumerate(raw):
        try:
            read[number] = event = reading.read(given)
            reading.check(event, source.sends, now, replayed=replayed)
        except Refusal as refusal:
            told = read.pop(number, None)
            results[number] = Result("refused", told.external_id if told else None, refusal=refusal)
    fresh, standing = await _keep(session, source.id, read, raw, now)
    touched = {(event.kind, event.external_id) for event in read.values()}
    works = await settle(session, source, touched, now) if fresh else {}
    for number, event in read.items():
        results[number] = _result(event, number in fresh, standing.get(number), works)
    dates = [event.happened_at for event in read.values()]
    source.last_seen_at = now
    source.last_event_at = max([*dates, *([source.last_event_at] if source.last_event_at else [])], default=None)
    await session.flush()
    return [results[number] for number in range(len(raw))]


def _result(event: Event, fresh: bool, same: bool | None, works: Mapping[Key, ReceivedWork]) -> Result:
    if not fresh:
        if same is False:
            return Result("refused", event.external_id, refusal=VersionReused())
        return Result("repeated", event.external_id)
    work = works[(event.kind, event.external_id)]
    outcome: Outcome = "outdated" if work.state_at > event.happened_at else "taken"
    return Result(outcome, event.external_id, work.reason == MATCHED, work.reason or None)


async def _keep(
    session: AsyncSession, source_id: UUID, read: Mapping[int, Event], raw: Sequence[Any], now: datetime
) -> tuple[set[int], dict[int, bool]]:
    """Write down what is new; which those are, and of the others whether they say the same as what is known."""
    tenant_id = tenant_of(session)
    rows = {event.identity: number for number, event in reversed(list(read.items()))}
    if not rows:
        return set(), {}
    digests = {number: reading.digest_of(raw[number]) for number in read}
    written = await session.execute(
        insert(IntakeEvent)
        .values(
            [
                {"tenant_id": tenant_id, "id": uuid7(), "source_id": source_id, "kind": key[0], "external_id": key[1],
                 "type": key[2], "version": key[3], "happened_at": read[number].happened_at, "received_at": now,
                 "digest": digests[number], "content": raw[number]}
                for key, number in rows.items()
            ]
        )
        .on_conflict_do_nothing()
        .returning(IntakeEvent.kind, IntakeEvent.external_id, IntakeEvent.type, IntakeEvent.version)
    )  # fmt: skip
    fresh = {rows[(row[0], row[1], row[2], row[3])] for row in written}
    key_columns = (IntakeEvent.kind, IntakeEvent.external_id, IntakeEvent.type, IntakeEvent.version)
    known = await session.execute(
        select(*key_columns, IntakeEvent.digest).where(
            IntakeEvent.tenant_id == tenant_id, IntakeEvent.source_id == source_id, tuple_(*key_columns).in_(list(rows))
        )
    )
    kept = {(row[0], row[1], row[2], row[3]): row[4] for row in known}
    same = {number: kept[event.identity] == digests[number] for number, event in read.items() if number not in fresh}
    return fresh, same


async def settle(
    session: AsyncSession, source: IntakeSource, touched: Collection[Key], now: datetime
) -> dict[Key, ReceivedWork]:
    """Read all events of these pieces of work again, match what they come to, and write it down."""
    tenant_id = tenant_of(session)
    told: dict[Key, list[Event]] = {}
    for row in await session.scalars(
        select(IntakeEvent).where(
            IntakeEvent.tenant_id == tenant_id, IntakeEvent.source_id == source.id,
            tuple_(IntakeEvent.kind, IntakeEvent.external_id).in_(list(touched)),
        )
    ):  # fmt: skip
        told.setdefault((row.kind, row.external_id), []).append(reading.read(row.content))
    works = {key: rules.told(line) for key, line in told.items()}
    matches = await match_all(session, source, [(key[0], work) for key, work in works.items()])
    rows = [
        {"tenant_id": tenant_id, "id": uuid7(), "source_id": source.id, "kind": key[0], "external_id": key[1],
         **asdict(work), "document_key": rules.document_key(work.document_number), **asdict(match),
         "entry_id": uuid7(), "changed_at": now}
        for (key, work), match in zip(works.items(), matches, strict=True)
    ]  # fmt: skip
    if not rows:
        return {}
    given = insert(ReceivedWork).values(rows)
    same_person = ReceivedWork.person_id.is_not_distinct_from(given.excluded.person_id)
    keep = {"id", "tenant_id", "source_id", "kind", "external_id", "entry_id"}
    changes: dict[str, Any] = {name: given.excluded[name] for name in rows[0] if name not in keep}
    changes["entry_id"] = func.coalesce(_when(same_person, ReceivedWork.entry_id), given.excluded.entry_id)
    changes["dismissed_at"] = _when(same_person, ReceivedWork.dismissed_at)
    await session.execute(
        given.on_conflict_do_update(index_elements=["tenant_id", "source_id", "kind", "external_id"], set_=changes)
    )
    found = await session.scalars(
        select(ReceivedWork)
        .where(
            ReceivedWork.tenant_id == tenant_id, ReceivedWork.source_id == source.id,
            tuple_(ReceivedWork.kind, ReceivedWork.external_id).in_(list(works)),
        )
        .execution_options(populate_existing=True)
    )  # fmt: skip
    return {(row.kind, row.external_id): row for row in found}


def _when(condition: Any, value: Any) -> Any:  # noqa: ANN401 - expressions of SQL
    """A value where a condition holds, nothing otherwise."""
    return case((condition, value))

"""What administrators settle about sources: what they may send, their keys, and what they call our people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from kernel.ids import uuid7
from kernel.sealing import Seal
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.intake import signing
from tenants.intake.errors import BadAlias, BadSource
from tenants.intake.models import IntakeAlias, IntakeSource
from tenants.intake.receiving import about
from tenants.organisation.models import Person, Unit

LONGEST: Final = 200
KINDS: Final = ("document", "task")
BOTH_KEYS: Final = timedelta(days=7)
MOST: Final = 100


@dataclass(frozen=True)
class SourceInput:
    """A source's name, what it may send, and the branch whose work it may send (the whole province, if none)."""

    name: str
    sends: Sequence[str]
    unit_id: UUID | None = None


@dataclass(frozen=True)
class Issued:
    """A source with a key that is shown this once."""

    source: IntakeSource
    key: str


@dataclass(frozen=True)
class AliasInput:
    """What a source calls a person or a unit; neither forgets the name."""

    source_id: UUID
    kind: str
    name: str
    person_id: UUID | None = None
    unit_id: UUID | None = None


async def open_source(session: AsyncSession, caller: Caller, seal: Seal, given: SourceInput, now: datetime) -> Issued:
    """Accept a new source; its key is shown this once."""
    authorize(caller, "intake", "manage")
    await _check(session, given, None)
    source_id, key = uuid7(), signing.new_key()
    source = IntakeSource(
        tenant_id=tenant_of(session), id=source_id, name=given.name.strip(), sends=sorted(set(given.sends)),
        unit_id=given.unit_id, sealed_key=seal.close(key, about(tenant_of(session), source_id)), key_made_at=now,
    )  # fmt: skip
    session.add(source)
    await session.flush()
    await audit.record(session, caller, "opened", "intake_source", source_id, name=source.name, sends=source.sends)
    return Issued(source, key)


async def change_source(session: AsyncSession, caller: Caller, source_id: UUID, given: SourceInput) -> IntakeSource:
    """Rename a source, or change what it may send; what it sent before stays."""
    source = await locked(session, caller, source_id)
    await _check(session, given, source_id)
    source.name, source.sends, source.unit_id = given.name.strip(), sorted(set(given.sends)), given.unit_id
    await session.flush()
    await audit.record(session, caller, "changed", "intake_source", source_id, name=source.name, sends=source.sends)
    return source


async def change_key(
    session: AsyncSession, caller: Caller, seal: Seal, source_id: UUID, now: datetime, *, at_once: bool = False
) -> Issued:
    """Give a source a new key; the old one opens for another week, unless it ends at once because it leaked."""
    source = await locked(session, caller, source_id)
    key = signing.new_key()
    source.sealed_old_key = None if at_once else source.sealed_key
    source.old_key_until = None if at_once else now + BOTH_KEYS
    source.sealed_key = seal.close(key, about(source.tenant_id, source_id))
    source.key_made_at = now
    await session.flush()
    await audit.record(session, caller, "changed_key", "intake_source", source_id, at_once=at_once)
    return Issued(source, key)


async def set_closed(session: AsyncSession, caller: Caller, source_id: UUID, now: datetime | None) -> IntakeSource:
    """Take nothing more from a source (from now on), or take from it again (nothing)."""
    source = await locked(session, caller, source_id)
    source.closed_at = now
    await session.flush()
    await audit.record(session, caller, "closed" if now else "reopened", "intake_source", source_id)
    return source


async def name_alias(session: AsyncSession, caller: Caller, given: AliasInput) -> None:
    """Say whom or which unit a source means by a name of its own; without either the name is forgotten."""
    await locked(session, caller, given.source_id)
    name, tenant_id = given.name.strip(), tenant_of(session)
    meant = [(Person, given.person_id), (Unit, given.unit_id)]
    fits = given.unit_id is None if given.kind == "person" else given.person_id is None
    if given.kind not in ("person", "unit") or not fits or not 0 < len(name) <= LONGEST:
        raise BadAlias("name", most=LONGEST)
    for table, wanted in meant:
        if wanted is not None and await session.get(table, (tenant_id, wanted)) is None:
            raise NotFound("personId" if table is Person else "unitId")
    await session.execute(
        delete(IntakeAlias).where(
            IntakeAlias.tenant_id == tenant_id, IntakeAlias.source_id == given.source_id,
            IntakeAlias.kind == given.kind, IntakeAlias.name == name,
        )
    )  # fmt: skip
    if given.person_id is not None or given.unit_id is not None:
        values = {"tenant_id": tenant_id, "source_id": given.source_id, "kind": given.kind, "name": name}
        await session.execute(insert(IntakeAlias).values(**values, person_id=given.person_id, unit_id=given.unit_id))
    await audit.record(session, caller, "named", "intake_source", given.source_id, kind=given.kind, name=name)


async def aliases(session: AsyncSession, caller: Caller, source_id: UUID) -> list[IntakeAlias]:
    """What a source calls our people and units, by kind and name."""
    authorize(caller, "intake", "manage")
    found = await session.scalars(
        select(IntakeAlias)
        .where(IntakeAlias.tenant_id == tenant_of(session), IntakeAlias.source_id == source_id)
        .order_by(IntakeAlias.kind, IntakeAlias.name)
        .limit(MOST * 10)
    )
    return list(found)


async def locked(session: AsyncSession, caller: Caller, source_id: UUID) -> IntakeSource:
    """A source of this tenant for an administrator, locked for a change."""
    authorize(caller, "intake", "manage")
    found = await session.get(IntakeSource, (tenant_of(session), source_id), with_for_update=True)
    if found is None:
        raise NotFound("sourceId")
    return found


async def _check(session: AsyncSession, given: SourceInput, own: UUID | None) -> None:
    tenant_id, name = tenant_of(session), given.name.strip()
    taken = await session.scalar(
        select(
            exists().where(
                IntakeSource.tenant_id == tenant_id, IntakeSource.name == name, IntakeSource.id.is_distinct_from(own)
            )
        )
    )
    if taken or not 0 < len(name) <= LONGEST or not given.sends or not set(given.sends) <= set(KINDS):
        raise BadSource("name", most=LONGEST)
    if given.unit_id is not None and await session.get(Unit, (tenant_id, given.unit_id)) is None:
        raise NotFound("unitId")

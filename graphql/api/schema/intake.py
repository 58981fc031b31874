"""Systems that send us work (kết nối): sources and their keys, mappings, what waits unmatched, matching anew."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

import strawberry
from sqlalchemy.ext.asyncio import AsyncSession

from api.context import Info
from api.limits import DEFAULT_PAGE
from api.schema.fields import mutation, part, plain, query, show, show_all
from api.schema.intake_connections import IntakeConnection, connections_of
from api.schema.items import ItemOnDay, items_on_days
from api.schema.paging import Connection, Page
from api.schema.people import PersonName, names_of
from api.schema.units import Unit, units_of_today
from kernel.clock import today, utc_now
from policies.authority import Caller
from tenants.intake import mapping, sources


@strawberry.type(description="How the work a source tells of stands.")
class IntakeStanding:
    """Counts of pieces of work."""

    finished: int
    prefilled: int = strawberry.field(description="Finished and matched: offered to whoever did it.")
    unmatched: int = strawberry.field(description="Waiting for a mapping or a correction.")


@strawberry.type(description="A system that sends documents or tasks.")
class IntakeSource:
    """A source without its keys."""

    id: UUID
    name: str
    sends: list[str] = strawberry.field(description="`document`, `task` or both.")
    unit_id: UUID | None = strawberry.field(description="The branch whose work it may send; nothing for the province.")
    key_made_at: datetime
    old_key_until: datetime | None = strawberry.field(description="Until when its old key is accepted too.")
    last_seen_at: datetime | None
    last_event_at: datetime | None = strawberry.field(description="By the source's own clock.")
    closed_at: datetime | None
    created_at: datetime

    @part
    async def path(self, info: Info) -> str:
        """Where its messages go on this host."""
        return f"/intake/{info.context.caller.tenant_id}/{self.id}/events"

    @part
    async def unit(self, info: Info) -> Unit | None:
        """The branch, as it stands today."""
        return await info.context.load(units_of_today, self.unit_id) if self.unit_id else None

    @part
    async def standing(self, info: Info) -> IntakeStanding:
        """How its work stands."""
        return await info.context.load(_standings, self.id) or IntakeStanding(finished=0, prefilled=0, unmatched=0)

    @part
    async def connection(self, info: Info) -> IntakeConnection | None:
        """How it is asked, if it does not send by itself."""
        return await info.context.load(connections_of, self.id)


async def _standings(session: AsyncSession, caller: Caller, ids: list[UUID]) -> Mapping[UUID, IntakeStanding]:
    return {key: show(IntakeStanding, one) for key, one in (await mapping.standings(session, ids)).items()}


@strawberry.type(description="A source with its new key, shown this once.")
class IssuedIntakeKey:
    """Keep the key where the system keeps its secrets."""

    source: IntakeSource
    key: str


@strawberry.type(description="A kind of document or task as a work item.")
class IntakeRule:
    """The nearest mapping holds: of a position, then of the lowest unit, then of the source."""

    id: UUID
    kind: str
    work_kind: str = strawberry.field(description="The source's code of the kind.")
    source_id: UUID | None
    unit_id: UUID | None
    job_position_id: UUID | None
    work_item_id: UUID

    @part
    async def work_item(self, info: Info, on: date | None = None) -> ItemOnDay | None:
        """The item as in force on a day (today)."""
        return await info.context.load(items_on_days, (self.work_item_id, on or today()))

    @part
    async def unit(self, info: Info) -> Unit | None:
        """The branch for which it holds."""
        return await info.context.load(units_of_today, self.unit_id) if self.unit_id else None


@strawberry.type(description="A mapping that entries logged by hand under the same document numbers suggest.")
class LearnedRule:
    """How often such documents were logged as this item."""

    source_id: UUID
    kind: str
    work_kind: str
    work_item_id: UUID
    times: int

    @part
    async def work_item(self, info: Info) -> ItemOnDay | None:
        """The item as in force today."""
        return await info.context.load(items_on_days, (self.work_item_id, today()))


@strawberry.type(description="Work that waits because it could not be matched.")
class UnmatchedWork:
    """What an administrator needs to mend it; its title is nobody's but the cadre's."""

    id: UUID
    source_id: UUID
    kind: str
    external_id: str
    state: str
    day: date
    work_kind: str | None
    document_number: str | None
    pin: str | None
    account: str | None
    unit_code: str | None
    reason: str = strawberry.field(description="Such as `person_unknown` or `kind_unmapped`.")


@strawberry.type(description="What a source calls a person or unit of ours.")
class IntakeAlias:
    """A name of the source's."""

    kind: str
    name: str
    person_id: UUID | None
    unit_id: UUID | None

    @part
    async def person(self, info: Info) -> PersonName | None:
        """Whom it means."""
        return await info.context.load(names_of, self.person_id) if self.person_id else None

    @part
    async def unit(self, info: Info) -> Unit | None:
        """Which unit it means."""
        return await info.context.load(units_of_today, self.unit_id) if self.unit_id else None


@strawberry.type(description="What came of matching anew.")
class ReplayedIntake:
    """How much was looked at, how much of it is matched now, how much is left for another time."""

    looked_at: int
    matched: int
    left: int


@strawberry.input(description="A source.")
class IntakeSourceInput:
    """Its name, `document` or `task` or both, and the branch it may send work of."""

    name: str
    sends: list[str]
    unit_id: UUID | None = None


@strawberry.input(description="A source to change.")
class ChangeIntakeSourceInput(IntakeSourceInput):
    """Which one, and what it is to be."""

    source_id: UUID


@strawberry.input(description="A new key for a source.")
class ChangeIntakeKeyInput:
    """The old key is accepted for another week, unless it ends at once."""

    source_id: UUID
    at_once: bool = False


@strawberry.input(description="Whether a source is accepted.")
class CloseIntakeSourceInput:
    """Which one, closed or open."""

    source_id: UUID
    closed: bool


@strawberry.input(description="A kind as a work item.")
class MapIntakeKindInput:
    """Everywhere, or of one source, in one branch, for one job position."""

    kind: str
    work_kind: str
    work_item_id: UUID
    source_id: UUID | None = None
    unit_id: UUID | None = None
    job_position_id: UUID | None = None


@strawberry.input(description="A mapping to take away.")
class UnmapIntakeKindInput:
    """Which one."""

    id: UUID


@strawberry.input(description="What a source calls a person or a unit.")
class NameIntakeAliasInput:
    """`kind` is `person` or `unit`; without a person or unit the name is forgotten."""

    source_id: UUID
    kind: str
    name: str
    person_id: UUID | None = None
    unit_id: UUID | None = None


@strawberry.input(description="Match kept events anew.")
class ReplayIntakeInput:
    """Of one source: what waits unmatched, or everything."""

    source_id: UUID
    everything: bool = False


@strawberry.type
class IntakeQuery:
    """Questions about sources."""

    @query("intake:manage", size=sources.MOST)
    async def intake_sources(self, info: Info) -> list[IntakeSource] | None:
        """The systems that send us work, by name."""
        async with info.context.session() as session:
            return show_all(IntakeSource, await mapping.sources(session, info.context.caller))

    @query("intake:manage", size=mapping.MOST)
    async def intake_rules(self, info: Info) -> list[IntakeRule] | None:
        """Every mapping of a kind to a work item."""
        async with info.context.session() as session:
            return show_all(IntakeRule, await mapping.rules_in_force(session, info.context.caller))

    @query("intake:manage", size=100)
    async def learned_intake_rules(self, info: Info) -> list[LearnedRule] | None:
        """Mappings the log suggests for kinds that are not mapped, the best supported first."""
        async with info.context.session() as session:
            return show_all(LearnedRule, await mapping.learned(session, info.context.caller, now=utc_now()))

    @query("intake:manage", size=1000)
    async def intake_aliases(self, info: Info, source_id: UUID) -> list[IntakeAlias] | None:
        """What a source calls our people and units."""
        async with info.context.session() as session:
            return show_all(IntakeAlias, await sources.aliases(session, info.context.caller, source_id))

    @query("intake:manage")
    async def unmatched_work(
        self, info: Info, source_id: UUID | None = None, first: int = DEFAULT_PAGE, after: str | None = None
    ) -> Connection[UnmatchedWork] | None:
        """What waits unmatched and why, the newest first."""
        page = Page(first, after, UUID)
        async with info.context.session() as session:
            caller = info.context.caller
            rows = await mapping.unmatched(session, caller, source_id, limit=page.limit, after=page.after)
        return page.of(UnmatchedWork, rows, key=lambda row: row.id)


@strawberry.type
class IntakeMutation:
    """What administrators settle about sources."""

    @mutation("intake:manage")
    async def open_intake_source(self, info: Info, input: IntakeSourceInput) -> IssuedIntakeKey | None:
        """Accept a new source; its key is shown this once."""
        context, given = info.context, sources.SourceInput(**plain(input))
        async with context.session() as session:
            issued = await sources.open_source(session, context.caller, context.sso.seal, given, utc_now())
        return show(IssuedIntakeKey, issued)

    @mutation("intake:manage")
    async def change_intake_source(self, info: Info, input: ChangeIntakeSourceInput) -> IntakeSource | None:
        """Rename a source, or change what it may send."""
        given = sources.SourceInput(input.name, input.sends, input.unit_id)
        async with info.context.session() as session:
            changed = await sources.change_source(session, info.context.caller, input.source_id, given)
        return show(IntakeSource, changed)

    @mutation("intake:manage")
    async def change_intake_key(self, info: Info, input: ChangeIntakeKeyInput) -> IssuedIntakeKey | None:
        """Give a source a new key, shown this once."""
        context = info.context
        async with context.session() as session:
            issued = await sources.change_key(
                session, context.caller, context.sso.seal, input.source_id, utc_now(), at_once=input.at_once
            )
        return show(IssuedIntakeKey, issued)

    @mutation("intake:manage")
    async def close_intake_source(self, info: Info, input: CloseIntakeSourceInput) -> IntakeSource | None:
        """Take nothing more from a source, or take from it again; what it sent stays."""
        at = utc_now() if input.closed else None
        async with info.context.session() as session:
            return show(IntakeSource, await sources.set_closed(session, info.context.caller, input.source_id, at))

    @mutation("intake:manage")
    async def map_intake_kind(self, info: Info, input: MapIntakeKindInput) -> IntakeRule | None:
        """Map a kind to a work item; what came before is matched by it when it is matched anew."""
        given = mapping.RuleInput(**plain(input))
        async with info.context.session() as session:
            return show(IntakeRule, await mapping.map_kind(session, info.context.caller, given, now=utc_now()))

    @mutation("intake:manage")
    async def unmap_intake_kind(self, info: Info, input: UnmapIntakeKindInput) -> UUID | None:
        """Take a mapping away."""
        async with info.context.session() as session:
            await mapping.unmap(session, info.context.caller, input.id)
        return input.id

    @mutation("intake:manage")
    async def name_intake_alias(self, info: Info, input: NameIntakeAliasInput) -> bool | None:
        """Say whom or which unit a source means by a name."""
        async with info.context.session() as session:
            await sources.name_alias(session, info.context.caller, sources.AliasInput(**plain(input)))
        return True

    @mutation("intake:manage")
    async def replay_intake(self, info: Info, input: ReplayIntakeInput) -> ReplayedIntake | None:
        """Read kept events again under today's mappings."""
        async with info.context.session() as session:
            found = await mapping.replay(
                session, info.context.caller, input.source_id, now=utc_now(), everything=input.everything
            )
        return show(ReplayedIntake, found)

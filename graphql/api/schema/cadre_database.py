"""The hand-over to the national cadre database: its connection, what waits and what differs."""

from datetime import date, datetime
from enum import Enum
from typing import cast
from uuid import UUID

import strawberry

from api.context import Info
from api.limits import DEFAULT_PAGE
from api.schema.fields import mutation, part, query, show
from api.schema.paging import Connection, Page
from api.schema.people import PersonName, names_of
from kernel.clock import today
from kernel.settings import get_settings
from tenants.cadre_database import actions, models, queries


@strawberry.enum(description="How far an event has come on its way to the national cadre database.")
class CadreEventState(Enum):
    """Waiting, sent, acknowledged, refused with a reason, or held there otherwise than here."""

    WAITING = "waiting"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    DIFFERING = "differing"


@strawberry.enum(description="What kind of fact an event is.")
class CadreEventKind(Enum):
    """A decision on an evaluation, or a change of post."""

    EVALUATION = "evaluation"
    POST = "post"


@strawberry.type(description="The tenant's connection to the national cadre database, without its token.")
class CadreConnection:
    """Whether it sends, and how the other side fares."""

    enabled: bool
    since: date
    failures: int = strawberry.field(description="Turns in a row in which it did not answer.")
    last_failure: str | None
    retry_at: datetime | None
    last_success_at: datetime | None

    @part
    def reachable(self) -> bool:
        """Whether this installation was given the other side's address."""
        return get_settings().cadre_database_url is not None


@strawberry.type(description="How many events stand how.")
class CadreEventCounts:
    """`overdue` were not handed over within three working days; `dueToday` must be today."""

    waiting: int
    sent: int
    acknowledged: int
    refused: int
    differing: int
    overdue: int
    due_today: int


@strawberry.type(description="A fact about one side's record.")
class CadreFact:
    """A name and what each side says."""

    name: str
    ours: str | None
    theirs: str | None


@strawberry.type(description="A fact on its way to the national cadre database.")
class CadreEvent:
    """Whom and what it is about, when it is due, how far it has come."""

    id: UUID
    kind: CadreEventKind
    person_id: UUID
    happened_at: datetime
    due_on: date
    state: CadreEventState
    tries: int
    sent_at: datetime | None
    answered_at: datetime | None
    reason: str | None = strawberry.field(description="Why it was refused, or the names of the facts that differ.")

    @part
    async def person(self, info: Info) -> PersonName | None:
        """Whom it is about."""
        return await info.context.load(names_of, self.person_id)

    @part
    def overdue(self) -> bool:
        """Whether it should have been handed over before today."""
        return queries.is_overdue(cast("models.CadreEvent", self), today())


@strawberry.type(description="An event with what is said of the person; looking at it is noted for them to see.")
class CadreEventRecords:
    """Both sides' records, fact by fact."""

    event: CadreEvent
    facts: list[CadreFact]


@strawberry.input(description="The connection, switched on or off.")
class SettleCadreConnectionInput:
    """From which day on decisions are handed over."""

    enabled: bool
    since: date
    token: str | None = strawberry.field(
        default=None, description="Kept sealed, never shown; absent, the old one stays."
    )


@strawberry.input(description="An event to send again.")
class RetryCadreEventInput:
    """Which one."""

    event_id: UUID


@strawberry.type
class CadreDatabaseQuery:
    """Questions about the hand-over."""

    @query("cadre_database:manage")
    async def cadre_connection(self, info: Info) -> CadreConnection | None:
        """The tenant's connection, if it was ever settled."""
        async with info.context.session() as session:
            found = await queries.connection(session, info.context.caller)
        return show(CadreConnection, found) if found else None

    @query("cadre_database:manage")
    async def cadre_event_counts(self, info: Info) -> CadreEventCounts | None:
        """How many events stand how."""
        async with info.context.session() as session:
            return show(CadreEventCounts, await queries.summary(session, info.context.caller, today()))

    @query("cadre_database:manage")
    async def cadre_events(
        self,
        info: Info,
        state: CadreEventState | None = None,
        overdue: bool = False,
        person_id: UUID | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> Connection[CadreEvent] | None:
        """Events, the newest first."""
        page = Page(first, after, UUID)
        wanted = queries.Wanted(state.value if state else None, overdue, person_id)
        async with info.context.session() as session:
            rows = await queries.events(
                session, info.context.caller, wanted, today(), first=page.limit, after=page.after
            )
        return page.of(CadreEvent, rows, key=lambda row: row.id)

    @query("cadre_database:manage")
    async def cadre_event(self, info: Info, id: UUID) -> CadreEventRecords | None:
        """One event with both records; the person sees who looked."""
        async with info.context.session() as session:
            found = await queries.event(session, info.context.caller, id)
        theirs = found.theirs or {}
        facts = [
            CadreFact(name=name, ours=_text(value), theirs=_text(theirs.get(name)) if found.theirs else None)
            for name, value in found.ours.items()
        ]
        return CadreEventRecords(event=show(CadreEvent, found), facts=facts)


@strawberry.type
class CadreDatabaseMutation:
    """Changes of the hand-over."""

    @mutation("cadre_database:manage")
    async def settle_cadre_connection(self, info: Info, input: SettleCadreConnectionInput) -> int | None:
        """Switch the hand-over on from a day, or off; answers how many earlier decisions were queued."""
        async with info.context.session() as session:
            return await actions.settle(
                session, info.context.caller, info.context.sso.seal,
                enabled=input.enabled, since=input.since, token=input.token,
            )  # fmt: skip

    @mutation("cadre_database:manage")
    async def retry_cadre_event(self, info: Info, input: RetryCadreEventInput) -> UUID | None:
        """Send an event again, under its old id."""
        async with info.context.session() as session:
            await actions.retry(session, info.context.caller, input.event_id)
        return input.event_id


def _text(value: object) -> str | None:
    return None if value is None else str(value)

"""The inbox of a leader as it is decided on: arranged by the server, verified in groups, and taken back."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.enums import InboxFlagCode, Quality
from api.schema.fields import SIZE, mutation, query, show
from api.schema.own_facts import OwnFactInput, texts_of
from api.schema.verification import ItemError
from kernel.clock import utc_now
from tenants.scoring import undoing
from tenants.worklogs import board, groups
from tenants.worklogs.rules import GROUP_LIMIT, Verdict
from tenants.worklogs.verification import Outcome


@strawberry.type(description="Another entry like the flagged one.")
class TwinEntry:
    """Which, of what day, whose, and the document number both cite, if that is what they share."""

    entry_id: UUID
    work_date: date
    person: str
    shared: str | None


@strawberry.type(description="A reason to look at an entry, with the figures that a sentence about it needs.")
class InboxFlag:
    """Days are working days late; what a reason has no use for is empty."""

    code: InboxFlagCode
    days: int | None
    ratio: Decimal | None = strawberry.field(description="How many times the usual pace of the item, or its norm.")
    minutes: int | None = strawberry.field(description="Minutes of its day up to this entry, by the norm or declared.")
    nth: int | None = strawberry.field(description="Its place among the entries of its day.")
    usual: str | None = strawberry.field(description="The complexity that the item usually has.")
    at: datetime | None = strawberry.field(description="When the device says that it was written.")
    twin: TwinEntry | None


@strawberry.type(description="An entry that waits, as a list shows it.")
class InboxCard:
    """In words and figures of its day; the norm is minutes of one product. Without flags it belongs to its group."""

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

    flags: list[InboxFlag] = strawberry.field(
        description="Why it deserves a look, strangest first.", metadata={SIZE: len(InboxFlagCode) - 3}
    )


@strawberry.type(description="Entries of one item that can be decided on together.")
class InboxGroup:
    """With a product, within the norm, without a flag; `normMinutes` is the norm of all their products."""

    work_item_id: UUID
    item: str
    product_unit: str
    people: int
    entries: int
    quantity: Decimal
    norm_minutes: Decimal


@strawberry.type(description="Own entries that wait for the own leader.")
class OwnWaiting:
    """How many, and for whom."""

    entries: int
    leader: str | None


@strawberry.type(description="The inbox at one moment.")
class InboxBoard:
    """How much waits of how many people; the oldest 500, flagged ones first, strangest first, then group by group."""

    waiting: int
    people: int
    cards: list[InboxCard] = strawberry.field(metadata={SIZE: board.BOARD_LIMIT})
    groups: list[InboxGroup] = strawberry.field(metadata={SIZE: 100})
    own: OwnWaiting
    last_at: datetime | None = strawberry.field(description="When the caller last verified anything.")
    last_entries: int


@strawberry.type(description="An entry of the same item: minutes declared for one product, when, and whose.")
class SpreadDot:
    """Of somebody one leads; nobody else is named."""

    entry_id: UUID
    work_date: date
    minutes: Decimal
    person: str


@strawberry.type(description="How the same item was logged in 30 days among the people one leads.")
class InboxSpread:
    """The norm of one product, the median of what was declared for one, and each entry."""

    norm_minutes: int
    median: Decimal | None
    dots: list[SpreadDot] = strawberry.field(metadata={SIZE: board.SPREAD_LIMIT})


@strawberry.type(description="What was drawn of a group, to be opened before it is verified at once.")
class GroupDraw:
    """The entries drawn for this day, and those of them that were opened."""

    work_item_id: UUID
    samples: list[UUID]
    opened: list[UUID]


@strawberry.type(description="What became of one entry of many.")
class EntryOutcome:
    """Done, or refused with a reason."""

    entry_id: UUID
    done: bool
    error: ItemError | None


@strawberry.type(description="What became of many entries, in the order they were given.")
class OutcomesResult:
    """How many were done and refused, and each one's result."""

    done: int
    refused: int
    results: list[EntryOutcome]


@strawberry.input(description="A group to draw from.")
class OpenGroupInput:
    """Its item."""

    work_item_id: UUID


@strawberry.input(description="A drawn entry that was opened.")
class OpenSampleInput:
    """Which."""

    entry_id: UUID


@strawberry.input(description="An entry of a group as it was shown.")
class SeenEntryInput:
    """Which, and when it had been submitted; refused if it was edited since."""

    entry_id: UUID
    submitted_at: datetime


@strawberry.input(description=f"One verdict on up to {GROUP_LIMIT} entries of one item.")
class VerifyGroupInput:
    """The item, the entries without the exceptions, and the quality and own facts of all of them."""

    work_item_id: UUID
    entries: list[SeenEntryInput]
    quality: Quality
    comment: str | None = None
    facts: list[OwnFactInput] | None = strawberry.field(
        default=None, description="What `inboxFacts` asks for, the same of all entries."
    )


@strawberry.input(description="Verdicts of one's own to be taken back.")
class UndoVerificationInput:
    """Up to 500 entries."""

    entry_ids: list[UUID]


@strawberry.type
class InboxQuery:
    """Questions about what waits for me."""

    @query("work_entry:verify")
    async def inbox_board(self, info: Info) -> InboxBoard | None:
        """What waits for me, arranged: entries that need a look one by one, and groups of the rest."""
        async with info.context.session() as session:
            return show(InboxBoard, await board.board(session, info.context.caller, now=utc_now()))

    @query("work_entry:verify")
    async def inbox_waiting(self, info: Info) -> int | None:
        """How many entries wait for me."""
        async with info.context.session() as session:
            return await board.waiting(session, info.context.caller, now=utc_now())

    @query("work_entry:verify")
    async def inbox_spread(self, info: Info, entry_id: UUID) -> InboxSpread | None:
        """How the item of an entry that I decide on was logged in 30 days."""
        async with info.context.session() as session:
            return show(InboxSpread, await board.spread(session, info.context.caller, entry_id, now=utc_now()))


@strawberry.type
class InboxMutation:
    """Deciding on many at once, and taking it back."""

    @mutation("work_entry:verify")
    async def open_group(self, info: Info, input: OpenGroupInput) -> GroupDraw | None:
        """Draw entries of a group; asked again on the same day, the same ones."""
        async with info.context.session() as session:
            draw = await groups.open_group(session, info.context.caller, input.work_item_id, now=utc_now())
            return show(GroupDraw, draw)

    @mutation("work_entry:verify")
    async def open_sample(self, info: Info, input: OpenSampleInput) -> GroupDraw | None:
        """Note that I have opened an entry drawn for me."""
        async with info.context.session() as session:
            return show(
                GroupDraw, await groups.open_sample(session, info.context.caller, input.entry_id, now=utc_now())
            )

    @mutation("work_entry:verify")
    async def verify_group(self, info: Info, input: VerifyGroupInput) -> OutcomesResult | None:
        """Verify entries of a group with one verdict; each has its own result, and the samples come first."""
        seen = [groups.Seen(one.entry_id, one.submitted_at) for one in input.entries]
        verdict = Verdict(input.quality.value, input.comment, facts=texts_of(input.facts, "facts"))
        async with info.context.session() as session:
            outcomes = await groups.verify_group(
                session, info.context.caller, input.work_item_id, seen, verdict, now=utc_now()
            )
        return _result(outcomes, info, "entries")

    @mutation("work_entry:verify")
    async def undo_verification(self, info: Info, input: UndoVerificationInput) -> OutcomesResult | None:
        """Take back verdicts of my own until a period's decision rests on their scores; each has its own result."""
        async with info.context.session() as session:
            outcomes = await undoing.undo(session, info.context.caller, input.entry_ids, now=utc_now())
        return _result(outcomes, info, "entryIds")


def _result(outcomes: list[Outcome], info: Info, field: str) -> OutcomesResult:
    results = []
    for number, outcome in enumerate(outcomes):
        refusal = outcome.refusal
        error = ItemError.of(refusal.at("input", field, number), info) if refusal is not None else None
        results.append(EntryOutcome(entry_id=outcome.entry_id, done=error is None, error=error))
    refused = sum(not result.done for result in results)
    return OutcomesResult(done=len(results) - refused, refused=refused, results=results)

"""What a cadre does with the log."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.entries import WorkEntry
from api.schema.fields import mutation, plain, show
from kernel.clock import utc_now
from tenants.worklogs import actions
from tenants.worklogs.changes import Change
from tenants.worklogs.errors import TooLate
from tenants.worklogs.rules import EntryInput, EvidenceInput


@strawberry.input(description="One piece of evidence: exactly one of document number, https link, uploaded file.")
class EvidencePieceInput:
    """One of the three."""

    document_number: str | None = None
    link: str | None = None
    file_id: UUID | None = None


@strawberry.input(description="What was done.")
class WorkEntryInput:
    """Which item, how many products, how long, and what came of it."""

    id: UUID = strawberry.field(description="A UUID of version 7 made by the client: sending it twice stores it once.")
    work_date: date
    work_item_id: UUID
    quantity: Decimal
    minutes: int
    output: str
    appointment_id: UUID | None = strawberry.field(default=None, description="The primary post, if not given.")
    task_id: UUID | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    note: str | None = None
    evidence: list[EvidencePieceInput] = strawberry.field(default_factory=list)
    device_time: datetime | None = strawberry.field(default=None, description="The device's clock when it was written.")


@strawberry.input(description="Work to log.")
class LogWorkInput(WorkEntryInput):
    """What was done, and whether it goes to the leader at once."""

    submit: bool = False


@strawberry.input(description="An own entry rewritten.")
class EditEntryInput(WorkEntryInput):
    """What it is to say; with `seen` a change made elsewhere meanwhile is refused, not overwritten."""

    change_id: UUID | None = strawberry.field(default=None, description="Made by the client: sent twice, done once.")
    seen: UUID | None = strawberry.field(default=None, description="The newest step of `history` that was seen.")


@strawberry.input(description="An own entry.")
class EntryIdInput:
    """Which one."""

    id: UUID


_ENTRY = tuple(name for name in EntryInput.__dataclass_fields__ if name != "evidence")


def _entry(given: WorkEntryInput) -> EntryInput:
    evidence = tuple(EvidenceInput(**plain(piece)) for piece in given.evidence)
    return EntryInput(**plain(given, *_ENTRY), evidence=evidence)


@strawberry.type
class LogMutation:
    """Logging, editing, submitting, withdrawing and discarding one's own work."""

    @mutation("work_entry:log")
    async def log_work(self, info: Info, input: LogWorkInput) -> WorkEntry | None:
        """Log a piece of work of one's own, as a draft or at once submitted.

        Refused as too late it keeps its work date: the same id is not taken under another one.
        """
        caller, entry, now = info.context.caller, _entry(input), utc_now()
        try:
            async with info.context.session() as session:
                return show(WorkEntry, await actions.log(session, caller, entry, now=now, submit=input.submit))
        except TooLate:
            async with info.context.session() as session:
                await actions.keep_refusal(session, caller, entry, now=now)
            raise

    @mutation("work_entry:log")
    async def edit_entry(self, info: Info, input: EditEntryInput) -> WorkEntry | None:
        """Rewrite an own entry that is a draft or was returned."""
        caller, change = info.context.caller, Change(input.change_id, input.seen)
        async with info.context.session() as session:
            return show(WorkEntry, await actions.edit(session, caller, _entry(input), change, now=utc_now()))

    @mutation("work_entry:log")
    async def submit_entry(self, info: Info, input: EntryIdInput) -> WorkEntry | None:
        """Hand an own entry to the direct leader."""
        async with info.context.session() as session:
            return show(WorkEntry, await actions.submit(session, info.context.caller, input.id, now=utc_now()))

    @mutation("work_entry:log")
    async def withdraw_entry(self, info: Info, input: EntryIdInput) -> WorkEntry | None:
        """Take back an own entry that nobody has verified yet; it is a draft again."""
        async with info.context.session() as session:
            return show(WorkEntry, await actions.withdraw(session, info.context.caller, input.id, now=utc_now()))

    @mutation("work_entry:log")
    async def discard_entry(self, info: Info, input: EntryIdInput) -> UUID | None:
        """Remove an own draft; its history keeps that it was there."""
        async with info.context.session() as session:
            await actions.discard(session, info.context.caller, input.id, now=utc_now())
        return input.id

"""Archives of the whole tenant: asked for, confirmed by another, taken away sealed; and whether the tenant leaves."""

from datetime import date, datetime
from enum import Enum
from typing import Self
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.audit import logins
from api.schema.fields import mutation, part, query
from api.schema.scalars import Long
from kernel import age
from tenants.portability import leaving, requests
from tenants.portability.models import ArchiveRun as Run


@strawberry.enum(description="Where a request for an archive stands.")
class ArchiveStatus(Enum):
    """Waits for a second person; is being made; can be taken away; came to nothing; was taken back; is gone."""

    ASKED = "asked"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@strawberry.type(description="An archive of everything the tenant has, sealed for its own key.")
class Archive:
    """A request, and the file it led to: `/archives/<id>` while it is ready."""

    id: UUID
    status: ArchiveStatus
    reason: str
    recipient: str = strawberry.field(description="Public line of the key (age, X25519) that opens it.")
    asked_by: UUID
    asked_at: datetime
    confirmed_by: UUID | None
    confirmed_at: datetime | None
    made_at: datetime | None
    expires_at: datetime | None
    size: Long | None
    root: str | None = strawberry.field(description="Root hash of what is in it, in hexadecimal.")
    problem: str | None
    mine: bool = strawberry.field(description="Whether the caller asked for it, and so cannot confirm.")

    @part
    async def asked_by_login(self, info: Info) -> str | None:
        """The account that asked."""
        return await info.context.load(logins, self.asked_by)

    @part
    async def confirmed_by_login(self, info: Info) -> str | None:
        """The account that confirmed."""
        return await info.context.load(logins, self.confirmed_by)

    @classmethod
    def of(cls, run: Run, info: Info) -> Self:
        """A request in the schema's shape."""
        same = ("id", "reason", "recipient", "asked_by", "asked_at", "confirmed_by", "confirmed_at", "made_at",
                "expires_at", "problem")  # fmt: skip
        return cls(
            status=ArchiveStatus(run.status),
            size=None if run.size is None else Long(run.size),
            root=None if run.root is None else run.root.hex(),
            mine=run.asked_by == info.context.caller.account_id,
            **{name: getattr(run, name) for name in same},
        )


@strawberry.type(description="A tenant that leaves: read-only since, its data kept until the end of a day.")
class Departure:
    """What was ordered."""

    reason: str
    ordered_by: str
    closed_at: datetime
    keep_until: date


@strawberry.type(description="A new key pair. The secret line is shown once and kept nowhere.")
class ArchiveKey:
    """For administrators without age-keygen."""

    recipient: str
    identity: str


@strawberry.input(description="Why everything is archived, and for which key.")
class AskArchiveInput:
    """`recipient` is the public line (`age1…`)."""

    reason: str
    recipient: str


@strawberry.input(description="A request for an archive.")
class ArchiveInput:
    """Which."""

    id: UUID


@strawberry.type
class ArchiveQuery:
    """Questions about leaving."""

    @query("archive:manage", size=requests.SHOWN)
    async def archives(self, info: Info) -> list[Archive] | None:
        """The last archives that were asked for, newest first."""
        async with info.context.session() as session:
            return [Archive.of(run, info) for run in await requests.runs(session, info.context.caller)]

    @query("archive:manage")
    async def departure(self, info: Info) -> Departure | None:
        """Whether the tenant is leaving, and until when its data are kept."""
        async with info.context.session() as session:
            found = await leaving.departure(session, info.context.caller)
        if found is None:
            return None
        return Departure(
            reason=found.reason, ordered_by=found.ordered_by, closed_at=found.closed_at, keep_until=found.keep_until
        )


@strawberry.type
class ArchiveMutation:
    """What two administrators do."""

    @mutation("archive:manage")
    async def make_archive_key(self, info: Info) -> ArchiveKey:
        """A new key pair for archives; nothing of it is kept here."""
        requests.check_right(info.context.caller)
        identity, recipient = age.new_identity()
        return ArchiveKey(recipient=recipient, identity=identity)

    @mutation("archive:manage")
    async def ask_archive(self, info: Info, input: AskArchiveInput) -> Archive:
        """Ask for an archive of everything; another administrator confirms it."""
        async with info.context.session() as session:
            run = await requests.ask(session, info.context.caller, reason=input.reason, recipient=input.recipient)
            return Archive.of(run, info)

    @mutation("archive:manage")
    async def confirm_archive(self, info: Info, input: ArchiveInput) -> Archive:
        """Let an archive be made, as the second person."""
        async with info.context.session() as session:
            return Archive.of(await requests.confirm(session, info.context.caller, input.id), info)

    @mutation("archive:manage")
    async def withdraw_archive(self, info: Info, input: ArchiveInput) -> Archive:
        """Take a request back, or decline it."""
        async with info.context.session() as session:
            return Archive.of(await requests.withdraw(session, info.context.caller, input.id), info)

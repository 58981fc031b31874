"""Scores: receipts of entries, months of persons, and what is recorded of a month beside the log."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from api.context import Info
from api.schema.fields import mutation, part, query, show, show_all
from kernel.clock import today, utc_now
from tenants.receipts import queries as chain
from tenants.scoring import facts, freezing, queries, receipts


@strawberry.type(description="A name of the norm package with its exact decimal text.")
class NamedValue:
    """One input or formula."""

    name: str
    value: str | None


def _named(values: Mapping[str, str | None]) -> list[NamedValue]:
    return [NamedValue(name=name, value=value) for name, value in values.items()]


@strawberry.type(description="Where a receipt stands in its province's chain; hashes in hex.")
class ReceiptPlace:
    """Its link is the SHA-256 of the link before and its leaf; the leaf that of everything stored of the score."""

    position: int = strawberry.field(description="1 is the first receipt of the province.")
    batch: int
    leaf: str
    previous: str
    link: str
    chained_at: datetime

    @classmethod
    def of(cls, place: chain.Place) -> "ReceiptPlace":
        """A place in the schema's shape."""
        hashes = {name: getattr(place, name).hex() for name in ("leaf", "previous", "link")}
        return cls(position=place.position, batch=place.batch, chained_at=place.chained_at, **hashes)


@strawberry.type(description="The receipt (phiếu điểm) of an entry's score: from it alone anybody recomputes it.")
class Receipt:
    """Package, inputs, values and their hash."""

    entry_id: UUID
    revision: int
    work_date: date
    package_name: str
    package_version: str
    package_hash: str = strawberry.field(description="SHA-256 of the package's document.")
    points: Decimal
    norm_correction_id: UUID | None = strawberry.field(description="The back-dated correction that made it, if any.")
    hash: str = strawberry.field(description="SHA-256 of the receipt's canonical text.")
    scored_at: datetime
    inputs: list[NamedValue]
    values: list[NamedValue]

    @part
    async def place(self, info: Info) -> ReceiptPlace | None:
        """Where it stands in the chain; missing while it is not chained, a few minutes at most."""
        async with info.context.session() as session:
            place = await chain.place_of(session, "entry", self.entry_id, self.work_date, self.revision)
        return ReceiptPlace.of(place) if place else None

    @classmethod
    def of(cls, receipt: queries.Receipt) -> "Receipt":
        """A receipt in the schema's shape."""
        same = {name: value for name, value in vars(receipt).items() if name not in ("inputs", "values")}
        return cls(**same, inputs=_named(receipt.inputs), values=_named(receipt.values))


@strawberry.type(description="A person's month under the package in force on its last day in the person's unit.")
class MonthScore:
    """Results, total and class by points."""

    person_id: UUID
    month: date = strawberry.field(description="The month's first day.")
    revision: int
    results: Decimal | None = strawberry.field(description="Task results (kết quả thực hiện nhiệm vụ), 0 to 70.")
    total: Decimal | None
    rating: str | None = strawberry.field(description="Class by points (xếp loại theo điểm).")
    norm_correction_id: UUID | None = strawberry.field(description="The back-dated correction that made it, if any.")
    receipt: JSON
    scored_at: datetime
    receipt_hash: strawberry.Private[bytes]

    @part
    async def hash(self) -> str:
        """SHA-256 of the receipt's canonical text."""
        return self.receipt_hash.hex()


@strawberry.type(description="What a month's score needs beside the log.")
class MonthFact:
    """General criteria (tiêu chí chung) and days of leave."""

    person_id: UUID
    month: date
    general: Decimal | None
    leave_days: Decimal
    recorded_at: datetime


@strawberry.type
class ScoreQuery:
    """Questions about scores."""

    @query("score:read")
    async def receipt(self, info: Info, entry_id: UUID, revision: int | None = None) -> Receipt | None:
        """The receipt of an entry's score, of its newest revision unless one is named."""
        async with info.context.session() as session:
            return Receipt.of(
                await queries.receipt(session, info.context.caller, entry_id, on=today(), revision=revision)
            )

    @query("score:read")
    async def receipt_document(self, info: Info, entry_id: UUID, revision: int | None = None) -> JSON | None:
        """The receipt as one JSON complete by itself, for `roviec receipt verify`; reading it is recorded."""
        async with info.context.session() as session:
            return JSON(await receipts.document(session, info.context.caller, entry_id, on=today(), revision=revision))

    @query("score:read")
    async def month_receipt_document(self, info: Info, person_id: UUID, month: date) -> JSON | None:
        """The newest score of a person's month with all it was computed from, as one JSON complete by itself."""
        async with info.context.session() as session:
            return JSON(await receipts.month_document(session, info.context.caller, person_id, month, on=today()))

    @query("score:read", size=24)
    async def month_scores(
        self, info: Info, person_id: UUID, date_from: date, date_to: date
    ) -> list[MonthScore] | None:
        """A person's months, oldest first; looking at another's is recorded for them to see."""
        caller = info.context.caller
        async with info.context.session() as session:
            rows = await queries.month_scores_of(session, caller, person_id, first=date_from, last=date_to, on=today())
        return show_all(MonthScore, rows)

    @query("score:read")
    async def month_history(self, info: Info, person_id: UUID, month: date) -> list[JSON] | None:
        """The receipts of every revision of a person's month, oldest first."""
        async with info.context.session() as session:
            found = await queries.month_history(
                session, info.context.caller, person_id, month.replace(day=1), on=today()
            )
        return [JSON(receipt) for receipt in found]


@strawberry.input(description="A subordinate's general criteria and leave in a month.")
class RecordMonthInput:
    """Of whom, of which month, and what."""

    person_id: UUID
    month: date
    general: Decimal | None = strawberry.field(default=None, description="General criteria, 0 to 30.")
    leave_days: Decimal = Decimal(0)


@strawberry.type(description="What a closed month takes from the log, the posts and the calendar.")
class FrozenMonth:
    """Frozen when its period closed, or anew by a named correction."""

    person_id: UUID
    month: date
    revision: int = strawberry.field(description="1 is what the close froze.")
    norm_package_id: UUID
    reason: str | None
    document_number: str | None
    frozen_at: datetime


@strawberry.input(description="Freeze a closed month anew from today's log.")
class RefreezeMonthInput:
    """Whose month, why, and by which document."""

    person_id: UUID
    month: date
    reason: str
    document_number: str
    with_carried: bool = strawberry.field(
        default=False, description="Entries verified too late come back from months that are open still."
    )


@strawberry.type
class ScoreMutation:
    """What leaders record of a month."""

    @mutation("evaluation:correct")
    async def refreeze_month(self, info: Info, input: RefreezeMonthInput) -> FrozenMonth | None:
        """Put a frozen month right by name: its sums are taken from the log once more, the old ones stay beside."""
        async with info.context.session() as session:
            row = await freezing.refreeze(
                session,
                info.context.caller,
                input.person_id,
                input.month,
                freezing.Grounds(input.reason, input.document_number),
                with_carried=input.with_carried,
                now=utc_now(),
            )
            return show(FrozenMonth, row)

    @mutation("month_fact:record")
    async def record_month(self, info: Info, input: RecordMonthInput) -> MonthFact | None:
        """Record general criteria and leave of a month; the month is scored again."""
        caller, month = info.context.caller, input.month.replace(day=1)
        async with info.context.session() as session:
            row = await facts.record_month(
                session,
                caller,
                input.person_id,
                month,
                general=input.general,
                leave_days=input.leave_days,
                now=utc_now(),
            )
            return show(MonthFact, row)

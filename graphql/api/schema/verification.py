"""What a direct leader does with entries: verifying up to 200 at once, returning, correcting, waiving."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from api.context import Info
from api.errors import told
from api.limits import BULK_LIMIT
from api.schema.entries import WorkEntry
from api.schema.enums import Quality, ReturnReason, WaiverKind
from api.schema.fields import mutation, plain, show
from api.schema.own_facts import OwnFactInput, texts_of
from kernel.clock import utc_now
from kernel.errors import Refusal
from tenants.worklogs import corrections, verification
from tenants.worklogs.errors import TooMany
from tenants.worklogs.rules import Return, Verdict


@strawberry.input(description="A verdict on one entry.")
class VerdictInput:
    """Quality level, products accepted (all, if not said), faults counted, and what else the norm package asks for."""

    entry_id: UUID
    quality: Quality
    comment: str | None = None
    accepted_quantity: Decimal | None = None
    failed_reviews: int = 0
    delays: int = 0
    facts: list[OwnFactInput] | None = strawberry.field(
        default=None,
        description="What `ownFacts` of origin VERIFICATION asks for; of a correction not given, they stay as stated.",
    )
    submitted_at: datetime | None = strawberry.field(
        default=None, description="When it was submitted as looked at; refused if it was edited since."
    )


@strawberry.input(description=f"Verdicts on up to {BULK_LIMIT} submitted entries.")
class VerifyEntriesInput:
    """The verdicts."""

    decisions: list[VerdictInput]


@strawberry.type(description="Why one item of a batch was refused.")
class ItemError:
    """A stable code, the message in the request's language and in both, and where the bad input stands."""

    code: str
    message: str
    messages: JSON
    path: JSON

    @classmethod
    def of(cls, refusal: Refusal, info: Info) -> "ItemError":
        """A refusal as one item's error."""
        answer = told(refusal, info.context.language)
        extensions = answer["extensions"]
        return cls(
            code=extensions["code"],
            message=answer["message"],
            messages=JSON(extensions["messages"]),
            path=JSON(extensions["path"]),
        )


@strawberry.type(description="What became of one verdict.")
class VerifiedEntry:
    """Verified, or refused with a reason."""

    entry_id: UUID
    verified: bool
    error: ItemError | None


@strawberry.type(description="What became of a batch, in the order it was given.")
class VerifyEntriesResult:
    """How many were verified and refused, and each one's result."""

    verified: int
    refused: int
    results: list[VerifiedEntry]


@strawberry.input(description="Return an entry to its author.")
class ReturnEntryInput:
    """Which entry, and why: a code, words, or both; OTHER needs words."""

    id: UUID
    reason: str | None = None
    code: ReturnReason | None = None
    submitted_at: datetime | None = strawberry.field(
        default=None, description="When it was submitted as looked at; refused if it was edited since."
    )


@strawberry.input(description="A corrected verdict on a verified entry.")
class CorrectEntryInput(VerdictInput):
    """The verdict, and why it changes."""

    reason: str


@strawberry.input(description="Faults of a verified entry waived for an objective cause.")
class WaiveFaultsInput:
    """What is waived, why, and by which document."""

    id: UUID
    kind: WaiverKind
    faults: int
    reason: str
    document_number: str


_VERDICT = tuple(Verdict.__dataclass_fields__)


def _decision(given: VerdictInput) -> verification.Decision:
    verdict = plain(given, *_VERDICT) | {"facts": texts_of(given.facts, "facts")}
    return verification.Decision(given.entry_id, Verdict(**verdict), given.submitted_at)


@strawberry.type
class VerificationMutation:
    """Deciding on the work of those one leads."""

    @mutation("work_entry:verify")
    async def verify_entries(self, info: Info, input: VerifyEntriesInput) -> VerifyEntriesResult | None:
        """Verify submitted entries; what cannot be verified is reported and takes nothing else down."""
        if len(input.decisions) > BULK_LIMIT:
            raise TooMany("decisions", most=BULK_LIMIT)
        decisions = [_decision(given) for given in input.decisions]
        async with info.context.session() as session:
            outcomes = await verification.verify_many(session, info.context.caller, decisions, now=utc_now())
        return _result(outcomes, info)

    @mutation("work_entry:verify")
    async def return_entry(self, info: Info, input: ReturnEntryInput) -> WorkEntry | None:
        """Return a submitted entry to its author with a reason."""
        caller, code = info.context.caller, input.code.value if input.code is not None else None
        async with info.context.session() as session:
            row = await verification.send_back(
                session, caller, input.id, Return(code, input.reason), now=utc_now(), seen=input.submitted_at
            )
            return show(WorkEntry, row)

    @mutation("work_entry:verify")
    async def correct_entry(self, info: Info, input: CorrectEntryInput) -> WorkEntry | None:
        """Change the verdict on a verified entry; it is scored again beside its old score."""
        caller, decision = info.context.caller, _decision(input)
        async with info.context.session() as session:
            return show(WorkEntry, await corrections.correct(session, caller, decision, input.reason, now=utc_now()))

    @mutation("work_entry:waive")
    async def waive_faults(self, info: Info, input: WaiveFaultsInput) -> WorkEntry | None:
        """Waive faults of a verified entry for an objective cause; it is scored again."""
        caller = info.context.caller
        waiver = corrections.WaiverInput(**plain(input, "kind", "faults", "reason", "document_number"))
        async with info.context.session() as session:
            return show(WorkEntry, await corrections.waive(session, caller, input.id, waiver, now=utc_now()))


def _result(outcomes: list[verification.Outcome], info: Info) -> VerifyEntriesResult:
    results = []
    for number, outcome in enumerate(outcomes):
        refusal = outcome.refusal
        error = ItemError.of(refusal.at("input", "decisions", number), info) if refusal is not None else None
        results.append(VerifiedEntry(entry_id=outcome.entry_id, verified=error is None, error=error))
    refused = sum(not result.verified for result in results)
    return VerifyEntriesResult(verified=len(results) - refused, refused=refused, results=results)

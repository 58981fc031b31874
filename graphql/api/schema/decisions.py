"""Decisions: the quota's proposal, deciding one sheet or a whole agency, what stands, and a paper's hash."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy.ext.asyncio import AsyncSession
from strawberry.scalars import JSON

from api.context import Info
from api.limits import BULK_LIMIT
from api.schema.enums import EvaluationClass, HashState, QuotaRule, QuotaSide
from api.schema.fields import mutation, part, plain, query, show, show_all
from api.schema.people import PersonName, names_of
from api.schema.petitions import Petition
from api.schema.units import Unit, units_of_today
from api.schema.verification import ItemError
from kernel.clock import utc_now
from policies.authority import Caller
from tenants.decisions import deciding, grants, queries
from tenants.worklogs.errors import TooMany


@strawberry.type(
    description="A decision on a sheet (quyết định xếp loại). It is never changed; another may replace it."
)
class Decision:
    """Class by points, proposed class and decided class beside each other, and what was decided upon."""

    id: UUID
    sheet_id: UUID
    number: int = strawberry.field(description="1 is the first decision; the highest stands.")
    class_by_points: EvaluationClass | None
    proposed_class: EvaluationClass | None
    decided_class: EvaluationClass | None
    not_ranked: str | None = strawberry.field(description="Why the person is not ranked, instead of a class.")
    reason: str | None
    exception: bool = strawberry.field(description="Other than proposed, or without the superior's opinion.")
    document_number: str
    decided_by_id: UUID
    appointment_id: UUID = strawberry.field(description="The head's post by whose authority it was decided.")
    delegation_id: UUID | None = strawberry.field(description="The delegation, where somebody acted for the head.")
    decided_at: datetime
    replaces_id: UUID | None
    petition_id: UUID | None = strawberry.field(description="The petition it answers.")
    basis: JSON = strawberry.field(description="What it was decided upon: scores, conditions, quota, opinion.")
    hash: str = strawberry.field(description="SHA-256 of its canonical text, in hex; printed on its papers.")
    stands: bool = strawberry.field(description="Whether no later decision replaced it.")
    petition: Petition | None = strawberry.field(description="The petition against it.")

    @part
    async def decided_by(self, info: Info) -> PersonName | None:
        """Who decided."""
        return await info.context.load(names_of, self.decided_by_id)

    @classmethod
    def of(cls, view: queries.DecisionView) -> "Decision":
        """A decision of a sheet's history in the schema's shape."""
        row = view.decision
        same = {name: getattr(row, name) for name in _SAME}
        return cls(
            **same,
            decided_by_id=row.decided_by,
            basis=JSON(row.basis),
            hash=row.content_hash.hex(),
            stands=view.stands,
            petition=show(Petition, view.petition) if view.petition is not None else None,
        )


_SAME = (
    "id", "sheet_id", "number", "class_by_points", "proposed_class", "decided_class", "not_ranked", "reason",
    "exception", "document_number", "appointment_id", "delegation_id", "decided_at", "replaces_id", "petition_id",
)  # fmt: skip


async def decisions_of_sheets(
    session: AsyncSession, caller: Caller, sheet_ids: list[UUID]
) -> Mapping[UUID, list[Decision]]:
    """The decisions on sheets already found readable, the first one first."""
    found = await queries.decisions_of(session, sheet_ids)
    return {sheet_id: [Decision.of(view) for view in views] for sheet_id, views in found.items()}


@strawberry.type(description="A candidate for HTXS: by points excellent, and no condition forbids it.")
class QuotaLine:
    """Where the candidate stands in the group, on which side of the quota, and why."""

    sheet_id: UUID
    person_id: UUID
    unit_id: UUID
    total: Decimal
    place: int = strawberry.field(description="1 is the highest of the group; equal ones share a place.")
    side: QuotaSide
    rule: QuotaRule
    reason_vi: str
    reason_en: str
    open: list[str] = strawberry.field(description="Conditions that a person still has to speak on.")
    proposed_class: EvaluationClass | None = strawberry.field(
        description="What deciding without an exception gives: also the superior's and the sheet's own proposal count."
    )
    decided_class: EvaluationClass | None

    @part
    async def person(self, info: Info) -> PersonName | None:
        """Who it is."""
        return await info.context.load(names_of, self.person_id)

    @classmethod
    def of(cls, line: queries.ProposedLine) -> "QuotaLine":
        """A line in the schema's shape."""
        same: dict[str, Any] = {name: value for name, value in vars(line).items() if name not in ("vi", "en", "open")}
        return cls(**same, reason_vi=line.vi, reason_en=line.en, open=list(line.open))


@strawberry.type(description="People with similar duties in an agency, who have a quota of their own.")
class QuotaGroup:
    """How many are classified good, how many seats that gives, and who is proposed."""

    key: str = strawberry.field(description="Position group, unit or standing, as the norm package groups people.")
    pool: int = strawberry.field(description="How many are classified good before the quota.")
    quota: int
    taken: int = strawberry.field(description="Seats that decisions which stand have taken.")
    lines: list[QuotaLine]

    @classmethod
    def of(cls, group: queries.ProposedGroup) -> "QuotaGroup":
        """A group in the schema's shape."""
        lines = [QuotaLine.of(line) for line in group.lines]
        return cls(key=group.key, pool=group.pool, quota=group.quota, taken=group.taken, lines=lines)


@strawberry.type(description="The quota of an agency in a period; it holds in the agency and in each of its groups.")
class QuotaProposal:
    """What it is a share of, by which rules, and every candidate."""

    period_id: UUID
    agency_id: UUID
    share: Decimal
    grant_id: UUID | None = strawberry.field(description="The document's grant, where the share is a larger one.")
    quota_of: str = strawberry.field(description="htt, or htt_and_above.")
    rounding: str = strawberry.field(description="floor, half_up or ceil.")
    tie_break: str = strawberry.field(description="results, general, or agency: nobody but the head.")
    pool: int
    quota: int
    taken: int
    groups: list[QuotaGroup]

    @classmethod
    def of(cls, view: queries.QuotaView) -> "QuotaProposal":
        """A proposal in the schema's shape."""
        same: dict[str, Any] = {name: value for name, value in vars(view).items() if name != "groups"}
        return cls(**same, groups=[QuotaGroup.of(group) for group in view.groups])


@strawberry.type(description="A larger share of HTXS granted to an outstanding agency.")
class QuotaGrant:
    """To whom, how much, for periods within which days, by which document."""

    id: UUID
    agency_id: UUID
    share: Decimal
    first: date
    last: date
    document_number: str
    granted_at: datetime
    revoked_at: datetime | None

    @part
    async def agency(self, info: Info) -> Unit | None:
        """The agency, as it stands today."""
        return await info.context.load(units_of_today, self.agency_id)


@strawberry.type(description="What the system says of a hash on a paper. It names nobody.")
class HashConfirmation:
    """Whether the decision stands, and since when not."""

    state: HashState
    decided_on: date | None
    replaced_on: date | None


@strawberry.type(description="What became of one sheet.")
class DecidedSheet:
    """Decided, or refused with a reason."""

    sheet_id: UUID
    decision_id: UUID | None
    decided_class: EvaluationClass | None
    error: ItemError | None


@strawberry.type(description="What became of an agency's sheets.")
class DecideSheetsResult:
    """How many were decided and refused, and each one's result."""

    decided: int
    refused: int
    results: list[DecidedSheet]


@strawberry.type
class DecisionQuery:
    """Questions about decisions."""

    @query("evaluation:rank")
    async def quota_proposal(self, info: Info, period_id: UUID, agency_id: UUID) -> QuotaProposal | None:
        """Who is proposed for HTXS in an agency and why; reading it is recorded for those named."""
        async with info.context.session() as session:
            found = await queries.quota_proposal(session, info.context.caller, period_id, agency_id, now=utc_now())
        return QuotaProposal.of(found)

    @query("evaluation:read", size=10)
    async def decision_history(self, info: Info, sheet_id: UUID) -> list[Decision] | None:
        """Every decision made on a sheet, the first one first; looking at another's is recorded for them to see."""
        async with info.context.session() as session:
            found = await queries.history(session, info.context.caller, sheet_id, now=utc_now())
        return [Decision.of(view) for view in found]

    @query("quota:grant", size=100)
    async def quota_grants(self, info: Info, agency_id: UUID | None = None) -> list[QuotaGrant] | None:
        """Larger shares granted, newest first, with those taken back."""
        async with info.context.session() as session:
            return show_all(QuotaGrant, await queries.grants(session, info.context.caller, agency_id))

    @query()
    async def confirm_decision(self, info: Info, hash: str) -> HashConfirmation | None:
        """Whether a hash is that of a decision that stands, of one replaced, or of none; nothing of a person."""
        async with info.context.session() as session:
            return show(HashConfirmation, await queries.confirm(session, hash))


@strawberry.input(description="What the head says of one sheet.")
class DecideSheetInput:
    """The class, or the proposed one where none is given; other than proposed it needs a reason."""

    sheet_id: UUID
    document_number: str
    decided_class: EvaluationClass | None = None
    reason: str | None = None
    late_reason: str | None = strawberry.field(default=None, description="Needed after the period's deadline.")


@strawberry.input(description="A sheet decided otherwise than proposed, or without the superior's opinion.")
class DecisionExceptionInput:
    """Which sheet, which class, and why."""

    sheet_id: UUID
    decided_class: EvaluationClass | None = None
    reason: str | None = None


@strawberry.input(description=f"Every undecided sheet of an agency or one branch of it; up to {BULK_LIMIT} exceptions.")
class DecideSheetsInput:
    """Decided as proposed, but for the exceptions."""

    period_id: UUID
    agency_id: UUID
    document_number: str
    unit_id: UUID | None = strawberry.field(default=None, description="A branch of the agency; none: all of it.")
    exceptions: list[DecisionExceptionInput] = strawberry.field(default_factory=list)
    late_reason: str | None = strawberry.field(default=None, description="Needed after the period's deadline.")


@strawberry.input(description="A decision that replaces the one that stands, ex officio.")
class ReplaceDecisionInput:
    """Which sheet, which class (as the sheet now proposes, if none is given), why, and by which document."""

    sheet_id: UUID
    reason: str
    document_number: str
    decided_class: EvaluationClass | None = None


@strawberry.input(description="A larger share of HTXS for an outstanding agency.")
class GrantQuotaInput:
    """To which agency, for periods within which days, by which document; the package's share unless one is given."""

    agency_id: UUID
    first: date
    last: date
    document_number: str
    share: Decimal | None = None


@strawberry.input(description="A grant to take back.")
class RevokeQuotaGrantInput:
    """Which one."""

    grant_id: UUID


@strawberry.type
class DecisionMutation:
    """What competent heads decide."""

    @mutation("evaluation:rank")
    async def decide_sheet(self, info: Info, input: DecideSheetInput) -> Decision | None:
        """Decide one sheet of a closed period; the person is notified."""
        caller = info.context.caller
        choice = deciding.Choice(**plain(input, "sheet_id", "decided_class", "reason"))
        async with info.context.session() as session:
            made = await deciding.decide(
                session, caller, choice, input.document_number, late_reason=input.late_reason, now=utc_now()
            )
        return Decision.of(queries.DecisionView(made, stands=True, petition=None))

    @mutation("evaluation:rank")
    async def decide_sheets(self, info: Info, input: DecideSheetsInput) -> DecideSheetsResult | None:
        """Decide all that is undecided, as proposed but for the exceptions; what cannot be is reported."""
        if len(input.exceptions) > BULK_LIMIT:
            raise TooMany("exceptions", most=BULK_LIMIT)
        exceptions = [deciding.Choice(**plain(given)) for given in input.exceptions]
        order = deciding.Order(**{**plain(input), "exceptions": exceptions})
        async with info.context.session() as session:
            outcomes = await deciding.decide_all(session, info.context.caller, order, now=utc_now())
        return _result(outcomes, len(exceptions), info)

    @mutation("evaluation:rank")
    async def replace_decision(self, info: Info, input: ReplaceDecisionInput) -> Decision | None:
        """Replace the decision that stands on a sheet; the replaced one is kept for ever."""
        choice = deciding.Choice(**plain(input, "sheet_id", "decided_class", "reason"))
        async with info.context.session() as session:
            made = await deciding.replace(session, info.context.caller, choice, input.document_number, now=utc_now())
        return Decision.of(queries.DecisionView(made, stands=True, petition=None))

    @mutation("quota:grant")
    async def grant_quota(self, info: Info, input: GrantQuotaInput) -> QuotaGrant | None:
        """Grant an agency a larger share of HTXS by a document."""
        async with info.context.session() as session:
            new = grants.NewGrant(**plain(input))
            return show(QuotaGrant, await grants.grant(session, info.context.caller, new, now=utc_now()))

    @mutation("quota:grant")
    async def revoke_quota_grant(self, info: Info, input: RevokeQuotaGrantInput) -> QuotaGrant | None:
        """Take a grant back, unless decisions that stand rest on it."""
        async with info.context.session() as session:
            return show(QuotaGrant, await grants.revoke(session, info.context.caller, input.grant_id, now=utc_now()))


def _result(outcomes: list[deciding.Outcome], exceptions: int, info: Info) -> DecideSheetsResult:
    """Outcomes in the order given: the exceptions first, whose errors name their place."""
    results = []
    for number, outcome in enumerate(outcomes):
        error = None
        if outcome.refusal is not None:
            place = ("input", "exceptions", number) if number < exceptions else ("input",)
            error = ItemError.of(outcome.refusal.at(*place), info)
        made = outcome.decision
        results.append(
            DecidedSheet(
                sheet_id=outcome.sheet_id,
                decision_id=made.id if made is not None else None,
                decided_class=made.decided_class if made is not None else None,  # type: ignore[arg-type] # its text
                error=error,
            )
        )
    refused = sum(result.error is not None for result in results)
    return DecideSheetsResult(decided=len(results) - refused, refused=refused, results=results)

"""Norms learned from evidence: what verified entries propose, and the draft a person makes of it."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import strawberry

from api.context import Info
from api.limits import DEFAULT_PAGE
from api.schema.enums import ProposalOutcome
from api.schema.fields import mutation, query
from api.schema.items import WorkItem
from api.schema.paging import Connection, Page
from kernel.clock import today, utc_now
from kernel.database import tenant_of
from kernel.errors import NotFound
from tenants.catalogue import models
from tenants.learning import actions, queries


@strawberry.type(description="What entries of one position group say of a work item's time, in minutes per product.")
class GroupEvidence:
    """A position group with enough entries; half of them lie between the quartiles."""

    position_group: str | None = strawberry.field(description="Missing where the posts had no job position.")
    entries: int
    lower_quartile: Decimal
    median: Decimal
    upper_quartile: Decimal


@strawberry.type(description="A time norm held against verified entries; times are minutes per product.")
class NormProposal:
    """The norm in force, what is observed, what is proposed, and why. Nothing changes until a person approves it."""

    work_item_id: UUID
    code: str
    name: str
    version: int
    norm_minutes: int
    outcome: ProposalOutcome
    proposed_minutes: int | None = strawberry.field(description="Only where the norm should change.")
    reason_vi: str
    reason_en: str
    entries: int
    people: int
    first_day: date
    last_day: date
    lower_quartile: Decimal
    median: Decimal
    upper_quartile: Decimal
    observed: Decimal = strawberry.field(
        description="The honest middle, which a tenth of inflated entries hardly moves."
    )
    margin: Decimal = strawberry.field(description="By which share of it the observed time may be wrong.")
    high_share: Decimal = strawberry.field(description="Share of entries so far above that they were left out.")
    groups: list[GroupEvidence]
    learned_at: datetime

    @classmethod
    def of(cls, found: queries.Proposal) -> "NormProposal":
        """A proposal in the schema's shape."""
        return cls(
            work_item_id=found.work_item_id,
            code=found.code,
            name=found.name,
            version=found.version,
            norm_minutes=found.norm_minutes,
            outcome=ProposalOutcome(found.verdict.outcome),
            proposed_minutes=found.verdict.minutes,
            reason_vi=found.verdict.reason.vi,
            reason_en=found.verdict.reason.en,
            groups=[_group(name, told) for name, told in found.groups.items()],
            learned_at=found.learned_at,
            **{name: getattr(found.evidence, name) for name in queries.NUMBERS},
        )


def _group(name: str, told: queries.GroupNumbers) -> GroupEvidence:
    lower, median, upper = (Decimal(told[part]) for part in ("lower", "median", "upper"))
    return GroupEvidence(
        position_group=name or None,
        entries=int(told["entries"]),
        lower_quartile=lower,
        median=median,
        upper_quartile=upper,
    )


@strawberry.type
class LearningQuery:
    """Questions to the evidence."""

    @query("catalogue:manage")
    async def norm_proposals(
        self,
        info: Info,
        outcomes: list[ProposalOutcome] | None = None,
        work_item_id: UUID | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> Connection[NormProposal] | None:
        """What the log proposes for time norms, by code; without `outcomes` only norms that should change."""
        page = Page(first, after, str)
        wanted = [outcome.value for outcome in outcomes] if outcomes is not None else None
        async with info.context.session() as session:
            found = await queries.proposals(
                session, info.context.caller, on=today(), outcomes=wanted, item_id=work_item_id
            )
        rows = [one for one in found if page.after is None or one.code > page.after][: page.limit]
        return page.of(NormProposal, rows, key=lambda one: one.code, make=NormProposal.of)


@strawberry.input(description="Make a draft of what is proposed for a work item.")
class DraftFromProposalInput:
    """Which work item, and the proposed minutes that were read."""

    id: UUID
    minutes: int


@strawberry.type
class LearningMutation:
    """From a proposal to a draft."""

    @mutation("catalogue:manage")
    async def draft_from_proposal(self, info: Info, input: DraftFromProposalInput) -> WorkItem | None:
        """Write the draft of the work item's next version with the proposed norm; approving it stays a person's act."""
        caller = info.context.caller
        async with info.context.session() as session:
            row = await actions.draft_from_proposal(session, caller, input.id, input.minutes, now=utc_now())
            record = await session.get(models.WorkItem, (tenant_of(session), row.work_item_id))
            if record is None:
                raise NotFound("id")
            return WorkItem.of(record, row)

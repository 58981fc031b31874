"""What follows a decision: what a person is told, taking note of it, petitions and their answers."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from api.context import Info
from api.limits import DEFAULT_PAGE
from api.schema.enums import EvaluationClass, NoticeAbout, PetitionAnswer, PetitionOutcome
from api.schema.fields import mutation, part, plain, query, show
from api.schema.paging import Connection, Page
from api.schema.people import PersonName, names_of
from api.schema.units import Unit, units_of_today
from kernel.clock import utc_now
from tenants.decisions import notices, petitions, queries


@strawberry.type(description="A petition (kiến nghị) against a decision. A decision is petitioned once.")
class Petition:
    """Filed by the person, answered by somebody else than whoever decided, or taken back."""

    id: UUID
    decision_id: UUID
    sheet_id: UUID
    person_id: UUID
    text: str
    filed_at: datetime
    late_reason: str | None = strawberry.field(description="Why it was filed after the last day.")
    answer_by: date
    outcome: PetitionOutcome | None
    answer: str | None
    answered_at: datetime | None
    answer_late_reason: str | None
    answered_by: strawberry.Private[UUID | None]

    @part
    async def person(self, info: Info) -> PersonName | None:
        """Who petitions."""
        return await info.context.load(names_of, self.person_id)

    @part
    async def answerer(self, info: Info) -> PersonName | None:
        """Who answered."""
        return await info.context.load(names_of, self.answered_by)


@strawberry.type(description="A petition where those who may answer find it.")
class PetitionItem:
    """The petition, the class it is against, and whether the caller may answer it."""

    petition: Petition
    period_id: UUID
    agency_id: UUID
    unit_id: UUID
    decided_class: EvaluationClass | None
    overdue: bool
    may_answer: bool = strawberry.field(description="A competent head now, who has not decided on the sheet.")

    @part
    async def unit(self, info: Info) -> Unit | None:
        """The unit that ranks the person, as it stands today."""
        return await info.context.load(units_of_today, self.unit_id)


@strawberry.type(description="Something the caller is told of their own evaluation.")
class Notification:
    """Which decision, what about it, and until when it can be petitioned."""

    id: UUID
    sheet_id: UUID
    decision_id: UUID
    about: NoticeAbout
    at: datetime
    petition_by: date | None = strawberry.field(description="The last day to petition; none: no review is left.")
    acknowledged_at: datetime | None = strawberry.field(description="When the caller took note; nobody else can.")


@strawberry.type
class PetitionQuery:
    """Questions of those told and of those who answer."""

    @query("petition:file")
    async def my_notifications(
        self, info: Info, first: int = DEFAULT_PAGE, after: str | None = None
    ) -> Connection[Notification] | None:
        """What the caller was told of, newest first."""
        page = Page(first, after, tuple[datetime, UUID])
        async with info.context.session() as session:
            rows = await notices.mine(session, info.context.caller, before=page.after, limit=page.limit)
        return page.of(Notification, rows, key=lambda row: (row.at, row.id))

    @query("petition:answer")
    async def petitions(
        self,
        info: Info,
        overdue: bool = False,
        answered: bool = False,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> Connection[PetitionItem] | None:
        """Petitions of one's branches that wait for an answer, oldest first; only overdue ones, or those answered."""
        page = Page(first, after, UUID)
        async with info.context.session() as session:
            rows = await queries.inbox(
                session, info.context.caller, now=utc_now(), overdue=overdue, answered=answered, after=page.after,
                limit=page.limit,
            )  # fmt: skip
        return page.of(PetitionItem, rows, key=lambda row: row.petition.id)

    @query("petition:answer")
    async def petitions_waiting(self, info: Info) -> int | None:
        """How many petitions wait for an answer the caller may give."""
        async with info.context.session() as session:
            return await queries.petitions_waiting(session, info.context.caller, now=utc_now())


@strawberry.input(description="A petition against the decision that stands on one's own sheet.")
class FilePetitionInput:
    """Against which decision, and what is wrong with it."""

    decision_id: UUID
    text: str
    late_reason: str | None = strawberry.field(default=None, description="Needed after the last day to petition.")


@strawberry.input(description="The answer to a petition; there is no second review.")
class AnswerPetitionInput:
    """Upheld, or changed to a class (as the sheet proposes, if none is given) by a document; with the reasons."""

    petition_id: UUID
    outcome: PetitionAnswer
    text: str
    decided_class: EvaluationClass | None = None
    document_number: str | None = None
    late_reason: str | None = strawberry.field(default=None, description="Needed after the last day to answer.")


@strawberry.input(description="One's own petition.")
class WithdrawPetitionInput:
    """Which one."""

    petition_id: UUID


@strawberry.input(description="A decision on one's own sheet.")
class AcknowledgeDecisionInput:
    """Which one."""

    decision_id: UUID


@strawberry.type
class PetitionMutation:
    """What a person and those who answer do after a decision."""

    @mutation("petition:file")
    async def acknowledge_decision(self, info: Info, input: AcknowledgeDecisionInput) -> datetime | None:
        """Take note of a decision on one's own sheet; it waives no petition. Answers when that was."""
        async with info.context.session() as session:
            return await notices.acknowledge(session, info.context.caller, input.decision_id, now=utc_now())

    @mutation("petition:file")
    async def file_petition(self, info: Info, input: FilePetitionInput) -> Petition | None:
        """Petition against the decision that stands; after the last day with a reason."""
        async with info.context.session() as session:
            row = await petitions.file(
                session, info.context.caller, input.decision_id, input.text, late_reason=input.late_reason,
                now=utc_now(),
            )  # fmt: skip
            return show(Petition, row)

    @mutation("petition:file")
    async def withdraw_petition(self, info: Info, input: WithdrawPetitionInput) -> Petition | None:
        """Take one's own petition back while it waits."""
        async with info.context.session() as session:
            row = await petitions.withdraw(session, info.context.caller, input.petition_id, now=utc_now())
            return show(Petition, row)

    @mutation("petition:answer")
    async def answer_petition(self, info: Info, input: AnswerPetitionInput) -> Petition | None:
        """Answer as a head who has not decided on the sheet; a change makes the decision that replaces it."""
        given = petitions.Answer(**plain(input))
        async with info.context.session() as session:
            return show(Petition, await petitions.answer(session, info.context.caller, given, now=utc_now()))

"""Sheets: mine, one, those of a unit; the steps people take on them; what is overdue."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from api.context import Info
from api.limits import DEFAULT_PAGE
from api.schema.entries import WorkEntry
from api.schema.enums import Behind, EvaluationClass, NotRankedGiven, SheetStep, SheetTurn
from api.schema.fields import mutation, part, query, show, show_all
from api.schema.paging import Connection, Page
from api.schema.people import PersonName, names_of
from api.schema.sheet_types import Sheet
from kernel.clock import today, utc_now
from tenants.evaluation import overdue, queries, ranking, steps, turns
from tenants.evaluation.criteria import CriterionMark

SEEN = "The newest step of the history the writer had in view: refused if somebody took another since."


@strawberry.type(description="A step past its deadline, and whose turn it is.")
class OverdueStep:
    """Of whom, which step, since when."""

    sheet_id: UUID
    person_id: UUID
    full_name: str
    unit_id: UUID
    step: SheetStep
    due: date
    post_id: UUID | None = strawberry.field(description="The post whose turn it is; nobody's where none leads.")
    whose_id: UUID | None

    @part
    async def whose(self, info: Info) -> PersonName | None:
        """Whose turn it is."""
        return await info.context.load(names_of, self.whose_id)


@strawberry.type(description="How many sheets of running periods wait for the caller.")
class WaitingEvaluations:
    """Opinions to give as the direct superior, and sheets to decide on as the competent head."""

    opinions: int
    decisions: int


@strawberry.type
class SheetQuery:
    """Questions about sheets."""

    @query("evaluation:read")
    async def my_sheets(
        self, info: Info, first: int = DEFAULT_PAGE, after: str | None = None
    ) -> Connection[Sheet] | None:
        """My own sheets, newest first."""
        page = Page(first, after, UUID)
        async with info.context.session() as session:
            rows = await queries.my_sheets(session, info.context.caller, limit=page.limit, before=page.after)
        return page.of(Sheet, rows, key=lambda row: row.id, make=Sheet.of)

    @query("evaluation:read")
    async def sheet(self, info: Info, id: UUID) -> Sheet | None:
        """One sheet within reach; looking at another person's is recorded for them to see."""
        async with info.context.session() as session:
            return Sheet.of(await queries.sheet(session, info.context.caller, id, on=today()))

    @query("evaluation:read")
    async def sheets(
        self,
        info: Info,
        period_id: UUID,
        unit_id: UUID,
        branch: bool = True,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> Connection[Sheet] | None:
        """The sheets of a unit's branch (or the unit alone) in a period, within reach, by given name; recorded."""
        page = Page(first, after, tuple[str, UUID])
        async with info.context.session() as session:
            rows = await queries.sheets_of_unit(
                session,
                info.context.caller,
                period_id,
                unit_id,
                branch=branch,
                on=today(),
                limit=page.limit,
                after=page.after,
            )
        return page.of(Sheet, rows, key=lambda row: (row.sort_key, row.sheet.id), make=lambda row: Sheet.of(row.sheet))

    @query("evaluation:read")
    async def waiting_sheets(
        self, info: Info, period_id: UUID, turn: SheetTurn, first: int = DEFAULT_PAGE, after: str | None = None
    ) -> Connection[Sheet] | None:
        """The sheets of a period that wait for the caller's opinion or decision, by given name; recorded."""
        page = Page(first, after, tuple[str, UUID])
        async with info.context.session() as session:
            rows = await turns.waiting(
                session, info.context.caller, period_id, turn.value, now=utc_now(), limit=page.limit, after=page.after
            )
        return page.of(Sheet, rows, key=lambda row: (row.sort_key, row.sheet.id), make=lambda row: Sheet.of(row.sheet))

    @query("evaluation:read")
    async def waiting_evaluations(self, info: Info) -> WaitingEvaluations | None:
        """How many sheets wait for the caller's opinion or decision."""
        async with info.context.session() as session:
            return show(WaitingEvaluations, await turns.count(session, info.context.caller, now=utc_now()))

    @query("evaluation:read")
    async def sheet_entries(
        self,
        info: Info,
        sheet_id: UUID,
        behind: Behind = Behind.ALL,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> Connection[WorkEntry] | None:
        """The entries behind a sheet's figures: all that count in its months, those late, failed, or not accepted."""
        page = Page(first, after, tuple[date, UUID])
        async with info.context.session() as session:
            rows = await queries.entries(
                session,
                info.context.caller,
                sheet_id,
                behind.value,
                on=today(),
                limit=page.limit,
                after=page.after,
            )
        return page.of(WorkEntry, rows, key=lambda row: (row.work_date, row.id))

    @query("evaluation:read", size=200)
    async def overdue_steps(self, info: Info, period_id: UUID, mine_only: bool = False) -> list[OverdueStep] | None:
        """Steps of a period past their deadline that are mine to take, or of people in my branch; longest first."""
        async with info.context.session() as session:
            found = await overdue.overdue_for(
                session, info.context.caller, period_id, now=utc_now(), mine_only=mine_only
            )
        return show_all(OverdueStep, found[: overdue.SHOWN])


@strawberry.input(description="A mark on one criterion, a leaf of the package's tree.")
class MarkInput:
    """Score from 0 to the criterion's highest, two decimals; the comment may be asked for below the highest."""

    code: str
    score: Decimal
    comment: str | None = None

    def given(self) -> CriterionMark:
        """The mark as the domain takes it."""
        return CriterionMark(self.code, self.score, self.comment)


@strawberry.input(description="The person's own score of a sheet.")
class SelfScoreInput:
    """Every criterion that applies, a comment; after the deadline also the reason."""

    sheet_id: UUID
    scores: list[MarkInput] = strawberry.field(default_factory=list)
    comment: str | None = None
    reason: str | None = strawberry.field(default=None, description="Why it comes late, after the deadline.")
    seen: UUID | None = strawberry.field(default=None, description=SEEN)


@strawberry.input(description="An answer to a question of the norm package.")
class AnswerInput:
    """By the question's name; numbers as exact texts, true or false; without a value it is withdrawn."""

    name: str
    value: str | None = None


@strawberry.input(description="The direct superior's opinion on a sheet.")
class OpineInput:
    """Every criterion that applies, comment, answers, the class proposed; a reason where it is late or changes one."""

    sheet_id: UUID
    scores: list[MarkInput] = strawberry.field(default_factory=list)
    comment: str | None = None
    answers: list[AnswerInput] = strawberry.field(default_factory=list)
    proposed_class: EvaluationClass | None = None
    reason: str | None = None
    seen: UUID | None = strawberry.field(default=None, description=SEEN)


@strawberry.input(description="A person who is not ranked in a period.")
class MarkNotRankedInput:
    """Which sheet, why, by which document."""

    sheet_id: UUID
    reason: NotRankedGiven
    document_number: str
    note: str | None = None


@strawberry.input(description="Undo that a person is not ranked.")
class RankAgainInput:
    """Which sheet, and why."""

    sheet_id: UUID
    reason: str


@strawberry.type
class SheetMutation:
    """Steps on sheets."""

    @mutation("evaluation:self")
    async def self_score(self, info: Info, input: SelfScoreInput) -> Sheet | None:
        """Score my own sheet, or do so again while the superior has not spoken."""
        given = steps.SelfScore([mark.given() for mark in input.scores], input.comment, input.reason, input.seen)
        async with info.context.session() as session:
            row = await steps.self_score(session, info.context.caller, input.sheet_id, given, now=utc_now())
            return Sheet.of(row)

    @mutation("evaluation:opine")
    async def opine(self, info: Info, input: OpineInput) -> Sheet | None:
        """Give the direct superior's opinion; the months are scored again, and the sheet has its total soon after."""
        given = steps.Opinion(
            marks=[mark.given() for mark in input.scores],
            comment=input.comment,
            answers={answer.name: answer.value for answer in input.answers},
            proposed_class=input.proposed_class.value if input.proposed_class is not None else None,
            reason=input.reason,
            seen=input.seen,
        )
        async with info.context.session() as session:
            return Sheet.of(await steps.opine(session, info.context.caller, input.sheet_id, given, now=utc_now()))

    @mutation("evaluation:rank")
    async def mark_not_ranked(self, info: Info, input: MarkNotRankedInput) -> Sheet | None:
        """Say by a document that a person is not ranked in a period; its months leave every divisor."""
        async with info.context.session() as session:
            row = await ranking.mark_not_ranked(
                session,
                info.context.caller,
                input.sheet_id,
                input.reason.value,
                input.document_number,
                input.note,
                now=utc_now(),
            )
            return Sheet.of(row)

    @mutation("evaluation:rank")
    async def rank_again(self, info: Info, input: RankAgainInput) -> Sheet | None:
        """Undo that a person is not ranked; what was scored before counts again."""
        caller = info.context.caller
        async with info.context.session() as session:
            return Sheet.of(await ranking.rank_again(session, caller, input.sheet_id, input.reason, now=utc_now()))

"""The calendar of evaluation: periods with their deadlines, the rules they come from, closing one early."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.enums import PeriodKind, PeriodStatus, PositionGroup
from api.schema.fields import mutation, part, query, show, show_all
from api.schema.units import Unit, units_of_today
from kernel.clock import utc_now
from tenants.decisions import finishing
from tenants.evaluation import deadlines, standings
from tenants.periods import actions, models, queries
from tenants.periods.rules import Steps


@strawberry.type(description="An evaluation period (kỳ đánh giá) of some groups of positions.")
class EvaluationPeriod:
    """Its days and the last day of each step; what the log says of it freezes on `freezeOn`."""

    id: UUID
    kind: PeriodKind
    position_groups: list[PositionGroup]
    first: date
    last: date
    self_score_by: date
    opinion_by: date
    freeze_on: date
    decision_by: date
    report_by: date | None
    status: PeriodStatus
    opened_at: datetime | None
    closed_at: datetime | None
    finished_at: datetime | None

    @part
    async def decided_elsewhere(self, info: Info) -> int | None:
        """How many sheets nobody in the province decides, as that of its head: a finished period leaves them open."""
        return await info.context.load(finishing.decided_elsewhere, self.id)

    @classmethod
    def of(cls, row: models.EvaluationPeriod) -> "EvaluationPeriod":
        """A period in the schema's shape."""
        days = ("first", "last", "self_score_by", "opinion_by", "freeze_on", "decision_by", "report_by")
        times = ("opened_at", "closed_at", "finished_at")
        return cls(
            id=row.id,
            kind=PeriodKind(row.kind),
            position_groups=[PositionGroup(group) for group in row.position_groups],
            status=PeriodStatus(row.status),
            **{name: getattr(row, name) for name in (*days, *times)},
        )


@strawberry.type(description="Which groups of positions are evaluated by which kind of period.")
class PeriodRule:
    """Steps are due so many working days after the period's last day; agencies report before the report day.

    A year begins with its first month: 1 in January, 12 on 1 December of the year before it is called by.
    """

    id: UUID
    kind: PeriodKind
    position_groups: list[PositionGroup]
    self_score_days: int
    opinion_days: int
    freeze_days: int
    decision_days: int
    report_day: int | None
    first_month: int
    valid_from: date
    valid_to: date | None

    @classmethod
    def of(cls, row: models.PeriodRule) -> "PeriodRule":
        """A rule in the schema's shape."""
        steps = ("self_score_days", "opinion_days", "freeze_days", "decision_days", "report_day", "first_month")
        return cls(
            id=row.id,
            kind=PeriodKind(row.kind),
            position_groups=[PositionGroup(group) for group in row.position_groups],
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            **{name: getattr(row, name) for name in steps},
        )


@strawberry.type(description="How many sheets of an agency, or of all together, still lack a step; counts alone.")
class AgencyStanding:
    """What is missing where."""

    agency_id: UUID | None
    sheets: int
    not_ranked: int
    no_self_score: int = strawberry.field(description="Ranked sheets without a self-score.")
    no_opinion: int = strawberry.field(description="Ranked sheets on which the superior has not spoken.")
    undecided: int = strawberry.field(description="Ranked sheets not decided yet.")

    @part
    async def agency(self, info: Info) -> Unit | None:
        """The agency, as it stands today."""
        return await info.context.load(units_of_today, self.agency_id)


@strawberry.type(description="How far a period has come.")
class PeriodStanding:
    """All agencies together and each of them; which steps are past their last day."""

    together: AgencyStanding
    agencies: list[AgencyStanding]
    self_score_late: bool
    opinion_late: bool
    decision_late: bool


@strawberry.type
class PeriodQuery:
    """Questions to the calendar."""

    @query("period:read", size=100)
    async def evaluation_periods(
        self, info: Info, first_day: date, last_day: date, kind: PeriodKind | None = None
    ) -> list[EvaluationPeriod] | None:
        """The periods that touch these days, in order."""
        wanted = kind.value if kind else None
        async with info.context.session() as session:
            rows = await queries.periods(session, info.context.caller, first_day, last_day, kind=wanted)
        return [EvaluationPeriod.of(row) for row in rows]

    @query("period:read", size=50)
    async def period_rules(self, info: Info) -> list[PeriodRule] | None:
        """The rules in force, to come, and ended."""
        async with info.context.session() as session:
            return [PeriodRule.of(row) for row in await queries.rules(session, info.context.caller)]

    @query("period:manage")
    async def period_standing(self, info: Info, id: UUID) -> PeriodStanding | None:
        """How many sheets of a period lack which step, by agency; nobody's scores."""
        async with info.context.session() as session:
            found = await standings.standing(session, info.context.caller, id, now=utc_now())
        return PeriodStanding(
            together=show(AgencyStanding, found.together),
            agencies=show_all(AgencyStanding, found.agencies),
            self_score_late=found.late["self_score"],
            opinion_late=found.late["opinion"],
            decision_late=found.late["decision"],
        )


@strawberry.input(description="Settle how some groups of positions are evaluated from a day to come.")
class SetPeriodRuleInput:
    """Working days after the period's last day; the steps follow each other."""

    kind: PeriodKind
    position_groups: list[PositionGroup]
    self_score_days: int
    opinion_days: int
    freeze_days: int
    decision_days: int
    valid_from: date
    report_day: int | None = None
    first_month: int = 1


@strawberry.input(description="Close a period before its deadline.")
class ClosePeriodInput:
    """Which, and why."""

    id: UUID
    reason: str


@strawberry.type
class PeriodMutation:
    """Keeping the calendar."""

    @mutation("period:manage")
    async def set_period_rule(self, info: Info, input: SetPeriodRuleInput) -> PeriodRule | None:
        """Settle how some groups are evaluated from a day to come; what they had before ends the day before."""
        steps = Steps(
            input.self_score_days, input.opinion_days, input.freeze_days, input.decision_days, input.report_day
        )
        groups = [group.value for group in input.position_groups]
        given = actions.RuleInput(input.kind.value, groups, steps, input.valid_from, input.first_month)
        async with info.context.session() as session:
            return PeriodRule.of(await actions.set_rule(session, info.context.caller, given, now=utc_now()))

    @mutation("period:manage")
    async def close_period(self, info: Info, input: ClosePeriodInput) -> EvaluationPeriod | None:
        """Close a period before its deadline: its last day is over and every opinion given; its inputs freeze."""
        caller = info.context.caller
        async with info.context.session() as session:
            row = await deadlines.close_early(session, caller, input.id, input.reason, now=utc_now())
            return EvaluationPeriod.of(row)

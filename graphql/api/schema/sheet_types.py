"""A person's sheet of a period (phiếu theo dõi, đánh giá, Mẫu 01) in the schema's shape, with what stands behind it."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy.ext.asyncio import AsyncSession
from strawberry.scalars import JSON

from api.context import Info
from api.schema.decisions import Decision, decisions_of_sheets
from api.schema.enums import EvaluationClass, NotRankedReason, PositionGroup, SheetStatus, Standing
from api.schema.fields import part, show_all
from api.schema.people import PersonName, names_of
from api.schema.periods import EvaluationPeriod
from api.schema.scores import MonthScore
from api.schema.sheet_parts import (
    CriterionLine,
    SheetCondition,
    SheetFigure,
    SheetMonth,
    SheetProduct,
    SheetQuestion,
    SheetSegment,
    SheetWork,
)
from api.schema.tasks import Task
from api.schema.units import Unit, units_of_today
from kernel.clock import today
from policies.authority import Caller
from tenants.evaluation import criteria, products, queries, sheets, turns
from tenants.evaluation.models import Sheet as Row

Asked = tuple[UUID, date, str, str]
OfPerson = tuple[UUID, tuple[date, ...]]


@strawberry.type(description="One step in a sheet's life; late ones say why.")
class SheetEvent:
    """Opened, self_scored, opined, recomputed, frozen, not_ranked, ranked, decided, corrected and so on."""

    id: UUID
    kind: str
    at: datetime
    late: bool
    reason: str | None
    appointment_id: UUID | None = strawberry.field(description="The post by whose authority it was done.")
    delegation_id: UUID | None
    data: JSON
    person_id: UUID | None

    @part
    async def person(self, info: Info) -> PersonName | None:
        """Who did it; nobody where the program did."""
        return await info.context.load(names_of, self.person_id)


@strawberry.type(
    description="A person's sheet of a period. Class by points, proposed class and decided class are facts of different"
    " authors and stand beside each other."
)
class Sheet:
    """Who, where, how far, and every figure with what is behind it."""

    id: UUID
    period_id: UUID
    person_id: UUID
    appointment_id: UUID = strawberry.field(description="The primary post held last in the period.")
    unit_id: UUID = strawberry.field(description="The unit that ranks.")
    agency_id: UUID = strawberry.field(description="The agency whose head decides.")
    standing: Standing
    position_group: PositionGroup
    rank: str | None
    status: SheetStatus
    not_ranked: NotRankedReason | None
    months: list[date]
    self_comment: str | None
    self_scored_at: datetime | None
    superior_comment: str | None
    superior_class: EvaluationClass | None = strawberry.field(description="What the direct superior proposes.")
    opined_by: UUID | None
    opined_at: datetime | None
    general: Decimal | None = strawberry.field(description="General criteria: the sum of the superior's marks.")
    results: Decimal | None = strawberry.field(description="Task results.")
    total: Decimal | None
    class_by_points: EvaluationClass | None
    proposed_class: EvaluationClass | None = strawberry.field(description="The lower of points and conditions.")
    norm_package_id: UUID | None
    computed_at: datetime | None
    frozen_at: datetime | None
    self_scores: strawberry.Private[dict[str, Any] | None]
    superior_scores: strawberry.Private[dict[str, Any] | None]
    stored_answers: strawberry.Private[dict[str, Any]]
    log_facts: strawberry.Private[dict[str, Any]]
    stored_segments: strawberry.Private[list[dict[str, Any]]]
    stored_conditions: strawberry.Private[list[dict[str, Any]]]
    scores_used: strawberry.Private[dict[str, Any]]

    @part
    async def period(self, info: Info) -> EvaluationPeriod | None:
        """Its period."""
        return await info.context.load(periods_of, self.period_id)

    @part
    async def person(self, info: Info) -> PersonName | None:
        """Whose sheet it is."""
        return await info.context.load(names_of, self.person_id)

    @part
    async def unit(self, info: Info) -> Unit | None:
        """The unit that ranks, as it stands today."""
        return await info.context.load(units_of_today, self.unit_id)

    @part
    async def agency(self, info: Info) -> Unit | None:
        """The agency whose head decides, as it stands today."""
        return await info.context.load(units_of_today, self.agency_id)

    @part
    async def superior(self, info: Info) -> PersonName | None:
        """Who gave the opinion."""
        return await info.context.load(names_of, self.opined_by)

    @part
    async def criteria(self, info: Info) -> list[CriterionLine]:
        """The criteria that apply to the person, with both marks."""
        asked = await self._asked(info)
        lines = asked.criteria if asked is not None else ()
        own, superior = criteria.sums(lines, self.self_scores), criteria.sums(lines, self.superior_scores)
        return [
            CriterionLine(
                **vars(line),
                own_score=own.get(line.code),
                own_comment=_comment(line.code, self.self_scores),
                superior_score=superior.get(line.code),
                superior_comment=_comment(line.code, self.superior_scores),
            )
            for line in lines
        ]

    @part
    async def questions(self, info: Info) -> list[SheetQuestion]:
        """What the package asks the direct superior, with the answers given."""
        asked = await self._asked(info)
        found = asked.questions if asked is not None else ()
        return [
            SheetQuestion(**{**vars(one), "keys": list(one.keys)}, answer=_text(self.stored_answers.get(one.name)))
            for one in found
        ]

    @part
    async def work(self) -> SheetWork | None:
        """What the log holds of the sheet's months."""
        return SheetWork.of(self.log_facts) if "tasks" in self.log_facts else None

    @part
    async def products(self, info: Info) -> list[SheetProduct]:
        """The verified work of its months, one line for each work item of one coefficient."""
        return await info.context.load(products_of, self.id) or []

    @part
    async def unit_work(self) -> SheetWork | None:
        """What the unit or field did that the person leads; nothing for staff."""
        unit = self.log_facts.get("unit")
        return SheetWork.of(unit) if unit else None

    @part
    async def failing_below(self) -> list[UUID]:
        """Sheets of people led that are classified KHT in one of the months."""
        failing: Mapping[str, list[str]] = (self.log_facts.get("unit") or {}).get("failing", {})
        return sorted({UUID(one) for some in failing.values() for one in some})

    @part
    async def conditions(self) -> list[SheetCondition]:
        """Decree 335's blockers and the Party's conditions, in the order people read them."""
        return [SheetCondition(**{**one, "rests_on": JSON(one["rests_on"])}) for one in self.stored_conditions]

    @part
    async def segments(self) -> list[SheetSegment]:
        """The posts of months in which several were held, where the package weighs them."""
        return [
            SheetSegment(
                month=date.fromisoformat(one["month"]),
                appointment_id=UUID(one["appointment_id"]),
                unit_id=UUID(one["unit_id"]),
                role=one["role"],
                weight=Decimal(one["weight"]),
                days=one["days"],
                results=_number(one["results"]),
            )
            for one in self.stored_segments
        ]

    @part
    async def figures(self, info: Info) -> list[SheetFigure]:
        """Every value of the package for the period (a, b, c; of leaders also d, đ, e), as the sheet took it."""
        asked, period = await self._asked(info), await info.context.load(periods_of, self.period_id)
        labels = {} if asked is None or period is None else asked.labels(period.kind.value)
        outputs: Mapping[str, str | None] = self.scores_used.get("outputs") or {}
        named = ((name, labels.get(name, (name, name)), value) for name, value in outputs.items())
        return [SheetFigure(name=name, vi=vi, en=en, value=value or None) for name, (vi, en), value in named]

    @part
    async def months_used(self) -> list[SheetMonth]:
        """The scores of months it rests on."""
        return [
            SheetMonth(
                month=date.fromisoformat(one["month"]),
                revision=one["revision"],
                results=_number(one["results"]),
                total=_number(one["total"]),
                rating=one["rating"],
                hash=one["hash"],
            )
            for one in self.scores_used.get("months", ())
        ]

    @part
    async def month_scores(self, info: Info) -> list[MonthScore]:
        """The newest scores of its months with their receipts."""
        return await info.context.load(month_scores_of, (self.person_id, tuple(self.months))) or []

    @part
    async def open_tasks(self, info: Info) -> list[Task]:
        """Tasks due in its months that are still open: assigned and not done."""
        return await info.context.load(open_tasks_of, (self.person_id, tuple(self.months))) or []

    @part
    async def history(self, info: Info) -> list[SheetEvent]:
        """Every step, oldest first."""
        return await info.context.load(events_of, self.id) or []

    @part
    async def decisions(self, info: Info) -> list[Decision]:
        """The decisions on it, the first one first; the last one stands."""
        return await info.context.load(decisions_of_sheets, self.id) or []

    @part
    async def own_months(self, info: Info) -> list[date]:
        """Months of which no sheet of a shorter period speaks; without any, no criteria and no questions are asked."""
        return await info.context.load(own_months_of, self.id) or []

    @part
    async def may_opine(self, info: Info) -> bool:
        """Whether the caller is the person's direct superior now, or acts for them."""
        return (await self._acts(info)).opine

    @part
    async def may_decide(self, info: Info) -> bool:
        """Whether the caller ranks the person now: as the head of the agency, or for the head."""
        return (await self._acts(info)).decide

    async def _acts(self, info: Info) -> turns.Acts:
        place = (self.appointment_id, self.agency_id, self.person_id)
        return await info.context.load(acts_of, place) or turns.Acts()

    async def _asked(self, info: Info) -> queries.AskedOf | None:
        period = await info.context.load(periods_of, self.period_id)
        if period is None:
            return None
        key: Asked = (self.unit_id, period.last, str(self.position_group), str(self.standing))
        return await info.context.load(asked_of, key)

    @classmethod
    def of(cls, row: Row) -> "Sheet":
        """A sheet in the schema's shape."""
        same = {name: getattr(row, name) for name in _SAME}
        return cls(
            **same,
            stored_answers=row.answers,
            stored_segments=row.segments,
            stored_conditions=row.conditions,
        )


_SAME = (
    "id", "period_id", "person_id", "appointment_id", "unit_id", "agency_id", "standing", "position_group", "rank",
    "status", "not_ranked", "months", "self_comment", "self_scored_at", "superior_comment", "superior_class",
    "opined_by", "opined_at", "general", "results", "total", "class_by_points", "proposed_class", "norm_package_id",
    "computed_at", "frozen_at", "self_scores", "superior_scores", "log_facts", "scores_used",
)  # fmt: skip


def _comment(code: str, marks: Mapping[str, Any] | None) -> str | None:
    comment: str | None = (marks or {}).get(code, {}).get("comment")
    return comment


def _text(answer: object) -> str | None:
    if isinstance(answer, bool):
        return "true" if answer else "false"
    return None if answer is None else str(answer)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


async def periods_of(session: AsyncSession, caller: Caller, ids: list[UUID]) -> Mapping[UUID, EvaluationPeriod]:
    """Periods named on sheets."""
    found = await queries.periods_of(session, ids)
    return {period_id: EvaluationPeriod.of(row) for period_id, row in found.items()}


async def asked_of(session: AsyncSession, caller: Caller, keys: list[Asked]) -> Mapping[Asked, queries.AskedOf]:
    """What the law asks of sheets already found readable."""
    return await queries.asked_of(session, keys)


async def products_of(session: AsyncSession, caller: Caller, ids: list[UUID]) -> Mapping[UUID, list[SheetProduct]]:
    """The products of sheets already found readable."""
    found = await products.products(session, ids)
    return {sheet_id: show_all(SheetProduct, rows) for sheet_id, rows in found.items()}


async def own_months_of(session: AsyncSession, caller: Caller, ids: list[UUID]) -> Mapping[UUID, list[date]]:
    """The own months of sheets already found readable."""
    return {sheet_id: list(await sheets.own_months(session, sheet_id)) for sheet_id in ids}


async def acts_of(session: AsyncSession, caller: Caller, keys: list[turns.Place]) -> Mapping[turns.Place, turns.Acts]:
    """What the caller may do on sheets already found readable."""
    return await turns.acts(session, caller, keys, today())


async def events_of(session: AsyncSession, caller: Caller, ids: list[UUID]) -> Mapping[UUID, list[SheetEvent]]:
    """The steps taken on sheets already found readable."""
    found = await queries.events_of(session, ids)
    return {sheet_id: show_all(SheetEvent, rows) for sheet_id, rows in found.items()}


async def month_scores_of(
    session: AsyncSession, caller: Caller, keys: list[OfPerson]
) -> Mapping[OfPerson, list[MonthScore]]:
    """The newest scores of the months of sheets already found readable."""
    found = await queries.month_scores_of(session, keys)
    return {key: show_all(MonthScore, rows) for key, rows in found.items()}


async def open_tasks_of(session: AsyncSession, caller: Caller, keys: list[OfPerson]) -> Mapping[OfPerson, list[Task]]:
    """Open tasks of the months of sheets already found readable."""
    found = await queries.open_tasks_of(session, keys)
    return {key: show_all(Task, rows) for key, rows in found.items()}

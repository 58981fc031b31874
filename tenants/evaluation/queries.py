"""Questions about sheets: mine, one, those of a unit, their history, and the entries behind their figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, and_, cast, exists, func, literal_column, or_, select, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, Grant, authorize
from tenants.audit import actions as audit
from tenants.evaluation import authority, criteria
from tenants.evaluation.criteria import CriterionLine, Question
from tenants.evaluation.models import Sheet, SheetEvent
from tenants.evaluation.overdue import overdue
from tenants.evaluation.sheets import within
from tenants.norms import queries as norms
from tenants.norms.language import Package
from tenants.organisation import queries as organisation
from tenants.organisation.models import Appointment, Person
from tenants.periods.models import EvaluationPeriod
from tenants.scoring.models import MonthScore
from tenants.scoring.periods import MONTH, with_level
from tenants.worklogs.models import CarriedEntry, Task, WorkEntry

__all__ = ["overdue"]

Behind = Literal["all", "undone", "late", "failed"]
"""Which entries stand behind a figure: all that count, those not accepted in full, those late, those that failed."""

READ: Final = "sheet"


@dataclass(frozen=True)
class Listed:
    """A sheet in a list, and by what the list is sorted."""

    sheet: Sheet
    sort_key: str


@dataclass(frozen=True)
class AskedOf:
    """What the law asks of a sheet: its criteria, and what only the superior answers."""

    criteria: Sequence[CriterionLine]
    questions: Sequence[Question]
    package: Package

    def labels(self, kind: str) -> Mapping[str, tuple[str, str]]:
        """How people call the values of a month, quarter or year, in Vietnamese and English."""
        package, name = (self.package, kind) if kind == MONTH else with_level(self.package, kind)
        level = package.levels[name]
        return {one.name: (one.label.vi or one.name, one.label.en or one.name) for one in level.formulas.values()}


async def my_sheets(
    session: AsyncSession, caller: Caller, *, limit: int, before: UUID | None = None
) -> Sequence[Sheet]:
    """The caller's own sheets, newest first."""
    authorize(caller, "evaluation", "read")
    wanted = select(Sheet).where(Sheet.tenant_id == tenant_of(session), Sheet.person_id == caller.person_id)
    if before is not None:
        wanted = wanted.where(Sheet.id < before)
    return (await session.scalars(wanted.order_by(Sheet.id.desc()).limit(limit))).all()


async def sheet(session: AsyncSession, caller: Caller, sheet_id: UUID, *, on: date) -> Sheet:
    """One sheet, for its person, those above, and the direct superior; another's look is recorded for them to see."""
    grant = authorize(caller, "evaluation", "read")
    row = await session.scalar(select(Sheet).where(Sheet.tenant_id == tenant_of(session), Sheet.id == sheet_id))
    if row is None or not await _readable(session, caller, grant, row, on):
        raise NotFound("id")
    await audit.log_read(session, caller, row.person_id, READ)
    return row


async def _readable(session: AsyncSession, caller: Caller, grant: Grant, row: Sheet, on: date) -> bool:
    if await within(session, grant, row, on):
        return True
    if caller.person_id is None:
        return False
    return await authority.superior(session, caller.person_id, row.appointment_id, on) is not None


async def sheets_of_unit(
    session: AsyncSession,
    caller: Caller,
    period_id: UUID,
    unit_id: UUID,
    *,
    branch: bool,
    on: date,
    limit: int,
    after: tuple[str, UUID] | None = None,
) -> Sequence[Listed]:
    """The sheets of a unit or of its branch within reach, in the Vietnamese order of names; the look is recorded."""
    grant = authorize(caller, "evaluation", "read")
    query = (
        select(Sheet, Person.sort_key)
        .join(Person, and_(Person.tenant_id == Sheet.tenant_id, Person.id == Sheet.person_id))
        .where(
            Sheet.tenant_id == tenant_of(session),
            Sheet.period_id == period_id,
            organisation.reach(grant, Sheet.unit_id, Sheet.person_id, on),
        )
        .order_by(Person.sort_key, Sheet.id)
        .limit(limit)
    )
    if branch:
        path = await organisation.unit_path(session, unit_id, on)
        below = Grant(person_id=None, branches=(path,) if path is not None else ())
        query = query.where(organisation.reach(below, Sheet.unit_id, None, on))
    else:
        query = query.where(Sheet.unit_id == unit_id)
    if after is not None:
        query = query.where(tuple_(Person.sort_key, Sheet.id) > tuple_(*after))
    rows = [Listed(row[0], row[1]) for row in await session.execute(query)]
    await audit.log_reads(session, caller, [row.sheet.person_id for row in rows], READ)
    return rows


async def events_of(session: AsyncSession, sheet_ids: Sequence[UUID]) -> dict[UUID, list[SheetEvent]]:
    """The steps taken on sheets already found readable, oldest first."""
    rows = await session.scalars(
        select(SheetEvent)
        .where(SheetEvent.tenant_id == tenant_of(session), SheetEvent.sheet_id.in_(sheet_ids))
        .order_by(SheetEvent.id)
    )
    found: dict[UUID, list[SheetEvent]] = {}
    for row in rows:
        found.setdefault(row.sheet_id, []).append(row)
    return found


async def periods_of(session: AsyncSession, period_ids: Sequence[UUID]) -> dict[UUID, EvaluationPeriod]:
    """Periods named on sheets."""
    rows = await session.scalars(
        select(EvaluationPeriod).where(
            EvaluationPeriod.tenant_id == tenant_of(session), EvaluationPeriod.id.in_(period_ids)
        )
    )
    return {row.id: row for row in rows}


async def asked_of(
    session: AsyncSession, sheets: Sequence[tuple[UUID, date, str, str]]
) -> dict[tuple[UUID, date, str, str], AskedOf]:
    """What the law asks of sheets, each told by its unit, its period's last day, its position group and standing."""
    laws = await norms.laws(session, sorted({(unit_id, last) for unit_id, last, _, _ in sheets}))
    found = {}
    for unit_id, last, group, standing in sheets:
        law = laws.get((unit_id, last))
        if law is not None:
            asked = criteria.lines(law, group, standing)
            found[unit_id, last, group, standing] = AskedOf(asked, criteria.questions(law), law)
    return found


async def month_scores_of(
    session: AsyncSession, months: Sequence[tuple[UUID, tuple[date, ...]]]
) -> Mapping[tuple[UUID, tuple[date, ...]], list[MonthScore]]:
    """The newest scores of persons' months on sheets already found readable, with their receipts."""
    pairs = sorted({(person_id, month) for person_id, some in months for month in some})
    rows = await session.scalars(
        select(MonthScore)
        .where(MonthScore.tenant_id == tenant_of(session), tuple_(MonthScore.person_id, MonthScore.month).in_(pairs))
        .ext(distinct_on(MonthScore.person_id, MonthScore.month))
        .order_by(MonthScore.person_id, MonthScore.month, MonthScore.revision.desc())
    )
    by_month = {(row.person_id, row.month): row for row in rows}
    return {
        (person_id, some): [row for month in some if (row := by_month.get((person_id, month))) is not None]
        for person_id, some in months
    }


async def entries(
    session: AsyncSession,
    caller: Caller,
    sheet_id: UUID,
    which: Behind,
    *,
    on: date,
    limit: int,
    after: tuple[date, UUID] | None = None,
) -> Sequence[WorkEntry]:
    """The verified entries that count in a sheet's months, or those of them behind one figure; newest first.

    Entries verified after a month had closed count in the month they were carried to. Whoever reads the sheet reads
    them, in whatever unit the work was done.
    """
    row = await sheet(session, caller, sheet_id, on=on)
    query = counted(row).where(*_behind(which, await counts_days(session, row)))
    if after is not None:
        query = query.where(tuple_(WorkEntry.work_date, WorkEntry.id) < tuple_(*after))
    ordered = query.order_by(WorkEntry.work_date.desc(), WorkEntry.id.desc()).limit(limit)
    return (await session.scalars(ordered)).all()


def counted(row: Sheet) -> Select[WorkEntry]:
    """The verified entries that count in a sheet's months."""
    carried = and_(
        CarriedEntry.tenant_id == WorkEntry.tenant_id,
        CarriedEntry.entry_id == WorkEntry.id,
        CarriedEntry.person_id == row.person_id,
    )
    month = cast(func.date_trunc("month", WorkEntry.work_date), Date)
    return select(WorkEntry).where(
        WorkEntry.tenant_id == row.tenant_id,
        WorkEntry.person_id == row.person_id,
        WorkEntry.status == literal_column("'verified'"),
        or_(
            and_(month.in_(row.months), ~exists().where(carried)),
            exists().where(carried, CarriedEntry.month.in_(row.months)),
        ),
    )


def _behind(which: Behind, counts_days: bool) -> list[ColumnElement[bool]]:
    accepted = func.coalesce(WorkEntry.accepted_quantity, WorkEntry.quantity)
    late = WorkEntry.days_late > 0 if counts_days else WorkEntry.delays > WorkEntry.delays_waived
    conditions: dict[Behind, list[ColumnElement[bool]]] = {
        "all": [],
        "undone": [accepted < WorkEntry.quantity],
        "late": [late],
        "failed": [WorkEntry.failed_reviews > WorkEntry.failed_waived],
    }
    return conditions[which]


async def counts_days(session: AsyncSession, row: Sheet) -> bool:
    """Whether the sheet's package counts no delays, so that days after the due date stand for them."""
    if row.norm_package_id is None:
        return False
    package = norms.package_of(await norms.package(session, row.norm_package_id))
    return "delays" not in package.levels["entry"].inputs


async def open_tasks_of(
    session: AsyncSession, months: Sequence[tuple[UUID, tuple[date, ...]]]
) -> Mapping[tuple[UUID, tuple[date, ...]], list[Task]]:
    """The tasks of persons that were due in the months of sheets already found readable, and are still open."""
    people = {person_id for person_id, _ in months}
    due = cast(func.date_trunc("month", Task.due_date), Date)
    rows = await session.execute(
        select(Task, Appointment.person_id)
        .join(Appointment, and_(Appointment.tenant_id == Task.tenant_id, Appointment.id == Task.appointment_id))
        .where(
            Task.tenant_id == tenant_of(session),
            Task.status == "open",
            Appointment.person_id.in_(people),
            due.in_({month for _, some in months for month in some}),
        )
        .order_by(Task.due_date, Task.id)
    )
    found: dict[UUID, list[Task]] = {}
    for task, person_id in rows:
        found.setdefault(person_id, []).append(task)
    return {
        (person_id, some): [task for task in found.get(person_id, ()) if task.due_date.replace(day=1) in some]
        for person_id, some in months
    }

"""Where a month's score takes its facts: the entries of the month, what was assigned and not done, and the person."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Numeric,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
)
from sqlalchemy.sql.selectable import CompoundSelect

from policies.roles import HEAD_ROLES, LEADER_ROLES
from tenants.catalogue.models import WorkItemVersion
from tenants.norms.language import Package
from tenants.organisation.models import Appointment
from tenants.registry.models import CalendarDay, TenantSettings
from tenants.scoring.models import MonthFact, RefusedScore
from tenants.scoring.sources import ENTRY_FACTS, entry_facts
from tenants.worklogs.models import Task, WorkEntry

TRACE: Final = ("row_day", "row_entry", "row_revision", "row_task")
"""Where a row of a month comes from: its day, and the entry with its revision, or the task."""

_NEVER: Final = date.max
_MONTH: Final[ColumnElement[Any]] = literal_column("interval '1 month'")


def _next(month: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(month + _MONTH, Date)


def month_entries(package: Package, chosen: CTE, *, traced: bool = False) -> CompoundSelect[Any]:
    """Verified entries of the chosen persons' months, and for each open task due then what is still missing of it.

    A task's remainder counts as assigned and not accepted, so that the denominator is what was assigned (Decree 335).
    `traced` rows have the columns of `TRACE` beside the facts.
    """
    trace = (WorkEntry.work_date, WorkEntry.id, WorkEntry.revision, null()) if traced else ()
    done = (
        select(
            WorkEntry.person_id.label("person"),
            WorkEntry.work_date.label("day"),
            chosen.c.month.label("month"),
            *entry_facts(package),
            *(column.label(name) for name, column in zip(TRACE, trace, strict=False)),
        )
        .select_from(chosen)
        .join(
            WorkEntry,
            and_(
                WorkEntry.tenant_id == chosen.c.tenant_id,
                WorkEntry.person_id == chosen.c.person_id,
                WorkEntry.work_date >= chosen.c.month,
                WorkEntry.work_date < _next(chosen.c.month),
                WorkEntry.status == literal_column("'verified'"),
                ~_refused().exists(),
            ),
        )
    )
    return done.union_all(_unfinished(package, chosen, (Task.due_date, null(), null(), Task.id) if traced else ()))


def _refused() -> Select[Any]:
    return select(RefusedScore.entry_id).where(
        RefusedScore.tenant_id == WorkEntry.tenant_id,
        RefusedScore.entry_id == WorkEntry.id,
        RefusedScore.revision == WorkEntry.revision,
    )


def _unfinished(package: Package, chosen: CTE, trace: Sequence[Any]) -> Select[Any]:
    logged = (
        select(func.coalesce(func.sum(WorkEntry.quantity), 0))
        .where(
            WorkEntry.tenant_id == Task.tenant_id,
            WorkEntry.task_id == Task.id,
            WorkEntry.status.in_((literal_column("'submitted'"), literal_column("'verified'"))),
        )
        .scalar_subquery()
    )
    remainder = Task.quantity - logged
    zero = literal(0)
    facts: dict[str, ColumnElement[Any]] = dict.fromkeys(ENTRY_FACTS, zero) | {
        "norm": WorkItemVersion.norm_minutes.expression,
        "complexity": WorkItemVersion.complexity.expression,
        "quality": literal("rejected", Text),
        "k": func.round(WorkItemVersion.standard_score / TenantSettings.standard_product_score, 4),
        "assigned": remainder,
    }
    return (
        select(
            Appointment.person_id,
            Task.due_date,
            chosen.c.month,
            *(facts.get(name, null()).label(name) for name in package.levels["entry"].inputs),
            *trace,
        )
        .select_from(chosen)
        .join(Appointment, _same_tenant(chosen, Appointment) & (Appointment.person_id == chosen.c.person_id))
        .join(
            Task,
            and_(
                _same_tenant(chosen, Task),
                Task.appointment_id == Appointment.id,
                Task.status == literal_column("'open'"),
                Task.due_date >= chosen.c.month,
                Task.due_date < _next(chosen.c.month),
            ),
        )
        .join(
            WorkItemVersion,
            and_(
                _same_tenant(chosen, WorkItemVersion),
                WorkItemVersion.work_item_id == Task.work_item_id,
                WorkItemVersion.valid_from <= Task.due_date,
                func.coalesce(WorkItemVersion.valid_to, _NEVER) > Task.due_date,
            ),
        )
        .join(TenantSettings, _same_tenant(chosen, TenantSettings))
        .where(remainder > 0)
    )


def month_facts(package: Package, chosen: CTE) -> Select[Any]:
    """One row a chosen person and month: standing, days worked, general criteria; the rest by defaults."""
    known: dict[str, ColumnElement[Any]] = {
        "role": _standing(chosen),
        "work_days": func.greatest(_working_days(chosen) - func.coalesce(MonthFact.leave_days, 0), 0),
        "general": MonthFact.general.expression,
    }
    inputs = package.levels["month"].inputs
    return (
        select(
            chosen.c.person_id.label("person"),
            chosen.c.month.label("month"),
            *(known.get(name, null()).label(name) for name in inputs),
        )
        .select_from(chosen)
        .outerjoin(
            MonthFact,
            and_(
                _same_tenant(chosen, MonthFact),
                MonthFact.person_id == chosen.c.person_id,
                MonthFact.month == chosen.c.month,
            ),
        )
    )


def _standing(chosen: CTE) -> ColumnElement[Any]:
    """The standing of the primary post held last in the month: leader, deputy or staff."""
    return func.coalesce(
        select(
            case(
                (Appointment.role.in_(HEAD_ROLES), "leader"),
                (Appointment.role.in_(LEADER_ROLES), "deputy"),
                else_="staff",
            )
        )
        .where(_held(chosen), Appointment.is_primary)
        .order_by(Appointment.valid_from.desc())
        .limit(1)
        .correlate(chosen)
        .scalar_subquery(),
        literal("staff", Text),
    )


def _working_days(chosen: CTE) -> ColumnElement[Any]:
    """Working days of the month on which the person held any post."""
    held = select(literal(1)).where(
        _held(chosen),
        Appointment.valid_from <= CalendarDay.day,
        or_(Appointment.valid_to.is_(None), Appointment.valid_to > CalendarDay.day),
    )
    return cast(
        select(func.count())
        .select_from(CalendarDay)
        .where(
            _same_tenant(chosen, CalendarDay),
            CalendarDay.day >= chosen.c.month,
            CalendarDay.day < _next(chosen.c.month),
            CalendarDay.working,
            held.correlate(chosen, CalendarDay).exists(),
        )
        .correlate(chosen)
        .scalar_subquery(),
        Numeric,
    )


def _held(chosen: CTE) -> ColumnElement[bool]:
    return and_(
        _same_tenant(chosen, Appointment),
        Appointment.person_id == chosen.c.person_id,
        Appointment.valid_from < _next(chosen.c.month),
        or_(Appointment.valid_to.is_(None), Appointment.valid_to > chosen.c.month),
    )


def _same_tenant(chosen: CTE, table: Any) -> ColumnElement[bool]:  # noqa: ANN401 - any mapped class of a tenant
    matches: ColumnElement[bool] = table.tenant_id == chosen.c.tenant_id
    return matches

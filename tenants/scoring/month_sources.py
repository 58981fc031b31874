"""Where a month's score takes its facts: the entries of the month, what was assigned and not done, and the person."""

from datetime import date
from typing import Any, Final

from sqlalchemy import (
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
    not_,
    null,
    or_,
    select,
)
from sqlalchemy.sql.selectable import CompoundSelect, FromClause

from policies.roles import HEAD_ROLES, LEADER_ROLES
from tenants.catalogue.models import WorkItemVersion
from tenants.norms.language import Package, accepted_inputs
from tenants.organisation.models import Appointment
from tenants.registry.models import CalendarDay, TenantSettings
from tenants.scoring.models import MonthFact
from tenants.scoring.sources import ENTRY_FACTS, entry_facts
from tenants.worklogs.models import Task, WorkEntry

TRACE: Final = ("row_day", "row_entry", "row_revision", "row_task")
"""Where a row of a month comes from: its day, and the entry with its revision, or the task."""

_NEVER: Final = date.max
_MONTH: Final[ColumnElement[Any]] = literal_column("interval '1 month'")


def _next(month: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(month + _MONTH, Date)


def month_entries(package: Package, chosen: FromClause, *, traced: bool = False) -> CompoundSelect[Any]:
    """Verified entries of the chosen persons' months, and for each open task due then what is still missing of it.

    A task's remainder counts as assigned and not accepted, so that the denominator is what was assigned (Decree 335).
    `chosen` has the columns `tenant_id`, `person_id`, `month`. `traced` rows have those of `TRACE` beside the facts.
    """
    return verified_entries(package, chosen, traced=traced).union_all(unfinished_tasks(package, chosen, traced=traced))


def verified_entries(package: Package, chosen: FromClause, *, traced: bool = False) -> Select[Any]:
    """The verified entries of the chosen persons' months whose facts the package accepts."""
    own = and_(WorkEntry.tenant_id == chosen.c.tenant_id, WorkEntry.person_id == chosen.c.person_id)
    trace: tuple[ColumnElement[Any], ...] = ()
    if traced:
        trace = (WorkEntry.work_date.expression, WorkEntry.id.expression, WorkEntry.revision.expression, null())
    columns = [column.label(name) for name, column in zip(TRACE, trace, strict=False)]
    return all_verified_entries(package, chosen.c.month).add_columns(*columns).join(chosen, own)


def all_verified_entries(package: Package, month: ColumnElement[Any], *, refused: bool = False) -> Select[Any]:
    """The same for everybody in one month, of all tenants the session may see; or those the package refuses."""
    facts = entry_facts(package)
    accepted = accepted_inputs(package.levels["entry"], {fact.name: fact.element for fact in facts})
    return select(
        WorkEntry.person_id.label("person"),
        WorkEntry.work_date.label("day"),
        month.label("month"),
        *facts,
    ).where(
        WorkEntry.work_date >= month,
        WorkEntry.work_date < _next(month),
        WorkEntry.status == literal_column("'verified'"),
        not_(accepted) if refused else accepted,
    )


def unfinished_tasks(package: Package, chosen: FromClause, *, traced: bool = False) -> Select[Any]:
    """What is still missing of each open task that the chosen persons had until a day of the month."""
    trace = (Task.due_date, null(), null(), Task.id) if traced else ()
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
            Appointment.person_id.label("person"),
            Task.due_date.label("day"),
            chosen.c.month.label("month"),
            *(facts.get(name, null()).label(name) for name in package.levels["entry"].inputs),
            *(column.label(name) for name, column in zip(TRACE, trace, strict=False)),
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


def month_facts(package: Package, chosen: FromClause) -> Select[Any]:
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


def _standing(chosen: FromClause) -> ColumnElement[Any]:
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


def _working_days(chosen: FromClause) -> ColumnElement[Any]:
    """Working days of the month on which the person held any post."""
    posts = func.range_agg(func.daterange(Appointment.valid_from, Appointment.valid_to))
    held = select(posts).where(_held(chosen)).correlate(chosen).scalar_subquery()
    return cast(
        select(func.count())
        .select_from(CalendarDay)
        .where(
            _same_tenant(chosen, CalendarDay),
            CalendarDay.day >= chosen.c.month,
            CalendarDay.day < _next(chosen.c.month),
            CalendarDay.working,
            held.bool_op("@>")(CalendarDay.day),
        )
        .correlate(chosen)
        .scalar_subquery(),
        Numeric,
    )


def _held(chosen: FromClause) -> ColumnElement[bool]:
    return and_(
        _same_tenant(chosen, Appointment),
        Appointment.person_id == chosen.c.person_id,
        Appointment.valid_from < _next(chosen.c.month),
        or_(Appointment.valid_to.is_(None), Appointment.valid_to > chosen.c.month),
    )


def _same_tenant(chosen: FromClause, table: Any) -> ColumnElement[bool]:  # noqa: ANN401 - any mapped class of a tenant
    matches: ColumnElement[bool] = table.tenant_id == chosen.c.tenant_id
    return matches

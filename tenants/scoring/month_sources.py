"""Where a month's score takes its facts: the entries of the month, what was assigned and not done, and the person."""

from datetime import date
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Date,
    Numeric,
    Select,
    Subquery,
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
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.sql.selectable import CompoundSelect, FromClause

from policies.roles import HEAD_ROLES, LEADER_ROLES
from tenants.catalogue.models import WorkItemVersion
from tenants.norms.language import Package
from tenants.organisation.models import Appointment
from tenants.registry.models import CalendarDay, TenantSettings
from tenants.scoring.models import MonthFact
from tenants.scoring.sources import ENTRY_FACTS, entry_facts
from tenants.worklogs.models import Task, WorkEntry

_NEVER: Final = date.max
_MONTH: Final[ColumnElement[Any]] = literal_column("interval '1 month'")


def _next(month: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(month + _MONTH, Date)


def month_entries(package: Package, chosen: FromClause, month: ColumnElement[Any]) -> CompoundSelect[Any]:
    """Verified entries of the chosen persons in a month, and for each open task due then what is still missing of it.

    A task's remainder counts as assigned and not accepted, so that the denominator is what was assigned (Decree 335).
    `chosen` has one row a person, all of the same `month`, which is given apart so that no other partition is read.
    """
    return verified_entries(package, chosen, month).union_all(unfinished_tasks(package, chosen, month))


def verified_entries(package: Package, chosen: FromClause, month: ColumnElement[Any]) -> Select[Any]:
    """The verified entries of the chosen persons in a month."""
    own = and_(WorkEntry.tenant_id == chosen.c.tenant_id, WorkEntry.person_id == chosen.c.person_id)
    return all_verified_entries(package, month).join(chosen, own)


def all_verified_entries(package: Package, month: ColumnElement[Any]) -> Select[Any]:
    """Everybody's verified entries in a month, of all tenants the session may see; to be narrowed down."""
    return select(
        WorkEntry.person_id.label("person"),
        WorkEntry.work_date.label("day"),
        month.label("month"),
        *entry_facts(package),
    ).where(
        WorkEntry.work_date >= month,
        WorkEntry.work_date < _next(month),
        WorkEntry.status == literal_column("'verified'"),
    )


def unfinished_tasks(package: Package, chosen: FromClause, month: ColumnElement[Any]) -> Select[Any]:
    """What is still missing of each open task that the chosen persons had until a day of the month."""
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
        )
        .select_from(chosen)
        .join(Appointment, _same_tenant(chosen, Appointment) & (Appointment.person_id == chosen.c.person_id))
        .join(
            Task,
            and_(
                _same_tenant(chosen, Task),
                Task.appointment_id == Appointment.id,
                Task.status == literal_column("'open'"),
                Task.due_date >= month,
                Task.due_date < _next(month),
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
    post, worked = _last_posts(chosen), _days_worked(chosen)
    known: dict[str, ColumnElement[Any]] = {
        "role": func.coalesce(post.c.standing, literal("staff", Text)),
        "work_days": func.greatest(func.coalesce(worked.c.days, 0) - func.coalesce(MonthFact.leave_days, 0), 0),
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
        .outerjoin(post, and_(post.c.person_id == chosen.c.person_id, post.c.month == chosen.c.month))
        .outerjoin(worked, and_(worked.c.person_id == chosen.c.person_id, worked.c.month == chosen.c.month))
    )


def _last_posts(chosen: FromClause) -> Subquery:
    """The standing of the primary post held last in the month: leader, deputy or staff."""
    standing = case(
        (Appointment.role.in_(HEAD_ROLES), "leader"), (Appointment.role.in_(LEADER_ROLES), "deputy"), else_="staff"
    )
    return (
        select(chosen.c.person_id, chosen.c.month, standing.label("standing"))
        .select_from(chosen)
        .join(Appointment, _held(chosen))
        .where(Appointment.is_primary)
        .ext(distinct_on(chosen.c.person_id, chosen.c.month))
        .order_by(chosen.c.person_id, chosen.c.month, Appointment.valid_from.desc(), Appointment.id)
        .subquery("last_post")
    )


def _days_worked(chosen: FromClause) -> Subquery:
    """Working days of the month on which the person held any post.

    The days of the posts are put together first; the calendar is asked once for each different set of days.
    """
    span = func.daterange(Appointment.valid_from, Appointment.valid_to)
    held = (
        select(chosen.c.tenant_id, chosen.c.person_id, chosen.c.month, (
            func.range_agg(span) * func.datemultirange(func.daterange(chosen.c.month, _next(chosen.c.month)))
        ).label("held"))
        .select_from(chosen)
        .join(Appointment, _held(chosen))
        .group_by(chosen.c.tenant_id, chosen.c.person_id, chosen.c.month)
        .cte("held_days")
    )  # fmt: skip
    sets = select(held.c.tenant_id, held.c.month, held.c.held).distinct().subquery("day_sets")
    counted = (
        select(sets.c.month, sets.c.held, cast(func.count(), Numeric).label("days"))
        .select_from(sets)
        .join(
            CalendarDay,
            and_(
                _same_tenant(sets, CalendarDay),
                CalendarDay.day >= sets.c.month,
                CalendarDay.day < _next(sets.c.month),
                CalendarDay.working,
                sets.c.held.bool_op("@>")(CalendarDay.day),
            ),
        )
        .group_by(sets.c.month, sets.c.held)
        .subquery("counted_days")
    )
    return (
        select(held.c.person_id, held.c.month, counted.c.days)
        .join(counted, and_(counted.c.month == held.c.month, counted.c.held == held.c.held))
        .subquery("worked")
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

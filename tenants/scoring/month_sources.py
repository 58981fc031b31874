"""Where a month's score takes its facts: the entries of the month, what was assigned and not done, and the person."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Numeric,
    Select,
    Text,
    Uuid,
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
    union_all,
)
from sqlalchemy.sql.selectable import CompoundSelect, FromClause

from policies.roles import HEAD_ROLES, LEADER_ROLES
from tenants.catalogue.models import WorkItemVersion
from tenants.norms.language import Input, Package, accepted_inputs, fact_column
from tenants.organisation.expected import EXPECTED_POST
from tenants.organisation.models import Appointment
from tenants.registry.models import CalendarDay, TenantSettings
from tenants.scoring.models import MonthFact
from tenants.scoring.sources import ENTRY_FACTS, entry_facts, remainder_facts, remainder_fits
from tenants.worklogs.models import CarriedEntry, Task, WorkEntry

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
    return union_all(
        verified_entries(package, chosen, traced=traced),
        carried_entries(package, chosen, traced=traced),
        unfinished_tasks(package, chosen, traced=traced),
    )


def counted_entries(package: Package, chosen: FromClause) -> CompoundSelect[Any]:
    """The entries that count in the chosen persons' months: those of their days, and those carried to them."""
    return union_all(verified_entries(package, chosen), carried_entries(package, chosen))


def verified_entries(
    package: Package, chosen: FromClause, *, traced: bool = False, only: ColumnElement[bool] | None = None
) -> Select[Any]:
    """The verified entries of the chosen persons' months whose facts the package accepts, or those `only` names.

    Without those that were carried to a later month.
    """
    own = and_(WorkEntry.tenant_id == chosen.c.tenant_id, WorkEntry.person_id == chosen.c.person_id)
    first, last = (select(month(chosen.c.month)).scalar_subquery() for month in (func.min, func.max))
    rows = _verified(package, chosen.c.month, only, away=_carried_away(first, last))
    return rows.add_columns(*_traces(traced)).join(chosen, own)


def carried_entries(package: Package, chosen: FromClause, *, traced: bool = False) -> Select[Any]:
    """The entries of closed months that were verified too late for them and count in the chosen persons' months."""
    return (
        select(
            WorkEntry.person_id.label("person"),
            WorkEntry.work_date.label("day"),
            chosen.c.month.label("month"),
            *entry_facts(package),
            *_traces(traced),
        )
        .select_from(chosen)
        .join(
            CarriedEntry,
            and_(
                _same_tenant(chosen, CarriedEntry),
                CarriedEntry.person_id == chosen.c.person_id,
                CarriedEntry.month == chosen.c.month,
            ),
        )
        .join(
            WorkEntry,
            and_(
                _same_tenant(chosen, WorkEntry),
                WorkEntry.id == CarriedEntry.entry_id,
                WorkEntry.work_date == CarriedEntry.work_date,
            ),
        )
        .where(WorkEntry.status == literal_column("'verified'"), accepted_entry(package))
    )


def _traces(traced: bool) -> list[ColumnElement[Any]]:
    entry, trace = WorkEntry, tuple[ColumnElement[Any], ...]()
    if traced:
        trace = (entry.work_date.expression, entry.id.expression, entry.revision.expression, cast(null(), Uuid))
    return [column.label(name) for name, column in zip(TRACE, trace, strict=False)]


def _carried_away(first: ColumnElement[Any], last: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether an entry of these months counts in a later one; where nothing was carried, no entry is looked for."""
    entries = select(CarriedEntry.entry_id).where(
        CarriedEntry.tenant_id == cast(func.current_setting("app.tenant_id"), Integer),
        CarriedEntry.work_date >= first,
        CarriedEntry.work_date < _next(last),
    )
    return and_(entries.exists(), WorkEntry.id.in_(entries))


def accepted_entry(package: Package, only: Mapping[str, frozenset[str]] | None = None) -> ColumnElement[bool]:
    """Whether the package accepts the facts of an entry, as far as the checks named by input go if any are."""
    facts = {fact.name: fact.element for fact in entry_facts(package)}
    return accepted_inputs(package.levels["entry"], facts, only)


def all_verified_entries(
    package: Package, month: ColumnElement[Any], *, only: ColumnElement[bool] | None = None
) -> Select[Any]:
    """The same for everybody in one month, of all tenants the session may see."""
    return _verified(package, month, only, away=_carried_away(month, month))


def _verified(
    package: Package, month: ColumnElement[Any], only: ColumnElement[bool] | None, *, away: ColumnElement[bool]
) -> Select[Any]:
    return select(
        WorkEntry.person_id.label("person"),
        WorkEntry.work_date.label("day"),
        month.label("month"),
        *entry_facts(package),
    ).where(
        WorkEntry.work_date >= month,
        WorkEntry.work_date < _next(month),
        WorkEntry.status == literal_column("'verified'"),
        not_(away),
        accepted_entry(package) if only is None else only,
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
    own = remainder_facts(package)
    return (
        select(
            Appointment.person_id.label("person"),
            Task.due_date.label("day"),
            chosen.c.month.label("month"),
            *((facts | own).get(name, null()).label(name) for name in package.levels["entry"].inputs),
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
        .join(EXPECTED_POST, begun_by(Task.due_date.expression, Appointment))
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
        .where(remainder > 0, *remainder_fits(package, own))
    )


def begun_by(day: ColumnElement[Any], post: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a mapped class
    """Whether the wave of a post's unit had begun by a day."""
    expected = EXPECTED_POST.c
    return and_(
        expected.tenant_id == post.tenant_id,
        expected.id == post.id,
        func.coalesce(expected.starts_on <= day, literal_column("true")),
    )


def month_facts(package: Package, chosen: FromClause) -> Select[Any]:
    """One row a chosen person and month: standing, days worked, general criteria, and what is said of it by name.

    What nobody has said is left to the package's default.
    """
    return recorded_facts(package, chosen, standing(chosen), working_days(chosen))


def recorded_facts(
    package: Package,
    chosen: FromClause,
    role: ColumnElement[Any],
    days: ColumnElement[Any],
    kept: Mapping[str, ColumnElement[Any]] = MappingProxyType({}),
) -> Select[Any]:
    """The same with standing and days of the month as they are given; `kept` are inputs and columns given as well."""
    known = {
        "role": role,
        "work_days": func.greatest(days - func.coalesce(MonthFact.leave_days, 0), 0),
        "general": MonthFact.general.expression,
        **kept,
    }
    inputs = package.levels["month"].inputs
    beside = {name: column for name, column in kept.items() if name not in inputs}
    return (
        select(
            chosen.c.person_id.label("person"),
            chosen.c.month.label("month"),
            *((known[name] if name in known else _said(package, one)).label(name) for name, one in inputs.items()),
            *(column.label(name) for name, column in beside.items()),
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


def _said(package: Package, one: Input) -> ColumnElement[Any]:
    """An input as the month's facts have it; what the package does not accept counts as not said."""
    text = MonthFact.facts.expression.op("->>", return_type=Text())(literal_column(f"'{one.name}'"))
    value, level = fact_column(one, text), replace(package.levels["month"], inputs={one.name: one})
    return case((accepted_inputs(level, {one.name: value}), value), else_=null())


def standing(chosen: FromClause) -> ColumnElement[Any]:
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


def working_days(chosen: FromClause) -> ColumnElement[Any]:
    """Working days of the month on which the person was expected to log in any post."""
    post = EXPECTED_POST.c
    own = and_(post.tenant_id == chosen.c.tenant_id, post.person_id == chosen.c.person_id)
    posts = func.range_agg(func.daterange(post.valid_from, post.valid_to))
    held = select(posts).where(own).correlate(chosen).scalar_subquery()
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

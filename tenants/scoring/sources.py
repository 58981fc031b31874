"""Where scoring takes its facts: verified entries, unfinished tasks, and the facts of a person's month."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Date,
    Numeric,
    Select,
    SQLColumnExpression,
    Text,
    case,
    cast,
    func,
    literal,
    literal_column,
    null,
    select,
)
from sqlalchemy.sql.selectable import FromClause

from kernel.clock import TIMEZONE
from tenants.catalogue.models import JobPositionVersion, WorkItemVersion
from tenants.norms.facts import ITEM, OWN, POSITION, day_count, own
from tenants.norms.language import Input, Package, accepted_inputs, canonical, fact_column
from tenants.norms.language.kinds import KeyKind, NumberKind
from tenants.organisation.models import Appointment
from tenants.organisation.queries import held_on
from tenants.worklogs.models import Task, WorkEntry
from tenants.worklogs.rules import DAYS_LATE_LIMIT

ENTRY_FACTS: Final[Mapping[str, ColumnElement[Any]]] = {
    "norm": WorkEntry.norm_minutes.expression,
    "quantity": func.coalesce(WorkEntry.accepted_quantity, WorkEntry.quantity),
    "minutes": WorkEntry.minutes.expression,
    "complexity": WorkEntry.complexity.expression,
    "quality": WorkEntry.quality.expression,
    "days_late": WorkEntry.days_late.expression,
    "k": WorkEntry.k.expression,
    "assigned": WorkEntry.quantity.expression,
    "accepted": func.coalesce(WorkEntry.accepted_quantity, WorkEntry.quantity),
    "failed": WorkEntry.failed_reviews.expression,
    "delays": WorkEntry.delays.expression,
    "failed_waived": WorkEntry.failed_waived.expression,
    "delays_waived": WorkEntry.delays_waived.expression,
}
"""Each entry fact of `tenants.norms.facts` as an expression over the work entry."""

_FINISHED: Final = func.coalesce(
    cast(func.timezone(TIMEZONE.key, WorkEntry.finished_at), Date), WorkEntry.work_date, type_=Date
)
_CALENDAR_DAYS_LATE: Final[ColumnElement[Any]] = case(
    (WorkEntry.due_date.is_(None), 0),
    else_=func.least(func.greatest(_FINISHED - WorkEntry.due_date, -DAYS_LATE_LIMIT), DAYS_LATE_LIMIT),
)
"""As `tenants.worklogs.rules.days_late`, with every day counted."""


def entry_facts(package: Package) -> list[ColumnElement[Any]]:
    """The inputs of a package's entry level: facts of the log, and the province's own where the package declares them.

    What nobody supplies is left to the package's default.
    """
    known = dict(ENTRY_FACTS)
    if day_count(package) == "calendar_days":
        known["days_late"] = _CALENDAR_DAYS_LATE
    return [
        (known.get(name, null()) if one.origin is None else fact_column(one, _kept(one))).label(name)
        for name, one in package.levels["entry"].inputs.items()
    ]


def _kept(one: Input) -> ColumnElement[str]:
    """An own fact as its text is kept on the entry."""
    return _said(WorkEntry.facts, "#>>", f"{{{one.origin},{one.name}}}")


def _said(column: SQLColumnExpression[Any], operator: str, path: str) -> ColumnElement[str]:
    """Written out: the path is made of names of the language."""
    return column.op(operator, return_type=Text())(literal_column(f"'{path}'"))


def remainder_facts(package: Package) -> dict[str, ColumnElement[Any]]:
    """The province's own facts of what is missing of an open task, beside its item's version and its appointment.

    Item and job position are those of the due date. Nothing is verified of it: a number is 0 or the nearest to it, a
    truth is no, a key is the last one.
    """
    said = {ITEM: WorkItemVersion.attributes, POSITION: _position_attributes()}
    return {
        one.name: fact_column(one, _said(said[one.origin], "->>", one.name)) if one.origin in said else _nothing(one)
        for one in own(package, *OWN["entry"])
    }


def remainder_fits(package: Package, facts: Mapping[str, ColumnElement[Any]]) -> tuple[ColumnElement[bool], ...]:
    """Whether item and job position supply what the package asks; no condition where it asks nothing of them."""
    asked = own(package, ITEM, POSITION)
    level = replace(package.levels["entry"], inputs={one.name: one for one in asked})
    return (accepted_inputs(level, facts),) if asked else ()


def _position_attributes() -> ColumnElement[Any]:
    version = JobPositionVersion
    return (
        select(version.attributes)
        .where(
            version.tenant_id == Appointment.tenant_id,
            version.job_position_id == Appointment.job_position_id,
            held_on(version, Task.due_date.expression),
        )
        .correlate(Appointment, Task)
        .scalar_subquery()
    )


def _nothing(one: Input) -> ColumnElement[Any]:
    """What is said of work that nobody has verified."""
    if not one.required:
        return null()
    if isinstance(one.kind, NumberKind):
        return literal(min(max(one.kind.lo, Decimal(0)), one.kind.hi), Numeric)
    return literal(one.kind.keys[-1] if isinstance(one.kind, KeyKind) else canonical(False), Text)


def entry_rows(package: Package, chosen: FromClause) -> Select[Any]:
    """The entries of `chosen` (by entry, date and revision) with their facts, keys, and what their sums need."""
    return (
        select(
            WorkEntry.person_id.label("person"),
            WorkEntry.work_date.label("day"),
            func.date_trunc("month", WorkEntry.work_date).label("month"),
            WorkEntry.id.label("entry_id"),
            WorkEntry.person_id.label("entry_person"),
            WorkEntry.unit_id.label("entry_unit"),
            WorkEntry.work_date.label("entry_date"),
            WorkEntry.revision.label("entry_revision"),
            WorkEntry.minutes.label("declared_minutes"),
            (WorkEntry.norm_minutes * WorkEntry.quantity).label("normed_minutes"),
            WorkEntry.days_late.label("lateness"),
            *entry_facts(package),
        )
        .select_from(chosen)
        .join(
            WorkEntry,
            (WorkEntry.tenant_id == chosen.c.tenant_id)
            & (WorkEntry.id == chosen.c.entry_id)
            & (WorkEntry.work_date == chosen.c.work_date)
            & (WorkEntry.revision == chosen.c.revision),
        )
    )


KEPT: Final = (
    "entry_id",
    "entry_person",
    "entry_unit",
    "entry_date",
    "entry_revision",
    "declared_minutes",
    "normed_minutes",
    "lateness",
)
"""The columns of `entry_rows` that stand beside the package's own."""

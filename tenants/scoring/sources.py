"""Where scoring takes its facts: verified entries, unfinished tasks, and the facts of a person's month."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Date, Select, case, cast, func, null, select
from sqlalchemy.sql.selectable import FromClause

from kernel.clock import TIMEZONE
from tenants.norms.facts import day_count
from tenants.norms.language import Package
from tenants.worklogs.models import WorkEntry
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
    """The inputs of a package's entry level; what the log does not know is left to the package's default."""
    facts = dict(ENTRY_FACTS)
    if day_count(package) == "calendar_days":
        facts["days_late"] = _CALENDAR_DAYS_LATE
    return [facts.get(name, null()).label(name) for name in package.levels["entry"].inputs]


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

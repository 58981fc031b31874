"""Points of persons' months as the sums have them: by the day of the work, of everything that has a score."""

from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Label,
    Select,
    Subquery,
    and_,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    union_all,
)

from tenants.lab import people
from tenants.norms.language import Package, compile_chain
from tenants.rollups.models import PersonDay
from tenants.scoring.models import RollupDelta
from tenants.scoring.month_sources import accepted_entry, unfinished_tasks
from tenants.scoring.sources import entry_facts
from tenants.worklogs.models import CarriedEntry, WorkEntry

TENANT: Final = bindparam("tenant", type_=Integer)
MONTH: Final = bindparam("month", type_=Date)
PEOPLE: Final = people.PEOPLE


def next_month(month: ColumnElement[date]) -> ColumnElement[date]:
    """The first day of the month after."""
    return cast(month + literal_column("interval '1 month'"), Date)


def before(*, everybody: bool) -> Subquery:
    """Entries and points of each person's month as the sums have them, with what waits to be merged."""

    def of(table: type[PersonDay] | type[RollupDelta]) -> Select[UUID, int, Decimal]:
        entries, points = func.sum(table.entries).label("entries"), func.sum(table.points).label("points")
        summed = select(table.person_id, entries, points).where(
            table.tenant_id == TENANT, table.day >= MONTH, table.day < next_month(MONTH)
        )
        if not everybody:
            summed = summed.where(table.person_id.in_(select(PEOPLE.c.person_id)))
        return summed.group_by(table.person_id)

    parts = union_all(of(PersonDay), of(RollupDelta)).subquery("sums_before")
    return (
        select(parts.c.person_id, func.sum(parts.c.entries).label("entries"), func.sum(parts.c.points).label("points"))
        .group_by(parts.c.person_id)
        .subquery("points_before")
    )


def elsewhere(draft: Package) -> Subquery:
    """By how much the points of each month's entries exceed the sums of its days, by person, `whose`.

    What is missing of open tasks counts in the month and has no score. An entry carried to a later month counts there,
    and in the sums on its own day.
    """
    accepted, this_month = accepted_entry(draft), CarriedEntry.month == MONTH
    there = (CarriedEntry.work_date >= MONTH, CarriedEntry.work_date < next_month(MONTH))
    rows = union_all(
        _signed(1, unfinished_tasks(draft, PEOPLE)),
        _signed(1, carried(draft, this_month, accepted)),
        _signed(-1, carried(draft, *there, accepted)),
    )
    chain = compile_chain(draft, "entry", {"entry": rows}, keep=("whose", "sign")).subquery("apart")
    points = func.sum(chain.c.points * chain.c.sign).label("points")
    return select(chain.c.whose, points).group_by(chain.c.whose).subquery("points_elsewhere")


def _signed(sign: int, part: Select[Any]) -> Select[Any]:
    """The same rows: a subquery around each would settle the types of what nobody knows before the union can."""
    person = part.selected_columns["person"]
    whose = person.element if isinstance(person, Label) else person
    return part.add_columns(whose.label("whose"), literal_column(str(sign), Integer).label("sign"))


def carried(draft: Package, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Verified entries of the replayed persons that count in a later month than that of their day."""
    return (
        select(
            WorkEntry.person_id.label("person"),
            WorkEntry.work_date.label("day"),
            PEOPLE.c.month.label("month"),
            *entry_facts(draft),
        )
        .select_from(PEOPLE)
        .join(CarriedEntry, and_(CarriedEntry.tenant_id == TENANT, CarriedEntry.person_id == PEOPLE.c.person_id))
        .join(
            WorkEntry,
            and_(
                WorkEntry.tenant_id == TENANT,
                WorkEntry.id == CarriedEntry.entry_id,
                WorkEntry.work_date == CarriedEntry.work_date,
            ),
        )
        .where(WorkEntry.status == literal_column("'verified'"), *conditions)
    )

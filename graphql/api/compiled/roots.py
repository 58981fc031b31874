"""The root fields that are compiled: who may ask, which rows, in which order; each as its domain question does it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Protocol
from uuid import UUID

from graphql import FieldNode, GraphQLOutputType
from sqlalchemy import ARRAY, Date, Text, Uuid, bindparam, column, func, literal_column, select, tuple_

from api.compiled.compiler import Compiler
from api.compiled.nodes import ENTRY, SUMS, TENANT, TODAY, Column, Row
from api.schema.paging import Page
from api.schema.rollups import check_days
from policies.authority import Caller, Grant, authorize
from tenants.organisation.models import UnitPlace
from tenants.organisation.queries import LED, SETTLING_DAYS, held_on
from tenants.rollups.queries import branch_sums
from tenants.worklogs.models import WorkEntry

Arguments = Mapping[str, Any]
Form = tuple[Any, ...]

PERSON: Final = bindparam("person", type_=Uuid)
AFTER: Final = (bindparam("after_date", type_=Date), bindparam("after_id", type_=Uuid))
FROM: Final = bindparam("date_from", type_=Date)
TO: Final = bindparam("date_to", type_=Date)
STATUSES: Final = bindparam("statuses", type_=ARRAY(Text))
UNIT: Final = bindparam("unit", type_=Uuid)


@dataclass(frozen=True)
class Asked:
    """One request to a root: which form its statement takes, the values in it, and how far the caller's right goes."""

    form: Form
    values: Mapping[str, object]
    grant: Grant


class Root(Protocol):
    """A root field that is compiled."""

    def asked(self, caller: Caller, arguments: Arguments, on: date) -> Asked:
        """Authorise and read the arguments; raises the refusals of the normal way, which then tells them."""

    def column(self, compiler: Compiler, nodes: Sequence[FieldNode], kind: GraphQLOutputType, form: Form) -> Column:
        """The field's JSON."""

    def proof(self) -> Column | None:
        """A path the grant must cover before the answer goes out, where it cannot be known without asking."""


class MyEntries:
    """`worklogs.queries.mine`: the caller's own entries, newest work date first."""

    def asked(self, caller: Caller, arguments: Arguments, on: date) -> Asked:
        """The right to log, and a page."""
        grant = authorize(caller, "work_entry", "log")
        page = Page(arguments["first"], arguments.get("after"), tuple[date, UUID])
        statuses = [status.value for status in arguments.get("statuses") or ()]
        given = {
            "date_from": arguments.get("dateFrom"),
            "date_to": arguments.get("dateTo"),
            "statuses": statuses or None,
        }
        form = (*(value is not None for value in given.values()), page.after is not None)
        return Asked(form, {"person": caller.person_id, **given, **_paged(page)}, grant)

    def column(self, compiler: Compiler, nodes: Sequence[FieldNode], kind: GraphQLOutputType, form: Form) -> Column:
        """A connection of entries."""
        rows = select(WorkEntry).where(WorkEntry.tenant_id == TENANT, WorkEntry.person_id == PERSON)
        has_first, has_last, has_statuses, has_after = form
        if has_first:
            rows = rows.where(WorkEntry.work_date >= FROM)
        if has_last:
            rows = rows.where(WorkEntry.work_date <= TO)
        if has_statuses:
            rows = rows.where(WorkEntry.status == func.any(STATUSES))
        if has_after:
            # The date by itself lets months be left out that lie behind the page.
            rows = rows.where(_key(WorkEntry) < tuple_(*AFTER), WorkEntry.work_date <= AFTER[0])
        rows = rows.order_by(WorkEntry.work_date.desc(), WorkEntry.id.desc())
        return compiler.connection(nodes, kind, ENTRY, rows, keys=_keys, newest_first=True)

    def proof(self) -> Column | None:
        """Nothing: the rows are the caller's own."""


class Inbox:
    """`worklogs.queries.waiting_for`: submitted entries of the posts the caller leads, oldest first."""

    def asked(self, caller: Caller, arguments: Arguments, on: date) -> Asked:
        """The right to verify, and a page."""
        grant = authorize(caller, "work_entry", "verify")
        page = Page(arguments["first"], arguments.get("after"), tuple[date, UUID])
        led = {"person": caller.person_id, "day": on, "settling": on - timedelta(days=SETTLING_DAYS)}
        return Asked((page.after is not None,), {**led, **_paged(page)}, grant)

    def column(self, compiler: Compiler, nodes: Sequence[FieldNode], kind: GraphQLOutputType, form: Form) -> Column:
        """A connection of entries."""
        led = LED.columns(column("id", Uuid)).subquery("led_posts")
        rows = select(WorkEntry).where(
            WorkEntry.tenant_id == TENANT,
            # Written out, or the index of the inbox would not be used.
            WorkEntry.status == literal_column("'submitted'"),
            WorkEntry.appointment_id.in_(select(led.c.id)),
            WorkEntry.person_id != PERSON,
        )
        if form[0]:
            rows = rows.where(_key(WorkEntry) > tuple_(*AFTER), WorkEntry.work_date >= AFTER[0])
        rows = rows.order_by(WorkEntry.work_date, WorkEntry.id)
        return compiler.connection(nodes, kind, ENTRY, rows, keys=_keys, newest_first=False)

    def proof(self) -> Column | None:
        """Nothing: the rows are of those the caller leads."""


class UnitSums:
    """`rollups.queries.of_branch`: sums of a unit and all below it by day, month or quarter."""

    def asked(self, caller: Caller, arguments: Arguments, on: date) -> Asked:
        """The right to read sums, and a span of days."""
        first, last, grain = arguments["dateFrom"], arguments["dateTo"], arguments["grain"]
        check_days(first, last, grain)
        grant = authorize(caller, "rollup", "read")
        return Asked((grain.value,), {"unit": arguments["unitId"], "date_from": first, "date_to": last}, grant)

    def column(self, compiler: Compiler, nodes: Sequence[FieldNode], kind: GraphQLOutputType, form: Form) -> Column:
        """A list of sums."""
        return compiler.listed(nodes, kind, SUMS, branch_sums(TENANT, UNIT, FROM, TO, form[0]))

    def proof(self) -> Column | None:
        """Where the unit stands today."""
        return (
            select(UnitPlace.path)
            .where(UnitPlace.tenant_id == TENANT, UnitPlace.unit_id == UNIT, held_on(UnitPlace, TODAY))
            .limit(literal_column("1"))
            .scalar_subquery()
        )


ROOTS: Final[Mapping[str, Root]] = {"myEntries": MyEntries(), "inbox": Inbox(), "unitSums": UnitSums()}


def _keys(entry: Row) -> tuple[Column, Column]:
    return entry.work_date, entry.id


def _key(entry: Row) -> Any:  # noqa: ANN401 - SQLAlchemy's own type hides the parts
    return tuple_(*_keys(entry))


def _paged(page: Page[tuple[date, UUID]]) -> dict[str, object]:
    after = page.after or (None, None)
    return {
        "first": page.first,
        "limit": page.limit,
        "has_previous": "false" if page.after is None else "true",
        "after_date": after[0],
        "after_id": after[1],
    }

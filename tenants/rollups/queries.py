"""Days, months and quarters of persons and of branches of units, answered from the daily sums."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Date, Row, Select, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.organisation import queries as organisation
from tenants.organisation.models import UnitPlace
from tenants.rollups.models import PersonDay, UnitDay
from tenants.scoring.models import Measures

Grain = Literal["day", "month", "quarter"]
Value = TypeVar("Value")
Given: TypeAlias = Value | BindParameter[Value]  # a value, or the place of one
FOREVER: Final = date.max
MEASURES: Final = ("entries", "minutes", "norm_minutes", "points", "early", "late")


@dataclass(frozen=True)
class Sums:
    """Verified work of one person or branch in one day, month or quarter (named by its first day)."""

    start: date
    entries: int
    minutes: int
    norm_minutes: Decimal
    points: Decimal
    early: int
    late: int


async def of_person(
    session: AsyncSession, caller: Caller, person_id: UUID, *, first: date, last: date, grain: Grain, on: date
) -> Sequence[Sums]:
    """A person's sums from `first` to `last`; looking at another's is recorded."""
    grant = authorize(caller, "rollup", "read")
    if not await organisation.person_within(session, grant, person_id, on):
        raise NotFound("personId")
    if person_id != caller.person_id:
        await audit.log_read(session, caller, person_id, "rollups")
    start = _start(PersonDay.day, grain)
    rows = await session.execute(
        select(start, *_summed(PersonDay))
        .where(
            PersonDay.tenant_id == tenant_of(session),
            PersonDay.person_id == person_id,
            PersonDay.day >= first,
            PersonDay.day <= last,
        )
        .group_by(start)
        .order_by(start)
    )
    return [_sums(row) for row in rows]


async def of_branch(
    session: AsyncSession, caller: Caller, unit_id: UUID, *, first: date, last: date, grain: Grain, on: date
) -> Sequence[Sums]:
    """The sums of a unit and all below it, each day with the branch as it stood on that day."""
    grant = authorize(caller, "rollup", "read")
    path = await organisation.unit_path(session, unit_id, on)
    if path is None or not grant.covers(path):
        raise NotFound("unitId")
    rows = await session.execute(branch_sums(tenant_of(session), unit_id, first, last, grain))
    return [_sums(row) for row in rows]


def branch_sums(
    tenant_id: Given[int], unit_id: Given[UUID], first: Given[date], last: Given[date], grain: Grain
) -> Select[Any]:
    """The sums of all units of a branch, by the places that they and its top had on each very day.

    A unit has one place a day, so no day is counted twice when the tree changes. Who may see them is the caller's
    to ask.
    """
    top, place = aliased(UnitPlace), aliased(UnitPlace)
    start = _start(UnitDay.day, grain)
    return (
        select(start, *_summed(UnitDay))
        .select_from(top)
        .join(
            place,
            (place.tenant_id == top.tenant_id)
            & place.path.bool_op("~>=~")(top.path)
            & place.path.bool_op("~<~")(func.concat(func.left(top.path, -1), "/")),
        )
        .join(
            UnitDay,
            (UnitDay.tenant_id == place.tenant_id)
            & (UnitDay.unit_id == place.unit_id)
            & (UnitDay.day >= func.greatest(top.valid_from, place.valid_from))
            & (UnitDay.day < func.least(func.coalesce(top.valid_to, FOREVER), func.coalesce(place.valid_to, FOREVER))),
        )
        .where(top.tenant_id == tenant_id, top.unit_id == unit_id, UnitDay.day >= first, UnitDay.day <= last)
        .group_by(start)
        .order_by(start)
    )


def _start(day: Any, grain: Grain) -> ColumnElement[date]:  # noqa: ANN401 - a mapped column
    return (day if grain == "day" else cast(func.date_trunc(grain, day), Date)).label("start")


def _summed(table: type[Measures]) -> list[ColumnElement[Any]]:
    return [func.sum(getattr(table, name)).label(name) for name in MEASURES]


def _sums(row: Row[Any]) -> Sums:
    return Sums(
        start=row.start,
        entries=int(row.entries),
        minutes=int(row.minutes),
        norm_minutes=row.norm_minutes,
        points=row.points,
        early=int(row.early),
        late=int(row.late),
    )

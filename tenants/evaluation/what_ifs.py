"""What would have changed a sheet's points: its months evaluated again, and the quarter over them.

Amounts are those of the reference evaluator by the package's own formulas, as for a month (`tenants.scoring.what_if`).
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller
from tenants.evaluation import queries, segments
from tenants.norms import queries as norms
from tenants.norms.language import Package, Value
from tenants.norms.language.numbers import EXACT, ZERO, quotient
from tenants.periods.models import EvaluationPeriod
from tenants.scoring import what_if, what_ifs
from tenants.scoring.periods import MONTH, QUARTER, with_level
from tenants.scoring.what_if import Change, Figures, Touched
from tenants.scoring.what_ifs import MonthRecords

KINDS: Final = (MONTH, QUARTER)

Months = Mapping[date, Mapping[str, Value]]


@dataclass(frozen=True)
class OfMonth:
    """What one month would change of the whole."""

    month: date
    changes: Sequence[Change]


@dataclass(frozen=True)
class SheetWhatIf:
    """The sheet as it stands, and its changes; not `settled` where the log says something else by now.

    Nor is it where the points are not those of the formulas alone: of several posts weighed, and of years, which follow
    their quarters.
    """

    settled: bool
    now: Figures
    changes: Sequence[Change] = ()
    of_months: Sequence[OfMonth] = ()


async def of_sheet(session: AsyncSession, caller: Caller, sheet_id: UUID, *, on: date) -> SheetWhatIf:
    """What would change the points of a sheet within reach, for all its months and for each alone; looks are kept."""
    sheet = await queries.sheet(session, caller, sheet_id, on=on)
    now = Figures(sheet.results, sheet.total, sheet.class_by_points)
    period = await session.get_one(EvaluationPeriod, (tenant_of(session), sheet.period_id))
    if period.kind not in KINDS or sheet.norm_package_id is None:
        return SheetWhatIf(False, now)
    law = norms.package_of(await norms.package(session, sheet.norm_package_id))
    found = []
    for month in sorted(sheet.months):
        try:
            found.append(await what_ifs.month_records(session, sheet.person_id, month))
        except NotFound:
            continue
    return await asyncio.to_thread(_reckoned, law, period.kind, now, found)


def _reckoned(law: Package, kind: str, now: Figures, found: Sequence[MonthRecords]) -> SheetWhatIf:
    stands = {one.score.month: what_if.values(one.package, one.inputs, one.rows) for one in found}
    if not all(one.told(what_if.figures_of(stands[one.score.month])) for one in found):
        return SheetWhatIf(False, now)
    whole = figures(law, kind, stands)
    if whole is None or (whole.total, whole.rating) != (now.total, now.rating):
        return SheetWhatIf(False, now)
    touched = {one.score.month: what_if.touched(one.package, one.inputs, one.rows) for one in found}
    changes = [
        change for name in what_if.KINDS if (change := _changed(law, kind, stands, _of_kind(touched, name))) is not None
    ]
    of_months = [
        OfMonth(month, [one for each in some if (one := _changed(law, kind, stands, {month: each})) is not None])
        for month, some in touched.items()
        if some and len(touched) > 1
    ]
    return SheetWhatIf(True, whole, changes, of_months)


def _of_kind(touched: Mapping[date, Sequence[Touched]], kind: str) -> dict[date, Touched]:
    return {month: one for month, some in touched.items() for one in some if one.kind == kind}


def _changed(law: Package, kind: str, stands: Months, touched: Mapping[date, Touched]) -> Change | None:
    """What the sheet comes to with some months different by one kind of change."""
    if not touched:
        return None
    after = figures(law, kind, {**stands, **{month: one.values for month, one in touched.items()}})
    if after is None:
        return None
    ids = tuple(entry_id for one in touched.values() for entry_id in one.entry_ids)
    name = next(one.kind for one in touched.values())
    return Change(name, ids, sum(one.times for one in touched.values()), after)


def figures(law: Package, kind: str, months: Months) -> Figures | None:
    """A month's or quarter's points over values of months; nothing where they lack what the law asks for.

    Where a quarter has no results of its own they are what its total holds above the general criteria.
    """
    if not months:
        return None
    if kind == MONTH:
        return what_if.figures_of(next(iter(months.values())))
    found = segments.over_months(*with_level(law, kind), months)
    if found is None:
        return None
    total, results, rating = _number(found.get("total")), _number(found.get("results")), found.get("rating")
    general = _number(found["general"]) if "general" in found else _mean_general(months)
    if "results" not in found and total is not None and general is not None:
        results = EXACT.subtract(total, general)
    return Figures(results, total, rating if isinstance(rating, str) else None)


def _mean_general(months: Months) -> Decimal | None:
    given = [_number(one.get("general")) for one in months.values() if one.get("total") is not None]
    counted = [one for one in given if one is not None]
    return quotient(sum(counted, ZERO), Decimal(len(counted))) if counted else None


def _number(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None

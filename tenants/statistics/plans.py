"""When a period's parts are due and its release is made: dates set by operators, or the defaults.

A quarter or year is decided 15 working days after its last day, special bodies by 15 January; petitions take some more.
So parts are due 30 days after the period's end, and the release is made from 45 days after it on: 30 January and 14
February for a year.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tenants.statistics.models import ReleasePlan
from tenants.statistics.release_errors import BadPlan, UnknownPeriod

APPROVAL_DAYS: Final = 30
RELEASE_DAYS: Final = 45
LOOKED_BACK: Final = 2
"""For so many years late provinces and corrections make new versions by themselves."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The last day for provinces to approve their parts, and the first for the release."""

    period: str
    approve_by: date
    release_on: date


def last_day(period: str) -> date:
    """The last day of a quarter (`2026-Q3`) or year (`2026`); raises `UnknownPeriod`."""
    year, _, quarter = period.partition("-Q")
    well_formed = year.isascii() and year.isdecimal() and len(year) == 4 and year.startswith("20")
    if not well_formed or period not in (year, f"{year}-Q{quarter}") or quarter not in ("", "1", "2", "3", "4"):
        raise UnknownPeriod("period", period=period)
    month = 3 * int(quarter or 4)
    return date(int(year) + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def is_quarter(period: str) -> bool:
    """Whether a period is a quarter, else it is a year."""
    return "-Q" in period


def before(period: str) -> str | None:
    """The quarter before a quarter; a year has none, its classes are not sums of quarters."""
    if not is_quarter(period):
        return None
    year, quarter = int(period[:4]), int(period[-1])
    return f"{year}-Q{quarter - 1}" if quarter > 1 else f"{year - 1}-Q4"


def after(period: str) -> str | None:
    """The quarter after a quarter."""
    if not is_quarter(period):
        return None
    year, quarter = int(period[:4]), int(period[-1])
    return f"{year}-Q{quarter + 1}" if quarter < 4 else f"{year + 1}-Q1"


def default_plan(period: str) -> Plan:
    """The plan when operators set none."""
    end = last_day(period)
    return Plan(period, end + timedelta(days=APPROVAL_DAYS), end + timedelta(days=RELEASE_DAYS))


def ended(today: date) -> Iterator[str]:
    """Quarters and years that ended within the last `LOOKED_BACK` years, the oldest first."""
    for year in range(today.year - LOOKED_BACK - 1, today.year + 1):
        for period in (*(f"{year}-Q{quarter}" for quarter in range(1, 5)), f"{year}"):
            if today.replace(year=today.year - LOOKED_BACK, day=1) <= last_day(period) < today:
                yield period


async def plan_of(session: AsyncSession, period: str) -> Plan:
    """The dates of a period: those set, else the defaults; raises `UnknownPeriod`."""
    default = default_plan(period)
    row = await session.get(ReleasePlan, period)
    return default if row is None else Plan(period, row.approve_by, row.release_on)


async def set_plan(session: AsyncSession, plan: Plan) -> None:
    """Set a period's dates; parts gathered before keep the day they were due."""
    end = last_day(plan.period)
    if not end < plan.approve_by < plan.release_on:
        raise BadPlan("approveBy", end=end)
    values = {"approve_by": plan.approve_by, "release_on": plan.release_on}
    planned = insert(ReleasePlan).values(period=plan.period, **values)
    await session.execute(planned.on_conflict_do_update(index_elements=["period"], set_=values))

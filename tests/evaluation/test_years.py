"""Years whose first month is not January: what their sheets rest on, and which disciplines and quarters count."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import update

from tenants.periods.models import PeriodRule
from tenants.periods.rules import span_of
from tenants.scoring.periods import quarter_before, quarter_of
from tests.evaluation.conftest import Cycle, make_cycle
from tests.evaluation.test_quarters import add_failed_quarter
from tests.evaluation.test_records import discipline, state
from tests.evaluation.test_segments import add_post, work
from tests.worklogs.conftest import Log


async def before_the_year(log: Log) -> Cycle:
    """A month that is over, with more of its quarter to come, so that a year may begin within the quarter after it."""
    months_ago = 1 if (log.today.replace(day=1) - timedelta(days=1)).month % 3 else 2
    return await make_cycle(log, months_ago=months_ago)


async def add_year(cycle: Cycle, first: date) -> UUID:
    """The period of the year that begins with a month, with its sheets."""
    span = span_of("year", first, first.month)
    period = await cycle.add_period("year", span.first, span.last)
    async with cycle.session() as session:
        await session.execute(update(PeriodRule).where(PeriodRule.kind == "year").values(first_month=first.month))
    await cycle.make(period)
    return period


async def test_a_year_of_quarters_is_kept_up_with_months_before_it(log: Log) -> None:
    cycle = await before_the_year(log)
    following = (cycle.month + timedelta(days=32)).replace(day=1)
    span = span_of("year", following, following.month)
    year = await cycle.add_period("year", span.first, span.last)
    await cycle.make(year)
    second = await add_post(cycle, "cadre1", "price_division", weight="0.3", own="0.7")
    await work(cycle, cycle.province.appointments["cadre1"], "division_head", 10)
    await work(cycle, second, "agency_head", 5)
    await cycle.opine("cadre1", "28")
    await cycle.settle()
    month, sheet = await cycle.sheet("cadre1"), await cycle.sheet("cadre1", year)
    assert cycle.month not in sheet.months
    assert (sheet.total, sheet.results, sheet.general) == (month.total, month.results, Decimal(28))
    assert (sheet.total, sheet.scores_used["weighed"]) == (Decimal("87.5"), True)


@pytest.mark.parametrize("counts", [True, False])
async def test_a_discipline_counts_in_the_year_of_its_groups_rule(cycle: Cycle, counts: bool) -> None:
    before = cycle.month - timedelta(days=1)
    first = before.replace(day=1) if counts else cycle.month
    await add_year(cycle, first)
    await cycle.work()
    await cycle.opine("cadre1", "25", answers={"above": "0.3"})
    await discipline(cycle, "cadre1", decided_on=before)
    await cycle.settle()
    assert state(await cycle.sheet("cadre1"), "decree335.service") == ("not_met" if counts else "met")


async def test_a_kht_quarter_that_ends_in_the_year_counts_though_it_began_before(cycle: Cycle) -> None:
    quarter = quarter_before(quarter_of(cycle.month))
    await add_failed_quarter(cycle, quarter)
    found = {}
    for first in ((quarter + timedelta(days=62)).replace(day=1), (quarter + timedelta(days=93)).replace(day=1)):
        year = await add_year(cycle, first)
        await cycle.work()
        await cycle.settle()
        found[first.month] = state(await cycle.sheet("cadre1", year), "guide02.quarter")
    assert list(found.values()) == ["not_met", "met"]

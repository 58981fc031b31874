"""The working calendar: weekends, holidays, swapped days, and counting between two days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.errors import Forbidden
from tenants.registry import actions, queries, rules
from tenants.registry.errors import OutsideCalendar
from tests.fixtures_tenant import Province

YEAR_2026 = {day.day: day for day in rules.working_calendar(date(2026, 1, 1), date(2026, 12, 31))}


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 1, 1), False),  # New Year
        (date(2026, 2, 17), False),  # first day of the lunar year
        (date(2026, 4, 27), False),  # for the Hùng kings' day, a Sunday
        (date(2026, 8, 22), True),  # the Saturday worked
        (date(2026, 8, 31), False),  # for this Monday
        (date(2026, 9, 2), False),  # National Day
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 11, 23), True),  # a Monday
    ],
)
def test_the_calendar_knows_holidays_and_swapped_days(day: date, working: bool) -> None:
    assert YEAR_2026[day].working is working


def test_days_off_and_swapped_days_carry_their_reason_in_vietnamese() -> None:
    assert YEAR_2026[date(2026, 9, 2)].note == "Quốc khánh"
    assert YEAR_2026[date(2026, 8, 22)].note == "Ngày làm bù"
    assert YEAR_2026[date(2026, 11, 23)].note is None


def test_ordinals_count_working_days_without_a_gap() -> None:
    count = 0
    for day in YEAR_2026.values():
        count += day.working
        assert day.ordinal == count


@given(st.dates(date(2025, 1, 1), date(2026, 12, 31)), st.integers(0, 24))
def test_months_follow_each_other(first: date, months: int) -> None:
    found = rules.month_starts(first, months)
    assert [month.day for month in found] == [1] * months
    assert all(after - before <= timedelta(days=31) and after > before for before, after in pairwise(found))
    assert found[:1] == [first.replace(day=1)][:months]


async def test_the_difference_of_ordinals_is_the_number_of_working_days_between(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        found = await queries.ordinals(session, [date(2026, 8, 21), date(2026, 9, 3)])
        days = await queries.working_days(session, date(2026, 8, 22), date(2026, 9, 3))
    assert found[date(2026, 9, 3)] - found[date(2026, 8, 21)] == days == 7


async def test_a_day_the_calendar_does_not_reach_is_refused(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        with pytest.raises(OutsideCalendar):
            await queries.ordinals(session, [date(2026, 8, 21), date(2019, 1, 1)])
        with pytest.raises(OutsideCalendar):
            await queries.working_days(session, date(2026, 8, 21), date(2050, 1, 1))


async def test_the_calendar_continues_where_it_ends(province: Province) -> None:
    last = date(province.today.year + 1, 12, 31)
    async with province.db.tenant(province.id) as session:
        assert await actions.extend_calendar(session, [province.today.year, last.year + 1]) in (365, 366)
        assert await actions.extend_calendar(session, [last.year + 1]) == 0
        found = await queries.ordinals(session, [last, last + timedelta(days=5)])
        between = await queries.working_days(session, last + timedelta(days=1), last + timedelta(days=5))
    assert found[last + timedelta(days=5)] - found[last] == between > 0


async def test_an_extra_day_off_moves_every_later_ordinal(province: Province) -> None:
    day = date(2026, 11, 25)
    wanted = [day - timedelta(days=1), day, date(2026, 12, 31)]
    async with province.db.tenant(province.id) as session:
        before = await queries.ordinals(session, wanted)
        await actions.set_day(session, province.caller("admin"), day, working=False, note="Bão số 13")
    async with province.db.tenant(province.id) as session:
        after = await queries.ordinals(session, wanted)
        note = (await queries.calendar(session, day, day))[0].note
    assert [after[at] - before[at] for at in wanted] == [0, -1, -1]
    assert note == "Bão số 13"


async def test_setting_a_day_as_it_is_changes_no_ordinal(province: Province) -> None:
    day = date(2026, 11, 25)
    async with province.db.tenant(province.id) as session:
        before = await queries.ordinals(session, [day])
        await actions.set_day(session, province.caller("admin"), day, working=True, note=None)
        assert await queries.ordinals(session, [day]) == before


async def test_only_the_administrator_sets_days(province: Province) -> None:
    with pytest.raises(Forbidden):
        async with province.db.tenant(province.id) as session:
            await actions.set_day(
                session, province.caller("province_head"), date(2026, 11, 25), working=False, note=None
            )

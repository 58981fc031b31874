"""Days of periods and their deadlines."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.periods.rules import KINDS, MONTHLY, YEARLY, Span, Steps, deadlines, span_of, spans, year_called
from tenants.registry.rules import working_calendar
from tenants.scoring.periods import last_day, quarter_before, quarters_of, rested_on, starts

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
KIND = st.sampled_from(KINDS)
MONTH = st.integers(1, 12)


@pytest.mark.parametrize(
    ("kind", "day", "first", "last"),
    [
        ("month", date(2026, 2, 17), date(2026, 2, 1), date(2026, 2, 28)),
        ("month", date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
        ("quarter", date(2026, 9, 30), date(2026, 7, 1), date(2026, 9, 30)),
        ("quarter", date(2026, 12, 1), date(2026, 10, 1), date(2026, 12, 31)),
        ("year", date(2026, 6, 5), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_day_lies_in_its_month_quarter_and_year(kind: str, day: date, first: date, last: date) -> None:
    assert span_of(kind, day) == Span(first, last)


@given(KIND, DAYS, MONTH)
def test_periods_of_a_kind_tile_the_days(kind: str, day: date, month: int) -> None:
    span = span_of(kind, day, month)
    assert span.first <= day <= span.last
    assert span_of(kind, span.first, month) == span == span_of(kind, span.last, month)
    assert span_of(kind, span.last + timedelta(days=1), month).first == span.last + timedelta(days=1)
    assert span.last == last_day(kind, span.first)
    assert kind == "year" or span == span_of(kind, day)


@given(KIND, DAYS, st.integers(0, 800), MONTH)
def test_the_periods_that_begin_in_some_days_are_all_there_and_no_others(
    kind: str, first: date, length: int, month: int
) -> None:
    last = first + timedelta(days=length)
    found = list(spans(kind, first, last, month))
    days = (first + timedelta(days=n) for n in range(length + 1))
    assert [span.first for span in found] == sorted(day for day in days if span_of(kind, day, month).first == day)


def test_a_year_from_december_is_called_by_its_last_day() -> None:
    whole = Span(date(2025, 12, 1), date(2026, 11, 30))
    assert span_of("year", date(2025, 12, 1), 12) == whole == span_of("year", date(2026, 11, 30), 12)
    assert year_called(2026, 12) == whole
    assert year_called(2026, 1) == Span(date(2026, 1, 1), date(2026, 12, 31))
    assert quarters_of(whole.first, whole.last) == [date(2025, 10, 1), *(date(2026, at, 1) for at in (1, 4, 7))]


@given(DAYS, MONTH)
def test_a_year_has_twelve_months_and_the_four_quarters_that_end_within_it(day: date, month: int) -> None:
    year = span_of("year", day, month)
    assert year.first.month == month
    assert year_called(year.last.year, month) == year
    months, quarters = starts("month", year.first, year.last), quarters_of(year.first, year.last)
    assert (len(months), len(quarters)) == (12, 4)
    assert all(year.first <= last_day("quarter", quarter) <= year.last for quarter in quarters)
    assert last_day("quarter", quarter_before(quarters[0])) < year.first
    assert [quarter_before(one) for one in quarters[1:]] == quarters[:-1]
    covered = [one for quarter in quarters for one in starts("month", quarter, last_day("quarter", quarter))]
    assert rested_on("year", year.first, months, quarterly=True) == covered
    assert rested_on("year", year.first, months, quarterly=False) == months


@given(
    st.sampled_from([(12, 11, 30, 12), (1, 12, 31, 1)]),
    st.integers(2020, 2060),
    st.sets(st.integers(1, 14), max_size=2),
    st.sets(st.integers(-20, 20), max_size=3),
)
def test_a_year_is_decided_before_the_lawful_day_whatever_days_are_swapped(
    year: tuple[int, int, int, int], number: int, off: set[int], made_up: set[int]
) -> None:
    """Before 15 December, special bodies before 15 January; two working days may be swapped away with none for them."""
    first_month, month, day, limit_month = year
    span = span_of("year", date(number, month, day), first_month)
    assert span.last == date(number, month, day)
    swapped = [span.last + timedelta(days=one) for one in sorted(off)]
    public = working_calendar(span.last - timedelta(days=30), span.last + timedelta(days=90))
    working = {one.day for one in public if one.working}
    if first_month == 12:
        working -= set(swapped)
    working |= {span.last + timedelta(days=one) for one in made_up}
    due = deadlines(span, YEARLY, sorted(one for one in working if one > span.last))
    limit = date(span.last.year + (limit_month == 1), limit_month, 15)
    assert span.last < due.self_score_by <= due.opinion_by <= due.freeze_on < due.decision_by < limit


@given(DAYS, st.lists(st.integers(0, 20), min_size=4, max_size=4), st.sets(st.integers(1, 60), min_size=25))
def test_deadlines_follow_each_other_on_working_days(day: date, gaps: list[int], offsets: set[int]) -> None:
    span = span_of("month", day)
    working = [span.last + timedelta(days=offset) for offset in sorted(offsets)]
    first, second, third, fourth = sorted(gaps)
    steps = Steps(first, second, third, fourth, report_day=25)
    due = deadlines(span, steps, working)
    ordered = [due.self_score_by, due.opinion_by, due.freeze_on, due.decision_by]
    assert ordered == sorted(ordered)
    assert all(one == span.last or one in working for one in ordered)
    assert due.report_by == (span.last + timedelta(days=1)).replace(day=25)


def test_steps_out_of_order_or_endless_do_not_hold() -> None:
    assert MONTHLY.in_order
    assert not Steps(5, 3, 7, 10).in_order
    assert not Steps(3, 5, 7, 61).in_order
    assert not Steps(-1, 5, 7, 10).in_order
    assert not Steps(3, 5, 7, 10, report_day=31).in_order

"""Days of periods and their deadlines."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.periods.rules import KINDS, MONTHLY, Span, Steps, deadlines, span_of, spans

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
KIND = st.sampled_from(KINDS)


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


@given(KIND, DAYS)
def test_periods_of_a_kind_tile_the_days(kind: str, day: date) -> None:
    span = span_of(kind, day)
    assert span.first <= day <= span.last
    assert span_of(kind, span.first) == span == span_of(kind, span.last)
    assert span_of(kind, span.last + timedelta(days=1)).first == span.last + timedelta(days=1)


@given(KIND, DAYS, st.integers(0, 800))
def test_the_periods_that_begin_in_some_days_are_all_there_and_no_others(kind: str, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = list(spans(kind, first, last))
    begun = {day for day in (first + timedelta(days=n) for n in range(length + 1)) if span_of(kind, day).first == day}
    assert [span.first for span in found] == sorted(begun)


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

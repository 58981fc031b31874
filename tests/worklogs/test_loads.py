"""Loads: what somebody carries on a day, and which state names it."""

from decimal import Decimal

import pytest

from tenants.worklogs import loads
from tenants.worklogs.loads import OpenTask


def test_an_open_task_is_spread_over_the_days_left_and_a_late_one_falls_on_today() -> None:
    week, due, late = OpenTask(Decimal(600), 4), OpenTask(Decimal(60), 0), OpenTask(Decimal(90), -3)
    assert [int(task.today) for task in (week, due, late)] == [120, 60, 90]
    assert (week.late, due.late, late.late, OpenTask(Decimal(0), -3).late) == (False, False, True, False)
    assert loads.assigned(Decimal(30), [week, due, late]) == 300


@pytest.mark.parametrize(
    ("carried", "logged", "late", "expected"),
    [
        (601, 0, 3, "overloaded"),
        (600, 480, 3, "late"),
        (600, 0, 2, "full"),
        (481, 481, 0, "full"),
        (480, 480, 0, "fit"),
        (300, 1, 0, "fit"),
        (299, 299, 2, "spare"),
        (480, 0, 0, "silent"),
        (0, 0, 0, "silent"),
    ],
)
def test_the_most_pressing_matter_names_the_state(carried: int, logged: int, late: int, expected: str) -> None:
    assert loads.state(Decimal(carried), Decimal(logged), late, Decimal(loads.DAY)) == expected


def test_half_a_post_is_full_at_half_the_hours() -> None:
    half = Decimal(loads.DAY) / 2
    assert loads.state(Decimal(241), Decimal(241), 0, half) == "full"
    assert loads.state(Decimal(301), Decimal(301), 0, half) == "overloaded"

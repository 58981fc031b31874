"""Rates, sums and quantiles: computed from what is released, or hidden."""

from decimal import Decimal

import pytest

from tenants.statistics.disclosure.catalogue import TOTAL
from tenants.statistics.disclosure.derived import (
    Quantile,
    complements,
    rate,
    released_deviation,
    released_quantile,
    spread_allowed,
    total,
)  # fmt: skip
from tests.statistics.disclosure.nations import PB, by_two


def test_a_sum_with_a_hidden_part_is_hidden() -> None:
    assert total([3, 4, 0]) == 7
    assert total([3, None, 0]) is None
    assert total([]) == 0


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(1, 3, "33.3"), (2, 3, "66.7"), (1, 16, "6.3"), (0, 9, "0.0"), (9, 9, "100.0")],
)
def test_a_rate_has_one_decimal_rounded_half_up(numerator: int, denominator: int, shown: str) -> None:
    assert str(rate(numerator, denominator)) == shown


@pytest.mark.parametrize(("numerator", "denominator"), [(None, 9), (3, None), (None, None), (0, 0)])
def test_a_rate_of_something_hidden_or_of_nobody_is_hidden(numerator: int | None, denominator: int | None) -> None:
    assert rate(numerator, denominator) is None


def test_quantiles_need_thirty_people_and_leave_nobody_or_thirty_to_the_rest() -> None:
    assert spread_allowed(30, [0, 30, 400])
    assert not spread_allowed(29, [0])
    assert not spread_allowed(400, [29])
    assert not spread_allowed(400, [1])


def test_a_quantile_needs_ten_people_on_each_side_and_is_told_to_half_a_point() -> None:
    assert released_quantile(Quantile(Decimal("81.26"), 10, 10)) == Decimal("81.5")
    assert released_quantile(Quantile(Decimal("81.24"), 200, 15)) == Decimal("81.0")
    assert released_quantile(Quantile(Decimal("81.25"), 10, 10)) == Decimal("81.5")
    assert released_quantile(Quantile(Decimal(100), 200, 0)) is None
    assert released_quantile(Quantile(Decimal(60), 9, 100)) is None


def test_a_deviation_has_one_decimal() -> None:
    assert str(released_deviation(Decimal("7.25"))) == "7.3"


def test_the_rest_of_a_row_is_taken_from_each_of_its_parents() -> None:
    cells = by_two("province", "body", {
        ("p1", "u1"): (5, 5, 5), ("p1", "u2"): (2, 4, 0), ("p2", "u1"): (30, 1, 0), ("p2", "l1"): (7, 0, 0),
    }, [PB])  # fmt: skip
    assert sorted(complements(cells, ("p1", "u1", TOTAL))) == [6, 31]
    assert sorted(complements(cells, ("p2", TOTAL, TOTAL))) == [21]
    assert sorted(complements(cells, ("p2", "upper", TOTAL))) == [7, 21]

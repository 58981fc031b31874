"""Numbers kept as bigints of a scale give the same values as decimals do, digit for digit."""

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Integer, Numeric, Text, cast, literal, select
from sqlalchemy.exc import DataError

from tenants.norms.language import Package, compile_chain, load_package, shipped_package, sql_text
from tenants.norms.language.numbers import EXACT
from tests.norms.comparison import differences, random_rows
from tests.norms.random_norms import random_package

PACKAGES_TO_NOTICE = 25
KHANH_HOA = shipped_package("khanh-hoa")


def differences_of(connection: Connection, seed: int) -> list[str]:
    random = Random(seed)
    package = random_package(random)
    return differences(connection, package, *random_rows(random, package), whole=True)


@settings(
    max_examples=40,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a seed does not get simpler by getting smaller
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_whole_numbers_equal_the_reference_digit_for_digit(arithmetic: Connection, seed: int) -> None:
    assert differences_of(arithmetic, seed) == []


MUTATIONS: dict[str, tuple[str, Callable[..., str]]] = {
    "a scale forgotten": ("unscaled", lambda x, scale: f"CAST({x} AS numeric)" if scale is not None else x),
    "a constant at the wrong scale": ("whole", lambda value, scale: f"CAST({int(value)} AS bigint)"),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_the_comparison_notices(arithmetic: Connection, mutation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, wrong = MUTATIONS[mutation]
    monkeypatch.setattr(sql_text, name, wrong)
    assert any(differences_of(arithmetic, seed) for seed in range(PACKAGES_TO_NOTICE))


def _one(package: Package, same: tuple[str, ...] = (), **changes: Any) -> Any:
    """The month of one entry and its facts, and the statement that gives it."""
    given = {
        "norm": 90,
        "quantity": Decimal("2.25"),
        "complexity": "hard",
        "quality": "good",
        "days_late": -2,
    } | changes
    types: dict[str, Any] = {"norm": Integer(), "days_late": Integer(), "quantity": Numeric(14, 4)}
    keys = [cast(literal(1), Integer).label(name) for name in ("person", "day", "month")]
    entry = select(*keys, *(cast(literal(value), types.get(name, Text())).label(name) for name, value in given.items()))
    days, general = (cast(literal(value), Numeric) for value in (20, 25))
    month = select(keys[0], keys[2], days.label("work_days"), general.label("general"))
    return compile_chain(package, "month", {"entry": entry, "month": month}, same=same, whole=True)


def test_what_fits_is_summed_as_a_bigint_and_shown_as_a_decimal(arithmetic: Connection) -> None:
    statement = _one(KHANH_HOA, same=("month",))
    assert "AS bigint" in str(statement)
    assert 'GROUP BY b."person", b."day")' in str(statement)
    (row,) = arithmetic.execute(statement).mappings()
    assert row["credited"] == Decimal("318.9375")
    assert isinstance(row["credited"], Decimal)


def test_what_may_not_fit_stays_a_decimal(arithmetic: Connection) -> None:
    document = """
package: far
version: 1.0.0
levels:
  entry:
    by: [person, day]
    inputs:
      norm: {max: 60000}
      quantity: {max: 10000, step: 0.0001}
      complexity: {keys: [hard]}
      quality: {keys: [good]}
      days_late: {min: -366, max: 366}
    formulas:
      square: quantity * quantity
      points: square * square * norm
  month:
    over: entry
    by: [person, month]
    inputs:
      work_days: {max: 31}
      general: {max: 30}
    formulas: {total: sum(points), largest: max(square), enough: any(square >= 5)}
"""
    (row,) = arithmetic.execute(_one(load_package(document, "far"), quantity=Decimal("9999.9999"))).mappings()
    assert row["total"] == Decimal(99999999**4 * 90).scaleb(-16, EXACT)
    assert (row["largest"], row["enough"]) == (Decimal(99999999**2).scaleb(-8), True)


def test_an_input_beyond_its_range_is_an_error_and_never_another_number(arithmetic: Connection) -> None:
    assert arithmetic.execute(_one(KHANH_HOA, quantity=Decimal(500_000))).mappings().one()["credited"] == Decimal(
        70875000
    )
    with pytest.raises(DataError, match="out of range"):
        arithmetic.execute(_one(KHANH_HOA, quantity=Decimal(9_999_999_999), norm=2_000_000_000))

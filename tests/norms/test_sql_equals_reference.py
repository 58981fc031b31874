"""Compiled SQL and the decimal reference give the same values, and every rule that makes them so is needed."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from tenants.norms.language import sql_text
from tests.norms.comparison import differences, random_rows
from tests.norms.random_norms import random_package

PACKAGES_TO_NOTICE = 25


def differences_of(connection: Connection, seed: int) -> list[str]:
    random = Random(seed)
    package = random_package(random)
    return differences(connection, package, *random_rows(random, package))


@settings(
    max_examples=40,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a seed does not get simpler by getting smaller
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_compiled_sql_equals_the_reference_digit_for_digit(arithmetic: Connection, seed: int) -> None:
    assert differences_of(arithmetic, seed) == []


MUTATIONS: dict[str, tuple[str, Callable[..., str]]] = {
    "PostgreSQL's own division": ("quotient", lambda x, y, may_be_zero: f"({x} / nullif({y}, 0.))"),
    "least and greatest that skip nulls": ("unless_missing", lambda parts, result: result),
    "CASE that takes the else branch": (
        "choose",
        lambda condition, yes, no, may_be_missing: f"CASE WHEN {condition} THEN {yes} ELSE {no} END",
    ),
    "no settling": ("settled", lambda x, places: x),
    "half even as half up": ("half_even", lambda x, places: f"round({x}, {places})"),
    "null sums over nothing": ("over_nothing", lambda aggregate, value: aggregate),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_the_comparison_notices(arithmetic: Connection, mutation: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, wrong = MUTATIONS[mutation]
    monkeypatch.setattr(sql_text, name, wrong)

    noticed = next((seed for seed in range(PACKAGES_TO_NOTICE) if differences_of(arithmetic, seed)), None)

    assert noticed is not None

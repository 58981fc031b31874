"""Inputs are checked before scoring, in Python and in SQL by the same rules."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import ColumnElement, Connection, Integer, Numeric, Text, cast, literal, select

from tenants.norms.language import (
    RecordErrors,
    accepted,
    accepted_inputs,
    check_inputs,
    load_package,
    refused_input,
    shipped_package,
)

KHANH_HOA = shipped_package("khanh-hoa").levels["entry"]
GOOD: dict[str, object] = {
    "norm": Decimal(120),
    "quantity": Decimal("3.25"),
    "complexity": "hard",
    "quality": "good",
    "days_late": -3,
}
BAD = [
    ({"norm": None}, "present:norm"),
    ({"norm": Decimal(-1)}, "range:norm"),
    ({"norm": Decimal("60000.5")}, "range:norm"),
    ({"quantity": Decimal("0.005")}, "step:quantity"),
    ({"days_late": Decimal("1.5")}, "step:days_late"),
    ({"days_late": 367}, "range:days_late"),
    ({"quality": "splendid"}, "key:quality"),
    ({"complexity": None}, "present:complexity"),
]


@pytest.mark.parametrize(("change", "refusal"), BAD, ids=[refusal for _, refusal in BAD])
def test_a_wrong_input_is_refused_with_its_reason(change: dict[str, object], refusal: str) -> None:
    (problem,) = check_inputs(KHANH_HOA, {**GOOD, **change})

    assert f"{problem.code}:{problem.input}" == refusal
    assert problem.vi
    assert problem.en


@pytest.mark.parametrize(("change", "refusal"), BAD, ids=[refusal for _, refusal in BAD])
def test_postgresql_refuses_the_same_inputs(arithmetic: Connection, change: dict[str, object], refusal: str) -> None:
    row = _row({**GOOD, **change})

    found = arithmetic.execute(select(refused_input(KHANH_HOA, row), accepted_inputs(KHANH_HOA, row))).one()

    assert tuple(found) == (refusal, False)


def test_right_inputs_are_accepted_by_both(arithmetic: Connection) -> None:
    assert check_inputs(KHANH_HOA, GOOD) == ()

    found = arithmetic.execute(select(refused_input(KHANH_HOA, _row(GOOD)), accepted_inputs(KHANH_HOA, _row(GOOD))))

    assert tuple(found.one()) == (None, True)


@pytest.mark.parametrize(
    ("days", "refusal"), [(-367, "range:days_late"), (-366, None), (366, None), (367, "range:days_late")]
)
def test_a_column_of_integers_is_held_to_the_same_range(arithmetic: Connection, days: int, refusal: str | None) -> None:
    row = {**_row(GOOD), "days_late": cast(literal(days), Integer)}

    found = arithmetic.execute(select(refused_input(KHANH_HOA, row), accepted_inputs(KHANH_HOA, row))).one()

    assert tuple(found) == (refusal, refusal is None)


def _row(values: dict[str, object]) -> dict[str, ColumnElement[Any]]:
    return {
        name: cast(literal(value), Text() if name in ("complexity", "quality") else Numeric())
        for name, value in values.items()
    }


@pytest.mark.parametrize("value", [1.5, True, "3", Decimal("NaN"), Decimal("Infinity")])
def test_what_is_not_a_decimal_is_not_a_number(value: object) -> None:
    (problem,) = check_inputs(KHANH_HOA, {**GOOD, "norm": value})

    assert problem.code == "type"


def test_an_unknown_input_is_refused_with_the_nearest_name() -> None:
    (problem,) = check_inputs(KHANH_HOA, {**GOOD, "qualty": "good"})

    assert str(problem) == "entry: unknown: qualty: Level 'entry' has no 'qualty'. Did you mean 'quality'?"


def test_all_problems_of_a_record_are_told_at_once_in_declared_order() -> None:
    with pytest.raises(RecordErrors) as caught:
        accepted(KHANH_HOA, {"quality": "x"})

    assert [problem.input for problem in caught.value.problems] == list(KHANH_HOA.inputs)


def test_defaults_are_filled_and_optional_inputs_stay_missing() -> None:
    level = load_package(
        "package: p\nversion: 1\nlevels:\n  entry:\n    by: [entry]\n    inputs:\n"
        "      a: {max: 9, default: 4}\n      b: {max: 9, optional: true}\n      c: {type: boolean, default: true}\n",
        "p.yaml",
    ).levels["entry"]

    assert accepted(level, {}) == {"a": Decimal(4), "b": None, "c": True}

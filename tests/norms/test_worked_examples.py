"""The worked examples of the regulations, by their names, and the engine's answers around them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.norms.language import (
    RecordErrors,
    accepted,
    canonical,
    evaluate,
    load_package,
    run_examples,
    shipped_names,
    shipped_package,
)
from tenants.norms.language.numbers import quotient, settled

WORKED = [(name, example.name) for name in shipped_names() for example in shipped_package(name).examples]
NAMED_BY_THE_REGULATIONS = {
    "decree-335": {"T1", "T2", "T3", "T6", "T7", "T7b", "T8", "L1", "L3", "A1", "A1-cumulative", "P1", "P5", "P7", "Q"},
    "khanh-hoa": {"one-task", "late-task", "a-day", "a-month"},
    "f2-customs-v2": {"F2"},
    "f3-hung-yen-statistics": {"F3"},
    "f8-dak-lak-land-office": {"F8"},
}


@pytest.mark.parametrize(("package", "example"), WORKED)
def test_a_worked_example_comes_out_as_written(package: str, example: str) -> None:
    outcomes = [outcome for outcome in run_examples(shipped_package(package)) if outcome.example == example]

    assert outcomes
    assert [outcome for outcome in outcomes if not outcome.passed] == []


@pytest.mark.parametrize("package", NAMED_BY_THE_REGULATIONS)
def test_a_package_carries_the_examples_the_regulations_name(package: str) -> None:
    carried = {example.name for example in shipped_package(package).examples}

    assert carried >= NAMED_BY_THE_REGULATIONS[package]


def test_a_wrong_expectation_is_told_with_what_came_out() -> None:
    package = load_package(
        "package: p\nversion: '1'\nlevels:\n  entry: {by: [entry], inputs: {n: {max: 9}}, formulas: {f: n / 3}}\n"
        "examples:\n  bad: {level: entry, given: {n: 2}, expect: {f: 0.66}}\n",
        "p.yaml",
    )

    (outcome,) = run_examples(package)

    assert not outcome.passed
    assert (outcome.expected, outcome.found) == ("0.66", "0.666666666666666666666666666667")


def test_thirds_and_sevenths_that_make_ninety_are_exactly_ninety() -> None:
    entry = {"k": 1, "assigned": 7, "accepted": 7, "failed": 3, "delays": 3}

    values = evaluate(shipped_package("decree-335"), "month", {"general": Decimal(25), "of": [entry]})

    assert settled(Decimal(str(values["total"]))) == 90
    assert values["rating"] == "HTXS"


def test_a_total_just_below_ninety_is_not_ninety() -> None:
    entry = {"k": 1, "assigned": 1000, "accepted": 1000, "delays": 1286}

    values = evaluate(shipped_package("decree-335"), "month", {"general": Decimal("27.5"), "of": [entry]})

    assert canonical(values["total"]).startswith("89.99833333")
    assert values["rating"] == "HTT"


def test_a_running_month_shows_results_and_no_total() -> None:
    day = {"of": [{"norm": 120, "quantity": 4, "complexity": "simple", "quality": "good", "days_late": 0}]}

    values = evaluate(shipped_package("khanh-hoa"), "month", {"work_days": 2, "of": [day]})

    assert values["results"] == 35
    assert values["total"] is None
    assert values["rating"] is None


def test_a_month_without_work_days_is_refused() -> None:
    with pytest.raises(RecordErrors) as caught:
        evaluate(shipped_package("khanh-hoa"), "month", {"general": 20})

    assert [(problem.code, problem.input) for problem in caught.value.problems] == [("present", "work_days")]


def test_stored_entries_give_the_same_month_as_their_inputs() -> None:
    package = shipped_package("decree-335")
    inputs = {"k": Decimal("2.5"), "assigned": 4, "accepted": 4, "failed": 1}
    stored = {**accepted(package.levels["entry"], inputs), **evaluate(package, "entry", inputs)}

    from_inputs = evaluate(package, "month", {"general": 20, "of": [inputs]})
    from_stored = evaluate(package, "month", {"general": 20, "of": [stored]}, stored=["entry"])

    assert from_stored == from_inputs


@given(
    st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=1),
    st.integers(min_value=1, max_value=10**12),
)
def test_a_quotient_has_thirty_decimals_half_away_from_zero(x: Fraction, y: int) -> None:
    found = quotient(Decimal(int(x)), Decimal(y))

    scaled = abs(Fraction(int(x), y)) * 10**30
    expected = int(scaled + Fraction(1, 2)) * (1 if x >= 0 else -1)
    assert Fraction(found) * 10**30 == expected


@pytest.mark.parametrize(
    ("number", "text"),
    [("0", "0"), ("-0.00", "0"), ("1.500", "1.5"), ("100", "100"), ("1E+3", "1000"), ("1E-25", "0." + "0" * 24 + "1")],
)
def test_a_number_has_one_printed_form(number: str, text: str) -> None:
    assert canonical(Decimal(number)) == text


def test_other_values_have_one_printed_form() -> None:
    assert [canonical(value) for value in (None, True, False, "HTXS")] == ["", "true", "false", "HTXS"]

"""Whether one package accepts all that another accepts, typed columns checked like any other, and sums carried up."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Connection, Integer, Numeric, Text, cast, literal, null, select

from tenants.norms.language import (
    Package,
    accepted_inputs,
    accepts_all_of,
    check_inputs,
    evaluate,
    load_package,
    names_of,
    refused_input,
    shipped_package,
    shipped_text,
    stricter_checks,
    with_carried_sum,
)

KHANH_HOA, DECREE = shipped_package("khanh-hoa"), shipped_package("decree-335")


def changed(old: str, new: str) -> Package:
    document = shipped_text("khanh-hoa")
    assert old in document
    return load_package(document[: document.index("examples:")].replace(old, new), "changed")


@pytest.mark.parametrize(
    ("old", "new", "accepts"),
    [
        ("hard: 1.5", "hard: 1.3", True),
        ("quantity:   {max: 10000", "quantity:   {max: 20000", True),
        ("quantity:   {max: 10000", "quantity:   {max: 9999", False),
        ("quantity:   {max: 10000, step: 0.01", "quantity:   {max: 10000, step: 0.005", True),
        ("quantity:   {max: 10000, step: 0.01", "quantity:   {max: 10000, step: 0.1", False),
        ("days_late:  {min: -366", "days_late:  {min: -365", False),
        ("norm:       {max: 60000", "norm:       {max: 60000, optional: true", True),
        ("norm:       {max: 60000, unit", "minutes_said: {max: 9, default: 0}\n      norm: {max: 60000, unit", False),
    ],
)
def test_a_package_that_asks_no_more_accepts_all_that_was_accepted(old: str, new: str, accepts: bool) -> None:
    assert accepts_all_of(changed(old, new).levels["entry"], KHANH_HOA.levels["entry"]) is accepts


def test_a_key_that_is_no_longer_known_makes_a_package_narrower() -> None:
    document = shipped_text("khanh-hoa").replace(", very_hard: 2}", "}").replace(", very_hard]", "]")
    narrow = load_package(document, "narrow").levels["entry"]
    assert not accepts_all_of(narrow, KHANH_HOA.levels["entry"])
    assert accepts_all_of(KHANH_HOA.levels["entry"], narrow)


def test_only_the_checks_that_may_fail_are_stricter(arithmetic: Connection) -> None:
    now = KHANH_HOA.levels["entry"]
    fewer = changed("quantity:   {max: 10000", "quantity:   {max: 9999").levels["entry"]
    coarser = changed("quantity:   {max: 10000, step: 0.01", "quantity:   {max: 10000, step: 0.1").levels["entry"]
    assert stricter_checks(fewer, now) == {"quantity": {"range"}}
    assert stricter_checks(coarser, now) == {"quantity": {"step"}}
    assert stricter_checks(now, fewer) == {}
    assert stricter_checks(DECREE.levels["entry"], now).keys() == DECREE.levels["entry"].inputs.keys()
    columns = {name: cast(null(), Text) for name in now.inputs} | {"quantity": cast(literal("9999.5"), Numeric)}
    found = select(*(accepted_inputs(level, columns, stricter_checks(level, now)) for level in (fewer, coarser, now)))
    assert tuple(arithmetic.execute(found).one()) == (False, True, True)


def test_another_model_is_never_taken_to_accept_everything() -> None:
    assert not accepts_all_of(DECREE.levels["entry"], KHANH_HOA.levels["entry"])
    assert accepts_all_of(DECREE.levels["entry"], DECREE.levels["entry"])


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"norm": -1},
        {"norm": 60001},
        {"days_late": -367},
        {"quantity": Decimal("0.005")},
        {"quantity": Decimal("10000.01")},
        {"quality": "splendid"},
        {"quality": None},
    ],
)
def test_columns_with_types_of_their_own_are_refused_as_the_reference_refuses(
    arithmetic: Connection, change: dict[str, Any]
) -> None:
    given = {"norm": 90, "quantity": Decimal("2.25"), "complexity": "hard", "quality": "good", "days_late": 0} | change
    types: dict[str, Any] = {
        "norm": Integer,
        "days_late": Integer,
        "quantity": Numeric(14, 4),
        "complexity": Text,
        "quality": Text,
    }
    columns = {name: cast(literal(given[name], kind), kind) for name, kind in types.items()}
    level = KHANH_HOA.levels["entry"]

    wrong = [f"{one.code}:{one.input}" for one in check_inputs(level, given)]
    found = arithmetic.execute(select(refused_input(level, columns), accepted_inputs(level, columns))).one()

    assert tuple(found) == (wrong[0] if wrong else None, not wrong)


def test_a_carried_sum_changes_nothing_else() -> None:
    package, carried = with_carried_sum(KHANH_HOA, "points", lowest="entry", highest="month")
    entry = {"norm": Decimal(60), "quantity": Decimal(2), "complexity": "hard", "quality": "good", "days_late": 0}
    month: dict[str, object] = {"work_days": Decimal(20), "general": Decimal(28), "of": [{"of": [entry, entry]}]}
    values = evaluate(package, "month", month)
    assert package.digest == KHANH_HOA.digest
    assert values[carried] == 360
    assert {name: values[name] for name in names_of(KHANH_HOA, "month") if name in values} == evaluate(
        KHANH_HOA, "month", month
    )
    with pytest.raises(ValueError, match="does not stand over"):
        with_carried_sum(KHANH_HOA, "points", lowest="month", highest="day")

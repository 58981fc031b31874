"""Identification numbers, weights, and the arithmetic of paths."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.roles import APPOINTMENT_ROLES
from tenants.organisation import rules
from tenants.organisation.errors import BadPin, BadWeight, PinDisagrees

numbers = st.lists(st.integers(1, 3000), min_size=1, max_size=6)
below = st.lists(st.integers(1, 3000), max_size=6)


def path_of(parts: list[int]) -> str:
    path: str | None = None
    for number in parts:
        path = rules.child_path(path, number)
    assert path is not None
    return path


@pytest.mark.parametrize(
    ("pin", "province", "gender", "year"),
    [
        ("056090012345", "056", "male", 1990),
        ("001182000001", "001", "female", 1982),
        ("096203999999", "096", "male", 2003),
        ("042300123456", "042", "female", 2000),
    ],
)
def test_a_number_tells_province_gender_and_year_of_birth(pin: str, province: str, gender: str, year: int) -> None:
    assert rules.pin_facts(pin) == rules.PinFacts(province, gender, year)  # type: ignore[arg-type] # from the table


@pytest.mark.parametrize(
    "pin",
    [
        "",
        "05609001234",
        "0560900123456",
        "05609001234a",
        "000090012345",
        "097090012345",
        "003090012345",
        "056490012345",
        "056 900123 5",
        "０５６０９００１２３４５",
        "-56090012345",
    ],
)
def test_what_cannot_be_a_number_is_refused(pin: str) -> None:
    with pytest.raises(BadPin) as caught:
        rules.pin_facts(pin)
    assert caught.value.path == ("pin",)


def test_a_number_must_agree_with_birth_date_and_gender() -> None:
    rules.check_pin("056090012345", birth_date=date(1990, 5, 1), gender="male")
    rules.check_pin("056090012345", birth_date=None, gender=None)
    with pytest.raises(PinDisagrees, match="date of birth"):
        rules.check_pin("056090012345", birth_date=date(1991, 5, 1), gender="male")
    with pytest.raises(PinDisagrees, match="gender"):
        rules.check_pin("056090012345", birth_date=date(1990, 5, 1), gender="female")


def test_a_masked_number_shows_seven_digits_of_twelve() -> None:
    assert rules.mask_pin("056090012345") == "056•••••2345"


@pytest.mark.parametrize("weight", ["0", "-0.5", "1.001", "0.0005", "NaN", "Infinity"])
def test_a_weight_out_of_range_is_refused(weight: str) -> None:
    with pytest.raises(BadWeight):
        rules.check_weight(Decimal(weight))


@pytest.mark.parametrize("weight", ["0.001", "0.3", "1", "1.000"])
def test_a_weight_in_range_is_taken(weight: str) -> None:
    rules.check_weight(Decimal(weight))


def test_heads_become_deputies_and_nobody_else_changes() -> None:
    changed = {role: rules.deputy_of(role) for role in APPOINTMENT_ROLES if rules.deputy_of(role) != role}
    assert changed == {
        "division_head": "division_deputy",
        "agency_head": "agency_deputy",
        "province_head": "province_deputy",
    }


def test_roles_rank_from_the_head_of_the_province_down() -> None:
    assert sorted(APPOINTMENT_ROLES, key=rules.rank_of) == list(reversed(APPOINTMENT_ROLES))


@given(numbers, below)
def test_a_branch_holds_exactly_the_paths_that_begin_with_its_own(parts: list[int], more: list[int]) -> None:
    branch, path = path_of(parts), path_of([*parts, *more])
    first, after = rules.branch_range(branch)
    assert first <= path < after
    assert rules.is_within(path, branch)


@given(numbers, numbers)
def test_the_range_of_a_branch_and_its_prefix_say_the_same(one: list[int], other: list[int]) -> None:
    branch, path = path_of(one), path_of(other)
    first, after = rules.branch_range(branch)
    within = other[: len(one)] == one
    assert (first <= path < after) is within
    assert rules.is_within(path, branch) is within


@given(numbers, numbers, below)
def test_a_moved_path_keeps_what_lies_below_the_branch(old: list[int], new: list[int], more: list[int]) -> None:
    moved = rules.moved_path(path_of([*old, *more]), path_of(old), path_of(new))
    assert moved == path_of([*new, *more])
    assert rules.moved_path(moved, path_of(new), path_of(old)) == path_of([*old, *more])


@given(numbers)
def test_a_lineage_leads_from_the_root_to_the_path(parts: list[int]) -> None:
    path = path_of(parts)
    line = list(rules.lineage(path))
    assert line == [path_of(parts[:at]) for at in range(1, len(parts) + 1)]
    assert [rules.depth(above) for above in line] == list(range(1, len(parts) + 1))


def test_a_path_outside_the_branch_cannot_move_with_it() -> None:
    with pytest.raises(ValueError, match="not within"):
        rules.moved_path("1.22.", "1.2.", "1.3.")

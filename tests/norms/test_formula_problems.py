"""What the checker says of formulas: for each mistake its code, its exact place in the file, and its sentence."""

import pytest

from tenants.norms.language import load_package
from tests.norms.problem_documents import entry, month, only, problems_of

FORMULAS = [
    ("(n + 1", 10, "syntax", "The formula cannot be read here: (n + 1"),
    ("n + 0,25", 14, "syntax", "Decimals are written with a point: write 0.25."),
    ("n ** 2", 10, "syntax", "The language has no such form: n ** 2"),
    ("1 + n // 2", 14, "syntax", "The language has no such form: n // 2"),
    ("1 + n.real", 14, "syntax", "The language has no such form: n.real"),
    ("n + )", 14, "syntax", "The formula cannot be read here: )"),
    ("n + 1e5", 14, "syntax", "'1e5' is not a plain number: digits with a point, like 0.25."),
    ("n + 0x1f", 14, "syntax", "'0x1f' is not a plain number: digits with a point, like 0.25."),
    ("n + 1_000", 14, "syntax", "'1_000' is not a plain number: digits with a point, like 0.25."),
    ("n + 'x y'", 14, "syntax", "'x y' is not a key: only letters, digits and _ . + / - in one pair of quotes."),
    ("n in (1, k)", 19, "syntax", "The list after in must consist of constants: k"),
    ("n + é", 14, "syntax", "The character 'é' cannot be used in a formula."),
    ("n + 1234567890123456789012345", 14, "size", "The number 1234567890123456789012345 has more than 24 characters."),
    ("n + kk", 14, "name", "'kk' is not known at level 'entry'. Did you mean 'k'?"),
    ("n + flor(n)", 14, "name", "There is no function 'flor'. Did you mean 'floor'?"),
    ("q2[c]", 10, "name", "There is no table 'q2'. Did you mean 'q'?"),
    ("sum + 1", 10, "name", "'sum' is a function: write sum(…)."),
    ("ratio(n, k)", 10, "arity", "ratio must say what happens when it divides by zero: add zero=0, or zero=missing."),
    ("1 + floor(n, 2)", 14, "arity", "floor takes 1; here there are 2."),
    ("round(n, k)", 19, "arity", "The places of round are a whole number from 0 to 12, written out."),
    (
        'round(n, 2, "near")',
        22,
        "arity",
        "The way of rounding must be one of: half_up, half_even, down, floor, ceil.",
    ),
    ("floor(n, where=n)", 25, "arity", "floor does not take 'where='."),
    ("two[c]", 10, "arity", "Table 'two' is looked up by 2 values; here there are 1."),
    ("1 + c", 14, "type", "A number is needed here, but c is a key."),
    ("1 if n else 2", 15, "type", "A yes/no condition is needed here, but n is a number."),
    ("q[n]", 12, "type", "A key is needed here, but n is a number."),
    ('1 if n > 2 else "a"', 10, "type", "Both branches must be of one kind: one is a number, the other is a key."),
    ('c < "b"', 10, "type", "Keys and yes/no are compared only by == or !=."),
    ("n == c", 10, "type", "A number cannot be compared with a key."),
    (
        "1 if n == missing else 2",
        20,
        "type",
        "missing stands only in a branch of if/else or after zero=; to ask whether there is a value write present(x).",
    ),
    ("k + p", 10, "unit", "These two cannot be added or compared: one is in hour, the other in point."),
    ("min(1, k, p)", 10, "unit", "These two cannot be added or compared: one is in hour, the other in point."),
    (
        "k / n",
        14,
        "zero-division",
        "This can divide by zero: n may be 0. Say what happens then: ratio(k, n, zero=0), or zero=missing.",
    ),
    ("q[c]", 10, "no-default", "Table 'q' says nothing for c. Add these rows or a default."),
    (
        "n > 7",
        10,
        "unreachable",
        "n > 7 is never true: the left side lies between 0 and 5, the right side between 7 and 7.",
    ),
    ('c == "d"', 10, "unreachable", "c == \"d\" is never true: 'd' is not among a, b, c."),
    ("present(k)", 10, "unreachable", "present(k) is never false, so this condition decides nothing."),
    ("f + 1", 10, "cycle", "These formulas go round in a ring: f → f."),
    ("1 + sum(n)", 14, "scope", "sum of one value needs a level below, and level 'entry' stands over none."),
    (
        "big * big * big * 2",
        10,
        "overflow",
        "big * big * big * 2 could reach 10^60 or more. Narrow the min and max of the inputs.",
    ),
]


@pytest.mark.parametrize(("formula", "column", "code", "sentence"), FORMULAS, ids=[text for text, *_ in FORMULAS])
def test_a_mistake_in_a_formula_is_told_at_its_place(formula: str, column: int, code: str, sentence: str) -> None:
    problem = only(entry(formula))

    assert str(problem) == f"norms.yaml:15:{column}: {code}: f: {sentence}"


MONTHLY = [
    ("1 + n", 14, "scope", "'n' belongs to the level below, 'entry': aggregate it, for example sum(n)."),
    ("sum(days)", 14, "scope", "'days' belongs to level 'month'; inside sum(…) only names of level 'entry' are used."),
    ("sum(1 + sum(n))", 18, "scope", "Aggregates cannot be nested: each looks exactly one level down."),
    (
        "days / (days - 1)",
        18,
        "zero-division",
        "This can divide by zero: days - 1 may be 0. Say what happens then: "
        "ratio(days, days - 1, zero=0), or zero=missing.",
    ),
    ("count(n)", 16, "type", "A yes/no condition is needed here, but n is a number."),
    (
        'role != "stafff"',
        10,
        "unreachable",
        "role != \"stafff\" is never false: 'stafff' is not among staff, leader. Did you mean 'staff'?",
    ),
]


@pytest.mark.parametrize(("formula", "column", "code", "sentence"), MONTHLY, ids=[text for text, *_ in MONTHLY])
def test_a_mistake_between_levels_is_told_at_its_place(formula: str, column: int, code: str, sentence: str) -> None:
    problem = only(month(formula))

    assert str(problem) == f"norms.yaml:23:{column}: {code}: f: {sentence}"


def test_a_place_is_exact_inside_quotes() -> None:
    problem = only(entry("\"q['a'] + kk\""))

    assert (problem.line, problem.column) == (15, 20)


def test_a_place_is_exact_in_a_folded_text() -> None:
    problem = only(entry(">-\n        n +\n        kk"))

    assert (problem.line, problem.column) == (17, 9)


def test_a_place_is_exact_after_doubled_quotes() -> None:
    problem = only(entry("'q[''a''] + kk'"))

    assert (problem.line, problem.column) == (15, 22)


def test_one_pass_tells_one_problem_of_each_formula() -> None:
    document = entry("n + kk + pp\n      g: k + p\n      h: n / n\n      i: (\n      uses: f + g")

    found = [(problem.formula, problem.code) for problem in problems_of(document)]

    assert found == [("f", "name"), ("g", "unit"), ("h", "zero-division"), ("i", "syntax")]


def test_a_ring_is_shown_whole_and_once() -> None:
    document = entry("1 + g\n      g: h * 2\n      h: f - 1\n      outside: f + 1")

    problem = only(document)

    assert str(problem) == "norms.yaml:15:14: cycle: f: These formulas go round in a ring: f → g → h → f."


def test_a_formula_too_long_is_refused() -> None:
    assert only(entry("n" + " + n" * 250)).code == "size"


def test_a_formula_too_deep_is_refused_before_it_is_walked() -> None:
    assert only(entry("-" * 25 + "n")).code == "size"
    assert only(entry("-" * 990 + "n")).code == "size"
    assert only(entry("-(" * 190 + "n" + ")" * 190)).code == "size"


def test_a_formula_of_too_many_parts_is_refused() -> None:
    many = " and ".join(["n<1"] * 7)
    assert only(entry(" or ".join([f"({many})"] * 20))).code == "size"


def test_a_number_of_too_many_decimals_is_refused() -> None:
    long = "0.0000000000000000000001"

    assert only(entry(" * ".join(["n", *[long] * 5]))).code == "overflow"


def test_a_constant_condition_of_settings_is_allowed() -> None:
    package = load_package(entry('n if way == "u" and share > 0.2 else 0').replace("days + 1", "1"), "norms.yaml")

    assert package.levels["entry"].order == ("f",)


def test_a_stated_unit_must_be_the_inferred_one() -> None:
    problem = only(entry("{is: k * p, unit: hour}"))

    assert str(problem) == "norms.yaml:15:15: unit: f: The stated unit is hour, but the formula gives hour*point."

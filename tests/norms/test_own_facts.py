"""Facts of a province's own: a package says who supplies each, and what is no value of its kind is refused."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Select, Text, cast, literal, select

from kernel.errors import Refusal
from tenants.norms import facts
from tenants.norms.changes import changes
from tenants.norms.errors import FactOfTheLog, UnfedLevel, UnknownFact, WrongOrigin
from tenants.norms.examination import examine
from tenants.norms.language import (
    Input,
    Package,
    accepted_inputs,
    accepts_all_of,
    check_input,
    compile_chain,
    fact_column,
    fact_value,
    load_package,
    refused_input,
    shipped_text,
)
from tests.norms.problem_documents import DOCUMENT, only

SOUND = """package: own
version: 1.0.0
levels:
  entry:
    by: [person, day]
    inputs:
      quantity: {max: 100, step: 0.01}
      base: {min: -5, max: 90, step: 0.25, from: item}
      rank: {keys: [a, b.1, "7"], from: position}
      urgent: {type: boolean, from: item}
      stars: {min: 1, max: 5, default: 4, from: verification}
      note: {keys: [x, y], optional: true, from: verification}
      signed: {type: boolean, optional: true, from: verification}
    formulas:
      points: "quantity * base + stars if urgent else 0"
  month:
    over: entry
    by: [person, month]
    inputs:
      general: {max: 30, optional: true}
    formulas:
      results: sum(points)
      total: general + results
      rating: '"HT"'
"""
OWN = load_package(SOUND, "own.yaml")
ENTRY = OWN.levels["entry"]


def changed(old: str, new: str) -> Package:
    assert old in SOUND
    return load_package(SOUND.replace(old, new), "own.yaml")


def refused(package: Package) -> list[tuple[type[Refusal], object]]:
    return [(type(refusal), refusal.data["name"]) for refusal, _ in facts.refusals(package)]


def test_a_package_says_who_supplies_each_fact() -> None:
    assert refused(OWN) == []
    assert {one.name: one.origin for one in ENTRY.inputs.values()} == {
        "quantity": None,
        "base": "item",
        "rank": "position",
        "urgent": "item",
        "stars": "verification",
        "note": "verification",
        "signed": "verification",
    }
    assert [one.name for one in facts.own(OWN, "verification", "position")] == ["rank", "stars", "note", "signed"]


def test_an_origin_nobody_knows_is_told_at_its_place_in_both_languages() -> None:
    problem = only(DOCUMENT.replace("FORMULA", "days").replace("{max: 5, optional", "{max: 5, from: items, optional"))

    assert (problem.line, problem.column, problem.code, problem.formula) == (9, 25, "type", "n")
    assert problem.en.startswith("'items' is not one of the keys: item, position, verification, evaluation.")
    assert "Có phải ý là 'item'?" in problem.vi


@pytest.mark.parametrize(
    ("old", "new", "refusal", "name"),
    [
        ("step: 0.25, from: item}", "step: 0.25}", UnknownFact, "base"),
        ("step: 0.25, from: item}", "step: 0.25, from: evaluation}", WrongOrigin, "base"),
        ("{max: 100, step: 0.01}", "{max: 100, step: 0.01, from: item}", FactOfTheLog, "quantity"),
        ("{max: 30, optional: true}", "{max: 30, optional: true, from: item}", WrongOrigin, "general"),
        ("{max: 30, optional: true}", "{max: 30, optional: true, from: evaluation}", FactOfTheLog, "general"),
        (
            "general: {max: 30, optional: true}",
            "general: {max: 30, optional: true}\n      unit_rate: {max: 1, from: evaluation}",
            UnknownFact,
            "unit_rate",
        ),
    ],
)
def test_a_fact_that_nobody_could_supply_is_refused(old: str, new: str, refusal: type[Refusal], name: str) -> None:
    assert refused(changed(old, new)) == [(refusal, name)]


def test_what_evaluation_is_to_supply_is_known_to_the_language_and_left_to_defaults() -> None:
    package = changed(
        "general: {max: 30, optional: true}",
        "general: {max: 30, optional: true}\n      unit_rate: {max: 1, default: 1, from: evaluation}",
    )

    assert package.levels["month"].inputs["unit_rate"].origin == "evaluation"
    assert refused(package) == []


CAUSE = """levels:
  cause:
    by: [person, day]
    inputs:
      waived: {type: boolean, default: false}
    formulas:
      counts: not waived
  entry:
    over: cause
"""
DAY = """  day:
    over: entry
    by: [person, day]
    inputs:
      overtime: {max: 8, default: 0}
    formulas:
      points: sum(points) + overtime
  month:
    over: day
"""


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [("levels:\n  entry:\n", CAUSE, "cause"), ("  month:\n    over: entry\n", DAY, "day")],
)
def test_a_level_that_the_log_has_no_records_for_is_refused(old: str, new: str, name: str) -> None:
    assert refused(changed(old, new)) == [(UnfedLevel, name)]


def test_a_register_of_causes_beside_the_ladder_is_nobodys_concern() -> None:
    assert refused(load_package(shipped_text("f8-dak-lak-land-office"), "f8.yaml")) == []


def test_an_author_reads_each_refusal_at_the_place_of_the_input() -> None:
    broken = SOUND.replace("step: 0.25, from: item}", "step: 0.25}").replace("step: 0.01}", "step: 0.01, from: item}")
    broken = broken.replace("levels:", "settings: {days_late_in: {value: moons, keys: [moons]}}\nlevels:")

    found = [(one.line, one.code, one.subject) for one in examine(broken, None).findings]

    assert found == [(3, "fact", "days_late_in"), (8, "fact", "quantity"), (9, "fact", "base")]


def test_another_origin_is_a_difference_told_in_words_and_asks_for_another_fact() -> None:
    other = changed('rank: {keys: [a, b.1, "7"], from: position}', 'rank: {keys: [a, b.1, "7"], from: verification}')

    (change,) = changes(OWN, other)

    assert change.path == "levels.entry.inputs.rank.from"
    assert change.vi == "dữ liệu “rank” ở mức entry, nguồn: vị trí việc làm → xác nhận"
    assert change.en == "input 'rank' at level entry, source: job position → verification"
    assert accepts_all_of(ENTRY, ENTRY)
    assert not accepts_all_of(other.levels["entry"], ENTRY)


numbers = st.from_regex(r"-?[0-9]{1,3}(\.[0-9]{1,4})?", fullmatch=True)
texts = st.none() | numbers | st.sampled_from(
    ["", " 1", "1 ", "1\n", "NaN", "Infinity", "1e1", "0x1", "+1", "1.", ".5", "1,5", "--1", "a", "b.1", "7", "x", "z",
     "true", "True", "TRUE", "false", "no", "1" * 24, "1" * 25, "0." + "0" * 22, "0." + "0" * 23, "٣"]
)  # fmt: skip


def told(one: Input, text: str | None) -> str | None:
    problem = check_input(ENTRY, one, fact_value(one, text))
    return f"{problem.code}:{problem.input}" if problem else None


@settings(max_examples=150, deadline=None)
@given(st.fixed_dictionaries({name: texts for name in ENTRY.inputs if name != "quantity"}))
def test_a_text_is_read_and_refused_alike_by_reference_and_postgresql(
    arithmetic: Connection, said: dict[str, str | None]
) -> None:
    columns: dict[str, Any] = {name: cast(literal(text, Text), Text) for name, text in said.items()}
    columns = {name: fact_column(ENTRY.inputs[name], column) for name, column in columns.items()}
    columns["quantity"] = literal(Decimal(2))
    found, accepted = arithmetic.execute(select(refused_input(ENTRY, columns), accepted_inputs(ENTRY, columns))).one()

    wrong = [problem for name in ENTRY.inputs if name in said and (problem := told(ENTRY.inputs[name], said[name]))]
    assert (found, accepted) == (wrong[0] if wrong else None, not wrong)


def one_entry(**said: str | None) -> Select[Any]:
    texts = {"base": "2.5", "rank": "7", "urgent": "True", "stars": None, "note": None, "signed": "FALSE", **said}
    columns = [
        fact_column(ENTRY.inputs[name], cast(literal(text, Text), Text)).label(name) for name, text in texts.items()
    ]
    return select(literal(1).label("person"), literal(1).label("day"), literal(Decimal(3)).label("quantity"), *columns)


def test_accepted_texts_become_the_values_that_formulas_use(arithmetic: Connection) -> None:
    row = arithmetic.execute(compile_chain(OWN, "entry", {"entry": one_entry()}, fenced=True)).mappings().one()

    assert (row["base"], row["rank"], row["urgent"], row["stars"]) == (Decimal("2.5"), "7", True, 4)
    assert (row["note"], row["signed"], row["points"]) == (None, False, Decimal("11.5"))


def test_a_text_that_is_no_truth_never_breaks_the_statement(arithmetic: Connection) -> None:
    source = one_entry(urgent="perhaps", base="many")
    row = arithmetic.execute(compile_chain(OWN, "entry", {"entry": source}, fenced=True)).mappings().one()

    assert row["urgent"] is None

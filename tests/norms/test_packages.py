"""Packages as documents: what a province may change, what pins a score, and what a chain asks of its sources."""

from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import Connection, Select, literal, select

from tenants.norms.language import (
    NormErrors,
    Package,
    Source,
    Value,
    canonical_text,
    compile_chain,
    evaluate,
    from_canonical,
    hash_of_arrays,
    load_package,
    receipt_hash,
    shipped_package,
    shipped_text,
    with_receipts,
    with_settings,
)

ENTRY: dict[str, Value] = {
    "norm": Decimal(120),
    "quantity": Decimal(3),
    "complexity": "hard",
    "quality": "fair",
    "days_late": Decimal(6),
}


def khanh_hoa(override: str) -> Package:
    return load_package(shipped_text("khanh-hoa"), "khanh-hoa.yaml", override, "56.yaml")


def rows(**values: object) -> Select[Any]:
    columns: list[Any] = [literal(value).label(name) for name, value in values.items()]
    return select(*columns)


def test_a_province_replaces_settings_table_rows_and_formulas() -> None:
    package = khanh_hoa(
        "settings: {weight: 60}\ntables: {complexity: {rows: {hard: 3}}, timing: {upto: {0: 0}, above: -0.5}}\n"
        "levels: {entry: {formulas: {bonus: 0 * earned}}}\n"
        "examples: {e: {level: entry, given: {norm: 10, quantity: 1, complexity: hard, quality: good, days_late: 1},"
        " expect: {credited: 15}}}\n"
    )

    assert evaluate(package, "entry", ENTRY)["penalty"] == Decimal(120) * 3 * 3 * Decimal("0.8") * Decimal("0.5")
    assert package.settings["weight"].value == 60
    assert [example.name for example in package.examples] == ["e"]
    assert package.digest != shipped_package("khanh-hoa").digest


@pytest.mark.parametrize(
    ("override", "place"),
    [
        ("settings: {wait: 60}", (1, 12)),
        ("tables: {speed: {rows: {a: 1}}}", (1, 10)),
        ("levels: {entry: {inputs: {norm: {max: 5}}}}", (1, 18)),
        ("levels: {entry: {formulas: {other: 1}}}", (1, 29)),
        ("package: other", (1, 10)),
    ],
)
def test_a_province_cannot_replace_what_is_not_there(override: str, place: tuple[int, int]) -> None:
    with pytest.raises(NormErrors) as caught:
        khanh_hoa(override)

    (problem,) = caught.value.problems
    assert (problem.source, problem.code, problem.line, problem.column) == ("56.yaml", "name", *place)


def test_a_mistake_of_an_override_is_told_in_its_own_file() -> None:
    with pytest.raises(NormErrors) as caught:
        khanh_hoa("levels:\n  entry:\n    formulas:\n      bonus: earned + norm\n")

    (problem,) = caught.value.problems
    assert str(problem).startswith("56.yaml:4:14: unit: bonus: ")


def test_changed_settings_are_checked_and_change_the_digest() -> None:
    package = shipped_package("decree-335")

    cumulative = with_settings(package, {"quarter_by": "cumulative"})

    assert cumulative.settings["quarter_by"].value == "cumulative"
    assert cumulative.digest != package.digest


def test_a_receipt_pins_package_version_document_and_every_value() -> None:
    package = shipped_package("khanh-hoa")
    values = {**ENTRY, **evaluate(package, "entry", ENTRY)}

    text = canonical_text(package, "entry", values)

    assert text == (f"khanh-hoa|1.0.0|{package.digest}|entry|120|3|hard|fair|6|540|432|-0.2|0|86.4|345.6|345.6")
    assert receipt_hash(package, "entry", values) == sha256(text.encode()).digest()


def test_postgresql_writes_the_same_receipt(arithmetic: Connection) -> None:
    package = shipped_package("khanh-hoa")
    chain = compile_chain(package, "entry", {"entry": rows(id=7, person=1, day=2, **ENTRY)}, keep=["id"], fenced=True)

    row = arithmetic.execute(with_receipts(package, "entry", chain)).mappings().one()

    level = package.levels["entry"]
    read = from_canonical(package, "entry", (*level.inputs, *level.formulas), (*row["_inputs"], *row["_outputs"]))
    assert row["id"] == 7
    assert read == {**ENTRY, **evaluate(package, "entry", ENTRY)}
    assert bytes(row["_hash"]) == receipt_hash(package, "entry", read)


def test_a_receipt_of_more_values_than_a_function_takes_arguments_is_the_same(arithmetic: Connection) -> None:
    formulas = "".join(f"      f{index}: n + {index} if n > 3 else missing\n" for index in range(200))
    package = load_package(
        "package: p\nversion: 1\nlevels:\n  entry:\n    by: [entry]\n    inputs: {n: {max: 9, optional: true}}\n"
        f"    formulas:\n{formulas}",
        "p.yaml",
    )
    for n in (Decimal(2), Decimal(5)):
        chain = compile_chain(package, "entry", {"entry": rows(entry=1, n=n)}, fenced=True)
        row = arithmetic.execute(with_receipts(package, "entry", chain)).mappings().one()
        stored = hash_of_arrays(package, "entry", literal(row["_inputs"]), literal(row["_outputs"]))

        expected = receipt_hash(package, "entry", {"n": n, **evaluate(package, "entry", {"n": n})})
        assert bytes(row["_hash"]) == expected
        assert bytes(arithmetic.execute(select(stored)).scalar_one()) == expected


def test_stored_values_end_a_chain(arithmetic: Connection) -> None:
    package = shipped_package("khanh-hoa")
    days = rows(person=1, day=1, month=1, credited=Decimal(480), over=False).union_all(
        rows(person=1, day=2, month=1, credited=Decimal(240), over=True)
    )
    facts = rows(person=1, month=1, work_days=2, general=Decimal(28))

    found = arithmetic.execute(
        compile_chain(package, "month", {"day": Source(days, stored=True), "month": facts})
    ).mappings()

    (month,) = found
    assert (month["results"], month["total"], month["rating"], month["days_over"]) == (
        Decimal("52.5"),
        Decimal("80.5"),
        "HTT",
        1,
    )


def test_a_person_without_entries_still_has_a_month(arithmetic: Connection) -> None:
    package = shipped_package("khanh-hoa")
    nothing = rows(person=1, day=1, month=1, **ENTRY).where(literal(False))
    facts = rows(person=5, month=1, work_days=2, general=Decimal(28))

    (month,) = arithmetic.execute(compile_chain(package, "month", {"entry": nothing, "month": facts})).mappings()

    assert (month["person"], month["credited"], month["total"], month["rating"]) == (5, 0, 28, "KHT")


@pytest.mark.parametrize(
    ("sources", "sentence"),
    [
        ({}, "level month needs a source"),
        ({"month": rows(person=1, month=1, work_days=1, general=1)}, "level entry needs a source"),
        (
            {"month": rows(person=1, month=1, work_days=1), "entry": rows(person=1, day=1, month=1, **ENTRY)},
            "the source of level month lacks the columns general",
        ),
        (
            {"month": rows(person=1, month=1, work_days=1, general=1), "entry": rows(person=1, day=1, **ENTRY)},
            "the source of level entry lacks the columns month",
        ),
    ],
)
def test_a_chain_says_which_source_or_column_it_lacks(sources: dict[str, Select[Any]], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        compile_chain(shipped_package("khanh-hoa"), "month", sources)


def test_a_column_to_keep_may_not_hide_a_value() -> None:
    with pytest.raises(ValueError, match="columns to keep have names of level entry"):
        compile_chain(shipped_package("khanh-hoa"), "entry", {"entry": rows(person=1, day=1, **ENTRY)}, keep=["norm"])


def test_a_long_ladder_of_formulas_compiles(arithmetic: Connection) -> None:
    steps = "".join(f"      f{index}: f{index - 1} / 3 * 3 + 1\n" for index in range(1, 120))
    package = load_package(
        f"package: p\nversion: 1\nlevels:\n  entry:\n    by: [entry]\n    inputs: {{n: {{max: 9}}}}\n    formulas:\n"
        f"      f0: n + 1\n{steps}",
        "p.yaml",
    )

    (row,) = arithmetic.execute(compile_chain(package, "entry", {"entry": rows(entry=1, n=2)})).mappings()

    assert row["f119"] == evaluate(package, "entry", {"n": 2})["f119"]

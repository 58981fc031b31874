"""What expressions mean, each shown once by the reference and by PostgreSQL."""

from decimal import Decimal

import pytest
from sqlalchemy import Connection, literal, null, select

from tenants.norms.language import Package, canonical, compile_chain, evaluate, load_package

INPUTS = """
package: p
version: 1.0.0
settings: {seven: 7, way: {value: u, keys: [u, v]}}
tables:
  scale: {rows: {a: 1.5, b: 2}, default: 9}
  pair: {rows: {a: {a: 1, b: 2}, b: {a: 3, b: 4}}}
  wide: {rows: {a: {a: 1, b: 2}, b: {a: 3, b: 4}}, default: 9}
  early: {upto: {-3: 10, 0: 5}, above: 1}
  grade: {from: {90: A, 70: B}, below: C}
levels:
  entry:
    by: [entry]
    inputs:
      n: {min: -1000, max: 1000, step: 0.01}
      none: {max: 5}
      m: {max: 5, optional: true}
      k: {keys: [a, b, c]}
      j: {keys: [a, b], optional: true}
      i: {keys: [a, b]}
      yes: {type: boolean}
      perhaps: {type: boolean, optional: true}
    formulas:
"""
GIVEN = {"n": Decimal("-2.5"), "none": 0, "k": "c", "i": "b", "yes": True}
MEANINGS = {
    "n / 3 * 3": "-2.499999999999999999999999999999",
    "floor(n / 3 * 3 + 0.5)": "-2",
    "floor(n)": "-3",
    "ceil(n)": "-2",
    "round(n, 0)": "-3",
    'round(n, 0, "half_even")': "-2",
    'round(n + 1, 0, "half_even")': "-2",
    'round(n * 0.1, 2, "half_even")': "-0.25",
    'round(n * 0.1, 1, "half_even")': "-0.2",
    'round(n, 0, "down")': "-2",
    'round(n * 0.1, 1, "floor")': "-0.3",
    'round(n * 0.1, 1, "ceil")': "-0.2",
    "abs(n)": "2.5",
    "-n": "2.5",
    "n / 25": "-0.1",
    "1 / seven * n": "-0.357142857142857142857142857143",
    "ratio(n, none, zero=7)": "7",
    "ratio(n, none, zero=missing)": "",
    "ratio(m, none, zero=7)": "7",
    "ratio(m, none + 1, zero=7)": "",
    "ratio(n, m, zero=7)": "",
    "min(n, m)": "",
    "min(n, 4, none)": "-2.5",
    "max(n, 4, none)": "4",
    "n if m > 2 else 1": "",
    "1 if not (m > 2) else 2": "",
    "1 if present(m) else 2": "2",
    "yes or m > 2": "true",
    "m > 2 or yes": "true",
    "not yes and perhaps": "false",
    "yes and perhaps": "",
    "m == 3 or perhaps": "",
    "m in (1, 2)": "",
    "n in (-2.5, 7)": "true",
    'k not in ("a", "b")': "true",
    "-3 < n <= -2.5": "true",
    "1 < n < m": "false",
    "-5 < n < m": "",
    "scale[k]": "9",
    'scale["a" if yes else "b"]': "1.5",
    "scale[j]": "",
    "pair[i, i]": "4",
    "pair[j, i]": "",
    "wide[j, i]": "",
    "wide[i, i]": "4",
    "early[n]": "5",
    "early[n - 0.5]": "10",
    "early[m]": "",
    "grade[n + 92.5]": "A",
    "grade[(n + 92.5) / 7 * 7]": "A",
    "grade[(n + 92.49) / 7 * 7]": "B",
    "(n + 92.5) / 7 * 7 >= 90": "true",
    "(n + 92.5) / 7 * 7 == 90": "true",
    'n if way == "v" else 1': "1",
    '"a" if way == "v" else missing if yes else "b"': "",
    "yes == (n < 0)": "true",
}


@pytest.fixture(scope="module")
def package() -> Package:
    formulas = "".join(f"      f{index}: {{is: '{one}'}}\n" for index, one in enumerate(MEANINGS))
    return load_package(INPUTS + formulas, "meaning.yaml")


def test_the_reference_gives_each_expression_its_meaning(package: Package) -> None:
    values = evaluate(package, "entry", GIVEN)

    assert dict(zip(MEANINGS, map(canonical, values.values()), strict=True)) == MEANINGS


def test_postgresql_gives_each_expression_its_meaning(package: Package, arithmetic: Connection) -> None:
    source = select(
        *(literal(value).label(name) for name, value in {"entry": 1, **GIVEN}.items()),
        null().label("m"),
        null().label("j"),
        null().label("perhaps"),
    )

    (found,) = arithmetic.execute(compile_chain(package, "entry", {"entry": source})).mappings()

    assert {one: canonical(found[f"f{index}"]) for index, one in enumerate(MEANINGS)} == MEANINGS

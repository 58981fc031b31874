"""A small norm document to make mistakes in, and what the checker then says."""

import pytest

from tenants.norms.language import NormErrors, Problem, load_package

DOCUMENT = """package: p
version: 1.0.0
settings: {share: 0.25, limit: {value: 8, unit: hour}, way: {value: u, keys: [u, v]}}
tables: {q: {rows: {a: 1, b: 2}}, two: {rows: {a: {a: 1}}, default: 0}, late: {upto: {0: 1}, above: 0}}
levels:
  entry:
    by: [person, entry]
    inputs:
      n: {max: 5, optional: true}
      k: {max: 9, step: 0.01, unit: hour}
      p: {max: 9, unit: point}
      c: {keys: [a, b, c]}
      big: {max: 99999999999999999999}
    formulas:
      fine: n + 1
  month:
    over: entry
    by: [person, month]
    inputs:
      role: {keys: [staff, leader]}
      days: {min: 1, max: 31}
    formulas:
      f: FORMULA
"""


def entry(formula: str) -> str:
    """The document with one formula at level entry; it begins at line 15, column 10."""
    return DOCUMENT.replace("      f: FORMULA\n", "      g: days + 1\n").replace("fine: n + 1", f"f: {formula}")


def month(formula: str) -> str:
    """The document with one formula at level month; it begins at line 23, column 10."""
    return DOCUMENT.replace("FORMULA", formula)


def problems_of(document: str) -> tuple[Problem, ...]:
    with pytest.raises(NormErrors) as caught:
        load_package(document, "norms.yaml")
    return caught.value.problems


def only(document: str) -> Problem:
    found = problems_of(document)
    assert len(found) == 1, [str(problem) for problem in found]
    assert found[0].vi
    assert found[0].en
    return found[0]

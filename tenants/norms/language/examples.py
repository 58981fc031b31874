"""Runs the worked examples of a package and tells which do not come out as expected."""

from dataclasses import dataclass
from decimal import Decimal

from tenants.norms.language.evaluation import given_row
from tenants.norms.language.loading import with_settings
from tenants.norms.language.model import Example, Expectation, Package, Value
from tenants.norms.language.numbers import rounded
from tenants.norms.language.problems import NormErrors
from tenants.norms.language.receipts import canonical
from tenants.norms.language.records import RecordErrors


@dataclass(frozen=True, slots=True)
class Outcome:
    """One expected value of an example and what came out; `error` when it could not be computed at all."""

    example: str
    formula: str
    expected: str
    found: str
    passed: bool
    error: str = ""


def run_examples(package: Package) -> tuple[Outcome, ...]:
    """Every expected value of every example; a number is compared at the decimals it is written with."""
    return tuple(outcome for example in package.examples for outcome in run_example(package, example))


def run_example(package: Package, example: Example) -> tuple[Outcome, ...]:
    """The outcomes of one example, in the order of its expectations."""
    try:
        own = with_settings(package, example.settings) if example.settings else package
        row = given_row(own, example.level, example.given, example.expect)
    except (NormErrors, RecordErrors) as error:
        return tuple(
            Outcome(example.name, name, _shown(one.value), "", False, str(error))
            for name, one in example.expect.items()
        )
    return tuple(_outcome(example, name, one, row.values[name]) for name, one in example.expect.items())


def _outcome(example: Example, name: str, expected: Expectation, found: Value) -> Outcome:
    compared = rounded(found, expected.places) if isinstance(found, Decimal) else found
    passed = type(compared) is type(expected.value) and compared == expected.value
    return Outcome(example.name, name, _shown(expected.value), _shown(found), passed)


def _shown(value: Value) -> str:
    return "missing" if value is None else canonical(value)

"""Evaluates whole records: checks the inputs of every level, computes what is wanted, from below upwards."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import cast

from tenants.norms.language.dependencies import needs
from tenants.norms.language.evaluator import Row, named, value_of
from tenants.norms.language.model import Package, Record, Value
from tenants.norms.language.records import InputProblem, RecordErrors, accepted, filled


def evaluate(package: Package, level: str, record: Record, stored: Collection[str] = ()) -> dict[str, Value]:
    """The values of all formulas of a level for one record, in declared order; None is missing.

    `record` holds the level's inputs, and under `of` the records of the level below. Records of a level in `stored`
    hold values computed before, instead of inputs. Raises RecordErrors when an input is absent, out of its range,
    off its step or not a known key.
    """
    here = package.levels[level]
    row = _row(package, level, record, here.formulas, frozenset(stored))
    return {name: row.values[name] for name in here.formulas}


def _row(package: Package, level: str, record: Record, wanted: Iterable[str], stored: frozenset[str]) -> Row:
    here = package.levels[level]
    own = {name: value for name, value in record.items() if name != "of"}
    if level in stored:
        return Row(package, _stored(package, level, own, wanted))
    values = accepted(here, own)
    found = needs(package, level, wanted)
    below: Sequence[Row] = ()
    if found.looks_down and here.over:
        records = cast(Sequence[Record], record.get("of", ()))
        below = [_row(package, here.over, one, found.below, stored) for one in records]
    return computed(package, level, values, below, found.formulas)


def _stored(package: Package, level: str, own: Mapping[str, object], wanted: Iterable[str]) -> dict[str, Value]:
    absent = [name for name in wanted if name not in own]
    if absent:
        raise RecordErrors(
            InputProblem("present", level, name, f"Thiếu giá trị của {name}.", f"The value of {name} is missing.")
            for name in absent
        )
    return {name: cast(Value, value) for name, value in own.items()}


def computed(
    package: Package, level: str, values: Mapping[str, Value], below: Sequence[Row], formulas: Iterable[str]
) -> Row:
    """The row with the formulas added, each once, in the order given."""
    row = Row(package, dict(values), below)
    known = cast(dict[str, Value], row.values)
    for name in formulas:
        formula = package.levels[level].formulas[name]
        value = value_of(formula.node, row)
        known[name] = value if formula.unrounded else named(value)
    return row


def given_row(package: Package, level: str, record: Record, wanted: Iterable[str]) -> Row:
    """A row of an example: naming a formula replaces it, and only what the wanted names rest on must be given."""
    here = package.levels[level]
    own = {name: cast(Value, value) for name, value in record.items() if name not in ("of", "times")}
    found = needs(package, level, wanted, own)
    absent = [name for name in found.inputs if here.inputs[name].required]
    if absent:
        raise RecordErrors(
            InputProblem("present", level, name, f"Ví dụ thiếu '{name}'.", f"The example does not give '{name}'.")
            for name in absent
        )
    values = {**{name: filled(here.inputs[name], None) for name in found.inputs}, **own}
    below: list[Row] = []
    if found.looks_down and here.over:
        for one in cast(Sequence[Record], record.get("of", ())):
            times = cast(int, one.get("times", 1))
            below.extend([given_row(package, here.over, one, found.below)] * times)
    return computed(package, level, values, below, found.formulas)

"""The reference: what every expression means, computed in exact decimals one record at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any, cast

from tenants.norms.language import nodes
from tenants.norms.language.model import Package, Value
from tenants.norms.language.nodes import Node
from tenants.norms.language.numbers import (
    EXACT,
    NAMED_PLACES,
    ROUNDING_MODES,
    ZERO,
    quotient,
    rounded,
    settled,
)

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_SIGNS = {"+": EXACT.add, "-": EXACT.subtract, "*": EXACT.multiply}


@dataclass(frozen=True, slots=True)
class Row:
    """A record while it is computed: its values so far, and the finished rows of the level below."""

    package: Package
    values: Mapping[str, Value]
    below: Sequence["Row"] = ()


def named(value: Value) -> Value:
    """A value as a formula keeps it: numbers at most at 30 decimals."""
    return rounded(value, NAMED_PLACES) if isinstance(value, Decimal) else value


def value_of(node: Node, row: Row) -> Value:
    """The value of an expression for a record; None is missing."""
    return _MEANING[type(node)](node, row)


def _number(node: Node, row: Row) -> Decimal | None:
    return cast(Decimal | None, value_of(node, row))


def _settle(value: Value) -> Value:
    return settled(value) if isinstance(value, Decimal) else value


def _written(node: nodes.Number | nodes.Key | nodes.Flag, row: Row) -> Value:
    return node.value


def _missing(node: nodes.Missing, row: Row) -> Value:
    return None


def _name(node: nodes.Name, row: Row) -> Value:
    if node.name in row.values:
        return row.values[node.name]
    return row.package.settings[node.name].value


def _negate(node: nodes.Negate, row: Row) -> Value:
    value = _number(node.value, row)
    return None if value is None else EXACT.minus(value)


def _arithmetic(node: nodes.Arithmetic, row: Row) -> Value:
    left, right = _number(node.left, row), _number(node.right, row)
    return None if left is None or right is None else _SIGNS[node.sign](left, right)


def _quotient(node: nodes.Quotient, row: Row) -> Value:
    right = _number(node.right, row)
    if node.zero is not None and right is not None and settled(right) == 0:
        return value_of(node.zero, row)
    left = _number(node.left, row)
    return None if left is None or right is None else quotient(left, right)


def _compare(node: nodes.Compare, row: Row) -> Value:
    values = [_settle(value_of(operand, row)) for operand in node.operands]
    answers = [
        None if left is None or right is None else _COMPARE[sign](left, right)
        for sign, left, right in zip(node.signs, values, values[1:], strict=False)
    ]
    return _kleene(answers, deciding=False)


def _kleene(answers: Sequence[Value], *, deciding: bool) -> bool | None:
    if deciding in answers:
        return deciding
    return None if None in answers else not deciding


def _member(node: nodes.Member, row: Row) -> Value:
    value = _settle(value_of(node.value, row))
    return None if value is None else (value in [_settle(one) for one in node.choices]) is not node.negated


def _logic(node: nodes.Logic, row: Row) -> Value:
    return _kleene([value_of(value, row) for value in node.values], deciding=node.word == "or")


def _not(node: nodes.Not, row: Row) -> Value:
    value = value_of(node.value, row)
    return None if value is None else not value


def _choose(node: nodes.Choose, row: Row) -> Value:
    condition = value_of(node.condition, row)
    return None if condition is None else value_of(node.yes if condition else node.no, row)


def _lookup(node: nodes.Lookup, row: Row) -> Value:
    table = row.package.tables[node.table]
    found = [_settle(value_of(argument, row)) for argument in node.arguments]
    if None in found:
        return None
    if table.form == "rows":
        return table.rows.get(tuple(str(key) for key in found), table.other)
    reaches = _COMPARE["<=" if table.form == "upto" else ">="]
    return next((value for bound, value in table.bounds if reaches(found[0], settled(bound))), table.other)


def _extreme(node: nodes.Extreme, row: Row) -> Value:
    values = [_number(value, row) for value in node.values]
    present = [value for value in values if value is not None]
    return None if len(present) < len(values) else (min if node.word == "min" else max)(present)


def _round(node: nodes.Round, row: Row) -> Value:
    value = _number(node.value, row)
    return None if value is None else rounded(settled(value), node.places, ROUNDING_MODES[node.mode])


def _absolute(node: nodes.Absolute, row: Row) -> Value:
    value = _number(node.value, row)
    return None if value is None else EXACT.abs(value)


def _present(node: nodes.Present, row: Row) -> Value:
    return value_of(node.value, row) is not None


def _aggregate(node: nodes.Aggregate, row: Row) -> Value:
    taken = [below for below in row.below if node.where is None or value_of(node.where, below) is True]
    found = [value for value in (value_of(node.value, below) for below in taken) if value is not None]
    if node.word == "count":
        return Decimal(found.count(True))
    if node.word in ("any", "all"):
        return True in found if node.word == "any" else False not in found
    numbers = cast(list[Decimal], found)
    if node.word in ("min", "max"):
        return None if not numbers else (min if node.word == "min" else max)(numbers)
    total = ZERO
    for number in numbers:
        total = EXACT.add(total, number)
    if node.word == "sum":
        return total
    return quotient(total, Decimal(len(numbers))) if numbers else None


_MEANING: dict[type[Node], Callable[..., Value]] = {
    nodes.Number: _written,
    nodes.Key: _written,
    nodes.Flag: _written,
    nodes.Missing: _missing,
    nodes.Name: _name,
    nodes.Negate: _negate,
    nodes.Arithmetic: _arithmetic,
    nodes.Quotient: _quotient,
    nodes.Compare: _compare,
    nodes.Member: _member,
    nodes.Logic: _logic,
    nodes.Not: _not,
    nodes.Choose: _choose,
    nodes.Lookup: _lookup,
    nodes.Extreme: _extreme,
    nodes.Round: _round,
    nodes.Absolute: _absolute,
    nodes.Present: _present,
    nodes.Aggregate: _aggregate,
}

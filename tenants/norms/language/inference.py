"""Finds the kind of every expression of a formula, or the first thing wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import singledispatch
from itertools import pairwise

from tenants.norms.language import ranges
from tenants.norms.language.inference_conditions import compared, decisive, kleene, member
from tenants.norms.language.inference_tables import looked_up
from tenants.norms.language.kinds import KeyKind, Kind, NothingKind, NumberKind, TruthKind, described
from tenants.norms.language.model import Table
from tenants.norms.language.nodes import (
    Absolute,
    Aggregate,
    Arithmetic,
    Choose,
    Compare,
    Extreme,
    Flag,
    Key,
    Logic,
    Lookup,
    Member,
    Missing,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Present,
    Quotient,
    Round,
)
from tenants.norms.language.numbers import MAX_MAGNITUDE, MAX_PLACES, MAX_ROWS, ZERO, places_of
from tenants.norms.language.problems import FormulaFault
from tenants.norms.language.units import PLAIN, agree, unit_text


class BrokenName(Exception):
    """A name whose own formula is wrong; that problem is reported there, not here."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a formula can see; `kinds` receives the kind of each of its expressions."""

    text: str
    names: Mapping[str, Kind]
    settings: Mapping[str, Kind]
    tables: Mapping[str, Table]
    below: Mapping[str, Kind]
    kinds: dict[Node, Kind]

    def quoted(self, node: Node) -> str:
        """The author's own text of an expression."""
        return self.text[node.start : node.end]

    def fault(self, sentence: str, node: Node, /, **data: object) -> FormulaFault:
        """A fault at an expression, quoting it."""
        return FormulaFault(sentence, node.start, quoted=self.quoted(node), **data)


def infer(node: Node, scope: Scope) -> Kind:
    """The kind of an expression; raises FormulaFault where the language forbids it."""
    kind = _kind(node, scope)
    if isinstance(kind, NumberKind):
        if max(kind.lo.copy_abs(), kind.hi.copy_abs()) >= MAX_MAGNITUDE:
            raise scope.fault("overflow.magnitude", node)
        if kind.places >= MAX_PLACES:
            raise scope.fault("overflow.places", node)
    if isinstance(kind, TruthKind) and not isinstance(node, Name | Flag):
        decisive(node, kind, scope)
    scope.kinds[node] = kind
    return kind


def _number(node: Node, scope: Scope) -> NumberKind:
    kind = infer(node, scope)
    if not isinstance(kind, NumberKind):
        raise _wrong("type.number", node, kind, scope)
    return kind


def _condition(node: Node, scope: Scope) -> TruthKind:
    kind = infer(node, scope)
    if not isinstance(kind, TruthKind):
        raise _wrong("type.condition", node, kind, scope)
    return kind


def _wrong(name: str, node: Node, kind: Kind, scope: Scope) -> FormulaFault:
    if isinstance(kind, NothingKind):
        return scope.fault("type.missing", node)
    found_vi, found_en = described(kind)
    return scope.fault(name, node, found_vi=found_vi, found_en=found_en)


def _same_units(node: Node, left: Kind, right: Kind, scope: Scope) -> None:
    if isinstance(left, NumberKind) and isinstance(right, NumberKind) and not agree(left.unit, right.unit):
        raise scope.fault("unit.differs", node, left=unit_text(left.unit), right=unit_text(right.unit))


@singledispatch
def _kind(node: Node, scope: Scope) -> Kind:
    raise TypeError(node)


@_kind.register
def _(node: Number, scope: Scope) -> Kind:
    return NumberKind(lo=node.value, hi=node.value, places=places_of(node.value), unit=None, fixed=True)


@_kind.register
def _(node: Key, scope: Scope) -> Kind:
    return KeyKind(keys=(node.value,), fixed=True)


@_kind.register
def _(node: Flag, scope: Scope) -> Kind:
    return TruthKind(can=frozenset({node.value}), fixed=True)


@_kind.register
def _(node: Missing, scope: Scope) -> Kind:
    return NothingKind(missing=True, fixed=True)


@_kind.register
def _(node: Name, scope: Scope) -> Kind:
    found = scope.names.get(node.name) or scope.settings.get(node.name)
    if found is None:
        raise BrokenName(node.name)
    return found


@_kind.register
def _(node: Negate, scope: Scope) -> Kind:
    return ranges.negated(_number(node.value, scope))


@_kind.register
def _(node: Arithmetic, scope: Scope) -> Kind:
    left, right = _number(node.left, scope), _number(node.right, scope)
    if node.sign != "*":
        _same_units(node, left, right, scope)
    return ranges.combined(node.sign, left, right)


@_kind.register
def _(node: Quotient, scope: Scope) -> Kind:
    left, right = _number(node.left, scope), _number(node.right, scope)
    if node.zero is None and right.may_be_zero:
        data = {"dividend": scope.quoted(node.left), "divisor": scope.quoted(node.right)}
        raise scope.fault("zero.division", node.right, **data)
    result: Kind = ranges.divided(left, right) or NothingKind(missing=True, fixed=left.fixed and right.fixed)
    if node.zero is None:
        return result
    instead = infer(node.zero, scope)
    if not isinstance(instead, NumberKind | NothingKind):
        raise _wrong("type.number", node.zero, instead, scope)
    _same_units(node, result, instead, scope)
    return _either(node, result, instead, left.missing or right.missing, scope)


def _either(node: Node, one: Kind, two: Kind, missing: bool, scope: Scope) -> Kind:
    kind = ranges.joined(one, two)
    if kind is None:
        (left_vi, left_en), (right_vi, right_en) = described(one), described(two)
        data = {"left_vi": left_vi, "left_en": left_en, "right_vi": right_vi, "right_en": right_en}
        raise scope.fault("type.branches", node, **data)
    if isinstance(kind, NothingKind):
        raise scope.fault("type.nothing", node)
    return replace(kind, missing=True) if missing else kind


@_kind.register
def _(node: Choose, scope: Scope) -> Kind:
    condition = _condition(node.condition, scope)
    yes, no = infer(node.yes, scope), infer(node.no, scope)
    _same_units(node, yes, no, scope)
    kind = _either(node, yes, no, condition.missing, scope)
    return replace(kind, fixed=kind.fixed and condition.fixed)


@_kind.register
def _(node: Compare, scope: Scope) -> Kind:
    kinds = [infer(operand, scope) for operand in node.operands]
    for operand, kind in zip(node.operands, kinds, strict=True):
        if isinstance(kind, NothingKind):
            raise scope.fault("type.missing", operand)
    for left, right in pairwise(kinds):
        _same_units(node, left, right, scope)
    return compared(node, kinds, scope)


@_kind.register
def _(node: Member, scope: Scope) -> Kind:
    kind = infer(node.value, scope)
    if isinstance(node.choices[0], str) and not isinstance(kind, KeyKind):
        raise _wrong("type.key", node.value, kind, scope)
    if not isinstance(node.choices[0], str) and not isinstance(kind, NumberKind):
        raise _wrong("type.number", node.value, kind, scope)
    return member(node, kind, scope)


@_kind.register
def _(node: Logic, scope: Scope) -> Kind:
    return kleene(node.word, [_condition(value, scope) for value in node.values])


@_kind.register
def _(node: Not, scope: Scope) -> Kind:
    kind = _condition(node.value, scope)
    return replace(kind, can=frozenset(not answer for answer in kind.can))


@_kind.register
def _(node: Lookup, scope: Scope) -> Kind:
    kinds = [infer(argument, scope) for argument in node.arguments]
    table = scope.tables[node.table]
    for argument, kind in zip(node.arguments, kinds, strict=True):
        if table.form == "rows" and not isinstance(kind, KeyKind):
            raise _wrong("type.key", argument, kind, scope)
        if table.form != "rows" and not isinstance(kind, NumberKind):
            raise _wrong("type.number", argument, kind, scope)
    return looked_up(node, table, kinds, scope)


@_kind.register
def _(node: Extreme, scope: Scope) -> Kind:
    kinds = [_number(value, scope) for value in node.values]
    measured = next((kind for kind in kinds if kind.unit is not None), kinds[0])
    for kind in kinds:
        _same_units(node, measured, kind, scope)
    return ranges.extreme(node.word, kinds)


@_kind.register
def _(node: Round, scope: Scope) -> Kind:
    return ranges.rounded_kind(_number(node.value, scope), node.places, node.mode)


@_kind.register
def _(node: Absolute, scope: Scope) -> Kind:
    return ranges.absolute(_number(node.value, scope))


@_kind.register
def _(node: Present, scope: Scope) -> Kind:
    kind = infer(node.value, scope)
    if isinstance(kind, NothingKind):
        raise scope.fault("type.missing", node.value)
    return TruthKind(can=frozenset({True, False} if kind.missing else {True}), fixed=kind.fixed)


@_kind.register
def _(node: Aggregate, scope: Scope) -> Kind:
    inner = replace(scope, names=scope.below)
    if node.where is not None:
        _condition(node.where, inner)
    if node.word in ("count", "any", "all"):
        _condition(node.value, inner)
        if node.word == "count":
            return NumberKind(lo=ZERO, hi=MAX_ROWS, places=0, unit=PLAIN)
        return TruthKind()
    kind = _number(node.value, inner)
    if node.word == "sum":
        return ranges.summed(kind)
    return ranges.averaged(kind) if node.word == "mean" else replace(kind, missing=True, fixed=False)

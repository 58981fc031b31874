"""What a condition can answer; a condition that can never change is refused, unless it is made of settings alone."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from tenants.norms.language.kinds import YES_OR_NO, KeyKind, Kind, NumberKind, TruthKind, described
from tenants.norms.language.nodes import Compare, Key, Member, Node
from tenants.norms.language.numbers import printed, settled
from tenants.norms.language.problems import FormulaFault
from tenants.norms.language.suggestions import hints

_ANSWERS = {True: ("đúng", "true"), False: ("sai", "false")}


class Quotes(Protocol):
    """What a rule needs to point at an expression."""

    def quoted(self, node: Node) -> str: ...
    def fault(self, sentence: str, node: Node, /, **data: object) -> FormulaFault: ...


def decisive(node: Node, kind: TruthKind, scope: Quotes) -> None:
    """Refuse a condition that always gives the same answer whatever the inputs are."""
    if len(kind.can) != 1 or kind.fixed:
        return
    answer_vi, answer_en = _ANSWERS[next(iter(kind.can)) is False]
    raise scope.fault("never.condition", node, answer_vi=answer_vi, answer_en=answer_en)


def kleene(word: str, kinds: Sequence[TruthKind]) -> TruthKind:
    """The answers of `and` and `or`."""
    deciding = word == "or"
    can = set()
    if any(deciding in kind.can for kind in kinds):
        can.add(deciding)
    if all((not deciding) in kind.can for kind in kinds):
        can.add(not deciding)
    missing, fixed = any(kind.missing for kind in kinds), all(kind.fixed for kind in kinds)
    return TruthKind(can=frozenset(can), missing=missing, fixed=fixed)


def compared(node: Compare, kinds: Sequence[Kind], scope: Quotes) -> TruthKind:
    """The answers of a comparison or of a chain of them."""
    pairs = []
    for index, sign in enumerate(node.signs):
        left, right = kinds[index], kinds[index + 1]
        if isinstance(left, NumberKind) and isinstance(right, NumberKind):
            pairs.append(_numbers(sign, left, right))
            _refuse_constant_numbers(node, pairs[-1], left, right, scope)
        else:
            pairs.append(_others(node, index, left, right, scope))
    return kleene("and", pairs) if len(pairs) > 1 else pairs[0]


def _refuse_constant_numbers(
    node: Compare, kind: TruthKind, left: NumberKind, right: NumberKind, scope: Quotes
) -> None:
    if len(kind.can) != 1 or kind.fixed:
        return
    answer_vi, answer_en = _ANSWERS[next(iter(kind.can)) is False]
    bounds = {"left_lo": left.lo, "left_hi": left.hi, "right_lo": right.lo, "right_hi": right.hi}
    shown = {name: printed(bound) for name, bound in bounds.items()}
    raise scope.fault("never.numbers", node, answer_vi=answer_vi, answer_en=answer_en, **shown)


def _numbers(sign: str, left: NumberKind, right: NumberKind) -> TruthKind:
    can = _possible(sign, *(settled(bound) for bound in (left.lo, left.hi, right.lo, right.hi)))
    return TruthKind(can=can, missing=left.missing or right.missing, fixed=left.fixed and right.fixed)


def _possible(sign: str, left_lo: Decimal, left_hi: Decimal, right_lo: Decimal, right_hi: Decimal) -> frozenset[bool]:
    if sign in (">", ">="):
        turned = {">": "<", ">=": "<="}[sign]
        return _possible(turned, right_lo, right_hi, left_lo, left_hi)
    if sign == "!=":
        return frozenset(not answer for answer in _possible("==", left_lo, left_hi, right_lo, right_hi))
    if sign == "==":
        yes = left_lo <= right_hi and right_lo <= left_hi
        no = not left_lo == left_hi == right_lo == right_hi
    elif sign == "<":
        yes, no = left_lo < right_hi, left_hi >= right_lo
    else:
        yes, no = left_lo <= right_hi, left_hi > right_lo
    return frozenset({True} if yes else set()) | frozenset({False} if no else set())


def _others(node: Compare, index: int, left: Kind, right: Kind, scope: Quotes) -> TruthKind:
    if type(left) is not type(right):
        (left_vi, left_en), (right_vi, right_en) = described(left), described(right)
        data = {"left_vi": left_vi, "left_en": left_en.capitalize(), "right_vi": right_vi, "right_en": right_en}
        raise scope.fault("type.compare", node, **data)
    if node.signs[index] not in ("==", "!="):
        raise scope.fault("type.order", node)
    missing, fixed = left.missing or right.missing, left.fixed and right.fixed
    if isinstance(left, KeyKind) and isinstance(right, KeyKind):
        _known_keys(node, index, left, right, scope)
        same = len(left.keys) == 1 and left.keys == right.keys
        return TruthKind(
            can=frozenset({node.signs[index] == "=="}) if same else YES_OR_NO, missing=missing, fixed=fixed
        )
    return TruthKind(missing=missing, fixed=fixed)


def _known_keys(node: Compare, index: int, left: KeyKind, right: KeyKind, scope: Quotes) -> None:
    if set(left.keys) & set(right.keys):
        return
    written, other = (left, right) if isinstance(node.operands[index], Key) else (right, left)
    _never_key(node, written.keys[0], other, node.signs[index] == "!=", scope)


def _never_key(node: Node, key: str, kind: KeyKind, negated: bool, scope: Quotes) -> None:
    answer_vi, answer_en = _ANSWERS[not negated]
    data = {"key": key, "keys": ", ".join(kind.keys), "answer_vi": answer_vi, "answer_en": answer_en}
    raise scope.fault("never.key", node, **data, **hints(key, kind.keys))


def member(node: Member, kind: Kind, scope: Quotes) -> TruthKind:
    """The answers of `in` and `not in`."""
    can = {True, False}
    if isinstance(kind, KeyKind):
        for choice in node.choices:
            if isinstance(choice, str) and choice not in kind.keys:
                _never_key(node, choice, kind, node.negated, scope)
        if set(kind.keys) == set(node.choices):
            can = {True}
    elif isinstance(kind, NumberKind):
        lo, hi = settled(kind.lo), settled(kind.hi)
        inside = [lo <= settled(choice) <= hi for choice in node.choices if isinstance(choice, Decimal)]
        if not any(inside):
            can = {False}
        elif lo == hi:
            can = {True}
    found = frozenset(answer is not node.negated for answer in can)
    return TruthKind(can=found, missing=kind.missing, fixed=kind.fixed)

"""Reads the calls of a formula: which functions there are, and what each takes."""

import ast
from typing import Protocol

from tenants.norms.language.nodes import Absolute, Aggregate, Extreme, Flag, Key, Node, Number, Present, Quotient, Round
from tenants.norms.language.numbers import ROUNDING_MODES
from tenants.norms.language.problems import FormulaFault
from tenants.norms.language.suggestions import hints
from tenants.norms.language.words import FUNCTIONS

MAX_ROUND_PLACES = 12
MAX_EXTREME_VALUES = 8


class ReadsNodes(Protocol):
    """What a call needs of the reader it stands in."""

    def span(self, tree: ast.expr) -> tuple[int, int]: ...
    def node(self, tree: ast.expr) -> Node: ...
    def constant(self, tree: ast.Constant) -> Number | Key | Flag: ...
    def fault(self, sentence: str, tree: ast.expr, /, **data: object) -> FormulaFault: ...


def read_call(tree: ast.Call, reader: ReadsNodes) -> Node:
    """The node a call stands for; refuses unknown functions and wrong arguments."""
    if not isinstance(tree.func, ast.Name) or any(isinstance(argument, ast.Starred) for argument in tree.args):
        raise reader.fault("syntax.form", tree)
    word, count = tree.func.id, len(tree.args)
    if word not in FUNCTIONS:
        raise reader.fault("name.function", tree.func, name=word, **hints(word, FUNCTIONS))
    if word == "ratio":
        return _ratio(tree, reader)
    if word == "round":
        return _round(tree, reader)
    if word in ("min", "max") and count != 1:
        return _extreme(word, tree, reader)
    if word in ("abs", "floor", "ceil", "present"):
        return _of_one(word, tree, reader)
    keywords = _keywords(word, tree, reader, ("where",))
    _counted(word, tree, reader, count == 1, "1")
    where = reader.node(keywords["where"]) if "where" in keywords else None
    return Aggregate(*reader.span(tree), word, reader.node(tree.args[0]), where)


def _ratio(tree: ast.Call, reader: ReadsNodes) -> Node:
    keywords = _keywords("ratio", tree, reader, ("zero",))
    _counted("ratio", tree, reader, len(tree.args) == 2, "2")
    if "zero" not in keywords:
        raise reader.fault("arity.zero", tree)
    left, right = (reader.node(argument) for argument in tree.args)
    return Quotient(*reader.span(tree), left, right, reader.node(keywords["zero"]))


def _round(tree: ast.Call, reader: ReadsNodes) -> Node:
    _keywords("round", tree, reader, ())
    _counted("round", tree, reader, len(tree.args) in (2, 3), "2–3")
    value, places = reader.node(tree.args[0]), tree.args[1]
    number = reader.constant(places) if isinstance(places, ast.Constant) else None
    if not isinstance(number, Number) or number.value != int(number.value) or number.value > MAX_ROUND_PLACES:
        raise reader.fault("arity.places", places)
    mode = "half_up"
    if len(tree.args) == 3:
        written = reader.constant(tree.args[2]) if isinstance(tree.args[2], ast.Constant) else None
        if not isinstance(written, Key) or written.value not in ROUNDING_MODES:
            raise reader.fault("arity.mode", tree.args[2], modes=", ".join(ROUNDING_MODES))
        mode = written.value
    return Round(*reader.span(tree), value, int(number.value), mode)


def _extreme(word: str, tree: ast.Call, reader: ReadsNodes) -> Node:
    _keywords(word, tree, reader, ())
    _counted(word, tree, reader, 2 <= len(tree.args) <= MAX_EXTREME_VALUES, f"1–{MAX_EXTREME_VALUES}")
    return Extreme(*reader.span(tree), word, tuple(reader.node(argument) for argument in tree.args))


def _of_one(word: str, tree: ast.Call, reader: ReadsNodes) -> Node:
    _keywords(word, tree, reader, ())
    _counted(word, tree, reader, len(tree.args) == 1, "1")
    value, span = reader.node(tree.args[0]), reader.span(tree)
    if word == "present":
        return Present(*span, value)
    return Absolute(*span, value) if word == "abs" else Round(*span, value, 0, word)


def _keywords(word: str, tree: ast.Call, reader: ReadsNodes, allowed: tuple[str, ...]) -> dict[str, ast.expr]:
    found: dict[str, ast.expr] = {}
    for keyword in tree.keywords:
        if keyword.arg not in allowed or keyword.arg in found:
            raise reader.fault("arity.keyword", keyword.value, function=word, keyword=keyword.arg or "**")
        found[keyword.arg] = keyword.value
    return found


def _counted(word: str, tree: ast.Call, reader: ReadsNodes, right: bool, expected: str) -> None:
    if not right:
        raise reader.fault("arity.count", tree, function=word, expected=expected, count=len(tree.args))

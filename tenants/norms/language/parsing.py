"""Reads the text of a formula through Python's `ast` against a white list; nothing is ever executed."""

import ast
import re
from collections.abc import Iterator
from decimal import Decimal

from tenants.norms.language.nodes import (
    Arithmetic,
    Choose,
    Compare,
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
    Quotient,
)
from tenants.norms.language.parsing_calls import read_call
from tenants.norms.language.problems import FormulaFault
from tenants.norms.language.words import FUNCTIONS, MAX_NUMBER_CHARACTERS, is_key, plain_number

MAX_CHARACTERS = 1000
MAX_NODES = 400
MAX_DEPTH = 24

_ALLOWED = re.compile(r"[A-Za-z0-9_.+\-*/%()<>=!,\"'\[\] \n\t]")
_COMMA = re.compile(r"(?<![A-Za-z0-9_.])([0-9]+),([0-9]+)(?![A-Za-z0-9_.])")
_SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_COMPARISONS = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


def parse(text: str) -> Node:
    """The expression a text writes; raises FormulaFault where it leaves the language."""
    if len(text) > MAX_CHARACTERS:
        raise FormulaFault("size.characters", 0, count=len(text), limit=MAX_CHARACTERS)
    for offset, character in enumerate(text):
        if not _ALLOWED.match(character):
            raise FormulaFault("syntax.character", offset, character=character)
    flat = re.sub(r"\s", " ", text)
    indent = len(flat) - len(flat.lstrip())
    if indent == len(flat):
        raise FormulaFault("syntax.empty", 0)
    tree = _python_tree(flat, indent)
    _measure(tree, indent)
    return Reader(flat, indent).node(tree)


def _python_tree(flat: str, indent: int) -> ast.expr:
    try:
        tree = ast.parse(flat[indent:], mode="eval").body
    except SyntaxError as error:
        offset = min(max(indent + (error.offset or 1) - 1, 0), len(flat) - 1)
        raise FormulaFault("syntax.parse", offset, near=flat[offset : offset + 24]) from error
    except (RecursionError, MemoryError) as error:
        raise FormulaFault("size.depth", 0, limit=MAX_DEPTH) from error
    comma = _COMMA.search(flat)
    if comma:
        name = "syntax.comma" if isinstance(tree, ast.Tuple) else "syntax.comma-call"
        raise FormulaFault(name, comma.start(), quoted=comma[0], better=f"{comma[1]}.{comma[2]}")
    return tree


def _measure(tree: ast.expr, indent: int) -> None:
    """Limits are checked with a stack, before anything walks the tree by recursion."""
    waiting, count = [(tree, 1)], 0
    while waiting:
        node, depth = waiting.pop()
        count += 1
        if count > MAX_NODES:
            raise FormulaFault("size.nodes", indent, limit=MAX_NODES)
        if depth > MAX_DEPTH:
            raise FormulaFault("size.depth", indent + node.col_offset, limit=MAX_DEPTH)
        waiting.extend((child, depth + 1) for child in _expressions(node))


def _expressions(node: ast.AST) -> Iterator[ast.expr]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.expr):
            yield child
        elif isinstance(child, ast.keyword):
            yield child.value


class Reader:
    """Turns Python's tree into the language's own nodes; what it does not know is refused."""

    def __init__(self, text: str, indent: int) -> None:
        self._text, self._indent = text, indent

    def span(self, tree: ast.expr) -> tuple[int, int]:
        """Start and end of a piece in the formula's text."""
        return self._indent + tree.col_offset, self._indent + (tree.end_col_offset or tree.col_offset)

    def quoted(self, tree: ast.expr) -> str:
        """The author's own text of a piece."""
        start, end = self.span(tree)
        return self._text[start:end]

    def fault(self, sentence: str, tree: ast.expr, /, **data: object) -> FormulaFault:
        """A fault at a piece, quoting it."""
        return FormulaFault(sentence, self.span(tree)[0], quoted=self.quoted(tree), **data)

    def node(self, tree: ast.expr) -> Node:
        """The node a piece of Python's tree stands for."""
        match tree:
            case ast.Constant() | ast.Name():
                return self._word(tree)
            case ast.UnaryOp() | ast.BinOp() | ast.BoolOp():
                return self._operation(tree)
            case ast.Compare():
                return self._comparison(tree)
            case ast.IfExp():
                return Choose(*self.span(tree), self.node(tree.test), self.node(tree.body), self.node(tree.orelse))
            case ast.Subscript():
                return self._lookup(tree)
            case ast.Call():
                return read_call(tree, self)
        raise self.fault("syntax.form", tree)

    def constant(self, tree: ast.Constant) -> Number | Key | Flag:
        """A written number, key, True or False."""
        span, text = self.span(tree), self.quoted(tree)
        if isinstance(tree.value, bool):
            return Flag(*span, tree.value)
        if isinstance(tree.value, str):
            if text[1:-1] != tree.value or not is_key(tree.value):
                raise self.fault("syntax.key", tree)
            return Key(*span, tree.value)
        if len(text) > MAX_NUMBER_CHARACTERS:
            raise self.fault("size.number", tree, limit=MAX_NUMBER_CHARACTERS)
        number = plain_number(text)
        if number is None:
            raise self.fault("syntax.number", tree)
        return Number(*span, number)

    def _word(self, tree: ast.Constant | ast.Name) -> Node:
        if isinstance(tree, ast.Constant):
            return self.constant(tree)
        if tree.id == "missing":
            return Missing(*self.span(tree))
        if tree.id in FUNCTIONS:
            raise self.fault("name.bare-function", tree, name=tree.id)
        return Name(*self.span(tree), tree.id)

    def _operation(self, tree: ast.UnaryOp | ast.BinOp | ast.BoolOp) -> Node:
        span = self.span(tree)
        match tree:
            case ast.UnaryOp(op=ast.USub()):
                return Negate(*span, self.node(tree.operand))
            case ast.UnaryOp(op=ast.Not()):
                return Not(*span, self.node(tree.operand))
            case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult()):
                return Arithmetic(*span, _SIGNS[type(tree.op)], self.node(tree.left), self.node(tree.right))
            case ast.BinOp(op=ast.Div()):
                return Quotient(*span, self.node(tree.left), self.node(tree.right), None)
            case ast.BoolOp():
                word = "and" if isinstance(tree.op, ast.And) else "or"
                return Logic(*span, word, tuple(self.node(value) for value in tree.values))
        raise self.fault("syntax.form", tree)

    def _comparison(self, tree: ast.Compare) -> Node:
        first = tree.ops[0]
        if isinstance(first, ast.In | ast.NotIn) and len(tree.ops) == 1:
            choices = self._choices(tree.comparators[0])
            return Member(*self.span(tree), self.node(tree.left), choices, isinstance(first, ast.NotIn))
        if any(type(sign) not in _COMPARISONS for sign in tree.ops):
            raise self.fault("syntax.form", tree)
        signs = tuple(_COMPARISONS[type(sign)] for sign in tree.ops)
        return Compare(*self.span(tree), signs, tuple(self.node(part) for part in (tree.left, *tree.comparators)))

    def _choices(self, tree: ast.expr) -> tuple[Decimal | str, ...]:
        pieces = tree.elts if isinstance(tree, ast.Tuple) else [tree]
        found: list[Decimal | str] = []
        for piece in pieces:
            node = self.node(piece) if isinstance(piece, ast.Constant | ast.UnaryOp) else None
            match node:
                case Number() | Key():
                    found.append(node.value)
                case Negate(value=Number() as number):
                    found.append(-number.value)
                case _:
                    raise self.fault("syntax.list", piece)
        if not found or len({type(choice) for choice in found}) > 1:
            raise self.fault("syntax.list", tree)
        return tuple(found)

    def _lookup(self, tree: ast.Subscript) -> Node:
        if not isinstance(tree.value, ast.Name):
            raise self.fault("syntax.form", tree)
        pieces = tree.slice.elts if isinstance(tree.slice, ast.Tuple) else [tree.slice]
        if not pieces:
            raise self.fault("syntax.form", tree)
        return Lookup(*self.span(tree), tree.value.id, tuple(self.node(piece) for piece in pieces))

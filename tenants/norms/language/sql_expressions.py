"""Writes the expressions of one level as SQL; what each means is the function of its node in `evaluator`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import singledispatchmethod
from typing import cast

from tenants.norms.language import nodes, sql_text
from tenants.norms.language.evaluator import Row, named, value_of
from tenants.norms.language.inference_tables import uncovered
from tenants.norms.language.kinds import KeyKind, Kind, NumberKind
from tenants.norms.language.model import Formula, Package, Table, Value
from tenants.norms.language.nodes import Node
from tenants.norms.language.numbers import NAMED_PLACES, SETTLED_PLACES, settled
from tenants.norms.language.ranges import constant_reciprocal
from tenants.norms.language.sql_layers import Layers, Piece, joined
from tenants.norms.language.sql_text import literal

_COMPARE = {"==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


@dataclass(slots=True)
class Aggregates:
    """The columns a level asks of the rows below: what is grouped there, and how it is finished here."""

    grouped: dict[str, str] = field(default_factory=dict)
    finished: dict[str, str] = field(default_factory=dict)

    def group(self, expression: str) -> str:
        """The name of a grouped column; equal expressions share one."""
        return self.grouped.setdefault(expression, f"_g{len(self.grouped)}")

    def finish(self, expression: str) -> str:
        """The name of a finished column."""
        return self.finished.setdefault(expression, f"_a{len(self.finished)}")


class Written:
    """How the numbers of a table are written: what it gives, and the bounds of its brackets."""

    def value(self, value: Value) -> str:
        """A value of the table."""
        return literal(value)

    def bound(self, sign: str, bound: Decimal) -> str:
        """What stands to the right of `<=` or `>=`."""
        return literal(bound)


class Expressions:
    """Writes the formulas of one level into its layers; aggregates go to the expressions of the level below."""

    def __init__(self, package: Package, level: str, below: "Expressions | None") -> None:
        self.package, self.level, self.below = package, level, below
        self.layers = Layers()
        self.aggregates = Aggregates()
        self._constants: dict[str, Value] = {}

    def add_formulas(self, names: Iterable[str], uses: Mapping[str, int]) -> None:
        """Write formulas, each after those it uses; one that is used once is written where it is used."""
        for name in names:
            formula = self.package.levels[self.level].formulas[name]
            node, kind = formula.node, self._kind(formula.node)
            if kind.fixed:
                self._constants[name] = named(self._constant(node))
            piece = self.kept(node)
            if _is_rounded(formula, kind) and piece.scale is None:
                piece = joined(f"round({{}}, {NAMED_PLACES})", piece)
            elif kind.fixed:
                piece = Piece(literal(self._constants[name], kind), repeatable=True)
            if uses[name] == 1 and not piece.repeatable:
                self.layers.columns[name] = piece
            else:
                self.layers.add(name, piece)

    def piece(self, node: Node) -> Piece:
        """The SQL of an expression; what is made of settings alone is computed now."""
        kind = self._kind(node)
        if kind.fixed:
            return Piece(literal(self._constant(node), kind), repeatable=True)
        return self._write(node)

    def kept(self, node: Node) -> Piece:
        """The SQL of an expression that becomes a column, or is summed up by the level above."""
        return self.piece(node)

    def _kind(self, node: Node) -> Kind:
        return self.package.kinds[node]

    def _number_kind(self, node: Node) -> NumberKind:
        return cast(NumberKind, self._kind(node))

    def _constant(self, node: Node) -> Value:
        return value_of(node, Row(self.package, self._constants))

    def _settled(self, node: Node) -> Piece:
        piece, kind = self.piece(node), self._kind(node)
        if not isinstance(kind, NumberKind) or kind.places <= SETTLED_PLACES:
            return piece
        if kind.fixed:
            value = self._constant(node)
            return Piece(literal(settled(value) if isinstance(value, Decimal) else value), repeatable=True)
        return Piece(sql_text.settled(piece.text, kind.places), piece.layer, piece.repeatable)

    @singledispatchmethod
    def _write(self, node: Node) -> Piece:
        raise TypeError(node)

    @_write.register
    def _(self, node: nodes.Name) -> Piece:
        return self.layers.columns.get(node.name) or self.layers.source_column(node.name)

    @_write.register
    def _(self, node: nodes.Negate) -> Piece:
        return joined("(-{})", self.piece(node.value))

    @_write.register
    def _(self, node: nodes.Arithmetic) -> Piece:
        return joined(f"({{}} {node.sign} {{}})", self.piece(node.left), self.piece(node.right))

    @_write.register
    def _(self, node: nodes.Quotient) -> Piece:
        left, right = self.piece(node.left), self.piece(node.right)
        kind = self._number_kind(node.right)
        exact = constant_reciprocal(self._number_kind(node.left), kind)
        if exact is not None and kind.fixed:
            return joined(f"({{}} * {literal(exact)})", left)
        if node.zero is None or (not kind.may_be_zero and kind.places <= SETTLED_PLACES):
            return joined(sql_text.quotient("{}", "{}", may_be_zero=False), left, right)
        divided = sql_text.quotient("{0}", "{1}", may_be_zero=True)
        if isinstance(node.zero, nodes.Missing) and kind.places <= SETTLED_PLACES:
            return joined(divided, left, right)
        right = self.layers.repeatable(right)
        test = f"{sql_text.settled('{1}', kind.places)} = 0."
        return joined(f"CASE WHEN {test} THEN {{2}} ELSE {divided} END", left, right, self.piece(node.zero))

    @_write.register
    def _(self, node: nodes.Compare) -> Piece:
        return self._tested(node, [self._settled(operand) for operand in node.operands])

    def _tested(self, node: nodes.Compare, parts: list[Piece]) -> Piece:
        parts[1:-1] = [self.layers.repeatable(part) for part in parts[1:-1]]
        tests = [
            joined(f"{{}} {_COMPARE[sign]} {{}}", left, right)
            for sign, left, right in zip(node.signs, parts, parts[1:], strict=False)
        ]
        return joined("(" + " AND ".join(["{}"] * len(tests)) + ")", *tests)

    @_write.register
    def _(self, node: nodes.Member) -> Piece:
        choices = [settled(one) if isinstance(one, Decimal) else one for one in node.choices]
        listed = ", ".join(literal(one) for one in choices)
        return joined(f"({{}} {'NOT ' if node.negated else ''}IN ({listed}))", self._settled(node.value))

    @_write.register
    def _(self, node: nodes.Logic) -> Piece:
        parts = [self.piece(value) for value in node.values]
        return joined("(" + f" {node.word.upper()} ".join(["{}"] * len(parts)) + ")", *parts)

    @_write.register
    def _(self, node: nodes.Not) -> Piece:
        return joined("(NOT {})", self.piece(node.value))

    @_write.register
    def _(self, node: nodes.Choose) -> Piece:
        condition = self._kind(node.condition)
        if condition.fixed:
            answer = self._constant(node.condition)
            chosen = node.yes if answer else node.no
            absent = answer is None or isinstance(chosen, nodes.Missing)
            return Piece(literal(None, self._kind(node))) if absent else self.piece(chosen)
        return self._chosen(node, [self.piece(part) for part in (node.yes, node.no)])

    def _chosen(self, node: nodes.Choose, parts: list[Piece]) -> Piece:
        template = sql_text.choose("{}", "{}", "{}", may_be_missing=self._kind(node.condition).missing)
        return joined(template, self.piece(node.condition), *parts)

    @_write.register
    def _(self, node: nodes.Extreme) -> Piece:
        return self._extreme(node, [self.piece(value) for value in node.values])

    def _extreme(self, node: nodes.Extreme, parts: list[Piece]) -> Piece:
        kinds = [self._kind(value) for value in node.values]
        parts = [
            self.layers.repeatable(part) if kind.missing else part for part, kind in zip(parts, kinds, strict=True)
        ]
        function = "least" if node.word == "min" else "greatest"
        result = f"{function}({', '.join(f'{{{index}}}' for index in range(len(parts)))})"
        guarded = [f"{{{index}}}" for index, kind in enumerate(kinds) if kind.missing]
        return joined(sql_text.unless_missing(guarded, result), *parts)

    @_write.register
    def _(self, node: nodes.Round) -> Piece:
        value = self._settled(node.value)
        if node.mode != "half_even":
            return joined(sql_text.stepped("{}", node.places, node.mode), value)
        return joined(sql_text.half_even("{0}", node.places), self.layers.repeatable(value))

    @_write.register
    def _(self, node: nodes.Absolute) -> Piece:
        return joined("abs({})", self.piece(node.value))

    @_write.register
    def _(self, node: nodes.Present) -> Piece:
        return joined("({} IS NOT NULL)", self.piece(node.value))

    @_write.register
    def _(self, node: nodes.Lookup) -> Piece:
        return self._looked_up(node, [self._settled(argument) for argument in node.arguments], Written())

    def _looked_up(self, node: nodes.Lookup, parts: list[Piece], written: "Written") -> Piece:
        table = self.package.tables[node.table]
        kinds = [self._kind(argument) for argument in node.arguments]
        total = table.form == "rows" and next(uncovered(table, kinds), None) is None
        if len(parts) == 1 and total:
            return joined(f"CASE {{}} {_cases(table, kinds[0], written)} END", *parts)
        parts = [self.layers.repeatable(part) for part in parts]
        guarded = [f"{{{index}}}" for index, kind in enumerate(kinds) if kind.missing and not total]
        # Where every possible key has a row, no ELSE is written: it would catch a missing key.
        other = None if total else table.other
        body = _nested(table, other, kinds, written) if table.form == "rows" else _brackets(table, written)
        return joined(sql_text.unless_missing(guarded, body), *parts)

    @_write.register
    def _(self, node: nodes.Aggregate) -> Piece:
        below = cast(Expressions, self.below)
        value = below.kept(node.value)
        where = None if node.where is None else below.piece(node.where)
        conditions = [] if where is None else [where.text]
        if node.word == "count":
            conditions.insert(0, value.text)
        only = f" FILTER (WHERE {' AND '.join(conditions)})" if conditions else ""
        return self.layers.source_column(self.aggregates.finish(self._finished(node.word, value, only)))

    def _finished(self, word: str, value: Piece, only: str) -> str:
        def grouped(function: str, what: str = value.text) -> str:
            return f'g."{self.aggregates.group(f"{function}({what}){only}")}"'

        if word in ("min", "max"):
            return sql_text.unscaled(grouped(word), value.scale)
        if word in ("any", "all"):
            function, empty = ("bool_or", "FALSE") if word == "any" else ("bool_and", "TRUE")
            return sql_text.over_nothing(grouped(function), empty)
        if word == "count":
            return f"CAST({sql_text.over_nothing(grouped('count', '*'), '0')} AS numeric)"
        total = sql_text.unscaled(grouped("sum"), value.scale)
        if word == "sum":
            return sql_text.over_nothing(total, "0.")
        return sql_text.quotient(total, f"CAST({grouped('count')} AS numeric)", may_be_zero=True)


def _is_rounded(formula: Formula, kind: Kind) -> bool:
    """Whether a named value may have more decimals than it is kept at."""
    many = isinstance(kind, NumberKind) and kind.places > NAMED_PLACES
    return many and not kind.fixed and not formula.unrounded


def _cases(table: Table, kind: Kind, written: Written) -> str:
    keys = cast(KeyKind, kind).keys
    return " ".join(f"WHEN {literal(key)} THEN {written.value(table.rows[key,])}" for key in keys)


def _nested(
    table: Table, other: Decimal | str | None, kinds: list[Kind], written: Written, path: tuple[str, ...] = ()
) -> str:
    cases = []
    for key in cast(KeyKind, kinds[len(path)]).keys:
        here = (*path, key)
        if len(here) == len(kinds):
            if here in table.rows:
                cases.append(f"WHEN {literal(key)} THEN {written.value(table.rows[here])}")
        elif any(row[: len(here)] == here for row in table.rows):
            cases.append(f"WHEN {literal(key)} THEN {_nested(table, other, kinds, written, here)}")
    otherwise = "" if other is None else f" ELSE {written.value(other)}"
    return f"CASE {{{len(path)}}} {' '.join(cases)}{otherwise} END" if cases else written.value(other)


def _brackets(table: Table, written: Written) -> str:
    sign = "<=" if table.form == "upto" else ">="
    cases = [
        f"WHEN {{0}} {sign} {written.bound(sign, settled(bound))} THEN {written.value(value)}"
        for bound, value in table.bounds
    ]
    return f"CASE {' '.join(cases)} ELSE {written.value(table.other)} END"

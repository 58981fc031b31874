"""Writes a level's numbers as bigints of a known scale, wherever their kinds prove that they fit.

2.25 hours are 225 at scale 2. Sums, products and comparisons of such numbers are as exact as PostgreSQL's decimals and
several times as fast. What does not fit, and what is divided or rounded, is written as a decimal as everywhere else.
"""

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final, cast

from typing_extensions import override

from tenants.norms.language import nodes, sql_text
from tenants.norms.language.kinds import Kind, NumberKind
from tenants.norms.language.model import Package, Value
from tenants.norms.language.nodes import Node
from tenants.norms.language.numbers import EXACT, ONE, places_of
from tenants.norms.language.sql_expressions import Expressions, Written
from tenants.norms.language.sql_layers import Piece, joined
from tenants.norms.language.sql_text import quoted

LARGEST: Final = Decimal(2**63 - 2)
MOST_PLACES: Final = 18


def fits(kind: Kind, scale: int) -> bool:
    """Whether every number of a kind is a bigint at a scale."""
    if not isinstance(kind, NumberKind) or scale > MOST_PLACES:
        return False
    return max(kind.lo.copy_abs(), kind.hi.copy_abs()).scaleb(scale, EXACT) <= LARGEST


class WholeNumbers(Expressions):
    """The expressions of a level whose inputs are bigints where `scales` names them."""

    def __init__(self, package: Package, level: str, below: Expressions | None, scales: Mapping[str, int]) -> None:
        super().__init__(package, level, below)
        for name, scale in scales.items():
            self.layers.columns[name] = Piece(quoted(name), 0, repeatable=True, scale=scale)

    @override
    def kept(self, node: Node) -> Piece:
        """At its scale, if it has one."""
        scale = self._scale(node)
        if scale is None or self._kind(node).fixed:
            return self.piece(node)
        return self._whole(node, scale)

    @override
    def piece(self, node: Node) -> Piece:
        """The SQL of an expression as a decimal; comparisons are made at one scale where there is one."""
        if self._kind(node).fixed:
            return super().piece(node)
        if isinstance(node, nodes.Compare) and (scale := self._common(node.operands)) is not None:
            return self._tested(node, [self._whole(operand, scale) for operand in node.operands])
        scale = self._scale(node)
        if scale is None or not self._rests_on_whole(node):
            return super().piece(node)
        whole = self._whole(node, scale)
        return Piece(sql_text.unscaled(whole.text, scale), whole.layer, whole.repeatable)

    def _rests_on_whole(self, node: Node) -> bool:
        names = (self.layers.columns.get(one.name) for one, _ in nodes.walk(node) if isinstance(one, nodes.Name))
        return any(found is not None and found.scale is not None for found in names)

    def _scale(self, node: Node) -> int | None:
        """The scale at which an expression is a bigint, with everything it is made of."""
        kind = self._kind(node)
        if not isinstance(kind, NumberKind):
            return None
        scale = self._scale_of_constant(node) if kind.fixed else self._scale_of(node)
        return scale if scale is not None and fits(kind, scale) else None

    def _scale_of_constant(self, node: Node) -> int | None:
        value = self._constant(node)
        return places_of(value) if isinstance(value, Decimal) else None

    def _scale_of(self, node: Node) -> int | None:
        scale: int | None = None
        match node:
            case nodes.Name():
                known = self.layers.columns.get(node.name)
                scale = known.scale if known is not None else None
            case nodes.Negate() | nodes.Absolute():
                scale = self._scale(node.value)
            case nodes.Arithmetic(sign="*"):
                left, right = self._scale(node.left), self._scale(node.right)
                scale = left + right if left is not None and right is not None else None
            case nodes.Arithmetic():
                scale = self._common((node.left, node.right))
            case nodes.Extreme():
                scale = self._common(node.values)
            case nodes.Choose() if not self._kind(node.condition).fixed:
                scale = self._common((node.yes, node.no))
            case nodes.Lookup():
                scale = self._scale_of_lookup(node)
        return scale

    def _common(self, parts: tuple[Node, ...]) -> int | None:
        """The scale at which all of them are bigints."""
        scales = [self._scale(part) for part in parts]
        if None in scales:
            return None
        scale = max(cast(list[int], scales))
        return scale if all(fits(self._kind(part), scale) for part in parts) else None

    def _scale_of_lookup(self, node: nodes.Lookup) -> int | None:
        table = self.package.tables[node.table]
        if table.form != "rows" and self._scale(node.arguments[0]) is None:
            return None
        values = [*table.rows.values(), *(value for _, value in table.bounds), table.other]
        return max(places_of(value) for value in values if isinstance(value, Decimal))

    def _whole(self, node: Node, scale: int) -> Piece:
        """An expression as a bigint of a scale, which is its own or a larger one that it fits."""
        if self._kind(node).fixed:
            value = cast(Decimal, self._constant(node))
            return Piece(sql_text.whole(value, scale), repeatable=True, scale=scale)
        own = cast(int, self._scale(node))
        piece = self._written(node, own)
        raised = piece if own == scale else joined(f"({{}} * {sql_text.whole(ONE, scale - own)})", piece)
        return Piece(raised.text, raised.layer, piece.repeatable and own == scale, scale)

    def _written(self, node: Node, scale: int) -> Piece:
        match node:
            case nodes.Name():
                piece = self.layers.columns[node.name]
            case nodes.Negate():
                piece = joined("(-{})", self._whole(node.value, scale))
            case nodes.Absolute():
                piece = joined("abs({})", self._whole(node.value, scale))
            case nodes.Arithmetic(sign="*"):
                parts = [self._whole(part, cast(int, self._scale(part))) for part in (node.left, node.right)]
                piece = joined("({} * {})", *parts)
            case nodes.Arithmetic():
                parts = [self._whole(part, scale) for part in (node.left, node.right)]
                piece = joined(f"({{}} {node.sign} {{}})", *parts)
            case nodes.Extreme():
                piece = self._extreme(node, [self._whole(part, scale) for part in node.values])
            case nodes.Choose():
                piece = self._chosen(node, [self._whole(part, scale) for part in (node.yes, node.no)])
            case nodes.Lookup():
                piece = self._looked_up_whole(node, scale)
            case _:
                raise TypeError(node)
        return piece

    def _looked_up_whole(self, node: nodes.Lookup, scale: int) -> Piece:
        table = self.package.tables[node.table]
        if table.form == "rows":
            return self._looked_up(node, [self._settled(one) for one in node.arguments], WholeTable(scale))
        (argument,) = node.arguments
        own = cast(int, self._scale(argument))
        return self._looked_up(node, [self._whole(argument, own)], WholeTable(scale, own))


class WholeTable(Written):
    """The values of a table at one scale, and the bounds at that of the number they are compared with."""

    def __init__(self, scale: int, bounds: int = 0) -> None:
        self._scale, self._bounds = scale, bounds

    @override
    def value(self, value: Value) -> str:
        """A value of the table."""
        return sql_text.whole(value, self._scale) if isinstance(value, Decimal) else "CAST(NULL AS bigint)"

    @override
    def bound(self, sign: str, bound: Decimal) -> str:
        """The outermost whole number that still satisfies the bound; one that nothing reaches stays out of reach."""
        towards = ROUND_FLOOR if sign == "<=" else ROUND_CEILING
        nearest = bound.scaleb(self._bounds, EXACT).to_integral_value(towards, EXACT)
        return sql_text.whole(min(max(nearest, -LARGEST - 1), LARGEST + 1), 0)

"""Filters (RFC 7644, section 3.4.2.2) as conditions on the columns a directory may search by."""

from collections.abc import Mapping
from typing import Any, Final

from scim2_models import InvalidFilterException, Resource, ScimFilter
from scim2_models.path import Comparison, FilterVisitor, LogicalExpr, LogicalOperator, Not, Present, ValuePath
from sqlalchemy import Boolean, ColumnElement, Text, Uuid, and_, cast, false, func, not_, or_
from typing_extensions import override

from tenants.scim.errors import BadScimFilter

LONGEST: Final = 2000
EXACT: Final = frozenset(("id", "externalid", "personalnumber", "employeenumber"))


def condition(model: type[Resource[Any]], given: str, columns: Mapping[str, ColumnElement[Any]]) -> ColumnElement[bool]:
    """The condition a filter is, `columns` by attribute in small letters; raises `BadScimFilter`."""
    if len(given) > LONGEST:
        raise BadScimFilter("filter", reason="quá dài", reason_en="it is too long")
    try:
        tree = ScimFilter[model](given).ast  # type: ignore[valid-type] # the model is known when it is asked
        return _Conditions(columns).visit(tree)
    except (InvalidFilterException, ValueError, TypeError, RecursionError) as error:
        raise BadScimFilter("filter", reason="sai cú pháp", reason_en="it is malformed") from error


class _Conditions(FilterVisitor[ColumnElement[bool]]):
    def __init__(self, columns: Mapping[str, ColumnElement[Any]]) -> None:
        self._columns = columns

    @override
    def visit_comparison(self, node: Comparison) -> ColumnElement[bool]:
        name, found = self._column(node)
        if isinstance(found.type, Boolean):
            return self._truth(found, node)
        value = str(node.value)
        shown: ColumnElement[Any] = cast(found, Text) if isinstance(found.type, Uuid) else found
        if name not in EXACT:
            shown, value = func.lower(shown), value.lower()
        made: dict[str, ColumnElement[bool]] = {
            "eq": shown == value,
            "ne": or_(shown != value, shown.is_(None)),
            "co": func.coalesce(shown.contains(value, autoescape=True), false()),
            "sw": func.coalesce(shown.startswith(value, autoescape=True), false()),
            "ew": func.coalesce(shown.endswith(value, autoescape=True), false()),
        }
        if node.op.value not in made:
            raise _unsearchable(f"{node.attr_path} {node.op.value}")
        return made[node.op.value]

    @override
    def visit_present(self, node: Present) -> ColumnElement[bool]:
        return self._column(node)[1].is_not(None)

    @override
    def visit_not(self, node: Not) -> ColumnElement[bool]:
        return not_(func.coalesce(self.visit(node.expr), false()))

    @override
    def visit_logical_expr(self, node: LogicalExpr) -> ColumnElement[bool]:
        terms = [self.visit(term) for term in node.terms]
        return and_(*terms) if node.op == LogicalOperator.and_ else or_(*terms)

    @override
    def visit_value_path(self, node: ValuePath) -> ColumnElement[bool]:
        raise _unsearchable(str(node))

    def _column(self, node: Comparison | Present) -> tuple[str, ColumnElement[Any]]:
        path = node.attr_path
        name = f"{path.attr}.{path.sub_attr}".lower() if path.sub_attr else path.attr.lower()
        if name not in self._columns:
            raise _unsearchable(str(path))
        return path.attr.lower(), self._columns[name]

    @staticmethod
    def _truth(found: ColumnElement[Any], node: Comparison) -> ColumnElement[bool]:
        if node.op.value not in ("eq", "ne") or not isinstance(node.value, bool):
            raise _unsearchable(str(node))
        return found.is_(node.value if node.op.value == "eq" else not node.value)


def _unsearchable(what: str) -> BadScimFilter:
    return BadScimFilter("filter", reason=f"không tìm được theo {what}", reason_en=f"{what} cannot be searched")

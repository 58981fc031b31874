"""What one request may ask for: tokens, depth, aliases, and a static cost with the sizes of its lists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLType,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    is_composite_type,
    is_list_type,
    is_non_null_type,
)

from kernel.errors import Refusal

MAX_TOKENS: Final = 4_000
MAX_DEPTH: Final = 15
MAX_ALIASES: Final = 30
MAX_COST: Final = 10_000
PAGE_LIMIT: Final = 100
DEFAULT_PAGE: Final = 20
BULK_LIMIT: Final = 200
LIST_SIZE: Final = 10  # what a list without a page size is reckoned to hold


class TooManyTokens(Refusal):
    """The document is too long."""

    code = "QUERY_TOO_LONG"
    vi = "Truy vấn quá dài: tối đa {limit} ký hiệu."
    en = "The query is too long: at most {limit} tokens."


class TooDeep(Refusal):
    """Selections are nested too deeply."""

    code = "QUERY_TOO_DEEP"
    vi = "Truy vấn lồng quá sâu: {found} cấp, tối đa {limit}."
    en = "The query is nested too deeply: {found} levels, at most {limit}."


class TooManyAliases(Refusal):
    """The document uses too many aliases."""

    code = "QUERY_TOO_MANY_ALIASES"
    vi = "Truy vấn có quá nhiều bí danh: {found}, tối đa {limit}."
    en = "The query uses too many aliases: {found}, at most {limit}."


class TooCostly(Refusal):
    """The answer could hold too many records."""

    code = "QUERY_TOO_COSTLY"
    vi = "Kết quả có thể có quá nhiều bản ghi: {found}, tối đa {limit}. Hãy giảm `first` hoặc bớt danh sách con."
    en = "The answer could hold too many records: {found}, at most {limit}. Lower `first` or leave out inner lists."


SizeOf = Callable[[GraphQLField], int | None]


@dataclass(frozen=True)
class Size:
    """What a selection asks for at most: records, levels, aliases."""

    cost: int = 0
    depth: int = 0
    aliases: int = 0


class Scale:
    """Weighs one operation of a document that is valid against the schema.

    Fragments are weighed once for each type they stand on, so that fragments of fragments cost no time.
    """

    def __init__(
        self, schema: GraphQLSchema, document: DocumentNode, sizes: Mapping[str, Any], size_of: SizeOf
    ) -> None:
        self._schema = schema
        self._size_of = size_of  # how many records a plain list is declared to hold at most
        self._sizes = sizes  # values of the variables that stand for page sizes
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        self._weighed: dict[tuple[str, str], Size] = {}

    def weigh(self, operation: OperationDefinitionNode) -> Size:
        """The size of one operation."""
        root = self._schema.get_root_type(operation.operation)
        return self._selection(operation.selection_set, root) if root is not None else Size()

    def _selection(self, selections: SelectionSetNode, parent: GraphQLType) -> Size:
        cost = depth = aliases = 0
        for node in selections.selections:
            if isinstance(node, FieldNode):
                size = self._field(node, parent)
            elif isinstance(node, FragmentSpreadNode):
                size = self._fragment(node.name.value, parent)
            elif isinstance(node, InlineFragmentNode):
                size = self._selection(node.selection_set, self._narrowed(node, parent))
            else:
                continue
            cost += size.cost
            depth = max(depth, size.depth)
            aliases += size.aliases
        return Size(cost, depth, aliases)

    def _narrowed(self, node: InlineFragmentNode, parent: GraphQLType) -> GraphQLType:
        condition = node.type_condition
        return self._schema.type_map[condition.name.value] if condition else parent

    def _fragment(self, name: str, parent: GraphQLType) -> Size:
        key = (name, str(parent))
        if key not in self._weighed:
            fragment = self._fragments[name]
            self._weighed[key] = self._selection(
                fragment.selection_set, self._schema.type_map[fragment.type_condition.name.value]
            )
        return self._weighed[key]

    def _field(self, node: FieldNode, parent: GraphQLType) -> Size:
        alias = int(node.alias is not None)
        fields = parent.fields if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) else {}
        field = fields.get(node.name.value)
        if field is None or node.selection_set is None:  # introspection, which has a limit of its own, or a leaf
            return Size(0, 1, alias)
        inner = self._selection(node.selection_set, get_named_type(field.type))
        times = self._times(node, field, str(parent))
        own = times if _is_list(field.type) and not _is_connection(str(parent)) else 1
        return Size(own + times * inner.cost, 1 + inner.depth, alias + inner.aliases)

    def _times(self, node: FieldNode, field: GraphQLField, parent: str) -> int:
        """How many records a field holds at most: its page size, or a flat reckoning for a plain list."""
        if "first" in field.args:
            return min(max(self._page_size(node), 0), PAGE_LIMIT)
        if _is_list(field.type) and is_composite_type(get_named_type(field.type)) and not _is_connection(parent):
            return self._size_of(field) or LIST_SIZE
        return 1

    def _page_size(self, node: FieldNode) -> int:
        for argument in node.arguments or ():
            if argument.name.value != "first":
                continue
            if isinstance(argument.value, IntValueNode):
                return int(argument.value.value)
            if isinstance(argument.value, VariableNode):
                given = self._sizes.get(argument.value.name.value, DEFAULT_PAGE)
                return given if isinstance(given, int) else PAGE_LIMIT
        return DEFAULT_PAGE


def _is_list(kind: GraphQLType) -> bool:
    return is_list_type(kind.of_type) if is_non_null_type(kind) else is_list_type(kind)


def _is_connection(type_name: str) -> bool:
    return type_name.endswith("Connection")


def check(size: Size) -> None:
    """Refuse an operation that asks for more than one request may."""
    if size.depth > MAX_DEPTH:
        raise TooDeep(found=size.depth, limit=MAX_DEPTH)
    if size.aliases > MAX_ALIASES:
        raise TooManyAliases(found=size.aliases, limit=MAX_ALIASES)
    if size.cost > MAX_COST:
        raise TooCostly(found=size.cost, limit=MAX_COST)

"""GraphQL documents: parsed, validated and weighed once, then kept by their text."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

from graphql import (
    ArgumentNode,
    DocumentNode,
    GraphQLError,
    GraphQLField,
    GraphQLSchema,
    GraphQLSyntaxError,
    IntValueNode,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
    Visitor,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
    visit,
)

from api.errors import QueryInvalid
from api.limits import DEFAULT_PAGE, MAX_TOKENS, Scale, TooManyTokens, check
from api.schema.fields import SIZE, declared

KEPT: Final = 512
LONGEST_KEPT: Final = 32_768
SHOWN_ERRORS: Final = 20


class Document:
    """One parsed document with what validation found, and the sizes of its operations."""

    def __init__(self, schema: GraphQLSchema, node: DocumentNode, errors: list[GraphQLError]) -> None:
        self.node = node
        self.errors = errors
        self._schema = schema
        self._sized_by = _size_variables(node)
        self._passed: set[tuple[object, ...]] = set()

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation to run: the one named, or the only one."""
        operation = get_operation_ast(self.node, name)
        if operation is None:
            raise QueryInvalid(reason=f"Unknown operation {name!r}." if name else "Name the operation to run.")
        return operation

    def check_size(self, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> None:
        """Refuse the operation when, with these variables, it asks for more than one request may."""
        defaults = _defaults(operation)
        sizes = {name: variables.get(name, defaults.get(name, DEFAULT_PAGE)) for name in self._sized_by}
        key = (id(operation), *(value if isinstance(value, int) else None for value in sizes.values()))
        if key not in self._passed:
            check(Scale(self._schema, self.node, sizes, _declared_size).weigh(operation))
            if len(self._passed) < KEPT:
                self._passed.add(key)


class Documents:
    """The documents seen lately; the cache is bounded, and long texts stay out of it."""

    def __init__(self, schema: GraphQLSchema, *, introspection: bool) -> None:
        self._schema = schema
        self._open = introspection
        self._rules = specified_rules if introspection else (*specified_rules, NoSchemaIntrospectionCustomRule)
        self._kept: OrderedDict[str, Document] = OrderedDict()

    def prepare(self, text: str) -> Document:
        """The document of a text; raises where the text is no GraphQL or too long."""
        known = self._kept.get(text)
        if known is not None:
            self._kept.move_to_end(text)
            return known
        document = self._read(text)
        if len(text) <= LONGEST_KEPT:
            self._kept[text] = document
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return document

    def _read(self, text: str) -> Document:
        try:
            node = parse(text, max_tokens=MAX_TOKENS)
        except GraphQLSyntaxError as error:
            if "contains more than" in error.message:
                raise TooManyTokens(limit=MAX_TOKENS) from error
            raise
        errors = validate(self._schema, node, self._rules, max_errors=SHOWN_ERRORS, hide_suggestions=not self._open)
        return Document(self._schema, node, errors)


class _SizeVariables(Visitor):
    """Collects the variables that are page sizes."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_argument(self, node: ArgumentNode, *_: object) -> None:
        """Note the variable of a `first`."""
        if node.name.value == "first" and isinstance(node.value, VariableNode):
            self.names.add(node.value.name.value)


def _size_variables(node: DocumentNode) -> tuple[str, ...]:
    collected = _SizeVariables()
    visit(node, collected)
    return tuple(sorted(collected.names))


def _defaults(operation: OperationDefinitionNode) -> dict[str, int]:
    return {
        definition.variable.name.value: int(definition.default_value.value)
        for definition in operation.variable_definitions or ()
        if isinstance(definition.default_value, IntValueNode)
    }


def _declared_size(field: GraphQLField) -> int | None:
    size: int | None = declared(field, SIZE)
    return size


def is_mutation(operation: OperationDefinitionNode) -> bool:
    """Whether an operation changes something."""
    return operation.operation is OperationType.MUTATION

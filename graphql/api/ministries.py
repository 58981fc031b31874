"""A program of a ministry reaches the fields about released statistics and no other, not even those for everybody."""

from collections.abc import Iterator
from typing import Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from api.schema.fields import RIGHTS, declared
from policies.authority import Caller

RIGHT: Final = "statistics:read"


def needs_gate(caller: Caller | None) -> bool:
    """Whether the caller is a ministry's token."""
    return caller is not None and caller.kind == "ministry" and caller.token_scopes is not None


def may_pass(document: DocumentNode, operation: OperationDefinitionNode, schema: GraphQLSchema) -> bool:
    """Whether every root field of a valid operation is one about released statistics, or about the schema."""
    root = schema.get_root_type(operation.operation)
    known = root.fields if root is not None else {}
    fragments = {
        node.name.value: node.selection_set for node in document.definitions if isinstance(node, FragmentDefinitionNode)
    }
    names = set(_names(operation.selection_set, fragments))
    return all(
        name.startswith("__") or (name in known and RIGHT in (declared(known[name], RIGHTS) or ())) for name in names
    )


def _names(selections: SelectionSetNode, fragments: dict[str, SelectionSetNode]) -> Iterator[str]:
    """The names of root fields; fragments are opened, and documents with cycles never get here."""
    for node in selections.selections:
        if isinstance(node, FieldNode):
            yield node.name.value
        elif isinstance(node, InlineFragmentNode):
            yield from _names(node.selection_set, fragments)
        elif isinstance(node, FragmentSpreadNode):
            yield from _names(fragments[node.name.value], fragments)

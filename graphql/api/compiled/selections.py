"""The fields a document asks for: fragments opened, and fields that answer the same key brought together."""

from collections.abc import Iterator, Sequence

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLNamedType,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from api.compiled.texts import Unknown


class Selections:
    """The selections of one document; anything with a directive, or a fragment on another type, is `Unknown`."""

    def __init__(self, document: DocumentNode) -> None:
        self._fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }

    def fields(
        self, nodes: Sequence[FieldNode | OperationDefinitionNode], kind: GraphQLNamedType
    ) -> list[tuple[str, list[FieldNode]]]:
        """Below nodes that answer one key together: each key of their answer with its nodes, in order."""
        found: dict[str, list[FieldNode]] = {}
        # Each fragment counts once, or fragments of fragments would multiply without end.
        spread: set[str] = set()
        for node in nodes:
            for part in self._opened(node.selection_set, kind, spread):
                found.setdefault(part.alias.value if part.alias else part.name.value, []).append(part)
        return list(found.items())

    def _opened(
        self, selection: SelectionSetNode | None, kind: GraphQLNamedType, spread: set[str]
    ) -> Iterator[FieldNode]:
        for node in selection.selections if selection else ():
            if node.directives:
                raise Unknown("directive")
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in spread:
                spread.add(node.name.value)
                yield from self._fragment(self._fragments[node.name.value], kind, spread)
            elif isinstance(node, InlineFragmentNode):
                yield from self._fragment(node, kind, spread)

    def _fragment(
        self, fragment: FragmentDefinitionNode | InlineFragmentNode, kind: GraphQLNamedType, spread: set[str]
    ) -> Iterator[FieldNode]:
        condition = fragment.type_condition
        if fragment.directives or (condition is not None and condition.name.value != kind.name):
            raise Unknown("fragment")
        yield from self._opened(fragment.selection_set, kind, spread)

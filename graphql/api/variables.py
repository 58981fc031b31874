"""Variables that do not fit their types: which part of which input, and what was expected."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    is_input_type,
    is_non_null_type,
    type_from_ast,
)
from graphql.utilities import validate_input_value

from api.errors import BadVariable, refusal_of
from kernel.errors import BadInput, Refusal

SHOWN: int = 20


def bad_variables(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
    errors: list[GraphQLError],
) -> list[Refusal]:
    """One refusal for each bad part of the variables, with its path; the errors themselves when there is none."""
    found: list[Refusal] = []
    for definition in operation.variable_definitions or ():
        name = definition.variable.name.value
        kind = type_from_ast(schema, definition.type)
        value = variables.get(name, Undefined)
        if not is_input_type(kind) or (value is Undefined and (definition.default_value or not is_non_null_type(kind))):
            continue

        def note(error: GraphQLError, path: list[str | int], name: str = name) -> None:
            found.append(_refusal(error).at(name, *path))

        validate_input_value(value, kind, note, hide_suggestions=True)
    return found[:SHOWN] or [refusal_of(error) for error in errors]


def _refusal(error: GraphQLError) -> Refusal:
    if isinstance(error.original_error, BadInput):
        # A copy: the scalar's own refusal may be shared by several places.
        return type(error.original_error)(**error.original_error.data)
    return BadVariable(reason=error.message)

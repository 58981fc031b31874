"""One operation that is compiled: its root field, the arguments of a request, and a statement for each of its forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

import msgspec
from graphql import (
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    get_argument_values,
    get_variable_values,
)
from sqlalchemy import select

from api.compiled.compiler import Compiler
from api.compiled.roots import ROOTS, Form
from api.compiled.selections import Selections
from api.compiled.statements import Statement
from api.compiled.texts import Pieces, Unknown, key
from api.documents import Document
from policies.authority import Caller, Grant, authorize

ARGUMENTS_KEPT: Final = 64


@dataclass(frozen=True)
class Prepared:
    """One request, ready to be asked; `grant` must cover the path that a second column proves, where there is one."""

    statement: Statement
    values: Mapping[str, object]
    grant: Grant


class Read:
    """A query with one root field that is compiled, beside any `__typename`; any other is `Unknown`."""

    def __init__(self, schema: GraphQLSchema, document: Document, operation: OperationDefinitionNode) -> None:
        query = schema.query_type
        if operation.operation is not OperationType.QUERY or operation.directives or query is None:
            raise Unknown("operation")
        self._schema = schema
        self._operation = operation
        self._selections = Selections(document.node)
        self._fields = self._selections.fields([operation], query)
        asked = [nodes for _, nodes in self._fields if nodes[0].name.value != "__typename"]
        if len(asked) != 1 or asked[0][0].name.value not in ROOTS:
            raise Unknown("root")
        self._nodes = asked[0]
        self._query = query
        self._field = query.fields[self._nodes[0].name.value]
        self._root = ROOTS[self._nodes[0].name.value]
        self._statements: dict[Form, tuple[Statement, frozenset[tuple[str, str]]]] = {}
        # The same variables come again and again, and mean the same for as long as the document is kept.
        self._arguments = lru_cache(ARGUMENTS_KEPT)(self._coerced)

    def prepare(self, caller: Caller, variables: Mapping[str, Any], on: date) -> Prepared | None:
        """The request, authorised; nothing where a right reaches less than the whole tenant that must reach it.

        Raises what the normal way would tell: refusals, and GraphQL's errors for variables. `Unknown` says that the
        selection is not compiled.
        """
        asked = self._root.asked(caller, self._arguments(msgspec.json.encode(variables)), on)
        if asked.form not in self._statements:
            self._statements[asked.form] = self._compile(asked.form)
        statement, rights = self._statements[asked.form]
        if not all(authorize(caller, *right).everywhere for right in rights):
            return None
        return Prepared(statement, {"tenant": caller.tenant_id, "today": on, **asked.values}, asked.grant)

    def _coerced(self, variables: bytes) -> Mapping[str, Any]:
        given = msgspec.json.decode(variables)
        values = get_variable_values(self._schema, self._operation.variable_definitions or (), given)
        if isinstance(values, list):
            raise GraphQLError("The variables do not fit.")
        return get_argument_values(self._field, self._nodes[0], values)

    def _compile(self, form: Form) -> tuple[Statement, frozenset[tuple[str, str]]]:
        compiler = Compiler(self._selections)
        text = Pieces().add('{"data":{')
        for at, (name, nodes) in enumerate(self._fields):
            text.add("," if at else "", key(name))
            if nodes is self._nodes:
                text.add(self._root.column(compiler, nodes, self._field.type, form))
            else:
                text.add(msgspec.json.encode(self._query.name).decode())
        proof = self._root.proof()
        columns = [text.add("}}").column()] + ([] if proof is None else [proof])
        return Statement.of(select(*columns)), frozenset(compiler.rights)

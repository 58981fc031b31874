"""Runs compiled reads: one statement as one tenant, its text sent on as it is; what they leave runs normally."""

import logging
from collections.abc import Mapping
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from graphql import GraphQLError, GraphQLSchema, OperationDefinitionNode
from opentelemetry import trace

from api.compiled.lines import Lines
from api.compiled.reads import Prepared, Read
from api.compiled.statements import ENTER
from api.compiled.texts import Unknown
from api.documents import Document
from kernel.clock import today
from kernel.errors import Refusal
from policies.authority import Caller

logger = logging.getLogger(__name__)
tracer = trace.get_tracer("roviec.api")


class Reads:
    """The compiled reads of one application, kept as long as their documents are."""

    def __init__(self, schema: GraphQLSchema, lines: Lines) -> None:
        self._schema = schema
        self._lines = lines
        self._kept: WeakKeyDictionary[Document, dict[str | None, Read | None]] = WeakKeyDictionary()

    async def answer(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any] | None,
        caller: Caller | None,
    ) -> bytes | None:
        """The response's JSON, or nothing: then the operation is to run the normal way, which also tells errors."""
        name = operation.name.value if operation.name else None
        kept = self._kept.setdefault(document, {})
        if name not in kept:
            kept[name] = self._read(document, operation)
        read = kept[name]
        if read is None or caller is None or caller.person_id is None:
            return None
        try:
            prepared = read.prepare(caller, variables or {}, today())
        except (Refusal, GraphQLError):
            return None
        except Unknown:
            kept[name] = prepared = None
        if prepared is None:
            return None
        with tracer.start_as_current_span(f"graphql query {name or ''}".rstrip()) as span:
            span.set_attribute("graphql.operation.type", "query")
            span.set_attribute("roviec.compiled", True)
            if name:
                span.set_attribute("graphql.operation.name", name)
            return await self._run(prepared)

    def _read(self, document: Document, operation: OperationDefinitionNode) -> Read | None:
        try:
            return Read(self._schema, document, operation)
        except (Unknown, GraphQLError):
            return None

    async def _run(self, prepared: Prepared) -> bytes | None:
        values = prepared.values
        try:
            _, result = await self._lines.ask(ENTER.asked(values), prepared.statement.asked(values))
        except psycopg.Error:
            logger.warning("a compiled read failed, and runs the normal way", exc_info=True)
            return None
        if result.nfields > 1:
            path = result.get_value(0, 1)
            if path is None or not prepared.grant.covers(path.decode()):
                return None
        return result.get_value(0, 0)

"""GraphQL over HTTP: reads the request, runs one operation in one span, and answers in the media type asked for."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from graphql import GraphQLError, OperationDefinitionNode
from litestar import Request, Response, get, post
from opentelemetry import trace
from strawberry.types import ExecutionResult

from api.context import Context
from api.documents import Document, is_mutation
from api.door import AtDoor, Door
from api.errors import STATUS, Json, Language, language_of, refusal_of, told, told_graphql
from api.ministries import may_pass, needs_gate
from api.variables import bad_variables
from kernel.errors import BadInput, Forbidden, Refusal

LARGEST_REQUEST: Final = 1_048_576
GRAPHQL_JSON: Final = "application/graphql-response+json"
PLAIN_JSON: Final = "application/json"

tracer = trace.get_tracer("roviec.api")


class MutationByGet(Refusal):
    """A GET request never changes anything."""

    code = "METHOD_NOT_ALLOWED"
    vi = "Yêu cầu thay đổi dữ liệu phải gửi bằng POST."
    en = "Send mutations by POST."


class BodyNotJson(Refusal):
    """The body of a GraphQL request is JSON."""

    code = "MEDIA_TYPE_NOT_ALLOWED"
    vi = "Nội dung gửi phải là application/json."
    en = "Send the request as application/json."


class Asked(msgspec.Struct, rename="camel"):
    """The parameters of a GraphQL request."""

    query: str
    operation_name: str | None = None
    variables: dict[str, Any] | None = None
    extensions: dict[str, Any] | None = None


class Answer:
    """A GraphQL response being made: its parts, language and media type."""

    def __init__(self, request: Request[Any, Any, Any]) -> None:
        self.language: Language = language_of(request.headers.get("accept-language"))
        accepts = request.headers.get("accept", "")
        self.media_type = GRAPHQL_JSON if GRAPHQL_JSON in accepts else PLAIN_JSON

    def whole(self, result: ExecutionResult) -> Response[bytes]:
        """What an execution brought, with its errors."""
        payload: Json = {"data": result.data}
        if result.errors:
            payload["errors"] = [told_graphql(error, self.language) for error in result.errors]
        return self._response(payload, 200)

    def ready(self, text: bytes) -> Response[bytes]:
        """A response whose JSON is written already."""
        return Response(text, status_code=200, media_type=f"{self.media_type}; charset=utf-8")

    def refused(self, refusals: list[Refusal], *, well_formed: bool = True) -> Response[bytes]:
        """A request that was not executed; clients of the older media type expect 200 when it was well-formed."""
        status = STATUS.get(refusals[0].code)
        if status is None:
            status = 200 if well_formed and self.media_type == PLAIN_JSON else 400
        return self._response({"errors": [told(refusal, self.language) for refusal in refusals]}, status)

    def invalid(self, errors: list[GraphQLError]) -> Response[bytes]:
        """A document that does not fit the schema."""
        status = 200 if self.media_type == PLAIN_JSON else 400
        return self._response({"errors": [told_graphql(error, self.language) for error in errors]}, status)

    def _response(self, payload: Json, status: int) -> Response[bytes]:
        kind = f"{self.media_type}; charset=utf-8"
        return Response(msgspec.json.encode(payload), status_code=status, media_type=kind)


@post("/graphql", status_code=200, request_max_body_size=LARGEST_REQUEST)
async def graphql_post(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """Run the operation in the request's body."""
    answer = Answer(request)
    try:
        asked = read_body(request.headers.get("content-type", ""), await request.body())
    except Refusal as refusal:
        return answer.refused([refusal], well_formed=False)
    return await run(request, door, asked, answer)


@get("/graphql")
async def graphql_get(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """Run the query in the request's address."""
    answer = Answer(request)
    try:
        asked = read_address(request.query_params)
    except Refusal as refusal:
        return answer.refused([refusal], well_formed=False)
    return await run(request, door, asked, answer)


def read_body(content_type: str, body: bytes) -> Asked:
    """The parameters in a POST's body."""
    if content_type.partition(";")[0].strip().lower() != PLAIN_JSON:
        raise BodyNotJson()
    try:
        return msgspec.json.decode(body, type=Asked)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _unreadable(error) from error


def read_address(parameters: Mapping[str, str]) -> Asked:
    """The parameters in a GET's address, where maps are JSON texts."""
    try:
        return msgspec.convert(
            {
                name: msgspec.json.decode(value) if name in ("variables", "extensions") and value else value
                for name, value in parameters.items()
            },
            type=Asked,
        )
    except (msgspec.MsgspecError, RecursionError) as error:
        raise _unreadable(error) from error


def _unreadable(error: Exception) -> Refusal:
    return BadInput(expected=f"yêu cầu GraphQL dạng JSON ({error})", expected_en=f"a GraphQL request in JSON ({error})")


async def run(request: Request[Any, Any, Any], door: Door, asked: Asked, answer: Answer) -> Response[bytes]:
    """Check the operation, find who asks, and execute."""
    try:
        document = door.documents.prepare(asked.query)
        if document.errors:
            return answer.invalid(document.errors)
        operation = document.operation(asked.operation_name)
        changing = is_mutation(operation)
        if changing and request.method != "POST":
            raise MutationByGet()
        document.check_size(operation, asked.variables or {})
        caller = await door.callers.of(request, changing=changing)
        if caller is None:
            await door.callers.refuse_moved(request)
    except Exception as error:
        return answer.refused([refusal_of(error)])
    if needs_gate(caller) and not may_pass(document.node, operation, door.schema.core):
        return answer.refused([Forbidden()])
    text = await door.reads.answer(document, operation, asked.variables, caller)
    if text is not None:
        return answer.ready(text)
    context = Context(door.db, caller, answer.language, document.node, door.sso, door.stats)
    result = await _execute(door, document, operation, asked, context)
    if result.data is None and result.errors and not any(error.path for error in result.errors):
        return answer.refused(bad_variables(door.schema.core, operation, asked.variables or {}, result.errors))
    return answer.whole(result)


async def _execute(
    door: Door, document: Document, operation: OperationDefinitionNode, asked: Asked, context: Context
) -> ExecutionResult:
    """Execute in one span: a span for each field would cost more than the fields."""
    kind = operation.operation.value
    name = operation.name.value if operation.name else None
    with tracer.start_as_current_span(f"graphql {kind} {name or ''}".rstrip()) as span:
        span.set_attribute("graphql.operation.type", kind)
        if name:
            span.set_attribute("graphql.operation.name", name)
        result = await door.schema.execute(
            asked.query,
            variable_values=asked.variables,
            context_value=context,
            operation_name=asked.operation_name,
        )
        span.set_attribute("graphql.errors", len(result.errors or ()))
        return result

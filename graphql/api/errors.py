"""One translator from what went wrong to what a client reads: a stable code, two languages, where the bad input is."""

import logging
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

import psycopg
from graphql import GraphQLError, GraphQLSyntaxError
from opentelemetry import trace
from sqlalchemy import exc

from kernel.errors import (
    BadInput,
    Forbidden,
    NotFound,
    Refusal,
    TenantClosing,
    TenantResting,
    Unauthenticated,
    Unavailable,
)
from kernel.ids import uuid7

logger = logging.getLogger(__name__)

Language = Literal["vi", "en"]
Json = dict[str, Any]


class Internal(Refusal):
    """A fault of the program; the id finds it in the log, and nothing else of it is told."""

    code = "INTERNAL"
    vi = "Hệ thống gặp lỗi. Chưa có gì thay đổi; khi báo lỗi hãy gửi kèm mã {id}."
    en = "The system met a fault. Nothing was changed; quote {id} when you report it."


class Conflict(Refusal):
    """Somebody else changed the same record at the same moment."""

    code = "CONFLICT"
    vi = "Dữ liệu vừa được người khác thay đổi. Hãy tải lại rồi thử lại."
    en = "The record was just changed by somebody else. Load it again and retry."


class Unstorable(BadInput):
    """A value the database cannot hold, such as a number too large or a text with a NUL character."""

    vi = "Giá trị không hợp lệ: có giá trị nằm ngoài phạm vi lưu trữ được."
    en = "Not a valid value: one lies outside what can be stored."


class QueryUnreadable(Refusal):
    """The text is not a GraphQL document."""

    code = "GRAPHQL_PARSE_FAILED"
    vi = "Không đọc được truy vấn GraphQL: {reason}"
    en = "{reason}"


class QueryInvalid(Refusal):
    """The document does not fit the schema."""

    code = "GRAPHQL_VALIDATION_FAILED"
    vi = "Truy vấn GraphQL không hợp lệ: {reason}"
    en = "{reason}"


class BadVariable(BadInput):
    """A variable of the operation has a value its type does not take."""

    vi = "Giá trị không hợp lệ: {reason}"
    en = "Not a valid value: {reason}"


STATUS: Mapping[str, int] = {
    Unauthenticated.code: 401,
    "BAD_CREDENTIALS": 401,
    Forbidden.code: 403,
    "BAD_SIGNATURE": 401,
    "STALE_SIGNATURE": 401,
    "CSRF_REQUIRED": 403,
    NotFound.code: 404,
    Conflict.code: 409,
    "REGISTER_CHANGED": 409,
    Internal.code: 500,
    Unavailable.code: 503,
    TenantResting.code: 503,
    TenantClosing.code: 403,
    "TENANT_MOVED": 421,
    "TOO_MANY_ATTEMPTS": 429,
    "METHOD_NOT_ALLOWED": 405,
    "MEDIA_TYPE_NOT_ALLOWED": 415,
    "FILE_KIND_REFUSED": 415,
    "FILE_TOO_LARGE": 413,
    "REQUEST_TOO_LARGE": 413,
    "BATCH_TOO_LARGE": 413,
    "STORAGE_FULL": 507,
    "STATISTICS_NOT_OFFERED": 404,
    "STATISTICS_CLOSED": 503,
}


def language_of(accept_language: str | None) -> Language:
    """The language of messages: English where a client prefers it to Vietnamese, Vietnamese otherwise."""
    weights: dict[str, float] = {}
    for part in (accept_language or "").split(","):
        tag, _, rest = part.strip().partition(";")
        quality = rest.strip().removeprefix("q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        weights.setdefault(tag.strip().lower().split("-")[0], weight)
    return "en" if weights.get("en", 0.0) > weights.get("vi", weights.get("*", 0.0)) else "vi"


def refusal_of(error: BaseException) -> Refusal:
    """The refusal a client is told for an error; faults are logged under an id and otherwise kept to ourselves."""
    cause = _cause(error)
    if isinstance(cause, Refusal):
        return cause
    if isinstance(cause, exc.DBAPIError):
        return _database_refusal(cause)
    if isinstance(cause, exc.TimeoutError | psycopg.OperationalError | ConnectionError | TimeoutError):
        logger.warning("a part of the service does not answer: %s", cause)
        return Unavailable()
    if isinstance(cause, GraphQLSyntaxError):
        return QueryUnreadable(reason=cause.message)
    if isinstance(cause, GraphQLError):
        return QueryInvalid(reason=cause.message)
    return _fault(cause)


def _cause(error: BaseException) -> BaseException:
    while isinstance(error, GraphQLError) and error.original_error is not None:
        error = error.original_error
    return error


def _database_refusal(error: exc.DBAPIError) -> Refusal:
    if isinstance(error, exc.OperationalError | exc.InterfaceError) or error.connection_invalidated:
        logger.warning("the database does not answer: %s", error.orig)
        return Unavailable()
    if isinstance(error.orig, psycopg.DataError):
        return Unstorable()
    if isinstance(error.orig, psycopg.errors.UniqueViolation):
        return Conflict()
    return _fault(error)


def _fault(error: BaseException) -> Refusal:
    fault_id = str(uuid7())
    logger.error("fault %s", fault_id, exc_info=error)
    span = trace.get_current_span()
    span.record_exception(error)
    span.set_attribute("roviec.fault", fault_id)
    return Internal(id=fault_id)


def told(refusal: Refusal, language: Language) -> Json:
    """A refusal as a client reads it, in the shape of a GraphQL error."""
    extensions: Json = {
        "code": refusal.code,
        "messages": {"vi": refusal.sentence("vi"), "en": refusal.sentence("en")},
    }
    if refusal.path:
        extensions["path"] = [camel(part) if isinstance(part, str) else part for part in refusal.path]
    if refusal.data:
        extensions["data"] = {name: _plain(value) for name, value in refusal.data.items()}
    return {"message": refusal.sentence(language), "extensions": extensions}


def told_graphql(error: GraphQLError, language: Language) -> Json:
    """An error of a GraphQL execution as a client reads it, with its place in the document and in the answer."""
    answer = told(refusal_of(error), language)
    if error.locations:
        answer["locations"] = [{"line": place.line, "column": place.column} for place in error.locations]
    if error.path:
        answer["path"] = list(error.path)
    return answer


def camel(name: str) -> str:
    """A name of Python's as the schema spells it."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _plain(value: object) -> object:
    """A value of a refusal's data as JSON holds it."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, UUID | Decimal):
        return [_plain(part) for part in value]
    return str(value)

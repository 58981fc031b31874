"""JSON written inside SQL: pieces joined by one `concat`, every value spelt as the API's own scalars spell it."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import msgspec
from graphql import GraphQLEnumType, GraphQLNamedType
from sqlalchemy import BindParameter, SQLColumnExpression, Text, bindparam, case, cast, func, literal_column

Column: TypeAlias = SQLColumnExpression[Any]

NULL: Final[Column] = literal_column("'null'", Text)
NOTHING: Final[Column] = literal_column("''", Text)
COMMA: Final[Column] = literal_column("','", Text)
ARGUMENTS_AT_MOST: Final = 90  # PostgreSQL's functions take a hundred


class Unknown(Exception):
    """Something that is not compiled; the operation runs the normal way."""


class Pieces:
    """A text being put together from fixed parts, which become parameters, and expressions."""

    def __init__(self) -> None:
        self._parts: list[str | Column] = []

    def add(self, *parts: "str | Column | Pieces") -> "Pieces":
        """Append parts; fixed neighbours grow together."""
        for part in parts:
            if isinstance(part, Pieces):
                self.add(*part._parts)
            elif isinstance(part, str) and self._parts and isinstance(self._parts[-1], str):
                self._parts[-1] += part
            else:
                self._parts.append(part)
        return self

    def column(self) -> Column:
        """The whole as one expression."""
        columns = [_fixed(part) if isinstance(part, str) else part for part in self._parts]
        while len(columns) > ARGUMENTS_AT_MOST:
            starts = range(0, len(columns), ARGUMENTS_AT_MOST)
            columns = [func.concat(*columns[at : at + ARGUMENTS_AT_MOST], type_=Text) for at in starts]
        return func.concat(*columns, type_=Text)


def _fixed(text: str) -> BindParameter[str]:
    return bindparam("text", text, Text, unique=True)


def key(name: str) -> str:
    """A name in an answer, with its colon."""
    return msgspec.json.encode(name).decode() + ":"


def _bare(column: Column) -> tuple[str | Column, ...]:
    return (cast(column, Text),)


def _quoted(column: Column) -> tuple[str | Column, ...]:
    return ('"', cast(column, Text), '"')


def _decimal(column: Column) -> tuple[str | Column, ...]:
    return ('"', cast(func.trim_scale(column), Text), '"')


def _escaped(column: Column) -> tuple[str | Column, ...]:
    return (cast(func.to_json(column), Text),)


def _upper(column: Column) -> tuple[str | Column, ...]:
    return ('"', func.upper(column), '"')


def _instant(column: Column) -> tuple[str | Column, ...]:
    """In UTC, microseconds only where there are any: so the encoder writes instants of Python."""
    written = func.to_char(
        func.timezone(literal_column("'UTC'"), column), literal_column("'YYYY-MM-DD\"T\"HH24:MI:SS.US'")
    )
    return ('"', func.replace(written, literal_column("'.000000'"), NOTHING), 'Z"')


Spelling: TypeAlias = Callable[[Column], tuple[str | Column, ...]]
_SPELLINGS: Final[Mapping[str, Spelling]] = {
    "UUID": _quoted,
    "Date": _quoted,
    "Decimal": _decimal,
    "Int": _bare,
    "Long": _bare,
    "Boolean": _bare,
    "String": _escaped,
    "DateTime": _instant,
}


def spelt(column: Column, kind: GraphQLNamedType, *, nullable: bool) -> Pieces:
    """A column as JSON, the way the API spells values of that type."""
    written = Pieces().add(*_spelling(kind)(column))
    return Pieces().add(case((column.is_(None), NULL), else_=written.column())) if nullable else written


def _spelling(kind: GraphQLNamedType) -> Spelling:
    if isinstance(kind, GraphQLEnumType) and _is_plain(kind):
        return _upper
    if kind.name not in _SPELLINGS:
        raise Unknown(kind.name)
    return _SPELLINGS[kind.name]


def _is_plain(kind: GraphQLEnumType) -> bool:
    """Whether the names of an enum are the domain's own texts in capitals."""
    return all(name == str(getattr(value.value, "value", value.value)).upper() for name, value in kind.values.items())

"""Statements as a line to the database takes them: SQL compiled once, and values written as PostgreSQL reads text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from psycopg import pq
from psycopg.adapt import Transformer
from sqlalchemy import ClauseElement, Dialect
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.sql.compiler import SQLCompiler

from api.compiled.lines import Asked
from kernel.database import ENTER_TENANT

# The class has no annotations.
_DIALECT: Final = cast("Dialect", cast("Any", PGDialect_psycopg)(paramstyle="numeric_dollar"))


@dataclass(frozen=True)
class Statement:
    """SQL with $1, $2, …; `fixed` are the values of its parameters, those named in `places` left open."""

    text: bytes
    fixed: tuple[bytes | None, ...]
    places: tuple[tuple[int, str], ...]

    @classmethod
    def of(cls, clause: ClauseElement) -> "Statement":
        """The statement a SQLAlchemy clause makes: parameters that have a value keep it, the others stay open."""
        compiled = cast("SQLCompiler", clause.compile(dialect=_DIALECT))
        names = compiled.positiontup or []
        values = [compiled.params[name] for name in names]
        places = [(at, name) for at, name in enumerate(names) if values[at] is None]
        return cls(str(compiled).encode(), tuple(map(written, values)), tuple(places))

    def asked(self, values: Mapping[str, object]) -> Asked:
        """The statement with the values of all its parameters in their order, as a line takes it."""
        filled = list(self.fixed)
        for at, name in self.places:
            filled[at] = written(values[name])
        return self.text, filled


def written(value: object) -> bytes | None:
    """A value as PostgreSQL reads it from text: plain types, and lists of words without commas, quotes or braces."""
    if value is None:
        return None
    if isinstance(value, bytes):
        return b"\\x" + value.hex().encode()
    if isinstance(value, datetime):
        return value.isoformat().encode()
    if isinstance(value, list | tuple):
        return f"{{{','.join(str(part) for part in value)}}}".encode()
    return str(value).encode()


def rows(result: pq.abc.PGresult) -> Sequence[tuple[Any, ...]]:
    """The rows of a result as Python values."""
    reader = Transformer()
    reader.set_pgresult(result)
    return reader.load_rows(0, result.ntuples, tuple)


ENTER: Final = Statement.of(ENTER_TENANT)

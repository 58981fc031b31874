"""Canonical texts and receipt hashes computed by PostgreSQL, equal byte for byte to those of `receipts`."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Select,
    Text,
    TextualSelect,
    cast,
    func,
    literal,
    literal_column,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, array

from tenants.norms.language.kinds import NumberKind
from tenants.norms.language.model import Package
from tenants.norms.language.receipts import SEPARATOR, heading, names_of
from tenants.norms.language.sql_records import Columns

INPUTS, OUTPUTS, HASH = "_inputs", "_outputs", "_hash"
MAX_ARGUMENTS = 90


def canonical_column(package: Package, level: str, name: str, column: ColumnElement[Any]) -> ColumnElement[str | None]:
    """The canonical text of one input or formula, null where it is missing."""
    if isinstance(package.kind_of(level, name), NumberKind):
        return cast(func.trim_scale(column), Text)
    return cast(column, Text)


def canonical_array(package: Package, level: str, names: Iterable[str], columns: Columns) -> ColumnElement[Any]:
    """The canonical texts of some names as one text[]."""
    return _array(canonical_column(package, level, name, columns[name]) for name in names)


def hash_of_arrays(
    package: Package, level: str, inputs: ColumnElement[Any], outputs: ColumnElement[Any]
) -> ColumnElement[bytes]:
    """The receipt hash from the canonical texts of all inputs and of all formulas in declared order."""
    body = func.array_to_string(func.array_cat(inputs, outputs), SEPARATOR, "")
    text = func.concat(literal(heading(package, level) + SEPARATOR, Text), body)
    return _hash(text)


def with_receipts(package: Package, level: str, chain: TextualSelect) -> Select[Any]:
    """A compiled chain with the canonical texts `_inputs` and `_outputs` (text[]) and their receipt `_hash` (bytea).

    The chain must be compiled with `fenced=True`, or PostgreSQL computes each value twice.
    """
    rows = chain.subquery("scored")
    texts = {
        name: canonical_column(package, level, name, rows.c[name]).label(f"_t{index}")
        for index, name in enumerate(names_of(package, level))
    }
    written = select(*rows.c, *texts.values()).offset(literal_column("0")).subquery("written")
    here = {name: written.c[text.name] for name, text in texts.items()}
    return select(
        *(written.c[column.name] for column in rows.c),
        _array(here[name] for name in package.levels[level].inputs).label(INPUTS),
        _array(here[name] for name in package.levels[level].formulas).label(OUTPUTS),
        _hash(_joined([literal(heading(package, level), Text), *here.values()])).label(HASH),
    )


def _array(texts: Iterable[ColumnElement[Any]]) -> ColumnElement[Any]:
    return cast(array(list(texts), type_=Text()), ARRAY(Text))


def _hash(text: ColumnElement[Any]) -> ColumnElement[bytes]:
    return func.sha256(func.convert_to(text, "UTF8"), type_=LargeBinary)


def _joined(texts: list[ColumnElement[Any]]) -> ColumnElement[Any]:
    """One text with separators; PostgreSQL takes at most a hundred arguments, and would leave out a null."""
    if len(texts) > MAX_ARGUMENTS:
        groups = [texts[start : start + MAX_ARGUMENTS] for start in range(0, len(texts), MAX_ARGUMENTS)]
        return _joined([_joined(group) for group in groups])
    return func.concat_ws(SEPARATOR, *(func.coalesce(text, "") for text in texts))

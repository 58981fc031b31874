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
from tenants.norms.language.receipts import SEPARATOR, heading
from tenants.norms.language.sql_records import Columns

INPUTS, OUTPUTS, HASH = "_inputs", "_outputs", "_hash"


def canonical_column(package: Package, level: str, name: str, column: ColumnElement[Any]) -> ColumnElement[str | None]:
    """The canonical text of one input or formula, null where it is missing."""
    if isinstance(package.kind_of(level, name), NumberKind):
        return cast(func.trim_scale(column), Text)
    return cast(column, Text)


def canonical_array(package: Package, level: str, names: Iterable[str], columns: Columns) -> ColumnElement[Any]:
    """The canonical texts of some names as one text[]."""
    texts = [canonical_column(package, level, name, columns[name]) for name in names]
    return cast(array(texts, type_=Text()), ARRAY(Text))


def hash_of_arrays(
    package: Package, level: str, inputs: ColumnElement[Any], outputs: ColumnElement[Any]
) -> ColumnElement[bytes]:
    """The receipt hash from the canonical texts of all inputs and of all formulas in declared order."""
    body = func.array_to_string(func.array_cat(inputs, outputs), SEPARATOR, "")
    text = func.concat(literal(heading(package, level) + SEPARATOR, Text), body)
    return func.sha256(func.convert_to(text, "UTF8"), type_=LargeBinary)


def with_receipts(package: Package, level: str, chain: TextualSelect) -> Select[Any]:
    """A compiled chain with the canonical texts `_inputs` and `_outputs` (text[]) and their receipt `_hash` (bytea).

    The chain must be compiled with `fenced=True`, or PostgreSQL computes each value twice.
    """
    here, rows = package.levels[level], chain.subquery("scored")
    inputs = canonical_array(package, level, here.inputs, rows.c).label(INPUTS)
    outputs = canonical_array(package, level, here.formulas, rows.c).label(OUTPUTS)
    written = select(*rows.c, inputs, outputs).offset(literal_column("0")).subquery("written")
    digest = hash_of_arrays(package, level, written.c[INPUTS], written.c[OUTPUTS]).label(HASH)
    return select(*written.c, digest)

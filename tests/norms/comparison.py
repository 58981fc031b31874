"""Evaluates the same records by the reference and by PostgreSQL, and lists where the two differ."""

import json
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy import Column, Connection, Integer, Numeric, SelectBase, TextualSelect, bindparam, column, text
from sqlalchemy.exc import DBAPIError

from tenants.norms.language import (
    Package,
    Source,
    Value,
    canonical,
    compile_chain,
    evaluate,
    names_of,
    receipt_hash,
    with_receipts,
)
from tenants.norms.language.kinds import KeyKind, NumberKind
from tenants.norms.language.numbers import places_of
from tests.norms.random_norms import random_record

PERSONS = 9
Rows = list[dict[str, Any]]


def random_rows(random: Random, package: Package) -> tuple[Rows, Rows]:
    """Months of some persons and their entries; some have none, and numbers are texts, as JSON must not round them."""
    months: Rows = []
    entries: Rows = []
    for person in range(PERSONS):
        for month in range(2):
            months.append({"person": person, "month": month, "quarter": 0, **random_record(random, package, "month")})
            for _ in range(random.choice((0, 0, 1, 2, 3, 6))):
                entry = {"id": len(entries), "person": person, "month": month}
                entries.append({**entry, **random_record(random, package, "entry")})
    return months, entries


def rows_as_source(
    package: Package, level: str, rows: Rows, keys: tuple[str, ...], number: int, *, typed: bool = False
) -> TextualSelect:
    """The rows as a select PostgreSQL reads from JSON; `typed` tells the decimals of each number's column."""
    types = dict.fromkeys(keys, "int")
    for one in package.levels[level].inputs.values():
        types[one.name] = "numeric" if isinstance(one.kind, NumberKind) else "boolean"
        if isinstance(one.kind, KeyKind):
            types[one.name] = "text"
    shape = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
    parameter = f"rows_{number}"
    statement = text(f"SELECT * FROM jsonb_to_recordset(CAST(:{parameter} AS jsonb)) AS r({shape})")
    data = json.dumps(rows, default=lambda value: str(value) if isinstance(value, Decimal) else value)
    decimals = {one.name: _decimals(one.step) for one in package.levels[level].inputs.values()} if typed else {}
    columns: list[Any] = [Column(name, Integer) if name in keys else column(name, decimals.get(name)) for name in types]
    return statement.bindparams(bindparam(parameter, data)).columns(*columns)


def _decimals(step: Decimal) -> Integer | Numeric[Decimal]:
    return Numeric(30, places_of(step)) if places_of(step) else Integer()


def differences(
    connection: Connection, package: Package, months: Rows, entries: Rows, *, whole: bool = False
) -> list[str]:
    """Every value of every level that is not the same in SQL, digit for digit; an error of PostgreSQL is one too."""
    try:
        return [
            *_entry_differences(connection, package, entries),
            *_month_differences(connection, package, months, entries, whole),
            *_quarter_differences(connection, package, months, entries, whole),
        ]
    except DBAPIError as error:
        connection.rollback()
        return [str(error.orig)]


def _entry_differences(connection: Connection, package: Package, entries: Rows) -> list[str]:
    source = rows_as_source(package, "entry", entries, ("id", "person", "month"), 1)
    chain = compile_chain(package, "entry", {"entry": source}, keep=["id"], fenced=True)
    found = connection.execute(with_receipts(package, "entry", chain)).mappings().all()
    wrong = []
    for row in found:
        entry = entries[row["id"]]
        expected = _complete(package, "entry", _record(entry))
        wrong += _compare(f"entry {row['id']}", expected, row)
        if bytes(row["_hash"]) != receipt_hash(package, "entry", {name: expected[name] for name in expected}):
            wrong.append(f"entry {row['id']}: hash")
    return wrong if len(found) == len(entries) else [*wrong, "entry: rows"]


def _month_differences(connection: Connection, package: Package, months: Rows, entries: Rows, whole: bool) -> list[str]:
    sources: dict[str, SelectBase | Source] = {
        "entry": Source(
            rows_as_source(package, "entry", entries, ("person", "month"), 1, typed=whole), fenced=not whole
        ),
        "month": rows_as_source(package, "month", months, ("person", "month"), 2, typed=whole),
    }
    found = connection.execute(compile_chain(package, "month", sources, whole=whole)).mappings().all()
    by_key = {(row["person"], row["month"]): row for row in found}
    wrong = [] if len(found) == len(months) else ["month: rows"]
    for month in months:
        expected = _complete(package, "month", month_record(month, entries))
        wrong += _compare(
            f"month {month['person']}/{month['month']}", expected, by_key[month["person"], month["month"]]
        )
    return wrong


def _quarter_differences(
    connection: Connection, package: Package, months: Rows, entries: Rows, whole: bool
) -> list[str]:
    sources = {
        "entry": rows_as_source(package, "entry", entries, ("person", "month"), 1, typed=whole),
        "month": rows_as_source(package, "month", months, ("person", "month", "quarter"), 2, typed=whole),
    }
    wrong = []
    for row in connection.execute(compile_chain(package, "quarter", sources, whole=whole)).mappings():
        own = [month_record(month, entries) for month in months if month["person"] == row["person"]]
        wrong += _compare(f"quarter {row['person']}", evaluate(package, "quarter", {"of": own}), row)
    return wrong


def month_record(month: dict[str, Any], entries: Rows) -> dict[str, object]:
    """A month's record with its entries below it."""
    own = [_record(one) for one in entries if (one["person"], one["month"]) == (month["person"], month["month"])]
    return {**_record(month), "of": own}


def _record(row: dict[str, Any]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in ("id", "person", "month", "quarter")}


def _complete(package: Package, level: str, record: dict[str, object]) -> dict[str, Value]:
    inputs = package.levels[level].inputs
    given = {name: one.default if record[name] is None else record[name] for name, one in inputs.items()}
    values = {**given, **evaluate(package, level, record)}
    return {name: values[name] for name in names_of(package, level)}  # type: ignore[misc] # inputs come as values


def _compare(where: str, expected: dict[str, Value], row: Any) -> list[str]:
    return [
        f"{where}: {name}: reference {canonical(value)!r}, SQL {canonical(row[name])!r}"
        for name, value in expected.items()
        if type(value) is not type(row[name]) or canonical(value) != canonical(row[name])
    ]

"""Rows as canonical lines: JSON Lines in which every value has one spelling, written and read by PostgreSQL itself.

A line is the canonical JSON (RFC 8785) of one row: keys sorted, no blanks, UTF-8. Values are null, true, false,
integers of at most 32 bits, strings, and arrays of these:

    bigint, numeric, uuid, date, text   strings, a numeric with the digits it is stored with
    timestamp with time zone            "2026-03-01T05:00:00.000000Z", always UTC, always microseconds
    bytea                               hexadecimal, small letters
    jsonb                               a string of JSON, as PostgreSQL writes it (keys by length, then by bytes)

Lines are in the order of the primary key, texts compared by their bytes. The tenant's number is in none of them.
"""

from collections.abc import AsyncIterable, AsyncIterator, Mapping
from typing import Any, Final, cast

from psycopg import AsyncConnection, sql
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.copying.tables import Column, TenantTable

_INSTANT: Final = sql.SQL(
    "CASE WHEN isfinite({0}) THEN to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
    " ELSE CAST({0} AS text) END"
)
_PLAIN: Final = sql.SQL("{0}")
_TEXT: Final = sql.SQL("CAST({0} AS text)")
_TEXTS: Final = sql.SQL("CAST({0} AS text[])")
_SPELLINGS: Final[Mapping[str, sql.SQL]] = {
    "boolean": _PLAIN,
    "integer": _PLAIN,
    "smallint": _PLAIN,
    "integer[]": _PLAIN,
    "smallint[]": _PLAIN,
    "text": _PLAIN,
    "text[]": _PLAIN,
    "bigint": _TEXT,
    "numeric": _TEXT,
    "uuid": _TEXT,
    "date": _TEXT,
    "bigint[]": _TEXTS,
    "numeric[]": _TEXTS,
    "uuid[]": _TEXTS,
    "date[]": _TEXTS,
    "timestamp with time zone": _INSTANT,
    "bytea": sql.SQL("encode({0}, 'hex')"),
    "jsonb": _TEXT,
}
_READINGS: Final[Mapping[str, sql.SQL]] = {
    "bytea": sql.SQL("decode({0}, 'hex')"),
    "jsonb": sql.SQL("CAST({0} AS jsonb)"),
}
# JSON writes both characters escaped, so a line is taken as it is and nothing in it ends or quotes it.
_AS_IT_IS: Final = sql.SQL("(FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01')")
_INCOMING: Final = sql.Identifier("incoming_line")
_TEXTUAL: Final = ("text",)

Spelled = Mapping[str, sql.Composable]


class UnknownSpelling(TypeError):
    """A column is of a type that has no canonical spelling yet: give it one here."""


async def lines_of(
    session: AsyncSession, table: TenantTable, where: sql.Composable | None = None, told: Spelled | None = None
) -> AsyncIterator[bytes]:
    """The rows of the session's tenant as canonical lines, in blocks of bytes of whole or broken lines.

    `where` narrows them; `told` are SQL expressions over `kept` that stand for columns. Reads within the session's
    transaction.
    """
    query = _selection(table, tenant_of(session), where, told or {})
    connection = await _connection(session)
    async with (
        connection.cursor() as cursor,
        cursor.copy(sql.SQL("COPY ({}) TO STDOUT {}").format(query, _AS_IT_IS)) as copy,
    ):
        async for block in copy:
            yield bytes(block)


async def insert_lines(
    session: AsyncSession, table: TenantTable, lines: AsyncIterable[bytes], given: Spelled | None = None
) -> int:
    """Insert canonical lines as rows of the session's tenant; how many.

    `table` names the columns that are in the lines; `given` sets others, or sets these otherwise, by SQL expressions
    in which `line.<column>` is what the line says. The lines go through a temporary table: row-level security lets
    nobody copy into a table of tenants.
    """
    connection = await _connection(session)
    async with connection.cursor() as cursor:
        await cursor.execute(sql.SQL("CREATE TEMPORARY TABLE {} (content text) ON COMMIT DROP").format(_INCOMING))
        async with cursor.copy(sql.SQL("COPY {} FROM STDIN {}").format(_INCOMING, _AS_IT_IS)) as copy:
            async for block in lines:
                await copy.write(block)
        await cursor.execute(_insertion(table, tenant_of(session), given or {}))
        inserted = cursor.rowcount
        await cursor.execute(sql.SQL("DROP TABLE {}").format(_INCOMING))
    return inserted


async def remove_rows(session: AsyncSession, table: TenantTable) -> int:
    """Remove every row of the session's tenant; how many."""
    connection = await _connection(session)
    statement = sql.SQL("DELETE FROM {} WHERE tenant_id = {}").format(
        sql.Identifier(table.name), sql.Literal(tenant_of(session))
    )
    async with connection.cursor() as cursor:
        await cursor.execute(statement)
        return cursor.rowcount


async def count_rows(session: AsyncSession, table: TenantTable) -> int:
    """How many rows of the session's tenant there are."""
    return int(
        await session.scalar(
            text(f'SELECT count(*) FROM "{table.name}" WHERE tenant_id = :tenant'),  # noqa: S608 - of the catalogue
            {"tenant": tenant_of(session)},
        )
        or 0
    )


async def advance_sequences(session: AsyncSession, table: TenantTable) -> None:
    """Let no sequence give a number that the tenant's rows have already; other tenants just skip some numbers."""
    connection = await _connection(session)
    for column in table.columns:
        if column.sequence is not None:
            statement = sql.SQL(
                "SELECT setval({name}, most)"
                " FROM (SELECT max({column}) AS most FROM {table} WHERE tenant_id = {tenant}) AS own"
                " WHERE most > (SELECT last_value FROM {sequence})"
            ).format(
                name=sql.Literal(column.sequence),
                column=sql.Identifier(column.name),
                table=sql.Identifier(table.name),
                tenant=sql.Literal(tenant_of(session)),
                sequence=sql.Identifier(*column.sequence.split(".")),
            )
            await connection.execute(statement)


def spelled(column: Column) -> sql.Composed:
    """The expression that writes a column's value canonically; raises `UnknownSpelling`."""
    if column.type not in _SPELLINGS:
        raise UnknownSpelling(f"{column.name} is {column.type}")
    return _SPELLINGS[column.type].format(sql.Identifier("kept", column.name))


def _selection(table: TenantTable, tenant_id: int, where: sql.Composable | None, told: Spelled) -> sql.Composed:
    types = {column.name: column.type for column in table.columns}
    order = [
        sql.SQL('kept.{} COLLATE "C"' if types[name] in _TEXTUAL else "kept.{}").format(sql.Identifier(name))
        for name in table.key
    ]
    written = [
        sql.SQL("{} AS {}").format(told.get(column.name) or spelled(column), sql.Identifier(column.name))
        for column in table.columns
    ]
    return sql.SQL(
        "SELECT row_to_json(line) FROM (SELECT {} FROM {} AS kept WHERE kept.tenant_id = {} AND {}{}) AS line"
    ).format(
        sql.SQL(", ").join(written),
        sql.Identifier(table.name),
        sql.Literal(tenant_id),
        where or sql.SQL("true"),
        sql.SQL(" ORDER BY {}").format(sql.SQL(", ").join(order)) if order else sql.SQL(""),
    )


def _insertion(table: TenantTable, tenant_id: int, given: Spelled) -> sql.Composed:
    read = {column.name: _read(column) for column in table.columns} | dict(given)
    names = sql.SQL(", ").join(map(sql.Identifier, read))
    types = sql.SQL(", ").join(
        sql.SQL("{} {}").format(
            sql.Identifier(column.name), sql.SQL("text" if column.type in _READINGS else column.type)
        )
        for column in table.columns
    )
    return sql.SQL(
        "INSERT INTO {table} (tenant_id, {names}) OVERRIDING SYSTEM VALUE SELECT {tenant}, {values}"
        " FROM {incoming}, json_to_record(CAST(content AS json)) AS line ({types})"
    ).format(
        table=sql.Identifier(table.name),
        names=names,
        tenant=sql.Literal(tenant_id),
        values=sql.SQL(", ").join(read.values()),
        incoming=_INCOMING,
        types=types,
    )


def _read(column: Column) -> sql.Composable:
    value = sql.Identifier("line", column.name)
    return _READINGS.get(column.type, _PLAIN).format(value)


async def _connection(session: AsyncSession) -> AsyncConnection[Any]:
    raw = await (await session.connection()).get_raw_connection()
    return cast("AsyncConnection[Any]", raw.driver_connection)

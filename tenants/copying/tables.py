"""The tables of tenants as the database's own catalogue tells them, parents before what points at them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

TENANT: Final = "tenant_id"

_COLUMNS: Final = text(
    """
    SELECT c.relname AS table_name, a.attname AS name, format_type(a.atttypid, NULL) AS type, a.attnotnull AS required,
           CASE WHEN a.attidentity <> '' THEN pg_get_serial_sequence(c.relname, a.attname)
                ELSE substring(pg_get_expr(d.adbin, d.adrelid) FROM '^nextval\\(''([a-z_]+)''') END AS sequence,
           array_position(CAST(i.indkey AS smallint[]), a.attnum) AS place
    FROM pg_class AS c
    JOIN pg_attribute AS own ON own.attrelid = c.oid AND own.attname = 'tenant_id' AND NOT own.attisdropped
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
    LEFT JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisprimary
    WHERE c.relnamespace = CAST('public' AS regnamespace) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    ORDER BY c.relname, a.attname COLLATE "C"
    """
)
_REFERENCES: Final = text(
    """
    SELECT DISTINCT source.relname AS child, target.relname AS parent
    FROM pg_constraint AS con
    JOIN pg_class AS source ON source.oid = con.conrelid AND NOT source.relispartition
    JOIN pg_class AS target ON target.oid = con.confrelid AND NOT target.relispartition
    WHERE con.contype = 'f' AND con.connamespace = CAST('public' AS regnamespace) AND con.conrelid <> con.confrelid
    """
)


@dataclass(frozen=True)
class Column:
    """A column as it is stored; `sequence` names where its numbers come from, if from one."""

    name: str
    type: str
    required: bool
    sequence: str | None


@dataclass(frozen=True)
class TenantTable:
    """A table whose rows belong to one tenant each: its columns in the order of their names, without the tenant.

    `key` is the primary key without the tenant, in its order.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def without(self, names: Iterable[str]) -> "TenantTable":
        """The table without some of its columns."""
        left_out = set(names)
        kept = tuple(column for column in self.columns if column.name not in left_out)
        return TenantTable(self.name, kept, self.key)


async def tenant_tables(session: AsyncSession) -> tuple[TenantTable, ...]:
    """Every table with a tenant, parents before their children, otherwise by name.

    Rows are inserted in this order and removed in the opposite one. Raises `graphlib.CycleError` should tables ever
    point at each other in a ring, which no order can serve.
    """
    columns: dict[str, list[Column]] = {}
    keys: dict[str, dict[int, str]] = {}
    for row in await session.execute(_COLUMNS):
        listed = columns.setdefault(row.table_name, [])
        if row.name != TENANT:
            listed.append(Column(row.name, row.type, row.required, row.sequence))
            if row.place is not None:
                keys.setdefault(row.table_name, {})[row.place] = row.name
    found = {
        name: TenantTable(name, tuple(listed), tuple(place for _, place in sorted(keys.get(name, {}).items())))
        for name, listed in columns.items()
    }
    return tuple(
        found[name] for name in _ordered(found, [(row.child, row.parent) for row in await session.execute(_REFERENCES)])
    )


def _ordered(tables: Mapping[str, TenantTable], references: Iterable[tuple[str, str]]) -> list[str]:
    parents: dict[str, set[str]] = {name: set() for name in tables}
    for child, parent in references:
        if child in tables and parent in tables:
            parents[child].add(parent)
    sorter = TopologicalSorter(parents)
    sorter.prepare()
    order: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order += ready
        sorter.done(*ready)
    return order

"""Provinces are walled off from each other by the database itself."""

import psycopg
import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from kernel import roles
from kernel.database import Database
from kernel.ids import uuid7
from tenants.audit.models import AuditEvent
from tenants.everything import METADATA
from tests.fixtures_tenant import Province

# The outbox is read by the relay for all tenants; it holds names of jobs and ids only, and is written as one tenant.
RELAYED = {"outbox"}

TABLES_OF_TENANTS = """
    SELECT c.oid::regclass::text AS name, c.relrowsecurity, c.relforcerowsecurity,
           (SELECT count(*) FROM pg_policy WHERE polrelid = c.oid) AS policies, c.relispartition
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    ORDER BY 1
"""
FIRST_COLUMNS = """
    SELECT con.conname, con.contype::text, con.conrelid::regclass::text, a.attname, f.attname AS foreign_first,
           con.confrelid::regclass::text AS target
    FROM pg_constraint con
    JOIN pg_attribute t ON t.attrelid = con.conrelid AND t.attname = 'tenant_id'
    JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = con.conkey[1]
    LEFT JOIN pg_attribute f ON f.attrelid = con.confrelid AND f.attnum = con.confkey[1]
    WHERE con.connamespace = 'public'::regnamespace AND con.contype IN ('p', 'u', 'f')
"""
UNIQUE_INDEXES = """
    SELECT i.indexrelid::regclass::text AS name, a.attname
    FROM pg_index i
    JOIN pg_attribute t ON t.attrelid = i.indrelid AND t.attname = 'tenant_id'
    JOIN pg_class c ON c.oid = i.indrelid AND c.relnamespace = 'public'::regnamespace
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indisunique
"""


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(query.encode()).fetchall()


async def test_every_table_of_tenants_forces_row_level_security_with_a_policy(
    province: Province, database_url: str
) -> None:
    found = rows(database_url, TABLES_OF_TENANTS)
    names = {str(row[0]) for row in found if not row[4]}
    assert names == {table.name for table in METADATA.sorted_tables if "tenant_id" in table.columns}
    assert any(row[4] for row in found), "the log has partitions"
    for name, enabled, forced, policies, _ in found:
        assert (name, enabled, forced) == (name, True, True)
        assert policies == (4 if name in RELAYED else 1), name


async def test_every_key_of_a_table_of_tenants_leads_with_the_tenant(province: Province, database_url: str) -> None:
    found = rows(database_url, FIRST_COLUMNS)
    assert len(found) > 50
    for name, kind, table, first, foreign_first, target in found:
        assert first == "tenant_id", f"{name} of {table}"
        if kind == "f" and target != "tenant":
            assert foreign_first == "tenant_id", f"{name} of {table}"
    for name, first in rows(database_url, UNIQUE_INDEXES):
        assert first == "tenant_id", name


def test_the_program_owns_nothing_and_cannot_step_around_the_policies(database_url: str) -> None:
    powers = rows(
        database_url,
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles"
        " WHERE rolname LIKE 'roviec%' ORDER BY 1",
    )
    assert powers == [(role, False, False, False, False) for role in sorted(roles.ROLES)]
    owned = rows(
        database_url,
        "SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = 'roviec_app'"
        " AND relnamespace = 'public'::regnamespace",
    )
    assert owned == []


def test_the_ministries_door_may_read_released_statistics_and_nothing_else(database_url: str) -> None:
    granted = rows(
        database_url,
        "SELECT table_name, privilege_type FROM information_schema.table_privileges"
        " WHERE grantee = 'roviec_stats' ORDER BY 1",
    )
    assert granted == [("release", "SELECT"), ("release_cell", "SELECT")]


async def test_without_a_tenant_no_row_is_seen(db: Database, province: Province) -> None:
    async with db.platform() as session:
        for table in METADATA.sorted_tables:
            if "tenant_id" in table.columns and table.name not in RELAYED:
                assert await session.scalar(select(func.count()).select_from(table)) == 0, table.name


@pytest.mark.parametrize(
    "table", ["unit", "unit_place", "person", "appointment", "account", "calendar_day", "tenant_settings"]
)
async def test_one_province_sees_its_own_rows_and_none_of_another(
    province: Province, other_province: Province, table: str
) -> None:
    for one in (province, other_province):
        async with one.db.tenant(one.id) as session:
            seen = set(await session.scalars(text(f"SELECT DISTINCT tenant_id FROM {table}")))
        assert seen == {one.id}


async def test_a_row_of_another_tenant_is_not_insertable(province: Province, other_province: Province) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with province.db.tenant(province.id) as session:
            await session.execute(
                insert(AuditEvent).values(tenant_id=other_province.id, id=uuid7(), action="x", subject="x", data={})
            )
    async with other_province.db.tenant(other_province.id) as session:
        assert await session.scalar(text("SELECT count(*) FROM audit_event WHERE action = 'x'")) == 0


async def test_another_tenants_rows_are_neither_changed_nor_removed(
    province: Province, other_province: Province
) -> None:
    async with province.db.tenant(province.id) as session:
        changed = await session.execute(
            text("UPDATE person SET full_name = 'x' WHERE tenant_id = :id RETURNING 1"), {"id": other_province.id}
        )
        assert changed.all() == []
        removed = await session.execute(
            text("DELETE FROM appointment WHERE tenant_id = :id RETURNING 1"), {"id": other_province.id}
        )
        assert removed.all() == []
    async with other_province.db.tenant(other_province.id) as session:
        assert await session.scalar(text("SELECT count(*) FROM person WHERE full_name = 'x'")) == 0
        assert await session.scalar(text("SELECT count(*) FROM appointment")) == len(other_province.appointments)


async def test_a_row_cannot_be_handed_to_another_tenant(province: Province, other_province: Province) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        async with province.db.tenant(province.id) as session:
            await session.execute(
                text("UPDATE account SET tenant_id = :other WHERE id = :id"),
                {"other": other_province.id, "id": province.accounts["admin"]},
            )


async def test_a_key_cannot_point_into_another_province(province: Province, other_province: Province) -> None:
    with pytest.raises(IntegrityError, match="fk_appointment_tenant_id_unit_id"):
        async with province.db.tenant(province.id) as session:
            await session.execute(
                text("UPDATE appointment SET unit_id = :unit WHERE id = :id"),
                {"unit": other_province.units["commune"], "id": province.appointments["cadre1"]},
            )


async def test_the_tenant_is_forgotten_with_the_transaction(app_url: str, province: Province) -> None:
    database = Database(app_url, pool_size=1)
    async with database.tenant(province.id) as session:
        connection = await session.scalar(text("SELECT pg_backend_pid()"))
        assert await session.scalar(text("SELECT count(*) FROM person")) == len(province.people)
    async with database.platform() as session:
        assert await session.scalar(text("SELECT pg_backend_pid()")) == connection
        assert await session.scalar(text("SELECT count(*) FROM person")) == 0
    await database.close()


async def test_the_trail_is_appended_and_never_altered(province: Province) -> None:
    for statement in ("UPDATE audit_event SET action = 'x'", "DELETE FROM audit_event"):
        with pytest.raises(ProgrammingError, match="permission denied"):
            async with province.db.tenant(province.id) as session:
                await session.execute(text(statement))


async def test_a_partition_cannot_be_read_past_its_log(province: Province) -> None:
    month = f"{province.today:%Y%m}"
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with province.db.tenant(province.id) as session:
            await session.execute(text(f"SELECT * FROM work_entry_p{month}"))

"""The ministries' role against the database itself: whatever SQL it runs, it reads releases and nothing else."""

import secrets
from collections.abc import Iterator
from typing import Any, TypeAlias

import psycopg
import pytest
from sqlalchemy import create_engine, insert
from sqlalchemy.orm import Session

from kernel.database import async_url
from tenants.statistics.models import Release, ReleaseProof
from tests.fixtures_tenant import PEOPLE, Province
from tests.statistics.door.nation import QUARTER, Nation

Line: TypeAlias = psycopg.Connection[tuple[Any, ...]]
READABLE = {"release", "release_cell"}
SECRET = "bi-mat-khong-cong-bo"
"""A figure nobody released: it stands in the office's proof and nowhere else."""


@pytest.fixture
def line(stats_url: str, province: Province, nation: Nation) -> Iterator[Line]:
    """A connection of the role, beside a province full of people."""
    with psycopg.connect(stats_url, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def proof(app_url: str, nation: Nation) -> None:
    """What the office keeps of a release: true counts, reasons, bounds."""
    engine = create_engine(async_url(app_url))
    with Session(engine) as session, session.begin():
        release_id = session.query(Release.id).where(Release.period == QUARTER).scalar()
        lines = {"keys": [[SECRET]], "counts": [[3]], "hidden": [[1]], "heads_hidden": [0], "reasons": [[1]]}
        session.execute(insert(ReleaseProof).values(release_id=release_id, system="classes", bounds=[], **lines))
    engine.dispose()


def denied(line: Line, statement: str) -> bool:
    """Whether the database refuses for want of a right."""
    try:
        line.execute(statement.encode())
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.FeatureNotSupported):
        return True
    return False


def relations(owner_url: str) -> list[str]:
    """Every table, partition, view and sequence of the schema, named by the owner."""
    with psycopg.connect(owner_url) as owner:
        rows = owner.execute(
            "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace"
            " AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') ORDER BY 1"
        ).fetchall()
    return [name for (name,) in rows]


def test_it_reads_two_tables_and_no_other_relation(line: Line, owner_url: str, proof: None) -> None:
    every = relations(owner_url)
    assert len(every) > 80
    assert {"person", "work_entry", "statistics_part", "release_proof", "release_plan", "ministry_scope"} <= set(every)
    open_to_it = {name for name in every if not denied(line, f'SELECT * FROM public."{name}" LIMIT 1')}
    assert open_to_it == READABLE
    told = line.execute(
        "SELECT table_name, privilege_type FROM information_schema.table_privileges WHERE grantee = current_user"
    ).fetchall()
    assert set(told) == {(name, "SELECT") for name in READABLE}
    assert line.execute("SELECT count(*) FROM information_schema.column_privileges WHERE table_name <> ALL(%s)"
                        " AND table_schema = 'public'", [list(READABLE)]).fetchone() == (0,)  # fmt: skip


CHANGES = (
    "UPDATE release SET reason = 'x'",
    "UPDATE release_cell SET value = 1",
    "INSERT INTO release_cell DEFAULT VALUES",
    "CREATE TABLE public.mine (a int)",
    "CREATE TEMP TABLE mine (a int)",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "ALTER TABLE release DISABLE TRIGGER ALL",
    "COMMENT ON TABLE release IS 'x'",
)
POWERS = (
    "ALTER ROLE roviec_stats BYPASSRLS",
    "CREATE ROLE more",
    "GRANT SELECT ON person TO roviec_stats",
    "ALTER SYSTEM SET log_statement = 'all'",
    "SELECT * FROM pg_authid",
    "SELECT * FROM pg_shadow",
)
READINGS = (
    "SELECT pg_read_file('postgresql.conf')",
    "SELECT pg_read_binary_file('PG_VERSION')",
    "SELECT pg_ls_dir('.')",
    "SELECT pg_stat_file('PG_VERSION')",
    "SELECT lo_import('/etc/passwd')",
    "COPY (SELECT 1) TO PROGRAM 'cat'",
    "COPY release TO '/tmp/x'",
    "COPY person TO STDOUT",
    "COPY (SELECT * FROM work_entry) TO STDOUT",
    "SELECT * FROM pg_largeobject",
    "SELECT * FROM pg_statistic",
    "SELECT * FROM pg_user_mapping",
    "SELECT * FROM pg_file_settings",
    "SELECT * FROM pg_hba_file_rules",
)


def test_it_writes_nowhere(line: Line, owner_url: str) -> None:
    with psycopg.connect(owner_url) as owner:
        tables = [name for (name,) in owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    assert len(tables) > 80
    for name in tables:
        for statement in (f'DELETE FROM public."{name}"', f'TRUNCATE public."{name}"', f'COPY "{name}" FROM STDIN'):
            assert denied(line, statement), statement
    for statement in CHANGES:
        assert denied(line, statement), statement


def test_it_becomes_nobody_else(line: Line) -> None:
    roles = [name for (name,) in line.execute("SELECT rolname FROM pg_roles WHERE rolname <> current_user").fetchall()]
    assert {"roviec_owner", "roviec_app", "postgres"} <= set(roles)
    for role in roles:
        for verb in ("SET ROLE", "SET SESSION AUTHORIZATION"):
            assert denied(line, f'{verb} "{role}"'), role
    assert line.execute("SELECT count(*) FROM pg_auth_members WHERE member = current_user::regrole").fetchone() == (0,)
    for statement in POWERS:
        assert denied(line, statement), statement


def test_no_function_reads_for_it(line: Line, owner_url: str) -> None:
    """Functions of the schema run as the caller; those that run as another would read with that one's rights."""
    with psycopg.connect(owner_url) as owner:
        own = owner.execute(
            "SELECT p.oid::regprocedure::text, p.prosecdef, has_function_privilege('roviec_stats', p.oid, 'EXECUTE'),"
            " p.prorettype = 'trigger'::regtype FROM pg_proc p"
            " LEFT JOIN pg_depend d ON d.objid = p.oid AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e'"
            " WHERE p.pronamespace = 'public'::regnamespace AND d.objid IS NULL"
        ).fetchall()
    assert own
    assert [name for name, definer, open_to_it, is_trigger in own if definer and open_to_it and not is_trigger] == []
    for statement in READINGS:
        assert denied(line, statement), statement


def test_nothing_it_can_read_names_a_person_or_an_unreleased_figure(line: Line, owner_url: str, proof: None) -> None:
    """Every relation of every schema that answers is read whole and searched, the catalogues' samples included."""
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute("ANALYZE person")
    names = line.execute(
        "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1"
    ).fetchall()
    people = [name for name, *_ in PEOPLE.values()]
    found, answered = [], 0
    for (name,) in names:
        if denied(line, f"SELECT * FROM {name} LIMIT 1"):
            continue
        answered += 1
        text = " ".join(str(row[0]) for row in line.execute(f"SELECT t::text FROM {name} AS t".encode()).fetchall())
        found += [(name, word) for word in (*people, "056070100001", SECRET) if word in text]
    assert answered > 100
    assert found == []
    assert line.execute("SELECT count(*) FROM pg_stats WHERE tablename NOT IN ('release', 'release_cell')"
                        " AND schemaname = 'public'").fetchone() == (0,)  # fmt: skip


def test_small_cells_are_not_there_to_be_read(line: Line, nation: Nation) -> None:
    """What is hidden has no value in the table itself, and every small count is hidden."""
    rows = line.execute(
        "SELECT count(*) FILTER (WHERE obs_status = 'Q'),"
        " count(*) FILTER (WHERE obs_status = 'Q' AND value IS NOT NULL),"
        " count(*) FILTER (WHERE dataset = 'classes' AND value BETWEEN 1 AND 4) FROM release_cell"
        " WHERE release_id IN (SELECT id FROM release WHERE period LIKE '2031%')"
    ).fetchone()
    assert rows is not None
    hidden, valued, small = rows
    assert isinstance(hidden, int)
    assert hidden > 50
    assert (valued, small) == (0, 0)


def test_entering_a_tenant_opens_nothing(line: Line, province: Province) -> None:
    line.execute("SELECT set_config('app.tenant_id', %s, false)", [str(province.id)])
    for table in ("person", "account", "work_entry", "statistics_part"):
        assert denied(line, f"SELECT * FROM {table}")
    line.execute("SET row_security = off")
    assert denied(line, "SELECT * FROM person")


def test_words_of_other_sessions_are_hidden(line: Line, app_url: str) -> None:
    word = secrets.token_hex(8)
    with psycopg.connect(app_url) as other:
        other.execute(f"SELECT '{word}'".encode())
        told = line.execute("SELECT string_agg(coalesce(query, ''), ' ') FROM pg_stat_activity").fetchone()
    assert told is not None
    assert word not in str(told[0])

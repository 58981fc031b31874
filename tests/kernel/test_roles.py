"""The database's roles are made once, set right again when made before, and shut out everybody else."""

import psycopg
import pytest

from kernel import roles
from kernel.embedded import EmbeddedPostgres
from kernel.embedded_files import SUPERUSER


def test_providing_again_keeps_the_data_and_takes_back_powers(postgres: EmbeddedPostgres) -> None:
    superuser = postgres.url_for(SUPERUSER, "postgres")
    postgres.provide("provided")
    owner = postgres.url_for(roles.OWNER, "provided")
    with psycopg.connect(owner) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    with psycopg.connect(superuser) as connection:
        connection.execute("ALTER ROLE roviec_stats CREATEDB")
    postgres.provide("provided")
    with psycopg.connect(owner) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
        powers = connection.execute(
            "SELECT rolname FROM pg_roles WHERE rolname LIKE 'roviec%'"
            " AND (rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolreplication)"
        )
        assert powers.fetchall() == []


def test_a_copy_of_a_database_belongs_to_the_owner_and_is_closed_to_strangers(postgres: EmbeddedPostgres) -> None:
    superuser = postgres.url_for(SUPERUSER, "postgres")
    postgres.provide("original")
    with psycopg.connect(postgres.url_for(roles.OWNER, "original")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    roles.copy_database(superuser, "original", "copy")
    with psycopg.connect(postgres.url_for(roles.OWNER, "copy")) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute("CREATE ROLE stranger LOGIN PASSWORD 'stranger'")
    stranger = postgres.url_for(roles.APP, "copy").replace(postgres.files.passwords()[roles.APP], "stranger")
    try:
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(stranger.replace(roles.APP, "stranger"))
    finally:
        with psycopg.connect(superuser, autocommit=True) as connection:
            connection.execute("DROP ROLE stranger")


def test_the_same_server_under_another_database_keeps_role_and_password(postgres: EmbeddedPostgres) -> None:
    url = roles.database_url(postgres.url_for(SUPERUSER, "postgres"), "template1")
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT current_database(), current_user").fetchone() == ("template1", SUPERUSER)

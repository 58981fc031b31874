"""The database and its three roles: who owns the schema, who runs the program, who reads released statistics.

The embedded server and the tests get them from `provide`. For a server of one's own an operator runs what
`roviec roles sql` prints, as a superuser, once; then gives the three addresses as `DATABASE_OWNER_URL` (migrations),
`DATABASE_URL` (the program) and `DATABASE_STATS_URL` (the ministries' door).
"""

from collections.abc import Mapping

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

OWNER = "roviec_owner"
APP = "roviec_app"
STATS = "roviec_stats"
ROLES = (OWNER, APP, STATS)
DATABASE = "roviec"
ROOMS = ("api", "relay", "worker", "schedule")
# None of the three may step around row-level security or make roles; the owner's own rights end at its database.
NO_POWERS = "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION"


def role_statements(passwords: Mapping[str, str]) -> list[sql.Composed]:
    """Statements that make each role or set it right again."""
    template = "DO $$ BEGIN CREATE ROLE {role}; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
    statements = []
    for role in ROLES:
        name = sql.Identifier(role)
        statements.append(sql.SQL(template).format(role=name))
        powers = sql.SQL("ALTER ROLE {role} " + NO_POWERS + " PASSWORD {password}")
        statements.append(powers.format(role=name, password=sql.Literal(passwords[role])))
    return statements


def create_statement(database: str, *, template: str = "template0") -> sql.Composed:
    """The statement that makes the database; a copy of a template of ours keeps the template's locale."""
    fresh = "ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'"
    manner = sql.SQL(fresh if template == "template0" else "STRATEGY file_copy")
    return sql.SQL("CREATE DATABASE {database} OWNER {owner} TEMPLATE {template} {manner}").format(
        manner=manner,
        database=sql.Identifier(database),
        owner=sql.Identifier(OWNER),
        template=sql.Identifier(template),
    )


def access_statements(database: str) -> list[sql.Composed]:
    """Statements that let in the three roles and nobody else; the program needs temporary tables for bulk loads."""
    name = sql.Identifier(database)
    app, stats = sql.Identifier(APP), sql.Identifier(STATS)
    return [
        sql.SQL("REVOKE ALL ON DATABASE {database} FROM PUBLIC").format(database=name),
        sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {app}").format(database=name, app=app),
        sql.SQL("GRANT CONNECT ON DATABASE {database} TO {stats}").format(database=name, stats=stats),
    ]


def provide(superuser_url: str, passwords: Mapping[str, str], database: str = DATABASE) -> None:
    """Make the roles and the database where they are missing; running it again changes nothing but the passwords.

    `superuser_url` leads to any database of the server; concurrent callers wait for each other.
    """
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('roviec.roles'))")
        for statement in role_statements(_verifiers(connection, passwords)):
            connection.execute(statement)
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        if known is None:
            connection.execute(create_statement(database))
        for statement in access_statements(database):
            connection.execute(statement)


def copy_database(superuser_url: str, template: str, database: str) -> None:
    """Make a database as a copy of another that nobody is connected to."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute(create_statement(database, template=template))
        for statement in access_statements(database):
            connection.execute(statement)


def database_url(url: str, database: str) -> str:
    """The same server and role, another database."""
    return make_url(url).set(database=database).render_as_string(hide_password=False)


def logins_script() -> str:
    """What makes a login of its own for each room that runs apart: its rights are those of the program's role.

    A credential that leaked is then changed, or shut, without stopping the other rooms.
    """
    lines = []
    for room in ROOMS:
        lines.append(f"CREATE ROLE {login_of(room)} {NO_POWERS} INHERIT IN ROLE {APP};\n\\password {login_of(room)}")
    return "\n".join(lines)


def login_of(room: str) -> str:
    """The login of a room that runs apart, such as `roviec_worker`."""
    return f"roviec_{room}"


def _verifiers(connection: psycopg.Connection[tuple[object, ...]], passwords: Mapping[str, str]) -> dict[str, str]:
    """Passwords as SCRAM verifiers, so that no log of statements ever holds one in clear."""
    return {
        role: connection.pgconn.encrypt_password(passwords[role].encode(), role.encode(), b"scram-sha-256").decode()
        for role in ROLES
    }


def operator_script(database: str = DATABASE) -> str:
    """What an operator runs with psql on a server of their own; psql asks for each password and hides it."""
    lines = [f"CREATE ROLE {role} {NO_POWERS};\n\\password {role}" for role in ROLES]
    statements = [create_statement(database), *access_statements(database)]
    lines.append("-- Before PostgreSQL 17 write LOCALE 'C.UTF-8' for the builtin provider.")
    return "\n".join([*lines, *(f"{statement.as_string()};" for statement in statements)])

"""Each room that runs apart signs in by itself, and can do what the program can and nothing else."""

import secrets
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from kernel import roles
from kernel.database import Database
from kernel.embedded import EmbeddedPostgres
from kernel.embedded_files import SUPERUSER
from tenants.organisation.models import UnitPlace
from tests.fixtures_tenant import Province


@pytest.fixture
def worker_url(postgres: EmbeddedPostgres, app_url: str) -> Iterator[str]:
    """The worker's own login, as the printed statements make it."""
    login, password = roles.login_of("worker"), secrets.token_hex(16)
    (made,) = (line for line in roles.logins_script().splitlines() if line.startswith(f"CREATE ROLE {login} "))
    with psycopg.connect(postgres.url_for(SUPERUSER, "postgres"), autocommit=True) as server:
        server.execute(made.encode())
        server.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(login), sql.Literal(password)))
    yield make_url(app_url).set(username=login, password=password).render_as_string(hide_password=False)
    with psycopg.connect(postgres.url_for(SUPERUSER, "postgres"), autocommit=True) as server:
        server.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(login)))


async def test_a_rooms_login_works_in_its_tenant_and_sees_no_other(worker_url: str, province: Province) -> None:
    database = Database(worker_url, pool_size=1)
    counted = select(func.count()).select_from(UnitPlace)
    async with database.tenant(province.id) as session:
        assert (await session.execute(counted)).scalar_one() > 0
    async with database.platform() as session:
        assert (await session.execute(counted)).scalar_one() == 0
    await database.close()

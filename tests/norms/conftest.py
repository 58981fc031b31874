"""A connection for tests of compiled norms: they need PostgreSQL's arithmetic, none of the program's tables."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from kernel.embedded import EmbeddedPostgres
from kernel.embedded_files import SUPERUSER
from tests.fixtures_tenant import Province
from tests.norms.office import Office, make_office


@pytest.fixture(scope="session")
def arithmetic(postgres: EmbeddedPostgres) -> Iterator[Connection]:
    """A connection whose temporary tables vanish with it."""
    url = postgres.url_for(SUPERUSER, "postgres")
    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(url), poolclass=NullPool, isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
async def office(province: Province) -> Office:
    """The office of this test's province."""
    return await make_office(province)

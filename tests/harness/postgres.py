"""One PostgreSQL for a whole test run, one migrated template, and one copy of it for each xdist worker."""

import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from kernel import roles
from kernel.database import Database
from kernel.embedded import EmbeddedPostgres
from kernel.embedded_files import SUPERUSER
from tenants import migrate

STATE = "ROVIEC_TEST_STATE"
TEMPLATE = "roviec_template"


def pytest_configure() -> None:
    """The first process of the run makes the folder that all of its workers share."""
    if STATE not in os.environ:
        folder = tempfile.mkdtemp(prefix="roviec-tests-")
        # As root the server runs as another user, who must be able to walk in.
        os.chmod(folder, 0o711)
        os.environ[STATE] = folder


def pytest_unconfigure() -> None:
    """The process that made the folder removes it, after the last worker has let the server go."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        shutil.rmtree(os.environ.pop(STATE), ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """The server of this test run, with the program's roles."""
    with EmbeddedPostgres(Path(os.environ[STATE]), durable=False) as server:
        yield server


@pytest.fixture(scope="session")
def database_name(postgres: EmbeddedPostgres) -> str:
    """A migrated database of this worker's own."""
    superuser = postgres.url_for(SUPERUSER, "postgres")
    name = f"roviec_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{secrets.token_hex(3)}"
    migrated = Path(os.environ[STATE]) / "migrated"
    with open(Path(os.environ[STATE]) / "template.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not migrated.exists():
            postgres.provide(TEMPLATE)
            migrate.upgrade(postgres.url_for(roles.OWNER, TEMPLATE))
            migrated.touch()
        roles.copy_database(superuser, TEMPLATE, name)
    return name


@pytest.fixture(scope="session")
def database_url(postgres: EmbeddedPostgres, database_name: str) -> str:
    """The superuser's address of this worker's database: sees through row-level security."""
    return postgres.url_for(SUPERUSER, database_name)


@pytest.fixture(scope="session")
def owner_url(postgres: EmbeddedPostgres, database_name: str) -> str:
    """The address under the role that owns the schema."""
    return postgres.url_for(roles.OWNER, database_name)


@pytest.fixture(scope="session")
def app_url(postgres: EmbeddedPostgres, database_name: str) -> str:
    """The address under the role the program runs as."""
    return postgres.url_for(roles.APP, database_name)


@pytest.fixture(scope="session")
def stats_url(postgres: EmbeddedPostgres, database_name: str) -> str:
    """The address under the role that may read released statistics and nothing else."""
    return postgres.url_for(roles.STATS, database_name)


@pytest.fixture(scope="session")
async def db(app_url: str) -> AsyncIterator[Database]:
    """The database as the program has it; one pool for a worker's tests, so that statements are compiled once."""
    database = Database(app_url, pool_size=5)
    yield database
    await database.close()

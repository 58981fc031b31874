"""What the tests of the workers share: a database of their own, jobs that leave traces, and every kind of broker."""

import asyncio
import os
import secrets
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field

import psycopg
import pytest
from dramatiq import Worker
from sqlalchemy.ext.asyncio import AsyncSession

from kernel import outbox, roles
from kernel.database import Database, tenant_of
from kernel.embedded import EmbeddedPostgres
from kernel.embedded_files import SUPERUSER
from tests.harness.postgres import TEMPLATE
from workers.brokers import make_broker
from workers.jobs import Job
from workers.postgres_broker import PostgresBroker
from workers.retrying import Patience

TABLES = """
CREATE SCHEMA scratch;
CREATE TABLE scratch.effect (queue text, tenant int, key int, PRIMARY KEY (queue, tenant, key));
CREATE TABLE scratch.delivery (queue text, tenant int, key int);
GRANT USAGE ON SCHEMA scratch TO roviec_app;
GRANT SELECT, INSERT ON scratch.effect, scratch.delivery TO roviec_app;
"""


@dataclass(frozen=True)
class Place:
    """The addresses of the database the workers' tests use."""

    app: str
    superuser: str


@pytest.fixture(scope="session")
def place(postgres: EmbeddedPostgres, database_name: str) -> Place:
    """A migrated database apart from that of other tests: a relay hands on whatever it finds."""
    name = f"workers_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{secrets.token_hex(3)}"
    roles.copy_database(postgres.url_for(SUPERUSER, "postgres"), TEMPLATE, name)
    superuser = postgres.url_for(SUPERUSER, name)
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(TABLES)
    return Place(postgres.url_for(roles.APP, name), superuser)


@pytest.fixture
async def apart(place: Place) -> AsyncIterator[Database]:
    """That database as the program has it."""
    database = Database(place.app, pool_size=5)
    yield database
    await database.close()


@pytest.fixture
def sql(place: Place) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """That database as its superuser sees it."""
    with psycopg.connect(place.superuser, autocommit=True) as connection:
        yield connection


@pytest.fixture
def tenant() -> int:
    """The number of a tenant no other test uses; outbox and queue need no more of it."""
    return 1_000_000 + secrets.randbelow(1_000_000_000)


@pytest.fixture
def queue() -> str:
    """The name of a queue no other test uses."""
    return f"q{secrets.token_hex(4)}"


@pytest.fixture(params=["postgres", "redis", "rabbitmq"])
def broker_url(request: pytest.FixtureRequest) -> str | None:
    """The address of each kind of broker in turn; nothing stands for the program's own database."""
    if request.param == "postgres":
        return None
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@dataclass
class Trail:
    """What a recording job did: every run, with the arguments it was given."""

    runs: list[tuple[int, int]] = field(default_factory=list)
    fail: Callable[[int], BaseException | None] = lambda _run: None
    seconds: float = 0.0

    async def record(self, session: AsyncSession, key: int = 0) -> int:
        """The job's function."""
        self.runs.append((tenant_of(session), key))
        if (failure := self.fail(len(self.runs))) is not None:
            raise failure
        await asyncio.sleep(self.seconds)
        return 0

    @property
    def keys(self) -> list[int]:
        """The keys it was run with, in order."""
        return sorted(key for _, key in self.runs)


@pytest.fixture
def trail() -> Trail:
    """The trail of this test's job."""
    return Trail()


def hasty(tries: int = 3) -> Patience:
    """Retries with pauses too short to wait for."""
    return Patience(tries=tries, next_pause=lambda _tries: 10)


@pytest.fixture
def own_broker(place: Place, trail: Trail, queue: str) -> Iterator[PostgresBroker]:
    """The embedded queue, with one recording job called `record`."""
    broker = make_broker(None, place.app, [Job("record", trail.record)], queue=queue, patience=hasty())
    assert isinstance(broker, PostgresBroker)
    yield broker
    broker.close()


@pytest.fixture
def working(own_broker: PostgresBroker) -> Iterator[Worker]:
    """A worker on the embedded queue."""
    worker = Worker(own_broker, worker_threads=4, worker_timeout=50)
    worker.start()
    yield worker
    worker.stop(timeout=5000)


def until(question: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait until the answer is yes."""
    deadline = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < deadline, "it does not happen"
        threading.Event().wait(0.02)


async def ask(database: Database, tenant_id: int, job: str, *keys: int) -> None:
    """Ask for a job in the outbox, once for each key, in one transaction."""
    async with database.tenant(tenant_id) as session:
        for key in keys:
            await outbox.enqueue(session, job, key=key)

"""The workforce of a process, started, stopped and killed: every job has its effect exactly once."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import psycopg
import pytest

from kernel import roles
from kernel.database import Database
from kernel.embedded import EmbeddedPostgres
from kernel.embedded_files import SUPERUSER
from tenants import migrate
from tests.harness.brokers import rabbitmq_server, redis_server
from tests.harness.processes import free_port, running
from tests.workers.conftest import TABLES, Place, Trail, ask, hasty, until
from tests.workers.working_process import Effect
from workers.brokers import make_broker
from workers.errors import UnknownBroker
from workers.jobs import Job
from workers.workforce import Workforce

SQL = psycopg.Connection[tuple[object, ...]]
PROGRAM = Path(__file__).with_name("working_process.py")


@contextlib.contextmanager
def process(place: Place, broker_url: str | None, queue: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of the workforce, working."""
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready"
        command = [sys.executable, str(PROGRAM), place.app, broker_url or "", queue]
        with running(command, Path(folder), ready.exists) as started:
            yield started


def count(sql: SQL, table: str, queue: str) -> int:
    found = sql.execute(f"SELECT count(*) FROM scratch.{table} WHERE queue = %s", [queue]).fetchone()
    assert found is not None
    assert isinstance(found[0], int)
    return found[0]


async def test_killing_processes_in_mid_job_loses_nothing_and_counts_nothing_twice(
    place: Place, apart: Database, broker_url: str | None, queue: str, tenant: int, sql: SQL
) -> None:
    jobs = 500
    await ask(apart, tenant, f"job_{queue}", *range(jobs))
    with process(place, broker_url, queue) as first, process(place, broker_url, queue) as second:
        until(lambda: count(sql, "effect", queue) >= 60)
        first.send_signal(signal.SIGKILL)
        until(lambda: count(sql, "effect", queue) >= 120)
        second.send_signal(signal.SIGKILL)
    assert count(sql, "effect", queue) < jobs
    began = time.monotonic()
    with process(place, broker_url, queue) as third:
        until(lambda: count(sql, "effect", queue) == jobs, 60)
        if broker_url is None:
            until(lambda: sql.execute("SELECT 1 FROM queue_message WHERE queue = %s", [queue]).fetchone() is None)
            assert time.monotonic() - began < 14, "what the dead held must not wait for its leases to run out"
        third.send_signal(signal.SIGTERM)
        assert third.wait(20) == 0
    assert sql.execute("SELECT 1 FROM outbox WHERE tenant_id = %s", [tenant]).fetchone() is None


async def test_a_database_killed_in_mid_job_loses_nothing(
    open_folder: Path, broker_url: str | None, queue: str, tenant: int
) -> None:
    with EmbeddedPostgres(open_folder / "state", durable=False) as server:
        server.provide()
        migrate.upgrade(server.url_for(roles.OWNER, roles.DATABASE))
        app, superuser = server.url_for(roles.APP, roles.DATABASE), server.url_for(SUPERUSER, roles.DATABASE)
        with psycopg.connect(superuser, autocommit=True) as sql:
            sql.execute(TABLES)
        database = Database(app, pool_size=2)
        await ask(database, tenant, f"job_{queue}", *range(300))
        await database.close()
        job = Job(f"job_{queue}", Effect(queue, 0.02).leave)
        with Workforce(app, make_broker(broker_url, app, [job], queue=queue, patience=hasty())):
            with psycopg.connect(superuser, autocommit=True) as sql:
                until(lambda: count(sql, "effect", queue) >= 50)
            postmaster = int((server.files.data / "postmaster.pid").read_text().split()[0])
            os.kill(postmaster, signal.SIGKILL)
            until(lambda: effects_after_restart(superuser, queue) == 300, 60)


@pytest.mark.parametrize("server", [redis_server, rabbitmq_server])
async def test_a_broker_that_goes_away_in_mid_job_loses_nothing(
    server: Callable[[Path, int], AbstractContextManager[str]],
    tmp_path: Path,
    apart: Database,
    place: Place,
    queue: str,
    tenant: int,
    sql: SQL,
) -> None:
    port = free_port()
    job = Job(f"job_{queue}", Effect(queue, 0.03).leave)
    with contextlib.ExitStack() as running_workforce:
        with server(tmp_path, port) as url:
            broker = make_broker(url, place.app, [job], queue=queue, patience=hasty())
            running_workforce.enter_context(Workforce(place.app, broker))
            await ask(apart, tenant, f"job_{queue}", *range(200))
            until(lambda: count(sql, "effect", queue) >= 30)
        await ask(apart, tenant, f"job_{queue}", *range(200, 250))
        assert count(sql, "effect", queue) < 200
        with server(tmp_path, port):
            until(lambda: count(sql, "effect", queue) == 250, 60)
            running_workforce.close()


@pytest.fixture
def open_folder(tmp_path: Path) -> Path:
    """A folder that the server's own user may walk into when the tests run as root."""
    tmp_path.chmod(0o711)
    return tmp_path


def effects_after_restart(url: str, queue: str) -> int:
    try:
        with psycopg.connect(url, autocommit=True) as sql:
            return count(sql, "effect", queue)
    except psycopg.OperationalError:
        return 0


async def test_stopping_lets_the_jobs_at_hand_finish(
    place: Place, apart: Database, queue: str, tenant: int, trail: Trail
) -> None:
    trail.seconds = 1.0
    done = []

    async def record(session: object, key: int) -> int:
        await trail.record(session, key)  # type: ignore[arg-type] # the trail takes what the worker gives
        done.append(key)
        return 1

    broker = make_broker(None, place.app, [Job(f"job_{queue}", record)], queue=queue)
    workforce = Workforce(place.app, broker, threads=2)
    workforce.start()
    await ask(apart, tenant, f"job_{queue}", 1, 2, 3)
    until(lambda: len(trail.runs) == 2)
    workforce.stop()
    assert sorted(done) == [1, 2]


async def test_a_job_that_outlasts_patience_is_rolled_back_and_runs_again(
    place: Place, apart: Database, queue: str, tenant: int, sql: SQL
) -> None:
    slow = Job(f"job_{queue}", Effect(queue, 60).leave)
    workforce = Workforce(place.app, make_broker(None, place.app, [slow], queue=queue), threads=1)
    workforce.start()
    await ask(apart, tenant, f"job_{queue}", 1)
    until(
        lambda: sql.execute("SELECT 1 FROM queue_message WHERE queue = %s AND lease IS NOT NULL", [queue]).rowcount == 1
    )
    began = time.monotonic()
    workforce.stop(patience=0.5)
    assert time.monotonic() - began < 10
    assert count(sql, "effect", queue) == count(sql, "delivery", queue) == 0

    quick = Job(f"job_{queue}", Effect(queue, 0).leave)
    with Workforce(place.app, make_broker(None, place.app, [quick], queue=queue), threads=1):
        until(lambda: count(sql, "effect", queue) == 1)


async def test_a_relay_may_run_without_a_worker(
    place: Place, apart: Database, queue: str, tenant: int, trail: Trail, sql: SQL
) -> None:
    broker = make_broker(None, place.app, [Job(f"job_{queue}", trail.record)], queue=queue)
    await ask(apart, tenant, f"job_{queue}", 1)
    with Workforce(place.app, broker, threads=0):
        until(lambda: sql.execute("SELECT 1 FROM queue_message WHERE queue = %s", [queue]).rowcount == 1)
    assert trail.runs == []


def test_an_address_of_an_unknown_kind_is_refused(place: Place) -> None:
    with pytest.raises(UnknownBroker) as refused:
        make_broker("kafka://localhost", place.app, [])
    assert refused.value.data == {"scheme": "kafka"}

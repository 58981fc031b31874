"""The commands `roviec worker` and `roviec queue`."""

import signal
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest
from dramatiq import Message
from pydantic import SecretStr
from typer.testing import CliRunner

from kernel.settings import Settings
from tests.workers.conftest import Place, until
from workers import commands
from workers.queue_store import QueueStore

SQL = psycopg.Connection[tuple[object, ...]]


@pytest.fixture
def store(place: Place, monkeypatch: pytest.MonkeyPatch) -> Iterator[QueueStore]:
    """The queue the commands look at, with nothing dead in it."""
    monkeypatch.setattr(commands, "get_settings", lambda: Settings(database_url=SecretStr(place.app)))
    store = QueueStore(place.app, connections=1)
    for letter in store.dead():
        store.forget_dead(letter.id)
    yield store
    for letter in store.dead():
        store.forget_dead(letter.id)
    store.close()


def bury(store: QueueStore, queue: str, key: int) -> None:
    failed: Message[None] = Message(
        queue_name=queue,
        actor_name="score_pending",
        args=(),
        kwargs={"tenant_id": 56, "key": key},
        options={"tries": 5, "traceback": "Traceback\n  ...\nValueError: a broken rule"},
    )
    store.bury(queue, failed.encode())


def run(*words: str) -> str:
    done = CliRunner().invoke(commands.queue_app, list(words))
    assert done.exit_code == 0, done.output
    return done.output


def test_dead_messages_are_listed_with_their_reasons(store: QueueStore, queue: str) -> None:
    assert run("dead") == "Không có · None.\n"
    bury(store, queue, 1)
    listed = run("dead")
    for word in ("score_pending", "'tenant_id': 56", "ValueError: a broken rule", str(store.dead()[0].id)):
        assert word in listed


def test_dead_messages_are_enqueued_again_as_if_for_the_first_time(store: QueueStore, queue: str, sql: SQL) -> None:
    bury(store, queue, 1)
    bury(store, queue, 2)
    first, second = store.dead()
    assert run("requeue", str(first.id)) == "1\n"
    assert [letter.id for letter in store.dead()] == [second.id]
    assert run("requeue") == "1\n"
    assert store.dead() == []
    bodies = [Message.decode(delivery.body) for delivery in store.take(queue, 10)]
    assert [(message.kwargs["key"], message.options) for message in bodies] == [(1, {}), (2, {})]


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_works_until_it_is_told_to_stop(sign: signal.Signals, place: Place, tenant: int, sql: SQL) -> None:
    command = [sys.executable, "-c", "from kernel.cli import main; main()", "worker", "--threads", "2"]
    environment = {"DATABASE_URL": place.app, "HOME": "/nonexistent"}
    worker = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        sql.execute("INSERT INTO outbox (tenant_id, job, args) VALUES (%s, 'merge_rollups', '{}')", [tenant])
        asked = "SELECT 1 FROM outbox WHERE tenant_id = %s"
        until(lambda: sql.execute(asked, [tenant]).fetchone() is None, 60)
        worker.send_signal(sign)
        output, log = worker.communicate(timeout=30)
    finally:
        worker.kill()
    assert worker.returncode == 0, log
    assert output.startswith("Đang làm việc nền")
    assert "Traceback" not in log

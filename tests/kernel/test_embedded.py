"""The embedded PostgreSQL: shared, tough, and gone when nobody uses it."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from kernel.embedded import EmbeddedPostgres
from kernel.embedded_files import EmbeddedDatabaseFailed, ServerFiles
from kernel.embedded_guard import processes_in, send

PROGRAM = """
import sys, time
from pathlib import Path
from kernel.embedded import EmbeddedPostgres
print(EmbeddedPostgres(Path(sys.argv[1]), durable=False).start(), flush=True)
time.sleep(600)
"""


@pytest.fixture
def state() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="roviec-embedded-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


def query(url: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def postmaster(server: EmbeddedPostgres) -> int:
    return int((server.files.data / "postmaster.pid").read_text().split("\n")[0])


def guard_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


def eventually(question: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not question():
        assert time.monotonic() < deadline, "it did not come true within half a minute"
        time.sleep(0.05)


def answers(url: str) -> bool:
    try:
        return query(url, "SELECT 1") == [(1,)]
    except psycopg.OperationalError:
        return False


def start_program(state: Path) -> tuple[subprocess.Popen[str], str]:
    program = subprocess.Popen([sys.executable, "-c", PROGRAM, str(state)], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    return program, program.stdout.readline().strip()


def test_the_server_is_postgresql_18_with_vietnamese_text_and_nobody_is_trusted(state: Path) -> None:
    with EmbeddedPostgres(state, durable=False) as server:
        url = server.url_for("postgres", "postgres")
        assert query(url, "SELECT current_setting('server_version_num')::int / 10000, upper('đầu việc')") == [
            (18, "ĐẦU VIỆC")
        ]
        password = server.files.passwords()["postgres"]
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(url.replace(password, "guess"))


def test_stopping_leaves_no_process_and_keeps_the_data(state: Path) -> None:
    with EmbeddedPostgres(state, durable=False) as server:
        guard = guard_of(postmaster(server))
        query(server.url_for("postgres", "postgres"), "CREATE TABLE kept AS SELECT 42 AS answer")
    assert processes_in(server.files.data) == []
    assert not Path(f"/proc/{guard}").exists()
    with EmbeddedPostgres(state, durable=False) as again:
        assert query(again.url_for("postgres", "postgres"), "SELECT answer FROM kept") == [(42,)]


def test_a_killed_postmaster_comes_back_with_every_committed_row(state: Path) -> None:
    with EmbeddedPostgres(state, durable=False) as server:
        url = server.url_for("postgres", "postgres")
        query(url, "CREATE TABLE kept AS SELECT 42 AS answer")
        killed = postmaster(server)
        os.kill(killed, signal.SIGKILL)
        eventually(lambda: answers(url) and postmaster(server) != killed)
        assert query(url, "SELECT answer FROM kept") == [(42,)]


def test_after_everything_was_killed_the_next_start_recovers(state: Path) -> None:
    program, url = start_program(state)
    query(url, "CREATE TABLE kept AS SELECT 42 AS answer")
    server = EmbeddedPostgres(state, durable=False)
    guard = guard_of(postmaster(server))
    for pid in (program.pid, guard, *processes_in(server.files.data)):
        send(pid, signal.SIGKILL)
    program.communicate()
    with server:
        assert query(url, "SELECT answer FROM kept") == [(42,)]


def test_a_killed_program_does_not_leave_its_server_running(state: Path) -> None:
    program, url = start_program(state)
    assert answers(url)
    program.kill()
    program.communicate()
    server = EmbeddedPostgres(state, durable=False)
    eventually(lambda: processes_in(server.files.data) == [])


def test_a_killed_guard_is_replaced_by_who_still_uses_the_server(state: Path) -> None:
    with EmbeddedPostgres(state, durable=False) as server:
        url = server.url_for("postgres", "postgres")
        first = postmaster(server)
        os.kill(guard_of(first), signal.SIGKILL)
        eventually(lambda: answers(url) and postmaster(server) != first)


def test_starts_at_the_same_time_share_one_server_until_the_last_stops(state: Path) -> None:
    programs = [
        subprocess.Popen([sys.executable, "-c", PROGRAM, str(state)], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    urls = {program.stdout.readline() for program in programs if program.stdout}
    assert len(urls) == 1
    url = urls.pop().strip()
    server = EmbeddedPostgres(state, durable=False)
    server.start()
    first = postmaster(server)
    for program in programs:
        assert answers(url)
        program.terminate()
        program.communicate()
    time.sleep(0.5)
    assert postmaster(server) == first
    server.stop()
    assert processes_in(server.files.data) == []


def test_a_long_state_path_still_gets_a_socket(state: Path) -> None:
    deep = state / ("d" * 60) / ("e" * 60)
    with EmbeddedPostgres(deep, durable=False) as server:
        folder = server.files.socket_folder()
        assert not folder.is_relative_to(deep)
        assert answers(server.url_for("postgres", "postgres"))
    shutil.rmtree(folder)


def test_a_stale_lock_file_naming_a_stranger_does_not_stop_the_start(state: Path) -> None:
    with EmbeddedPostgres(state, durable=False) as server:
        stale = (server.files.data / "postmaster.pid").read_text().split("\n")
    (server.files.data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *stale[1:]]))
    with server:
        assert answers(server.url_for("postgres", "postgres"))


def test_data_of_another_version_is_refused_in_words(state: Path) -> None:
    with EmbeddedPostgres(state, durable=False) as server:
        pass
    (server.files.data / "PG_VERSION").write_text("15\n")
    with pytest.raises(EmbeddedDatabaseFailed, match="made by PostgreSQL 15"):
        server.start()


def test_lost_passwords_are_refused_in_words(state: Path) -> None:
    with EmbeddedPostgres(state, durable=False) as server:
        pass
    (server.files.root / "passwords.json").unlink()
    with pytest.raises(EmbeddedDatabaseFailed, match=r"passwords\.json is gone"):
        server.start()


def test_a_broken_setting_is_reported_with_the_servers_own_words(state: Path) -> None:
    server = EmbeddedPostgres(state, durable=False, settings={"shared_buffers": "nonsense"})
    with pytest.raises(EmbeddedDatabaseFailed, match="nonsense"):
        server.start()
    assert processes_in(server.files.data) == []


def test_secrets_and_data_are_closed_to_others(state: Path) -> None:
    with EmbeddedPostgres(state, durable=False) as server:
        for path in (server.files.root / "passwords.json", server.files.log, server.files.root / "users.lock"):
            assert path.stat().st_mode & 0o077 == 0
        assert server.files.data.stat().st_mode & 0o077 == 0
        assert server.files.socket_folder().stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("mode", [0o700, 0o711])
def test_root_and_others_alike_start_under_a_closed_folder(state: Path, mode: int) -> None:
    home = state / "home"
    home.mkdir(mode=mode)
    with EmbeddedPostgres(home / "state", durable=False) as server:
        assert answers(server.url_for("postgres", "postgres"))
        moved_out = not server.files.place.is_relative_to(home)
        assert moved_out == (os.geteuid() == 0 and mode == 0o700)
        running_as = Path(f"/proc/{postmaster(server)}").stat().st_uid
        assert running_as != 0
    if moved_out:
        shutil.rmtree(server.files.place)


def test_binaries_are_copied_when_the_servers_user_cannot_read_them(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kernel.embedded_files.reaches", lambda user, path: "site-packages" not in str(path))
    with EmbeddedPostgres(state, durable=False) as server:
        assert server.files.binaries().is_relative_to(ServerFiles(state).place)
        assert answers(server.url_for("postgres", "postgres"))

"""The embedded PostgreSQL: started from a wheel, shared by all processes of one state directory, gone with the last."""

import contextlib
import fcntl
import json
import os
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

import psycopg

from kernel import roles
from kernel.embedded_files import PORT, SUPERUSER, EmbeddedDatabaseFailed, ServerFiles

GUARD = Path(__file__).with_name("embedded_guard.py")
START_PATIENCE = 120.0
STOP_PATIENCE = 90.0
LARGEST_LOG = 10_000_000
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
}
# For tests only: a crash of the machine may lose everything. Commits stay synchronous, so killing PostgreSQL does not.
UNSAFE_SETTINGS = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "4GB"}


class EmbeddedPostgres:
    """One user's hold on the embedded server of a state directory.

    The first to start it makes it, later ones share it, and it stops when the last hold is gone, by `stop` or by the
    end of the process, even by `kill -9`. A server that dies is launched again by its guard, and a guard that dies by
    whoever still holds the server.
    """

    def __init__(self, state: Path, *, settings: Mapping[str, str] | None = None, durable: bool = True) -> None:
        self._files = ServerFiles(state)
        self._durable = durable
        self._settings = {**SETTINGS, **({} if durable else UNSAFE_SETTINGS), **(settings or {})}
        self._hold: IO[str] | None = None
        self._guard: int | None = None
        self._given_up = threading.Event()
        self._watcher: threading.Thread | None = None

    @property
    def files(self) -> ServerFiles:
        """Where this server's files are."""
        return self._files

    def start(self) -> str:
        """Start the server or join the one that runs; answers the superuser's address once it takes connections."""
        with self._alone():
            if self._hold is None:
                self._hold = self._open_lock("users.lock")
                # Waits while a guard that found nobody is still shutting the server down.
                fcntl.flock(self._hold, fcntl.LOCK_SH)
            try:
                self._files.make_passwords(SUPERUSER, *roles.ROLES)
                self._bring_up()
            except BaseException:
                self._let_go()
                raise
        if self._watcher is None:
            self._given_up.clear()
            self._watcher = threading.Thread(target=self._watch, name="embedded-postgres", daemon=True)
            self._watcher.start()
        return self.url_for(SUPERUSER, "postgres")

    def stop(self) -> None:
        """Let the server go; when nobody else holds it, return once it has ended."""
        if self._hold is None:
            return
        self._given_up.set()
        if self._watcher is not None:
            self._watcher.join()
            self._watcher = None
        with self._alone():
            self._let_go()
            deadline = time.monotonic() + STOP_PATIENCE
            while self._guard_lives() and not self._held_by_others():
                if time.monotonic() > deadline:
                    raise EmbeddedDatabaseFailed(reason="it does not stop")
                time.sleep(0.02)
            self._reap()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def url_for(self, role: str, database: str) -> str:
        """The address of a database under one role, `postgres` being the superuser."""
        folder = quote(str(self._files.socket_folder()))
        password = self._files.passwords()[role]
        return f"postgresql://{role}:{password}@/{database}?host={folder}&port={PORT}"

    def provide(self, database: str = roles.DATABASE) -> None:
        """Make the program's roles and its database where they are missing; the server must be running."""
        roles.provide(self.url_for(SUPERUSER, "postgres"), self._files.passwords(), database)

    def _open_lock(self, name: str) -> IO[str]:
        # Private: whoever can open a file can also lock it.
        return open(os.open(self._files.root / name, os.O_WRONLY | os.O_CREAT, 0o600), "w")

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Starting and stopping are done by one process at a time."""
        with self._open_lock("start.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _free(self, name: str, kind: int) -> bool:
        """Whether a lock could be had at this moment."""
        with self._open_lock(name) as lock:
            try:
                fcntl.flock(lock, kind | fcntl.LOCK_NB)
            except OSError:
                return False
        return True

    def _held_by_others(self) -> bool:
        """Whether some process shares the users' lock; the guard, when it stops the server, holds it for itself."""
        return not self._free("users.lock", fcntl.LOCK_EX) and self._free("users.lock", fcntl.LOCK_SH)

    def _guard_lives(self) -> bool:
        self._reap()
        return self._guard is not None or not self._free("server.lock", fcntl.LOCK_SH)

    def _reap(self) -> None:
        """Forget our own guard once it has ended, so that no zombie stays."""
        if self._guard is not None:
            with contextlib.suppress(ChildProcessError):
                if os.waitpid(self._guard, os.WNOHANG)[0] == 0:
                    return
            self._guard = None

    def _let_go(self) -> None:
        if self._hold is not None:
            self._hold.close()
            self._hold = None

    def _spawn_guard(self) -> None:
        """Start the guard in a session of its own: Ctrl-C in the terminal is for the program, not for its database."""
        files = self._files
        job = {
            "postgres": str(files.binaries() / "postgres"),
            "data": str(files.data),
            "settings": {"unix_socket_directories": str(files.socket_folder()), **self._settings},
            "user": [files.user.uid, files.user.gid] if files.user else None,
            "users_lock": str(files.root / "users.lock"),
            "server_lock": str(files.root / "server.lock"),
        }
        keep = files.log.exists() and files.log.stat().st_size < LARGEST_LOG
        flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if keep else os.O_TRUNC | os.O_APPEND)
        # -I keeps the kernel's folder off sys.path, where its modules would hide those of the standard library.
        self._guard = os.posix_spawn(
            sys.executable,
            [sys.executable, "-I", "-S", str(GUARD), json.dumps(job)],
            {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_OPEN, 1, str(files.log), flags, 0o600),
                (os.POSIX_SPAWN_DUP2, 1, 2),
            ],
            setsid=True,
            setsigmask=[],
        )

    def _bring_up(self) -> None:
        """Join the guard that lives; when there is none, or it is just ending, start one."""
        if self._guard_lives() and self._trouble_connecting() is None:
            return
        self._files.make_data(durable=self._durable)
        self._spawn_guard()
        if trouble := self._trouble_connecting():
            raise EmbeddedDatabaseFailed(reason=f"{trouble}\n{self._end_of_log()}")

    def _trouble_connecting(self) -> str | None:
        """Wait until the server takes connections; the answer is what is wrong if its guard ends before, or never."""
        url = self.url_for(SUPERUSER, "postgres")
        deadline = time.monotonic() + START_PATIENCE
        while True:
            try:
                psycopg.connect(url, connect_timeout=10).close()
            except psycopg.OperationalError as error:
                if not self._guard_lives() or time.monotonic() > deadline:
                    return str(error)
            else:
                return None
            time.sleep(0.02)

    def _end_of_log(self) -> str:
        lines = self._files.log.read_text(errors="replace").splitlines() if self._files.log.exists() else []
        return "\n".join([f"{self._files.log}:", *lines[-12:]])

    def _watch(self) -> None:
        """While we hold the server, see that it has a guard."""
        while not self._given_up.wait(0.5):
            if not self._guard_lives():
                # Short of processes or files, the next turn tries again.
                with contextlib.suppress(OSError), self._alone():
                    if not self._guard_lives():
                        self._spawn_guard()

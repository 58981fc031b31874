"""The process that keeps the embedded PostgreSQL alive while somebody uses it, and stops it when nobody does.

It runs as a script of its own (`python -I -S embedded_guard.py JSON`), on the standard library only, so that it starts
at once and shares no thread, signal or terminal with the program. Whoever uses the server holds a shared lock on
`users.lock`; the kernel drops that lock when the user's process ends, however it ends.
"""

import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import IO, Any

PR_SET_PDEATHSIG = 1
TICK = 0.1
LOCK_PATIENCE = 5.0
FIRST_ATTEMPTS = 5
LONGEST_PAUSE = 5.0


def say(text: str) -> None:
    """Write one line to the server's log, where this script's output goes."""
    sys.stdout.write(f"guard {os.getpid()}: {text}\n")
    sys.stdout.flush()


def processes_in(data: Path) -> list[int]:
    """Every PostgreSQL process that works in the data directory: the postmaster and what it started."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            program = os.readlink(entry / "exe").removesuffix(" (deleted)")
            if Path(os.readlink(entry / "cwd")) == data and Path(program).name == "postgres":
                found.append(int(entry.name))
        except OSError:
            continue  # it ended meanwhile, or it is another user's
    return found


def clear_leftovers(data: Path) -> None:
    """End what an earlier, killed guard or postmaster left running in the data directory, then its stale lock file.

    PostgreSQL refuses to start while orphans live, and for ever if the stale process id now belongs to a stranger.
    """
    if not Path("/proc/self/cwd").exists():
        return
    for sign, patience in ((signal.SIGINT, 10.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0)):
        for pid in processes_in(data):
            say(f"process {pid} was left over: {sign.name}")
            send(pid, sign)
        if settled(lambda: not processes_in(data), patience):
            (data / "postmaster.pid").unlink(missing_ok=True)
            return


def send(pid: int, sign: signal.Signals) -> None:
    """Send a signal to a process that may have ended."""
    try:
        os.kill(pid, sign)
    except ProcessLookupError:
        return


def settled(question: Callable[[], bool], patience: float) -> bool:
    """Ask until the answer is yes, for at most so many seconds."""
    deadline = time.monotonic() + patience
    while not question():
        if time.monotonic() > deadline:
            return False
        time.sleep(TICK / 2)
    return True


def take(lock: IO[str]) -> bool:
    """Take a lock for oneself if nobody holds it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


class Guard:
    """One PostgreSQL, launched again whenever it ends by itself."""

    def __init__(self, job: dict[str, Any], users: IO[str]) -> None:
        self.job = job
        self.data = Path(job["data"])
        self.users = users
        self.told_to_stop = False
        self.was_ready = False

    def stop_soon(self, _signal: int, _frame: FrameType | None) -> None:
        """A signal to the guard stops the server in good order."""
        self.told_to_stop = True

    def watch(self) -> int:
        """Keep the server running until nobody uses it; the answer is the exit code."""
        failures = 0
        while not self.unwanted():
            clear_leftovers(self.data)
            began = time.monotonic()
            server = self.launch()
            while server.poll() is None:
                if self.unwanted():
                    self.shut_down(server)
                    return 0
                self.was_ready = self.was_ready or self.ready(server.pid)
                time.sleep(TICK)
            failures = 0 if time.monotonic() - began > 30 else failures + 1
            say(f"PostgreSQL ended by itself with {server.returncode}")
            if not self.was_ready and failures >= FIRST_ATTEMPTS:
                return 1
            pause = time.monotonic() + min(LONGEST_PAUSE, TICK * 2**failures)
            while time.monotonic() < pause and not self.unwanted():
                time.sleep(TICK)
        return 0

    def unwanted(self) -> bool:
        """Whether the server should stop: told so, or no process holds the users' lock (then it is taken for good)."""
        return self.told_to_stop or take(self.users)

    def ready(self, pid: int) -> bool:
        """Whether PostgreSQL says in its own lock file that it accepts connections."""
        try:
            lines = (self.data / "postmaster.pid").read_text().split("\n")
        except OSError:
            return False
        return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def launch(self) -> subprocess.Popen[bytes]:
        """Start PostgreSQL as the server's user, tied to this guard's life."""
        libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
        guard = os.getpid()

        def die_with_guard() -> None:
            if libc is not None:
                libc.prctl(PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)
                if os.getppid() != guard:
                    os._exit(1)

        user = self.job["user"]
        identity: dict[str, Any] = {"user": user[0], "group": user[1], "extra_groups": []} if user else {}
        command = [self.job["postgres"], "-D", str(self.data)]
        for name, value in self.job["settings"].items():
            command += ["-c", f"{name}={value}"]
        # This process has one thread, so code between fork and exec cannot meet a lock held by another.
        return subprocess.Popen(  # noqa: S603 - our own binary and settings
            command,
            cwd=self.data,
            stdin=subprocess.DEVNULL,
            umask=0o077,
            preexec_fn=die_with_guard,  # noqa: PLW1509 - see above
            **identity,
        )

    def shut_down(self, server: subprocess.Popen[bytes]) -> None:
        """Stop in good order; after a minute at once, which the next start recovers from."""
        for sign, patience in ((signal.SIGINT, 60.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0)):
            server.send_signal(sign)
            if settled(lambda: server.poll() is not None, patience):
                break
        clear_leftovers(self.data)


def main() -> int:
    """Hold the server's lock, keep the server, and let the lock go before the users' lock."""
    job = json.loads(sys.argv[1])
    os.chdir("/")
    with open(job["users_lock"], "a") as users, open(job["server_lock"], "a") as server_lock:
        if not settled(lambda: take(server_lock), LOCK_PATIENCE):
            return 0
        guard = Guard(job, users)
        signal.signal(signal.SIGTERM, guard.stop_soon)
        signal.signal(signal.SIGINT, guard.stop_soon)
        return guard.watch()


if __name__ == "__main__":
    sys.exit(main())

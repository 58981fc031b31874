"""Daily roots outside the database: one object a day in object storage, written once, and files of lines of JSON."""

import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from kernel.settings import Settings
from kernel.storage import StorageFailure, Store, open_store
from tenants.receipts.errors import BrokenRoots, NoRootsFile, RootsOutOfReach

FOLDER: Final = "receipt-roots"


@dataclass(frozen=True, slots=True)
class Root:
    """The root of a tenant's day: its last batch, how many receipts it stands for, and the last one's link in hex."""

    tenant: str
    day: date
    batch: int
    receipts: int
    root: str

    def line(self) -> str:
        """The root as one line of JSON."""
        content = {
            "tenant": self.tenant,
            "day": self.day.isoformat(),
            "batch": self.batch,
            "receipts": self.receipts,
            "root": self.root,
        }
        return json.dumps(content, ensure_ascii=False)


def read(path: Path) -> list[Root]:
    """The roots of a file, in its order; raises `NoRootsFile`, or `BrokenRoots` with the line that is none."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise NoRootsFile("roots", file=path) from None
    return [_root(line, path, number) for number, line in enumerate(lines, 1) if line.strip()]


def store_of(settings: Settings) -> Store:
    """Where roots are exported to: a store of their own, or else the one of uploaded files."""
    return open_store(settings.receipt_roots or settings.storage_url, settings.state)


def key_of(tenant: str, day: date) -> str:
    """Where the root of a tenant's day lies."""
    return f"{FOLDER}/{tenant}/{day.isoformat()}.json"


def export(store: Store, roots: Iterable[Root]) -> Sequence[Root]:
    """Write the roots that are not there yet; what was written once is never touched. Answers those written."""
    fresh: list[Root] = []
    known: dict[str, set[str]] = {}
    for root in roots:
        folder = f"{FOLDER}/{root.tenant}"
        if folder not in known:
            known[folder] = set(store.keys(folder))
        if (key := key_of(root.tenant, root.day)) in known[folder]:
            continue
        with tempfile.NamedTemporaryFile(prefix="roviec-root-") as file:
            file.write(f"{root.line()}\n".encode())
            file.flush()
            store.put(key, Path(file.name))
        fresh.append(root)
    return fresh


def exported(store: Store, tenant: str) -> list[Root]:
    """All roots of a tenant that were exported, oldest first."""
    try:
        found = [(key, store.get(key)) for key in store.keys(f"{FOLDER}/{tenant}")]
    except StorageFailure:
        raise RootsOutOfReach("roots") from None
    return [_root(_text(content), key, 1) for key, content in found]


def stray(store: Store, tenant: str, roots: Iterable[Root]) -> Root | None:
    """The root exported last, if the database now tells it otherwise or no longer.

    All links hang together: where an earlier one was changed, the last one is another too.
    """
    keys = store.keys(f"{FOLDER}/{tenant}")
    if not keys:
        return None
    last = _root(_text(store.get(keys[-1])), keys[-1], 1)
    return None if last in set(roots) else last


def _text(content: bytes | None) -> str:
    return (content or b"").decode("utf-8", errors="replace")


def _root(line: str, file: object, number: int) -> Root:
    try:
        given = json.loads(line)
        day = date.fromisoformat(given["day"])
        root = bytes.fromhex(given["root"]).hex()
        return Root(str(given["tenant"]), day, int(given["batch"]), int(given["receipts"]), root)
    except (ValueError, KeyError, TypeError):
        raise BrokenRoots("roots", file=file, line=number) from None

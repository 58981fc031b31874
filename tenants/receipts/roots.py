"""Daily roots outside the database: lines of JSON that anybody can keep, and the folder they are appended to."""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from tenants.receipts.errors import BrokenRoots

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
    """The roots of a file, in its order; raises `BrokenRoots` with the line that is none."""
    roots = []
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise BrokenRoots("roots", file=path, line=0) from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            day = date.fromisoformat(given["day"])
            root = bytes.fromhex(given["root"]).hex()
            roots.append(Root(str(given["tenant"]), day, int(given["batch"]), int(given["receipts"]), root))
        except (ValueError, KeyError, TypeError):
            raise BrokenRoots("roots", file=path, line=number) from None
    return roots


def file_of(folder: Path, tenant: str) -> Path:
    """Where a tenant's roots are written."""
    return folder / f"{tenant}.jsonl"


def strays(path: Path, roots: Iterable[Root]) -> list[Root]:
    """Roots of a file that the database now tells otherwise, or no longer."""
    told = {root.day: root for root in roots}
    return [root for root in read(path) if told.get(root.day) != root]


def append(path: Path, roots: Iterable[Root]) -> Sequence[Root]:
    """Add the roots of days after the file's last one; what was written once is never touched. Answers those added."""
    path.parent.mkdir(parents=True, exist_ok=True)
    known = read(path) if path.exists() else []
    last = known[-1].day if known else date.min
    fresh = [root for root in roots if root.day > last]
    if fresh:
        with path.open("a", encoding="utf-8") as file:
            file.write("".join(f"{root.line()}\n" for root in fresh))
            file.flush()
            os.fsync(file.fileno())
    return fresh

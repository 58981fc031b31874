"""The manifest of an archive: what is in it, with counts and hashes, and the one hash of all of it."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from tenants.portability.errors import NotAnArchive

FORM: Final = "roviec-tenant-archive|1"
MANIFEST: Final = "manifest.json"
MAKING: Final = "making.json"
TABLES: Final = "tables"
FILES: Final = "files"


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table in an archive: names and types of its columns, its key, how many rows, and the hash of its lines."""

    name: str
    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]
    rows: int
    sha256: str

    @property
    def path(self) -> str:
        """Where its lines lie in the archive."""
        return f"{TABLES}/{self.name}.jsonl"


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file in an archive, under its own hash."""

    sha256: str
    size: int

    @property
    def path(self) -> str:
        """Where its bytes lie in the archive."""
        return f"{FILES}/{self.sha256}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in an archive. `tenant` tells short name, kind, name, code and instant of creation."""

    schema: str
    tenant: dict[str, str | None]
    tables: tuple[TablePart, ...]
    files: tuple[FilePart, ...]
    left_out: dict[str, str]

    def written(self) -> bytes:
        """The manifest as canonical JSON (RFC 8785)."""
        return canonical(
            {
                "form": FORM,
                "schema": self.schema,
                "tenant": self.tenant,
                "tables": [
                    {
                        "name": part.name,
                        "columns": [{"name": name, "type": kind} for name, kind in part.columns],
                        "key": list(part.key),
                        "rows": part.rows,
                        "sha256": part.sha256,
                    }
                    for part in self.tables
                ],
                "files": [{"sha256": part.sha256, "size": part.size} for part in self.files],
                "left_out": self.left_out,
            }
        )

    @property
    def root(self) -> str:
        """The one hash of the archive: of its manifest, which holds the hashes of everything else."""
        return sha256(self.written()).hexdigest()

    @property
    def rows(self) -> int:
        """How many rows there are in all tables."""
        return sum(part.rows for part in self.tables)


def read_manifest(content: bytes) -> Manifest:
    """The manifest of an archive; raises `NotAnArchive` when it is none, or not written canonically."""
    try:
        told = json.loads(content)
        if told["form"] != FORM:
            raise NotAnArchive(what=str(told["form"])[:40])
        manifest = Manifest(
            schema=str(told["schema"]),
            tenant={str(name): value for name, value in told["tenant"].items()},
            tables=tuple(_table(part) for part in told["tables"]),
            files=tuple(FilePart(str(part["sha256"]), int(part["size"])) for part in told["files"]),
            left_out=dict(told["left_out"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotAnArchive(what=MANIFEST) from None
    if manifest.written() != content:
        raise NotAnArchive(what=MANIFEST)
    return manifest


def _table(part: dict[str, Any]) -> TablePart:
    columns = tuple((str(one["name"]), str(one["type"])) for one in part["columns"])
    return TablePart(str(part["name"]), columns, tuple(map(str, part["key"])), int(part["rows"]), str(part["sha256"]))


def canonical(content: object) -> bytes:
    """Canonical JSON: keys sorted, no blanks, UTF-8. Only texts, whole numbers, true, false and null may be in it."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

"""Whether an archive is what it says, from the file alone: no database, no network."""

import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final, cast

from kernel import age
from tenants.portability.errors import ArchiveSealed, HashDiffers, NotAnArchive, RootDiffers
from tenants.portability.manifest import MAKING, MANIFEST, Manifest, TablePart, canonical, read_manifest

_BLOCK: Final = 1 << 20


@contextmanager
def opened(path: Path, identity: str | None = None) -> Iterator[zipfile.ZipFile]:
    """An archive, unsealed into a temporary file where it is sealed; raises `ArchiveSealed` and `NotAnArchive`."""
    with tempfile.TemporaryFile(prefix="roviec-archive-") as plain, path.open("rb") as source:
        content: BinaryIO = source
        if age.is_sealed(source.read(len(age.VERSION))):
            if identity is None:
                raise ArchiveSealed("identity")
            source.seek(0)
            age.unseal(source, cast("BinaryIO", plain), identity)
            content = cast("BinaryIO", plain)
        content.seek(0)
        try:
            archive = zipfile.ZipFile(content)
        except zipfile.BadZipFile:
            raise NotAnArchive(what=path.name) from None
        with archive:
            yield archive


def verify(archive: zipfile.ZipFile, root: str | None = None) -> Manifest:
    """Hold every part against the manifest, and the manifest against a root that was told.

    Raises `NotAnArchive`, `HashDiffers` and `RootDiffers`. Beside hashes and counts it reads every line: each must be
    canonical JSON of exactly the columns that are declared.
    """
    manifest = _manifest_of(archive)
    if root is not None and manifest.root != root.lower():
        raise RootDiffers(found=manifest.root, expected=root)
    expected = {MANIFEST, MAKING, *(part.path for part in manifest.tables), *(part.path for part in manifest.files)}
    if sorted(expected) != sorted(archive.namelist()):
        raise NotAnArchive(what=", ".join(sorted(expected ^ set(archive.namelist()))[:3]) or "twice")
    try:
        for table in manifest.tables:
            _check_table(archive, table)
        for file in manifest.files:
            with archive.open(file.path) as content:
                if _sum_of(cast("BinaryIO", content)) != (file.sha256, file.size):
                    raise HashDiffers(part=file.path)
    except (zipfile.BadZipFile, OSError):
        raise NotAnArchive(what="ZIP") from None
    return manifest


def _manifest_of(archive: zipfile.ZipFile) -> Manifest:
    try:
        return read_manifest(archive.read(MANIFEST))
    except (KeyError, zipfile.BadZipFile, OSError):
        raise NotAnArchive(what=MANIFEST) from None


def _check_table(archive: zipfile.ZipFile, part: TablePart) -> None:
    digest, rows, names = sha256(), 0, {name for name, _ in part.columns}
    with archive.open(part.path) as lines:
        for line in lines:
            digest.update(line)
            rows += 1
            row = _row(line, part.path)
            if row.keys() != names or canonical(row) + b"\n" != line:
                raise NotAnArchive(what=f"{part.path}:{rows}")
    if (digest.hexdigest(), rows) != (part.sha256, part.rows):
        raise HashDiffers(part=part.path)


def _row(line: bytes, path: str) -> dict[str, object]:
    try:
        row = json.loads(line)
    except ValueError:
        raise NotAnArchive(what=path) from None
    if not isinstance(row, dict):
        raise NotAnArchive(what=path)
    return row


def _sum_of(content: BinaryIO) -> tuple[str, int]:
    digest, size = sha256(), 0
    while block := content.read(_BLOCK):
        digest.update(block)
        size += len(block)
    return digest.hexdigest(), size

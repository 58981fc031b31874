"""The rows and files of an archive brought into a tenant, inside one transaction."""

import asyncio
import re
import tempfile
import zipfile
from collections.abc import AsyncIterator, Collection
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import Database, tenant_of
from kernel.storage import Store
from tenants.copying.lines import advance_sequences, insert_lines
from tenants.copying.tables import tenant_tables
from tenants.portability.errors import NotAnArchive, SchemaNewer, SchemaOlder
from tenants.portability.manifest import FilePart, Manifest
from tenants.portability.packing import schema_of
from tenants.portability.scope import archived, unsealed
from tenants.registry import actions as registry
from tenants.worklogs import files
from tenants.worklogs.models import StoredFile

_BLOCK: Final = 1 << 18
_MONTH: Final = re.compile(rb'"work_date":"(\d{4}-\d{2})-')
_PATIENCE: Final = text("SET LOCAL lock_timeout = '5s'")


async def check_schema(session: AsyncSession, manifest: Manifest) -> None:
    """Refuse an archive of another schema: columns and their meaning may have changed since."""
    expected = await schema_of(session)
    if manifest.schema != expected:
        newer = manifest.schema > expected
        raise (SchemaNewer if newer else SchemaOlder)(found=manifest.schema, expected=expected)


async def prepare_months(db: Database, archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Have the partitions the archive's logs need, each made in a short transaction of its own."""
    for month in await asyncio.to_thread(_months, archive, manifest):
        async with db.platform() as session:
            await session.execute(_PATIENCE)
            await registry.ensure_months(session, month, 1)


def _months(archive: zipfile.ZipFile, manifest: Manifest) -> list[date]:
    found: set[bytes] = set()
    for part in manifest.tables:
        if part.name in registry.LOGS_BY_MONTH:
            with archive.open(part.path) as lines:
                found.update(month for line in lines for month in _MONTH.findall(line))
    return sorted(date.fromisoformat(f"{month.decode()}-01") for month in found)


async def load_rows(
    session: AsyncSession, archive: zipfile.ZipFile, manifest: Manifest, *, but: Collection[str] = ()
) -> int:
    """Insert all rows of a verified archive but those of some tables, parents first; how many.

    Raises `NotAnArchive` where tables or columns are not this schema's.
    """
    parts = {part.name: part for part in manifest.tables}
    inserted = 0
    for table in await tenant_tables(session):
        kept = archived(table)
        if kept is None:
            continue
        part = parts.pop(table.name, None)
        if part is None or part.columns != tuple((column.name, column.type) for column in kept.columns):
            raise NotAnArchive(what=table.name)
        if table.name in but:
            continue
        if await insert_lines(session, kept, _blocks(archive, part.path), unsealed(table)) != part.rows:
            raise NotAnArchive(what=part.path)
        await advance_sequences(session, table)
        inserted += part.rows
    if parts:
        raise NotAnArchive(what=", ".join(sorted(parts)))
    return inserted


async def load_files(session: AsyncSession, archive: zipfile.ZipFile, manifest: Manifest, store: Store) -> int:
    """Put the bytes of the tenant's files where its rows expect them, if they are not there; how many."""
    contents = {part.sha256: part for part in manifest.files}
    there = set(await asyncio.to_thread(store.keys, str(tenant_of(session))))
    count = 0
    for row in await session.scalars(select(StoredFile).where(StoredFile.tenant_id == tenant_of(session))):
        key = files.key_of(row.tenant_id, row.id)
        if row.sha256 not in contents:
            raise NotAnArchive(what=f"stored_file {row.id}")
        if key not in there:
            await asyncio.to_thread(_put, store, key, archive, contents[row.sha256])
            count += 1
    return count


def _put(store: Store, key: str, archive: zipfile.ZipFile, part: FilePart) -> None:
    with tempfile.NamedTemporaryFile(prefix="roviec-file-") as file:
        file.write(archive.read(part.path))
        file.flush()
        store.put(key, Path(file.name))


async def _blocks(archive: zipfile.ZipFile, path: str) -> AsyncIterator[bytes]:
    with archive.open(path) as content:
        while block := content.read(_BLOCK):
            yield block

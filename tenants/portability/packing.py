"""Making the archive of a tenant: canonical lines of its tables and its files, in one ZIP whose bytes are settled."""

import asyncio
import zipfile
from collections.abc import AsyncIterable, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from kernel.clock import utc_now
from kernel.database import enter_tenant, tenant_of
from kernel.storage import Store
from tenants.copying.lines import lines_of
from tenants.copying.tables import TenantTable, tenant_tables
from tenants.portability.errors import FileLost
from tenants.portability.manifest import MAKING, MANIFEST, FilePart, Manifest, TablePart, canonical
from tenants.portability.scope import LEFT_OUT, archived, told
from tenants.registry import queries as registry
from tenants.worklogs import files
from tenants.worklogs.models import StoredFile

_SNAPSHOT: Final = text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
_REVISION: Final = text("SELECT version_num FROM alembic_version")
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE: Final = 0o100600 << 16


@dataclass(frozen=True)
class _Sums:
    """What went into one member of the archive."""

    size: int
    lines: int
    sha256: str


@asynccontextmanager
async def snapshot(engine: AsyncEngine, tenant_id: int) -> AsyncIterator[AsyncSession]:
    """One transaction as a tenant that sees one instant and writes nothing."""
    async with AsyncSession(engine, expire_on_commit=False) as session, session.begin():
        await session.execute(_SNAPSHOT)
        await enter_tenant(session, tenant_id)
        yield session


async def pack(session: AsyncSession, store: Store, target: Path) -> Manifest:
    """Write the archive of the session's tenant, as its transaction sees it; raises `FileLost`.

    Packing the same rows again gives the same root. `making.json`, which tells when it was, is outside the root.
    """
    held = await _held_files(session)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        parts = await _pack_tables(session, archive)
        found = await _pack_files(tenant_of(session), store, archive, held)
        manifest = await _manifest(session, parts, found)
        archive.writestr(_member(MANIFEST), manifest.written())
        archive.writestr(_member(MAKING), _making(manifest, utc_now()))
    return manifest


async def schema_of(session: AsyncSession) -> str:
    """The revision of the database's schema."""
    return str(await session.scalar(_REVISION))


async def _pack_tables(session: AsyncSession, archive: zipfile.ZipFile) -> list[TablePart]:
    parts = []
    for table in sorted(await tenant_tables(session), key=lambda one: one.name):
        kept = archived(table)
        if kept is not None:
            empty = _part(kept, _Sums(0, 0, ""))
            sums = await _write(archive, empty.path, lines_of(session, kept, told=told(kept)))
            parts.append(_part(kept, sums))
    return parts


def _part(table: TenantTable, sums: _Sums) -> TablePart:
    columns = tuple((column.name, column.type) for column in table.columns)
    return TablePart(table.name, columns, table.key, sums.lines, sums.sha256)


async def _held_files(session: AsyncSession) -> Sequence[StoredFile]:
    """One description for each content, in the order of hashes."""
    rows = await session.scalars(
        select(StoredFile)
        .where(StoredFile.tenant_id == tenant_of(session))
        .order_by(StoredFile.sha256, StoredFile.id.desc())
    )
    return list({row.sha256: row for row in rows}.values())


async def _pack_files(
    tenant_id: int, store: Store, archive: zipfile.ZipFile, held: Sequence[StoredFile]
) -> list[FilePart]:
    parts, lost = [], []
    for row in held:
        content = await asyncio.to_thread(store.get, files.key_of(tenant_id, row.id))
        if content is None or sha256(content).hexdigest() != row.sha256:
            lost.append(row.id)
            continue
        part = FilePart(row.sha256, len(content))
        archive.writestr(_member(part.path), content)
        parts.append(part)
    if lost:
        raise FileLost(count=len(lost), first=lost[0])
    return parts


async def _manifest(session: AsyncSession, parts: Sequence[TablePart], found: Sequence[FilePart]) -> Manifest:
    tenant = await registry.tenant(session)
    about = {
        "slug": tenant.slug,
        "kind": tenant.kind,
        "name": tenant.name,
        "province_code": tenant.province_code,
        "created_at": tenant.created_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }
    return Manifest(await schema_of(session), about, tuple(parts), tuple(found), dict(LEFT_OUT))


async def _write(archive: zipfile.ZipFile, path: str, blocks: AsyncIterable[bytes]) -> _Sums:
    digest, size, lines = sha256(), 0, 0
    with archive.open(_member(path), "w", force_zip64=True) as member:
        async for block in blocks:
            digest.update(block)
            size, lines = size + len(block), lines + block.count(b"\n")
            member.write(block)
    return _Sums(size, lines, digest.hexdigest())


def _member(path: str) -> zipfile.ZipInfo:
    """A member of the archive without anything of the day or the machine."""
    info = zipfile.ZipInfo(path, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = _PLAIN_FILE
    info.create_system = 3
    return info


def _making(manifest: Manifest, at: datetime) -> bytes:
    return canonical({"root": manifest.root, "made_at": at.isoformat(), "program": version("roviec")})

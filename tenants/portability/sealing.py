"""Archives sealed for the tenant's own key: operators move them and cannot look inside."""

import asyncio
import tempfile
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel import age
from kernel.database import tenant_of
from kernel.storage import Store
from tenants.portability.errors import NoRecipient
from tenants.portability.manifest import Manifest
from tenants.portability.models import ArchiveRun
from tenants.portability.packing import pack

FOLDER = "archives"


async def recipient_of(session: AsyncSession) -> str:
    """The key two administrators of the tenant confirmed last; raises `NoRecipient`."""
    found = await session.scalar(
        select(ArchiveRun.recipient)
        .where(ArchiveRun.tenant_id == tenant_of(session), ArchiveRun.confirmed_at.is_not(None))
        .order_by(ArchiveRun.confirmed_at.desc())
        .limit(1)
    )
    if found is None:
        raise NoRecipient()
    return found


def folder_of(tenant_id: int) -> str:
    """Where a tenant's sealed archives lie in object storage."""
    return f"{FOLDER}/{tenant_id}"


def key_of(tenant_id: int, name: str | UUID) -> str:
    """Where one sealed archive lies."""
    return f"{folder_of(tenant_id)}/{name}.age"


async def pack_sealed(session: AsyncSession, store: Store, recipient: str, target: Path) -> tuple[Manifest, int]:
    """Archive the session's tenant into a sealed file; what is in it, and its size. The plain one is gone at once."""
    with tempfile.TemporaryDirectory(prefix="roviec-archive-") as folder:
        plain = Path(folder) / "archive.zip"
        manifest = await pack(session, store, plain)
        size = await asyncio.to_thread(_seal, plain, target, recipient)
    return manifest, size


async def keep_sealed(session: AsyncSession, store: Store, recipient: str, name: str | UUID) -> tuple[Manifest, int]:
    """Archive the session's tenant, sealed, into object storage; what is in it, and its size."""
    with tempfile.TemporaryDirectory(prefix="roviec-archive-") as folder:
        sealed = Path(folder) / "archive.age"
        manifest, size = await pack_sealed(session, store, recipient, sealed)
        await asyncio.to_thread(store.put, key_of(tenant_of(session), name), sealed)
    return manifest, size


def _seal(plain: Path, target: Path, recipient: str) -> int:
    with plain.open("rb") as source, target.open("wb") as sealed:
        age.seal(source, sealed, recipient)
    return target.stat().st_size

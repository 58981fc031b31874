"""One tenant set back to a moment, in one transaction, while its neighbours keep writing."""

import asyncio
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import TextClause, func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import Database, enter_alone, tenant_of
from kernel.ids import uuid7
from kernel.storage import StorageFailure, Store
from tenants.audit import actions as audit
from tenants.copying.lines import remove_rows
from tenants.copying.tables import TenantTable, tenant_tables
from tenants.portability.errors import NotAnArchive, OtherTenant
from tenants.portability.loading import check_schema, load_files, load_rows, prepare_months
from tenants.portability.manifest import Manifest
from tenants.portability.scope import KEPT_BY_RESTORE, is_sealed
from tenants.portability.sealing import keep_sealed, key_of, recipient_of
from tenants.receipts import roots
from tenants.receipts.actions import OWN
from tenants.receipts.models import ReceiptRoot
from tenants.registry.models import Tenant

PATIENCE: Final = text("SET LOCAL lock_timeout = '10min'")
SET_ASIDE: Final = "receipt-roots-set-aside"


@dataclass(frozen=True)
class Places:
    """Where files, and where roots of receipts, lie."""

    files: Store
    roots: Store


@dataclass(frozen=True)
class Restored:
    """What a restore did: the root it set the tenant to, and the sealed archive of what was there until then.

    `roots_left` counts exported roots of later days that their store would not let go.
    """

    rows: int
    root: str
    before_root: str
    before_key: str
    roots_left: int


async def restore(
    owner: Database, places: Places, tenant: Tenant, archive: zipfile.ZipFile, manifest: Manifest
) -> Restored:
    """Set a tenant back to a verified archive of its own. `owner` is the database under its owner's role.

    Everything is in one transaction that has the tenant for itself: whoever works in it is waited for, whoever comes is
    refused with `TENANT_RESTING` until it ends, and no lock touches rows of others. What was there is kept, sealed for
    the tenant's key, so `NoRecipient` is raised where there is none. The trail stays and tells of the restore.
    """
    if (manifest.tenant["slug"], manifest.tenant["kind"]) != (tenant.slug, tenant.kind):
        raise OtherTenant(found=manifest.tenant["slug"], expected=tenant.slug)
    async with owner.platform() as session:
        await check_schema(session, manifest)
    await prepare_months(owner, archive, manifest)
    async with owner.platform() as session:
        await session.execute(PATIENCE)
        await enter_alone(session, tenant.id)
        name = f"before-restore-{uuid7()}"
        recipient = await recipient_of(session)
        before, _ = await keep_sealed(session, places.files, recipient, name)
        rows = await _swap(session, archive, manifest)
        await load_files(session, archive, manifest, places.files)
        left = await _set_roots_aside(session, places.roots, tenant.slug, name)
        done = Restored(rows, manifest.root, before.root, key_of(tenant.id, name), left)
        await audit.record(session, None, "restored", "tenant", None, **vars(done))
    return done


async def _swap(session: AsyncSession, archive: zipfile.ZipFile, manifest: Manifest) -> int:
    tables = [table for table in await tenant_tables(session) if table.name not in KEPT_BY_RESTORE]
    sealed = [table for table in tables if _sealed_columns(table)]
    own = {"tenant": tenant_of(session)}
    for table in sealed:
        await session.execute(_put_aside(table), own)
    for table in reversed(tables):
        await remove_rows(session, table)
    try:
        rows = await load_rows(session, archive, manifest, but=KEPT_BY_RESTORE)
    except IntegrityError as problem:
        raise NotAnArchive(what=type(problem.orig).__name__) from problem
    for table in sealed:
        await session.execute(_carry_over(table), own)
    return rows


def _sealed_columns(table: TenantTable) -> list[str]:
    return [column.name for column in table.columns if is_sealed(column)]


def _put_aside(table: TenantTable) -> TextClause:
    return text(
        f'CREATE TEMPORARY TABLE "aside_{table.name}" ON COMMIT DROP AS'  # noqa: S608 - names of the catalogue
        f' SELECT * FROM "{table.name}" WHERE tenant_id = :tenant'
    )


def _carry_over(table: TenantTable) -> TextClause:
    """Today's secrets put back where their row is there again: they were never archived."""
    values = ", ".join(f'"{name}" = aside."{name}"' for name in _sealed_columns(table))
    same = "".join(f' AND kept."{name}" = aside."{name}"' for name in table.key)
    return text(
        f'UPDATE "{table.name}" AS kept SET {values} FROM "aside_{table.name}" AS aside'  # noqa: S608 - as above
        f" WHERE kept.tenant_id = :tenant AND aside.tenant_id = :tenant{same}"
    )


async def _set_roots_aside(session: AsyncSession, store: Store, slug: str, name: str) -> int:
    """Move exported roots of receipts aside whose days the restored tenant has not sealed; how many would not go.

    They tell of receipts that are no longer, and the days will be sealed anew. Should the transaction fail after all,
    the schedule exports them again from the database.
    """
    last = await session.scalar(
        select(func.max(ReceiptRoot.day)).where(ReceiptRoot.tenant_id == tenant_of(session), ReceiptRoot.former == OWN)
    )
    left = 0
    for root in await asyncio.to_thread(roots.exported, store, slug):
        if last is None or root.day > last:
            aside = f"{SET_ASIDE}/{slug}/{name}/{root.day.isoformat()}.json"
            left += not await asyncio.to_thread(_moved, store, root, aside)
    return left


def _moved(store: Store, root: roots.Root, aside: str) -> bool:
    """Whether a root now lies aside; a store that keeps everything for ever lets nothing go."""
    with tempfile.NamedTemporaryFile(prefix="roviec-root-") as file:
        file.write(f"{root.line()}\n".encode())
        file.flush()
        try:
            store.put(aside, Path(file.name))
            store.remove(roots.key_of(root.tenant, root.day))
        except StorageFailure:
            return False
    return True

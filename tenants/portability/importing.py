"""An archive made into a tenant of this installation: all of it or nothing."""

import zipfile
from datetime import UTC, datetime

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import Database, enter_tenant
from kernel.storage import Store
from tenants.portability.errors import NotAnArchive, TenantExists
from tenants.portability.loading import check_schema, load_files, load_rows, prepare_months
from tenants.portability.manifest import Manifest
from tenants.portability.telling import tell_operators
from tenants.registry.models import Tenant


async def import_archive(owner: Database, store: Store, archive: zipfile.ZipFile, manifest: Manifest) -> int:
    """Make the tenant of a verified archive; answers its number here. `owner` is the database under its owner's role.

    Raises `SchemaNewer`, `SchemaOlder` and `TenantExists`. Its own trail is as it was, so that archiving it again gives
    the same root; the arrival stands on the operators' trail.
    """
    async with owner.platform() as session:
        await check_schema(session, manifest)
        await _refuse_known(session, manifest.tenant["slug"])
    await prepare_months(owner, archive, manifest)
    async with owner.platform() as session:
        tenant_id = await _register(session, manifest)
        await enter_tenant(session, tenant_id)
        try:
            rows = await load_rows(session, archive, manifest)
        except IntegrityError as problem:
            raise NotAnArchive(what=type(problem.orig).__name__) from problem
        await load_files(session, archive, manifest, store)
        await tell_operators(
            session, "imported", slug=manifest.tenant["slug"], number=tenant_id, rows=rows, root=manifest.root
        )
    return tenant_id


async def _refuse_known(session: AsyncSession, slug: str | None) -> None:
    if await session.scalar(select(Tenant.id).where(Tenant.slug == slug)) is not None:
        raise TenantExists(slug=slug)


async def _register(session: AsyncSession, manifest: Manifest) -> int:
    told = dict(manifest.tenant)
    try:
        created = datetime.strptime(str(told.pop("created_at")), "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    except (KeyError, ValueError):
        raise NotAnArchive(what="created_at") from None
    try:
        tenant_id: int = (
            await session.scalars(insert(Tenant).values(**told, created_at=created).returning(Tenant.id))
        ).one()
    except IntegrityError:
        raise TenantExists(slug=told["slug"]) from None
    return tenant_id

"""Questions about norm packages: which is in force when, and what its document says."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize
from tenants.norms.language import Package, load_package
from tenants.norms.models import NormPackage


@lru_cache(maxsize=256)
def parsed(document: str) -> Package:
    """The checked package of a stored document; equal texts are read once a process."""
    return load_package(document, "norm package")


async def in_force_between(session: AsyncSession, first: date, last: date) -> Sequence[NormPackage]:
    """The published packages in force on some day from `first` to `last`, earliest first."""
    return (
        await session.scalars(
            select(NormPackage)
            .where(
                NormPackage.tenant_id == tenant_of(session),
                NormPackage.status.in_(("published", "superseded")),
                NormPackage.valid_from <= last,
                (NormPackage.valid_to.is_(None)) | (NormPackage.valid_to > first),
            )
            .order_by(NormPackage.valid_from)
        )
    ).all()


async def in_force(session: AsyncSession, on: date) -> NormPackage | None:
    """The package by which work of that day is scored."""
    found = await in_force_between(session, on, on)
    return found[0] if found else None


async def packages(session: AsyncSession, caller: Caller) -> Sequence[NormPackage]:
    """All packages of the tenant, newest first."""
    authorize(caller, "norm", "read")
    return (
        await session.scalars(
            select(NormPackage)
            .where(NormPackage.tenant_id == tenant_of(session))
            .order_by(NormPackage.created_at.desc(), NormPackage.id.desc())
        )
    ).all()


async def package(session: AsyncSession, package_id: UUID) -> NormPackage:
    """One package, for those already found to see what it scored."""
    row = await session.scalar(
        select(NormPackage).where(NormPackage.tenant_id == tenant_of(session), NormPackage.id == package_id)
    )
    if row is None:
        raise NotFound("id")
    return row

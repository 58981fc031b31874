"""The texts a run works with: the draft it was given, and the packages by which the period was scored."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.lab.models import LabRun
from tenants.norms import facts
from tenants.norms.examination import Texts, look_over, readable
from tenants.norms.language import Package
from tenants.norms.models import NormPackage


async def draft_of(run: LabRun) -> Package:
    """The draft of a run."""
    return await checked(Texts(run.document, run.override))


async def checked(texts: Texts) -> Package:
    """The package of a text; raises what publishing it would raise, but for worked examples that do not hold yet.

    What a changed number does to people is what the lab is asked for before its examples are written anew.
    """
    package = readable(await look_over(texts))
    facts.check(package)
    return package


async def kept_package(session: AsyncSession, package_id: UUID) -> Package:
    """A package the tenant keeps, by which something was scored."""
    row = (
        await session.scalars(
            select(NormPackage).where(NormPackage.tenant_id == tenant_of(session), NormPackage.id == package_id)
        )
    ).one()
    return await checked(Texts(row.document, row.override))

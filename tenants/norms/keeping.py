"""What every step in a package's life rests on: the row held while it changes, its text checked, a second person."""

from collections.abc import Collection
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import exists, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller
from tenants.accounts.models import Account
from tenants.norms.errors import NoUnits, PackageExists, PackageProposed, SecondPerson, WrongPackageState
from tenants.norms.examination import Texts, look_over, sound
from tenants.norms.models import NormCorrection, NormPackage, NormPilot
from tenants.organisation import queries as organisation

MOST_UNITS: Final = 500
_LAW: Final = 7_006  # names the lock under which a tenant's law is changed, one change after the other


async def lock_law(session: AsyncSession) -> None:
    """What is put in force for a tenant, for whom and when, is settled by one person at a time."""
    lock = text("SELECT pg_advisory_xact_lock(:lock, :tenant)")
    await session.execute(lock, {"lock": _LAW, "tenant": tenant_of(session)})


async def held(session: AsyncSession, package_id: UUID, *states: str) -> NormPackage:
    """A package that nobody else changes until this transaction ends; refused unless in one of the states."""
    row = await session.scalar(
        select(NormPackage)
        .where(NormPackage.tenant_id == tenant_of(session), NormPackage.id == package_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound("id")
    if states and row.status not in states:
        raise WrongPackageState("id", status=row.status)
    return row


def texts_of(row: NormPackage) -> Texts:
    """The text of a kept package."""
    return Texts(row.document, row.override, row.base_name, row.base_version)


async def freeze(session: AsyncSession, row: NormPackage, status: str) -> None:
    """Take a draft over into a state in which its text never changes; refused unless everything in it holds."""
    package = sound(await look_over(texts_of(row)))
    await refuse_known_version(session, package.name, package.version)
    row.name, row.version, row.title = package.name, package.version, package.title.vi
    row.status = status
    await session.flush()


async def refuse_known_version(session: AsyncSession, name: str, version: str) -> None:
    """Refuse a version that was piloted or published already."""
    known = await session.scalar(
        select(NormPackage.id).where(
            NormPackage.tenant_id == tenant_of(session),
            NormPackage.name == name,
            NormPackage.version == version,
            NormPackage.status != "draft",
            NormPackage.former == 0,
        )
    )
    if known is not None:
        raise PackageExists("document", name=name, version=version)


async def next_version(session: AsyncSession, name: str) -> str:
    """The number after the highest one that a package of this name has, drafts included."""
    known = await session.scalars(
        select(NormPackage.version).where(NormPackage.tenant_id == tenant_of(session), NormPackage.name == name)
    )
    firsts = [int(first) for first in (version.partition(".")[0] for version in known) if first.isdecimal()]
    return f"{max(firsts, default=0) + 1}.0.0"


async def refuse_first_person(session: AsyncSession, caller: Caller, accounts: Collection[UUID]) -> None:
    """Refuse a caller who is one of those accounts, or the same person under another account."""
    if caller.account_id in accounts:
        raise SecondPerson("id")
    if caller.person_id is not None and await session.scalar(
        select(
            exists().where(
                Account.tenant_id == tenant_of(session),
                Account.id.in_(accounts),
                Account.person_id == caller.person_id,
            )
        )
    ):
        raise SecondPerson("id")


async def refuse_proposed(session: AsyncSession, package_id: UUID) -> None:
    """Refuse to touch a draft that waits to be confirmed as it is."""
    for table in (NormPilot, NormCorrection):
        waiting = exists().where(
            table.tenant_id == tenant_of(session), table.norm_package_id == package_id, table.confirmed_at.is_(None)
        )
        if await session.scalar(select(waiting)):
            raise PackageProposed("id")


async def known_units(session: AsyncSession, unit_ids: Collection[UUID], on: date) -> list[UUID]:
    """The units named, each once; refused unless each has a place in the tree on that day."""
    chosen = sorted(set(unit_ids))
    if not 1 <= len(chosen) <= MOST_UNITS:
        raise NoUnits("unitIds", most=MOST_UNITS)
    paths = await organisation.unit_paths(session, chosen, on)
    if any(unit_id not in paths for unit_id in chosen):
        raise NotFound("unitIds")
    return chosen

"""What the national packages that ship with the program say now, beside what a province's packages started from."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from policies.authority import Caller, authorize
from tenants.norms.changes import changes
from tenants.norms.examination import examine, readable
from tenants.norms.language import Package, shipped_names, shipped_package, shipped_text
from tenants.norms.models import NormPackage
from tenants.norms.queries import package_for, parsed
from tenants.norms.wording import Change


@dataclass(frozen=True)
class NationalPackage:
    """A package that ships with the program, to be inherited."""

    name: str
    version: str
    title_vi: str
    title_en: str
    document: str


@dataclass(frozen=True)
class UpstreamChange:
    """One national change; `ours` tells that the province has changed the same place itself, and keeps its own."""

    change: Change
    ours: bool


@dataclass(frozen=True)
class UpstreamDifference:
    """A package whose national text has changed since the province took it over."""

    package_id: UUID
    name: str
    version: str
    base_name: str
    base_version: str
    shipped_version: str
    changes: tuple[UpstreamChange, ...]


def national(caller: Caller) -> list[NationalPackage]:
    """The packages a province can inherit from."""
    authorize(caller, "norm", "read")
    return [
        NationalPackage(name, found.version, found.title.vi, found.title.en, shipped_text(name))
        for name in shipped_names()
        for found in [shipped_package(name)]
    ]


async def differences(session: AsyncSession, caller: Caller, old_id: UUID, new_id: UUID) -> list[Change]:
    """What is different between two packages of the tenant, in words; both must be readable as they stand."""
    old, new = await package_for(session, caller, old_id), await package_for(session, caller, new_id)
    return changes(_readable(old), _readable(new))


async def upstream(session: AsyncSession, caller: Caller) -> list[UpstreamDifference]:
    """Inherited drafts, pilots and the package in force or to come, whose national text has a newer one."""
    authorize(caller, "norm", "draft")
    rows = await session.scalars(
        select(NormPackage)
        .where(
            NormPackage.tenant_id == tenant_of(session),
            NormPackage.former == 0,
            NormPackage.status.in_(("draft", "pilot", "published")),
            NormPackage.base_name.is_not(None),
        )
        .order_by(NormPackage.created_at.desc(), NormPackage.id.desc())
    )
    return _newer(rows.all())


def _newer(rows: Sequence[NormPackage]) -> list[UpstreamDifference]:
    found = []
    for row in rows:
        name = row.base_name or ""
        if name not in shipped_names() or shipped_text(name) == row.document:
            continue
        shipped, base = shipped_package(name), parsed(row.document)
        ours = examine(row.document, row.override).package  # none while a draft cannot be read
        own = {change.path for change in changes(base, ours)} if ours is not None else set()
        told = tuple(UpstreamChange(change, change.path in own) for change in changes(base, shipped))
        found.append(
            UpstreamDifference(row.id, row.name, row.version, name, row.base_version or "", shipped.version, told)
        )
    return found


def _readable(row: NormPackage) -> Package:
    """The package of a row; a draft that cannot be read is refused with its mistakes, as on publishing."""
    return readable(examine(row.document, row.override))

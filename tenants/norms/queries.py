"""Questions about norm packages: which is the law where and when, and what its document says."""

from collections.abc import Collection, Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize, may
from tenants.norms import facts
from tenants.norms.language import Input, Package, load_package
from tenants.norms.models import NormPackage
from tenants.norms.reigns import reigning_in, spans_of


@lru_cache(maxsize=256)
def parsed(document: str, override: str | None = None) -> Package:
    """The checked package of a stored text; equal texts are read once a process."""
    return load_package(document, "norm package", override)


def package_of(row: NormPackage) -> Package:
    """The checked package of a stored row that is no draft."""
    return parsed(row.document, row.override)


async def in_force_between(session: AsyncSession, first: date, last: date) -> Sequence[NormPackage]:
    """The published packages in force on some day from `first` to `last`, earliest first."""
    return (
        await session.scalars(
            select(NormPackage)
            .where(
                NormPackage.tenant_id == tenant_of(session),
                NormPackage.former == 0,
                NormPackage.status.in_(("published", "superseded")),
                NormPackage.valid_from <= last,
                (NormPackage.valid_to.is_(None)) | (NormPackage.valid_to > first),
            )
            .order_by(NormPackage.valid_from)
        )
    ).all()


async def in_force(session: AsyncSession, on: date, unit_id: UUID | None = None) -> NormPackage | None:
    """The package by which work of that day is scored: in that unit, or wherever nothing else reigns."""
    if unit_id is not None and (reign := await reigning_in(session, unit_id, on)) is not None:
        return reign.package
    found = await in_force_between(session, on, on)
    return found[0] if found else None


async def laws(session: AsyncSession, places: Collection[tuple[UUID, date]]) -> dict[tuple[UUID, date], Package]:
    """By which package work is scored, for each unit and day asked for that has one."""
    if not places:
        return {}
    first, last = min(day for _, day in places), max(day for _, day in places)
    published = await in_force_between(session, first, last)
    spans = await spans_of(session, {unit_id for unit_id, _ in places}, first, last)
    found: dict[tuple[UUID, date], Package] = {}
    for unit_id, day in places:
        reign = next((one for one in spans if one.unit_id == unit_id and one.first <= day < one.after), None)
        row: NormPackage | None
        if reign is not None:
            row = await package(session, reign.norm_package_id)
        else:
            row = next((one for one in published if _covers(one, day)), None)
        if row is not None:
            found[unit_id, day] = package_of(row)
    return found


def _covers(row: NormPackage, day: date) -> bool:
    return row.valid_from is not None and row.valid_from <= day and (row.valid_to is None or row.valid_to > day)


async def law(session: AsyncSession, caller: Caller, on: date, unit_id: UUID | None) -> NormPackage | None:
    """`in_force`, for whoever asks."""
    authorize(caller, "norm", "read")
    return await in_force(session, on, unit_id)


async def asked(session: AsyncSession, caller: Caller, on: date, unit_id: UUID | None) -> tuple[Input, ...]:
    """The facts of the province's own that the law of a day asks of an entry, whoever supplies them."""
    row = await law(session, caller, on, unit_id)
    return facts.own(package_of(row), *facts.OWN["entry"]) if row is not None else ()


async def packages(session: AsyncSession, caller: Caller) -> Sequence[NormPackage]:
    """All packages of the tenant, newest first; drafts are for those who write them."""
    authorize(caller, "norm", "read")
    visible = [NormPackage.tenant_id == tenant_of(session)]
    if not _sees_drafts(caller):
        visible.append(NormPackage.status != "draft")
    return (
        await session.scalars(
            select(NormPackage).where(*visible).order_by(NormPackage.created_at.desc(), NormPackage.id.desc())
        )
    ).all()


async def package_for(session: AsyncSession, caller: Caller, package_id: UUID) -> NormPackage:
    """One package; a draft is found only by those who write, confirm or correct."""
    authorize(caller, "norm", "read")
    row = await package(session, package_id)
    if row.status == "draft" and not _sees_drafts(caller):
        raise NotFound("id")
    return row


async def package(session: AsyncSession, package_id: UUID) -> NormPackage:
    """One package, for those already found to see what it scored."""
    row = await session.scalar(
        select(NormPackage).where(NormPackage.tenant_id == tenant_of(session), NormPackage.id == package_id)
    )
    if row is None:
        raise NotFound("id")
    return row


def _sees_drafts(caller: Caller) -> bool:
    return any(may(caller, "norm", action) for action in ("draft", "pilot", "publish", "backdate"))

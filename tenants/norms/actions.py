"""Putting norm packages in force: checked, dated, by a second person, and never changed afterwards."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.database import tenant_of
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.norms import keeping
from tenants.norms.errors import PackageChanged, PublishedTooEarly
from tenants.norms.examination import NormText, Texts, examine, kept, sound
from tenants.norms.language import Package
from tenants.norms.models import NormPackage


async def publish(
    session: AsyncSession, caller: Caller, package_id: UUID, *, text_hash: str, valid_from: date, today: date
) -> NormPackage:
    """Put a package in force from a day to come; the one before ends there and keeps what it scored.

    Nobody publishes what they wrote themselves; `text_hash` is that of the text they read.
    """
    authorize(caller, "norm", "publish")
    if valid_from <= today:
        raise PublishedTooEarly("validFrom", day=today.strftime("%d/%m/%Y"))
    await keeping.lock_law(session)
    row = await keeping.held(session, package_id, "draft", "pilot", "corrective")
    await keeping.refuse_first_person(session, caller, row.authors)
    if row.document_hash.hex() != text_hash:
        raise PackageChanged("hash")
    if row.status == "draft":
        await keeping.freeze(session, row, "pilot")
    await _end_the_one_before(session, valid_from)
    row.status, row.valid_from = "published", valid_from
    row.published_by, row.published_at = caller.account_id, utc_now()
    await session.flush()
    await audit.record(
        session, caller, "published", "norm_package", row.id, name=row.name, version=row.version, valid_from=valid_from
    )
    return row


async def publish_shipped(session: AsyncSession, name: str, *, valid_from: date) -> NormPackage:
    """Put one of the shipped packages in force, when a tenant is set up."""
    return await _put_in_force(session, kept(NormText(base=name)), valid_from, utc_now())


async def put_in_force(session: AsyncSession, document: str, *, valid_from: date, now: datetime) -> NormPackage:
    """Check a document, keep it, and date it; the package in force until then ends on that day."""
    return await _put_in_force(session, Texts(document), valid_from, now)


def checked(document: str, override: str | None = None) -> Package:
    """The package of a document whose formulas, examples and facts all hold; raises what `sound` raises."""
    return sound(examine(document, override))


async def _put_in_force(session: AsyncSession, texts: Texts, valid_from: date, now: datetime) -> NormPackage:
    package = checked(texts.document, texts.override)
    await keeping.lock_law(session)
    await keeping.refuse_known_version(session, package.name, package.version)
    await _end_the_one_before(session, valid_from)
    row = NormPackage(
        tenant_id=tenant_of(session),
        name=package.name,
        version=package.version,
        title=package.title.vi,
        document=texts.document,
        override=texts.override,
        base_name=texts.base_name,
        base_version=texts.base_version,
        document_hash=texts.digest,
        status="published",
        valid_from=valid_from,
        published_at=now,
    )
    session.add(row)
    await session.flush()
    return row


async def _end_the_one_before(session: AsyncSession, valid_from: date) -> None:
    latest = await session.scalar(
        select(NormPackage)
        .where(NormPackage.tenant_id == tenant_of(session), NormPackage.former == 0, NormPackage.status == "published")
        .order_by(NormPackage.valid_from.desc())
        .limit(1)
        .with_for_update()
    )
    if latest is None:
        return
    if latest.valid_from is not None and latest.valid_from >= valid_from:
        raise PublishedTooEarly("validFrom", day=latest.valid_from.strftime("%d/%m/%Y"))
    await session.execute(
        update(NormPackage)
        .where(NormPackage.tenant_id == tenant_of(session), NormPackage.id == latest.id)
        .values(valid_to=valid_from, status="superseded")
    )

"""Publishing norm packages: checked, dated, and never changed afterwards."""

import hashlib
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.database import tenant_of
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.norms import facts
from tenants.norms.errors import BrokenPackage, FailingExample, PackageExists, PublishedTooEarly
from tenants.norms.language import NormErrors, Package, load_package, run_examples, shipped_text
from tenants.norms.models import NormPackage


async def publish(
    session: AsyncSession, caller: Caller, document: str, *, valid_from: date, today: date
) -> NormPackage:
    """Put a package in force from a day to come; the one before ends there and keeps what it scored."""
    authorize(caller, "norm", "publish")
    if valid_from <= today:
        raise PublishedTooEarly("validFrom", day=today.strftime("%d/%m/%Y"))
    row = await put_in_force(session, document, valid_from=valid_from, now=utc_now())
    row.published_by = caller.account_id
    await audit.record(session, caller, "published", "norm_package", row.id, name=row.name, version=row.version)
    return row


async def publish_shipped(session: AsyncSession, name: str, *, valid_from: date) -> NormPackage:
    """Put one of the shipped packages in force, when a tenant is set up."""
    return await put_in_force(session, shipped_text(name), valid_from=valid_from, now=utc_now())


async def put_in_force(session: AsyncSession, document: str, *, valid_from: date, now: datetime) -> NormPackage:
    """Check a document, keep it, and date it; the package in force until then ends on that day."""
    package = checked(document)
    await _refuse_known_version(session, package)
    latest = await session.scalar(
        select(NormPackage)
        .where(NormPackage.tenant_id == tenant_of(session), NormPackage.status == "published")
        .order_by(NormPackage.valid_from.desc())
        .limit(1)
        .with_for_update()
    )
    if latest is not None:
        if latest.valid_from is not None and latest.valid_from >= valid_from:
            raise PublishedTooEarly("validFrom", day=latest.valid_from.strftime("%d/%m/%Y"))
        await session.execute(
            update(NormPackage)
            .where(NormPackage.tenant_id == tenant_of(session), NormPackage.id == latest.id)
            .values(valid_to=valid_from, status="superseded")
        )
    row = NormPackage(
        tenant_id=tenant_of(session),
        name=package.name,
        version=package.version,
        title=package.title.vi,
        document=document,
        document_hash=hashlib.sha256(document.encode()).digest(),
        status="published",
        valid_from=valid_from,
        published_at=now,
    )
    session.add(row)
    await session.flush()
    return row


def checked(document: str) -> Package:
    """The package of a document whose formulas, examples and facts all hold.

    Raises `BrokenPackage` with every mistake in `data["problems"]`, `FailingExample`, or a refusal of `facts`.
    """
    try:
        package = load_package(document, "document")
    except NormErrors as found:
        problems = [
            {"line": p.line, "column": p.column, "code": p.code, "vi": p.vi, "en": p.en} for p in found.problems
        ]
        raise BrokenPackage(
            "document",
            count=len(problems),
            first_vi=found.problems[0].vi,
            first_en=found.problems[0].en,
            problems=problems,
        ) from None
    for outcome in run_examples(package):
        if not outcome.passed:
            raise FailingExample(
                "document",
                example=outcome.example,
                formula=outcome.formula,
                expected=outcome.expected,
                found=outcome.error or outcome.found,
            )
    facts.check(package)
    return package


async def _refuse_known_version(session: AsyncSession, package: Package) -> None:
    known = await session.scalar(
        select(NormPackage.id).where(
            NormPackage.tenant_id == tenant_of(session),
            NormPackage.name == package.name,
            NormPackage.version == package.version,
        )
    )
    if known is not None:
        raise PackageExists("document", name=package.name, version=package.version)

"""Norm packages (gói định mức): the documents by which work is scored."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.enums import PackageStatus
from api.schema.fields import mutation, part, query, show, show_all
from kernel.clock import today
from tenants.norms import actions, queries


@strawberry.type(description="One version of a norm package; a published one never changes.")
class NormPackage:
    """The document, its life and the days it is in force."""

    id: UUID
    name: str
    version: str
    title: str
    document: str = strawberry.field(description="The package's text, YAML.")
    status: PackageStatus
    valid_from: date | None
    valid_to: date | None
    created_at: datetime
    published_at: datetime | None
    document_hash: strawberry.Private[bytes]

    @part
    async def hash(self) -> str:
        """SHA-256 of the document, as receipts name it."""
        return self.document_hash.hex()


@strawberry.type
class NormQuery:
    """Questions about norms."""

    @query("norm:read", size=50)
    async def norm_packages(self, info: Info) -> list[NormPackage] | None:
        """All norm packages of the tenant, newest first."""
        async with info.context.session() as session:
            return show_all(NormPackage, await queries.packages(session, info.context.caller))


@strawberry.input(description="A norm package to put in force.")
class PublishNormPackageInput:
    """The document, and from when."""

    document: str
    valid_from: date


@strawberry.type
class NormMutation:
    """What administrators do with norms."""

    @mutation("norm:publish")
    async def publish_norm_package(self, info: Info, input: PublishNormPackageInput) -> NormPackage | None:
        """Check a package, its worked examples too, and put it in force from a day to come."""
        caller = info.context.caller
        async with info.context.session() as session:
            row = await actions.publish(session, caller, input.document, valid_from=input.valid_from, today=today())
            return show(NormPackage, row)

"""Norm packages (gói định mức): the documents by which work is scored, from draft to publication."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.enums import PackageStatus
from api.schema.fields import mutation, part, plain, query, show, show_all
from kernel.clock import today, utc_now
from tenants.norms import actions, drafts, queries
from tenants.norms.examination import Examination, Finding, NormText, Texts, look_over


@strawberry.type(description="One thing to correct in a package's text.")
class NormProblem:
    """Which text, where, about what, and the sentence for its author."""

    source: str = strawberry.field(description="`document`, or `override`.")
    line: int
    column: int
    code: str
    subject: str = strawberry.field(description="The formula, input, example or part it is about.")
    vi: str
    en: str

    @classmethod
    def all_of(cls, findings: tuple[Finding, ...]) -> "list[NormProblem]":
        """Findings in the schema's shape."""
        return [cls(**vars(finding)) for finding in findings]


@strawberry.type(description="What is found when a text is looked over; nothing is kept.")
class NormCheck:
    """Its name as far as it can be read, and everything that stands in its way."""

    name: str
    version: str
    title: str
    sound: bool = strawberry.field(description="It could be piloted or published as it is.")
    problems: list[NormProblem]

    @classmethod
    def of(cls, found: Examination) -> "NormCheck":
        """An examination in the schema's shape."""
        problems = NormProblem.all_of(found.findings)
        return cls(name=found.name, version=found.version, title=found.title, sound=not problems, problems=problems)


@strawberry.type(description="One version of a norm package; once piloted or published it never changes.")
class NormPackage:
    """The text, its life and the days it is in force."""

    id: UUID
    name: str
    version: str
    title: str
    document: str = strawberry.field(description="The package's text, YAML; of an inherited one the national text.")
    override: str | None = strawberry.field(description="The province's changes to the national text, YAML.")
    base_name: str | None = strawberry.field(description="The national package it inherits from.")
    base_version: str | None
    status: PackageStatus
    valid_from: date | None
    valid_to: date | None
    created_at: datetime
    edited_at: datetime | None
    published_at: datetime | None
    authors: list[UUID] = strawberry.field(description="Accounts that wrote any of it; they cannot publish it.")
    document_hash: strawberry.Private[bytes]

    @part
    async def hash(self) -> str:
        """SHA-256 of the text, as receipts name it and as publishing asks for it."""
        return self.document_hash.hex()

    @part
    async def problems(self) -> list[NormProblem]:
        """Everything that keeps a draft from being piloted or published."""
        if self.status not in (PackageStatus.DRAFT, PackageStatus.DRAFT.value):
            return []
        return NormProblem.all_of((await look_over(Texts(self.document, self.override))).findings)


@strawberry.input(
    description="A package's text: a document, or a national package and what the province changes in it."
)
class NormTextInput:
    """Either `document`, or `base` with or without `override`."""

    document: str | None = None
    base: str | None = strawberry.field(default=None, description="Name of the national package to inherit from.")
    override: str | None = None


@strawberry.type
class NormQuery:
    """Questions about norms."""

    @query("norm:read", size=50)
    async def norm_packages(self, info: Info) -> list[NormPackage] | None:
        """All norm packages of the tenant, newest first; drafts for those who write them."""
        async with info.context.session() as session:
            return show_all(NormPackage, await queries.packages(session, info.context.caller))

    @query("norm:read")
    async def norm_package(self, info: Info, id: UUID) -> NormPackage | None:
        """One norm package."""
        async with info.context.session() as session:
            return show(NormPackage, await queries.package_for(session, info.context.caller, id))

    @query("norm:read")
    async def norm_package_in_force(self, info: Info, on: date, unit_id: UUID | None = None) -> NormPackage | None:
        """The package that scores work of that day in that unit, or wherever no pilot or correction reigns."""
        async with info.context.session() as session:
            row = await queries.law(session, info.context.caller, on, unit_id)
            return show(NormPackage, row) if row is not None else None

    @query("norm:draft")
    async def check_norm_package(self, info: Info, input: NormTextInput) -> NormCheck | None:
        """Look a text over while it is written: all its mistakes, worked examples that fail, facts the log lacks."""
        return NormCheck.of(await drafts.check(info.context.caller, _text(input)))


@strawberry.input(description="A draft's new text.")
class EditNormPackageInput(NormTextInput):
    """Which draft, and what it is to say."""

    id: UUID
    hash: str | None = strawberry.field(
        default=None, description="Hash of the text that was read: refused when somebody changed the draft since."
    )


@strawberry.input(description="Start a draft from a package of the tenant.")
class CopyNormPackageInput:
    """Which package; an inherited one may be laid over the national text of today."""

    id: UUID
    onto_newest: bool = False
    renumber: bool = strawberry.field(default=False, description="Give it the next number of its name.")


@strawberry.input(description="A norm package.")
class NormPackageInput:
    """Which one."""

    id: UUID


@strawberry.input(description="A norm package to put in force.")
class PublishNormPackageInput:
    """Which package, its hash as it was read, and from when."""

    id: UUID
    hash: str
    valid_from: date


@strawberry.type
class NormMutation:
    """What administrators do with norms."""

    @mutation("norm:draft")
    async def draft_norm_package(self, info: Info, input: NormTextInput) -> NormPackage | None:
        """Keep a new draft, broken or not."""
        async with info.context.session() as session:
            return show(NormPackage, await drafts.create(session, info.context.caller, _text(input), now=utc_now()))

    @mutation("norm:draft")
    async def copy_norm_package(self, info: Info, input: CopyNormPackageInput) -> NormPackage | None:
        """Start a new draft from a package."""
        async with info.context.session() as session:
            row = await drafts.copy(
                session, info.context.caller, input.id, now=utc_now(), onto_newest=input.onto_newest,
                renumber=input.renumber,
            )  # fmt: skip
            return show(NormPackage, row)

    @mutation("norm:draft")
    async def edit_norm_package(self, info: Info, input: EditNormPackageInput) -> NormPackage | None:
        """Write a draft anew."""
        async with info.context.session() as session:
            row = await drafts.edit(
                session, info.context.caller, input.id, _text(input), now=utc_now(), read_hash=input.hash
            )
            return show(NormPackage, row)

    @mutation("norm:draft")
    async def discard_norm_package(self, info: Info, input: NormPackageInput) -> UUID | None:
        """Throw a draft away."""
        async with info.context.session() as session:
            await drafts.discard(session, info.context.caller, input.id)
        return input.id

    @mutation("norm:publish")
    async def publish_norm_package(self, info: Info, input: PublishNormPackageInput) -> NormPackage | None:
        """Put a package that somebody else wrote in force from a day to come; its worked examples must hold."""
        caller = info.context.caller
        async with info.context.session() as session:
            row = await actions.publish(
                session, caller, input.id, text_hash=input.hash, valid_from=input.valid_from, today=today()
            )
            return show(NormPackage, row)


def _text(given: NormTextInput) -> NormText:
    return NormText(**plain(given, "document", "base", "override"))

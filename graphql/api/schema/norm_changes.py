"""Differences between norm packages in words, and what the national packages say now."""

from uuid import UUID

import strawberry

from api.context import Info
from api.schema.enums import NormChangeKind
from api.schema.fields import query, show_all
from tenants.norms import upstream
from tenants.norms.wording import Change, Phrase


@strawberry.type(description="A value as people write it in two languages.")
class NormWords:
    """Vietnamese and English."""

    vi: str
    en: str

    @classmethod
    def of(cls, phrase: Phrase | None) -> "NormWords | None":
        """A phrase in the schema's shape."""
        return cls(vi=phrase.vi, en=phrase.en) if phrase is not None else None


@strawberry.type(description="One difference between two packages, such as “độ phức tạp mức 3: 1,4 → 1,5”.")
class NormChange:
    """Where in the document, before and after, and the sentence."""

    path: str
    kind: NormChangeKind
    before: NormWords | None
    after: NormWords | None
    vi: str
    en: str
    ours: bool = strawberry.field(description="The province has changed the same place itself, and keeps its own.")

    @classmethod
    def of(cls, found: Change, *, ours: bool = False) -> "NormChange":
        """A change in the schema's shape."""
        before, after = NormWords.of(found.before), NormWords.of(found.after)
        kind = NormChangeKind(found.kind)
        return cls(path=found.path, kind=kind, before=before, after=after, vi=found.vi, en=found.en, ours=ours)


@strawberry.type(description="A package that ships with the program, for provinces to inherit from.")
class NationalNormPackage:
    """Its name, version and text."""

    name: str
    version: str
    title_vi: str
    title_en: str
    document: str


@strawberry.type(description="A package whose national text has changed since the province took it over.")
class NormUpstreamDifference:
    """Which package, from which national version to which, and what would change."""

    package_id: UUID
    name: str
    version: str
    base_name: str
    base_version: str
    shipped_version: str
    changes: list[NormChange]

    @classmethod
    def of(cls, found: upstream.UpstreamDifference) -> "NormUpstreamDifference":
        """A difference in the schema's shape."""
        told = [NormChange.of(one.change, ours=one.ours) for one in found.changes]
        return cls(**{**vars(found), "changes": told})


@strawberry.type
class NormChangeQuery:
    """Questions about differences."""

    @query("norm:read", size=50)
    async def norm_differences(self, info: Info, old_id: UUID, new_id: UUID) -> list[NormChange] | None:
        """What is different between two packages of the tenant, in the order of the document."""
        async with info.context.session() as session:
            found = await upstream.differences(session, info.context.caller, old_id, new_id)
        return [NormChange.of(change) for change in found]

    @query("norm:read", size=50)
    async def national_norm_packages(self, info: Info) -> list[NationalNormPackage] | None:
        """The packages that ship with the program."""
        return show_all(NationalNormPackage, upstream.national(info.context.caller))

    @query("norm:draft", size=50)
    async def norm_upstream(self, info: Info) -> list[NormUpstreamDifference] | None:
        """Inherited packages in use whose national text has a newer one, with what it changes."""
        async with info.context.session() as session:
            found = await upstream.upstream(session, info.context.caller)
        return [NormUpstreamDifference.of(one) for one in found]

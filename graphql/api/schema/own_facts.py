"""Facts of a province's own (dữ liệu riêng): what its norm packages ask for, who says it, and where it is missing."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.enums import FactKind, FactOrigin, TemplateKind
from api.schema.fields import query
from kernel.errors import BadInput
from tenants.norms import gaps, queries
from tenants.norms.language import Input, canonical
from tenants.norms.language.kinds import KeyKind, NumberKind
from tenants.norms.language.units import unit_text


@strawberry.type(description="A fact of the province's own that a work item or a job position states.")
class OwnFact:
    """Its name, as the norm package has it, and its value as text."""

    name: str
    value: str

    @classmethod
    def all_of(cls, facts: Mapping[str, str]) -> "list[OwnFact]":
        """Facts by name."""
        return [cls(name=name, value=facts[name]) for name in sorted(facts)]


@strawberry.type(description="A fact of the province's own on an entry of the log.")
class EntryFact:
    """As item and job position had it on that day, or as the leader stated it of this revision."""

    origin: FactOrigin
    name: str
    value: str

    @classmethod
    def all_of(cls, facts: Mapping[str, Mapping[str, str]] | None) -> "list[EntryFact]":
        """Facts by origin and name."""
        told = sorted((origin, name, value) for origin, texts in (facts or {}).items() for name, value in texts.items())
        return [cls(origin=FactOrigin(origin), name=name, value=value) for origin, name, value in told]


@strawberry.input(description="A fact of the province's own: a key, `true` or `false`, or a number such as `1.25`.")
class OwnFactInput:
    """Its name and its value as text."""

    name: str
    value: str


@strawberry.type(description="A fact of the province's own that a norm package asks for: what may be said, by whom.")
class DeclaredFact:
    """An input of the package's entries that the log itself does not know."""

    name: str
    origin: FactOrigin
    vi: str
    en: str
    kind: FactKind
    unit: str | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    step: Decimal | None = None
    keys: list[str] = strawberry.field(default_factory=list)
    required: bool = True
    default: str | None = None

    @classmethod
    def of(cls, one: Input) -> "DeclaredFact":
        """An input of a package."""
        told = cls(
            name=one.name, origin=FactOrigin(one.origin), vi=one.label.vi, en=one.label.en, kind=FactKind.BOOLEAN,
            required=one.required, default=None if one.default is None else canonical(one.default),
        )  # fmt: skip
        if isinstance(one.kind, NumberKind):
            told.kind, told.unit = FactKind.NUMBER, unit_text(one.kind.unit)
            told.min, told.max, told.step = one.kind.lo, one.kind.hi, one.step
        elif isinstance(one.kind, KeyKind):
            told.kind, told.keys = FactKind.KEY, list(one.kind.keys)
        return told


@strawberry.type(description="A work item or a job position that lacks what a norm package asks of it.")
class OwnFactGap:
    """Which record, which fact, and what is wrong in words."""

    kind: TemplateKind
    id: UUID
    code: str
    name: str
    fact: str
    vi: str
    en: str


@strawberry.type(description="What has to be added to the catalogue before a norm package can score.")
class OwnFactGaps:
    """How many there are, and the first of them."""

    count: int
    first: list[OwnFactGap]


def texts_of(facts: Sequence[OwnFactInput] | None, field: str) -> dict[str, str] | None:
    """Facts by name; None where none were given, which is not the same as an empty list."""
    if facts is None:
        return None
    found = {one.name: one.value for one in facts}
    if len(found) < len(facts):
        raise BadInput(field, expected="mỗi dữ liệu chỉ ghi một lần", expected_en="each fact once")
    return found


@strawberry.type
class OwnFactQuery:
    """Questions about the facts of a province's own."""

    @query("norm:read", size=100)
    async def own_facts(self, info: Info, on: date, unit_id: UUID | None = None) -> list[DeclaredFact] | None:
        """What the package in force on a day, in a unit if one is named, asks of items, positions and verifiers."""
        async with info.context.session() as session:
            asked = await queries.asked(session, info.context.caller, on, unit_id)
        return [DeclaredFact.of(one) for one in asked]

    @query("norm:draft")
    async def own_fact_gaps(self, info: Info, package_id: UUID, on: date) -> OwnFactGaps | None:
        """Which work items and job positions in force on a day lack what a package asks of them."""
        async with info.context.session() as session:
            found = await gaps.gaps(session, info.context.caller, package_id, on)
        first = [
            OwnFactGap(
                kind=TemplateKind(one.kind), id=one.record_id, code=one.code, name=one.name, fact=one.problem.input,
                vi=one.problem.vi, en=one.problem.en,
            )
            for one in found[: gaps.SHOWN]
        ]  # fmt: skip
        return OwnFactGaps(count=len(found), first=first)

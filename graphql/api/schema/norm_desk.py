"""A norm package on its editor's desk: parts that can be changed one by one, checked live and kept."""

from asyncio import to_thread
from typing import cast
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from api.context import Info
from api.schema.enums import NormEditAct
from api.schema.fields import mutation, part, query, show
from api.schema.norms import NormCheck, NormPackage, NormProblem
from kernel.clock import utc_now
from tenants.norms import desk
from tenants.norms.examination import Texts
from tenants.norms.layout import Value
from tenants.norms.outline import Expected, Part, Rung, Scale, Spot, WorkedExample
from tenants.norms.owning import owned
from tenants.norms.rewriting import Edit


@strawberry.type(description="A value of a package that can be changed by itself.")
class NormPart:
    """Where it stands, what people call it, and its text as it is written."""

    path: list[str]
    name: str = strawberry.field(description="Its name, key or bound; empty for all the rest of a scale.")
    vi: str
    en: str
    text: str
    unit: str
    keys: list[str] = strawberry.field(description="What a choice may be; empty for anything else.")

    @classmethod
    def of(cls, part: Part) -> "NormPart":
        """A part in the schema's shape."""
        return cls(
            path=list(part.path), name=part.name, vi=part.vi, en=part.en, text=part.text, unit=part.unit,
            keys=list(part.keys),
        )  # fmt: skip


@strawberry.type(description="A scale: `rows` by key, `upto` or `from` brackets by bound.")
class NormScale:
    """What people call it, its form and its values."""

    name: str
    vi: str
    en: str
    form: str
    unit: str
    rows: list[NormPart]

    @classmethod
    def of(cls, scale: Scale) -> "NormScale":
        """A scale in the schema's shape."""
        return cls(**{**vars(scale), "rows": [NormPart.of(one) for one in scale.rows]})


@strawberry.type(description="What a level is given.")
class NormFact:
    """Its name and what people call it: a choice of keys, yes or no, else a number of its unit."""

    name: str
    vi: str
    en: str
    unit: str
    keys: list[str]
    truth: bool


@strawberry.type(description="A level: what it is given and its formulas, in canonical text.")
class NormLevel:
    """`over` is the level below, whose values its sums add up."""

    name: str
    vi: str
    en: str
    over: str | None
    facts: list[NormFact]
    formulas: list[NormPart]

    @classmethod
    def of(cls, rung: Rung) -> "NormLevel":
        """A level in the schema's shape."""
        formulas = [NormPart.of(one) for one in rung.formulas]
        return cls(
            **{
                **vars(rung),
                "facts": [NormFact(**{**vars(one), "keys": list(one.keys)}) for one in rung.facts],
                "formulas": formulas,
            }
        )


@strawberry.type(description="What a worked example expects of one value, and what comes out.")
class NormExpectation:
    """`found` is missing while the package cannot be computed."""

    part: NormPart
    found: str | None
    passed: bool | None
    error: str | None

    @classmethod
    def of(cls, expected: Expected) -> "NormExpectation":
        """An expectation in the schema's shape."""
        outcome = expected.outcome
        return cls(
            part=NormPart.of(expected.part),
            found=outcome.found if outcome else None,
            passed=outcome.passed if outcome else None,
            error=(outcome.error or None) if outcome else None,
        )


@strawberry.type(description="A worked example.")
class NormExample:
    """Of which level, what is given, what is expected."""

    name: str
    level: str
    given: str
    expected: list[NormExpectation]
    facts: JSON = strawberry.field(description="What is given, every value as text; the records below under `of`.")
    settings: JSON = strawberry.field(description="Settings of this example alone, as texts by name.")

    @classmethod
    def of(cls, example: WorkedExample) -> "NormExample":
        """An example in the schema's shape."""
        expected = [NormExpectation.of(one) for one in example.expected]
        facts, settings = JSON(example.facts), JSON(example.settings)
        return cls(**{**vars(example), "expected": expected, "facts": facts, "settings": settings})


@strawberry.type(description="A problem, and the part and the character of that part's text where it lies.")
class NormSpot:
    """The path is empty where it lies in none of the parts."""

    problem: NormProblem
    path: list[str]
    offset: int | None

    @classmethod
    def of(cls, spot: Spot) -> "NormSpot":
        """A place in the schema's shape."""
        return cls(problem=NormProblem(**vars(spot.finding)), path=list(spot.path), offset=spot.offset)


@strawberry.type(description="A package as it would be with some values changed; nothing is kept.")
class NormDesk:
    """The kept package, and the parts and problems of its text with the changes."""

    package: NormPackage
    kept_hash: str = strawberry.field(description="Hash of the kept text, to be given back when changes are kept.")
    hash: str = strawberry.field(description="Hash of the text with the changes.")
    name: str
    version: str
    title: str
    sound: bool = strawberry.field(description="It could be piloted or published as it is.")
    heading: list[NormPart] = strawberry.field(description="Version and titles.")
    settings: list[NormPart]
    scales: list[NormScale]
    levels: list[NormLevel]
    examples: list[NormExample]
    problems: list[NormSpot]
    document: str = strawberry.field(description="The text; of an inherited package the national one.")
    override: str | None = strawberry.field(description="The province's changes to the national text.")
    own: bool = strawberry.field(description="A document of the province's own, which follows no national package.")
    texts: strawberry.Private[Texts]

    @part
    async def whole(self) -> str:
        """The package as one document, of an inherited one with the province's changes in it."""
        return (await to_thread(owned, self.texts)).document

    @classmethod
    def of(cls, laid: desk.Desk) -> "NormDesk":
        """A desk in the schema's shape."""
        found, parts = laid.found, laid.parts
        return cls(
            package=show(NormPackage, laid.row),
            kept_hash=laid.kept_hash.hex(),
            hash=laid.texts.digest.hex(),
            name=found.name,
            version=found.version,
            title=found.title,
            sound=not found.findings,
            heading=[NormPart.of(one) for one in parts.heading],
            settings=[NormPart.of(one) for one in parts.settings],
            scales=[NormScale.of(one) for one in parts.scales],
            levels=[NormLevel.of(one) for one in parts.rungs],
            examples=[NormExample.of(one) for one in parts.examples],
            problems=[NormSpot.of(one) for one in laid.spots],
            document=laid.texts.document,
            override=laid.texts.override,
            own=laid.texts.base_name is None and laid.texts.override is None,
            texts=laid.texts,
        )


@strawberry.input(description="One change: the path of a part, and its new text in canonical form.")
class NormEditInput:
    """Such as `["tables", "complexity", "rows", "hard"]` and `1.4`."""

    path: list[str]
    act: NormEditAct = NormEditAct.SET
    text: str = strawberry.field(default="", description="To set a value that is there.")
    value: JSON | None = strawberry.field(
        default=None, description="To put in its place or as a new entry: a text, entries or a list, numbers as texts."
    )


@strawberry.input(description="Changes to keep in a draft.")
class EditNormPartsInput:
    """Which draft, the hash it had when it was read, and what to change."""

    id: UUID
    hash: str
    edits: list[NormEditInput]


@strawberry.type
class NormDeskQuery:
    """Questions of the editor."""

    @query("norm:read")
    async def norm_desk(self, info: Info, id: UUID, edits: list[NormEditInput] | None = None) -> NormDesk | None:
        """A package in parts, with some values changed: what would be wrong with it; nothing is kept."""
        async with info.context.session() as session:
            return NormDesk.of(await desk.lay_out(session, info.context.caller, id, _edits(edits or [])))

    @query("norm:read")
    async def norm_text_check(self, info: Info, id: UUID, text: str) -> NormCheck | None:
        """What is wrong with a package if this were its text, or its changes to the national one; nothing is kept."""
        async with info.context.session() as session:
            return NormCheck.of(await desk.look(session, info.context.caller, id, text))


@strawberry.type
class NormDeskMutation:
    """What the editor keeps."""

    @mutation("norm:draft")
    async def edit_norm_parts(self, info: Info, input: EditNormPartsInput) -> NormPackage | None:
        """Write changed values into a draft, unless somebody else has changed it since it was read."""
        async with info.context.session() as session:
            row = await desk.keep(
                session, info.context.caller, input.id, _edits(input.edits), read_hash=input.hash, now=utc_now()
            )
            return show(NormPackage, row)


def _edits(given: list[NormEditInput]) -> list[Edit]:
    return [
        Edit(tuple(one.path), one.text, one.act.value, cast(Value, one.value if one.value is not None else ""))
        for one in given
    ]

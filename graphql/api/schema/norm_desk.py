"""A norm package on its editor's desk: parts that can be changed one by one, checked live and kept."""

from uuid import UUID

import strawberry

from api.context import Info
from api.schema.fields import mutation, query, show
from api.schema.norms import NormPackage, NormProblem
from kernel.clock import utc_now
from tenants.norms import desk
from tenants.norms.outline import Expected, Part, Rung, Scale, Spot, WorkedExample
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
    """Its name and what people call it."""

    name: str
    vi: str
    en: str


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
        return cls(**{**vars(rung), "facts": [NormFact(**vars(one)) for one in rung.facts], "formulas": formulas})


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

    @classmethod
    def of(cls, example: WorkedExample) -> "NormExample":
        """An example in the schema's shape."""
        return cls(**{**vars(example), "expected": [NormExpectation.of(one) for one in example.expected]})


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
    settings: list[NormPart]
    scales: list[NormScale]
    levels: list[NormLevel]
    examples: list[NormExample]
    problems: list[NormSpot]

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
            settings=[NormPart.of(one) for one in parts.settings],
            scales=[NormScale.of(one) for one in parts.scales],
            levels=[NormLevel.of(one) for one in parts.rungs],
            examples=[NormExample.of(one) for one in parts.examples],
            problems=[NormSpot.of(one) for one in laid.spots],
        )


@strawberry.input(description="One value to change: the path of a part, and its new text in canonical form.")
class NormEditInput:
    """Such as `["tables", "complexity", "rows", "hard"]` and `1.4`."""

    path: list[str]
    text: str


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
    return [Edit(tuple(one.path), one.text) for one in given]

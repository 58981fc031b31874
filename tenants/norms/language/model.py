"""A norm package as the program holds it: immutable levels, inputs, formulas, tables, settings and examples."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from tenants.norms.language.document import Scalar
from tenants.norms.language.kinds import Kind, NumberKind
from tenants.norms.language.nodes import Node
from tenants.norms.language.problems import Place
from tenants.norms.language.units import Unit

Value: TypeAlias = Decimal | str | bool | None
"""A number, a key, yes/no, or None for a missing value."""

Record: TypeAlias = Mapping[str, object]
"""Values of a level by name; `of` holds the records of the level below."""


@dataclass(frozen=True, slots=True)
class Label:
    """How people call a thing, in Vietnamese and in English; empty where the document says nothing."""

    vi: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """A named constant; a choice names all its keys."""

    name: str
    value: Value
    keys: tuple[str, ...]
    unit: Unit
    label: Label
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """A scale: exact keys (`rows`), or brackets (`upto` with x <= bound rising, `from` with x >= bound falling).

    `other` is the default of rows, and the value above or below the last bound of brackets.
    """

    name: str
    form: str
    rows: Mapping[tuple[str, ...], Decimal | str]
    bounds: tuple[tuple[Decimal, Decimal | str], ...]
    other: Decimal | str | None
    unit: Unit
    label: Label

    @property
    def dimensions(self) -> int:
        """By how many values the table is looked up."""
        return len(next(iter(self.rows), ("",)))

    @property
    def values(self) -> tuple[Decimal | str, ...]:
        """Every value the table can give, in order of writing."""
        own = (*self.rows.values(), *(value for _, value in self.bounds))
        return own if self.other is None else (*own, self.other)


@dataclass(frozen=True, slots=True)
class Input:
    """A fact a level is given: a number in a range on a step, a key, or yes/no.

    `default` fills an absent value; `optional` lets it be missing; otherwise it must be there. `origin` (`from`) says
    who supplies a fact of the province's own; None is for what the log itself knows.
    """

    name: str
    kind: Kind
    step: Decimal
    default: Value
    optional: bool
    label: Label
    place: Place
    origin: str | None = None

    @property
    def required(self) -> bool:
        """Must the record state it?"""
        return self.default is None and not self.optional


@dataclass(frozen=True, slots=True)
class Formula:
    """A named expression of a level, with the author's text and, if he states one, the unit.

    An `unrounded` one keeps all its decimals where others keep 30: it stands for a part of other formulas (`freezing`).
    """

    name: str
    scalar: Scalar
    node: Node
    unit: Unit | None
    label: Label
    unrounded: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """A rung of the ladder: what it stands over, the keys it is grouped by, its facts and its formulas.

    `order` names the formulas so that each comes after those it uses; `place` is where `over` is written, or the name;
    `outputs` are the formulas promised to readers.
    """

    name: str
    over: str | None
    by: tuple[str, ...]
    inputs: Mapping[str, Input]
    formulas: Mapping[str, Formula]
    order: tuple[str, ...]
    label: Label
    place: Place
    outputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion:
    """A general criterion (tiêu chí chung) with its highest score; one with parts scores the sum of those that apply.

    `applies` is a condition on `group` and `role`; None applies to everybody.
    """

    code: str
    highest: Decimal
    applies: Formula | None
    parts: tuple["Criterion", ...]
    label: Label
    place: Place


@dataclass(frozen=True, slots=True)
class Criteria:
    """The tree of general criteria; with `comment_below_max` each score under the highest needs a comment."""

    highest: Decimal
    comment_below_max: bool
    parts: tuple[Criterion, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Expectation:
    """What an example expects of one formula, and the decimals it is written with."""

    value: Value
    places: int


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example that travels with the package."""

    name: str
    level: str
    settings: Mapping[str, Value]
    given: Record
    expect: Mapping[str, Expectation]
    place: Place


@dataclass(frozen=True, slots=True)
class Package:
    """A checked norm package (gói định mức); `digest` is the SHA-256 of the texts it was read from.

    `kinds` tells what the checker found for each expression, `formula_kinds` the same by level and formula; `period`
    is what a person is ranked over.
    """

    name: str
    version: str
    title: Label
    settings: Mapping[str, Setting]
    tables: Mapping[str, Table]
    levels: Mapping[str, Level]
    kinds: Mapping[Node, Kind]
    formula_kinds: Mapping[tuple[str, str], Kind]
    examples: tuple[Example, ...]
    digest: str
    period: str = "month"
    criteria: Criteria | None = None

    def kind_of(self, level: str, name: str) -> Kind:
        """The kind of an input or formula of a level."""
        given = self.levels[level].inputs.get(name)
        return given.kind if given else self.formula_kinds[level, name]

    def unit_of(self, level: str, name: str) -> Unit | None:
        """The unit of a numeric input or formula; None where it has none of its own."""
        kind = self.kind_of(level, name)
        return kind.unit if isinstance(kind, NumberKind) else None

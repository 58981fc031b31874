"""What a version says: the contents of work items, job positions and competencies, and their flat form.

The flat form is a mapping from a field's path to a plain value. Templates are stored in it, and what the template
and a province have changed is told apart by it, field by field.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, cast

Value = str | int | list[str] | None
Flat = dict[str, Value]

DESCRIPTION: Final = ("purpose", "duties", "authority", "relations", "requirements")
REQUIRED: Final = "competencies."
ATTRIBUTE: Final = "attributes."
MEANING: Final = "levels."


@dataclass(frozen=True, slots=True)
class ItemContent:
    """What a version of a work item says.

    `norm_minutes` is the time norm (định mức thời gian) for one product, `standard_score` the product's score (điểm):
    divided by the standard product's it gives the coefficient K. `product_unit` is what products are counted in.
    `attributes` are the province's own facts (dữ liệu riêng) by name, as its norm package asks for them; None leaves
    them as they are.
    """

    name: str
    field: str
    task_group: str
    position_groups: tuple[str, ...]
    norm_minutes: int
    complexity: str
    standard_score: Decimal
    output: str
    product_unit: str
    attributes: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class PositionContent:
    """What a version of a job position says; `competencies` maps a competency's code to the level required (1 to 5).

    `attributes` are as those of a work item.
    """

    name: str
    position_group: str
    rank: str
    field: str
    level: str
    purpose: str
    duties: tuple[str, ...]
    authority: str
    relations: str
    requirements: str
    competencies: Mapping[str, int]
    attributes: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class CompetencyContent:
    """What the catalogue says of a competency; `levels` maps "1" to "5" to what that level means."""

    name: str
    kind: str
    levels: Mapping[str, str]


Content = ItemContent | PositionContent | CompetencyContent


def plain(number: Decimal) -> str:
    """A number without exponent or closing zeros."""
    return format(number.normalize(), "f")


def flat_item(content: ItemContent) -> Flat:
    """The flat form of a work item; each own fact is a field of its own."""
    flat: Flat = {
        "name": content.name,
        "field": content.field,
        "task_group": content.task_group,
        "position_groups": list(content.position_groups),
        "norm_minutes": content.norm_minutes,
        "complexity": content.complexity,
        "standard_score": plain(content.standard_score),
        "output": content.output,
        "product_unit": content.product_unit,
    }
    return flat | _attributes(content)


def item_of(flat: Mapping[str, Value]) -> ItemContent:
    """The work item that a flat form describes."""
    return ItemContent(
        name=str(flat["name"]),
        field=str(flat["field"]),
        task_group=str(flat["task_group"]),
        position_groups=tuple(_texts(flat["position_groups"])),
        norm_minutes=_number(flat["norm_minutes"]),
        complexity=str(flat["complexity"]),
        standard_score=Decimal(str(flat["standard_score"])),
        output=str(flat["output"]),
        product_unit=str(flat["product_unit"]),
        attributes={name: str(value) for name, value in _lines(flat, ATTRIBUTE)},
    )


def flat_position(content: PositionContent) -> Flat:
    """The flat form of a job position; each required competency is a field of its own."""
    flat: Flat = {
        "name": content.name,
        "position_group": content.position_group,
        "rank": content.rank,
        "field": content.field,
        "level": content.level,
        "purpose": content.purpose,
        "duties": list(content.duties),
        "authority": content.authority,
        "relations": content.relations,
        "requirements": content.requirements,
    }
    flat |= {f"{REQUIRED}{code}": level for code, level in sorted(content.competencies.items())}
    return flat | _attributes(content)


def position_of(flat: Mapping[str, Value]) -> PositionContent:
    """The job position that a flat form describes."""
    return PositionContent(
        name=str(flat["name"]),
        position_group=str(flat["position_group"]),
        rank=str(flat["rank"]),
        field=str(flat["field"]),
        level=str(flat["level"]),
        purpose=str(flat["purpose"]),
        duties=tuple(_texts(flat["duties"])),
        authority=str(flat["authority"]),
        relations=str(flat["relations"]),
        requirements=str(flat["requirements"]),
        competencies={code: _number(level) for code, level in _lines(flat, REQUIRED)},
        attributes={name: str(value) for name, value in _lines(flat, ATTRIBUTE)},
    )


def flat_competency(content: CompetencyContent) -> Flat:
    """The flat form of a competency; the meaning of each level is a field of its own."""
    flat: Flat = {"name": content.name, "kind": content.kind}
    return flat | {f"{MEANING}{level}": meaning for level, meaning in sorted(content.levels.items())}


def competency_of(flat: Mapping[str, Value]) -> CompetencyContent:
    """The competency that a flat form describes."""
    return CompetencyContent(
        name=str(flat["name"]),
        kind=str(flat["kind"]),
        levels={level: str(meaning) for level, meaning in _lines(flat, MEANING)},
    )


def flat_content(content: Content) -> Flat:
    """The flat form of any content."""
    if isinstance(content, ItemContent):
        return flat_item(content)
    return flat_position(content) if isinstance(content, PositionContent) else flat_competency(content)


def _attributes(content: ItemContent | PositionContent) -> Flat:
    return {f"{ATTRIBUTE}{name}": value for name, value in sorted((content.attributes or {}).items())}


def _lines(flat: Mapping[str, Value], prefix: str) -> list[tuple[str, Value]]:
    """The fields below a prefix; one whose value is nothing has been taken out."""
    return [(path.removeprefix(prefix), value) for path, value in flat.items() if path.startswith(prefix) and value]


def _texts(value: Value) -> list[str]:
    return list(cast("list[str]", value))


def _number(value: Value) -> int:
    return int(cast("int", value))

"""What a sheet is made of in the schema's shape: criteria, questions, work, conditions, segments, figures, months."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from api.schema.enums import ConditionState, EvaluationClass


@strawberry.type(
    description="A general criterion (tiêu chí chung) that applies to the person, parents before their parts."
)
class CriterionLine:
    """Where it stands in the tree, its highest score, and both marks."""

    code: str
    parent: str | None
    depth: int
    vi: str
    en: str
    highest: Decimal
    is_leaf: bool = strawberry.field(description="Leaves are scored; the others are sums.")
    own_score: Decimal | None = strawberry.field(description="The person's own; of a sum, what the leaves add up to.")
    own_comment: str | None
    superior_score: Decimal | None = strawberry.field(description="The direct superior's, which counts.")
    superior_comment: str | None


@strawberry.type(description="A question of the norm package that only the direct superior answers, with the answer.")
class SheetQuestion:
    """An input of the package's month."""

    name: str
    vi: str
    en: str
    kind: str = strawberry.field(description="number, boolean or key.")
    keys: list[str]
    lowest: Decimal | None
    highest: Decimal | None
    default: str | None = strawberry.field(description="What counts without an answer.")
    answer: str | None


@strawberry.type(description="What the log holds: sums of K times products, and pieces of work by how they came out.")
class SheetWork:
    """A piece of work is a task with its entries, or an entry of its own."""

    assigned: Decimal
    accepted: Decimal
    tasks: int
    done: int
    late: int
    failed: int
    rate: Decimal | None = strawberry.field(description="Accepted of assigned, down to four decimals.")

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "SheetWork":
        """A sum of work as a sheet keeps it."""
        counted = {name: int(stored[name]) for name in ("tasks", "done", "late", "failed")}
        assigned, accepted = Decimal(stored["assigned"]), Decimal(stored["accepted"])
        rate = accepted * 10_000 // assigned / 10_000 if assigned else None
        return cls(assigned=assigned, accepted=accepted, rate=rate, **counted)


@strawberry.type(description="The verified work of one item in a sheet's months, as the form lists it.")
class SheetProduct:
    """Products logged and accepted, and of its entries how many failed a review or came late, excused ones aside."""

    work_item_id: UUID
    name: str
    unit: str
    k: Decimal
    logged: Decimal
    accepted: Decimal
    failed: int
    late: int
    entries: int


@strawberry.type(description="A condition of a decree or regulation on top of the points; it never changes a score.")
class SheetCondition:
    """Its state, the highest class it allows as things stand, and what it rests on."""

    code: str
    vi: str
    en: str
    article: str
    state: ConditionState
    highest: EvaluationClass | None = strawberry.field(description="None: it limits nothing.")
    rests_on: JSON = strawberry.field(description="Numbers and limits, or records with their document numbers.")


@strawberry.type(description="One post of a month in which several were held.")
class SheetSegment:
    """The results of its own work, and what it counts for: its share of the time by the working days it was held."""

    month: date
    appointment_id: UUID
    unit_id: UUID
    role: str
    weight: Decimal
    days: int
    results: Decimal | None


@strawberry.type(description="A named value of the norm package for the sheet's period.")
class SheetFigure:
    """An exact text, empty where it is missing, with its label."""

    name: str
    vi: str
    en: str
    value: str | None


@strawberry.type(description="A month's score as the sheet took it.")
class SheetMonth:
    """Which revision, by its receipt's hash."""

    month: date
    revision: int
    results: Decimal | None
    total: Decimal | None
    rating: EvaluationClass | None
    hash: str

"""The tables of a finished run of the norm lab, as the schema shows them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.enums import LabGrain
from api.schema.fields import part
from api.schema.scalars import Long
from api.schema.units import Unit, units_of_today

Told = Mapping[str, Any]


@strawberry.type(description="What is counted of a group of people in one period, before and after.")
class LabFigures:
    """Persons, how many change class (`moved`), rise or fall in total; entries, those refused; points and means."""

    persons: int
    moved: int
    rose: int
    fell: int
    entries: Long
    refused: int = strawberry.field(description="Entries with an input the draft does not accept.")
    points_before: Decimal
    points_after: Decimal
    mean_before: Decimal | None = strawberry.field(description="Mean total of those who have one.")
    mean_after: Decimal | None

    @classmethod
    def of(cls, told: Told) -> "LabFigures":
        """The figures in a table's line."""
        exact = {name: _exact(told[name]) for name in ("points_before", "points_after", "mean_before", "mean_after")}
        counts = {name: int(told[name]) for name in ("persons", "moved", "rose", "fell", "refused")}
        return cls(**counts, **exact, entries=Long(int(told["entries"])))  # type: ignore[arg-type] # sums are there


def _exact(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


@strawberry.type(description="Persons of one class; without a rating those with insufficient data.")
class LabClass:
    """A class and how many."""

    rating: str | None
    persons: int


@strawberry.type(description="Persons who go from one class to another; both the same: who stay.")
class LabMigration:
    """One cell of the migration matrix."""

    before: str | None
    after: str | None
    persons: int


@strawberry.type(description="Totals from `lowest` to below two points more.")
class LabBin:
    """One column of the distribution."""

    lowest: int
    before: int
    after: int


@strawberry.type(description="The quotas of all agencies for the highest class, added up.")
class LabQuota:
    """How many the quotas allow, how many there are, how many above and in how many agencies."""

    agencies: int
    allowed: int
    highest: int
    above: int
    agencies_above: int


@strawberry.type(description="A unit, position group or rank; of fewer than three persons only their number is told.")
class LabGroup:
    """One line by group."""

    key: str | None
    persons: int
    figures: LabFigures | None
    classes_before: list[LabClass]
    classes_after: list[LabClass]

    @part
    async def unit(self, info: Info) -> Unit | None:
        """The unit, where the lines are by unit."""
        try:
            return await info.context.load(units_of_today, UUID(self.key or ""))
        except ValueError:
            return None

    @classmethod
    def of(cls, told: Told) -> "LabGroup":
        """A line of a table."""
        return cls(
            key=told["key"],
            persons=told["persons"],
            figures=None if told["withheld"] else LabFigures.of(told),
            classes_before=[LabClass(**one) for one in told.get("classes_before", ())],
            classes_after=[LabClass(**one) for one in told.get("classes_after", ())],
        )


@strawberry.type(description="What a run found in one month or quarter.")
class LabPeriod:
    """The tables of a period."""

    grain: LabGrain
    start: date
    figures: LabFigures
    migration: list[LabMigration]
    distribution: list[LabBin]
    by_unit: list[LabGroup]
    by_position_group: list[LabGroup]
    by_rank: list[LabGroup]
    quota_before: LabQuota | None
    quota_after: LabQuota | None = strawberry.field(description="Nothing where the draft has no quota.")

    @classmethod
    def of(cls, told: Told) -> "LabPeriod":
        """A period of a stored result."""
        groups: Mapping[str, Sequence[Told]] = told["groups"]
        quota = told["quota"] or {}
        by = {name: [LabGroup.of(one) for one in rows] for name, rows in groups.items()}
        return cls(
            grain=LabGrain(told["grain"]),
            start=date.fromisoformat(told["start"]),
            figures=LabFigures.of(told),
            migration=[LabMigration(**one) for one in told["migration"]],
            distribution=[
                LabBin(lowest=one["bin"], before=one["before"], after=one["after"]) for one in told["distribution"]
            ],
            by_unit=by["unit"],
            by_position_group=by["positionGroup"],
            by_rank=by["rank"],
            quota_before=LabQuota(**quota["before"]) if quota else None,
            quota_after=LabQuota(**quota["after"]) if quota else None,
        )


@strawberry.type(description="What a finished run found; months first, then the quarters it covers whole.")
class LabOutcome:
    """All periods of a run."""

    classes: list[str] = strawberry.field(description="The classes, in the draft's order.")
    waiting: int = strawberry.field(description="Months of persons that still waited to be scored: `before` changes.")
    periods: list[LabPeriod]

    @classmethod
    def of(cls, told: Told) -> "LabOutcome":
        """A stored result."""
        return cls(
            classes=told["classes"], waiting=told["waiting"], periods=[LabPeriod.of(one) for one in told["periods"]]
        )

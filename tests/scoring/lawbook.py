"""The plain meaning of the law: which package scores a unit's day, found by walking through everything decided."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


@dataclass
class Lawbook:
    """Everything decided for one province, in the order of deciding; units by their names in the tests."""

    parents: Mapping[str, str | None]
    publications: list[tuple[date, UUID]] = field(default_factory=list)
    pilots: list[tuple[Collection[str], date, date, UUID]] = field(default_factory=list)
    corrections: list[tuple[Collection[str] | None, date, date, UUID, UUID]] = field(default_factory=list)
    moves: list[tuple[str, str, date]] = field(default_factory=list)

    def law(self, unit: str, day: date) -> tuple[UUID | None, UUID | None]:
        """The package of a unit's day, and the correction that says so."""
        branch = list(self.above(unit, day))
        for units, first, after, package, correction in reversed(self.corrections):
            if first <= day < after and (units is None or set(units) & set(branch)):
                return package, correction
        for near in branch:
            for units, first, after, package in self.pilots:
                if near in units and first <= day < after:
                    return package, None
        begun = [(valid_from, package) for valid_from, package in self.publications if valid_from <= day]
        return (max(begun)[1] if begun else None), None

    def above(self, unit: str, day: date) -> Iterator[str]:
        """The unit and those above it, as the tree stood that day."""
        step: str | None = unit
        while step is not None:
            yield step
            parent = self.parents[step]
            for moved, to, on in self.moves:
                if moved == step and on <= day:
                    parent = to
            step = parent

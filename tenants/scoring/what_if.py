"""What would have changed a month's score, and by how much: the month evaluated again with one thing different.

Nothing is estimated: the reference evaluator computes the package's own formulas over the same records, once as they
are and once as they would be.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from tenants.norms.language import Level, Package, Value, evaluate
from tenants.norms.language.kinds import KeyKind

BASE: Final = "entry"
MONTH: Final = "month"
PASSING: Final = ("fair", "good")
"""The quality that work gets when it is taken after all: the lowest of these a package knows."""

QUALITY_WAIVED, DELAYS_WAIVED, ON_TIME = "quality_waived", "delays_waived", "on_time"
ACCEPTED, FINISHED, VERIFIED = "accepted", "finished", "verified"
KINDS: Final = (QUALITY_WAIVED, DELAYS_WAIVED, ON_TIME, ACCEPTED, FINISHED, VERIFIED)


@dataclass(frozen=True)
class Done:
    """One record of a month: its inputs, its day, where it comes from, and how much was written down.

    `counts` is false of an entry that waits: it is no part of the month until somebody verifies it.
    """

    inputs: Mapping[str, Value]
    keys: Mapping[str, str]
    entry_id: UUID | None = None
    written: Decimal | None = None
    counts: bool = True


@dataclass(frozen=True)
class Figures:
    """What a month comes to."""

    results: Decimal | None
    total: Decimal | None
    rating: str | None


@dataclass(frozen=True)
class Change:
    """One thing different: of which entries, how often, and what the month would come to."""

    kind: str
    entry_ids: tuple[UUID, ...]
    times: int
    after: Figures


@dataclass(frozen=True)
class Touched:
    """One thing different, and every value the month would have by name, inputs included."""

    kind: str
    entry_ids: tuple[UUID, ...]
    times: int
    values: Mapping[str, Value]

    @property
    def change(self) -> Change:
        """The same with what the month would come to."""
        return Change(self.kind, self.entry_ids, self.times, figures_of(self.values))


def figures(package: Package, month: Mapping[str, Value], rows: Sequence[Done]) -> Figures:
    """The month as its records stand."""
    return figures_of(values(package, month, rows))


def values(package: Package, month: Mapping[str, Value], rows: Sequence[Done]) -> Mapping[str, Value]:
    """Every value of the month as its records stand, inputs included."""
    return _values(package, month, [(row, _computed(package, row)) for row in rows if row.counts])


def changes(package: Package, month: Mapping[str, Value], rows: Sequence[Done]) -> list[Change]:
    """Each kind of change that touches the month at all, for every record it touches at once."""
    return [one.change for one in touched(package, month, rows)]


def touched(package: Package, month: Mapping[str, Value], rows: Sequence[Done]) -> list[Touched]:
    """The same with every value the month would have, for periods that rest on it."""
    return list(_changes(package, month, rows, ((kind, rows) for kind in KINDS)))


def single_changes(package: Package, month: Mapping[str, Value], rows: Sequence[Done]) -> list[Change]:
    """The same of each entry alone."""
    alone = ((kind, [row]) for row in rows if row.entry_id is not None for kind in KINDS)
    return [one.change for one in _changes(package, month, rows, alone)]


def _changes(
    package: Package,
    month: Mapping[str, Value],
    rows: Sequence[Done],
    wanted: Iterable[tuple[str, Sequence[Done]]],
) -> Iterable[Touched]:
    known = {id(row): _computed(package, row) for row in rows if row.counts}
    for kind, some in wanted:
        changed = {id(row): after for row in some if (after := _changed(package.levels[BASE], kind, row))}
        if not changed:
            continue
        now = [
            (changed.get(id(row), row), _computed(package, changed[id(row)]) if id(row) in changed else known[id(row)])
            for row in rows
            if row.counts or id(row) in changed
        ]
        ids = tuple(row.entry_id for row in some if id(row) in changed and row.entry_id is not None)
        times = sum(_times(kind, row) for row in some if id(row) in changed)
        yield Touched(kind, ids, times, _values(package, month, now))


def _changed(level: Level, kind: str, row: Done) -> Done | None:
    """The record with one thing different, or nothing where it is not touched."""
    if kind == VERIFIED:
        return None if row.counts else replace(row, counts=True)
    if not row.counts:
        return None
    given = row.inputs
    if kind in (QUALITY_WAIVED, DELAYS_WAIVED):
        fault, waived = _faults(kind)
        other = {waived: given[fault]} if waived in given and _number(given, fault) > _number(given, waived) else {}
    elif kind == ON_TIME:
        other = {"days_late": Decimal(0)} if _number(given, "days_late") > 0 else {}
    else:
        other = _taken(level, row) if (kind == FINISHED) == (row.entry_id is None) else {}
    return replace(row, inputs={**given, **other}) if other else None


def _faults(kind: str) -> tuple[str, str]:
    return ("failed", "failed_waived") if kind == QUALITY_WAIVED else ("delays", "delays_waived")


def _taken(level: Level, row: Done) -> dict[str, Value]:
    """All that was written down or assigned, taken; rejected work at the lowest quality that passes."""
    given, other = row.inputs, dict[str, Value]()
    wanted = row.written if row.written is not None else given.get("assigned")
    if not isinstance(wanted, Decimal):
        return {}
    for name in ("accepted", "quantity"):
        if name in given and _number(given, name) < wanted:
            other[name] = wanted
    if given.get("quality") == "rejected":
        kind = level.inputs["quality"].kind
        passing = next((one for one in PASSING if isinstance(kind, KeyKind) and one in kind.keys), None)
        if passing is None:
            return {}
        other["quality"] = passing
    return other


def _times(kind: str, row: Done) -> int:
    """How many faults a change takes away of a record; of other kinds the record counts once."""
    if kind not in (QUALITY_WAIVED, DELAYS_WAIVED):
        return 1
    fault, waived = _faults(kind)
    return int(_number(row.inputs, fault) - _number(row.inputs, waived))


def _number(given: Mapping[str, Value], name: str) -> Decimal:
    value = given.get(name)
    return value if isinstance(value, Decimal) else Decimal(0)


def _computed(package: Package, row: Done) -> dict[str, Value]:
    """A record's inputs and values; what is missing among the inputs is left to the package's default."""
    said = {name: value for name, value in row.inputs.items() if value is not None}
    return {**row.inputs, **evaluate(package, BASE, said)}


def _values(
    package: Package, month: Mapping[str, Value], rows: Sequence[tuple[Done, Mapping[str, Value]]]
) -> dict[str, Value]:
    said: dict[str, Any] = {name: value for name, value in month.items() if value is not None}
    below = _grouped(package, MONTH, [(row.keys, values) for row, values in rows])
    return {**month, **evaluate(package, MONTH, {**said, "of": below}, stored={BASE})}


def figures_of(values: Mapping[str, Value]) -> Figures:
    """Results, total and class among the values of a month."""
    results, total, rating = (values[name] for name in ("results", "total", "rating"))
    return Figures(
        results if isinstance(results, Decimal) else None,
        total if isinstance(total, Decimal) else None,
        rating if isinstance(rating, str) else None,
    )


def _grouped(
    package: Package, level: str, rows: Sequence[tuple[Mapping[str, str], Mapping[str, Value]]]
) -> list[Mapping[str, Any]]:
    """Records as those just below a level; the levels between have no inputs of their own."""
    under = package.levels[level].over
    if under is None or under == BASE:
        return [values for _, values in rows]
    groups: dict[tuple[str | None, ...], list[tuple[Mapping[str, str], Mapping[str, Value]]]] = {}
    for keys, values in rows:
        groups.setdefault(tuple(keys.get(key) for key in package.levels[under].by), []).append((keys, values))
    return [{"of": _grouped(package, under, group)} for group in groups.values()]

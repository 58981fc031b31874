"""The reference work: a fixed sample of person-months that every norm package can score, drawn from a seed.

Volume, quality and punctuality all follow one ability, as they do where norms are measured by; general criteria come
with the work, since people and not packages give them. Each entry has every fact that the log knows. A province's own
facts are stated from these: keys and multipliers by complexity, counts and shares by what was good and in time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from statistics import NormalDist
from typing import Final

from tenants.norms.facts import ENTRY, POSITION
from tenants.norms.language import Input, Level, Package, Record, Value
from tenants.norms.language.kinds import KeyKind, NumberKind

SEED: Final = "roviec/reference-work/1"
SAMPLE: Final = 160
ENTRIES: Final = 10
STANDINGS: Final = ("staff", "leader", "deputy")
"""Standings (tư cách) whose results packages compute differently."""
CENT: Final = Decimal("0.01")

_WORK_DAYS: Final = 22
_DAY: Final = 480
_KINDS: Final = (("simple", 30, "1"), ("normal", 120, "1.2"), ("hard", 240, "1.5"), ("very_hard", 480, "2"))
"""Complexity, minutes of its norm, and how much heavier it is."""
_QUALITIES: Final = (("excellent", "1.1"), ("good", "1"), ("fair", "0.8"), ("poor", "0.5"), ("rejected", "0"))
_NORMAL: Final = NormalDist()


@dataclass(frozen=True)
class PersonMonth:
    """A month of a person's work: general criteria, days worked, what the unit reached, and the entries' facts."""

    general: Decimal
    unit_rate: Decimal
    entries: tuple[Mapping[str, Value], ...]


def sample(seed: str = SEED, people: int = SAMPLE, ability: float = 0.0) -> tuple[PersonMonth, ...]:
    """People's months, abler by `ability` standard deviations than the reference's."""
    return tuple(_month(Random(f"{seed}/{number}"), ability) for number in range(people))  # noqa: S311 - a sample


def _normal(chance: Random) -> float:
    return _NORMAL.inv_cdf(min(max(chance.random(), 1e-9), 1 - 1e-9))


def _cents(number: float) -> Decimal:
    return Decimal(repr(number)).quantize(CENT)


def _month(chance: Random, ability: float) -> PersonMonth:
    able = ability + _normal(chance)
    load = min(max(0.86 + 0.14 * able + 0.06 * _normal(chance), 0.05), 1.6)
    general = min(max(23 + 2.5 * able + 1.5 * _normal(chance), 5), 30)
    unit = min(max(0.85 + 0.08 * _normal(chance), 0.3), 1)
    share = load * _WORK_DAYS * _DAY / ENTRIES
    entries = tuple(_entry(chance, able, share) for _ in range(ENTRIES))
    return PersonMonth(_cents(general), _cents(unit), entries)


def _entry(chance: Random, able: float, minutes: float) -> dict[str, Value]:
    complexity, norm, weight = _KINDS[min(int(chance.random() * 4), 3)]
    done = _cents(max(minutes / (norm * float(weight)), 0.01))
    quality = _quality(able + 0.9 * _normal(chance))
    late = round(-0.8 - 1.1 * able + 1.8 * _normal(chance))
    finished = min(max(0.97 + 0.05 * able + 0.05 * _normal(chance), 0.3), 1)
    faults = {"fair": 1, "poor": 2, "rejected": 4}.get(quality, 0)
    return {
        "norm": Decimal(norm),
        "minutes": Decimal(max(round(norm * float(done)), 1)),
        "quantity": done,
        "accepted": Decimal(0) if quality == "rejected" else done,
        "assigned": max((done / _cents(finished)).quantize(CENT), done),
        "complexity": complexity,
        "quality": quality,
        "days_late": Decimal(late),
        "k": Decimal(norm) * Decimal(weight) / 120,
        "failed": Decimal(faults),
        "delays": Decimal(1 if late > 0 else 0),
        "failed_waived": Decimal(0),
        "delays_waived": Decimal(0),
    }


def _quality(mark: float) -> str:
    bounds = ((1.2, "excellent"), (-0.9, "good"), (-1.9, "fair"), (-2.9, "poor"))
    return next((name for bound, name in bounds if mark >= bound), "rejected")


def record(package: Package, month: PersonMonth, standing: str) -> Record:
    """The month as a record of a package, its entries one to each day that the package may sum up in between."""
    entries: Sequence[Record] = [_facts(package.levels["entry"], entry, standing) for entry in month.entries]
    for _ in _between(package):
        entries = [{"of": [entry]} for entry in entries]
    plan = sum((Decimal(str(entry["k"])) * Decimal(str(entry["assigned"])) for entry in month.entries), Decimal(0))
    known: dict[str, Value] = {
        "role": standing,
        "general": month.general,
        "work_days": Decimal(_WORK_DAYS),
        "unit_rate": month.unit_rate,
        "norm": plan.quantize(CENT),
    }
    inputs = package.levels["month"].inputs
    return {**{name: value for name, value in known.items() if name in inputs}, "of": entries}


def tells_apart(package: Package) -> bool:
    """Whether a package asks who somebody is: the standing, or what the job position says."""
    own = package.levels["entry"].inputs.values()
    return "role" in package.levels["month"].inputs or any(one.origin == POSITION for one in own)


def _between(package: Package) -> Iterator[str]:
    over = package.levels["month"].over
    while over is not None and over != "entry":
        yield over
        over = package.levels[over].over


def _facts(level: Level, entry: Mapping[str, Value], standing: str) -> dict[str, Value]:
    found = {}
    for name, one in level.inputs.items():
        if name in ENTRY:
            found[name] = entry[name]
        elif one.required or one.origin is not None:
            found[name] = _stated(one, entry, standing)
    return found


def _stated(one: Input, entry: Mapping[str, Value], standing: str) -> Value:
    """An own fact: what somebody who knows the work would say of it."""
    complexity = [name for name, _, _ in _KINDS].index(str(entry["complexity"]))
    if isinstance(one.kind, KeyKind):
        if one.origin == POSITION:
            return one.kind.keys[{"leader": 0, "deputy": min(1, len(one.kind.keys) - 1)}.get(standing, -1)]
        if one.default is not None:
            return one.default
        return one.kind.keys[complexity * (len(one.kind.keys) - 1) // 3]
    if isinstance(one.kind, NumberKind):
        return _number(one, one.kind, entry, Decimal(_KINDS[complexity][2]))
    return one.default if one.default is not None else False


def _number(one: Input, kind: NumberKind, entry: Mapping[str, Value], weight: Decimal) -> Decimal:
    """A number by its range: multipliers up to 10, stars and marks to hundreds, amounts above; what is extra, none."""
    mark = Decimal(dict(_QUALITIES)[str(entry["quality"])])
    quantity, late = Decimal(str(entry["quantity"])), Decimal(str(entry["days_late"]))
    if one.origin == "item":
        value = weight if kind.hi <= 10 else Decimal(str(entry["k"])) * 10
    elif isinstance(one.default, Decimal) and one.default == 0:
        value = one.default
    elif kind.hi <= 10:
        value = kind.lo + (kind.hi - kind.lo) * min(mark, Decimal(1))
    elif kind.hi <= 1000:
        value = 100 * mark
    else:
        value = quantity * min(mark, Decimal(1)) if "time" not in one.name or late <= 0 else Decimal(0)
    return min(max(_on_step(value, one.step), kind.lo), kind.hi)


def _on_step(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).to_integral_value() * step

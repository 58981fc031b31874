"""A fair comparison: what points under any norm package are worth under the national one (chỉ số quy đổi).

Provinces' packages differ in harshness. Both packages score the reference work; what has the same place among the
totals of one and of the other is worth the same (equipercentile equating). So the same work comes out equal whichever
package scored it, up to how differently two packages look at work at all.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from tenants.norms.language import Package, RecordErrors, canonical, evaluate, shipped_package
from tenants.statistics.reference_work import STANDINGS, PersonMonth, record, sample, tells_apart

REFERENCE: Final = "decree-335"
"""The national package (Decree 335/2025) whose points are the common scale."""
FEWEST: Final = 30
"""No mean of fewer people."""
STEPS: Final = 20
TOTAL: Final = "total"
PLACES: Final = Decimal("0.0001")
FULL: Final = Decimal(100)


@dataclass(frozen=True)
class Curve:
    """From a package's total to the reference's: rising points, straight between them."""

    points: tuple[tuple[Decimal, Decimal], ...]

    def at(self, total: Decimal) -> Decimal:
        """What a total is worth on the reference's scale."""
        place = bisect_left(self.points, total, key=lambda point: point[0])
        if place == 0:
            return self.points[0][1]
        if place == len(self.points):
            return self.points[-1][1]
        (low, worth), (high, more) = self.points[place - 1], self.points[place]
        return (worth + (total - low) / (high - low) * (more - worth)).quantize(PLACES)

    def written(self) -> list[list[str]]:
        """The curve as exact texts."""
        return [[canonical(raw), canonical(worth)] for raw, worth in self.points]


@dataclass(frozen=True)
class Index:
    """A province's points as they are and harmonised; `harshness` is what its packages take off the same work."""

    people: int
    raw_mean: Decimal
    harmonised_mean: Decimal

    @property
    def harshness(self) -> Decimal:
        """Points by which the packages score below the reference; negative where they are generous."""
        return self.harmonised_mean - self.raw_mean


def totals(package: Package, work: Iterable[PersonMonth], standing: str) -> list[Decimal]:
    """The totals of some work under a package; months that it cannot score or leaves without a total are left out."""
    found = []
    for month in work:
        with suppress(RecordErrors):
            found.append(evaluate(package, "month", record(package, month, standing))[TOTAL])
    return [total for total in found if isinstance(total, Decimal)]


def equated(raw: Sequence[Decimal], reference: Sequence[Decimal]) -> Curve:
    """The curve between totals of equal place; nothing is worth nothing, the full score the full score."""
    pairs: dict[Decimal, list[Decimal]] = {Decimal(0): [Decimal(0)]}
    for step in range(STEPS + 1):
        pairs.setdefault(_quantile(raw, step), []).append(_quantile(reference, step))
    highest = max(*raw, FULL)
    pairs[highest] = [max(*reference, FULL)]
    rising: list[tuple[Decimal, Decimal]] = []
    for total, worths in sorted(pairs.items()):
        worth = (sum(worths, Decimal(0)) / len(worths)).quantize(PLACES)
        rising.append((total, max(worth, rising[-1][1]) if rising else worth))
    return Curve(tuple(rising))


def _quantile(numbers: Sequence[Decimal], step: int) -> Decimal:
    ordered = sorted(numbers)
    whole, part = divmod(step * (len(ordered) - 1), STEPS)
    low, high = ordered[whole], ordered[min(whole + 1, len(ordered) - 1)]
    return (low + (high - low) * part / STEPS).quantize(PLACES)


@lru_cache(maxsize=1)
def reference_totals() -> Mapping[str, tuple[Decimal, ...]]:
    """The reference work under the reference package, by standing."""
    package = shipped_package(REFERENCE)
    return {standing: tuple(totals(package, sample(), standing)) for standing in STANDINGS}


_CURVES: dict[str, Mapping[str, Curve]] = {}


def curve_of(package: Package) -> Mapping[str, Curve]:
    """A package's curve for staff, leaders and deputies; equal texts are computed once a process.

    A standing for which the package gives no totals has no curve. Takes about a second the first time.
    """
    found = _CURVES.get(package.digest)
    if found is None:
        found = {}
        raw: list[Decimal] = []
        for standing in STANDINGS:
            if standing == STANDINGS[0] or tells_apart(package):
                raw = totals(package, sample(), standing)
            if raw:
                found[standing] = equated(raw, reference_totals()[standing])
        _CURVES[package.digest] = found
    return found


def line(package: Package, points: Iterable[tuple[str, Decimal, int]]) -> dict[str, Any]:
    """A province's line for one package: people, sums of their totals raw and harmonised, and the curves.

    `points` are standing, total and how many people have both. People whose standing has no curve are not counted.
    """
    curves = curve_of(package)
    people, raw, harmonised = 0, Decimal(0), Decimal(0)
    for standing, total, count in points:
        if standing in curves:
            people += count
            raw += total * count
            harmonised += curves[standing].at(total) * count
    return {
        "package": package.name,
        "version": package.version,
        "people": people,
        "raw_sum": canonical(raw),
        "harmonised_sum": canonical(harmonised),
        "curve": {standing: curve.written() for standing, curve in curves.items()},
    }


def index_of(lines: Iterable[Mapping[str, Any]]) -> Index | None:
    """The index of a province (or of several together) from its lines; nothing for fewer than 30 people."""
    kept = list(lines)
    people = sum(one["people"] for one in kept)
    if people < FEWEST:
        return None
    raw, harmonised = (
        (sum((Decimal(one[name]) for one in kept), Decimal(0)) / people).quantize(PLACES)
        for name in ("raw_sum", "harmonised_sum")
    )
    return Index(people, raw, harmonised)

"""How points are spread: median, quartiles and deviation by province, level, body and group, and within each class.

A quantile is told of 30 people and more who leave nobody or 30 to the rest of each row they are part of, in this
version and against earlier ones; ten must lie strictly on each side of it. Of a class only where its number of people
is shown.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from tenants.statistics.disclosure.catalogue import BODIES, CLASSES, TOTAL
from tenants.statistics.disclosure.derived import (
    SPREAD_PEOPLE,
    Quantile,
    released_deviation,
    released_quantile,
    spread_allowed,
)
from tenants.statistics.national.figures import SHOWN, Figure, either, place
from tenants.statistics.national.kept import Proof
from tenants.statistics.national.sources import LEVEL_OF, Sources, provinces_of

SPREAD: Final = "spread"
QUANTILES: Final = {"q1": Decimal("0.25"), "median": Decimal("0.5"), "q3": Decimal("0.75")}
MEASURES: Final = (*QUANTILES, "deviation")
EVALUATED: Final = CLASSES[:-1]


class Row(NamedTuple):
    """People of a province, body (a type or a level) and group, in one class or all (`*`)."""

    province: str
    body: str
    group: str
    rating: str


Points = Mapping[Row, Counter[Decimal]]
"""How many people have each total."""


def points_of(sources: Sources) -> Points:
    """The totals of every row that is told."""
    found: dict[Row, Counter[Decimal]] = {}
    for province in provinces_of(sources):
        for line in sources[province].part.points:
            level = LEVEL_OF[line.body]
            for row in _rows(province, line.body, level, line.group, line.rating):
                found.setdefault(row, Counter())[line.total] += line.people
    return found


def _rows(province: str, body: str, level: str, group: str, rating: str) -> Iterator[Row]:
    for one in (TOTAL, rating):
        yield Row(TOTAL, TOTAL, TOTAL, one)
        yield Row(province, TOTAL, TOTAL, one)
        yield Row(TOTAL, level, TOTAL, one)
    yield Row(TOTAL, body, TOTAL, TOTAL)
    yield Row(TOTAL, TOTAL, group, TOTAL)


def figures(points: Points, classes: Iterable[Figure], earlier: Sequence[Proof]) -> Iterator[Figure]:
    """The rows with what may be told; `classes` are the figures of this release, `earlier` what versions had."""
    counted = {(one.place, one.measure) for one in classes if one.status == SHOWN}
    people = {row: sum(found.values()) for row, found in points.items()}
    before = [_people_of(proof) for proof in earlier]
    for row in sorted(points):
        where = place(province=row.province, body=row.body, position_group=row.group)
        suffix = "" if row.rating == TOTAL else f".{row.rating}"
        known = (where, "people" if row.rating == TOTAL else row.rating) in counted
        rest = [people[above] - people[row] for above in _above(row) if above in people]
        rest += [abs(people[row] - older[row]) for older in before if row in older]
        allowed = known and spread_allowed(people[row], rest)
        told = told_of(points[row]) if allowed else dict.fromkeys(MEASURES)
        for measure in MEASURES:
            yield either(SPREAD, where, measure + suffix, told[measure])


def _above(row: Row) -> Iterator[Row]:
    """The rows a row is part of."""
    if row.province != TOTAL:
        yield row._replace(province=TOTAL)
    if row.body != TOTAL:
        yield row._replace(body=TOTAL if row.body in BODIES else LEVEL_OF[row.body])
    if row.group != TOTAL:
        yield row._replace(group=TOTAL)
    if row.rating != TOTAL:
        yield row._replace(rating=TOTAL)


def told_of(totals: Counter[Decimal]) -> dict[str, Decimal | None]:
    """Quantiles to half a point and the deviation to a tenth; None where too few lie on one side."""
    ordered, people = sorted(totals), sum(totals.values())
    found: dict[str, Decimal | None] = {}
    for name, share in QUANTILES.items():
        found[name] = released_quantile(_quantile(totals, ordered, people, share))
    mean = sum((total * count for total, count in totals.items()), Decimal(0)) / people
    square = sum(((total - mean) ** 2 * count for total, count in totals.items()), Decimal(0)) / people
    found["deviation"] = released_deviation(square.sqrt()) if people >= SPREAD_PEOPLE else None
    return found


def _quantile(totals: Counter[Decimal], ordered: Sequence[Decimal], people: int, share: Decimal) -> Quantile:
    """The smallest total that at least this share of the people do not exceed."""
    below = 0
    for total in ordered:
        if below + totals[total] >= share * people:
            return Quantile(total, below, people - below - totals[total])
        below += totals[total]
    raise ValueError("nobody has points")


def proof_of(points: Points) -> Proof:
    """How many people stood behind each row: what later versions are held against."""
    rows = sorted(points)
    return Proof(SPREAD, [list(row) for row in rows], [[sum(points[row].values())] for row in rows], [])


def _people_of(proof: Proof) -> dict[Row, int]:
    return {Row(*key): row[0] for key, row in zip(proof.keys, proof.counts, strict=True)}

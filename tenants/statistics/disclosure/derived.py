"""Figures computed from counts and scores: sums, rates and quantiles, and when they must stay hidden."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from tenants.statistics.disclosure.catalogue import Key
from tenants.statistics.disclosure.cells import Cells

SPREAD_PEOPLE: Final = 30
"""Of fewer people no quantile and no deviation is shown, nor of rows that leave fewer to the rest of their parent."""
EACH_SIDE: Final = 10
"""How many people must have strictly fewer points than a quantile, and strictly more."""
HALF: Final = Decimal("0.5")
TENTH: Final = Decimal("0.1")


def total(parts: Iterable[int | None]) -> int | None:
    """A sum of released counts; hidden (None) as soon as one of them is, never a sum of the rest."""
    found = 0
    for part in parts:
        if part is None:
            return None
        found += part
    return found


def rate(numerator: int | None, denominator: int | None) -> Decimal | None:
    """Per cent with one decimal, from released counts; None when one is hidden or there is nobody."""
    if numerator is None or not denominator:
        return None
    return (Decimal(100 * numerator) / denominator).quantize(TENTH, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Quantile:
    """A quantile of points, with the people who have strictly fewer and strictly more."""

    points: Decimal
    below: int
    above: int


def complements(cells: Cells, key: Key) -> Iterator[int]:
    """People of each parent of a row who are not of the row."""
    own = int(cells.heads[cells.row_of[key]])
    for parent, children in cells.catalogue.sums:
        if key in children:
            yield int(cells.heads[cells.row_of[parent]]) - own


def spread_allowed(people: int, rest: Iterable[int]) -> bool:
    """Whether quantiles of a row may be shown at all; `rest` are its complements."""
    return people >= SPREAD_PEOPLE and all(left == 0 or left >= SPREAD_PEOPLE for left in rest)


def released_quantile(found: Quantile) -> Decimal | None:
    """To half a point; None when too few people are on one side. Only for rows with `spread_allowed`."""
    if min(found.below, found.above) < EACH_SIDE:
        return None
    return (found.points / HALF).quantize(Decimal(1), ROUND_HALF_UP) * HALF


def released_deviation(deviation: Decimal) -> Decimal:
    """A standard deviation to one decimal. Only for rows with `spread_allowed`."""
    return deviation.quantize(TENTH, ROUND_HALF_UP)

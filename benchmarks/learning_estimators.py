"""Estimates of the middle that the one in use is held against, over sorted logarithms of minutes per product."""

import math
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import Final

TRIMMED: Final = 0.2
LOW: Final = 0.475
BIWEIGHT: Final = 4.685
PRECISION: Final = 1e-7


def quantile(values: Sequence[float], share: float) -> float:
    """The quantile between neighbours, as PostgreSQL's `percentile_cont`."""
    at = share * (len(values) - 1)
    below = math.floor(at)
    above = min(below + 1, len(values) - 1)
    return values[below] + (at - below) * (values[above] - values[below])


def trimmed_mean(values: Sequence[float]) -> float:
    """The mean without a fifth at either end."""
    cut = int(TRIMMED * len(values))
    return math.fsum(values[cut : len(values) - cut]) / (len(values) - 2 * cut)


def hodges_lehmann(values: Sequence[float]) -> float:
    """The median of the means of all pairs, found by halving: how many pairs have a mean below a number."""
    pairs = len(values) * (len(values) - 1) // 2
    low, high = values[0], values[-1]
    while high - low > PRECISION:
        middle = (low + high) / 2
        found = sum(max(bisect_left(values, 2 * middle - one) - index - 1, 0) for index, one in enumerate(values))
        if found * 2 < pairs:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def biweight(values: Sequence[float]) -> float:
    """Tukey's biweight around the median, the same on both sides, with the median deviation as the spread."""
    middle = quantile(values, 0.5)
    spread = max(quantile(sorted(abs(one - middle) for one in values), 0.5) / 0.6745, PRECISION)
    for _ in range(5):
        away = ((one, (one - middle) / (BIWEIGHT * spread)) for one in values)
        weighed = [((1 - far * far) ** 2, one) for one, far in away if abs(far) < 1]
        middle = math.fsum(weight * one for weight, one in weighed) / math.fsum(weight for weight, _ in weighed)
    return middle


ESTIMATORS: Final[Mapping[str, Callable[[Sequence[float]], float]]] = {
    "Median": lambda values: quantile(values, 0.5),
    "47.5th percentile": lambda values: quantile(values, LOW),
    "Trimmed mean": trimmed_mean,
    "Hodges-Lehmann": hodges_lehmann,
    "Biweight": biweight,
}

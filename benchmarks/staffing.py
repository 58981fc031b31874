"""Staffing held against simulated quarters: how often the interval holds what comes, how far one log moves a unit.

`python -m benchmarks.staffing` needs no database.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from benchmarks.tables import met, table
from tenants.statistics import staffing
from tenants.statistics.disclosure.arrays import Floats

MONTHS: Final = 12
AHEAD: Final = 3
QUARTERS: Final = 400
UNITS: Final = 20
SIZES: Final = ((3, 9), (10, 39), (3, 3), (4, 4), (5, 5), (8, 8), (10, 10), (12, 12), (20, 20), (40, 40))


def units(chance: np.random.Generator, sizes: Sequence[int], months: int = MONTHS) -> list[Floats]:
    """Hours by person and month: 110 to 165 a person and unit, people ± 25 %, season ± 8 %, noise ± 18 %."""
    season = 1 + 0.08 * chance.standard_normal(months)
    found = []
    for size in sizes:
        level = chance.uniform(110, 165)
        people = np.maximum(1 + 0.25 * chance.standard_normal(size), 0.2)
        noise = np.maximum(1 + 0.18 * chance.standard_normal((size, months)), 0)
        found.append(level * people[:, None] * season[None, :] * noise)
    return found


def drawn_sizes(chance: np.random.Generator, smallest: int, largest: int, how_many: int) -> list[int]:
    """Sizes of units."""
    return [int(size) for size in chance.integers(smallest, largest + 1, how_many)]


def hours_of(unit: Floats, others: Sequence[Floats]) -> float:
    """The estimate of a unit among its peers."""
    peers = staffing.peers_of([unit, *others])
    found = staffing.estimate(unit, peers) if peers is not None else None
    if found is None:
        raise ValueError("too few people")
    return found.hours


def held(smallest: int, largest: int) -> tuple[float, float, float]:
    """The share of quarters to come within the interval, its mean width, and the mean error of the estimate."""
    chance = np.random.default_rng(smallest * 100 + largest)
    covered, widths, errors = [], [], []
    for _ in range(QUARTERS):
        whole = units(chance, drawn_sizes(chance, smallest, largest, UNITS), MONTHS + AHEAD)
        past = [hours[:, :MONTHS] for hours in whole]
        peers = staffing.peers_of(past)
        for hours, before in zip(whole, past, strict=True):
            found = staffing.estimate(before, peers) if peers is not None else None
            if found is None:
                raise ValueError("too few people")
            low, high = staffing.interval(found)
            real = hours[:, MONTHS:].sum(axis=0).mean()
            covered.append(low <= real <= high)
            widths.append((high - low) / real)
            errors.append(found.hours / real - 1)
    return float(np.mean(covered)), float(np.mean(widths)), float(np.mean(errors))


def moved(size: int, units_drawn: int = 40) -> tuple[float, float]:
    """How far 30 % more in all months of one log move a unit, in the mean and at worst."""
    chance = np.random.default_rng(size)
    found = []
    for _ in range(units_drawn):
        unit, *others = units(chance, [size, *drawn_sizes(chance, 3, 40, 40)])
        honest = hours_of(unit, others)
        for person in range(size):
            inflated = unit.copy()
            inflated[person] *= 1.3
            found.append(abs(hours_of(inflated, others) / honest - 1))
    return float(np.mean(found)), max(found)


def main() -> None:
    """Print one table."""
    lines = []
    for smallest, largest in SIZES:
        share, width, error = held(smallest, largest)
        mean, worst = moved(smallest)
        people = f"{smallest}" if smallest == largest else f"{smallest}–{largest}"
        lines.append([
            people, f"{share:.1%}", f"{width:.0%}", f"{error:+.1%}", f"{mean:.1%}", f"{worst:.1%}",
            met(0.75 <= share <= 0.85 and worst < 0.05),
        ])  # fmt: skip
    head = ["People", "Covered by 80 %", "Width", "Error", "One log + 30 %, mean", "worst", "75–85 %, < 5 %"]
    print(table(head, lines))


if __name__ == "__main__":
    main()

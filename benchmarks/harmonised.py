"""The same work under every shipped norm package: raw means, and what they are worth on the national scale.

`python -m benchmarks.harmonised` needs no database. The work is fresh: no curve has seen it.
"""

from decimal import Decimal
from typing import Final

from benchmarks.tables import met, table
from tenants.norms.language import shipped_names, shipped_package
from tenants.statistics import harmonised
from tenants.statistics.reference_work import sample

FRESH: Final = "fresh work"
PEOPLE: Final = 300
ABILITIES: Final = (-0.7, 0.0, 0.7)
WITHIN: Final = Decimal("0.02")


def mean(numbers: list[Decimal]) -> Decimal:
    """The mean."""
    return sum(numbers, Decimal(0)) / len(numbers)


def main() -> None:
    """Print one table: weaker, ordinary and abler people."""
    national = shipped_package(harmonised.REFERENCE)
    work = {ability: sample(FRESH, PEOPLE, ability) for ability in ABILITIES}
    reference = {ability: mean(harmonised.totals(national, months, "staff")) for ability, months in work.items()}
    lines = []
    for name in shipped_names():
        package = shipped_package(name)
        curve = harmonised.curve_of(package)["staff"]
        cells, worst = [], Decimal(0)
        for ability, months in work.items():
            totals = harmonised.totals(package, months, "staff")
            worth = mean([curve.at(total) for total in totals])
            worst = max(worst, abs(worth / reference[ability] - 1))
            cells.append(f"{mean(totals):.1f} → {worth:.1f}")
        lines.append([name, *cells, f"{worst:.2%}", met(worst < WITHIN)])
    head = ["Package", *(f"ability {ability:+.1f}" for ability in ABILITIES), "off by at most", "< 2 %"]
    print(table(head, lines))


if __name__ == "__main__":
    main()

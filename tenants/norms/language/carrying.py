"""Carries the sum of one formula up the ladder, beside what a package itself asks for."""

from dataclasses import replace
from types import MappingProxyType

from tenants.norms.language.checking import check
from tenants.norms.language.document import Scalar
from tenants.norms.language.model import Formula, Label, Level, Package
from tenants.norms.language.parsing import parse
from tenants.norms.language.problems import Faults

LONGEST_NAME = 40


def with_carried_sum(package: Package, name: str, *, lowest: str, highest: str) -> tuple[Package, str]:
    """The package with a formula at each level above `lowest` up to `highest` that sums `name`, and what it is called.

    Everything else, the digest too, stays as it is: what is computed of the package's own names does not change.
    """
    rungs = _rungs(package, lowest, highest)
    carried = _free_name(package)
    levels = dict(package.levels)
    summed = name
    for rung in rungs:
        formula = _sum(carried, summed, rung)
        levels[rung.name] = replace(rung, formulas=MappingProxyType({**rung.formulas, carried: formula}))
        summed = carried
    faults = Faults()
    result = check(replace(package, levels=MappingProxyType(levels)), faults)
    faults.finish()
    return result, carried


def _rungs(package: Package, lowest: str, highest: str) -> list[Level]:
    """The levels above the lowest, from below."""
    found = [package.levels[highest]]
    while (over := found[-1].over) != lowest:
        if over is None:
            raise ValueError(f"level {highest} does not stand over {lowest}")
        found.append(package.levels[over])
    return found[::-1]


def _free_name(package: Package) -> str:
    levels = package.levels.values()
    taken = {name for level in levels for name in (*level.inputs, *level.formulas)} | set(package.settings)
    return next(name for name in ("carried" + "_" * more for more in range(LONGEST_NAME)) if name not in taken)


def _sum(name: str, summed: str, level: Level) -> Formula:
    text = f"sum({summed})"
    return Formula(name, Scalar(text, level.place, text), parse(text), None, Label())

"""Finds what has to be computed for a few wanted names, and nothing else."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from tenants.norms.language.model import Package
from tenants.norms.language.naming import names_below, own_names
from tenants.norms.language.nodes import Aggregate, walk


@dataclass(frozen=True, slots=True)
class Needs:
    """Formulas in the order of computing, inputs in declared order, names of the level below, and whether its rows."""

    formulas: tuple[str, ...]
    inputs: tuple[str, ...]
    below: frozenset[str]
    looks_down: bool


def needs(package: Package, level: str, wanted: Iterable[str], given: Collection[str] = ()) -> Needs:
    """What the wanted names of a level rest on; names in `given` are there already and lead no further."""
    here = package.levels[level]
    found: set[str] = set()
    below: set[str] = set()
    looks_down = False
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        if name in found or name in given or name in package.settings:
            continue
        found.add(name)
        if name not in here.formulas:
            continue
        node = here.formulas[name].node
        waiting.extend(used.name for used in own_names(node))
        below.update(used.name for used in names_below(node) if used.name not in package.settings)
        looks_down = looks_down or any(isinstance(piece, Aggregate) for piece, _ in walk(node))
    formulas = tuple(name for name in here.order if name in found)
    inputs = tuple(name for name in here.inputs if name in found)
    return Needs(formulas, inputs, frozenset(below), looks_down)

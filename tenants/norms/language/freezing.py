"""Gives a level's aggregates names, so that it can be computed from their stored values without the level below."""

from collections.abc import Iterator
from dataclasses import fields, replace
from decimal import Decimal
from itertools import count
from types import MappingProxyType
from typing import Any, Final

from tenants.norms.language.checking import check
from tenants.norms.language.model import Formula, Input, Label, Level, Package
from tenants.norms.language.nodes import Aggregate, Name, Node
from tenants.norms.language.numbers import ONE
from tenants.norms.language.problems import Faults

_PLACE: Final = ("start", "end")


def with_named_aggregates(package: Package, level: str = "month") -> tuple[Package, tuple[str, ...]]:
    """The package with a formula for each distinct aggregate of a level's formulas, and what these are called.

    Their numbers keep all their decimals, as where they stood before. Everything else, the digest too, stays as it is:
    what is computed of the package's own names does not change, and nor do its receipts.
    """
    here = package.levels[level]
    naming = _Naming(package)
    formulas = {name: naming.formula(one) for name, one in here.formulas.items()}
    added = {one.name: one for one in naming.found.values()}
    named = replace(here, formulas=MappingProxyType(formulas | added))
    return _checked(package, named), tuple(added)


def aggregate_texts(package: Package, level: str = "month") -> tuple[str, ...]:
    """Each distinct aggregate of a level's formulas as it is written where it stands first, in the same order."""
    named, names = with_named_aggregates(package, level)
    formulas = (named.levels[level].formulas[name] for name in names)
    return tuple(one.scalar.text[one.node.start : one.node.end] for one in formulas)


def resting_on(package: Package, level: str = "month") -> Package:
    """The package whose level stands over nothing and is given its aggregates, by the names they were given above."""
    named, names = with_named_aggregates(package, level)
    here = named.levels[level]
    given = {name: _input(named, here, name) for name in names}
    formulas = {name: one for name, one in here.formulas.items() if name not in given}
    inputs = {**here.inputs, **given}
    resting = replace(here, over=None, inputs=MappingProxyType(inputs), formulas=MappingProxyType(formulas))
    return _checked(named, resting)


class _Naming:
    """Puts a name where an aggregate stands; equal aggregates share one."""

    def __init__(self, package: Package) -> None:
        self.found: dict[object, Formula] = {}
        self._free = _free_names(package)

    def formula(self, formula: Formula) -> Formula:
        return replace(formula, node=self._node(formula.node, formula))

    def _node(self, node: Node, formula: Formula) -> Node:
        if isinstance(node, Aggregate):
            return Name(node.start, node.end, self._name(node, formula))
        parts = {one.name: getattr(node, one.name) for one in fields(node) if one.name not in _PLACE}
        changed = {name: self._part(part, formula) for name, part in parts.items()}
        return replace(node, **changed) if any(changed[name] is not parts[name] for name in parts) else node

    def _part(self, part: Any, formula: Formula) -> Any:  # noqa: ANN401 - whatever a node is made of
        if isinstance(part, Node):
            return self._node(part, formula)
        if isinstance(part, tuple):
            parts = tuple(self._part(one, formula) for one in part)
            return parts if any(one is not other for one, other in zip(parts, part, strict=True)) else part
        return part

    def _name(self, node: Aggregate, formula: Formula) -> str:
        known = self.found.get(shape := _shape(node))
        if known is None:
            known = Formula(next(self._free), formula.scalar, node, None, Label(), unrounded=True)
            self.found[shape] = known
        return known.name


def _shape(part: object) -> object:
    """What tells one expression from another, wherever it is written."""
    if isinstance(part, Node):
        own = (getattr(part, one.name) for one in fields(part) if one.name not in _PLACE)
        return (type(part).__name__, *map(_shape, own))
    if isinstance(part, tuple):
        return tuple(map(_shape, part))
    return str(part) if isinstance(part, Decimal) else part


def _free_names(package: Package) -> Iterator[str]:
    levels = package.levels.values()
    taken = {name for level in levels for name in (*level.inputs, *level.formulas)} | set(package.settings)
    return (name for number in count() if (name := f"frozen_{number}") not in taken)


def _input(package: Package, level: Level, name: str) -> Input:
    """What a named aggregate is when it is given: of the same kind, so that nothing resting on it is read otherwise."""
    kind = package.kind_of(level.name, name)
    return Input(name, kind, ONE, None, kind.missing, Label(), level.place)


def _checked(package: Package, level: Level) -> Package:
    faults = Faults()
    result = check(replace(package, levels=MappingProxyType({**package.levels, level.name: level})), faults)
    faults.finish()
    return result

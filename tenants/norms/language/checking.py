"""Checks every formula of a package in one pass: names, order, kinds, units, ranges."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from tenants.norms.language.inference import BrokenName, Scope, infer
from tenants.norms.language.kinds import KeyKind, Kind, NothingKind, NumberKind, TruthKind
from tenants.norms.language.model import Formula, Level, Package, Setting
from tenants.norms.language.naming import check_names
from tenants.norms.language.nodes import Node
from tenants.norms.language.numbers import NAMED_PLACES, places_of, rounded
from tenants.norms.language.problems import Faults, FormulaFault
from tenants.norms.language.units import unit_text


def check(package: Package, faults: Faults) -> Package:
    """The package with its formulas in order and their kinds known; problems are collected."""
    settings = {name: setting_kind(setting) for name, setting in package.settings.items()}
    levels: dict[str, Level] = {}
    known: dict[str, dict[str, Kind]] = {}
    kinds: dict[Node, Kind] = {}
    for level in _from_below(package.levels):
        below = package.levels[level.over] if level.over else None
        ordered = check_names(level, below, package.settings, package.tables, faults)
        names: dict[str, Kind] = {name: one.kind for name, one in level.inputs.items()}
        scope = Scope("", names, settings, package.tables, known[level.over] if level.over else {}, kinds)
        for name in ordered.order:
            _check_formula(level.formulas[name], scope, names, faults)
        levels[level.name], known[level.name] = ordered, names
    return replace(
        package,
        levels=MappingProxyType({name: levels[name] for name in package.levels}),
        kinds=MappingProxyType(kinds),
        formula_kinds=MappingProxyType(
            {(level, name): kind for level, names in known.items() for name, kind in names.items()}
        ),
    )


def setting_kind(setting: Setting) -> Kind:
    """A setting's kind: a number is exactly its value, a choice may be any of its keys."""
    value = setting.value
    if isinstance(value, bool):
        return TruthKind(can=frozenset({value}), fixed=True)
    if isinstance(value, str) or value is None:
        return KeyKind(keys=setting.keys, fixed=True)
    return NumberKind(lo=value, hi=value, places=places_of(value), unit=setting.unit, fixed=True)


def _from_below(levels: Mapping[str, Level]) -> Iterator[Level]:
    def height(level: Level) -> int:
        return 0 if level.over is None else 1 + height(levels[level.over])

    return iter(sorted(levels.values(), key=height))


def _check_formula(formula: Formula, scope: Scope, names: dict[str, Kind], faults: Faults) -> None:
    own = replace(scope, text=formula.scalar.text)
    try:
        kind = infer(formula.node, own)
        if isinstance(kind, NothingKind):
            raise own.fault("type.nothing", formula.node)
        names[formula.name] = _named(formula, kind, own)
    except FormulaFault as fault:
        faults.add(formula.name, fault.sentence, formula.scalar.place(fault.offset), **fault.data)
    except BrokenName:
        pass


def _named(formula: Formula, kind: Kind, scope: Scope) -> Kind:
    """A named number is kept at 30 decimals; a stated unit must be the inferred one."""
    if formula.unit is not None:
        inferred = kind.unit if isinstance(kind, NumberKind) else ()
        if inferred is not None and inferred != formula.unit:
            data = {"stated": unit_text(formula.unit), "inferred": unit_text(inferred)}
            raise scope.fault("type.stated-unit", formula.node, **data)
        if isinstance(kind, NumberKind):
            kind = replace(kind, unit=formula.unit)
    if isinstance(kind, NumberKind) and kind.places > NAMED_PLACES and not formula.unrounded:
        lo, hi = rounded(kind.lo, NAMED_PLACES), rounded(kind.hi, NAMED_PLACES)
        return replace(kind, lo=lo, hi=hi, places=NAMED_PLACES)
    return kind

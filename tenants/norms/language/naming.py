"""Checks what formulas refer to: names, tables, the level below; and puts the formulas of a level in order."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from tenants.norms.language.model import Formula, Level, Setting, Table
from tenants.norms.language.nodes import Aggregate, Lookup, Name, Node, Unread, children, walk
from tenants.norms.language.problems import Faults, FormulaFault
from tenants.norms.language.suggestions import hints


def check_names(
    level: Level, below: Level | None, settings: Mapping[str, Setting], tables: Mapping[str, Table], faults: Faults
) -> Level:
    """The level with its formulas in order; formulas with wrong names or in a ring are left out of that order."""
    sound: dict[str, Formula] = {}
    for name, formula in level.formulas.items():
        if isinstance(formula.node, Unread):
            continue
        try:
            _check(formula.node, level, below, settings)
            _check_tables(formula.node, tables)
            sound[name] = formula
        except FormulaFault as fault:
            faults.add(name, fault.sentence, formula.scalar.place(fault.offset), **fault.data)
    return replace(level, order=tuple(_ordered(level, sound, faults)))


def own_names(node: Node) -> Iterator[Name]:
    """The names of its own level a formula uses (outside aggregates)."""
    return (piece for piece, inside in walk(node) if not inside and isinstance(piece, Name))


def names_below(node: Node) -> Iterator[Name]:
    """The names a formula uses inside aggregates."""
    return (piece for piece, inside in walk(node) if inside and isinstance(piece, Name))


def _check(node: Node, level: Level, below: Level | None, settings: Mapping[str, Setting]) -> None:
    if isinstance(node, Aggregate):
        if below is None:
            raise FormulaFault("scope.aggregate", node.start, function=node.word, level=level.name)
        for child in children(node):
            _check_inside(child, node.word, level, below, settings)
        return
    if isinstance(node, Name) and not _knows(level, node.name) and node.name not in settings:
        if below is not None and _knows(below, node.name):
            raise FormulaFault("scope.below", node.start, name=node.name, below=below.name)
        raise _unknown(node, level, settings)
    for child in children(node):
        _check(child, level, below, settings)


def _check_inside(node: Node, word: str, level: Level, below: Level, settings: Mapping[str, Setting]) -> None:
    if isinstance(node, Aggregate):
        raise FormulaFault("scope.nested", node.start)
    if isinstance(node, Name) and not _knows(below, node.name) and node.name not in settings:
        if _knows(level, node.name):
            data = {"name": node.name, "level": level.name, "below": below.name, "function": word}
            raise FormulaFault("scope.above", node.start, **data)
        raise _unknown(node, below, settings)
    for child in children(node):
        _check_inside(child, word, level, below, settings)


def _knows(level: Level, name: str) -> bool:
    return name in level.inputs or name in level.formulas


def _unknown(node: Name, level: Level, settings: Mapping[str, Setting]) -> FormulaFault:
    known = (*level.inputs, *level.formulas, *settings)
    return FormulaFault("name.unknown", node.start, name=node.name, level=level.name, **hints(node.name, known))


def _check_tables(node: Node, tables: Mapping[str, Table]) -> None:
    for piece, _ in walk(node):
        if not isinstance(piece, Lookup):
            continue
        table = tables.get(piece.table)
        if table is None:
            raise FormulaFault("name.table", piece.start, name=piece.table, **hints(piece.table, tables))
        if len(piece.arguments) != table.dimensions:
            data = {"table": table.name, "expected": table.dimensions, "count": len(piece.arguments)}
            raise FormulaFault("arity.table", piece.start, **data)


def _ordered(level: Level, sound: dict[str, Formula], faults: Faults) -> tuple[str, ...]:
    uses = {name: [used.name for used in own_names(formula.node)] for name, formula in sound.items()}
    remaining = {name: tuple(used for used in names if used in sound) for name, names in uses.items()}
    while True:
        try:
            return tuple(TopologicalSorter(remaining).static_order())
        except CycleError as error:
            _report_ring(list(reversed(error.args[1][1:])), level, faults)
            ring = set(error.args[1])
            remaining = {
                name: tuple(one for one in used if one not in ring)
                for name, used in remaining.items()
                if name not in ring
            }


def _report_ring(ring: list[str], level: Level, faults: Faults) -> None:
    declared = list(level.formulas)
    first = min(range(len(ring)), key=lambda index: declared.index(ring[index]))
    turned = [*ring[first:], *ring[:first], ring[first]]
    formula = level.formulas[turned[0]]
    spot = next(name.start for name in own_names(formula.node) if name.name == turned[1])
    faults.add(turned[0], "cycle.formulas", formula.scalar.place(spot), ring=" → ".join(turned))

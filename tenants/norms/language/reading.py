"""Reads a whole norm document into a package whose formulas are not yet checked."""

from collections.abc import Callable
from types import MappingProxyType
from typing import TypeVar

from tenants.norms.language import shapes
from tenants.norms.language.document import Mapping, Scalar, Tree
from tenants.norms.language.model import Label, Level, Package, Setting, Table
from tenants.norms.language.problems import Fault, Faults
from tenants.norms.language.reading_criteria import read_criteria
from tenants.norms.language.reading_levels import read_level
from tenants.norms.language.reading_tables import chosen, read_setting, read_table
from tenants.norms.language.suggestions import hints
from tenants.norms.language.words import PERIODS

ENTRIES = ("package", "version", "vi", "en", "period", "settings", "tables", "criteria", "levels", "examples")
MAX_FORMULAS = 300
MAX_ROWS = 2000
_TIMES = ("day", "month", "quarter", "year")
_T = TypeVar("_T")


def read_package(tree: Mapping, digest: str, faults: Faults) -> Package:
    """The package a document writes; problems are collected, so that one pass shows them all."""
    with faults.about("package"):
        shapes.mapping(tree, ENTRIES)
    name, version, title = _heading(tree, faults)
    settings = _section(tree, "settings", read_setting, faults)
    tables = _section(tree, "tables", read_table, faults)
    levels = _section(tree, "levels", lambda key, body: read_level(key, body, faults), faults)
    with faults.about("levels"):
        shapes.required(tree, "levels")
    period = PERIODS[0]
    with faults.about("period"):
        period = _period(tree, levels)
    criteria = read_criteria(tree, faults)
    _check_ladder(levels, faults)
    _check_names_apart(levels, settings, faults)
    _check_size(tree, tables, levels, faults)
    return Package(
        name,
        version,
        title,
        MappingProxyType(settings),
        MappingProxyType(tables),
        MappingProxyType(levels),
        MappingProxyType({}),
        MappingProxyType({}),
        (),
        digest,
        period,
        criteria,
    )


def _period(tree: Mapping, levels: dict[str, Level]) -> str:
    written = tree.get("period")
    if written is None:
        return PERIODS[0]
    found = chosen(written, PERIODS)
    if found not in levels:
        raise Fault("document.level", written.place(), name=found, **hints(found, levels))
    return found


def _heading(tree: Mapping, faults: Faults) -> tuple[str, str, Label]:
    name = version = ""
    title = Label()
    with faults.about("package"):
        name = shapes.key(shapes.required(tree, "package"))
        version = shapes.key(shapes.required(tree, "version"))
        title = shapes.label(tree)
    return name, version, title


def _section(tree: Mapping, section: str, read: Callable[[Scalar, Tree], _T], faults: Faults) -> dict[str, _T]:
    found: dict[str, _T] = {}
    with faults.about(section):
        for key, body in shapes.entries(tree.get(section)):
            with faults.about(key.text):
                found[key.text] = read(key, body)
    return found


def _check_ladder(levels: dict[str, Level], faults: Faults) -> None:
    for level in levels.values():
        with faults.about(level.name):
            seen = [level.name]
            while (over := levels[seen[-1]].over) is not None:
                if over not in levels:
                    if len(seen) > 1:
                        break  # the level that names it is told
                    raise Fault("document.level", level.place, name=over, **hints(over, levels))
                seen.append(over)
                if over in seen[:-1]:
                    raise Fault("cycle.levels", level.place, ring=" → ".join(seen))
            if level.over in levels and level.over is not None:
                _check_keys(level, levels[level.over])


def _check_keys(level: Level, below: Level) -> None:
    """A level is grouped by keys at least as coarse as those below it; a person leads to a unit, a day to a month."""
    for key in level.by:
        finer = key in _TIMES and any(other in _TIMES[_TIMES.index(key) + 1 :] for other in below.by)
        lost = (key == "entry" and "entry" not in below.by) or (key == "person" and "unit" in below.by)
        if finer or lost:
            raise Fault("document.by", level.place, key=key, below=below.name)


def _check_names_apart(levels: dict[str, Level], settings: dict[str, Setting], faults: Faults) -> None:
    for level in levels.values():
        for name, place in (
            *((one.name, one.place) for one in level.inputs.values()),
            *((one.name, one.scalar.place()) for one in level.formulas.values()),
        ):
            if name in settings:
                faults.add(name, "document.taken", place, name=name)


def _check_size(tree: Mapping, tables: dict[str, Table], levels: dict[str, Level], faults: Faults) -> None:
    if sum(len(level.formulas) for level in levels.values()) > MAX_FORMULAS:
        faults.add("levels", "document.formulas", tree.place(), limit=MAX_FORMULAS)
    if sum(len(table.values) for table in tables.values()) > MAX_ROWS:
        faults.add("tables", "document.rows", tree.place(), limit=MAX_ROWS)

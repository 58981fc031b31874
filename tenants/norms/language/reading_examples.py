"""Reads the worked examples that travel with a norm package."""

from types import MappingProxyType

from tenants.norms.language import shapes
from tenants.norms.language.document import Mapping, Scalar, Tree
from tenants.norms.language.kinds import Kind, NumberKind
from tenants.norms.language.model import Example, Expectation, Level, Package, Setting, Value
from tenants.norms.language.numbers import ONE, places_of
from tenants.norms.language.problems import Fault, Faults
from tenants.norms.language.reading_levels import read_value
from tenants.norms.language.reading_tables import read_setting
from tenants.norms.language.suggestions import hints

MAX_RECORDS = 100_000


def read_examples(tree: Mapping, package: Package, faults: Faults) -> tuple[Example, ...]:
    """The examples of a checked package; each name and value must fit the package."""
    found: list[Example] = []
    with faults.about("examples"):
        for key, body in shapes.entries(tree.get("examples")):
            with faults.about(key.text):
                found.append(_example(key, body, package))
    return tuple(found)


def _example(key: Scalar, tree: Tree, package: Package) -> Example:
    entry = shapes.mapping(tree, ("level", "settings", "given", "expect"))
    written = shapes.scalar(shapes.required(entry, "level"))
    level = package.levels.get(written.text)
    if level is None:
        raise Fault("document.level", written.place(), name=written.text, **hints(written.text, package.levels))
    settings = {name.text: _setting(name, body, package) for name, body in shapes.entries(entry.get("settings"))}
    given = entry.get("given")
    record = MappingProxyType({}) if given is None else _record(given, level, package)
    expect = {
        name.text: _expectation(name, body, level, package)
        for name, body in shapes.mapping(shapes.required(entry, "expect")).entries
    }
    if count_records(record) > MAX_RECORDS:
        raise Fault("document.times", entry.place(), limit=MAX_RECORDS)
    name = shapes.key(key)
    return Example(name, level.name, MappingProxyType(settings), record, MappingProxyType(expect), key.place())


def count_records(record: object) -> int:
    """How many records an example holds, repeated ones counted as often as they are repeated."""
    if not isinstance(record, MappingProxyType):
        return 0
    return int(record.get("times", 1)) * (1 + sum(count_records(one) for one in record.get("of", ())))


def _setting(name: Scalar, tree: Tree, package: Package) -> Value:
    old = package.settings.get(name.text)
    if old is None:
        raise Fault("document.entry", name.place(), key=name.text, **hints(name.text, package.settings))
    return setting_value(old, tree)


def setting_value(old: Setting, tree: Tree) -> Value:
    """A new value for a setting: of the same kind, and one of its keys if it is a choice."""
    if not old.keys:
        value = read_setting(Scalar(old.name, tree.place(), old.name), shapes.scalar(tree)).value
        if isinstance(value, bool) is isinstance(old.value, bool):
            return value
    elif isinstance(tree, Scalar) and tree.text in old.keys:
        return tree.text
    raise Fault("document.value", tree.place(), text=shapes.scalar(tree).text, name=old.name)


def _record(tree: Tree, level: Level, package: Package) -> MappingProxyType[str, object]:
    values: dict[str, object] = {}
    for name, body in shapes.mapping(tree).entries:
        if name.text == "times":
            values["times"] = _times(body)
        elif name.text == "of" and level.over is not None:
            below = package.levels[level.over]
            values["of"] = tuple(_record(one, below, package) for one in shapes.items(body))
        else:
            values[name.text] = _given(name, body, level, package)
    return MappingProxyType(values)


def _times(tree: Tree) -> int:
    number = shapes.number(tree)
    if number < 1 or number != int(number) or number > MAX_RECORDS:
        raise Fault("document.range", tree.place(), value=number, lo=1, hi=MAX_RECORDS, step=1)
    return int(number)


def _given(name: Scalar, tree: Tree, level: Level, package: Package) -> Value:
    given = level.inputs.get(name.text)
    if given is not None and not (given.optional and shapes.scalar(tree).text == "missing"):
        return read_value(tree, given.kind, given.step, given.name)
    return _result(name, tree, level, package)


def _result(name: Scalar, tree: Tree, level: Level, package: Package) -> Value:
    """A value of a formula, or `missing`."""
    if name.text not in level.formulas and name.text not in level.inputs:
        known = (*level.inputs, *level.formulas)
        raise Fault("document.entry", name.place(), key=name.text, **hints(name.text, known))
    if shapes.scalar(tree).text == "missing":
        return None
    kind: Kind = package.kind_of(level.name, name.text)
    if isinstance(kind, NumberKind):
        return shapes.number(tree)
    return read_value(tree, kind, ONE, name.text)


def _expectation(name: Scalar, tree: Tree, level: Level, package: Package) -> Expectation:
    value = _result(name, tree, level, package)
    number = shapes.number(tree) if value is not None and not isinstance(value, str | bool) else None
    return Expectation(value, 0 if number is None else places_of(number))

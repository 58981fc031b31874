"""Reads the levels of a norm document: keys, inputs and formulas."""

from decimal import Decimal

from tenants.norms.language import shapes
from tenants.norms.language.document import Mapping, Scalar, Tree
from tenants.norms.language.kinds import KeyKind, Kind, NumberKind, TruthKind
from tenants.norms.language.model import Formula, Input, Label, Level, Value
from tenants.norms.language.nodes import Node, Unread
from tenants.norms.language.numbers import EXACT, ONE, places_of
from tenants.norms.language.parsing import parse
from tenants.norms.language.problems import Fault, Faults, FormulaFault
from tenants.norms.language.reading_tables import chosen
from tenants.norms.language.suggestions import hints
from tenants.norms.language.words import LEVEL_KEYS, ORIGINS

_INPUT_ENTRIES = ("min", "max", "step", "unit", "keys", "type", "default", "optional", "from", "vi", "en")


def read_level(key: Scalar, tree: Tree, faults: Faults) -> Level:
    """A rung of the ladder; problems of single inputs and formulas are collected, the rest is still read."""
    name = shapes.name(key)
    entry = shapes.mapping(tree, ("over", "by", "inputs", "formulas", "outputs", "vi", "en"))
    over = entry.get("over")
    by = _by(entry)
    inputs: dict[str, Input] = {}
    for label, body in shapes.entries(entry.get("inputs")):
        with faults.about(label.text):
            inputs[label.text] = _input(_own_name(label), body)
    formulas: dict[str, Formula] = {}
    for label, body in shapes.entries(entry.get("formulas")):
        with faults.about(label.text):
            if label.text in inputs:
                raise Fault("document.taken", label.place(), name=label.text)
            formulas[label.text] = read_formula(_own_name(label), body, faults)
    below = shapes.scalar(over).text if over else None
    place = over.place() if over else key.place()
    outputs = _outputs(name, entry, faults)
    return Level(name, below, by, inputs, formulas, (), shapes.label(entry), place, outputs)


def _outputs(level: str, entry: Mapping, faults: Faults) -> tuple[str, ...]:
    """The promised formulas; each must be written at this level."""
    tree = entry.get("outputs")
    if tree is None:
        return ()
    found = shapes.keys(tree)
    written = [label.text for label, _ in shapes.entries(entry.get("formulas"))]
    for item, name in zip(shapes.items(tree), found, strict=True):
        with faults.about(name):
            if name not in written:
                raise Fault("document.output", item.place(), name=name, level=level, **hints(name, written))
    return found


def _by(entry: Mapping) -> tuple[str, ...]:
    tree = shapes.required(entry, "by")
    found = shapes.keys(tree)
    for item, key in zip(shapes.items(tree), found, strict=True):
        if key not in LEVEL_KEYS:
            data = hints(key, LEVEL_KEYS)
            raise Fault("document.choice", item.place(), value=key, keys=", ".join(LEVEL_KEYS), **data)
    return found


def _own_name(label: Scalar) -> str:
    name = shapes.name(label)
    if name in LEVEL_KEYS:
        raise Fault("document.taken", label.place(), name=name)
    return name


def _input(name: str, tree: Tree) -> Input:
    entry = shapes.mapping(tree, _INPUT_ENTRIES)
    optional = entry.get("optional")
    may_miss = shapes.truth(optional) if optional else False
    kind, step = _input_kind(entry, may_miss)
    written = entry.get("default")
    if written and may_miss:
        raise Fault("document.entry", written.place(), key="default", **hints("", ()))
    default = read_value(written, kind, step, name) if written else None
    origin = chosen(found, ORIGINS) if (found := entry.get("from")) else None
    return Input(name, kind, step, default, may_miss, shapes.label(entry), tree.place(), origin)


def _input_kind(entry: Mapping, missing: bool) -> tuple[Kind, Decimal]:
    listed, kind = entry.get("keys"), entry.get("type")
    numeric = [word for word in ("min", "max", "step", "unit") if entry.get(word)]
    if (listed or kind) and (numeric or (listed and kind)):
        word = numeric[0] if numeric else "type"
        raise Fault("document.entry", shapes.required(entry, word).place(), key=word, **hints("", ()))
    if listed:
        return KeyKind(keys=shapes.keys(listed), missing=missing), ONE
    if kind:
        if shapes.scalar(kind).text != "boolean":
            raise Fault("document.expects", kind.place(), expected_vi="boolean", expected_en="boolean")
        return TruthKind(missing=missing), ONE
    lo = shapes.number(entry.get("min") or _zero(entry))
    hi = shapes.number(shapes.required(entry, "max"))
    step = shapes.number(found) if (found := entry.get("step")) else ONE
    if lo > hi or step <= 0:
        raise Fault("document.bounds", entry.place())
    return NumberKind(lo=lo, hi=hi, places=places_of(step), unit=shapes.unit(entry), missing=missing), step


def _zero(entry: Mapping) -> Scalar:
    return Scalar("0", entry.start, "0")


def read_value(tree: Tree, kind: Kind, step: Decimal, name: str) -> Value:
    """A written value of a known kind, in its range and on its step."""
    match kind:
        case NumberKind():
            value = shapes.number(tree)
            if not in_range(value, kind, step):
                raise Fault("document.range", tree.place(), value=value, lo=kind.lo, hi=kind.hi, step=step)
            return value
        case KeyKind():
            return chosen(tree, kind.keys)
        case TruthKind():
            return shapes.truth(tree)
    raise Fault("document.value", tree.place(), text=shapes.scalar(tree).text, name=name)


def in_range(value: Decimal, kind: NumberKind, step: Decimal) -> bool:
    """Does a number lie between lo and hi on a multiple of the step?"""
    return kind.lo <= value <= kind.hi and EXACT.remainder(value, step) == 0


def read_formula(name: str, tree: Tree, faults: Faults) -> Formula:
    """A formula, written as its text or as `{is, unit, vi, en}`; a text that cannot be read is told and kept unread."""
    if isinstance(tree, Scalar):
        return Formula(name, tree, _parsed(name, tree, faults), None, Label())
    entry = shapes.mapping(tree, ("is", "unit", "vi", "en"))
    text = shapes.scalar(shapes.required(entry, "is"))
    return Formula(name, text, _parsed(name, text, faults), shapes.stated_unit(entry), shapes.label(entry))


def _parsed(name: str, text: Scalar, faults: Faults) -> Node:
    try:
        return parse(text.text)
    except FormulaFault as fault:
        faults.add(name, fault.sentence, text.place(fault.offset), **fault.data)
        return Unread(0, 0)

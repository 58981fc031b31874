"""Adding, taking away and moving entries of a package's text; all other characters, comments and order stay."""

from decimal import Decimal, InvalidOperation
from typing import Final

import yaml

from tenants.norms.language.reading import ENTRIES
from tenants.norms.layout import Path, Value, at, composed, end_of, said, spans, written

BRACKETS: Final = ("upto", "from")
_BARE: Final = {"settings": "value", "formulas": "is"}
"""What the value itself is called once a label or a unit stands beside it."""


def put(text: str, path: Path, value: Value) -> str:
    """The text with a value at a path: in the place of what stood there, else as a new entry of its mapping."""
    text = text if text.endswith("\n") or not text else f"{text}\n"
    root = composed(text) if text.strip() else None
    parent = at(root, path[:-1])
    if isinstance(parent, yaml.ScalarNode) and len(path) > 2 and (word := _BARE.get(path[-3])):
        return put(text, path[:-1], {word: parent.value, path[-1]: value})
    if isinstance(parent, yaml.MappingNode):
        for key, old in parent.value:
            if key.value == path[-1]:
                return _replaced(text, key, old, value)
        return _added(text, parent, path, value)
    if len(path) > 1:
        return put(text, path[:-1], {path[-1]: value})
    return f"{written(path[0])}: {written(value)}\n{text}"


def remove(text: str, path: Path) -> str:
    """The text without an entry and the comments directly above it; a formula also leaves its level's `outputs`."""
    text = text if text.endswith("\n") else f"{text}\n"
    parent = at(composed(text), path[:-1])
    if not isinstance(parent, yaml.MappingNode):
        return text
    names = [key.value for key, _ in parent.value]
    if path[-1] not in names:
        return text
    if len(names) == 1 and not parent.flow_style and len(path) > 1:
        text = put(text, path[:-1], {})
    else:
        text = _cut(text, parent, names.index(path[-1]))
    return _unpromised(text, path) if path[:1] == ("levels",) and path[2:3] == ("formulas",) else text


def move(text: str, path: Path, steps: int) -> str:
    """The text with an entry in the place of its neighbour (−1 the one before, 1 the one after), and the other way."""
    text = text if text.endswith("\n") else f"{text}\n"
    parent = at(composed(text), path[:-1])
    if not isinstance(parent, yaml.MappingNode):
        return text
    names = [key.value for key, _ in parent.value]
    here = names.index(path[-1]) if path[-1] in names else -1
    if here < 0 or not 0 <= here + steps < len(names):
        return text
    found = spans(text, parent)
    one, other = found[min(here, here + steps)], found[max(here, here + steps)]
    return (
        text[: one.start]
        + text[other.start : other.end]
        + text[one.end : other.start]
        + text[one.start : one.end]
        + text[other.end :]
    )


def _replaced(text: str, key: yaml.Node, old: yaml.Node, value: Value) -> str:
    between = text[key.end_mark.index : old.start_mark.index]
    end = end_of(text, old)
    if "#" in between:  # a comment after the key stays there
        return text[: old.start_mark.index] + written(value) + text[end:]
    return f"{text[: key.end_mark.index]}: {written(value)}{text[max(end, key.end_mark.index + 1) :]}"


def _added(text: str, parent: yaml.MappingNode, path: Path, value: Value) -> str:
    entry, place, found = f"{written(path[-1])}: {written(value)}", _place(parent, path), spans(text, parent)
    if parent.flow_style:
        if not found:
            start = parent.start_mark.index + 1
            return f"{text[:start]}{entry}{text[start:]}"
        if place == 0:
            return f"{text[: found[0].start]}{entry}, {text[found[0].start :]}"
        return f"{text[: found[place - 1].end]}, {entry}{text[found[place - 1].end :]}"
    indent = " " * parent.value[0][0].start_mark.column
    lines = f"{indent}{entry}\n"
    if len(path) == 1 and isinstance(value, dict):
        inner = "".join(f"  {written(name)}: {written(one)}\n" for name, one in value.items())
        lines = f"\n{path[0]}:\n{inner}"
    start = found[place - 1].end if place else found[0].start
    return text[:start] + lines + text[start:]


def _place(parent: yaml.MappingNode, path: Path) -> int:
    """Before which entry a new one stands: bounds by their order, sections by the document's, anything else last."""
    names = [key.value for key, _ in parent.value]
    if len(path) == 1 and path[0] in ENTRIES:
        return sum(1 for name in names if name in ENTRIES and ENTRIES.index(name) < ENTRIES.index(path[0]))
    if path[-2:-1] and path[-2] in BRACKETS and (bound := _number(path[-1])) is not None:
        marks = [_number(name) for name in names]
        rising = path[-2] == "upto"
        return sum(1 for mark in marks if mark is not None and (mark < bound if rising else mark > bound))
    return len(names)


def _number(name: str) -> Decimal | None:
    try:
        return Decimal(name)
    except InvalidOperation:
        return None


def _cut(text: str, parent: yaml.MappingNode, here: int) -> str:
    found = spans(text, parent)
    if not parent.flow_style:
        return text[: found[here].start] + text[found[here].end :]
    if here + 1 < len(found):
        return text[: found[here].start] + text[found[here + 1].start :]
    if here == 0:
        return text[: found[0].start] + text[found[0].end :]
    between = text[found[here - 1].end : found[here].start]
    start = found[here].start if "#" in between else found[here - 1].end
    return text[:start] + text[found[here].end :]


def _unpromised(text: str, path: Path) -> str:
    """A level promises no formula that it no longer has."""
    outputs = (*path[:2], "outputs")
    node = at(composed(text), outputs)
    if not isinstance(node, yaml.SequenceNode):
        return text
    kept = [one for one in said(node) if one != path[-1]]
    if len(kept) == len(node.value):
        return text
    return put(text, outputs, kept) if kept else remove(text, outputs)

"""Lays a province's own settings, tables, formulas and examples over a shipped norm document."""

from tenants.norms.language import shapes
from tenants.norms.language.document import Mapping, Scalar, Tree
from tenants.norms.language.problems import Fault
from tenants.norms.language.reading import ENTRIES

_WHOLE = ("upto", "from")
"""Brackets are replaced as a whole: a single bound has no name of its own to be replaced by."""


def overridden(base: Mapping, changes: Mapping) -> Mapping:
    """The document with the changes in place; a change keeps its own place in its own file."""
    shapes.mapping(changes, ENTRIES)
    package = changes.get("package")
    if package is not None and shapes.scalar(package).text != _text(base.get("package")):
        raise Fault("document.override", package.place(), key="package")
    result = Mapping(tuple(entry for entry in base.entries if entry[0].text != "examples"), base.start)
    for key, value in changes.entries:
        if key.text in ("settings", "tables"):
            result = _put(result, key, _section(_existing(result, key), value, rows=key.text == "tables"))
        elif key.text == "levels":
            result = _put(result, key, _levels(_existing(result, key), value))
        elif key.text == "criteria" and (old := result.get(key.text)) is not None:
            result = _put(result, key, _deep(shapes.mapping(old), shapes.mapping(value)))
        else:
            result = _put(result, key, value)
    return result


def _section(base: Tree, changes: Tree, *, rows: bool) -> Mapping:
    result = shapes.mapping(base)
    for key, value in shapes.mapping(changes).entries:
        old = _existing(result, key)
        if rows:
            result = _put(result, key, _table(shapes.mapping(old), shapes.mapping(value)))
        elif isinstance(old, Mapping):
            written = value if isinstance(value, Mapping) else Mapping(((_named("value", value), value),), value.start)
            result = _put(result, key, _deep(old, written))
        else:
            result = _put(result, key, value)
    return result


def _table(base: Mapping, changes: Mapping) -> Mapping:
    result = base
    for key, value in changes.entries:
        old = result.get(key.text)
        merges = isinstance(old, Mapping) and key.text not in _WHOLE
        result = _put(result, key, _deep(shapes.mapping(old), shapes.mapping(value)) if old and merges else value)
    return result


def _levels(base: Tree, changes: Tree) -> Mapping:
    result = shapes.mapping(base)
    for key, value in shapes.mapping(changes).entries:
        level = shapes.mapping(_existing(result, key))
        formulas = shapes.mapping(value)
        for section, written in formulas.entries:
            if section.text != "formulas":
                raise Fault("document.override", section.place(), key=section.text)
            own = shapes.mapping(_existing(level, section))
            for name, text in shapes.mapping(written).entries:
                _existing(own, name)
                own = _put(own, name, text)
            level = _put(level, section, own)
        result = _put(result, key, level)
    return result


def _deep(base: Mapping, changes: Mapping) -> Mapping:
    result = base
    for key, value in changes.entries:
        old = result.get(key.text)
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            result = _put(result, key, _deep(old, value))
        else:
            result = _put(result, key, value)
    return result


def _existing(tree: Mapping, key: Scalar) -> Tree:
    found = tree.get(key.text)
    if found is None:
        raise Fault("document.override", key.place(), key=key.text)
    return found


def _put(tree: Mapping, key: Scalar, value: Tree) -> Mapping:
    if tree.get(key.text) is None:
        return Mapping((*tree.entries, (key, value)), tree.start)
    kept = tuple((old, value if old.text == key.text else body) for old, body in tree.entries)
    return Mapping(kept, tree.start)


def _named(word: str, tree: Tree) -> Scalar:
    return Scalar(word, tree.place(), word)


def _text(tree: Tree | None) -> str:
    return tree.text if isinstance(tree, Scalar) else ""

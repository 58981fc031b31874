"""Editing a package's text in parts: only their own characters change, comments and layout stay."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import yaml

from tenants.norms.examination import Texts
from tenants.norms.language.document import read_tree
from tenants.norms.language.problems import Fault
from tenants.norms.layout import Path, Value, at, composed, leaf, said, written
from tenants.norms.owning import owned
from tenants.norms.restructuring import BRACKETS, move, put, remove

Act = Literal["set", "put", "remove", "earlier", "later"]
_HEADING: Final = ("version", "vi", "en")
_STEPS: Final = {"earlier": -1, "later": 1}


@dataclass(frozen=True)
class Edit:
    """A change at a place of the package.

    `set` writes a value that is there: `("tables", "complexity", "rows", "hard")` becomes `text`. `put` writes `value`,
    in the place of what is there or as a new entry; `remove` takes an entry away; `earlier` and `later` let it change
    places with its neighbour.
    """

    path: Path
    text: str = ""
    act: Act = "set"
    value: Value = ""


def edited(texts: Texts, edits: Sequence[Edit]) -> Texts:
    """The text with the edits, one after the other; of an inherited package they stand in the province's own changes.

    Changes that begin take the national examples along, so that they still tell what the changed numbers do. What
    changes cannot say, such as another formula, makes the package a document of the province's own. A place that
    neither text has is left out; a broken text stays as it is.
    """
    try:
        for text in filter(None, (texts.document, texts.override)):
            read_tree(text, "")
    except Fault:
        return texts
    values: list[Edit] = []
    for edit in edits:
        if edit.act == "set":
            values.append(edit)
            continue
        texts = _restructured(_valued(texts, values), edit)
        values = []
    return _valued(texts, values)


def _valued(texts: Texts, edits: Sequence[Edit]) -> Texts:
    if texts.base_name is None and texts.override is None:
        return replace(texts, document=_spliced(texts.document, edits))
    override = texts.override
    if override is None and edits:
        override = _examples_of(texts.document)
    for edit in edits:
        override = _overriding(texts.document, override or "", edit)
    return replace(texts, override=override)


def _restructured(texts: Texts, edit: Edit) -> Texts:
    if texts.base_name is None and texts.override is None:
        return replace(texts, document=_changed(texts.document, edit))
    begun = texts.override if texts.override is not None else _examples_of(texts.document)
    changes = _told(texts.document, begun, edit)
    return replace(texts, override=changes) if changes is not None else _restructured(owned(texts), edit)


def _changed(text: str, edit: Edit) -> str:
    if edit.act == "put":
        return put(text, edit.path, edit.value)
    return remove(text, edit.path) if edit.act == "remove" else move(text, edit.path, _STEPS[edit.act])


def _told(document: str, override: str, edit: Edit) -> str | None:
    """The province's changes with the edit; None where changes cannot say it."""
    path, base = edit.path, composed(document)
    own = composed(override) if override.strip() else None
    if path[0] == "examples":
        if at(own, path[:1]) is None:
            override += _examples_of(document)
        return _changed(override, edit)
    if path[-2:-1] and path[-2] in BRACKETS and edit.act in ("put", "remove"):
        now = at(own, path[:-1]) or at(base, path[:-1])
        if now is None:
            return None
        whole = _changed(f"{path[-2]}: {written(said(now))}\n", replace(edit, path=path[-2:]))
        return put(override, path[:-1], said(at(composed(whole), path[-2:-1]) or now))
    if edit.act == "remove" and path[:1] == ("tables",) and at(base, path) is None and at(own, path) is not None:
        return remove(override, path)
    return _put_in(override, base, own, edit) if edit.act == "put" else None


def _put_in(override: str, base: yaml.Node | None, own: yaml.Node | None, edit: Edit) -> str | None:
    path, above = edit.path, at(base, edit.path[:-1])
    if len(path) == 1:
        return put(override, path, edit.value) if path[0] in _HEADING else None
    if not isinstance(above, yaml.MappingNode):
        return None
    if (path[0] == "tables" and len(path) > 2) or (path[0] == "settings" and len(path) == 3):
        return put(override, path, edit.value)
    if path[0] == "levels" and path[2:3] == ("formulas",) and len(path) == 5:  # a formula is replaced with its labels
        formula = said(at(own, path[:-1]) or above)
        known = formula if isinstance(formula, dict) else {"is": formula}
        return put(override, path[:-1], {**known, path[-1]: edit.value})
    return None


def _spliced(text: str, edits: Iterable[Edit]) -> str:
    """All values that the text has, written from its end to its beginning so that places stay true."""
    root = composed(text)
    found = [(node, edit) for edit in edits if (node := leaf(root, edit.path)) is not None]
    for node, edit in sorted(found, key=lambda one: one[0].start_mark.index, reverse=True):
        text = _replaced(text, node, edit.text)
    return text


def _overriding(document: str, override: str, edit: Edit) -> str:
    own = leaf(composed(override) if override.strip() else None, edit.path)
    if own is not None:
        return _replaced(override, own, edit.text)
    base = at(composed(document), edit.path)
    if base is None:
        return override
    if edit.path[-2:-1] and edit.path[-2] in BRACKETS:  # brackets are overridden as a whole
        above = at(composed(document), edit.path[:-1])
        return put(override, edit.path[:-1], _with(above, edit.path[-1], edit.text))
    if isinstance(base, yaml.MappingNode) and edit.path[:1] == ("levels",):  # its labels and unit go with a formula
        return put(override, edit.path, _with(base, "is", edit.text))
    return put(override, edit.path, edit.text)


def _with(node: yaml.Node | None, name: str, text: str) -> Value:
    known = said(node) if node is not None else {}
    return {**known, name: text} if isinstance(known, dict) else text


def _replaced(text: str, node: yaml.Node, value: str) -> str:
    start, end = node.start_mark.index, node.end_mark.index
    raw = text[start:end]
    return text[:start] + written(value) + raw[len(raw.rstrip()) :] + text[end:]


def _examples_of(document: str) -> str:
    root = composed(document)
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if key.value == "examples":
                return document[key.start_mark.index : value.end_mark.index].rstrip() + "\n"
    return ""

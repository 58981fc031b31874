"""Writing single values into a package's text: only their own characters change, comments and layout stay."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import yaml

from tenants.norms.examination import Texts
from tenants.norms.language.document import read_tree
from tenants.norms.language.problems import Fault

Path = tuple[str, ...]

_PLAIN: Final = re.compile(r"-?[A-Za-z0-9_+/][A-Za-z0-9_.+/-]*")
_BRACKETS: Final = ("upto", "from")


@dataclass(frozen=True)
class Edit:
    """A value at a place of the package: `("tables", "complexity", "rows", "hard")` becomes `text`."""

    path: Path
    text: str


def edited(texts: Texts, edits: Sequence[Edit]) -> Texts:
    """The text with the values written; of an inherited package they stand in the province's own changes.

    Changes that begin take the national examples along, so that they still tell what the changed numbers do. A place
    that neither text has is left out; a broken text stays as it is.
    """
    try:
        for text in filter(None, (texts.document, texts.override)):
            read_tree(text, "")
    except Fault:
        return texts
    if texts.base_name is None and texts.override is None:
        return replace(texts, document=_spliced(texts.document, edits))
    override = texts.override
    if override is None and edits:
        override = _examples_of(texts.document)
    for edit in edits:
        override = _overriding(texts.document, override or "", edit)
    return replace(texts, override=override)


def _spliced(text: str, edits: Iterable[Edit]) -> str:
    """All values that the text has, written from its end to its beginning so that places stay true."""
    root = _composed(text)
    found = [(node, edit) for edit in edits if (node := _leaf(root, edit.path)) is not None]
    for node, edit in sorted(found, key=lambda one: one[0].start_mark.index, reverse=True):
        text = _replaced(text, node, edit.text)
    return text


def _overriding(document: str, override: str, edit: Edit) -> str:
    own = _composed(override) if override.strip() else None
    leaf = _leaf(own, edit.path)
    if leaf is not None:
        return _replaced(override, leaf, edit.text)
    base = _at(_composed(document), edit.path)
    if base is None:
        return override
    path, value = edit.path, _written(edit.text)
    if edit.path[-2:-1] and edit.path[-2] in _BRACKETS:  # brackets are overridden as a whole
        path = edit.path[:-1]
        value = _flow(_at(_composed(document), path), {edit.path[-1]: value})
    elif isinstance(base, yaml.MappingNode) and edit.path[:1] == ("levels",):  # its labels and unit go with a formula
        value = _flow(base, {"is": value})
    return _inserted(override, own, path, value)


def _composed(text: str) -> yaml.Node | None:
    return yaml.compose(text, Loader=yaml.BaseLoader)


def _at(node: yaml.Node | None, path: Path) -> yaml.Node | None:
    for name in path:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = next((value for key, value in node.value if key.value == name), None)
    return node


def _leaf(root: yaml.Node | None, path: Path) -> yaml.ScalarNode | None:
    """The scalar of a value: itself, or the `is` of a formula, or the `value` of a setting."""
    node = _at(root, path)
    if isinstance(node, yaml.MappingNode):
        node = _at(node, ("is",)) or _at(node, ("value",))
    return node if isinstance(node, yaml.ScalarNode) else None


def _replaced(text: str, node: yaml.Node, value: str) -> str:
    start, end = node.start_mark.index, node.end_mark.index
    raw = text[start:end]
    return text[:start] + _written(value) + raw[len(raw.rstrip()) :] + text[end:]


def _written(value: str) -> str:
    """A value as YAML: plain where that is safe, else in double quotes on one line."""
    line = " ".join(value.split())
    return line if _PLAIN.fullmatch(line) else json.dumps(line, ensure_ascii=False)


def _flow(node: yaml.Node | None, changed: dict[str, str]) -> str:
    """A mapping of scalars on one line, some of its values changed."""
    written = {key.value: _written(value.value) for key, value in node.value} if node is not None else {}
    return "{" + ", ".join(f"{_written(name)}: {value}" for name, value in (written | changed).items()) + "}"


def _inserted(text: str, root: yaml.Node | None, path: Path, value: str) -> str:
    """The text with a new value, put into the deepest mapping on its way that is there."""
    depth = max(
        (depth for depth in range(len(path)) if isinstance(_at(root, path[:depth]), yaml.MappingNode)), default=0
    )
    for name in reversed(path[depth + 1 :]):
        value = f"{{{_written(name)}: {value}}}"
    entry = f"{_written(path[depth])}: {value}"
    node = _at(root, path[:depth])
    if not isinstance(node, yaml.MappingNode):
        return f"{entry}\n{text}"
    start = node.start_mark
    if node.flow_style:
        return f"{text[: start.index + 1]}{entry}{', ' if node.value else ''}{text[start.index + 1 :]}"
    return f"{text[: start.index]}{entry}\n{' ' * start.column}{text[start.index :]}"


def _examples_of(document: str) -> str:
    root = _composed(document)
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if key.value == "examples":
                return document[key.start_mark.index : value.end_mark.index].rstrip() + "\n"
    return ""

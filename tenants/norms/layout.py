"""Where things stand in a YAML text: values by their path, entries with the comments that belong to them."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import yaml

Path = tuple[str, ...]
Value = str | Mapping[str, "Value"] | Sequence["Value"]
"""A value to be written: a text, entries by name, or a list; numbers are texts, so that none becomes a float."""

_PLAIN: Final = re.compile(r"-?[A-Za-z0-9_+/][A-Za-z0-9_.+/-]*")


@dataclass(frozen=True)
class Span:
    """The characters of an entry: in a block its whole lines with the comments directly above, else key to value."""

    start: int
    end: int


def composed(text: str) -> yaml.Node | None:
    """The text as nodes with their marks."""
    return yaml.compose(text, Loader=yaml.BaseLoader)


def at(node: yaml.Node | None, path: Path) -> yaml.Node | None:
    """The value at a path, if there is one."""
    for name in path:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = next((value for key, value in node.value if key.value == name), None)
    return node


def leaf(root: yaml.Node | None, path: Path) -> yaml.ScalarNode | None:
    """The scalar of a value: itself, or the `is` of a formula, or the `value` of a setting."""
    node = at(root, path)
    if isinstance(node, yaml.MappingNode):
        node = at(node, ("is",)) or at(node, ("value",))
    return node if isinstance(node, yaml.ScalarNode) else None


def written(value: Value) -> str:
    """A value as YAML on one line: plain where that is safe, else in double quotes."""
    if isinstance(value, str):
        line = " ".join(value.split())
        return line if _PLAIN.fullmatch(line) else json.dumps(line, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{written(name)}: {written(one)}" for name, one in value.items()) + "}"
    return "[" + ", ".join(written(one) for one in value) + "]"


def said(node: yaml.Node) -> Value:
    """What a node says, without its layout."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: said(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [said(one) for one in node.value]
    return str(node.value)


def end_of(text: str, node: yaml.Node) -> int:
    """Where the last character of a value stands; blank lines and comments after it are not its own."""
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.MappingNode) and not node.flow_style and node.value:
        return end_of(text, node.value[-1][1])
    if isinstance(node, yaml.SequenceNode) and not node.flow_style and node.value:
        return end_of(text, node.value[-1])
    return int(start + len(text[start:end].rstrip()))


def spans(text: str, node: yaml.MappingNode) -> list[Span]:
    """The characters of each entry of a mapping."""
    if node.flow_style:
        return [Span(key.start_mark.index, end_of(text, value)) for key, value in node.value]
    found: list[Span] = []
    for key, value in node.value:
        floor = found[-1].end if found else 0
        start = _with_comments(text, text.rfind("\n", 0, key.start_mark.index) + 1, floor)
        end = text.find("\n", max(end_of(text, value), key.end_mark.index))
        found.append(Span(start, len(text) if end < 0 else end + 1))
    return found


def _with_comments(text: str, start: int, floor: int) -> int:
    """The beginning of the comment lines that stand directly above a line."""
    while start > floor:
        above = text.rfind("\n", 0, start - 1) + 1
        if above < floor or not text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start

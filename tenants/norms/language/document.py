"""Reads YAML into a tree in which every scalar is text and knows where it stands; refuses what hides meaning."""

from dataclasses import dataclass
from typing import cast

import yaml

from tenants.norms.language.problems import Fault, Place

MAX_CHARACTERS = 400_000
MAX_DEPTH = 32


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text, with the characters it was written with."""

    text: str
    start: Place
    raw: str
    style: str | None = None

    def place(self, offset: int = 0) -> Place:
        """Where the character at `offset` of the text stands in the file, whatever quoting or folding was used."""
        spot = self._aligned(offset)
        before = self.raw[:spot]
        lines = before.count("\n")
        column = self.start.column + spot if lines == 0 else spot - before.rfind("\n")
        return Place(self.start.source, self.start.line + lines, column)

    def _aligned(self, offset: int) -> int:
        spot = self.raw.find("\n") + 1 if self.style in ("|", ">") else 0
        if self.style in ("'", '"'):
            spot = 1
        for index, character in enumerate(self.text[: offset + 1]):
            if character.isspace():
                if index < offset:
                    spot += self.raw[spot : spot + 1].isspace()
                continue
            found = self.raw.find(character, spot)
            if found < 0:
                break
            spot = found
            if index < offset:
                spot += 2 if self.style == "'" and character == "'" else 1
        return min(spot, len(self.raw))


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple["Tree", ...]
    start: Place

    def place(self, offset: int = 0) -> Place:
        """Where the list begins."""
        return self.start


@dataclass(frozen=True, slots=True)
class Mapping:
    """Named entries in the order of writing; names are distinct."""

    entries: tuple[tuple[Scalar, "Tree"], ...]
    start: Place

    def place(self, offset: int = 0) -> Place:
        """Where the mapping begins."""
        return self.start

    def get(self, name: str) -> "Tree | None":
        """The entry of that name, if there is one."""
        return next((value for key, value in self.entries if key.text == name), None)


Tree = Scalar | Sequence | Mapping


@dataclass(slots=True)
class _Open:
    start: Place
    is_mapping: bool
    children: list[Tree]


def read_tree(text: str, source: str) -> Mapping:
    """The document as a tree; raises Fault at the first thing that is not plain YAML."""
    if len(text) > MAX_CHARACTERS:
        raise Fault("document.characters", Place(source, 1, 1), limit=MAX_CHARACTERS)
    try:
        return _build(text, source)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(source, mark.line + 1, mark.column + 1) if mark else Place(source, 1, 1)
        raise Fault("document.yaml", place, detail=error.problem or "") from error
    except yaml.YAMLError as error:
        raise Fault("document.yaml", Place(source, 1, 1), detail="") from error


def _build(text: str, source: str) -> Mapping:
    stack: list[_Open] = []
    root: Tree | None = None
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        start, end = cast(yaml.Mark, event.start_mark), cast(yaml.Mark, event.end_mark)
        place = Place(source, start.line + 1, start.column + 1)
        _refuse_hidden_meaning(event, place, has_root=root is not None)
        done: Tree | None = None
        if isinstance(event, yaml.ScalarEvent):
            raw = text[start.index : end.index]
            done = Scalar(event.value, place, raw, event.style)
        elif isinstance(event, yaml.CollectionStartEvent):
            stack.append(_Open(place, isinstance(event, yaml.MappingStartEvent), []))
            if len(stack) > MAX_DEPTH:
                raise Fault("document.depth", place, limit=MAX_DEPTH)
        elif isinstance(event, yaml.CollectionEndEvent):
            done = _close(stack.pop())
        if done is not None:
            if stack:
                stack[-1].children.append(done)
            else:
                root = done
    if not isinstance(root, Mapping):
        raise Fault("document.mapping", Place(source, 1, 1))
    return root


def _refuse_hidden_meaning(event: yaml.Event, place: Place, *, has_root: bool) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
        raise Fault("document.anchor", place)
    if isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None) is not None:
        raise Fault("document.tag", place)
    if isinstance(event, yaml.DocumentStartEvent) and has_root:
        raise Fault("document.second", place)


def _close(opened: _Open) -> Tree:
    if not opened.is_mapping:
        return Sequence(tuple(opened.children), opened.start)
    entries: list[tuple[Scalar, Tree]] = []
    seen: set[str] = set()
    for key, value in zip(opened.children[::2], opened.children[1::2], strict=True):
        if not isinstance(key, Scalar):
            raise Fault("document.key", key.place())
        if key.text == "<<":
            raise Fault("document.merge", key.place())
        if key.text in seen:
            raise Fault("document.duplicate", key.place(), key=key.text)
        seen.add(key.text)
        entries.append((key, value))
    return Mapping(tuple(entries), opened.start)

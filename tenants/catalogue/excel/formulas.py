"""Where formulas stand in an uploaded workbook: the reader gives only what they last came to, or nothing."""

import posixpath
from collections.abc import Callable, Mapping
from typing import Final
from xml.parsers import expat

BOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"

Attributes = dict[str, str]


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The archive's part that holds each sheet, by the sheet's name; nothing where the file does not say."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and "Id" in attributes and "Target" in attributes:
            targets[attributes["Id"]] = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/")

    def sheet(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            link = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            sheets[attributes.get("name", "")] = link

    _walk(parts.get(RELATIONS, b""), relation)
    _walk(parts.get(BOOK, b""), sheet)
    return {name: targets[link] for name, link in sheets.items() if link in targets}


def _walk(part: bytes, seen: Callable[[str, Attributes], None]) -> None:
    """Tell of every element; a part that cannot be read tells of as much as could be."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _stop
    parser.StartElementHandler = lambda name, attributes: seen(name.rpartition(":")[2], attributes)
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, LookupError):
        return


def _stop(*_: object) -> None:
    """A workbook defines no entities of its own."""
    raise expat.ExpatError

"""Opening an uploaded workbook without trusting it: what it would unpack to is measured before anything is built.

The reader builds a rectangle of cells from the first to the last one it finds and copies shared texts into each, so a
file of a few kilobytes could ask for more memory than there is. Both are counted first, on the XML as it streams by.
"""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final, Protocol, cast
from xml.parsers import expat

import python_calamine
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from tenants.catalogue.errors import NotAnExcelFile, WorkbookTooLarge
from tenants.catalogue.excel.formulas import BOOK, RELATIONS, sheet_parts
from tenants.catalogue.vocabulary import Words
from tenants.vietnamese import search_key


@dataclass(frozen=True, slots=True)
class Unworked:
    """A cell whose formula has no result: it was never worked out, or came to an error."""


Cell = str | float | bool | int | date | time | datetime | timedelta | Unworked
At = tuple[int, int]
"""A cell's row and column, the first being 0."""
Range = tuple[At, At]
"""The first and the last cell of several."""

LARGEST_FILE: Final = 10 * 2**20
LARGEST_UNPACKED: Final = 80 * 2**20
MOST_TEXT: Final = 40_000_000
MOST_PARTS: Final = 500
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 60

_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFERENCE: Final = re.compile(r"([A-Za-z]{0,4})([0-9]{0,9})")
_NAMING: Final = (BOOK, RELATIONS)
_MEASURED: Final = (b"sheetData", b"<si", b":si")


class Book(Protocol):
    """Sheets of cells, from a file or from a grid."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sheets."""

    def rows(self, name: str) -> list[list[Cell]] | None:
        """The rows of a sheet from its first, or nothing when there is no sheet of that name, diacritics or not."""

    def merged(self, name: str) -> Sequence[Range]:
        """The cells of a sheet that are merged into one."""


def named(names: Sequence[str], name: str) -> str | None:
    """The name among these that is meant, diacritics or not."""
    return next((known for known in names if search_key(known) == search_key(name)), None)


@dataclass(frozen=True)
class Table:
    """Sheets as a grid holds them: rows of cells from the first, by the sheet's name."""

    sheets: Mapping[str, list[list[Cell]]]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sheets."""
        return tuple(self.sheets)

    def rows(self, name: str) -> list[list[Cell]] | None:
        """The rows of a sheet from its first."""
        found = named(self.names, name)
        return self.sheets[found] if found is not None else None

    def merged(self, name: str) -> Sequence[Range]:
        """A grid has no merged cells."""
        return ()


@dataclass(frozen=True)
class Workbook:
    """An opened workbook; rows are read sheet by sheet. `formulas` are the cells that hold one, by sheet."""

    opened: CalamineWorkbook
    names: tuple[str, ...]
    formulas: Mapping[str, Set[At]] = field(default_factory=dict)
    _sheets: dict[str, CalamineSheet] = field(default_factory=dict, repr=False, compare=False)

    def _sheet(self, name: str) -> CalamineSheet:
        """A sheet, taken out of the file once."""
        if name not in self._sheets:
            self._sheets[name] = self.opened.get_sheet_by_name(name)
        return self._sheets[name]

    def rows(self, name: str) -> list[list[Cell]] | None:
        """The rows of a sheet from its first; a formula without a result is told from an empty cell."""
        found = named(self.names, name)
        if found is None:
            return None
        try:
            read = self._sheet(found).to_python(skip_empty_area=False)
        except CalamineError as error:
            raise _damaged() from error
        rows = cast("list[list[Cell]]", read)
        for row, column in self.formulas.get(found, frozenset()):
            if row < len(rows) and column < len(rows[row]) and rows[row][column] == "":
                rows[row][column] = Unworked()
        return rows

    def merged(self, name: str) -> Sequence[Range]:
        """The cells of a sheet that are merged into one."""
        found = named(self.names, name)
        return (self._sheet(found).merged_cell_ranges or ()) if found is not None else ()


def open_workbook(data: bytes) -> Workbook:
    """Open an .xlsx file; refuses what is none, and what is or would grow beyond the limits."""
    if len(data) > LARGEST_FILE:
        megabytes = LARGEST_FILE // 2**20
        raise WorkbookTooLarge("file", limit=f"{megabytes} MB", limit_en=f"{megabytes} MB")
    if data.startswith(_OLD_EXCEL):
        raise _not_excel(Words("tệp .xls đời cũ hoặc có mật khẩu", "an old .xls file, or one with a password"))
    parts = _unpacked(data)
    measures = _measure(parts)
    try:
        opened = python_calamine.load_workbook(io.BytesIO(data))
    except CalamineError as error:
        raise _damaged() from error
    formulas = {
        name: frozenset(measures[part].formulas) for name, part in sheet_parts(parts).items() if part in measures
    }
    return Workbook(opened, tuple(opened.sheet_names), formulas)


def _not_excel(reason: Words) -> NotAnExcelFile:
    return NotAnExcelFile("file", reason=reason.vi, reason_en=reason.en)


def _damaged() -> NotAnExcelFile:
    return _not_excel(Words("tệp bị hỏng", "the file is damaged"))


def _too_much(limit: Words) -> WorkbookTooLarge:
    return WorkbookTooLarge("file", limit=limit.vi, limit_en=limit.en)


def _unpacked(data: bytes) -> dict[str, bytes]:
    """The parts that hold cells, texts or what the sheets are called; the archive's checksums expose sizes that lie."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if "xl/workbook.xml" not in (part.filename for part in parts):
                raise _not_excel(Words("không có bảng tính bên trong", "there is no workbook inside"))
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                megabytes = LARGEST_UNPACKED // 2**20
                raise _too_much(Words(f"{megabytes} MB sau khi giải nén", f"{megabytes} MB unpacked"))
            if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
                raise _damaged()
            read = ((part.filename, archive.read(part)) for part in parts)
            return {name: content for name, content in read if name in _NAMING or _is_measured(content)}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _damaged() from error


def _is_measured(content: bytes) -> bool:
    return any(mark in content for mark in _MEASURED)


def _measure(parts: Mapping[str, bytes]) -> dict[str, "_Measure"]:
    """Refuse cells beyond the limits of rows and columns, and more text than the limit once each cell has its own."""
    found = {name: _Measure(content) for name, content in parts.items() if _is_measured(content)}
    measures = found.values()
    texts = max((measure.texts for measure in measures), key=len, default=[])
    total = sum(times * texts[at] for measure in measures for at, times in measure.shared.items() if at < len(texts))
    if total > MOST_TEXT:
        raise _too_much(Words(f"{MOST_TEXT // 1_000_000} triệu ký tự", f"{MOST_TEXT // 1_000_000} million characters"))
    return found


class _Measure:
    """One part of a workbook, measured: how long its shared texts are, and how often its cells use each of them.

    `formulas` are the cells that hold one.
    """

    def __init__(self, part: bytes) -> None:
        self.formulas: set[At] = set()
        self.texts: list[int] = []
        self.shared: Counter[int] = Counter()
        self._row = self._column = self._length = 0
        self._uses_shared = self._in_value = False
        self._value = ""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            parser.Parse(part, True)
        except (expat.ExpatError, LookupError) as error:  # an encoding nobody knows is a LookupError
            raise _damaged() from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self._row = _number(attributes.get("r", "")) or self._row + 1
                self._column = 0
            case "c":
                self._place(attributes.get("r", ""))
                self._uses_shared = attributes.get("t") == "s"
            case "v" | "is" | "f":
                # A cell that has only a format is nothing to the reader, wherever it stands.
                self._check_place()
                self._in_value, self._value = True, ""
                if name.rpartition(":")[2] == "f":
                    self.formulas.add((self._row - 1, self._column - 1))
            case "si":
                self._length = 0

    def _end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "v":
                if self._uses_shared and self._value.strip().isdecimal():
                    self.shared[int(self._value)] += 1
                self._in_value = False
            case "si":
                self.texts.append(self._length)

    def _text(self, text: str) -> None:
        self._length += len(text)
        if self._in_value and len(self._value) < 20:
            self._value += text

    def _place(self, reference: str) -> None:
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            raise _damaged()
        letters, digits = found.groups()
        self._column = _column_number(letters) or self._column + 1
        self._row = _number(digits) or max(self._row, 1)

    def _check_place(self) -> None:
        if self._row > MOST_ROWS + 1:
            raise _too_much(Words(f"{MOST_ROWS} dòng", f"{MOST_ROWS} rows"))
        if self._column > MOST_COLUMNS:
            raise _too_much(Words(f"{MOST_COLUMNS} cột", f"{MOST_COLUMNS} columns"))

    def _refuse(self, *_: object) -> None:
        raise _damaged()


def _number(digits: str) -> int:
    return int(digits) if digits.isdecimal() and len(digits) < 10 else MOST_ROWS * 10 if digits else 0


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number

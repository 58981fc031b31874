"""Reading the catalogue's Excel sheets: every cell that cannot stand is listed with its place and what to do."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, Final

from tenants.catalogue import rules
from tenants.catalogue.contents import ItemContent, PositionContent
from tenants.catalogue.excel.cells import Unreadable, letters, read_value
from tenants.catalogue.excel.sheets import FACT, FRAMEWORK_SHEET, POSITION_SHEET, Choices, Column, Sheet, fact_column
from tenants.catalogue.excel.workbook import Book, Cell, Range
from tenants.catalogue.rules import Problem
from tenants.catalogue.vocabulary import Words
from tenants.vietnamese import search_key

SHOWN_LENGTH: Final = 60
TITLES: Final = 20  # so many rows may hold titles above the headings
_LEVEL: Final = Words("Ghi số nguyên từ 1 đến 5", "Write a whole number from 1 to 5")


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong in a file, where (`cell` as Excel names it, such as F12), and what to do about it.

    `column` is its heading as people read it, `field` what it holds; `code` says the same to programs.
    """

    sheet: str
    row: int | None
    column: str | None
    cell: str | None
    field: str | None
    code: str
    problem: Words
    remedy: Words


@dataclass(slots=True)
class Errors:
    """The errors found in a file: all are counted, the first are kept; `rows` are where any stand, by sheet."""

    most: int = 200
    kept: list[CellError] = field(default_factory=list)
    count: int = 0
    rows: set[tuple[str, int]] = field(default_factory=set)

    def add(self, error: CellError) -> None:
        """Note one error."""
        self.count += 1
        if error.row is not None:
            self.rows.add((error.sheet, error.row))
        if len(self.kept) < self.most:
            self.kept.append(error)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A work item as a row of the file says it, with the code of the unit that owns it."""

    number: int
    code: str
    content: ItemContent
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A job position as a row of the file and its lines of the competency framework say it."""

    number: int
    code: str
    content: PositionContent


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row whose cells were read; `complete` when each of them could be."""

    number: int
    values: dict[str, Any]
    complete: bool


class Place:
    """A sheet of a file that is being read: where its columns stand, those of own facts by name, and its errors."""

    def __init__(self, sheet: Sheet, errors: Errors) -> None:
        self.sheet, self.errors = sheet, errors
        self.at: dict[str, int] = {}
        self.facts: dict[str, Column] = {}
        self.headed = 1

    @property
    def columns(self) -> list[tuple[int, Column]]:
        """The columns that were found and where each stands, the first being 0; those of own facts too."""
        every = (*self.sheet.columns, *self.facts.values())
        return sorted(((self.at[column.field], column) for column in every if column.field in self.at), key=_place_of)

    def wrong(
        self, row: int | None, path: str | None, problem: Words, remedy: Words, *, code: str = "CELL_UNFIT"
    ) -> None:
        """Note what is wrong in a row, in the column of a field."""
        name = path.partition(".")[0] if path else None
        heading = self.sheet.heading(name) if name else None
        cell = f"{letters(self.at[name])}{row}" if row and name in self.at else None
        self.errors.add(CellError(self.sheet.name, row, heading, cell, name, code, problem, remedy))

    def wrong_heading(self, column: int, heading: str, problem: Words, remedy: Words, *, code: str) -> None:
        """Note what is wrong with a heading."""
        cell = f"{letters(column)}{self.headed}"
        self.errors.add(CellError(self.sheet.name, self.headed, heading, cell, None, code, problem, remedy))


def _place_of(found: tuple[int, Column]) -> int:
    return found[0]


def read_items(book: Book, choices: Choices, place: Place) -> list[ItemRow]:
    """The work items of a file; what cannot stand goes to the errors, and its row is left out."""
    found, seen = list[ItemRow](), dict[str, int]()
    for row in read_rows(book, place, choices):
        owner = row.values.pop("owner", None)
        if not row.complete or _repeated(place, row, seen, row.values["code"]):
            continue
        code = row.values.pop("code")
        content = rules.clean_item(ItemContent(**row.values))
        if not _problems(place, row.number, rules.item_problems(content)):
            found.append(ItemRow(row.number, code, content, owner))
    return found


def read_positions(
    book: Book, choices: Choices, competencies: Set[str], place: Place, framework: Place | None = None
) -> list[PositionRow]:
    """The job positions of a file with their frameworks; what cannot stand goes to the errors.

    `framework` is where the sheet of frameworks is noted, when somebody wants to know.
    """
    found, seen = list[PositionRow](), dict[str, int]()
    rows = list(read_rows(book, place, choices))
    known = _Framework({row.values.get("code") for row in rows}, competencies)
    frameworks = _frameworks(book, known, framework or Place(FRAMEWORK_SHEET, place.errors))
    for row in rows:
        if not row.complete or _repeated(place, row, seen, row.values["code"]):
            continue
        code = row.values.pop("code")
        content = rules.clean_position(PositionContent(**row.values, competencies=frameworks.get(code, {})))
        if not _problems(place, row.number, rules.position_problems(content)):
            found.append(PositionRow(row.number, code, content))
    return found


@dataclass(frozen=True, slots=True)
class _Framework:
    """What a line of the competency framework may name."""

    positions: Set[str | None]
    competencies: Set[str]


def _frameworks(book: Book, known: _Framework, place: Place) -> dict[str, dict[str, int]]:
    seen, found = dict[str, int](), dict[str, dict[str, int]]()
    for row in read_rows(book, place, Choices()):
        if not row.complete:
            continue
        code, competency, required = (row.values[name] for name in ("code", "competency", "required"))
        if code not in known.positions:
            said = Words(
                f"Mã vị trí “{code}” không có ở trang {POSITION_SHEET.name}", f"No position {code} in the file"
            )
            todo = Words(
                "Thêm vị trí này vào trang đó, hoặc xóa dòng", "Add the position to its sheet, or remove the row"
            )
            place.wrong(row.number, "code", said, todo, code="UNKNOWN_POSITION")
        elif competency not in known.competencies:
            said = Words(f"Không có năng lực mã “{competency}”", f"There is no competency with the code “{competency}”")
            todo = Words("Chọn mã ở Danh mục năng lực, trang Hướng dẫn", "Take a code of the list on the guide's sheet")
            place.wrong(row.number, "competency", said, todo, code="UNKNOWN_COMPETENCY")
        elif not 1 <= required <= 5:
            said = Words(f"Cấp độ {required} không có", f"There is no level {required}")
            place.wrong(row.number, "required", said, _LEVEL)
        elif not _repeated(place, row, seen, f"{code} · {competency}"):
            found.setdefault(code, {})[competency] = required
    return found


def _repeated(place: Place, row: SheetRow, seen: dict[str, int], key: str) -> bool:
    """Whether a key already stood in an earlier row, which is an error."""
    first = seen.setdefault(key, row.number)
    if first == row.number:
        return False
    problem = Words(f"“{key}” đã có ở dòng {first}", f"{key} already stands in row {first}")
    place.wrong(
        row.number,
        "code",
        problem,
        Words("Xóa một trong hai dòng, hoặc sửa mã", "Remove one of the rows, or correct it"),
        code="CODE_REPEATED",
    )
    return True


def _problems(place: Place, row: int, problems: Iterator[Problem]) -> bool:
    found = False
    for problem in problems:
        found = True
        said = Words("Giá trị không dùng được", "The value cannot be used")
        place.wrong(row, problem.field, said, _sentence(problem.expected))
    return found


def _sentence(words: Words) -> Words:
    return Words(*(part[:1].upper() + part[1:] for part in words))


def read_rows(book: Book, place: Place, choices: Choices) -> Iterator[SheetRow]:
    """The rows of a sheet below its headings, their cells read; empty rows are passed over."""
    rows = book.rows(place.sheet.name)
    if rows is None:
        there = ", ".join(f"“{name}”" for name in book.names)
        problem = Words(
            f"Thiếu trang tính “{place.sheet.name}”; tệp có {there}", f"The sheet is missing; there are {there}"
        )
        remedy = Words(f"Đặt tên trang tính là “{place.sheet.name}”", f"Name the sheet “{place.sheet.name}”")
        place.wrong(None, None, problem, remedy, code="SHEET_MISSING")
        return
    first = _heading_row(place, rows)
    place.headed = first + 1
    if not _find_columns(place, rows[first] if rows else [], book.merged(place.sheet.name)):
        return
    keys = {column.field: choices.by_text(column.field) for column in place.sheet.columns if "choice" in column.form}
    for number, cells in enumerate(rows[place.headed :], place.headed + 1):
        if any(cell not in ("", None) for cell in cells):
            yield _row(place, number, cells, keys)


def _heading_row(place: Place, rows: list[list[Cell]]) -> int:
    """Where the headings stand: the first row with most of them, as titles may stand above; the first row at worst."""
    wanted = {search_key(column.heading) for column in place.sheet.columns}
    known = [len({search_key(str(cell)) for cell in cells} & wanted) for cells in rows[:TITLES]]
    best = max(known, default=0)
    return known.index(best) if 2 * best >= len(wanted) else 0


def _find_columns(place: Place, headings: list[Cell], merged: Sequence[Range]) -> bool:
    """Find the columns by their headings, in any order; a missing, unknown, doubled or merged one is an error."""
    wanted = {search_key(column.heading): column for column in place.sheet.columns}
    fine = not _merged_headings(place, headings, merged)
    for at, heading in enumerate(headings):
        text = str(heading).strip()
        column = wanted.get(search_key(text))
        column = column or _own_fact(place, text)
        if not text or (column is not None and column.field not in place.at):
            if column is not None:
                place.at[column.field] = at
            continue
        fine = False
        names = ", ".join(f"“{column.heading}”" for column in place.sheet.columns)
        problem = Words(
            f"Cột “{text[:SHOWN_LENGTH]}” lạ hoặc bị lặp", f"The column “{text[:SHOWN_LENGTH]}” is unknown or doubled"
        )
        remedy = Words(f"Xóa cột, hoặc đặt tên theo mẫu: {names}", f"Remove the column, or name it as in: {names}")
        place.wrong_heading(at, text[:SHOWN_LENGTH], problem, remedy, code="COLUMN_UNKNOWN")
    for column in place.sheet.columns:
        if column.field not in place.at and not column.optional:
            fine = False
            problem = Words(f"Thiếu cột “{column.heading}”", f"The column “{column.heading}” is missing")
            row = place.headed
            remedy = Words(f"Thêm cột với tên này ở dòng {row}", f"Add a column with this heading in row {row}")
            place.wrong(row, column.field, problem, remedy, code="COLUMN_MISSING")
    return fine


def _merged_headings(place: Place, headings: list[Cell], merged: Sequence[Range]) -> bool:
    """Whether a heading spans several columns: which of them it names cannot be known."""
    row = place.headed - 1
    spans = [(first, last) for (top, first), (bottom, last) in merged if top <= row <= bottom and first < last]
    for first, last in spans:
        heading = str(headings[first]).strip()[:SHOWN_LENGTH] if first < len(headings) else ""
        across = f"{letters(first)}{row + 1}:{letters(last)}{row + 1}"
        problem = Words(f"Tiêu đề “{heading}” là ô gộp {across}", f"The heading “{heading}” is merged over {across}")
        remedy = Words(
            "Bỏ gộp ô (Merge & Center) và ghi tên riêng cho từng cột trên cùng một dòng",
            "Unmerge the cells and give each column its own name in one row",
        )
        place.wrong_heading(first, heading, problem, remedy, code="HEADING_MERGED")
    return bool(spans)


def _own_fact(place: Place, heading: str) -> Column | None:
    """The column of a fact of the province's own, for a heading that names one on a sheet that takes them."""
    name = heading[len(FACT) :].strip()
    if not place.sheet.takes_facts or not heading.lower().startswith(FACT) or not rules.is_fact_name(name):
        return None
    return place.facts.setdefault(name, fact_column(name))


def _row(place: Place, number: int, cells: list[Cell], keys: Mapping[str, Mapping[str, str]]) -> SheetRow:
    values: dict[str, Any] = {}
    complete = True
    for column in (*place.sheet.columns, *place.facts.values()):
        at = place.at.get(column.field)
        cell = cells[at] if at is not None and at < len(cells) else ""
        try:
            values[column.field] = read_value(column, cell, keys.get(column.field, {}))
        except Unreadable as error:
            complete = False
            place.wrong(number, column.field, error.problem, error.remedy or column.hint, code=error.code)
    facts = {name: values.pop(column.field, None) for name, column in place.facts.items()}
    if place.sheet.takes_facts:
        values["attributes"] = {name: value for name, value in facts.items() if value is not None}
    return SheetRow(number, values, complete)

"""Writing the catalogue's Excel files: what an import of the same file reads back without a difference."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook as Writer
from xlsxwriter.worksheet import Worksheet

from tenants.catalogue.excel.reading import ItemRow, PositionRow
from tenants.catalogue.excel.sheets import (
    FRAMEWORK_SHEET,
    GUIDE_NAME,
    ITEM_SHEET,
    POSITION_SHEET,
    Choices,
    Column,
    Sheet,
    fact_column,
)
from tenants.catalogue.excel.workbook import MOST_ROWS

_RULES: Final = (
    "Mỗi dòng là một mục, nhận biết theo mã; thứ tự cột và dòng tùy ý. Không đổi tên trang tính và tiêu đề cột.",
    "Khi nhập, hoặc toàn bộ tệp được nhận, hoặc không dòng nào: mọi ô sai được liệt kê kèm cách sửa.",
    "Mục không có trong tệp được giữ nguyên. Mục không thay đổi không sinh phiên bản mới.",
    "Dữ liệu riêng mà gói định mức của tỉnh cần: thêm cột có tiêu đề fact:<tên dữ liệu>; ô trống là không có dữ liệu.",
    "Mục mới và mục thay đổi có hiệu lực từ ngày chọn khi nhập; phiên bản cũ vẫn áp dụng cho những ngày trước đó.",
)


def write_items(rows: Iterable[ItemRow], choices: Choices, on: date) -> bytes:
    """The work items as an Excel file; the same rows give the same bytes."""
    rows = list(rows)
    lines = [{**_line(row), "owner": row.owner or ""} for row in rows]
    return write_sheets([(_with_facts(ITEM_SHEET, rows), lines)], choices, on, Guide(_RULES))


def write_positions(rows: Iterable[PositionRow], choices: Choices, competencies: Mapping[str, str], on: date) -> bytes:
    """The job positions as an Excel file, their frameworks on a sheet of their own."""
    rows = list(rows)
    lines = [_line(row) for row in rows]
    required = [
        {"code": row.code, "competency": code, "required": level}
        for row in rows
        for code, level in sorted(row.content.competencies.items())
    ]
    known = [(code, name) for code, name in sorted(competencies.items())]
    sheets = [(_with_facts(POSITION_SHEET, rows), lines), (FRAMEWORK_SHEET, required)]
    return write_sheets(sheets, choices, on, Guide(_RULES, {"Danh mục năng lực": known}))


def _line(row: ItemRow | PositionRow) -> dict[str, Any]:
    """The cells of a record by field; those of own facts by their columns' names."""
    facts = {fact_column(name).field: value for name, value in (row.content.attributes or {}).items()}
    return {**{name: getattr(row.content, name) for name in row.content.__slots__}, **facts, "code": row.code}


def _with_facts(sheet: Sheet, rows: Iterable[ItemRow | PositionRow]) -> Sheet:
    """The sheet with a column for each own fact that some record has."""
    names = sorted({name for row in rows for name in row.content.attributes or {}})
    return replace(sheet, columns=(*sheet.columns, *map(fact_column, names)))


@dataclass(frozen=True, slots=True)
class Guide:
    """What the sheet beside the records says: rules, and lists of codes with their names by title."""

    rules: Sequence[str]
    lists: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)


def write_sheets(
    sheets: Sequence[tuple[Sheet, Sequence[Mapping[str, Any]]]], choices: Choices, on: date, guide: Guide
) -> bytes:
    """Sheets of records as an Excel file with a guide; the same rows give the same bytes."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as writer:
        # The time of writing is kept out of the file: the same catalogue gives the same bytes.
        writer.set_properties({"created": datetime.combine(on, time.min, UTC)})
        formats = {
            "heading": writer.add_format(
                {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E8EEF4", "border": 1}
            ),
            "text": writer.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
            "number": writer.add_format({"valign": "top", "num_format": "#,##0.####"}),
            "title": writer.add_format({"bold": True, "font_size": 13}),
        }
        for sheet, lines in sheets:
            _write_sheet(writer.add_worksheet(sheet.name), sheet, lines, choices, formats)
        lists = _write_guide(writer.add_worksheet(GUIDE_NAME), [sheet for sheet, _ in sheets], choices, guide, formats)
        for sheet, _ in sheets:
            _offer_lists(writer, sheet, lists)
    return target.getvalue()


def _write_sheet(
    page: Worksheet,
    sheet: Sheet,
    lines: Sequence[Mapping[str, Any]],
    choices: Choices,
    formats: Mapping[str, Format],
) -> None:
    page.freeze_panes(1, 2)
    page.set_row(0, 32)
    words = {column.field: choices.of(column.field) for column in sheet.columns if "choice" in column.form}
    for at, column in enumerate(sheet.columns):
        # Cells still empty are text too, so that a code typed there keeps its zeros.
        page.set_column(at, at, column.width, formats["number" if column.form in ("whole", "number") else "text"])
        page.write_string(0, at, column.heading, formats["heading"])
        for number, line in enumerate(lines, 1):
            _write_cell(page, number, at, column, line.get(column.field, ""), words.get(column.field, {}), formats)
    page.autofilter(0, 0, max(len(lines), 1), len(sheet.columns) - 1)
    page.repeat_rows(0)
    page.set_landscape()


def _write_cell(
    page: Worksheet,
    row: int,
    at: int,
    column: Column,
    value: Any,  # noqa: ANN401 - of the type the column's field has
    words: Mapping[str, str],
    formats: Mapping[str, Format],
) -> None:
    if isinstance(value, int | Decimal):
        page.write_number(row, at, float(value), formats["number"])
        return
    parts = [value] if isinstance(value, str) else value
    joint = "; " if column.form == "choices" else "\n"
    # Written as strings whatever they look like: a text that begins with = stays a text.
    page.write_string(row, at, joint.join(words.get(part, part) for part in parts), formats["text"])


def _write_guide(
    page: Worksheet,
    sheets: Sequence[Sheet],
    choices: Choices,
    guide: Guide,
    formats: Mapping[str, Format],
) -> dict[str, str]:
    """The sheet that says what to write where; answers where the list of each field stands."""
    page.set_column(0, 0, 34, formats["text"])
    page.set_column(1, 1, 90, formats["text"])
    row = 0
    page.write_string(row, 0, GUIDE_NAME, formats["title"])
    for said in guide.rules:
        row += 1
        page.write_string(row, 1, said, formats["text"])
    columns = [(sheet, column) for sheet in sheets for column in sheet.columns]
    for sheet in sheets:
        row = _write_block(
            page, row + 2, f"Trang “{sheet.name}”", [(c.heading, c.hint.vi) for c in sheet.columns], formats
        )
    lists: dict[str, str] = {}
    for _, column in columns:
        if "choice" in column.form and column.field not in lists:
            offered = [(word, code) for code, word in choices.of(column.field).items()]
            first = row + 3
            row = _write_block(page, row + 2, f"Danh sách: {column.heading}", offered, formats)
            lists[column.field] = f"='{GUIDE_NAME}'!$A${first + 1}:$A${row + 1}"
    for title, entries in guide.lists.items():
        if entries:
            row = _write_block(page, row + 2, title, entries, formats)
    return lists


def _write_block(
    page: Worksheet, row: int, title: str, entries: Sequence[tuple[str, str]], formats: Mapping[str, Format]
) -> int:
    page.write_string(row, 0, title, formats["heading"])
    for first, second in entries:
        row += 1
        page.write_string(row, 0, first, formats["text"])
        page.write_string(row, 1, second, formats["text"])
    return row


def _offer_lists(writer: Writer, sheet: Sheet, lists: Mapping[str, str]) -> None:
    """Let cells with a closed list offer it; a value beside the list is let through to the import's own answer."""
    page = writer.get_worksheet_by_name(sheet.name)
    for at, column in enumerate(sheet.columns):
        if column.form == "choice":
            rule = {"validate": "list", "source": lists[column.field], "error_type": "information"}
            page.data_validation(1, at, MOST_ROWS, at, rule)

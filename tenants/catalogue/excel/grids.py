"""A workbook as a grid that people correct in the browser: its cells as JSON holds them, and as a file with notes."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kernel.errors import BadInput
from tenants.catalogue.excel.reading import CellError
from tenants.catalogue.excel.workbook import MOST_COLUMNS, MOST_ROWS, Book, Cell, Table, Unworked

DATE: Final = "date"
FORMULA: Final = "formula"
LONGEST_CELL: Final = 32_767  # as in Excel
ERROR_SHEET: Final = "Lỗi"
_HEADINGS: Final = (("Trang", 18), ("Ô", 8), ("Cột", 24), ("Vấn đề", 60), ("Cách sửa", 70))

Json = str | float | int | bool | dict[str, str]
"""A cell of a grid: a text, a number, a truth, `{"date": "23/11/2026"}`, or `{"formula": ""}` without a result."""


def grid_of(book: Book, names: Iterable[str]) -> dict[str, list[list[Json]]]:
    """The cells of those of the sheets that are there, row by row from the first."""
    found = {name: book.rows(name) for name in names}
    return {name: [[_json(cell) for cell in row] for row in rows] for name, rows in found.items() if rows is not None}


def table_of(sheets: Mapping[str, Sequence[Sequence[Json]]]) -> Table:
    """The grid's cells as a reader of workbooks meets them; refuses more than a workbook may have."""
    for name, rows in sheets.items():
        if len(rows) > MOST_ROWS + 1 or any(len(row) > MOST_COLUMNS for row in rows):
            limit = f"{MOST_ROWS} × {MOST_COLUMNS}"
            raise BadInput(f"sheets.{name}", expected=f"tối đa {limit} ô", expected_en=f"at most {limit} cells")
    return Table({name: [[_cell(value) for value in row] for row in rows] for name, rows in sheets.items()})


def _json(cell: Cell) -> Json:
    match cell:
        case Unworked():
            return {FORMULA: ""}
        case datetime() | date():
            return {DATE: cell.strftime("%d/%m/%Y")}
        case time() | timedelta():
            return {DATE: str(cell)}
        case float() if cell.is_integer() and abs(cell) < 2**53:
            return int(cell)
        case _:
            return cell


def _cell(value: Json) -> Cell:
    if isinstance(value, str):
        return value[: LONGEST_CELL + 1]
    if not isinstance(value, dict):
        return value
    # Any day will do: nothing of the catalogue is a date, and the cell is refused for being one.
    return date.min if DATE in value else Unworked()


def write_marked(sheets: Mapping[str, Sequence[Sequence[Json]]], errors: Sequence[CellError]) -> bytes:
    """The grid as an Excel file: cells with an error are coloured and carry a note, and a sheet lists them all."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as writer:
        plain = writer.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        formats = {
            "plain": plain,
            "number": writer.add_format({"valign": "top", "num_format": "#,##0.####"}),
            "wrong": writer.add_format({"text_wrap": True, "valign": "top", "bg_color": "#F9E3DD", "border": 1}),
            "heading": writer.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1}),
        }
        for name, rows in sheets.items():
            wrong = {error.cell: error for error in errors if error.sheet == name and error.cell}
            _write_rows(writer.add_worksheet(name), rows, wrong, formats)
        _write_list(writer.add_worksheet(ERROR_SHEET), errors, formats)
    return target.getvalue()


def _write_rows(
    page: Worksheet, rows: Sequence[Sequence[Json]], wrong: Mapping[str, CellError], formats: Mapping[str, Format]
) -> None:
    page.set_column(0, MOST_COLUMNS, 20, formats["plain"])
    for number, row in enumerate(rows):
        for at, value in enumerate(row):
            usual = "number" if isinstance(value, int | float) and not isinstance(value, bool) else "plain"
            _write_value(page, number, at, value, formats[usual])
    for cell, error in wrong.items():
        number, at = xlsxwriter.utility.xl_cell_to_rowcol(cell)
        row = rows[number] if number < len(rows) else []
        _write_value(page, number, at, row[at] if at < len(row) else "", formats["wrong"])
        page.write_comment(number, at, f"{error.problem.vi}. {error.remedy.vi}.", {"x_scale": 2, "y_scale": 1})


def _write_value(page: Worksheet, row: int, at: int, value: Any, look: Format) -> None:  # noqa: ANN401 - a cell's
    if isinstance(value, bool):
        page.write_boolean(row, at, value, look)
    elif isinstance(value, int | float):
        page.write_number(row, at, value, look)
    else:
        # Written as strings whatever they look like: a text that begins with = stays a text.
        text = value if isinstance(value, str) else next(iter(value.values()), "")
        page.write_string(row, at, text[:LONGEST_CELL], look)


def _write_list(page: Worksheet, errors: Sequence[CellError], formats: Mapping[str, Format]) -> None:
    for at, (heading, width) in enumerate(_HEADINGS):
        page.set_column(at, at, width, formats["plain"])
        page.write_string(0, at, heading, formats["heading"])
    for row, error in enumerate(errors, 1):
        said = (error.sheet, error.cell or "", error.column or "", error.problem.vi, error.remedy.vi)
        for at, text in enumerate(said):
            page.write_string(row, at, text, formats["plain"])
    page.freeze_panes(1, 0)

"""A data set as a table for people: CSV with one figure a line, Excel with one row a line and notes beside."""

import csv
import io
from collections.abc import Callable
from datetime import UTC
from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kernel.clock import local_date
from tenants.papers.letters import printable
from tenants.statistics.asking import ABSENT, HIDDEN, SHOWN, Figure
from tenants.statistics.cubes import Cube
from tenants.statistics.footnotes import footnotes, period_words
from tenants.statistics.measures import HIDDEN_MARK, dataset_words, measure_of
from tenants.statistics.vocabulary import COLUMN_WORDS, member_words

FONT: Final = {"font_name": "Times New Roman", "font_size": 12}
MARKS: Final = {HIDDEN: HIDDEN_MARK, "M": "–", "L": "chưa có"}
"""What stands where there is no number, by OBS_STATUS."""
STATUSES: Final = {SHOWN: "value", HIDDEN: "suppressed", "M": "not_applicable", "L": "not_reported"}
"""What the plain file says of each figure, by OBS_STATUS."""
LEGEND: Final = (
    (MARKS[HIDDEN], "OBS_STATUS Q, CONF_STATUS C: giữ kín · hidden"),
    (MARKS["M"], "OBS_STATUS M: không có đối tượng · cannot exist"),
    (MARKS["L"], "OBS_STATUS L: chưa báo cáo hoặc không công bố · not reported, or not published"),
)


def exact(value: Decimal) -> str:
    """A number without exponent and closing zeros."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def mark(figure: Figure) -> str:
    """What stands where there is no number."""
    return MARKS[figure.obs_status]


def as_csv(cube: Cube) -> bytes:
    """One figure a line: period, version and its day, members by code, measure, value, status, and SDMX's statuses.

    Where there is no number its mark stands, never nothing and never 0. The file says that it is UTF-8, since
    spreadsheets take it for something else otherwise.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    heads = ["period", "version", "published", *cube.columns, "measure", "value", "status", "obs_status", "conf_status"]
    writer.writerow(heads)
    release = cube.release
    day = local_date(release.published_at).isoformat()
    for cell in cube.cells:
        figure = cell.figure
        value = mark(figure) if figure.value is None else exact(figure.value)
        told = [value, STATUSES[figure.obs_status], figure.obs_status, figure.conf_status]
        writer.writerow([release.period, release.version, day, *cell.key, cell.measure, *told])
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(cube: Cube) -> bytes:
    """The table with members and measures in words, hidden figures as one mark, and a sheet of notes."""
    target = io.BytesIO()
    release = cube.release
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": release.published_at.astimezone(UTC).replace(tzinfo=None)})
        looks = {
            "title": book.add_format({**FONT, "bold": True, "font_size": 14}),
            "head": book.add_format({**FONT, "bold": True, "border": 1, "align": "center", "text_wrap": True}),
            "text": book.add_format({**FONT, "border": 1}),
            "mark": book.add_format({**FONT, "border": 1, "align": "right"}),
        }
        _table(book.add_worksheet("Số liệu"), cube, looks)
        _notes(book.add_worksheet("Ghi chú"), cube, looks)
    return target.getvalue()


def _table(sheet: Worksheet, cube: Cube, looks: dict[str, Any]) -> None:
    title = f"{dataset_words(cube.dataset).vi}. {period_words(cube.release.period).vi}"
    sheet.write_string(0, 0, title, looks["title"])
    heads = [COLUMN_WORDS[column].vi for column in cube.columns]
    for code in cube.measures:
        measure = measure_of(cube.dataset, code)
        heads.append(f"{measure.words.vi} ({measure.unit.vi})" if measure.unit.vi else measure.words.vi)
    for column, head in enumerate(heads):
        sheet.write_string(2, column, head, looks["head"])
    sheet.set_column(0, len(cube.columns) - 1, 24)
    sheet.set_column(len(cube.columns), len(heads) - 1, 13)
    for row, (key, told) in enumerate(cube.rows.items(), start=3):
        for column, (name, code) in enumerate(zip(cube.columns, key, strict=True)):
            sheet.write_string(row, column, printable(member_words(name, code).vi), looks["text"])
        for column, code in enumerate(cube.measures, start=len(cube.columns)):
            write_figure(sheet, (row, column), told.get(code, ABSENT), looks)
    sheet.freeze_panes(3, len(cube.columns))
    sheet.autofilter(2, 0, 2 + len(cube.rows), len(heads) - 1)


def write_figure(
    sheet: Worksheet, place: tuple[int, int], figure: Figure, looks: dict[str, Any], number: str = "text"
) -> None:
    """A cell of a sheet: a number, or the mark of why there is none."""
    if figure.value is None:
        sheet.write_string(*place, mark(figure), looks["mark"])
    else:
        sheet.write_number(*place, float(figure.value), looks[number])


def _notes(sheet: Worksheet, cube: Cube, looks: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 110)
    release = cube.release
    hides = any(cell.figure.obs_status == HIDDEN for cell in cube.cells)
    lines = [
        ("Kỳ · Period", release.period),
        ("Bản · Version", str(release.version)),
        ("Công bố · Published", release.published_at.isoformat(timespec="seconds")),
        *LEGEND,
        *((note.code, f"{note.words.vi} · {note.words.en}") for note in footnotes(release, hides=hides)),
    ]
    for row, (name, told) in enumerate(lines):
        sheet.write_string(row, 0, name, looks["text"])
        sheet.write_string(row, 1, printable(told), looks["text"])


Writer = Callable[[Cube], bytes]
"""Writes a data set as a file."""

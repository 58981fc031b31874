"""A unit's summary as an Excel file: the same lines as on paper; what people wrote is never read as a formula."""

import io
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from tenants.papers.letters import printable
from tenants.papers.model import Figure, SummaryPaper

SHEET: Final = "Bảng tổng hợp"
COUNTS: Final = "Số lượng"
COLUMNS: Final = (
    ("TT", 5, "number"), ("Họ và tên", 28, "full_name"), ("Chức vụ, vị trí", 30, "post"), ("Đơn vị", 32, "unit"),
    ("Tiêu chí chung", 10, "general"), ("Kết quả", 10, "results"), ("Tổng điểm", 10, "total"),
    ("Theo điểm", 10, "by_points"), ("Đề xuất", 10, "proposed"), ("Quyết định", 11, "decided"), ("Ghi chú", 32, "note"),
)  # fmt: skip


def xlsx(paper: SummaryPaper) -> bytes:
    """The summary with its counts and quotas; points are numbers cut to two decimals, as on paper."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.combine(paper.made_on, time.min, UTC)})
        looks = {
            "title": book.add_format({"bold": True, "font_name": "Times New Roman", "font_size": 14}),
            "head": book.add_format(
                {"bold": True, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True,
                 "font_name": "Times New Roman", "font_size": 12}
            ),
            "text": book.add_format(
                {"border": 1, "text_wrap": True, "valign": "vcenter", "font_name": "Times New Roman", "font_size": 12}
            ),
            "points": book.add_format(
                {"border": 1, "num_format": "0.00", "valign": "vcenter", "font_name": "Times New Roman",
                 "font_size": 12}
            ),
        }  # fmt: skip
        _lines(book.add_worksheet(SHEET), paper, looks)
        _counts(book.add_worksheet(COUNTS), paper, looks)
    return target.getvalue()


def _lines(sheet: Worksheet, paper: SummaryPaper, looks: dict[str, Any]) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    _write(sheet, 0, 0, f"BẢNG TỔNG HỢP KẾT QUẢ THEO DÕI, ĐÁNH GIÁ, XẾP LOẠI - {paper.unit}", looks["title"])
    _write(sheet, 1, 0, f"{paper.period} ({paper.span})", looks["title"])
    head = 3
    for column, (title, width, _) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        _write(sheet, head, column, title, looks["head"])
    for row, line in enumerate(paper.lines, start=head + 1):
        for column, (_, _, name) in enumerate(COLUMNS):
            value = getattr(line, name)
            _write(sheet, row, column, value, looks["points"] if isinstance(value, Figure) else looks["text"])
    sheet.freeze_panes(head + 1, 2)
    sheet.repeat_rows(head)
    sheet.autofilter(head, 0, head + max(len(paper.lines), 1), len(COLUMNS) - 1)


def _counts(sheet: Worksheet, paper: SummaryPaper, looks: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 4, 16)
    rows: list[tuple[object, ...]] = [("Mức xếp loại", "Số người", "Tỷ lệ")]
    rows += [(one.name, one.count, one.share) for one in paper.counts]
    if paper.quotas:
        rows += [(), ("Nhóm có nhiệm vụ tương đồng", "Số làm căn cứ", "Tỷ lệ", "HTXS tối đa", "HTXS đã quyết")]
        rows += [(one.group, one.pool, one.share, one.quota, one.used) for one in paper.quotas]
    heads = {0, len(paper.counts) + 2}
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            _write(sheet, row, column, value, looks["head" if row in heads else "text"])


def _write(sheet: Worksheet, row: int, column: int, value: object, look: Any) -> None:  # noqa: ANN401 - a cell's format
    """A cell: texts as texts and never as formulas, numbers as numbers."""
    if isinstance(value, Figure):
        if value.exact is None:
            sheet.write_blank(row, column, None, look)
        else:
            # The text is cut to two decimals already; the exact number would be shown rounded up.
            sheet.write_number(row, column, float(Decimal(value.text.replace(",", "."))), look)
    elif isinstance(value, int):
        sheet.write_number(row, column, value, look)
    else:
        sheet.write_string(row, column, printable(str(value)), look)

"""The official yearly national table (mức xếp loại by staff type, count and share) as Excel and PDF.

Rows are the four classes and those not evaluated, columns all staff, civil servants and public employees; below it
stands who has not reported. The same table can be had for a quarter. Figures are stored ones and their shares.
"""

import io
import json
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from importlib.resources import files
from typing import Any, Final

import typst
import xlsxwriter
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from tenants.papers.errors import CannotBeMade
from tenants.papers.letters import printable
from tenants.statistics.asking import Answer, Figure, Question, ask
from tenants.statistics.footnotes import footnotes, period_words
from tenants.statistics.measures import CLASS_WORDS
from tenants.statistics.scopes import Sight
from tenants.statistics.tables import FONT, mark, write_figure
from tenants.statistics.vocabulary import member_words

TITLE: Final = "KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC CẢ NƯỚC"
COUNTS: Final = (*CLASS_WORDS, "people")
SHARES: Final = tuple(f"{code}_rate" for code in CLASS_WORDS)
QUESTION: Final = Question("classes", ("staff",), measures=(*COUNTS, *SHARES), totals=True)
TEMPLATE: Final = "statistics/templates/official.typ"
STANDARD: Final = "a-2b"


@dataclass(frozen=True)
class Line:
    """A line of the table: count and share for each group of staff; the last line is everybody, without a share."""

    name: str
    figures: tuple[tuple[Figure, Figure | None], ...]


@dataclass(frozen=True)
class OfficialTable:
    """The table with what stands above and below it."""

    answer: Answer
    groups: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]

    @property
    def period(self) -> str:
        """The year or quarter in words."""
        return period_words(self.answer.release.period).vi


async def official_table(session: AsyncSession, sight: Sight, period: str, version: int | None = None) -> OfficialTable:
    """The table of a period's release, the newest version when none is named."""
    answer = await ask(session, sight, QUESTION, period, version)
    told = [dict(zip(answer.measures, row.figures, strict=True)) for row in answer.rows]
    lines = [
        Line(words.vi, tuple((one[code], one[f"{code}_rate"]) for one in told)) for code, words in CLASS_WORDS.items()
    ]
    lines.append(Line("Tổng số", tuple((one["people"], None) for one in told)))
    notes = [note.words.vi for note in footnotes(answer.release, hides=answer.hides)]
    groups = tuple(member_words("staff", row.members[0]).vi for row in answer.rows)
    return OfficialTable(answer, groups, tuple(lines), tuple(notes))


def as_pdf(table: OfficialTable) -> bytes:
    """The table on one landscape page, PDF/A-2b."""
    release = table.answer.release
    day = local_date(release.published_at)
    paper = {
        "title": TITLE,
        "period": table.period,
        "version": release.version,
        "published_on": day.isoformat(),
        "published": f"{day:%d/%m/%Y}",
        "groups": list(table.groups),
        "lines": [
            {"name": line.name, "total": line.figures[0][1] is None,
             "figures": [_printed(figure) for pair in line.figures for figure in pair]}
            for line in table.lines
        ],
        "notes": [printable(note) for note in table.notes],
    }  # fmt: skip
    rooms = files("tenants")
    try:
        content: bytes = typst.compile(
            str(rooms / TEMPLATE),
            root=str(rooms),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"paper": json.dumps(paper, ensure_ascii=False)},
            format="pdf",
            pdf_standards=STANDARD,
        )
    except RuntimeError as problem:  # what Typst raises, whatever is wrong
        raise CannotBeMade(str(problem)) from problem
    return content


@cache
def _fonts() -> typst.Fonts:
    rooms = files("tenants.papers")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(rooms / "fonts")])


def _printed(figure: Figure | None) -> str:
    """A figure as Vietnamese papers write it: 12.345 people, 8,1 per cent; a mark where it is not shown."""
    if figure is None:
        return ""
    if figure.value is None:
        return mark(figure)
    return f"{figure.value:,}".translate(str.maketrans(",.", ".,"))


def as_xlsx(table: OfficialTable) -> bytes:
    """The table as a sheet, its figures as numbers."""
    target = io.BytesIO()
    release = table.answer.release
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": release.published_at.astimezone(UTC).replace(tzinfo=None)})
        bordered = {**FONT, "border": 1}
        looks = {
            "title": book.add_format({**FONT, "bold": True, "font_size": 14}),
            "head": book.add_format(
                {**bordered, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}
            ),
            "text": book.add_format(bordered),
            "mark": book.add_format({**bordered, "align": "right"}),
            "count": book.add_format({**bordered, "num_format": "#,##0"}),
            "share": book.add_format({**bordered, "num_format": "0.0"}),
            "note": book.add_format({**FONT, "italic": True, "font_size": 10}),
        }
        _sheet(book.add_worksheet("Biểu tổng hợp"), table, looks)
    return target.getvalue()


def _sheet(sheet: xlsxwriter.worksheet.Worksheet, table: OfficialTable, looks: dict[str, Any]) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, 1 + 2 * len(table.groups), 13)
    sheet.write_string(0, 0, TITLE, looks["title"])
    release = table.answer.release
    told = f"{table.period} (bản công bố lần {release.version}, ngày {local_date(release.published_at):%d/%m/%Y})"
    sheet.write_string(1, 0, told, looks["title"])
    sheet.merge_range(3, 0, 4, 0, "TT", looks["head"])
    sheet.merge_range(3, 1, 4, 1, "Mức xếp loại chất lượng", looks["head"])
    for at, group in enumerate(table.groups):
        column = 2 + 2 * at
        sheet.merge_range(3, column, 3, column + 1, group, looks["head"])
        sheet.write_string(4, column, "Số người", looks["head"])
        sheet.write_string(4, column + 1, "Tỷ lệ (%)", looks["head"])
    for number, line in enumerate(table.lines, start=1):
        row = 4 + number
        last = line.figures[0][1] is None
        sheet.write_string(row, 0, "" if last else str(number), looks["text"])
        sheet.write_string(row, 1, line.name, looks["head" if last else "text"])
        for at, (count, share) in enumerate(line.figures):
            write_figure(sheet, (row, 2 + 2 * at), count, looks, "count")
            if share is None:
                sheet.write_blank(row, 3 + 2 * at, None, looks["text"])
            else:
                write_figure(sheet, (row, 3 + 2 * at), share, looks, "share")
    for at, note in enumerate(table.notes):
        sheet.write_string(6 + len(table.lines) + at, 0, printable(note), looks["note"])

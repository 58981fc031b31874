"""Parts of which the Word templates are built: pages, paragraphs, tables with repeated heads, signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

FONT: Final = "Times New Roman"
LEFT, CENTER, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


@dataclass(frozen=True)
class Column:
    """A table's column: its head, what each row shows in it, its width in centimetres and how it is set.

    `strong` is a condition under which a row shows it bold; `shown` is then an expression without brackets.
    """

    head: str
    shown: str
    width: float
    align: WD_ALIGN_PARAGRAPH = LEFT
    bold: bool = False
    strong: str = ""


def new_document(*, landscape: bool = False, form: str = "", foot: str = "") -> DocumentType:
    """An empty A4 document in the official font; pages are numbered at the top from the second one on."""
    document = Document()
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after, style.paragraph_format.space_before = Pt(3), Pt(3)
    section = document.sections[0]
    wide, high = (Cm(29.7), Cm(21)) if landscape else (Cm(21), Cm(29.7))
    section.page_width, section.page_height = wide, high
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = (Cm(1.5), Cm(1.5)) if landscape else (Cm(3), Cm(1.8))
    section.different_first_page_header_footer = True
    write(section.first_page_header.paragraphs[0], form, align=RIGHT, size=11, italic=True)
    _page_number(section.header.paragraphs[0])
    for part in (section.first_page_footer, section.footer):
        write(part.paragraphs[0], foot, align=CENTER, size=9)
    return document


def write(
    paragraph: Paragraph,
    *texts: str,
    align: WD_ALIGN_PARAGRAPH = LEFT,
    size: float = 13,
    bold: bool = False,
    italic: bool = False,
) -> Paragraph:
    """Write into a paragraph; a text between asterisks is bold whatever the rest is."""
    paragraph.alignment = align
    for text in texts:
        strong = len(text) > 2 and text.startswith("*") and text.endswith("*")
        run = paragraph.add_run(text.strip("*") if strong else text)
        run.bold, run.italic, run.font.size = bold or strong, italic, Pt(size)
    return paragraph


def line(document: DocumentType, *texts: str, **look: Any) -> Paragraph:  # noqa: ANN401 - as `write` takes it
    """A paragraph of its own."""
    return write(document.add_paragraph(), *texts, **look)


def tag(document: DocumentType, text: str) -> None:
    """A paragraph that only steers the template and disappears."""
    document.add_paragraph("{%p " + text + " %}")


def section_title(document: DocumentType, text: str) -> None:
    """The title of a section, kept with what follows."""
    paragraph = line(document, text, bold=True)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = Pt(9)


def grid(document: DocumentType, widths: Sequence[float], *, rows: int = 1, borders: bool = True) -> Table:
    """A table of fixed widths in centimetres."""
    table: Table = document.add_table(rows=rows, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    if borders:
        table.style = "Table Grid"
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1)
    return table


def list_table(document: DocumentType, each: str, columns: Sequence[Column], *, sums: int = 0) -> Table:
    """A table with one row for each thing of a list (`one in lines`), its head repeated on every page, empty `sums`."""
    table = grid(document, [column.width for column in columns], rows=4 + sums)
    head, begin, row, end = list(table.rows)[:4]
    for cell, column in zip(head.cells, columns, strict=True):
        put(cell, column.head, align=CENTER, bold=True)
    repeat(head)
    put(begin.cells[0], "{%tr for " + each + " %}")
    for cell, column in zip(row.cells, columns, strict=True):
        if column.strong:
            put_either(cell, column.strong, column.shown, align=column.align)
        else:
            put(cell, column.shown, align=column.align, bold=column.bold)
    whole(row)
    put(end.cells[0], "{%tr endfor %}")
    return table


def put_either(cell: _Cell, condition: str, shown: str, **look: Any) -> None:  # noqa: ANN401 - as `write` takes it
    """Write a value, bold where a condition holds."""
    put(cell, "{% if " + condition + " %}{{ " + shown + " }}{% endif %}", bold=True, **look)
    put(cell, "{% if not (" + condition + ") %}{{ " + shown + " }}{% endif %}", **look)


def put(cell: _Cell, *texts: str, **look: Any) -> None:  # noqa: ANN401 - as `write` takes it
    """Write into a cell's first paragraph, in the size of tables."""
    write(cell.paragraphs[0], *texts, **{"size": 12, **look})


def repeat(row: _Row) -> None:
    """Repeat a row at the top of every page its table reaches."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    whole(row)


def whole(row: _Row) -> None:
    """Never break a row between two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def rule(paragraph: Paragraph, margin: float) -> None:
    """A line below a paragraph, so many centimetres from both sides."""
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Cm(margin)
    shape.space_before = shape.space_after = Pt(0)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    # The schema wants borders before indents and alignment.
    paragraph._p.get_or_add_pPr().insert(0, borders)


def letterhead(document: DocumentType, widths: tuple[float, float], *, with_number: bool) -> None:
    """Agency on the left, the State's name and motto on the right, number, place and day below."""
    table = grid(document, widths, rows=2, borders=False)
    left, right = table.rows[0].cells
    put(left, "{{ letterhead.above | upper }}", align=CENTER)
    _close(write(left.add_paragraph(), "{{ letterhead.agency | upper }}", align=CENTER, size=12.5, bold=True))
    thin = left.add_paragraph()
    rule(thin, widths[0] * 0.34)
    thin.paragraph_format.line_spacing = Pt(3)
    put(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", align=CENTER, size=12.5, bold=True)
    rule(write(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", align=CENTER, bold=True), (widths[1] - 6.4) / 2)
    left, right = table.rows[1].cells
    if with_number:
        put(left, "Số: {{ letterhead.number or '................' }}", align=CENTER, size=13)
    put(right, "{{ letterhead.place }}, {{ letterhead.day }}", align=CENTER, size=13, italic=True)


def signatures(document: DocumentType, count: int, width: float) -> None:
    """So many places to sign side by side."""
    table = grid(document, [width / count] * count, borders=False)
    for place, cell in enumerate(table.rows[0].cells):
        one = f"signatures[{place}]"
        write(cell.paragraphs[0], "{{ " + one + ".title }}", align=CENTER, size=12.5, bold=True)
        write(cell.add_paragraph(), "{{ " + one + ".hint }}", align=CENTER, size=12, italic=True)
        for _ in range(3):
            cell.add_paragraph()
        write(cell.add_paragraph(), "{{ " + one + ".name }}", align=CENTER, bold=True)
    whole(table.rows[0])


def small_print(document: DocumentType) -> None:
    """The notes at the end."""
    tag(document, "for note in notes")
    line(document, "{{ note }}", size=10, italic=True)
    tag(document, "endfor")


def _close(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)

"""Papers as files: official, complete, the same in every format, and deaf to what people write into them."""

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from tenants.papers import making, pdf, word
from tenants.papers.files import printed, slug
from tenants.papers.letters import FAMILY
from tenants.papers.model import Paper
from tenants.papers.plain import plain
from tests.papers import samples
from tests.papers.reading import docx_text, flat, pages_of, pdf_text, rows_of

PAPERS: dict[str, Callable[[], Paper]] = {
    "sheet": samples.sheet,
    "annual": samples.annual,
    "summary": samples.summary,
    "minutes": samples.minutes,
}


# Parts of the data that a paper has no place for, by kind; the rows of a QR code are no text.
UNSAID = {"made_on", "kind", "span"}
NO_PLACE = {"summary": {"code"}, "minutes": {"code", "general", "results", "unit", "note"}}


def texts(value: Any, but: set[str]) -> Iterator[str]:
    """Every text of a paper's data that people must find on it."""
    if isinstance(value, str):
        yield flat(value)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part, but)
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in but and not (name == "code" and isinstance(part, list)):
                yield from texts(part, but)


def resources_of(content: bytes) -> list[Any]:
    """What each page of a PDF draws with."""
    return [page["/Resources"] for page in PdfReader(io.BytesIO(content)).pages]


def fonts_of(content: bytes) -> Iterator[dict[str, Any]]:
    """The fonts of a PDF as it names them, each with its descriptor."""
    for page in resources_of(content):
        for font in page.get("/Font", {}).values():
            found = font.get_object()
            below = found["/DescendantFonts"][0].get_object()
            yield {"name": found["/BaseFont"], "descriptor": below["/FontDescriptor"].get_object()}


@pytest.mark.parametrize("kind", PAPERS)
def test_a_pdf_is_archival_with_its_own_fonts_in_it(kind: str) -> None:
    content = printed(PAPERS[kind](), "pdf")
    reader = PdfReader(io.BytesIO(content))
    metadata = reader.xmp_metadata
    assert metadata is not None
    written = metadata.rdf_root.toxml()
    assert "<pdfaid:part>2</pdfaid:part>" in written
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in written
    root: Any = reader.root_object
    assert root["/OutputIntents"]
    assert root["/Lang"] == "vi"
    fonts = list(fonts_of(content))
    assert {font["name"].split("+")[1].split("-")[0] for font in fonts} == {FAMILY.replace(" ", "")}
    for font in fonts:
        program = font["descriptor"].get("/FontFile2") or font["descriptor"].get("/FontFile3")
        assert isinstance(program, IndirectObject), font["name"]
        assert "+" in font["name"]
    page = reader.pages[0].mediabox
    sides = sorted(round(float(side) / 72 * 25.4) for side in (page.width, page.height))
    assert sides == [210, 297]


def test_vietnamese_letters_are_found_in_the_text_of_a_pdf() -> None:
    letters = "Ơ Ư ơ ư ạ ế ộ ữ ẵ ẳ Đ đ ỹ ỵ ặ ẩ ở ỡ ợ"
    paper = plain(samples.sheet())
    paper["comments"]["own"] = letters
    assert letters in pdf_text(pdf.pdf([paper], "Thử"))


@pytest.mark.parametrize("kind", PAPERS)
def test_a_pdf_and_a_word_file_say_the_same(kind: str) -> None:
    paper = PAPERS[kind]()
    in_pdf, in_word = pdf_text(printed(paper, "pdf")).lower(), docx_text(printed(paper, "docx")).lower()
    wanted = {text.lower() for text in texts(plain(paper), UNSAID | NO_PLACE.get(kind, set())) if text}
    assert len(wanted) > 30
    # A number at the end of a cell may stand directly before the next cell's text, and long words break nowhere.
    joined = in_pdf.replace(" ", "")
    assert [text for text in wanted if text.replace(" ", "") not in joined] == []
    assert [text for text in wanted if text not in in_word] == []


def test_the_official_head_stands_on_every_paper() -> None:
    for make in PAPERS.values():
        first = pages_of(printed(make(), "pdf"))[0]
        for text in (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "SỞ TÀI CHÍNH",
            "Khánh Hòa, ngày",
        ):
            assert text in first


def test_a_table_of_many_pages_repeats_its_head_and_pages_are_numbered() -> None:
    pages = pages_of(printed(samples.summary(60), "pdf"))
    rows = [page for page in pages if "Phòng Quản lý ngân sách" in page]
    assert len(rows) > 3
    assert all("Họ và tên" in page and "Ghi chú" in page for page in rows)
    assert pages[0].split()[0] != "1"
    assert [page.split()[0] for page in pages[1:]] == [str(number) for number in range(2, len(pages) + 1)]


def test_word_tables_repeat_their_heads() -> None:
    document = Document(io.BytesIO(printed(samples.summary(), "docx")))
    heads = [row for table in document.tables for row in table.rows if row._tr.findall(f".//{qn('w:tblHeader')}")]
    assert ["TT", "Họ và tên"] in [[cell.text for cell in row.cells[:2]] for row in heads]


def test_89_998333_is_89_99_in_every_format() -> None:
    paper = samples.summary()
    for text in (pdf_text(printed(paper, "pdf")), docx_text(printed(paper, "docx"))):
        assert "89,99" in text
        assert "90" not in text.split()
        assert "90,00" not in text
    cells = [cell for row in rows_of(printed(paper, "xlsx")) for cell in row]
    assert 89.99 in cells
    assert not [cell for cell in cells if isinstance(cell, float) and 89.99 < cell <= 90]


@pytest.mark.parametrize("file_format", ["pdf", "docx"])
def test_what_people_write_is_never_read_as_markup(file_format: str) -> None:
    content = printed(samples.hostile(), file_format)
    found = pdf_text(content) if file_format == "pdf" else docx_text(content)
    squeezed = found.replace(" ", "")
    for text in (
        '#eval("1+1")',
        "*đậm*",
        "$x^2$",
        "@nhãn",
        "<nhãn>",
        "{{ 7*7 }}",
        "{% for x in y %}",
        "<w:p/>",
        "□ Ơ Ư ạ ế",
    ):
        assert text.replace(" ", "") in squeezed, text
    assert "49" not in found.replace(samples.HASH, "").split()
    ordinary = printed(samples.sheet(), file_format)
    if file_format == "pdf":
        sizes = {tuple(map(float, page.mediabox)) for page in PdfReader(io.BytesIO(content)).pages}
        assert sizes == {tuple(map(float, page.mediabox)) for page in PdfReader(io.BytesIO(ordinary)).pages}
    else:
        tables = [len(Document(io.BytesIO(one)).tables) for one in (content, ordinary)]
        assert tables[0] == tables[1]


def test_an_excel_cell_never_becomes_a_formula() -> None:
    summary = samples.summary(3)
    evil = [
        type(line)(**{**vars(line), "full_name": '=HYPERLINK("http://x","y")', "note": "@SUM(A1:A9)"})
        for line in summary.lines
    ]
    content = printed(type(summary)(**{**vars(summary), "lines": tuple(evil), "unit": "=1+1"}), "xlsx")
    rows = rows_of(content)
    assert rows[4][1] == '=HYPERLINK("http://x","y")'
    assert rows[4][-1] == "@SUM(A1:A9)"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]


def test_a_decided_paper_carries_the_hash_and_one_not_decided_says_so() -> None:
    for file_format, read in (("pdf", pdf_text), ("docx", docx_text)):
        assert samples.HASH in read(printed(samples.sheet(), file_format))
        open_sheet = type(samples.sheet())(**{**vars(samples.sheet()), "ruling": None})
        found = read(printed(open_sheet, file_format))
        assert "Chưa có quyết định xếp loại." in found
        assert "Mã xác nhận" not in found


def test_a_qr_code_of_the_hash_is_on_both_papers() -> None:
    pictures = [image for page in resources_of(printed(samples.sheet(), "pdf")) for image in page.get("/XObject", {})]
    assert len(pictures) == 1
    assert len(Document(io.BytesIO(printed(samples.sheet(), "docx"))).inline_shapes) == 1


def test_many_papers_in_one_file_begin_on_pages_of_their_own() -> None:
    papers = [plain(samples.sheet()), plain(samples.annual()), plain(samples.sheet())]
    pages = pages_of(pdf.pdf(papers, "Thử"))
    firsts = [number for number, page in enumerate(pages) if "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page]
    assert firsts == [0, 3, 5]
    assert [pages[first].split()[0] for first in firsts] == ["Mẫu", "Mẫu", "Mẫu"]
    assert [page.split()[0] for number, page in enumerate(pages) if number not in firsts] == ["2", "3", "2", "2", "3"]


def test_the_word_templates_are_those_the_program_makes() -> None:
    for name, make in making.TEMPLATES.items():
        kept, made = word._template(name), making.packed(make())
        with zipfile.ZipFile(io.BytesIO(kept)) as one, zipfile.ZipFile(io.BytesIO(made)) as other:
            assert {part: one.read(part) for part in one.namelist()} == {
                part: other.read(part) for part in other.namelist()
            }, f"run python -m tenants.papers.making for {name}"


def test_names_of_files_are_plain() -> None:
    assert slug("Nguyễn Ngọc Ánh - Quý II năm 2026") == "nguyen-ngoc-anh-quy-ii-nam-2026"
    assert slug("../../💥") == "khong-ten"

"""Files that are no workbooks, or that would grow beyond all bounds: refused before anything is built."""

import contextlib
import io
import struct
import time
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.catalogue.errors import NotAnExcelFile, WorkbookTooLarge
from tenants.catalogue.excel import workbook
from tenants.catalogue.excel.sheets import ITEM_SHEET
from tenants.catalogue.excel.workbook import MOST_COLUMNS, MOST_ROWS, open_workbook

SHEET = "xl/worksheets/sheet1.xml"


def small() -> bytes:
    """A lawful workbook: texts in A1 and B5."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet(ITEM_SHEET.name)
        page.write_string(0, 0, "một")
        page.write_string(4, 1, "hai")
    return target.getvalue()


def edited(change: Callable[[bytes], bytes], part: str = SHEET) -> bytes:
    """The lawful workbook with one of its parts changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small())) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return target.getvalue()


def test_a_lawful_workbook_opens() -> None:
    book = open_workbook(small())
    assert book.rows("dau viec") == [["một", ""], ["", ""], ["", ""], ["", ""], ["", "hai"]]
    assert book.rows("khác") is None


def test_a_cell_that_has_only_a_format_counts_nowhere() -> None:
    far = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    assert open_workbook(edited(lambda xml: xml.replace(b"</sheetData>", far))).rows("Đầu việc") is not None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"M\xc3\xa3,T\xc3\xaan\n1,2\n",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"PK\x03\x04 not really",
        small()[:-30],
        small()[40:],
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(NotAnExcelFile) as refused:
        open_workbook(data)
    assert refused.value.path == ("file",)
    assert "{" not in refused.value.sentence("vi") + refused.value.sentence("en")


def test_an_archive_of_something_else_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(NotAnExcelFile, match="no workbook"):
        open_workbook(target.getvalue())


def test_a_file_of_fifty_megabytes_is_refused_unread() -> None:
    started = time.perf_counter()
    with pytest.raises(WorkbookTooLarge, match="10 MB"):
        open_workbook(bytes(50 * 2**20))
    assert time.perf_counter() - started < 1


def test_a_bomb_of_zeros_is_refused_unread() -> None:
    data = edited(lambda _: bytes(workbook.LARGEST_UNPACKED + 1))
    assert len(data) < 2**20
    with pytest.raises(WorkbookTooLarge, match="unpacked"):
        open_workbook(data)


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    data = bytearray(edited(lambda xml: xml + b" " * 5_000_000))
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(SHEET.encode()))
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    with pytest.raises(NotAnExcelFile, match="damaged"):
        open_workbook(bytes(data))


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>',
        b'<c r="A1048576"><v>1</v></c>',
        b'<c r="B99999999999"><v>1</v></c>',
        b'<c r="ZZZZ1"><f>1+1</f></c>',
        b'<x:c xmlns:x="u" r="XFD1"><x:v>1</x:v></x:c>',
        b"<c><v>1</v></c>" * (MOST_COLUMNS + 1),
    ],
)
def test_a_cell_far_off_is_refused_before_the_sheet_is_built(cell: bytes) -> None:
    with pytest.raises((WorkbookTooLarge, NotAnExcelFile)):
        open_workbook(edited(lambda xml: xml.replace(b'<c r="B5"', cell + b'<c r="B5"')))


def test_rows_without_numbers_are_counted_too() -> None:
    many = b"<row/>" * (MOST_ROWS + 2) + b"<row><c><v>1</v></c></row></sheetData>"
    with pytest.raises(WorkbookTooLarge, match="rows"):
        open_workbook(edited(lambda xml: xml.replace(b"</sheetData>", many)))


def test_one_long_text_shared_by_many_cells_is_counted_once_for_each() -> None:
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (at, at) for at in range(6, 9000))
    target = io.BytesIO()
    sheet = edited(lambda xml: xml.replace(b"</sheetData>", cells + b"</sheetData>"))
    with zipfile.ZipFile(io.BytesIO(sheet)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/sharedStrings.xml":
                content = content.replace("một".encode(), b"x" * 32_000)
            new.writestr(name, content)
    assert len(target.getvalue()) < 2**18
    with pytest.raises(WorkbookTooLarge, match="characters"):
        open_workbook(target.getvalue())


def test_entities_and_document_types_are_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    with pytest.raises(NotAnExcelFile, match="damaged"):
        open_workbook(edited(lambda xml: bomb + xml.partition(b"?>")[2]))


def test_an_encoding_nobody_knows_is_damage() -> None:
    with pytest.raises(NotAnExcelFile, match="damaged"):
        open_workbook(edited(lambda xml: xml.replace(b"UTF-8", b"U-F-8")))


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "[Content_Types].xml"]),
    st.integers(0, 5000),
    st.binary(max_size=12),
)
def test_damage_anywhere_ends_in_rows_or_in_a_refusal(part: str, at: int, garbage: bytes) -> None:
    def damage(xml: bytes) -> bytes:
        place = at % len(xml)
        return xml[:place] + garbage + xml[place + len(garbage) :]

    with contextlib.suppress(NotAnExcelFile, WorkbookTooLarge):
        book = open_workbook(edited(damage, part))
        for name in book.names:
            book.rows(name)

"""The Excel files by themselves: what is written reads back the same, and what is wrong is named by its place."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import python_calamine
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.catalogue import rules
from tenants.catalogue.contents import ItemContent, PositionContent
from tenants.catalogue.excel.reading import Errors, ItemRow, Place, PositionRow, read_items, read_positions
from tenants.catalogue.excel.sheets import FRAMEWORK_SHEET, GUIDE_NAME, ITEM_SHEET, POSITION_SHEET, Choices
from tenants.catalogue.excel.workbook import open_workbook
from tenants.catalogue.excel.writing import write_items, write_positions
from tenants.catalogue.vocabulary import COMPLEXITIES, FIELDS, LEVELS, POSITION_GROUPS, RANKS, TASK_GROUPS
from tests.catalogue.conftest import ITEM, POSITION

DAY = date(2026, 11, 2)
HEADINGS = [column.heading for column in ITEM_SHEET.columns]
ROW = ["DV-1", "Thẩm định", "Tài chính", "B", "Hỗ trợ, phục vụ", 30, "Đơn giản", 10, "Báo cáo", "báo cáo", ""]

nasty = st.sampled_from(
    [
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@x",
        "007",
        "0x1F",
        "1e5",
        "'q",
        "TRUE",
        "#N/A",
        "_x000D_",
        "<b>&amp;",
        "\x01",
        "a\nb",
    ]
)
letters = st.text("aăâđêôơưẠỢỮ ệ\u0301=+-@'\"<>&_;,\t\n\r\u200b\u2028 0159xX", max_size=60)
texts = (nasty | letters | st.text(max_size=40)).map(rules.clean_text).filter(lambda text: 0 < len(text) <= 300)
lines = texts.map(rules.clean_line).filter(bool)
codes = st.from_regex(r"[0-9A-ZĐ][0-9A-ZĐ._/-]{0,12}", fullmatch=True)
facts = st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True),
    st.sampled_from(["007", "1e5", "TRUE", "+1", "-1.250", "1.000", "c1.3"])
    | st.from_regex(r"[A-Za-z0-9_.+/-]{1,9}", fullmatch=True),
    max_size=3,
)
scores = st.decimals("0.0001", 1_000_000, places=4)
items = st.builds(
    ItemContent,
    name=lines,
    field=st.sampled_from([*FIELDS, "linh_vuc_rieng"]),
    task_group=st.sampled_from([*TASK_GROUPS]),
    position_groups=st.lists(st.sampled_from([*POSITION_GROUPS]), min_size=1, unique=True).map(tuple),
    norm_minutes=st.integers(1, 100_000),
    complexity=st.sampled_from([*COMPLEXITIES, "c4", "phuc_tap"]),
    standard_score=scores,
    output=texts,
    product_unit=lines.filter(lambda text: len(text) <= 60),
    attributes=facts,
).map(rules.clean_item)
positions = st.builds(
    PositionContent,
    name=lines,
    position_group=st.sampled_from([*POSITION_GROUPS]),
    rank=st.sampled_from([*RANKS, "thanh_tra_vien"]),
    field=st.sampled_from([*FIELDS]),
    level=st.sampled_from([*LEVELS]),
    purpose=texts,
    duties=st.lists(lines, min_size=1, max_size=5).map(tuple),
    authority=texts,
    relations=texts,
    requirements=texts,
    competencies=st.dictionaries(st.sampled_from(["NL-1", "NL-2", "007"]), st.integers(1, 5)),
    attributes=facts,
).map(rules.clean_position)
CHOICES = Choices({"field": {"linh_vuc_rieng"}, "complexity": {"c4", "phuc_tap"}, "rank": {"thanh_tra_vien"}})


@settings(max_examples=120, deadline=None)
@given(st.dictionaries(codes, st.tuples(items, st.none() | codes), max_size=4))
def test_work_items_read_back_as_they_were_written(written: dict[str, tuple[ItemContent, str | None]]) -> None:
    rows = [ItemRow(number, code, content, owner) for number, (code, (content, owner)) in enumerate(written.items(), 2)]
    data = write_items(rows, CHOICES, DAY)
    place = Place(ITEM_SHEET, Errors())
    assert read_items(open_workbook(data), CHOICES, place) == rows
    assert place.errors.count == 0
    assert write_items(rows, CHOICES, DAY) == data


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(codes, positions, max_size=3))
def test_job_positions_read_back_as_they_were_written(written: dict[str, PositionContent]) -> None:
    rows = [PositionRow(number, code, content) for number, (code, content) in enumerate(written.items(), 2)]
    names = {"NL-1": "=1+1", "NL-2": "Tổ chức", "007": "Kỹ năng số"}
    data = write_positions(rows, CHOICES, names, DAY)
    place = Place(POSITION_SHEET, Errors())
    assert read_positions(open_workbook(data), CHOICES, frozenset(names), place) == rows
    assert place.errors.count == 0
    assert write_positions(rows, CHOICES, names, DAY) == data


@given(st.text() | letters)
def test_cleaning_a_text_twice_changes_nothing_more(text: str) -> None:
    once = rules.clean_text(text)
    assert rules.clean_text(once) == once
    assert rules.clean_line(rules.clean_line(text)) == rules.clean_line(text)


def test_texts_are_written_as_strings_and_never_as_formulas() -> None:
    rows = [ItemRow(2, "007", replace(ITEM, name="=1+1", output="@SUM(A1)"))]
    book = python_calamine.load_workbook(io.BytesIO(write_items(rows, Choices(), DAY)))
    assert book.sheet_names == [ITEM_SHEET.name, GUIDE_NAME]
    heading, row = book.get_sheet_by_name(ITEM_SHEET.name).to_python()
    assert heading == HEADINGS
    assert row[:3] == ["007", "=1+1", "Tài chính"]
    assert row[5:9] == [240.0, "Phức tạp", 150.0, "@SUM(A1)"]
    guide = book.get_sheet_by_name(GUIDE_NAME).to_python()
    assert ["Rất phức tạp", "very_hard"] in guide


def sheet(*rows: list[Any], name: str = ITEM_SHEET.name, more: dict[str, list[list[Any]]] | None = None) -> bytes:
    """A workbook of someone's own making."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        for title, lines in {name: rows, **(more or {})}.items():
            page = book.add_worksheet(title)
            for at, line in enumerate(lines):
                for column, value in enumerate(line):
                    page.write(at, column, value) if not isinstance(value, str) else page.write_string(
                        at, column, value
                    )
    return target.getvalue()


def changed(**cells: Any) -> list[Any]:
    """A lawful row with some cells changed, by field."""
    fields = [column.field for column in ITEM_SHEET.columns]
    return [cells.get(field, value) for field, value in zip(fields, ROW, strict=True)]


def read(data: bytes) -> tuple[list[ItemRow], Errors]:
    place = Place(ITEM_SHEET, Errors())
    return read_items(open_workbook(data), Choices(), place), place.errors


def test_a_sheet_typed_by_hand_may_have_its_columns_in_any_order_and_words_without_diacritics() -> None:
    row = changed(
        code=" dv-1 ",
        name="  Thẩm   định\n",
        field="TAI CHINH",
        position_groups="ho tro, phuc vu;\nleadership",
        norm_minutes="30",
        complexity="simple",
        standard_score="62,5",
    )
    data = sheet(["ma dau viec", *HEADINGS[:0:-1]], [], [row[0], *row[:0:-1]], name="dau viec")
    [found], errors = read(data)
    assert errors.count == 0
    assert (found.number, found.code, found.owner) == (3, "DV-1", None)
    assert found.content == ItemContent(
        "Thẩm định",
        "tai_chinh",
        "B",
        ("leadership", "support"),
        30,
        "simple",
        Decimal("62.5"),
        "Báo cáo",
        "báo cáo",
        {},
    )


def test_a_column_of_an_own_fact_takes_keys_numbers_and_truths_as_they_stand() -> None:
    written = [("level", " c1 "), ("base", 12.5), ("urgent", True), ("share", "1.250"), ("open", "")]
    headings = [f"Fact: {name}" if name == "base" else f"fact:{name}" for name, _ in written]
    [found], errors = read(sheet([*HEADINGS, *headings], [*ROW, *(value for _, value in written)]))
    assert errors.count == 0
    assert found.content.attributes == {"level": "c1", "base": "12.5", "urgent": "true", "share": "1.250"}


@pytest.mark.parametrize(
    ("heading", "value", "cell", "problem"),
    [
        ("fact:base", "1,5", "L2", "“1,5” không dùng được"),
        ("fact:base", "mười", "L2", "không dùng được"),
        ("fact:base", "x" * 61, "L2", "không dùng được"),
        ("fact:base", datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None), "L2", "ngày giờ"),
        ("fact:", "1", "L1", "lạ hoặc bị lặp"),
        ("fact:Mức", "1", "L1", "lạ hoặc bị lặp"),
        ("fact:Level", "1", "L1", "lạ hoặc bị lặp"),
    ],
)
def test_an_own_fact_that_cannot_stand_is_named_by_its_cell(heading: str, value: Any, cell: str, problem: str) -> None:
    rows, errors = read(sheet([*HEADINGS, heading], [*ROW, value]))
    assert rows == []
    [error] = errors.kept
    assert error.cell == cell
    assert problem in error.problem.vi


def test_an_own_fact_with_two_columns_is_told() -> None:
    _, errors = read(sheet([*HEADINGS, "fact:level", "FACT:level"], [*ROW, "c1", "c2"]))
    assert [error.cell for error in errors.kept] == ["M1"]


def test_the_competency_framework_has_no_own_facts() -> None:
    headings = [*(column.heading for column in FRAMEWORK_SHEET.columns), "fact:level"]
    lines = {POSITION_SHEET.name: [[column.heading for column in POSITION_SHEET.columns]]}
    place = Place(POSITION_SHEET, Errors())
    read_positions(open_workbook(sheet(headings, name=FRAMEWORK_SHEET.name, more=lines)), Choices(), set(), place)
    assert [(error.sheet, error.cell) for error in place.errors.kept] == [(FRAMEWORK_SHEET.name, "D1")]


@pytest.mark.parametrize(
    ("cells", "cell", "problem"),
    [
        ({"code": 7}, "A2", "văn bản"),
        ({"code": "a b"}, "A2", "A B"),
        ({"code": ""}, "A2", "để trống"),
        ({"name": " \n"}, "B2", "để trống"),
        ({"name": "x" * 301}, "B2", "không dùng được"),
        ({"field": "Nội vu lạ"}, "C2", "Nội vu lạ"),
        ({"task_group": "E"}, "D2", "“E”"),
        ({"position_groups": "Hỗ trợ, phục vụ; Sếp"}, "E2", "“Sếp”"),
        ({"position_groups": ";"}, "E2", "để trống"),
        ({"norm_minutes": "hai"}, "F2", "“hai” không phải là số nguyên"),
        ({"norm_minutes": 1.5}, "F2", "1.5 không phải là số nguyên"),
        ({"norm_minutes": 0}, "F2", "không dùng được"),
        ({"norm_minutes": True}, "F2", "không phải là số"),
        ({"complexity": "khó lắm"}, "G2", "khó lắm"),
        ({"standard_score": "1.000"}, "H2", "hai cách"),
        ({"standard_score": "mười"}, "H2", "“mười” không phải là số"),
        ({"standard_score": datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)}, "H2", "không phải là số"),
        ({"standard_score": 1e300}, "H2", "không dùng được"),
        ({"output": datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)}, "I2", "ngày giờ"),
        ({"output": ""}, "I2", "để trống"),
        ({"product_unit": "x" * 61}, "J2", "không dùng được"),
        ({"owner": 12}, "K2", "văn bản"),
    ],
)
def test_a_wrong_cell_is_named_by_sheet_row_column_and_what_to_do(
    cells: dict[str, Any], cell: str, problem: str
) -> None:
    rows, errors = read(sheet(HEADINGS, changed(**cells), changed(code="DV-2")))
    assert [row.code for row in rows] == ["DV-2"]
    [error] = errors.kept
    heading = HEADINGS[ord(cell[0]) - ord("A")]
    assert (error.sheet, error.row, error.column, error.cell) == (ITEM_SHEET.name, 2, heading, cell)
    assert problem in error.problem.vi
    assert all((*error.problem, *error.remedy))


def test_every_wrong_cell_of_a_file_is_listed() -> None:
    _, errors = read(sheet(HEADINGS, changed(code=7, name=""), changed(norm_minutes=0, product_unit="")))
    assert [error.cell for error in errors.kept] == ["A2", "B2", "J3"]


def test_a_long_list_of_errors_is_counted_whole_and_kept_in_part() -> None:
    _, errors = read(sheet(HEADINGS, *(changed(code="") for _ in range(300))))
    assert (errors.count, len(errors.kept)) == (300, 200)


def test_a_repeated_code_names_the_row_where_it_stood_first() -> None:
    rows, errors = read(sheet(HEADINGS, changed(), changed(code="dv-1")))
    assert len(rows) == 1
    assert (errors.kept[0].cell, errors.kept[0].problem.vi) == ("A3", "“DV-1” đã có ở dòng 2")


@pytest.mark.parametrize(
    ("headings", "places"),
    [
        (HEADINGS[1:], [(1, "Mã đầu việc", None)]),
        ([*HEADINGS[:-1], "Ghi chú"], [(1, "Ghi chú", "K1")]),
        ([*HEADINGS, HEADINGS[0]], [(1, "Mã đầu việc", "L1")]),
        ([HEADINGS[0], "Ten dau viec moi", *HEADINGS[2:]], [(1, "Ten dau viec moi", "B1"), (1, "Tên đầu việc", None)]),
        ([], [(1, column.heading, None) for column in ITEM_SHEET.columns if not column.optional]),
    ],
)
def test_a_missing_unknown_or_doubled_column_is_named(
    headings: list[str], places: list[tuple[int, str, str | None]]
) -> None:
    rows, errors = read(sheet(headings, changed()))
    assert rows == []
    assert [(error.row, error.column, error.cell) for error in errors.kept] == places


def test_a_missing_sheet_is_named_with_those_that_are_there() -> None:
    rows, errors = read(sheet(HEADINGS, name="Sheet1"))
    assert rows == []
    [error] = errors.kept
    assert (error.sheet, error.row, error.column, error.cell) == ("Đầu việc", None, None, None)
    assert "“Sheet1”" in error.problem.vi


def test_wrong_lines_of_a_framework_are_named_on_their_own_sheet() -> None:
    row = ["VT-1", "Chuyên viên", "support", "can_su", "chung", "both", "a", "b\n\nc", "d", "e", "f"]
    lines: list[list[Any]] = [
        [column.heading for column in FRAMEWORK_SHEET.columns],
        ["VT-1", "NL-1", 3],
        ["VT-2", "NL-1", 3],
        ["VT-1", "NL-9", 3],
        ["VT-1", "NL-2", 6],
        ["VT-1", "NL-1", 4],
        ["VT-1", "NL-2", "ba"],
    ]
    headings = [column.heading for column in POSITION_SHEET.columns]
    data = sheet(headings, row, name=POSITION_SHEET.name, more={FRAMEWORK_SHEET.name: lines})
    place = Place(POSITION_SHEET, Errors())
    [found] = read_positions(open_workbook(data), Choices(), {"NL-1", "NL-2"}, place)
    assert (found.content.duties, found.content.competencies) == (("b", "c"), {"NL-1": 3})
    assert [(error.sheet, error.cell) for error in place.errors.kept] == [
        (FRAMEWORK_SHEET.name, cell) for cell in ("A3", "B4", "C5", "A6", "C7")
    ]


@pytest.mark.parametrize("make", [lambda: POSITION, lambda: ITEM])
def test_the_contents_used_in_tests_are_in_canonical_form(make: Callable[[], Any]) -> None:
    content = make()
    cleaned = rules.clean_item(content) if isinstance(content, ItemContent) else rules.clean_position(content)
    assert cleaned == content

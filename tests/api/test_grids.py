"""A workbook of the catalogue corrected as a grid: read, checked again cell by cell, taken over whole or not at all."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import httpx
import pytest
import python_calamine
import xlsxwriter

from tenants.catalogue.excel.sheets import FRAMEWORK_SHEET, ITEM_SHEET, POSITION_SHEET
from tests.api.conftest import Api, bearer
from tests.fixtures_tenant import Province

HEADINGS = [column.heading for column in ITEM_SHEET.columns]
ROW = ["DV-1", "Thẩm định", "Tài chính", "B", "Hỗ trợ, phục vụ", 30, "Đơn giản", 10, "Báo cáo", "báo cáo", ""]
MINUTES, SCORE = HEADINGS.index("Định mức (phút)"), HEADINGS.index("Điểm chuẩn")


@pytest.fixture
async def admin(api: Api, province: Province) -> httpx.AsyncClient:
    """A client of the administrator's."""
    return api.client(**bearer(await api.token(province, "admin")))


def row(**changes: Any) -> list[Any]:
    """A lawful row with changes by field."""
    fields = [column.field for column in ITEM_SHEET.columns]
    return [changes.get(field, value) for field, value in zip(fields, ROW, strict=True)]


def workbook(*rows: list[Any], merge: str | None = None) -> bytes:
    """A file with one sheet of work items."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
        page = book.add_worksheet(ITEM_SHEET.name)
        for number, cells in enumerate(rows):
            for at, cell in enumerate(cells):
                if isinstance(cell, tuple):
                    page.write_formula(number, at, cell[0], None, cell[1])
                else:
                    page.write(number, at, cell)
        if merge:
            page.merge_range(merge, "Gộp")
    return target.getvalue()


def day(province: Province) -> dict[str, str]:
    return {"effectiveFrom": (province.today + timedelta(days=1)).isoformat()}


def places(result: dict[str, Any]) -> list[tuple[str | None, str]]:
    return [(error["cell"], error["code"]) for error in result["errors"]]


async def reading(admin: httpx.AsyncClient, province: Province, data: bytes) -> dict[str, Any]:
    answer = await admin.post("/catalogue/work-items/reading", params=day(province), content=data)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_file_with_wrong_cells_is_corrected_as_a_grid_and_taken_over_whole(
    admin: httpx.AsyncClient, province: Province
) -> None:
    read = await reading(admin, province, workbook(HEADINGS, row(norm_minutes="ba mươi"), row(code="DV-2", name="")))
    assert places(read["result"]) == [("F2", "CELL_NOT_WHOLE"), ("B3", "CELL_EMPTY")]
    assert {state["row"]: state["state"] for state in read["result"]["rows"]} == {2: "invalid", 3: "invalid"}
    sheets = read["sheets"]
    refused = await admin.post(
        "/catalogue/work-items/grid", params=day(province) | {"dryRun": "false"}, json={"sheets": sheets}
    )
    assert (refused.status_code, refused.json()["result"]["written"]) == (422, False)
    sheets[ITEM_SHEET.name][1][MINUTES] = "30"
    sheets[ITEM_SHEET.name][1][SCORE] = "62,5"
    checked = await admin.post("/catalogue/work-items/grid", params=day(province), json={"sheets": sheets})
    assert places(checked.json()["result"]) == [("B3", "CELL_EMPTY")]
    sheets[ITEM_SHEET.name][2][1] = "Tho\u0302ng ba\u0301o"  # decomposed, as some keyboards write
    written = await admin.post(
        "/catalogue/work-items/grid", params=day(province) | {"dryRun": "false"}, json={"sheets": sheets}
    )
    assert (written.status_code, written.json()["result"]["written"], written.json()["result"]["new"]) == (200, True, 2)
    query = "query($on: Date) { workItems(filter: {on: $on}) { edges { node { name standardScore } } } }"
    on = {"on": day(province)["effectiveFrom"]}
    names = await admin.post("/graphql", json={"query": query, "variables": on})
    found = [edge["node"] for edge in names.json()["data"]["workItems"]["edges"]]
    assert found == [{"name": "Thẩm định", "standardScore": "62.5"}, {"name": "Thông báo", "standardScore": "10"}]


async def test_a_changed_row_tells_what_stood_there_before(admin: httpx.AsyncClient, province: Province) -> None:
    first = await reading(admin, province, workbook(HEADINGS, ROW))
    await admin.post(
        "/catalogue/work-items/grid", params=day(province) | {"dryRun": "false"}, json={"sheets": first["sheets"]}
    )
    later = {"effectiveFrom": (province.today + timedelta(days=2)).isoformat()}
    sheets = {ITEM_SHEET.name: [HEADINGS, row(complexity="Phức tạp", norm_minutes=45), row(code="DV-2")]}
    answer = await admin.post("/catalogue/work-items/grid", params=later, json={"sheets": sheets})
    changed, new = answer.json()["result"]["rows"]
    assert (changed["state"], new["state"], new["before"]) == ("changed", "new", [])
    assert [(told["field"], told["said"]["vi"]) for told in changed["before"]] == [
        ("norm_minutes", "30"),
        ("complexity", "Đơn giản"),
    ]


async def test_dates_formulas_titles_and_merged_headings_are_explained(
    admin: httpx.AsyncClient, province: Province
) -> None:
    title = ["DANH MỤC ĐẦU VIỆC NĂM 2026"]
    odd = row(output=datetime(2026, 11, 23), norm_minutes=("=20+10", 30), standard_score=("=1/0", "#DIV/0!"))  # noqa: DTZ001
    read = await reading(admin, province, workbook(title, [], HEADINGS, odd))
    assert places(read["result"]) == [("H4", "CELL_FORMULA"), ("I4", "CELL_DATE")]
    assert read["formulas"] == {ITEM_SHEET.name: [[3, MINUTES], [3, SCORE]]}
    cells = read["sheets"][ITEM_SHEET.name][3]
    assert (cells[MINUTES], cells[SCORE], cells[8]) == (30, {"formula": ""}, {"date": "23/11/2026"})
    again = await admin.post("/catalogue/work-items/grid", params=day(province), json={"sheets": read["sheets"]})
    assert places(again.json()["result"]) == places(read["result"])
    merged = await reading(admin, province, workbook(HEADINGS, ROW, merge="A1:B1"))
    assert merged["result"]["errors"][0]["code"] == "HEADING_MERGED"
    assert "A1:B1" in merged["result"]["errors"][0]["problem"]["vi"]


async def test_the_marked_workbook_says_at_each_cell_what_is_wrong(
    admin: httpx.AsyncClient, province: Province
) -> None:
    sheets = {ITEM_SHEET.name: [HEADINGS, row(name="=1+1", norm_minutes="x")]}
    answer = await admin.post("/catalogue/work-items/marked.xlsx", params=day(province), json={"sheets": sheets})
    book = python_calamine.load_workbook(BytesIO(answer.content))
    assert book.sheet_names == [ITEM_SHEET.name, "Lỗi"]
    assert book.get_sheet_by_name(ITEM_SHEET.name).to_python()[1][1] == "=1+1"
    [_, listed] = book.get_sheet_by_name("Lỗi").to_python()
    assert listed[:3] == [ITEM_SHEET.name, "F2", "Định mức (phút)"]


async def test_the_template_is_an_empty_workbook_that_reads_back(admin: httpx.AsyncClient, province: Province) -> None:
    empty = await admin.get("/catalogue/work-items/template.xlsx")
    read = await reading(admin, province, empty.content)
    assert (read["result"]["errorCount"], read["result"]["rows"]) == (0, [])
    assert [column["heading"] for column in read["result"]["sheets"][0]["columns"]] == HEADINGS
    positions = await admin.get("/catalogue/job-positions/template.xlsx")
    names = python_calamine.load_workbook(BytesIO(positions.content)).sheet_names
    assert names[:2] == [POSITION_SHEET.name, FRAMEWORK_SHEET.name]


async def test_a_grid_is_refused_with_words(admin: httpx.AsyncClient, api: Api, province: Province) -> None:
    for kind, body, code in (
        ("work-items", {"rows": []}, "BAD_INPUT"),
        ("work-items", {"sheets": {ITEM_SHEET.name: [["x"] * 61]}}, "BAD_INPUT"),
        ("spoons", {"sheets": {}}, "NOT_FOUND"),
    ):
        answer = await admin.post(f"/catalogue/{kind}/grid", params=day(province), json=body)
        assert answer.json()["errors"][0]["extensions"]["code"] == code
    async with api.client(**bearer(await api.token(province, "cadre1"))) as cadre:
        for path in ("reading", "grid", "marked.xlsx"):
            denied = await cadre.post(f"/catalogue/work-items/{path}", params=day(province), json={"sheets": {}})
            assert denied.status_code == 403
        assert (await cadre.get("/catalogue/work-items/template.xlsx")).status_code == 200


async def test_three_thousand_rows_are_checked_at_once(admin: httpx.AsyncClient, province: Province) -> None:
    rows = [row(code=f"DV-{number}", norm_minutes="x" if number % 100 == 0 else 30) for number in range(3_000)]
    sheets = {ITEM_SHEET.name: [HEADINGS, *rows]}
    answer = await admin.post("/catalogue/work-items/grid", params=day(province), json={"sheets": sheets})
    result = answer.json()["result"]
    assert (result["errorCount"], result["new"], len(result["rows"])) == (30, 2_970, 3_000)

"""The catalogue as Excel files over HTTP."""

from datetime import timedelta
from io import BytesIO

import httpx
import pytest
import xlsxwriter

from tests.api.conftest import Api, bearer
from tests.fixtures_tenant import Province

PATH = "/catalogue/work-items.xlsx"


@pytest.fixture
async def admin(api: Api, province: Province) -> httpx.AsyncClient:
    """A client of the administrator's."""
    return api.client(**bearer(await api.token(province, "admin")))


def workbook(sheet: str, *rows: list[object]) -> bytes:
    """A small Excel file."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return target.getvalue()


async def test_an_export_is_a_workbook_that_an_import_takes_back_without_a_change(
    admin: httpx.AsyncClient, province: Province
) -> None:
    exported = await admin.get(PATH)
    assert exported.status_code == 200
    assert exported.content.startswith(b"PK")
    day = (province.today + timedelta(days=1)).isoformat()
    back = await admin.post(PATH, params={"effectiveFrom": day}, content=exported.content)
    assert back.status_code == 200
    assert (back.json()["new"], back.json()["changed"], back.json()["errorCount"]) == (0, 0, 0)


async def test_a_sheet_with_a_wrong_column_is_refused_with_sheet_row_column_and_remedy(
    admin: httpx.AsyncClient, province: Province
) -> None:
    sheet = workbook("Đầu việc", ["Mã", "Tên gì đó"], ["A-1", "Việc"])
    day = (province.today + timedelta(days=1)).isoformat()
    refused = await admin.post(PATH, params={"effectiveFrom": day}, content=sheet)
    assert refused.status_code == 422
    result = refused.json()
    assert result["written"] is False
    assert result["errorCount"] == len(result["errors"]) > 0
    first = result["errors"][0]
    assert first["sheet"] == "Đầu việc"
    assert set(first["problem"]) == set(first["remedy"]) == {"vi", "en"}


async def test_a_file_that_is_no_workbook_or_too_large_is_refused_with_a_code(
    admin: httpx.AsyncClient, province: Province
) -> None:
    day = (province.today + timedelta(days=1)).isoformat()
    for content, code in ((b"hello", "NOT_AN_EXCEL_FILE"), (bytes(11 * 2**20), "WORKBOOK_TOO_LARGE")):
        refused = await admin.post(PATH, params={"effectiveFrom": day}, content=content)
        assert refused.status_code in (400, 413)
        assert refused.json()["errors"][0]["extensions"]["code"] == code
    undated = await admin.post(PATH, params={"effectiveFrom": "mai"}, content=b"")
    assert undated.json()["errors"][0]["message"].startswith("Ngày không hợp lệ")


async def test_only_an_administrator_imports(api: Api, province: Province) -> None:
    async with api.client(**bearer(await api.token(province, "agency_head"))) as client:
        refused = await client.post(PATH, params={"effectiveFrom": "2026-12-01"}, content=b"PK")
    assert refused.status_code == 403

"""History of an earlier system: matched by personal number, brought in once, shown with its mark, counted nowhere."""

import io
from typing import Any

import xlsxwriter
from sqlalchemy import text

from tenants.scoring import actions as scoring
from tenants.scoring import months
from tests.api.conftest import Api, bearer
from tests.fixtures_tenant import PEOPLE, Province
from tests.worklogs.conftest import Log

HEADINGS = "Mã bản ghi,Số định danh cá nhân,Từ ngày,Đến ngày,Nội dung,Khối lượng,Điểm,Xếp loại"
PIN = PEOPLE["cadre1"][1]
ROWS = (
    f"KQ-1,{PIN},01/07/2025,31/07/2025,Tham mưu báo cáo quý,3,92.5,Tốt\nKQ-2,{PIN},2025-08-01,2025-08-31,Thẩm định,,,\n"
)
MINE = "query ($id: UUID!) { importedHistory(personId: $id) { externalId source mark points rating } }"


async def send(api: Api, token: str, data: bytes, *, dry_run: bool = False) -> tuple[int, dict[str, Any]]:
    async with api.client(**bearer(token)) as client:
        params = {"source": "Phần mềm cũ", "dryRun": str(dry_run).lower()}
        response = await client.post("/imported-history", params=params, content=data)
    return response.status_code, response.json()


def lines(rows: str) -> bytes:
    return f"{HEADINGS}\n{rows}".encode()


async def test_history_is_brought_in_once_and_shown_with_its_mark(api: Api, province: Province) -> None:
    admin, cadre = await api.token(province, "admin"), await api.token(province, "cadre1")
    _, dry = await send(api, admin, lines(ROWS), dry_run=True)
    assert (dry["new"], dry["written"]) == (2, False)
    _, done = await send(api, admin, lines(ROWS))
    assert (done["new"], done["written"]) == (2, True)
    _, again = await send(api, admin, lines(ROWS.replace("92.5", "90")))
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 1, 1)
    found = await api.ask(cadre, MINE, id=str(province.people["cadre1"]))
    assert found["data"]["importedHistory"][1] == {
        "externalId": "KQ-1", "source": "Phần mềm cũ", "mark": "imported_unverified", "points": "90",
        "rating": "Tốt",
    }  # fmt: skip
    record = await api.ask(cadre, '{ myRecord(firstDay: "2026-01-01", lastDay: "2026-01-31") { name rows } }')
    [section] = [one for one in record["data"]["myRecord"] if one["name"] == "imported"]
    assert len(section["rows"]) == 2
    contested = await api.ask(
        cadre,
        "mutation ($input: AskCorrectionInput!) { askCorrection(input: $input) { section outcome } }",
        input={"section": "imported", "record": "KQ-1", "text": "Điểm tháng 7 của tôi là 95"},
    )
    assert contested["data"]["askCorrection"]["section"] == "imported"
    stranger = await api.ask(await api.token(province, "cadre3"), MINE, id=str(province.people["cadre1"]))
    assert stranger["errors"][0]["extensions"]["code"] == "NOT_FOUND"


async def test_wrong_rows_are_named_and_nothing_is_written(api: Api, province: Province) -> None:
    admin = await api.token(province, "admin")
    wrong = "KQ-3,000000000000,31/07/2025,01/07/2025,,x,1,\n"
    status, found = await send(api, admin, lines(ROWS + wrong))
    assert status == 422
    assert {(one["row"], one["column"]) for one in found["errors"]} == {
        (4, "Số định danh cá nhân"), (4, "Đến ngày"), (4, "Nội dung"), (4, "Khối lượng"),
    }  # fmt: skip
    status, refused = await send(api, await api.token(province, "cadre1"), lines(ROWS))
    assert (status, refused["errors"][0]["extensions"]["code"] if "errors" in refused else refused["code"]) == (
        403, "FORBIDDEN",
    )  # fmt: skip
    async with province.db.tenant(province.id) as session:
        assert await session.scalar(text("SELECT count(*) FROM imported_result")) == 0


async def test_an_excel_file_does_as_well_and_no_score_hears_of_it(api: Api, scored_log: Log) -> None:
    province = scored_log.province
    row = await scored_log.write("cadre1", minutes=5)
    await scored_log.verify(row.id)
    scores = text("SELECT receipt_hash FROM month_score ORDER BY person_id, revision DESC")
    async with province.db.tenant(province.id) as session:
        await scoring.score_pending(session)
        await months.score(session)
        before = (await session.scalars(scores)).all()
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate([HEADINGS, *ROWS.splitlines()]):
            sheet.write_row(number, 0, line.split(","))
    _, done = await send(api, await api.token(province, "admin"), target.getvalue())
    assert done["new"] == 2
    async with province.db.tenant(province.id) as session:
        await session.execute(text("INSERT INTO pending_month SELECT tenant_id, person_id, month FROM month_score"))
        await months.score(session)
        assert (await session.scalars(scores)).all() == before

"""Papers over GraphQL and as downloads."""

import io
from typing import Any
from urllib.parse import quote

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from tenants.audit.models import AuditEvent
from tenants.papers import printing
from tests.api.conftest import Api, api, bearer, settings
from tests.papers.conftest import T7, Cycle
from tests.papers.reading import docx_text, pdf_text

__all__ = ["api", "settings"]

START = """mutation ($input: StartPaperRunInput!) {
  startPaperRun(input: $input) { id kind fileFormat merged status done total fileName file unit { code } }
}"""
CANCEL = "mutation ($input: PaperRunInput!) { cancelPaperRun(input: $input) { status } }"
RUN = "query ($id: UUID!) { paperRun(id: $id) { status done total size problem file finishedAt } }"
RUNS = "{ paperRuns(first: 1) { edges { node { id status } } pageInfo { hasNextPage } } }"
MINE = "{ myPapers { edges { node { sheetId periodKind first last status pdf docx } } } }"
CONFIRM = "query ($hash: String!) { confirmDecision(hash: $hash) { state } }"


async def _get(api: Api, token: str | None, address: str) -> Any:
    async with api.client(**(bearer(token) if token else {})) as client:
        return await client.get(address)


async def test_a_person_downloads_the_own_paper_and_the_hash_on_it_is_confirmed(cycle: Cycle, api: Api) -> None:
    sheet_id = await cycle.scored("cadre1", T7, "27.5")
    decision = await cycle.office.decide(sheet_id)
    token = await api.token(cycle.province, "cadre1")
    edges = (await api.ask(token, MINE))["data"]["myPapers"]["edges"]
    assert len(edges) == 1
    node = edges[0]["node"]
    assert (node["sheetId"], node["periodKind"], node["status"]) == (str(sheet_id), "month", "decided")
    answer = await _get(api, token, node["pdf"])
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["cache-control"] == "no-store"
    name = f"vo-minh-an-thang-{cycle.office.first.month}-nam-{cycle.office.first.year}.pdf"
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    text = pdf_text(answer.content)
    for said in ("Võ Minh An", "89,99", "HOÀN THÀNH TỐT NHIỆM VỤ", "15/QĐ-STC", decision.content_hash.hex()):
        assert said in text
    word = docx_text((await _get(api, token, node["docx"])).content)
    for said in ("Võ Minh An", "89,99", "HOÀN THÀNH TỐT NHIỆM VỤ", "15/QĐ-STC", decision.content_hash.hex()):
        assert said in word
    printed = next(word for word in text.split() if len(word) == 64)
    confirmed = await api.ask(token, CONFIRM, hash=printed)
    assert confirmed["data"]["confirmDecision"]["state"] == "STANDING"
    await cycle.office.replace(sheet_id, "HT")
    assert (await api.ask(token, CONFIRM, hash=printed))["data"]["confirmDecision"]["state"] == "REPLACED"


async def test_heads_download_the_papers_of_their_branch_and_it_is_seen(cycle: Cycle, api: Api) -> None:
    sheet_id = await cycle.scored("cadre1", T7, "27.5")
    address = f"/papers/sheets/{sheet_id}/pdf"
    codes = {}
    for who in ("agency_head", "province_head", "cadre2", "division_head", "commune_head", "agency_deputy"):
        codes[who] = (await _get(api, await api.token(cycle.province, who), address)).status_code
    assert codes == {
        "agency_head": 200, "province_head": 200, "cadre2": 404, "division_head": 404, "commune_head": 404,
        "agency_deputy": 404,
    }  # fmt: skip
    assert (await _get(api, await api.token(cycle.province, "admin"), address)).status_code == 403
    assert (await _get(api, None, address)).status_code == 401
    async with cycle.province.db.tenant(cycle.province.id) as session:
        rows = (await session.scalars(select(AuditEvent).where(AuditEvent.tenant_id == cycle.province.id))).all()
    assert [row.data["file_format"] for row in rows if row.action == "downloaded"] == ["pdf", "pdf"]
    looked = [row.person_id for row in rows if row.data == {"what": "papers"}]
    assert sorted(looked, key=str) == sorted(
        (cycle.province.people[name] for name in ("agency_head", "province_head")), key=str
    )


async def test_an_unknown_sheet_format_or_run_is_not_found(cycle: Cycle, api: Api) -> None:
    sheet_id = await cycle.scored("cadre1", T7, "27.5")
    token = await api.token(cycle.province, "cadre1")
    for address in (
        f"/papers/sheets/{sheet_id}/xlsx",
        f"/papers/sheets/{cycle.office.period_id}/pdf",
        f"/papers/runs/{cycle.office.period_id}",
    ):
        assert (await _get(api, token, address)).status_code == 404


async def test_a_foreign_province_finds_nothing(cycle: Cycle, api: Api, other_province: Any) -> None:
    sheet_id = await cycle.scored("cadre1", T7, "27.5")
    token = await api.token(other_province, "province_head")
    assert (await _get(api, token, f"/papers/sheets/{sheet_id}/pdf")).status_code == 404


async def test_a_unit_is_printed_over_the_api(cycle: Cycle, api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    await cycle.department()
    token = await api.token(cycle.province, "agency_head")
    given = {"periodId": str(cycle.office.period_id), "unitId": str(cycle.office.agency), "merged": True}
    run = (await api.ask(token, START, input=given))["data"]["startPaperRun"]
    assert (run["kind"], run["fileFormat"], run["status"], run["total"]) == ("SHEETS", "PDF", "WAITING", 7)
    assert (run["file"], run["unit"]["code"]) == (None, "STC")
    early = await _get(api, token, f"/papers/runs/{run['id']}")
    assert (early.status_code, early.json()["errors"][0]["extensions"]["code"]) == (400, "PAPERS_NOT_READY")
    monkeypatch.setattr(printing, "STEP", 5)
    await cycle.work()
    done = (await api.ask(token, RUN, id=run["id"]))["data"]["paperRun"]
    assert (done["status"], done["done"], done["problem"]) == ("DONE", 7, None)
    answer = await _get(api, token, done["file"])
    assert answer.status_code == 200
    assert len(answer.content) == done["size"]
    assert "Võ Minh An" in " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    listed = (await api.ask(token, RUNS))["data"]["paperRuns"]
    assert [edge["node"]["id"] for edge in listed["edges"]] == [run["id"]]
    ended = await api.ask(token, CANCEL, input={"id": run["id"]})
    assert ended["errors"][0]["extensions"]["code"] == "PAPERS_RUN_ENDED"


async def test_a_run_is_cancelled_by_who_started_it(cycle: Cycle, api: Api) -> None:
    await cycle.department()
    head, above = [await api.token(cycle.province, name) for name in ("agency_head", "province_head")]
    meeting = {"heldAt": "8 giờ", "present": ["Phạm Đình Ân"]}
    given = {
        "periodId": str(cycle.office.period_id), "unitId": str(cycle.office.agency), "kind": "MINUTES",
        "meeting": meeting,
    }  # fmt: skip
    run = (await api.ask(head, START, input=given))["data"]["startPaperRun"]
    foreign = await api.ask(above, CANCEL, input={"id": run["id"]})
    assert foreign["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    assert (await api.ask(head, CANCEL, input={"id": run["id"]}))["data"]["cancelPaperRun"]["status"] == "CANCELLED"


async def test_an_unlawful_format_is_refused_at_its_place(cycle: Cycle, api: Api) -> None:
    await cycle.department()
    token = await api.token(cycle.province, "agency_head")
    given = {"periodId": str(cycle.office.period_id), "unitId": str(cycle.office.agency), "fileFormat": "XLSX"}
    refused = (await api.ask(token, START, input=given))["errors"][0]["extensions"]
    assert (refused["code"], refused["path"]) == ("PAPERS_FORMAT", ["input", "fileFormat"])

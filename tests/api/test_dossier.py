"""My record through the door: as a query, and as a file to keep."""

from tests.api.conftest import Api, bearer
from tests.fixtures_tenant import Province


async def test_the_record_is_asked_and_downloaded_alike(api: Api, province: Province) -> None:
    token = await api.token(province, "cadre1")
    day = province.today.isoformat()
    query = """query ($day: Date!) { myRecord(firstDay: $day, lastDay: $day) { name titleVi rows } }"""
    answer = (await api.ask(token, query, day=day))["data"]["myRecord"]
    async with api.client(**bearer(token)) as client:
        file = await client.get("/my-record.json", params={"first": day, "last": day})
    assert file.headers["content-disposition"] == f'attachment; filename="ho-so-cua-toi-{day}.json"'
    sections = file.json()["sections"]
    assert [one["name"] for one in answer] == [one["name"] for one in sections]
    same = {"person", "posts", "account"}
    assert [one["rows"] for one in answer if one["name"] in same] == [
        one["rows"] for one in sections if one["name"] in same
    ]
    assert next(one for one in sections if one["name"] == "person")["rows"][0]["full_name"] == "Võ Minh An"


async def test_nobody_without_a_person_downloads_a_record(api: Api, province: Province) -> None:
    async with api.client() as client:
        assert (await client.get("/my-record.json")).status_code == 401
    async with api.client(**bearer(await api.token(province, "admin"))) as client:
        assert (await client.get("/my-record.json")).status_code == 403


async def test_a_correction_is_asked_for_and_answered(api: Api, province: Province) -> None:
    asked = """mutation ($input: AskCorrectionInput!) { askCorrection(input: $input) { id outcome } }"""
    mine = await api.ask(
        await api.token(province, "cadre1"), asked, input={"section": "posts", "text": "Thiếu chức vụ kiêm nhiệm."}
    )
    head = await api.token(province, "agency_head")
    waiting = await api.ask(head, "{ correctionRequests { id person { fullName } text } }")
    assert waiting["data"]["correctionRequests"] == [
        {
            "id": mine["data"]["askCorrection"]["id"],
            "person": {"fullName": "Võ Minh An"},
            "text": "Thiếu chức vụ kiêm nhiệm.",
        }
    ]
    answer = """mutation ($input: AnswerCorrectionInput!) { answerCorrection(input: $input) { outcome answer } }"""
    given = {"id": mine["data"]["askCorrection"]["id"], "corrected": False, "text": "Chưa có quyết định."}
    assert (await api.ask(head, answer, input=given))["data"]["answerCorrection"] == {
        "outcome": "declined",
        "answer": "Chưa có quyết định.",
    }

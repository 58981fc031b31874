"""The main way through the API: log, submit, verify, score, sums, receipts; each as the person whose step it is."""

from datetime import timedelta
from typing import Any

import pytest

from kernel.ids import uuid7
from tenants.norms import actions as norms
from tenants.rollups import actions as rollups
from tenants.scoring import actions as scoring
from tests.api.conftest import Api
from tests.fixtures_tenant import Province
from tests.worklogs.conftest import Log, log

__all__ = ["log"]

LOG = """
mutation ($input: LogWorkInput!) {
  logWork(input: $input) {
    id status revision normMinutes k workItem { code name } person { fullName } score { points }
  }
}"""
VERIFY = """
mutation ($input: VerifyEntriesInput!) {
  verifyEntries(input: $input) {
    verified refused results { entryId verified error { code message messages path } }
  }
}"""
INBOX = """
query ($first: Int!, $after: String) {
  inbox(first: $first, after: $after) {
    edges { cursor node { id output person { fullName } unit { name } workItem { name } evidence { documentNumber } } }
    pageInfo { hasNextPage endCursor }
  }
}"""


class People:
    """Tokens of the province's people."""

    def __init__(self, api: Api, log: Log) -> None:
        self.api, self.log = api, log
        self._tokens: dict[str, str] = {}

    async def ask(self, who: str, query: str, **variables: object) -> dict[str, Any]:
        """One operation's answer, asked as somebody."""
        if who not in self._tokens:
            self._tokens[who] = await self.api.token(self.log.province, who)
        return await self.api.ask(self._tokens[who], query, **variables)

    def entry(self, **changes: object) -> dict[str, object]:
        """A lawful entry of today, with changes."""
        return {
            "id": str(uuid7(self.log.now)),
            "workDate": self.log.today.isoformat(),
            "workItemId": str(self.log.items["appraise"]),
            "quantity": "2",
            "minutes": 120,
            "output": "Báo cáo thẩm định",
            "evidence": [{"documentNumber": "214/STC-NS"}],
            "submit": True,
            **changes,
        }

    async def write(self, who: str = "cadre1", **changes: object) -> str:
        """Log an entry as somebody; its id."""
        answer = await self.ask(who, LOG, input=self.entry(**changes))
        assert "errors" not in answer, answer
        found: str = answer["data"]["logWork"]["id"]
        return found


@pytest.fixture
async def people(api: Api, log: Log) -> People:
    """The people of this test's province."""
    async with log.province.db.tenant(log.province.id) as session:
        await norms.publish_shipped(session, "khanh-hoa", valid_from=log.province.opened)
    return People(api, log)


async def test_an_entry_goes_from_the_log_to_its_receipt_and_the_sums(people: People) -> None:
    province, today = people.log.province, people.log.today.isoformat()
    logged = await people.ask("cadre1", LOG, input=people.entry())
    entry = logged["data"]["logWork"]
    assert entry == {
        "id": entry["id"], "status": "SUBMITTED", "revision": 0, "normMinutes": 60, "k": "1.5",
        "workItem": {"code": "TC-001", "name": "Thẩm định dự toán"}, "person": {"fullName": "Võ Minh An"},
        "score": None,
    }  # fmt: skip
    inbox = await people.ask("division_head", INBOX, first=10)
    (edge,) = inbox["data"]["inbox"]["edges"]
    assert edge["node"]["id"] == entry["id"]
    assert edge["node"]["unit"] == {"name": "Phòng Quản lý ngân sách"}
    assert edge["node"]["evidence"] == [{"documentNumber": "214/STC-NS"}]
    decision = {"entryId": entry["id"], "quality": "GOOD", "comment": "Tốt"}
    verified = await people.ask("division_head", VERIFY, input={"decisions": [decision]})
    assert verified["data"]["verifyEntries"]["verified"] == 1
    async with province.db.tenant(province.id) as session:
        assert await scoring.score_pending(session) == 1
        await rollups.merge(session)
    mine = await people.ask(
        "cadre1",
        "{ myEntries { edges { node { status quality verifier { fullName } score { points } } } } }",
    )
    node = mine["data"]["myEntries"]["edges"][0]["node"]
    assert (node["status"], node["quality"], node["verifier"]) == ("VERIFIED", "GOOD", {"fullName": "Lê Văn Đức"})
    receipt = await people.ask(
        "cadre1",
        "query ($id: UUID!) { receipt(entryId: $id) { points revision packageName inputs { name value } hash } }",
        id=entry["id"],
    )
    assert receipt["data"]["receipt"]["points"] == node["score"]["points"]
    assert {"name": "quantity", "value": "2"} in receipt["data"]["receipt"]["inputs"]
    sums = await people.ask(
        "division_head",
        """query ($person: UUID!, $unit: UUID!, $day: Date!) {
          personSums(personId: $person, dateFrom: $day, dateTo: $day) { start entries minutes points }
          unitSums(unitId: $unit, dateFrom: $day, dateTo: $day, grain: MONTH) { entries minutes points }
        }""",
        person=str(province.people["cadre1"]),
        unit=str(province.units["budget_division"]),
        day=today,
    )
    day = {"start": today, "entries": 1, "minutes": 120, "points": node["score"]["points"]}
    assert sums["data"]["personSums"] == [day]
    assert sums["data"]["unitSums"] == [{name: day[name] for name in ("entries", "minutes", "points")}]


async def test_sending_the_same_entry_twice_stores_it_once(people: People) -> None:
    given = people.entry()
    first = await people.ask("cadre1", LOG, input=given)
    again = await people.ask("cadre1", LOG, input=given)
    assert first == again
    mine = await people.ask("cadre1", "{ myEntries { edges { node { id } } } }")
    assert len(mine["data"]["myEntries"]["edges"]) == 1


async def test_a_batch_reports_each_item_and_nothing_takes_the_others_down(people: People) -> None:
    good, own, unknown = await people.write(), await people.write("division_head"), str(uuid7())
    decisions = [{"entryId": entry_id, "quality": "GOOD"} for entry_id in (unknown, good, own, good)]
    answer = await people.ask("division_head", VERIFY, input={"decisions": decisions})
    result = answer["data"]["verifyEntries"]
    assert (result["verified"], result["refused"]) == (1, 3)
    codes = [item["error"] and item["error"]["code"] for item in result["results"]]
    assert codes == ["NOT_FOUND", None, "OWN_WORK", "REPEATED_ITEM"]
    assert result["results"][2]["error"]["path"] == ["input", "decisions", 2, "entryId"]
    assert result["results"][2]["error"]["message"].startswith("Bạn không xác nhận việc của chính mình")


async def test_more_than_two_hundred_verdicts_are_refused_whole(people: People) -> None:
    entry_id = await people.write()
    decisions = [{"entryId": entry_id, "quality": "GOOD"} for _ in range(201)]
    answer = await people.ask("division_head", VERIFY, input={"decisions": decisions})
    assert answer["data"] == {"verifyEntries": None}
    assert answer["errors"][0]["extensions"]["code"] == "TOO_MANY"
    inbox = await people.ask("division_head", INBOX, first=10)
    assert len(inbox["data"]["inbox"]["edges"]) == 1


async def test_a_page_goes_on_after_the_last_one_without_gap_or_repetition(people: People) -> None:
    written = {await people.write(minutes=10 + number) for number in range(5)}
    seen: list[str] = []
    after = None
    while True:
        page = (await people.ask("division_head", INBOX, first=2, after=after))["data"]["inbox"]
        seen += [edge["node"]["id"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(seen) == 5
    assert set(seen) == written


async def test_a_correction_and_a_waiver_raise_the_revision_and_stay_in_the_history(people: People) -> None:
    entry_id = await people.write()
    decision = {"entryId": entry_id, "quality": "FAIR", "failedReviews": 1}
    await people.ask("division_head", VERIFY, input={"decisions": [decision]})
    corrected = await people.ask(
        "division_head",
        "mutation ($input: CorrectEntryInput!) { correctEntry(input: $input) { revision quality } }",
        input={**decision, "quality": "GOOD", "reason": "Nhầm mức chất lượng"},
    )
    assert corrected["data"]["correctEntry"] == {"revision": 2, "quality": "GOOD"}
    waived = await people.ask(
        "division_head",
        """mutation ($input: WaiveFaultsInput!) {
          waiveFaults(input: $input) { revision failedWaived waivers { kind documentNumber } history { kind reason } }
        }""",
        input={"id": entry_id, "kind": "QUALITY", "faults": 1, "reason": "Mưa lũ", "documentNumber": "12/QĐ"},
    )
    entry = waived["data"]["waiveFaults"]
    assert (entry["revision"], entry["failedWaived"]) == (3, 1)
    assert entry["waivers"] == [{"kind": "QUALITY", "documentNumber": "12/QĐ"}]
    kinds = [step["kind"] for step in entry["history"]]
    assert kinds == ["logged", "submitted", "verified", "corrected", "waived"]


async def test_a_refusal_says_where_the_bad_input_stands(people: People) -> None:
    tomorrow = (people.log.today + timedelta(days=1)).isoformat()
    late = await people.ask("cadre1", LOG, input=people.entry(workDate=tomorrow))
    assert late["errors"][0]["extensions"]["code"] == "DATE_IN_FUTURE"
    assert late["errors"][0]["extensions"]["path"] == ["input", "workDate"]
    unknown = await people.ask("cadre1", LOG, input=people.entry(workItemId=str(uuid7())))
    assert unknown["errors"][0]["extensions"]["code"] == "UNKNOWN_WORK_ITEM"
    assert unknown["errors"][0]["extensions"]["path"] == ["input", "workItemId"]


async def test_a_foreign_id_and_a_random_one_get_the_same_answer(
    people: People, api: Api, other_province: Province
) -> None:
    entry_id = await people.write()
    token = await api.token(other_province, "province_head")
    for query in (
        "query ($id: UUID!) { answer: entry(id: $id) { id } }",
        "query ($id: UUID!) { answer: receipt(entryId: $id) { points } }",
        "mutation ($id: UUID!) { answer: submitEntry(input: {id: $id}) { id } }",
        'mutation ($id: UUID!) { answer: returnEntry(input: {id: $id, reason: "thiếu"}) { id } }',
    ):
        foreign = await api.ask(token, query, id=entry_id)
        assert foreign == await api.ask(token, query, id=str(uuid7()))
        assert foreign["data"] == {"answer": None}
        assert foreign["errors"][0]["extensions"]["code"] == "NOT_FOUND"


async def test_a_leader_who_looks_at_a_cadres_entry_is_seen_by_the_cadre(people: People) -> None:
    entry_id = await people.write()
    await people.ask("agency_head", "query ($id: UUID!) { entry(id: $id) { id } }", id=entry_id)
    seen = await people.ask("cadre1", "{ whoLookedAtMe { edges { node { person { fullName } data } } } }")
    (edge,) = seen["data"]["whoLookedAtMe"]["edges"]
    assert edge["node"] == {"person": {"fullName": "Nguyễn Thị Hạnh"}, "data": {"what": "work_entry"}}


async def test_items_are_found_with_and_without_diacritics(people: People) -> None:
    query = "query ($text: String!) { workItems(filter: {text: $text}) { edges { node { name } } } }"
    for text in ("thẩm định", "tham dinh", "DU TOAN"):
        found = await people.ask("cadre1", query, text=text)
        assert [edge["node"]["name"] for edge in found["data"]["workItems"]["edges"]] == ["Thẩm định dự toán"]


async def test_people_are_sorted_by_given_name_in_vietnamese_order(people: People) -> None:
    found = await people.ask("admin", "{ people(first: 5) { edges { node { fullName maskedPin } } } }")
    names = [edge["node"]["fullName"] for edge in found["data"]["people"]["edges"]]
    assert names == ["Võ Minh An", "Nguyễn Ngọc Ánh", "Phạm Đình Ân", "Trần Quốc Bảo", "Bùi Thanh Đạt"]
    assert found["data"]["people"]["edges"][0]["node"]["maskedPin"] == "056•••••0006"

"""What administrators and leaders set up through the API: units, people, delegations, catalogue, norms, accounts."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from kernel.ids import uuid7
from tests.api.conftest import Api
from tests.fixtures_tenant import Province

ITEM = {
    "name": "Thẩm định hồ sơ quyết toán", "field": "tai_chinh", "taskGroup": "B", "positionGroups": ["PROFESSIONAL"],
    "normMinutes": 90, "complexity": "hard", "standardScore": "150", "output": "Báo cáo thẩm định",
    "productUnit": "báo cáo",
}  # fmt: skip
POSITION = {
    "name": "Chuyên viên quản lý ngân sách", "positionGroup": "PROFESSIONAL", "rank": "chuyen_vien",
    "field": "tai_chinh", "level": "province", "purpose": "Tham mưu quản lý ngân sách.", "duties": ["Lập dự toán"],
    "authority": "Đề nghị cung cấp số liệu.", "relations": "Với các đơn vị dự toán.",
    "requirements": "Đại học tài chính.", "competencies": [{"code": "NL-01", "level": 3}],
}  # fmt: skip


class Office:
    """The province's people, each asked with a token of their own."""

    def __init__(self, api: Api, province: Province) -> None:
        self.api, self.province = api, province
        self._tokens: dict[str, str] = {}

    async def ask(self, who: str, query: str, **variables: object) -> dict[str, Any]:
        """One operation's answer."""
        if who not in self._tokens:
            self._tokens[who] = await self.api.token(self.province, who)
        return await self.api.ask(self._tokens[who], query, **variables)

    async def do(self, who: str, name: str, kind: str, given: Mapping[str, object], below: str = "") -> Any:
        """A mutation's result, which must be one."""
        query = f"mutation ($input: {kind}!) {{ {name}(input: $input) {below} }}"
        answer = await self.ask(who, query, input=given)
        assert "errors" not in answer, answer
        return answer["data"][name]


@pytest.fixture
def office(api: Api, province: Province) -> Office:
    """The people of this test's province."""
    return Office(api, province)


async def test_a_unit_is_opened_renamed_moved_and_the_past_keeps_its_shape(office: Office) -> None:
    province, today = office.province, office.province.today
    opened = await office.do(
        "admin", "openUnit", "OpenUnitInput",
        {"code": "STC-KH", "name": "Phòng Kế hoạch", "kind": "division", "opened": today.isoformat(),
         "parentId": str(province.units["department"])},
        "{ id depth }",
    )  # fmt: skip
    assert opened["depth"] == 3
    tomorrow = (today + timedelta(days=1)).isoformat()
    renamed = {"unitId": opened["id"], "name": "Phòng Kế hoạch – Đầu tư", "on": tomorrow}
    assert (await office.do("admin", "renameUnit", "RenameUnitInput", renamed, "{ name }"))["name"] == renamed["name"]
    moved = {"unitId": opened["id"], "parentId": str(province.units["commune"]), "on": tomorrow}
    await office.do("admin", "moveUnit", "MoveUnitInput", moved, "{ id }")
    answer = await office.ask(
        "cadre1",
        """query ($id: UUID!, $day: Date!) {
          now: unit(id: $id) { name parentId } then: unit(id: $id, on: $day) { name }
        }""",
        id=opened["id"],
        day=tomorrow,
    )
    assert answer["data"]["now"] == {"name": "Phòng Kế hoạch", "parentId": str(province.units["department"])}
    assert answer["data"]["then"] == {"name": "Phòng Kế hoạch – Đầu tư"}
    branch = await office.ask(
        "cadre1", "query ($id: UUID!) { units(rootId: $id) { name depth } }", id=str(province.units["department"])
    )
    assert [unit["depth"] for unit in branch["data"]["units"]] == [2, 3, 3, 3]


async def test_a_person_is_added_appointed_transferred_and_can_sign_in(office: Office) -> None:
    province = office.province
    facts = {"pin": "056094123456", "fullName": "Đặng Thị Yến", "birthDate": "1994-05-05"}
    wrong = await office.ask(
        "admin",
        "mutation ($input: PersonInput!) { addPerson(input: $input) { id } }",
        input=facts | {"gender": "FEMALE"},
    )
    assert wrong["errors"][0]["extensions"]["path"] == ["input", "pin"]
    person = await office.do("admin", "addPerson", "PersonInput", facts, "{ id pin maskedPin }")
    post = await office.do(
        "admin", "appoint", "AppointInput",
        {"personId": person["id"], "unitId": str(province.units["budget_division"]), "role": "CADRE",
         "validFrom": province.today.isoformat()},
        "{ id role unit { name } person { fullName } }",
    )  # fmt: skip
    assert post["unit"]["name"] == "Phòng Quản lý ngân sách"
    moved = await office.do(
        "admin", "transfer", "TransferInput",
        {"appointmentId": post["id"], "unitId": str(province.units["price_division"]),
         "on": (province.today + timedelta(days=3)).isoformat()},
        "{ id unitId validFrom }",
    )  # fmt: skip
    assert moved["unitId"] == str(province.units["price_division"])
    found = await office.ask("admin", '{ people(words: "dang thi yen") { edges { node { id posts { id } } } } }')
    assert found["data"]["people"]["edges"] == [{"node": {"id": person["id"], "posts": [{"id": post["id"]}]}}]
    account = {"login": "dtyen", "password": "mat-khau-cua-yen", "personId": person["id"]}
    await office.do("admin", "createAccount", "CreateAccountInput", account)
    async with office.api.client() as browser:
        given = {"tenant": province.slug, "login": "dtyen", "password": "mat-khau-cua-yen"}
        assert (await browser.post("/session", json=given)).status_code == 201
        me = await browser.post("/graphql", json={"query": "{ me { person { fullName } roles { role } rights } }"})
    assert me.json()["data"]["me"]["roles"] == [{"role": "cadre"}]
    assert "work_entry:log" in me.json()["data"]["me"]["rights"]
    assert "work_entry:verify" not in me.json()["data"]["me"]["rights"]


async def test_a_delegate_gets_the_inbox_for_as_long_as_the_delegation_holds(office: Office) -> None:
    province = office.province
    given = {
        "appointmentId": str(province.appointments["division_head"]), "delegateId": str(province.people["cadre2"]),
        "validFrom": province.today.isoformat(), "validTo": (province.today + timedelta(days=5)).isoformat(),
        "documentNumber": "15/GUQ",
    }  # fmt: skip
    inbox = "{ inbox { edges { cursor } } }"
    assert (await office.ask("cadre2", inbox))["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    delegation = await office.do("division_head", "delegate", "DelegateInput", given)
    assert (await office.ask("cadre2", inbox))["data"] == {"inbox": {"edges": []}}
    listed = await office.ask("division_head", "{ delegations { id delegate { fullName } post { role } } }")
    assert listed["data"]["delegations"] == [
        {"id": delegation, "delegate": {"fullName": "Nguyễn Ngọc Ánh"}, "post": {"role": "DIVISION_HEAD"}}
    ]
    await office.do("division_head", "revokeDelegation", "RevokeDelegationInput", {"delegationId": delegation})
    assert (await office.ask("cadre2", inbox))["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_work_item_is_proposed_approved_revised_and_found_on_its_day(office: Office) -> None:
    today = office.province.today
    draft = await office.do(
        "admin", "proposeWorkItem", "ProposeWorkItemInput", ITEM | {"code": "TC-900"}, "{ id version status }"
    )
    assert (draft["version"], draft["status"]) == (0, "DRAFT")
    waiting = await office.ask("admin", "{ workItemDrafts { edges { node { code } } } }")
    assert waiting["data"]["workItemDrafts"]["edges"] == [{"node": {"code": "TC-900"}}]
    approve = {"id": draft["id"], "effectiveFrom": today.isoformat()}
    approved = await office.do("admin", "approveWorkItem", "ApproveInput", approve, "{ version status validFrom }")
    assert approved == {"version": 1, "status": "APPROVED", "validFrom": today.isoformat()}
    await office.do(
        "admin", "reviseWorkItem", "ReviseWorkItemInput", ITEM | {"id": draft["id"], "normMinutes": 60}, "{ id }"
    )
    later = {"id": draft["id"], "effectiveFrom": (today + timedelta(days=7)).isoformat()}
    await office.do("admin", "approveWorkItem", "ApproveInput", later, "{ version }")
    history = await office.ask(
        "cadre1", "query ($id: UUID!) { workItemHistory(id: $id) { version normMinutes validTo } }", id=draft["id"]
    )
    assert history["data"]["workItemHistory"] == [
        {"version": 2, "normMinutes": 60, "validTo": None},
        {"version": 1, "normMinutes": 90, "validTo": later["effectiveFrom"]},
    ]
    found = await office.ask(
        "cadre1",
        """query ($filter: ItemFilter!) {
          workItems(filter: $filter) { edges { node { code normMinutes standardScore } } }
        }""",
        filter={"text": "quyet toan", "taskGroup": "B", "appointmentId": str(office.province.appointments["cadre1"])},
    )
    assert found["data"]["workItems"]["edges"] == [
        {"node": {"code": "TC-900", "normMinutes": 90, "standardScore": "150"}}
    ]


async def test_a_job_position_keeps_its_description_and_framework(office: Office) -> None:
    meanings = [f"Mức {level}" for level in range(1, 6)]
    competency = {"code": "NL-01", "name": "Tổng hợp", "kind": "core", "levels": meanings}
    await office.do("admin", "saveCompetency", "CompetencyInput", competency, "{ code }")
    draft = await office.do(
        "admin", "proposeJobPosition", "ProposeJobPositionInput", POSITION | {"code": "VT-900"}, "{ id }"
    )
    approve = {"id": draft["id"], "effectiveFrom": office.province.today.isoformat()}
    await office.do("admin", "approveJobPosition", "ApproveInput", approve, "{ id }")
    found = await office.ask(
        "cadre1",
        """{ jobPositions(filter: {text: "ngan sach"}) { edges { node {
          code duties competencies { level competency { name levels { level meaning } } } } } } }""",
    )
    (edge,) = found["data"]["jobPositions"]["edges"]
    assert (edge["node"]["code"], edge["node"]["duties"]) == ("VT-900", ["Lập dự toán"])
    (line,) = edge["node"]["competencies"]
    assert (line["level"], line["competency"]["name"]) == (3, "Tổng hợp")
    assert line["competency"]["levels"][2] == {"level": 3, "meaning": "Mức 3"}


async def test_a_task_is_assigned_once_and_closed(office: Office) -> None:
    province = office.province
    draft = await office.do("admin", "proposeWorkItem", "ProposeWorkItemInput", ITEM | {"code": "TC-901"}, "{ id }")
    approve = {"id": draft["id"], "effectiveFrom": province.today.isoformat()}
    await office.do("admin", "approveWorkItem", "ApproveInput", approve, "{ id }")
    task = {
        "id": str(uuid7()), "appointmentId": str(province.appointments["cadre1"]), "workItemId": draft["id"],
        "title": "Quyết toán quý III", "quantity": "3", "dueDate": (province.today + timedelta(days=9)).isoformat(),
    }  # fmt: skip
    for _ in range(2):
        assigned = await office.do(
            "division_head",
            "assignTask",
            "AssignTaskInput",
            task,
            "{ id status workItem { code } assigner { fullName } }",
        )
        assert assigned == {
            "id": task["id"], "status": "OPEN", "workItem": {"code": "TC-901"}, "assigner": {"fullName": "Lê Văn Đức"},
        }  # fmt: skip
    mine = await office.ask("cadre1", "{ tasks(mineOnly: true, openOnly: true) { edges { node { id } } } }")
    assert mine["data"]["tasks"]["edges"] == [{"node": {"id": task["id"]}}]
    close = {"id": task["id"], "outcome": "CANCELLED"}
    assert await office.do("division_head", "closeTask", "CloseTaskInput", close, "{ status }") == {
        "status": "CANCELLED"
    }


async def test_settings_and_calendar_are_the_administrators(office: Office) -> None:
    changed = await office.do(
        "admin", "changeSettings", "ChangeSettingsInput", {"lateLogDays": 3}, "{ lateLogDays evidenceRequired }"
    )
    assert changed == {"lateLogDays": 3, "evidenceRequired": True}
    wrong = await office.ask("admin", "mutation { changeSettings(input: {lateLogDays: 9999}) { lateLogDays } }")
    assert wrong["errors"][0]["extensions"]["path"] == ["input", "lateLogDays"]
    day = {"day": office.province.today.isoformat(), "working": False, "note": "Nghỉ bão"}
    await office.do("admin", "setCalendarDay", "SetCalendarDayInput", day, "{ day }")
    seen = await office.ask(
        "cadre1",
        "query ($d: Date!) { calendar(dateFrom: $d, dateTo: $d) { day working note } settings { lateLogDays } }",
        d=day["day"],
    )
    assert seen["data"] == {"calendar": [day], "settings": {"lateLogDays": 3}}


async def test_a_revoked_token_and_a_disabled_account_open_nothing(office: Office) -> None:
    token = await office.api.token(office.province, "cadre3")
    query = "{ me { person { fullName } } myTokens { id } }"
    (known,) = (await office.api.ask(token, query))["data"]["myTokens"]
    revoke = "mutation ($id: UUID!) { revokeToken(input: {tokenId: $id}) }"
    assert (await office.api.ask(token, revoke, id=known["id"]))["data"] == {"revokeToken": known["id"]}
    assert (await office.api.ask(token, query))["data"] == {"me": None, "myTokens": None}
    other = await office.api.token(office.province, "cadre3")
    account = {"accountId": str(office.province.accounts["cadre3"])}
    await office.do("admin", "disableAccount", "AccountInput", account)
    assert (await office.api.ask(other, query))["data"] == {"me": None, "myTokens": None}

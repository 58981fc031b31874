"""Sheets and records through GraphQL: steps as the person whose step it is, and every figure opened."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from tenants.periods.models import EvaluationPeriod
from tests.api.conftest import Api, api, settings
from tests.evaluation.conftest import Cycle

__all__ = ["api", "settings"]

SELF = "mutation ($input: SelfScoreInput!) { selfScore(input: $input) { id status } }"
OPINE = "mutation ($input: OpineInput!) { opine(input: $input) { id status general total superiorClass } }"
SHEET = """
query ($id: UUID!) {
  sheet(id: $id) {
    id status standing positionGroup months notRanked general results total classByPoints proposedClass superiorClass
    person { fullName } unit { name } agency { name } period { kind first last selfScoreBy status }
    criteria { code parent depth vi en highest isLeaf ownScore ownComment superiorScore superiorComment }
    questions { name kind lowest highest default answer }
    work { assigned accepted tasks done late failed rate } unitWork { rate } failingBelow
    conditions { code vi en article state highest restsOn }
    figures { name vi en value } monthsUsed { month revision total hash } monthScores { revision receipt }
    openTasks { title } segments { results } history { kind late reason person { fullName } data }
    decisions { id }
  }
}"""
ENTRIES = """
query ($id: UUID!, $behind: Behind!) {
  sheetEntries(sheetId: $id, behind: $behind, first: 50) { edges { node { id person { fullName } score { points } } } }
}"""
UNIT = """
query ($period: UUID!, $unit: UUID!, $first: Int!, $after: String, $branch: Boolean!) {
  sheets(periodId: $period, unitId: $unit, first: $first, after: $after, branch: $branch) {
    edges { cursor node { person { fullName } total proposedClass status } } pageInfo { hasNextPage endCursor }
  }
}"""


@dataclass
class Doors:
    """The API over one cycle, asked as its people."""

    api: Api
    cycle: Cycle
    tokens: dict[str, str] = field(default_factory=dict)

    async def ask(self, who: str, query: str, **variables: object) -> dict[str, Any]:
        """One operation's answer, asked as somebody."""
        if who not in self.tokens:
            self.tokens[who] = await self.api.token(self.cycle.province, who)
        return await self.api.ask(self.tokens[who], query, **variables)

    async def data(self, who: str, query: str, **variables: object) -> Any:
        """The one field an operation asks for; it must not be refused."""
        answer = await self.ask(who, query, **variables)
        assert "errors" not in answer, answer
        (found,) = answer["data"].values()
        return found

    async def code(self, who: str, query: str, **variables: object) -> tuple[str, list[object]]:
        """Code and path of the refusal of an operation."""
        (error,) = (await self.ask(who, query, **variables))["errors"]
        return error["extensions"]["code"], error["extensions"].get("path", [])

    async def marks(self, who: str, general: str | None = None) -> list[dict[str, str]]:
        """Marks as the API takes them."""
        return [{"code": one.code, "score": str(one.score)} for one in await self.cycle.marks(who, general)]

    async def id(self, who: str) -> str:
        """The id of somebody's sheet."""
        return str((await self.cycle.sheet(who)).id)


@pytest.fixture
async def doors(api: Api, cycle: Cycle, tmp_path: Path) -> Doors:
    """The API over this test's cycle; the period's days have passed far enough for an opinion without a self score."""
    return Doors(api, cycle)


async def test_a_sheet_goes_from_the_own_score_to_the_proposed_class_and_opens_to_what_is_behind(doors: Doors) -> None:
    cycle, sheet_id = doors.cycle, await doors.id("cadre1")
    good = await cycle.work("cadre1", quantity=Decimal(4))
    late = await cycle.work("cadre1", delays=1)
    failed = await cycle.work("cadre1", quantity=Decimal(2), accepted_quantity=Decimal(1), failed_reviews=1)
    await cycle.log.assign(title="Thẩm định còn dở", due_date=cycle.log.today)
    assert (await doors.data("cadre1", SELF, input={"sheetId": sheet_id, "scores": await doors.marks("cadre1")}))[
        "status"
    ] == "SELF_SCORED"
    given = {
        "sheetId": sheet_id,
        "scores": await doors.marks("cadre1", "27.5"),
        "comment": "Khá",
        "answers": [{"name": "above", "value": "0.25"}],
        "proposedClass": "HTT",
    }
    opined = await doors.data("division_head", OPINE, input=given)
    assert (opined["status"], opined["general"], opined["total"]) == ("OPINED", "27.5", None)
    await cycle.settle()
    found = await doors.data("division_head", SHEET, id=sheet_id)
    assert (found["person"]["fullName"], found["unit"]["name"]) == ("Võ Minh An", "Phòng Quản lý ngân sách")
    assert found["work"] == {
        "assigned": "18", "accepted": "10.5", "tasks": 4, "done": 2, "late": 1, "failed": 1, "rate": "0.5833",
    }  # fmt: skip
    assert [one["title"] for one in found["openTasks"]] == ["Thẩm định còn dở"]
    assert round(Decimal(found["total"]) - Decimal(found["results"]), 20) == Decimal("27.5")
    figures = {one["name"]: one for one in found["figures"]}
    assert figures["base"]["value"] == "18"
    assert figures["a"]["vi"] == "Số lượng (a)"
    (used,) = found["monthsUsed"]
    (score,) = found["monthScores"]
    assert (used["revision"], used["hash"]) == (score["revision"], score["receipt"]["hash"])
    states = {one["code"]: one["state"] for one in found["conditions"]}
    assert states["reg366.htxs.tasks"] == states["reg366.htxs.above"] == "NOT_MET"
    criteria = {one["code"]: one for one in found["criteria"]}
    assert criteria["I"]["ownScore"] == "10"
    assert sum(Decimal(one["superiorScore"]) for one in found["criteria"] if one["parent"] is None) == Decimal("27.5")
    assert next(one for one in found["questions"] if one["name"] == "above")["answer"] == "0.25"
    behind = {}
    for which in ("ALL", "LATE", "FAILED", "UNDONE"):
        edges = (await doors.data("division_head", ENTRIES, id=sheet_id, behind=which))["edges"]
        behind[which] = {edge["node"]["id"] for edge in edges}
    assert behind == {
        "ALL": {str(good.id), str(late.id), str(failed.id)},
        "LATE": {str(late.id)},
        "FAILED": {str(failed.id)},
        "UNDONE": {str(failed.id)},
    }


async def test_what_is_refused_has_a_stable_code_and_leads_to_the_bad_input(doors: Doors) -> None:
    sheet_id, marks = await doors.id("cadre1"), await doors.marks("cadre1")
    marks[3]["score"] = "99"
    assert await doors.code("cadre1", SELF, input={"sheetId": sheet_id, "scores": marks}) == (
        "CRITERION_SCORE",
        ["input", "scores", 3, "score"],
    )
    lawful = await doors.marks("cadre1")
    for who, code in (
        ("cadre2", "FORBIDDEN"),
        ("agency_head", "NOT_DIRECT_SUPERIOR"),
        ("commune_head", "NOT_FOUND"),
        ("division_head", "SELF_SCORE_AWAITED"),
        ("admin", "FORBIDDEN"),
    ):
        assert (await doors.code(who, OPINE, input={"sheetId": sheet_id, "scores": lawful}))[0] == code, who
    own = {"sheetId": await doors.id("division_head"), "scores": await doors.marks("division_head")}
    assert (await doors.code("division_head", OPINE, input=own))[0] == "OWN_OPINION"


async def test_a_sheet_is_for_its_person_and_those_above_and_they_see_who_looked(doors: Doors) -> None:
    sheet_id = await doors.id("cadre1")
    for who in ("cadre1", "division_head", "agency_head", "province_head"):
        assert (await doors.data(who, "query ($id: UUID!) { sheet(id: $id) { id } }", id=sheet_id))["id"] == sheet_id
    for who in ("cadre2", "commune_head", "division_deputy"):
        assert (await doors.code(who, "query ($id: UUID!) { sheet(id: $id) { id } }", id=sheet_id))[0] == "NOT_FOUND"
    readers = await doors.data("cadre1", "{ whoLookedAtMe { edges { node { person { fullName } data } } } }")
    seen = [edge["node"]["person"]["fullName"] for edge in readers["edges"]]
    assert seen == ["Trần Quốc Bảo", "Nguyễn Thị Hạnh", "Lê Văn Đức"]


async def test_sheets_of_a_unit_come_by_given_name_in_pages_and_each_look_is_recorded(doors: Doors) -> None:
    cycle = doors.cycle
    asked = {"period": str(cycle.period_id), "unit": str(cycle.province.units["department"]), "branch": True}
    names: list[str] = []
    after = None
    while True:
        page = await doors.data("agency_head", UNIT, first=3, after=after, **asked)
        names += [edge["node"]["person"]["fullName"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert names == [
        "Võ Minh An", "Nguyễn Ngọc Ánh", "Phạm Đình Ân", "Bùi Thanh Đạt", "Lê Văn Đức", "Đỗ Thị Hà", "Nguyễn Thị Hạnh",
    ]  # fmt: skip
    alone = await doors.data("agency_head", UNIT, first=10, after=None, **{**asked, "branch": False})
    assert [edge["node"]["person"]["fullName"] for edge in alone["edges"]] == ["Phạm Đình Ân", "Nguyễn Thị Hạnh"]
    foreign = {**asked, "unit": str(cycle.province.units["commune"])}
    assert (await doors.data("agency_head", UNIT, first=10, after=None, **foreign))["edges"] == []
    readers = await doors.data("cadre1", "{ whoLookedAtMe { edges { node { person { fullName } } } } }")
    assert [edge["node"]["person"]["fullName"] for edge in readers["edges"]] == ["Nguyễn Thị Hạnh"]


async def test_my_sheets_are_mine_alone(doors: Doors) -> None:
    found = await doors.data("cadre2", "{ mySheets { edges { node { id status } } } }")
    assert [edge["node"]["id"] for edge in found["edges"]] == [await doors.id("cadre2")]


async def test_a_leader_sees_what_is_overdue_and_whose_turn_it_is(doors: Doors) -> None:
    cycle = doors.cycle
    query = """query ($period: UUID!, $mine: Boolean!) {
      overdueSteps(periodId: $period, mineOnly: $mine) { fullName step due whose { fullName } }
    }"""
    assert await doors.data("agency_head", query, period=str(cycle.period_id), mine=False) == []
    yesterday = cycle.log.today - timedelta(days=1)
    async with cycle.session() as session:
        await session.execute(
            update(EvaluationPeriod).values(self_score_by=yesterday, opinion_by=yesterday, last=yesterday)
        )
    await cycle.self_score("cadre1", reason="Đi công tác")
    found = await doors.data("division_head", query, period=str(cycle.period_id), mine=False)
    assert {(one["fullName"], one["step"], one["whose"]["fullName"]) for one in found} == {
        ("Võ Minh An", "OPINION", "Lê Văn Đức"),
        ("Nguyễn Ngọc Ánh", "SELF_SCORE", "Nguyễn Ngọc Ánh"),
        ("Nguyễn Ngọc Ánh", "OPINION", "Lê Văn Đức"),
        ("Lê Văn Đức", "SELF_SCORE", "Lê Văn Đức"),
        ("Lê Văn Đức", "OPINION", "Nguyễn Thị Hạnh"),
    }
    mine = await doors.data("agency_head", query, period=str(cycle.period_id), mine=True)
    assert {(one["fullName"], one["step"]) for one in mine} == {
        ("Nguyễn Thị Hạnh", "SELF_SCORE"),
        ("Phạm Đình Ân", "OPINION"),
        ("Lê Văn Đức", "OPINION"),
        ("Đỗ Thị Hà", "OPINION"),
        ("Bùi Thanh Đạt", "OPINION"),
    }


async def test_records_are_kept_read_and_revoked_through_the_api(doors: Doors) -> None:
    cycle = doors.cycle
    person, unit = str(cycle.province.people["cadre1"]), str(cycle.province.units["department"])
    today = cycle.log.today.isoformat()
    kept = await doors.data(
        "agency_head",
        """mutation ($input: RecordDisciplineInput!) {
          recordDiscipline(input: $input) { id ground form decidedOn documentNumber person { fullName } revokedAt }
        }""",
        input={
            "personId": person, "ground": "SERVICE", "form": "WARNING", "decidedOn": today, "documentNumber": "9/QĐ",
        },
    )  # fmt: skip
    assert (kept["form"], kept["person"]["fullName"]) == ("WARNING", "Võ Minh An")
    cause = await doors.data(
        "agency_head",
        "mutation ($input: RecordCauseInput!) { recordCause(input: $input) { id reason unit { name } } }",
        input={"unitId": unit, "first": today, "last": today, "reason": "Bão số 13", "documentNumber": "77/UBND"},
    )
    assert cause["unit"]["name"] == "Sở Tài chính"
    reason = {"id": kept["id"], "reason": "Nhập nhầm người"}
    revoke = "mutation ($input: RevokeRecordInput!) { revokeDiscipline(input: $input) { revokeReason } }"
    assert (await doors.data("agency_head", revoke, input=reason))["revokeReason"] == "Nhập nhầm người"
    again = "mutation ($input: RevokeRecordInput!) { revokeCause(input: $input) { revokedAt } }"
    assert (await doors.data("agency_head", again, input={"id": cause["id"], "reason": "Nhầm"}))["revokedAt"]
    seen = await doors.data(
        "cadre1", "query ($id: UUID!) { disciplines(personId: $id) { documentNumber revokeReason } }", id=person
    )
    assert seen == [{"documentNumber": "9/QĐ", "revokeReason": "Nhập nhầm người"}]
    causes = "query ($id: UUID!) { causes(unitId: $id) { documentNumber revokedAt } }"
    assert (await doors.data("agency_head", causes, id=unit))[0]["documentNumber"] == "77/UBND"
    assert (await doors.code("commune_head", causes, id=unit))[0] == "NOT_FOUND"


async def test_who_is_not_ranked_is_marked_and_unmarked_through_the_api(doors: Doors) -> None:
    sheet_id = await doors.id("cadre2")
    mark = "mutation ($input: MarkNotRankedInput!) { markNotRanked(input: $input) { notRanked } }"
    given = {"sheetId": sheet_id, "reason": "MATERNITY", "documentNumber": "31/STC"}
    assert (await doors.code("division_head", mark, input=given))[0] == "FORBIDDEN"
    assert (await doors.data("agency_head", mark, input=given))["notRanked"] == "MATERNITY"
    undo = "mutation ($input: RankAgainInput!) { rankAgain(input: $input) { notRanked } }"
    back = {"sheetId": sheet_id, "reason": "Đi làm lại sớm"}
    assert (await doors.data("agency_head", undo, input=back))["notRanked"] is None

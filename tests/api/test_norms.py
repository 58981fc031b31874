"""The life of norm packages through the API: two administrators draft, pilot, publish and correct; others read."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from kernel.ids import uuid7
from tenants.accounts.models import Account
from tenants.norms.language import shipped_text
from tests.api.conftest import Api
from tests.fixtures_tenant import Province

KHANH_HOA = shipped_text("khanh-hoa")
PACKAGE = "{ id name version status hash problems { source line column code subject vi en } }"


class Desk:
    """Two administrators and everybody else, each asked with a token of their own."""

    def __init__(self, api: Api, province: Province, tokens: dict[str, str]) -> None:
        self.api, self.province, self._tokens = api, province, tokens

    async def ask(self, who: str, query: str, **variables: object) -> dict[str, Any]:
        """One operation's answer."""
        if who not in self._tokens:
            self._tokens[who] = await self.api.token(self.province, who)
        return await self.api.ask(self._tokens[who], query, **variables)

    async def do(self, who: str, name: str, kind: str, given: Mapping[str, object], below: str = "") -> Any:
        """A mutation's result, which must be one."""
        answer = await self.ask(who, f"mutation ($input: {kind}!) {{ {name}(input: $input) {below} }}", input=given)
        assert "errors" not in answer, answer
        return answer["data"][name]

    async def refused(self, who: str, name: str, kind: str, given: Mapping[str, object]) -> Any:
        """The code and path of a refusal."""
        query = f"mutation ($input: {kind}!) {{ {name}(input: $input) {{ __typename }} }}"
        (error,) = (await self.ask(who, query, input=given))["errors"]
        return error["extensions"]["code"], error["extensions"].get("path")

    def day(self, ahead: int) -> str:
        """A date so many days ahead."""
        return (self.province.today + timedelta(days=ahead)).isoformat()


@pytest.fixture
async def desk(api: Api, province: Province) -> Desk:
    """The administrators of this test's province."""
    second = Account(tenant_id=province.id, id=uuid7(), login="admin2", office_role="tenant_admin")
    async with province.db.tenant(province.id) as session:
        session.add(second)
    other = Province(
        province.db, province.id, province.slug, province.units, province.paths, province.people,
        province.appointments, {**province.accounts, "admin": second.id},
    )  # fmt: skip
    return Desk(api, province, {"second": await api.token(other, "admin")})


async def _draft(desk: Desk, document: str = KHANH_HOA) -> Any:
    return await desk.do("admin", "draftNormPackage", "NormTextInput", {"document": document}, PACKAGE)


async def test_a_draft_is_checked_mended_and_published_by_the_other_administrator(desk: Desk) -> None:
    broken = KHANH_HOA.replace("earned + bonus - penalty", "earned + bonuss - penalty")
    draft = await _draft(desk, broken)
    (problem,) = draft["problems"]
    assert (draft["status"], problem["code"], problem["source"]) == ("DRAFT", "name", "document")
    checked = await desk.ask(
        "admin",
        "query ($input: NormTextInput!) { checkNormPackage(input: $input) { name sound problems { code line } } }",
        input={"document": broken},
    )
    assert checked["data"]["checkNormPackage"] == {
        "name": "khanh-hoa", "sound": False, "problems": [{"code": "name", "line": problem["line"]}],
    }  # fmt: skip
    publish = {"id": draft["id"], "hash": draft["hash"], "validFrom": desk.day(1)}
    refused = await desk.refused("second", "publishNormPackage", "PublishNormPackageInput", publish)
    assert refused == ("NORM_PACKAGE_BROKEN", ["input", "document"])
    mended = await desk.do(
        "admin", "editNormPackage", "EditNormPackageInput", {"id": draft["id"], "document": KHANH_HOA}, PACKAGE
    )
    assert mended["problems"] == []
    stale = await desk.refused("second", "publishNormPackage", "PublishNormPackageInput", publish)
    assert stale == ("NORM_TEXT_CHANGED", ["input", "hash"])
    publish["hash"] = mended["hash"]
    own = await desk.refused("admin", "publishNormPackage", "PublishNormPackageInput", publish)
    assert own == ("NORM_SECOND_PERSON", ["input", "id"])
    await desk.do("second", "publishNormPackage", "PublishNormPackageInput", publish, "{ id }")
    listed = await desk.ask("cadre1", "{ normPackages { name status validFrom hash } }")
    (package,) = listed["data"]["normPackages"]
    assert (package["status"], package["validFrom"], package["hash"]) == ("PUBLISHED", desk.day(1), mended["hash"])


async def test_a_pilot_is_proposed_confirmed_and_the_law_of_its_branch(desk: Desk) -> None:
    units = desk.province.units
    draft = await _draft(desk)
    given = {
        "packageId": draft["id"], "unitIds": [str(units["department"])],
        "validFrom": desk.day(1), "validTo": desk.day(9),
    }  # fmt: skip
    pilot = await desk.do("admin", "proposeNormPilot", "ProposeNormPilotInput", given, "{ id confirmedAt }")
    assert pilot["confirmedAt"] is None
    own = await desk.refused("admin", "confirmNormPilot", "NormPilotInput", {"id": pilot["id"]})
    assert own == ("NORM_SECOND_PERSON", ["input", "id"])
    await desk.do("second", "confirmNormPilot", "NormPilotInput", {"id": pilot["id"]}, "{ id }")
    law = await desk.ask(
        "cadre1",
        """query ($on: Date!, $here: UUID!, $there: UUID!) {
          here: normPackageInForce(on: $on, unitId: $here) { id status }
          there: normPackageInForce(on: $on, unitId: $there) { id }
          normPilots { id unitIds validTo }
        }""",
        on=desk.day(1),
        here=str(units["budget_division"]),
        there=str(units["commune"]),
    )
    assert law["data"] == {
        "here": {"id": draft["id"], "status": "PILOT"},
        "there": None,
        "normPilots": [{"id": pilot["id"], "unitIds": given["unitIds"], "validTo": given["validTo"]}],
    }
    ended = await desk.do(
        "admin", "endNormPilot", "EndNormPilotInput", {"id": pilot["id"], "on": desk.day(3)}, "{ validTo }"
    )
    assert ended == {"validTo": desk.day(3)}


async def test_what_differs_is_told_in_words_and_an_inherited_draft_names_its_base(desk: Desk) -> None:
    first = await _draft(desk)
    override = "version: 1.0.0-kh\ntables: {complexity: {rows: {hard: 1.6}}}\n"
    second = await desk.do(
        "admin", "draftNormPackage", "NormTextInput", {"base": "khanh-hoa", "override": override},
        "{ id version baseName baseVersion }",
    )  # fmt: skip
    assert (second["version"], second["baseName"], second["baseVersion"]) == ("1.0.0-kh", "khanh-hoa", "1.0.0")
    query = """query ($old: UUID!, $new: UUID!) {
      normDifferences(oldId: $old, newId: $new) { path kind before { vi } after { en } vi en }
      nationalNormPackages { name version } normUpstream { packageId }
    }"""
    found = (await desk.ask("admin", query, old=first["id"], new=second["id"]))["data"]
    change = next(one for one in found["normDifferences"] if one["path"] == "tables.complexity.hard")
    assert change == {
        "path": "tables.complexity.hard", "kind": "CHANGED", "before": {"vi": "1,5"}, "after": {"en": "1.6"},
        "vi": "Hệ số độ phức tạp (ví dụ) mức hard: 1,5 → 1,6",
        "en": "Complexity coefficients (examples) level hard: 1.5 → 1.6",
    }  # fmt: skip
    assert {"name": "khanh-hoa", "version": "1.0.0"} in found["nationalNormPackages"]
    assert found["normUpstream"] == []
    hidden = await desk.ask("cadre1", query, old=first["id"], new=second["id"])
    assert {error["extensions"]["code"] for error in hidden["errors"]} == {"NOT_FOUND", "FORBIDDEN"}


async def test_a_correction_takes_two_and_its_grounds_are_read_by_everybody(desk: Desk) -> None:
    draft = await _draft(desk)
    given = {
        "packageId": draft["id"], "validFrom": desk.day(-30), "validTo": desk.day(0), "reason": "Tính sai hệ số",
        "documentNumber": "12/QĐ-UBND",
    }  # fmt: skip
    proposed = await desk.do("admin", "correctBack", "CorrectBackInput", given, "{ id unitIds confirmedAt }")
    assert (proposed["unitIds"], proposed["confirmedAt"]) == (None, None)
    grounds = "{ normCorrections { reason documentNumber } }"
    assert (await desk.ask("cadre1", grounds))["data"] == {"normCorrections": []}
    confirm = {"id": proposed["id"]}
    assert await desk.refused("cadre1", "confirmNormCorrection", "NormCorrectionInput", confirm) == ("FORBIDDEN", None)
    await desk.do("province_head", "confirmNormCorrection", "NormCorrectionInput", confirm, "{ confirmedAt }")
    assert (await desk.ask("cadre1", grounds))["data"]["normCorrections"] == [
        {"reason": "Tính sai hệ số", "documentNumber": "12/QĐ-UBND"}
    ]
    again = await desk.refused("second", "confirmNormCorrection", "NormCorrectionInput", confirm)
    assert again == ("NORM_ALREADY_CONFIRMED", ["input", "id"])
    future = await desk.refused("admin", "correctBack", "CorrectBackInput", given | {"validTo": desk.day(2)})
    assert future == ("NORM_CORRECTION_DATES", ["input", "validTo"])


async def test_drafts_pilots_and_corrections_are_taken_back(desk: Desk) -> None:
    draft = await _draft(desk)
    copy = await desk.do("second", "copyNormPackage", "CopyNormPackageInput", {"id": draft["id"]}, "{ id authors }")
    pilot = await desk.do(
        "admin", "proposeNormPilot", "ProposeNormPilotInput",
        {"packageId": draft["id"], "unitIds": [str(desk.province.units["commune"])], "validFrom": desk.day(1),
         "validTo": desk.day(2)},
        "{ id }",
    )  # fmt: skip
    waits = await desk.ask("admin", "mutation ($id: UUID!) { discardNormPackage(input: {id: $id}) }", id=draft["id"])
    assert waits["errors"][0]["extensions"]["code"] == "NORM_PROPOSAL_WAITS"
    assert await desk.do("second", "withdrawNormPilot", "NormPilotInput", {"id": pilot["id"]}) == pilot["id"]
    correction = await desk.do(
        "admin", "correctBack", "CorrectBackInput",
        {"packageId": draft["id"], "validFrom": desk.day(-3), "validTo": desk.day(-1), "reason": "x",
         "documentNumber": "1"},
        "{ id }",
    )  # fmt: skip
    await desk.do("second", "withdrawNormCorrection", "NormCorrectionInput", {"id": correction["id"]})
    for one in (draft, copy):
        await desk.do("admin", "discardNormPackage", "NormPackageInput", {"id": one["id"]})
    assert (await desk.ask("admin", "{ normPackages { id } }"))["data"] == {"normPackages": []}
    query = "query ($id: UUID!) { normPackage(id: $id) { id } }"
    assert (await desk.ask("admin", query, id=draft["id"]))["errors"][0]["extensions"]["code"] == "NOT_FOUND"


async def test_the_editor_lays_a_package_out_changes_a_value_and_keeps_it(desk: Desk) -> None:
    draft = await _draft(desk)
    query = """query ($id: UUID!, $edits: [NormEditInput!]) { normDesk(id: $id, edits: $edits) {
      keptHash hash sound scales { name form rows { path name text } }
      levels { name over facts { name vi } formulas { path text } }
      examples { name given expected { found passed part { path } } }
      problems { path offset problem { code vi } } } }"""
    edits = [{"path": ["tables", "complexity", "rows", "hard"], "text": "1.4"}]
    laid = (await desk.ask("admin", query, id=draft["id"], edits=edits))["data"]["normDesk"]
    assert (laid["keptHash"], laid["sound"]) == (draft["hash"], False)
    assert laid["hash"] != draft["hash"]
    example = next(one for one in laid["examples"] if one["name"] == "one-task")
    assert example["given"].startswith("norm = 120, quantity = 3")
    first = example["expected"][0]
    assert first == {"found": "504", "passed": False, "part": {"path": ["examples", "one-task", "expect", "minutes"]}}
    given = {"id": draft["id"], "hash": draft["hash"], "edits": edits}
    saved = await desk.do("second", "editNormParts", "EditNormPartsInput", given, "{ hash }")
    assert saved["hash"] == laid["hash"]
    again = await desk.refused("admin", "editNormParts", "EditNormPartsInput", given)
    assert again == ("NORM_DRAFT_CHANGED", ["input", "hash"])
    whole = {"id": draft["id"], "hash": draft["hash"], "document": KHANH_HOA}
    assert (await desk.refused("admin", "editNormPackage", "EditNormPackageInput", whole))[0] == "NORM_DRAFT_CHANGED"
    copy = {"id": draft["id"], "renumber": True}
    made = await desk.do("admin", "copyNormPackage", "CopyNormPackageInput", copy, "{ version }")
    assert made == {"version": "2.0.0"}
    unknown = await desk.ask("admin", query, id=str(uuid7()), edits=[])
    hidden = await desk.ask("cadre1", query, id=draft["id"], edits=[])
    codes = [answer["errors"][0]["extensions"]["code"] for answer in (unknown, hidden)]
    assert codes == ["NOT_FOUND", "NOT_FOUND"]


async def test_parts_are_added_moved_and_removed_and_what_breaks_is_told_before_anything_is_kept(desk: Desk) -> None:
    draft = await _draft(desk)
    query = """query ($id: UUID!, $edits: [NormEditInput!]) { normDesk(id: $id, edits: $edits) {
      sound own override whole heading { path text } levels { name formulas { name vi text } facts { name keys truth } }
      examples { name facts settings } problems { path problem { code subject } } } }"""
    formula = ["levels", "entry", "formulas", "double"]
    edits = [
        {"path": formula, "act": "PUT", "value": {"is": "credited * 2", "vi": "Gấp đôi"}},
        {"path": formula, "act": "EARLIER"},
        {"path": ["examples", "twice"], "act": "PUT", "value": {
            "level": "entry", "given": {"credited": "30"}, "expect": {"double": "60"}}},
        {"path": ["version"], "act": "SET", "text": "1.1.0"},
    ]  # fmt: skip
    laid = (await desk.ask("admin", query, id=draft["id"], edits=edits))["data"]["normDesk"]
    assert (laid["sound"], laid["own"], laid["override"], laid["problems"]) == (True, True, None, [])
    assert laid["heading"][0] == {"path": ["version"], "text": "1.1.0"}
    assert [one["name"] for one in laid["levels"][0]["formulas"]][-2:] == ["double", "points"]
    assert laid["examples"][-1] == {"name": "twice", "facts": {"credited": "30"}, "settings": {}}
    assert {"name": "quality", "keys": ["excellent", "good", "fair", "poor", "rejected"], "truth": False} in (
        laid["levels"][0]["facts"]
    )
    given = {"id": draft["id"], "hash": draft["hash"], "edits": edits}
    saved = await desk.do("admin", "editNormParts", "EditNormPartsInput", given, "{ hash version document }")
    assert (saved["version"], saved["document"]) == ("1.1.0", laid["whole"])
    removal = [{"path": ["levels", "entry", "formulas", "credited"], "act": "REMOVE"}]
    broken = (await desk.ask("admin", query, id=draft["id"], edits=removal))["data"]["normDesk"]
    assert {one["problem"]["code"] for one in broken["problems"]} == {"name", "scope"}
    assert {tuple(one["path"]) for one in broken["problems"]} >= {("levels", "day", "formulas", "credited")}
    check = (
        "query ($id: UUID!, $text: String!) { normTextCheck(id: $id, text: $text) { sound problems { source line } } }"
    )
    whole = (await desk.ask("admin", check, id=draft["id"], text=saved["document"] + "nobody: 1\n"))["data"]
    assert whole["normTextCheck"]["problems"][0]["source"] == "document"
    hidden = await desk.ask("cadre1", check, id=draft["id"], text="a: 1")
    assert hidden["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    national = {"base": "khanh-hoa", "override": "version: 9.0.0"}
    other = await desk.do("admin", "draftNormPackage", "NormTextInput", national, "{ id }")
    changes = (await desk.ask("admin", check, id=other["id"], text="settings: {weight: no}"))["data"]["normTextCheck"]
    assert [(one["source"], one["line"]) for one in changes["problems"]] == [("override", 1)]
    for value in ({"is": 1}, {"is": None}, [True], "x" * 5_000, {"is": "a\u0000"}):
        edit = {"path": formula, "act": "PUT", "value": value}
        refused = await desk.ask("admin", query, id=draft["id"], edits=[edit])
        assert refused["errors"][0]["extensions"]["code"] == "BAD_INPUT"

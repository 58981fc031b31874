"""Every regulation that ships, published by a province and lived through the API to what its own example states."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from kernel.ids import uuid7
from tenants.accounts.models import Account
from tenants.norms.language import canonical, shipped_names, shipped_package
from tenants.norms.language.model import Expectation
from tenants.norms.language.numbers import rounded
from tenants.organisation.models import Appointment
from tenants.registry.models import CalendarDay
from tenants.scoring import actions as scoring
from tenants.scoring import months
from tests.api.conftest import Api
from tests.fixtures_tenant import Province

RECEIPT = (
    "query ($id: UUID!) { receipt(entryId: $id) { points packageName inputs { name value } values { name value } } }"
)
VERIFIED = "{ verified refused results { error { code message path } } }"


@dataclass(frozen=True)
class Case:
    """One worked example of an entry: the item it is logged under, what is logged, and the verdict on it.

    `ahead` is how many working days before its due date the work is done; `standard` the standard product's score.
    """

    package: str
    example: str
    item: Mapping[str, Any] = field(default_factory=dict)
    position: Mapping[str, str] = field(default_factory=dict)
    quantity: str = "1"
    ahead: int = 0
    verdict: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    waived: int = 0
    standard: str = "100"


CASES = (
    Case("khanh-hoa", "one-task", {"normMinutes": 120, "complexity": "hard"}, {}, "3", 1, {"quality": "FAIR"}),
    Case("f1-customs-v1", "sp1-c4", {"product": "sp1", "level": "c4"}, {}, "2", facts={"good": "1", "timely": "2"}),
    Case("f1-customs-v1", "sp2-c3", {"product": "sp2", "level": "c3"}, {}, "2", facts={"good": "2", "timely": "1"}),
    Case("f2-customs-v2", "F2", {"standardScore": "160"}, {}, "3", 0, {"failedReviews": 2}, standard="25"),
    Case("f3-hung-yen-statistics", "F3", {"group": "g3"}, {"position": "division_head"}, "2"),
    Case("f3-hung-yen-statistics", "group-5", {"group": "g5"}, {"position": "c1.3"}, "10"),
    Case("f4-thanh-hoa-council-office", "kept-k", {"standardScore": "125"}, {}, "4"),
    Case("f5-kon-tum-college", "hard", {"standardScore": "200", "complexity": "hard"}, {}, "3"),
    Case("f6-two-step", "early", {"base": "10", "difficulty": "1.5"}, {}, "1", 4, facts={"result": "80"}),
    Case("f6-two-step", "bonus-capped", {"base": "10", "difficulty": "1.5"}, facts={"result": "100", "bonus": "2"}),
    Case("f7-bac-ninh-service-centre", "early-2", ahead=2),
    Case(
        "f7-bac-ninh-service-centre", "important-support", ahead=7,
        facts={"stars": "5", "part": "support", "priority": "important"},
    ),
    Case(
        "f8-dak-lak-land-office", "shared-cause", {"standardScore": "200"}, {}, "5", 0,
        {"failedReviews": 1, "delays": 2}, {"both": "1"},
    ),
    Case(
        "f9-party-guidance", "faults", {"standardScore": "400"}, {}, "3", 0,
        {"acceptedQuantity": "2", "failedReviews": 1, "delays": 3}, waived=1,
    ),
)  # fmt: skip


@dataclass
class Body:
    """A province that publishes a regulation and works by it, each person through the API."""

    api: Api
    province: Province
    tokens: dict[str, str]

    async def ask(self, who: str, query: str, **variables: object) -> Any:
        """One operation's data; it must not be refused."""
        if who not in self.tokens:
            self.tokens[who] = await self.api.token(self.province, who)
        answer = await self.api.ask(self.tokens[who], query, **variables)
        assert "errors" not in answer, answer
        return answer["data"]

    async def do(self, who: str, name: str, kind: str, below: str, /, **given: object) -> Any:
        """What a mutation answers."""
        query = f"mutation ($input: {kind}!) {{ {name}(input: $input) {below} }}"
        return (await self.ask(who, query, input=given))[name]

    async def publish(self, package: str) -> str:
        """One administrator drafts a national package, the other publishes it; its id."""
        draft = await self.do("admin", "draftNormPackage", "NormTextInput", "{ id hash problems { vi } }", base=package)
        assert draft["problems"] == []
        today = self.province.today.isoformat()
        text = {"id": draft["id"], "hash": draft["hash"], "validFrom": today}
        await self.do("second", "publishNormPackage", "PublishNormPackageInput", "{ status }", **text)
        found: str = draft["id"]
        return found

    async def item(self, code: str, **says: Any) -> str:
        """A work item with what it says; whatever the schema does not know is a fact of the province's own."""
        content: dict[str, Any] = {
            "code": code, "name": f"Đầu việc {code}", "field": "tai_chinh", "taskGroup": "B",
            "positionGroups": ["PROFESSIONAL"], "normMinutes": 60, "complexity": "normal", "standardScore": "100",
            "output": "Báo cáo", "productUnit": "báo cáo",
        }  # fmt: skip
        facts = [{"name": name, "value": value} for name, value in says.items() if name not in content]
        content |= {name: value for name, value in says.items() if name in content}
        item = await self.do(
            "admin", "proposeWorkItem", "ProposeWorkItemInput", "{ id attributes { name value } }",
            **content, attributes=facts,
        )  # fmt: skip
        assert item["attributes"] == sorted(facts, key=lambda fact: str(fact["name"]))
        since = {"id": item["id"], "effectiveFrom": self.province.opened.isoformat()}
        await self.do("admin", "approveWorkItem", "ApproveInput", "{ version }", **since)
        found: str = item["id"]
        return found

    async def seat(self, **facts: str) -> None:
        """Give the cadre's post a job position with own facts."""
        content: dict[str, Any] = {
            "code": "VT-1", "name": "Chuyên viên", "positionGroup": "PROFESSIONAL", "rank": "chuyen_vien",
            "field": "tai_chinh", "level": "province", "purpose": "a", "duties": ["a"], "authority": "a",
            "relations": "a", "requirements": "a", "competencies": [],
            "attributes": [{"name": name, "value": value} for name, value in facts.items()],
        }  # fmt: skip
        position = await self.do("admin", "proposeJobPosition", "ProposeJobPositionInput", "{ id }", **content)
        since = {"id": position["id"], "effectiveFrom": self.province.opened.isoformat()}
        await self.do("admin", "approveJobPosition", "ApproveInput", "{ attributes { name value } }", **since)
        async with self.province.db.tenant(self.province.id) as session:
            await session.execute(
                update(Appointment)
                .where(Appointment.id == self.province.appointments["cadre1"])
                .values(job_position_id=UUID(position["id"]))
            )

    async def due(self, ahead: int) -> date:
        """The day so many working days after today."""
        async with self.province.db.tenant(self.province.id) as session:
            days = await session.scalars(
                select(CalendarDay.day)
                .where(CalendarDay.day > self.province.today, CalendarDay.working)
                .order_by(CalendarDay.day)
                .limit(ahead)
            )
            return list(days)[-1]

    async def log(self, item: str, quantity: str, ahead: int = 0) -> str:
        """The cadre logs work done today, of an assigned task where it is done ahead of a due date; the entry's id."""
        task = None
        if ahead:
            task = str(uuid7())
            await self.do(
                "division_head", "assignTask", "AssignTaskInput", "{ id }", id=task, workItemId=item,
                appointmentId=str(self.province.appointments["cadre1"]), title="Việc được giao", quantity=quantity,
                dueDate=(await self.due(ahead)).isoformat(),
            )  # fmt: skip
        logged = await self.do(
            "cadre1", "logWork", "LogWorkInput", "{ id }", id=str(uuid7()), workItemId=item, taskId=task,
            workDate=self.province.today.isoformat(), quantity=quantity, minutes=30, output="Báo cáo",
            evidence=[{"documentNumber": "1/BC"}], submit=True,
        )  # fmt: skip
        found: str = logged["id"]
        return found

    async def verify(self, entry: str, verdict: Mapping[str, Any], facts: Mapping[str, str]) -> None:
        """The leader verifies an entry, stating what the regulation asks for."""
        said = [{"name": name, "value": value} for name, value in facts.items()]
        decision = {"entryId": entry, "quality": "GOOD", **verdict, **({"facts": said} if said else {})}
        done = await self.do("division_head", "verifyEntries", "VerifyEntriesInput", VERIFIED, decisions=[decision])
        assert (done["verified"], done["refused"]) == (1, 0), done

    async def score(self) -> None:
        """The jobs that follow a verification."""
        async with self.province.db.tenant(self.province.id) as session:
            await scoring.score_pending(session)
        async with self.province.db.tenant(self.province.id) as session:
            await months.score(session)

    async def receipt(self, entry: str) -> Any:
        """The receipt of an entry as its author reads it, inputs and values by name."""
        receipt = (await self.ask("cadre1", RECEIPT, id=entry))["receipt"]
        for part in ("inputs", "values"):
            receipt[part] = {one["name"]: one["value"] for one in receipt[part]}
        return receipt


@pytest.fixture
async def body(api: Api, province: Province, monkeypatch: pytest.MonkeyPatch) -> Body:
    """A province with two administrators, who publish as if it were yesterday: what they publish is in force today."""
    second = Account(tenant_id=province.id, id=uuid7(), login="admin2", office_role="tenant_admin")
    async with province.db.tenant(province.id) as session:
        session.add(second)
    other = Province(
        province.db, province.id, province.slug, province.units, province.paths, province.people,
        province.appointments, {**province.accounts, "admin": second.id},
    )  # fmt: skip
    monkeypatch.setattr("api.schema.norms.today", lambda: province.today - timedelta(days=1))
    return Body(api, province, {"second": await api.token(other, "admin")})


def comes_out(expected: Expectation, found: str | None) -> bool:
    """Whether a value is what an example expects, at the decimals it is written with."""
    if isinstance(expected.value, Decimal):
        return found is not None and rounded(Decimal(found), expected.places) == expected.value
    return found == (None if expected.value is None else canonical(expected.value))


def test_every_package_that_ships_has_a_case() -> None:
    assert {case.package for case in CASES} | {"decree-335"} == set(shipped_names())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.package}-{case.example}")
async def test_an_entry_scores_what_the_package_s_own_example_states(body: Body, case: Case) -> None:
    example = next(one for one in shipped_package(case.package).examples if one.name == case.example)
    settings = {"standardProductScore": case.standard}
    await body.do("admin", "changeSettings", "ChangeSettingsInput", "{ standardProductScore }", **settings)
    await body.publish(case.package)
    item = await body.item("DV-1", **case.item)
    if case.position:
        await body.seat(**case.position)
    entry = await body.log(item, case.quantity, case.ahead)
    await body.verify(entry, case.verdict, case.facts)
    if case.waived:
        await body.do(
            "division_head", "waiveFaults", "WaiveFaultsInput", "{ revision }", id=entry, kind="PROGRESS",
            faults=case.waived, reason="Mưa lũ chia cắt", documentNumber="12/QĐ",
        )  # fmt: skip
    await body.score()
    receipt = await body.receipt(entry)
    given = {name: canonical(value) for name, value in example.given.items() if name != "score"}  # type: ignore[arg-type] # an entry's inputs
    assert {name: receipt["inputs"][name] for name in given} == given
    wrong = {
        name: (expected.value, receipt["values"][name])
        for name, expected in example.expect.items()
        if not comes_out(expected, receipt["values"][name])
    }
    assert wrong == {}
    assert (receipt["packageName"], receipt["points"]) == (case.package, receipt["values"]["points"])


async def test_a_month_of_the_decree_comes_out_as_its_own_example_t3(body: Body) -> None:
    """T3: three items of 9 of 10, 4 of 4 and 1 of 1 products, with faults, and 27.5 of the general criteria."""
    await body.publish("decree-335")
    lines: list[tuple[str, str, dict[str, Any]]] = [
        ("100", "10", {"acceptedQuantity": "9", "delays": 2}),
        ("250", "4", {"failedReviews": 1}),
        ("400", "1", {"delays": 2}),
    ]
    for number, (standard, quantity, verdict) in enumerate(lines):
        entry = await body.log(await body.item(f"DV-{number}", standardScore=standard), quantity)
        await body.verify(entry, verdict, {})
    person, month = str(body.province.people["cadre1"]), body.province.today.replace(day=1).isoformat()
    recorded = {"personId": person, "month": month, "general": "27.5"}
    await body.do("division_head", "recordMonth", "RecordMonthInput", "{ general }", **recorded)
    await body.score()
    query = """query ($person: UUID!, $month: Date!) {
      monthScores(personId: $person, dateFrom: $month, dateTo: $month) { results total rating receipt }
    }"""
    (score,) = (await body.ask("cadre1", query, person=person, month=month))["monthScores"]
    example = next(one for one in shipped_package("decree-335").examples if one.name == "T3")
    values = score["receipt"]["values"]
    assert {name for name, expected in example.expect.items() if not comes_out(expected, values[name])} == set()
    assert (score["total"], score["rating"]) == (values["total"], "HTXS")


async def test_a_leader_is_told_what_to_state_and_an_administrator_what_is_missing(body: Body) -> None:
    today = body.province.today.isoformat()
    asking = """query ($on: Date!, $unit: UUID) {
      ownFacts(on: $on, unitId: $unit) { name origin vi en kind unit min max step keys required default }
    }"""
    assert (await body.ask("cadre1", asking, on=today))["ownFacts"] == []
    package = await body.publish("f6-two-step")
    unit = str(body.province.units["budget_division"])
    asked = (await body.ask("division_head", asking, on=today, unit=unit))["ownFacts"]
    assert [(one["name"], one["origin"]) for one in asked] == [
        ("base", "ITEM"), ("difficulty", "ITEM"), ("result", "VERIFICATION"), ("bonus", "VERIFICATION"),
    ]  # fmt: skip
    assert asked[3] == {
        "name": "bonus", "origin": "VERIFICATION", "vi": "Điểm thưởng đề nghị", "en": "Bonus proposed",
        "kind": "NUMBER", "unit": "point", "min": "0", "max": "10000", "step": "0.01", "keys": [], "required": False,
        "default": "0",
    }  # fmt: skip
    item = await body.item("DV-1", base="10")
    gaps = """query ($id: UUID!, $on: Date!) {
      ownFactGaps(packageId: $id, on: $on) { count first { kind id code name fact vi en } }
    }"""
    assert (await body.ask("admin", gaps, id=package, on=today))["ownFactGaps"] == {
        "count": 1,
        "first": [
            {"kind": "WORK_ITEM", "id": item, "code": "DV-1", "name": "Đầu việc DV-1", "fact": "difficulty",
             "vi": "Thiếu giá trị của Hệ số độ khó.", "en": "The value of Hệ số độ khó is missing."}
        ],
    }  # fmt: skip
    facts = [{"name": "difficulty", "value": "1.5"}]
    await body.do(
        "admin",
        "completeWorkItem",
        "CompleteInput",
        "{ attributes { name value } }",
        id=item,
        on=today,
        attributes=facts,
    )
    assert (await body.ask("admin", gaps, id=package, on=today))["ownFactGaps"] == {"count": 0, "first": []}


async def test_a_verdict_without_what_is_asked_is_refused_at_its_place_and_told_in_words(body: Body) -> None:
    await body.publish("f3-hung-yen-statistics")
    await body.seat(position="staff")
    item = await body.item("DV-1", group="g1")
    lacking = await body.log(item, "1")
    seen = await body.ask("cadre1", "{ myEntries { edges { node { ownFacts { origin name value } } } } }")
    assert seen["myEntries"]["edges"][0]["node"]["ownFacts"] == [
        {"origin": "ITEM", "name": "group", "value": "g1"},
        {"origin": "POSITION", "name": "position", "value": "staff"},
    ]
    facts = [{"name": "good", "value": "1"}]
    decisions = [{"entryId": lacking, "quality": "GOOD", "facts": facts}]
    refused = await body.do("division_head", "verifyEntries", "VerifyEntriesInput", VERIFIED, decisions=decisions)
    (error,) = [one["error"] for one in refused["results"]]
    assert (error["code"], error["path"]) == ("FACT_NOT_ASKED", ["input", "decisions", 0, "facts", "good"])
    assert "không hỏi “good”" in error["message"]
    twice = await body.api.ask(
        body.tokens["division_head"],
        f"mutation ($input: VerifyEntriesInput!) {{ verifyEntries(input: $input) {VERIFIED} }}",
        input={"decisions": [{"entryId": lacking, "quality": "GOOD", "facts": facts * 2}]},
    )
    assert twice["errors"][0]["extensions"]["code"] == "BAD_INPUT"

"""From an operator's click to the first scored entry, every step through the doors people use."""

import secrets
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from kernel.clock import today, utc_now
from kernel.ids import uuid7
from tenants.scoring import actions as scoring
from tests.api.conftest import Api
from tests.health.conftest import Operator

PASSWORD = "mot-cau-dai-de-nho"
CREATE = """mutation ($input: CreateTenantInput!) { createTenant(input: $input) {
  slug name communes units positions items adminLogin activation { login code expiresAt } } }"""
CHECKLIST = "{ onboardingChecklist { code count blocking who { label } } }"


def first_use(tenant: str, handed: dict[str, str]) -> dict[str, str]:
    """What a person sends to activate an account."""
    return {"tenant": tenant, "login": handed["login"], "code": handed["code"], "password": PASSWORD}


class Browser:
    """Somebody at a browser: a cookie, and the proof their page sends."""

    def __init__(self, api: Api) -> None:
        self.http: httpx.AsyncClient = api.client()
        self.proof = ""

    async def activate(self, tenant: str, handed: dict[str, str]) -> None:
        """Type an activation code and choose a password."""
        answer = await self.http.post("/activation", json=first_use(tenant, handed))
        assert answer.status_code == 201, answer.text
        self.proof = answer.json()["csrfToken"]

    async def ask(self, query: str, **variables: object) -> dict[str, Any]:
        """The data of an operation; fails on refusals."""
        answer = await self.raw(query, **variables)
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    async def raw(self, query: str, **variables: object) -> dict[str, Any]:
        """An operation's whole answer."""
        sent = {"query": query, "variables": variables}
        answer = await self.http.post("/graphql", json=sent, headers={"x-csrf-token": self.proof})
        found: dict[str, Any] = answer.json()
        return found

    async def do(self, name: str, kind: str, given: Mapping[str, object], below: str = "{ id }") -> Any:
        """A mutation's result."""
        query = f"mutation ($input: {kind}!) {{ {name}(input: $input) {below} }}"
        return (await self.ask(query, input=given))[name]


async def open_post(admin: Browser, api: Api, slug: str, unit_id: str, facts: dict[str, str], role: str) -> Browser:
    """A person with a post and an account, who has chosen a password by their link."""
    person = await admin.do("addPerson", "PersonInput", {**facts})
    since = (today() - timedelta(days=1)).isoformat()
    post = {"personId": person["id"], "unitId": unit_id, "role": role, "validFrom": since}
    await admin.do("appoint", "AppointInput", post)
    login = {"login": f"n{facts['pin']}", "personId": person["id"]}
    account = await admin.do("createAccount", "CreateAccountInput", login, "")
    handed = await admin.do("inviteAccount", "InviteInput", {"accountId": account}, "{ login code }")
    browser = Browser(api)
    await browser.activate(slug, handed)
    return browser


@pytest.mark.usefixtures("national_template")
async def test_a_province_goes_from_contract_to_its_first_scored_entry(
    api: Api, operator: Operator, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.perf_counter()
    slug = f"p-{secrets.token_hex(4)}"
    asked = {"provinceCode": "42", "slug": slug, "package": "khanh-hoa", "drafts": ["f5-kon-tum-college"]}
    made: Any = (await operator.ask(CREATE, input=asked))["createTenant"]
    assert (made["name"], made["communes"]) == ("Tỉnh Hà Tĩnh", 69)

    admin = Browser(api)
    await admin.activate(slug, made["activation"])
    again = await admin.http.post("/activation", json=first_use(slug, made["activation"]))
    assert again.json()["errors"][0]["extensions"]["code"] == "ACTIVATION_OVER"
    packages = await admin.ask("{ normPackages { name status } }")
    assert {(row["name"], row["status"]) for row in packages["normPackages"]} == {
        ("khanh-hoa", "PUBLISHED"), ("f5-kon-tum-college", "DRAFT"),
    }  # fmt: skip
    lacking = {row["code"]: row["count"] for row in (await admin.ask(CHECKLIST))["onboardingChecklist"]}
    assert (lacking["NO_PEOPLE"], lacking["NO_PACKAGE"], lacking["ONE_ADMINISTRATOR"]) == (1, 0, 1)

    root = (await admin.ask("{ units { id name } }"))["units"][0]["id"]
    unit = {"code": "STC", "name": "Sở Tài chính", "kind": "department", "opened": "2025-07-01", "parentId": root}
    office = (await admin.do("openUnit", "OpenUnitInput", unit))["id"]
    cadre_facts = {"pin": "042094123456", "fullName": "Đặng Văn Yên", "birthDate": "1994-05-05"}
    leader_facts = {"pin": "042084123457", "fullName": "Lê Hữu Phước", "birthDate": "1984-05-05"}
    wave = {"name": "Thí điểm", "startsOn": today().isoformat(), "unitIds": [office]}
    await admin.do("planWave", "PlanWaveInput", wave, "{ id begun people }")
    cadre = await open_post(admin, api, slug, office, cadre_facts, "CADRE")
    leader = await open_post(admin, api, slug, office, leader_facts, "AGENCY_HEAD")
    lacking = {row["code"]: row["count"] for row in (await admin.ask(CHECKLIST))["onboardingChecklist"]}
    assert (lacking["NO_PEOPLE"], lacking["PEOPLE_WITHOUT_ACCOUNT"], lacking["ACCOUNTS_NEVER_USED"]) == (0, 0, 0)

    items = await cadre.ask("{ workItems(first: 1) { edges { node { id } } } }")
    entry_id = str(uuid7(utc_now()))
    entry = {
        "id": entry_id, "workDate": today().isoformat(), "workItemId": items["workItems"]["edges"][0]["node"]["id"],
        "quantity": "2", "minutes": 90, "output": "Báo cáo", "evidence": [{"documentNumber": "1/STC"}], "submit": True,
    }  # fmt: skip
    await cadre.do("logWork", "LogWorkInput", entry)
    verdict = {"decisions": [{"entryId": entry_id, "quality": "GOOD"}]}
    verified = await leader.do("verifyEntries", "VerifyEntriesInput", verdict, "{ verified }")
    assert verified == {"verified": 1}
    async with api.db.platform() as session:
        tenant = await session.scalar(text("SELECT id FROM tenant WHERE slug = :slug"), {"slug": slug})
    async with api.db.tenant(int(tenant)) as session:
        assert await scoring.score_pending(session) == 1
    scored = await cadre.ask("query ($id: UUID!) { entry(id: $id) { status score { points } } }", id=entry_id)
    assert scored["entry"]["status"] == "VERIFIED"
    assert float(scored["entry"]["score"]["points"]) > 0
    with capsys.disabled():
        print(f"\ncontract to first scored entry: {time.perf_counter() - began:.1f} s")  # noqa: T201 - the figure asked for

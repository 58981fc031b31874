"""Through the mock provider and back: who gets in, as whom, and who does not."""

import httpx
from sqlalchemy import select, text

from tenants.accounts.sso.models import LinkedIdentity
from tests.accounts.sso.conftest import BREAK_GLASS, PASSWORD, Office, refusal
from tests.fixtures_tenant import Province, make_province

WHO = "{ me { accountId } }"


async def who(browser: httpx.AsyncClient) -> str | None:
    proof = (await browser.get("/session")).json()["csrfToken"]
    answer = await browser.post("/graphql", json={"query": WHO}, headers={"x-csrf-token": proof})
    account: str = answer.json()["data"]["me"]["accountId"]
    return account


async def links(office: Office) -> dict[str, str]:
    async with office.province.db.tenant(office.province.id) as session:
        rows = await session.execute(select(LinkedIdentity.subject, LinkedIdentity.account_id))
        return {subject: str(account) for subject, account in rows}


async def test_somebody_is_known_by_personal_number_once_and_by_subject_from_then_on(office: Office) -> None:
    async with office.api.client() as browser:
        back = await office.browse(browser, "an")
        assert (back.status_code, back.headers["location"]) == (302, "/console/")
        assert await who(browser) == str(office.province.accounts["cadre1"])
    assert await links(office) == {"an": str(office.province.accounts["cadre1"])}
    async with office.province.db.tenant(office.province.id) as session:
        await session.execute(text("UPDATE person SET pin = '056090999999' WHERE pin = '056090100006'"))
    async with office.api.client() as browser:
        await office.browse(browser, "an")
        assert await who(browser) == str(office.province.accounts["cadre1"])


async def test_neither_a_name_nor_a_second_subject_takes_an_account(office: Office) -> None:
    async with office.api.client() as browser:
        for subject in ("stranger", "namesake"):
            assert refusal(await office.browse(browser, subject)) == "NO_ACCOUNT_FOR_IDENTITY"
        await office.browse(browser, "an")
    async with office.api.client() as browser:
        assert refusal(await office.browse(browser, "an-again")) == "NO_ACCOUNT_FOR_IDENTITY"
        assert (await browser.get("/session")).status_code == 401


async def test_a_disabled_account_stays_shut(office: Office) -> None:
    async with office.api.client() as browser:
        await office.browse(browser, "an")
    async with office.province.db.tenant(office.province.id) as session:
        await session.execute(text("UPDATE account SET disabled_at = now() WHERE login = 'cadre1'"))
    async with office.api.client() as browser:
        assert refusal(await office.browse(browser, "an")) == "BAD_CREDENTIALS"
        assert (await browser.get("/session")).status_code == 401


async def test_the_way_back_belongs_to_one_browser_and_one_attempt(office: Office) -> None:
    async with office.api.client() as browser, office.api.client() as other, httpx.AsyncClient() as outside:
        away = await browser.get(f"/session/sso/{office.province.slug}")
        back = (await outside.post(away.headers["location"], data={"sub": "an"})).headers["location"]
        assert refusal(await other.get(back)) == "SIGN_IN_INTERRUPTED"
        await other.get(f"/session/sso/{office.province.slug}")
        assert refusal(await other.get(back)) == "SIGN_IN_INTERRUPTED", "an attempt of its own does not fit either"
        assert refusal(await browser.get("/session/sso/back?error=access_denied")) == "SIGN_IN_INTERRUPTED"
        assert refusal(await browser.get(back)) == "SIGN_IN_INTERRUPTED", "the attempt ended with the denial"


async def test_an_unknown_tenant_and_one_without_a_provider_answer_alike(office: Office) -> None:
    other = await make_province(office.province.db)
    async with office.api.client() as browser:
        for slug in (other.slug, "khong-co", "%00"):
            assert refusal(await browser.get(f"/session/sso/{slug}")) == "NO_IDENTITY_PROVIDER"
        for slug in (other.slug, "khong-co"):
            assert (await browser.get(f"/session/ways/{slug}")).json() == {"password": True, "provider": None}
        settled = (await browser.get(f"/session/ways/{office.province.slug}")).json()
        assert settled == {"password": True, "provider": "Tài khoản tỉnh"}


async def test_enforced_only_the_break_glass_account_gets_in_by_password_and_that_is_on_record(office: Office) -> None:
    admin = await office.api.token(office.province, "admin")
    refused = await office.settle(enforced=True)
    assert refused["errors"][0]["extensions"]["code"] == "NO_BREAK_GLASS_ACCOUNT"
    chosen = {"accountId": str(office.province.accounts["admin"]), "allowed": True}
    assert (await office.api.ask(admin, BREAK_GLASS, input=chosen))["data"]
    assert (await office.settle(enforced=True))["data"]["settleIdentityProvider"]["enforced"]

    assert await by_password(office, "cadre1") == (400, "SSO_REQUIRED")
    assert await by_password(office, "cadre1", "wrong") == (401, "BAD_CREDENTIALS"), "a guess learns nothing"
    assert await by_password(office, "admin") == (201, None)
    async with office.province.db.tenant(office.province.id) as session:
        acts = (await session.execute(text("SELECT action FROM audit_event ORDER BY at DESC LIMIT 1"))).scalar_one()
    assert acts == "broke_glass"
    withdrawn = await office.api.ask(admin, BREAK_GLASS, input={**chosen, "allowed": False})
    assert withdrawn["errors"][0]["extensions"]["code"] == "NO_BREAK_GLASS_ACCOUNT"


async def by_password(office: Office, login: str, password: str = PASSWORD) -> tuple[int, str | None]:
    async with office.api.client() as browser:
        given = {"tenant": office.province.slug, "login": login, "password": password}
        response = await browser.post("/session", json=given)
    errors = response.json().get("errors")
    return response.status_code, errors[0]["extensions"]["code"] if errors else None


async def test_the_identity_of_one_province_opens_no_other(office: Office, province: Province) -> None:
    other = await make_province(province.db)
    elsewhere = Office(office.api, other, office.issuer)
    await elsewhere.settle()
    async with office.api.client() as browser:
        await elsewhere.browse(browser, "an")
        assert await who(browser) == str(other.accounts["cadre1"]), "the same number is another account there"
    assert await links(office) == {}
    assert await links(elsewhere) == {"an": str(other.accounts["cadre1"])}

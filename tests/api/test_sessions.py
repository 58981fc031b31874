"""Signing in and out of a browser, and what a forged or foreign session sees."""

import httpx
import pytest

from tenants.accounts import administration as accounts
from tests.api.conftest import Api, bearer
from tests.fixtures_tenant import Province

PASSWORD = "mot-mat-khau-dai"
COOKIE = "roviec_session"


@pytest.fixture
async def signed_in(api: Api, province: Province) -> httpx.AsyncClient:
    """A browser signed in as cadre1, its page holding the proof."""
    async with api.db.tenant(province.id) as session:
        admin = province.caller("admin")
        await accounts.reset_password(session, admin, province.accounts["cadre1"], PASSWORD)
    client = api.client()
    answer = await client.post("/session", json={"tenant": province.slug, "login": "cadre1", "password": PASSWORD})
    assert answer.status_code == 201
    client.headers["x-csrf-token"] = answer.json()["csrfToken"]
    return client


async def who(client: httpx.AsyncClient) -> object:
    """The person the API takes this client for."""
    answer = await client.post("/graphql", json={"query": "{ me { person { fullName } } }"})
    return answer.json()


async def test_a_browser_signs_in_with_a_cookie_no_script_can_read(
    signed_in: httpx.AsyncClient, province: Province
) -> None:
    assert await who(signed_in) == {"data": {"me": {"person": {"fullName": "Võ Minh An"}}}}
    again = await signed_in.post("/session", json={"tenant": province.slug, "login": "cadre1", "password": PASSWORD})
    cookie = again.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" in cookie


async def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(api: Api, province: Province) -> None:
    async with api.client() as client:
        answers = [
            await client.post("/session", json={"tenant": slug, "login": login, "password": "sai-mat-khau"})
            for slug, login in ((province.slug, "cadre1"), (province.slug, "nobody"), ("nowhere", "cadre1"))
        ]
    assert [answer.status_code for answer in answers] == [401, 401, 401]
    assert answers[0].json() == answers[1].json() == answers[2].json()
    assert answers[0].json()["errors"][0]["extensions"]["code"] == "BAD_CREDENTIALS"


async def test_attempts_to_sign_in_are_limited(api: Api, province: Province) -> None:
    given = {"tenant": province.slug, "login": "cadre2", "password": "sai-mat-khau"}
    async with api.client() as client:
        codes = [(await client.post("/session", json=given)).status_code for _ in range(11)]
    assert codes == [401] * 10 + [429]


async def test_a_change_with_a_cookie_needs_the_pages_proof(signed_in: httpx.AsyncClient) -> None:
    issue = {"query": 'mutation { issueToken(input: {name: "x", scopes: ["*"]}) { token } }'}
    del signed_in.headers["x-csrf-token"]
    refused = await signed_in.post("/graphql", json=issue)
    assert refused.status_code == 403
    assert refused.json()["errors"][0]["extensions"]["code"] == "CSRF_REQUIRED"
    assert (await signed_in.post("/files?name=a.pdf", content=b"%PDF")).status_code == 403
    proof = (await signed_in.get("/session")).json()["csrfToken"]
    allowed = await signed_in.post("/graphql", json=issue, headers={"x-csrf-token": proof})
    assert allowed.json()["data"]["issueToken"]["token"].startswith("rvt_")


async def test_a_session_ends_by_signing_out(signed_in: httpx.AsyncClient) -> None:
    cookie = signed_in.cookies[COOKIE]
    assert (await signed_in.delete("/session")).status_code == 204
    signed_in.cookies.clear()
    signed_in.cookies.set(COOKIE, cookie)
    assert await who(signed_in) == {"data": {"me": None}}


async def test_a_broken_forged_or_foreign_session_sees_nothing(
    api: Api, signed_in: httpx.AsyncClient, province: Province, other_province: Province
) -> None:
    good = signed_in.cookies[COOKIE]
    prefix, _, secret = good.split("_", 2)
    forged = [
        "x", "rvs__", f"{prefix}_{other_province.id}_{secret}", f"{prefix}_{province.id}_{secret}x",
        f"rvt_{province.id}_{secret}", f"{prefix}_999999999_{secret}", f"{prefix}_99999999999999999999_{secret}",
    ]  # fmt: skip
    for token in forged:
        async with api.client(cookie=f"{COOKIE}={token}") as client:
            assert await who(client) == {"data": {"me": None}}, token
        assert (await api.ask(token, "{ myEntries { edges { cursor } } }"))["errors"][0]["extensions"][
            "code"
        ] == "UNAUTHENTICATED"


async def test_a_token_does_only_what_its_scopes_say(api: Api, province: Province) -> None:
    token = await api.token(province, "cadre1", "work_entry:read")
    answer = await api.ask(token, "{ myTokens { id } }")
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    async with api.client(**bearer(token)) as client:
        refused = await client.post("/files?name=a.pdf", content=b"%PDF", headers={"content-type": "application/pdf"})
    assert refused.status_code == 403

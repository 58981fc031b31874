"""Before anybody depends on it: a trial that lets nobody in; links made and ended by hand."""

import httpx
import pytest

from tests.accounts.sso.conftest import BREAK_GLASS, Office, refusal
from tests.accounts.sso.test_configuring import code
from tests.accounts.sso.test_signing_in import links, who

LINK = "mutation ($input: LinkIdentityInput!) { linkIdentity(input: $input) }"
UNLINK = "mutation ($input: UnlinkIdentityInput!) { unlinkIdentity(input: $input) }"
LINKED = "{ linkedIdentities(words: %s) { edges { node { login subject lastUsedAt person { fullName } } } } }"
LOOK = "mutation ($input: LookAtProviderInput!) { lookAtIdentityProvider(input: $input) { issuer tokenEndpoint } }"


async def tried(office: Office, subject: str) -> dict[str, str]:
    """What an administrator is told about a subject; nobody's session changes by it."""
    async with office.api.client() as browser:
        login = {"tenant": office.province.slug, "login": "admin", "password": "chỉ dùng trong kiểm thử"}
        assert (await browser.post("/session", json=login)).status_code == 201
        away = await browser.get("/session/sso-trial")
        async with httpx.AsyncClient() as outside:
            back = await outside.post(away.headers["location"], data={"sub": subject})
        told = (await browser.get(back.headers["location"])).headers["location"]
        assert told.startswith("/console/dang-nhap-mot-lan?")
        assert await who(browser) == str(office.province.accounts["admin"])
        return dict(httpx.URL(told).params)


async def test_a_trial_says_what_would_happen_and_does_nothing(office: Office) -> None:
    assert (await tried(office, "an"))["tried"] == "LINKABLE"
    assert await tried(office, "stranger") == {"tried": "NO_ACCOUNT", "claims": "so_dinh_danh"}
    assert await tried(office, "namesake") == {"tried": "NO_NUMBER", "claims": "name"}
    assert await links(office) == {}
    async with office.api.client() as browser:
        await office.browse(browser, "an")
    assert (await tried(office, "an"))["tried"] == "LINKED"
    assert (await tried(office, "an-again"))["tried"] == "TAKEN"


async def test_a_trial_needs_the_right(office: Office) -> None:
    async with office.api.client() as browser:
        assert refusal(await browser.get("/session/sso-trial")) == "UNAUTHENTICATED"
        login = {"tenant": office.province.slug, "login": "cadre1", "password": "chỉ dùng trong kiểm thử"}
        await browser.post("/session", json=login)
        assert refusal(await browser.get("/session/sso-trial")) == "FORBIDDEN"


async def test_an_account_is_linked_by_hand_found_and_unlinked(office: Office) -> None:
    admin = await office.api.token(office.province, "admin")
    account = str(office.province.accounts["cadre1"])
    assert code(await office.api.ask(admin, LINK, input={"accountId": account, "subject": " "})) == "BAD_SUBJECT"
    given = {"accountId": account, "subject": "namesake"}
    assert (await office.api.ask(admin, LINK, input=given))["data"] == {"linkIdentity": account}
    other = {"accountId": str(office.province.accounts["admin"]), "subject": "namesake"}
    assert code(await office.api.ask(admin, LINK, input=other)) == "IDENTITY_TAKEN"
    async with office.api.client() as browser:
        assert (await office.browse(browser, "namesake")).headers["location"] == "/console/"
        [edge] = (await office.api.ask(admin, LINKED % '"vo minh"'))["data"]["linkedIdentities"]["edges"]
        assert (edge["node"]["login"], edge["node"]["subject"]) == ("cadre1", "namesake")
        assert edge["node"]["lastUsedAt"] is not None
        assert (await office.api.ask(admin, LINKED % '"nobody"'))["data"]["linkedIdentities"]["edges"] == []
        assert (await office.api.ask(admin, UNLINK, input={"accountId": account}))["data"] == {
            "unlinkIdentity": account
        }
        assert (await browser.get("/session")).status_code == 401
    assert code(await office.api.ask(admin, UNLINK, input={"accountId": account})) == "NOT_FOUND"


@pytest.mark.parametrize(
    ("path", "said"),
    [("", None), ("/", "tự khai địa chỉ là"), ("/nowhere", "không có thông tin OpenID ở")],
)
async def test_looking_at_an_address_says_what_is_wrong_with_it(office: Office, path: str, said: str | None) -> None:
    admin = await office.api.token(office.province, "admin")
    answer = await office.api.ask(admin, LOOK, input={"issuer": office.issuer + path})
    if said is None:
        assert answer["data"]["lookAtIdentityProvider"]["tokenEndpoint"].startswith(office.issuer)
    else:
        assert said in answer["errors"][0]["message"]


async def test_accounts_say_who_gets_in_without_the_provider(office: Office) -> None:
    admin = await office.api.token(office.province, "admin")
    account = str(office.province.accounts["admin"])
    await office.api.ask(admin, BREAK_GLASS, input={"accountId": account, "allowed": True})
    found = await office.api.ask(
        admin, "{ accounts(breakGlass: true) { edges { node { login hasPassword breakGlass } } } }"
    )
    assert [edge["node"] for edge in found["data"]["accounts"]["edges"]] == [
        {"login": "admin", "hasPassword": True, "breakGlass": True}
    ]

"""What an administrator may enter, and what nobody is ever shown."""

from pathlib import Path

import pytest
from sqlalchemy import text

from api.app import create_app
from kernel.sealing import Seal, Unsealable, open_seal
from kernel.settings import Settings
from kernel.storage import FolderStore
from tests.accounts.sso.conftest import Office
from tests.api.conftest import Api

PROVIDER = "{ identityProvider { issuer clientId enforced } }"


def code(answer: dict) -> str:  # type: ignore[type-arg]
    return str(answer["errors"][0]["extensions"]["code"])


async def test_the_secret_is_sealed_and_bound_to_its_tenant(office: Office, tmp_path: Path) -> None:
    async with office.province.db.tenant(office.province.id) as session:
        sealed = (await session.execute(text("SELECT sealed_secret FROM identity_provider"))).scalar_one()
    assert "a-secret" not in sealed
    seal = open_seal(Settings(state=tmp_path))
    assert seal.open(sealed, f"sso:{office.province.id}:client_secret") == "a-secret"
    with pytest.raises(Unsealable):
        seal.open(sealed, f"sso:{office.province.id + 1}:client_secret")
    with pytest.raises(Unsealable):
        Seal({"embedded": bytes(32)}).open(sealed, f"sso:{office.province.id}:client_secret")


async def test_a_cadre_may_not_and_asks_no_address(office: Office) -> None:
    token = await office.api.token(office.province, "cadre1")
    asked = {"name": "x", "issuer": "http://localhost:1/never", "clientId": "x"}
    query = "mutation ($input: SettleIdentityProviderInput!) { settleIdentityProvider(input: $input) { name } }"
    assert code(await office.api.ask(token, query, input=asked)) == "FORBIDDEN"
    assert code(await office.api.ask(token, PROVIDER)) == "FORBIDDEN"


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        ("ftp://localhost/x", "BAD_IDENTITY_PROVIDER"),
        ("http://user:secret@localhost/x", "BAD_IDENTITY_PROVIDER"),
        ("http://localhost/x?y=1", "BAD_IDENTITY_PROVIDER"),
        ("not an address", "BAD_IDENTITY_PROVIDER"),
        ("http://localhost:1", "IDENTITY_PROVIDER_UNREACHABLE"),
    ],
)
async def test_what_is_no_provider_is_refused_and_the_old_one_stays(office: Office, issuer: str, expected: str) -> None:
    answer = await office.settle(issuer=issuer)
    assert code(answer) == expected
    admin = await office.api.token(office.province, "admin")
    assert (await office.api.ask(admin, PROVIDER))["data"]["identityProvider"]["issuer"] == office.issuer


async def test_plain_http_and_hosts_that_are_not_allowed_are_refused(office: Office, tmp_path: Path) -> None:
    for settings in (
        Settings(state=tmp_path),
        Settings(state=tmp_path, sso_insecure=True, sso_hosts="dinhdanh.example.gov.vn"),
    ):
        strict = Api(create_app(settings, office.province.db, FolderStore(tmp_path)), office.province.db)
        assert code(await Office(strict, office.province, office.issuer).settle()) == "BAD_IDENTITY_PROVIDER"


async def test_removing_the_provider_brings_passwords_back(office: Office) -> None:
    admin = await office.api.token(office.province, "admin")
    assert (await office.api.ask(admin, "mutation { removeIdentityProvider }"))["data"] == {
        "removeIdentityProvider": True
    }
    assert (await office.api.ask(admin, PROVIDER))["data"] == {"identityProvider": None}

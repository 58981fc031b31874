"""An application that takes plain-http identity providers, and the mock one."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from api.app import create_app
from kernel.database import Database
from kernel.settings import Settings
from kernel.storage import FolderStore
from tenants.accounts import administration
from tests.api.conftest import Api
from tests.fixtures_tenant import PEOPLE, Province
from tests.harness.processes import free_port, running

PASSWORD = "chỉ dùng trong kiểm thử"
SETTLE = """mutation ($input: SettleIdentityProviderInput!) { settleIdentityProvider(input: $input) {
    name issuer clientId pinClaim enforced } }"""
BREAK_GLASS = "mutation ($input: SetBreakGlassInput!) { setBreakGlass(input: $input) }"


@dataclass(frozen=True)
class Office:
    """A province with an identity provider, and a browser in front of both."""

    api: Api
    province: Province
    issuer: str

    async def settle(self, **changed: Any) -> dict[str, Any]:
        """What the administrator is answered."""
        token = await self.api.token(self.province, "admin")
        given = {"name": "Tài khoản tỉnh", "issuer": self.issuer, "clientId": "roviec", "pinClaim": "so_dinh_danh"}
        return await self.api.ask(token, SETTLE, input={**given, "clientSecret": "a-secret", **changed})

    async def browse(self, browser: httpx.AsyncClient, subject: str) -> httpx.Response:
        """Sign in as somebody at the provider; the answer to the way back, where the console comes next."""
        away = await browser.get(f"/session/sso/{self.province.slug}")
        async with httpx.AsyncClient() as outside:
            back = await outside.post(away.headers["location"], data={"sub": subject})
        return await browser.get(back.headers["location"])


def refusal(response: httpx.Response) -> str | None:
    """Why the console is told that nobody was signed in."""
    return parse_qs(urlsplit(response.headers["location"]).query).get("refused", [None])[0]


def answers(issuer: str) -> bool:
    """Whether a provider tells about itself."""
    try:
        return httpx.get(f"{issuer}/.well-known/openid-configuration").status_code == 200
    except httpx.HTTPError:
        return False


@pytest.fixture(scope="session")
def mock_provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A provider that knows cadre1 by personal number, and others."""
    pin, port = PEOPLE["cadre1"][1], free_port()
    users = [
        {"sub": "an", "so_dinh_danh": pin},
        {"sub": "an-again", "so_dinh_danh": pin},
        {"sub": "stranger", "so_dinh_danh": "001090999999"},
        {"sub": "namesake", "name": "Võ Minh An", "email": "cadre1@example.vn"},
    ]
    known = [part for user in users for part in ("--user-claims", json.dumps(user))]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true", *known]
    issuer = f"http://127.0.0.1:{port}"
    with running(command, tmp_path_factory.mktemp("provider"), lambda: answers(issuer)):
        yield issuer


@pytest.fixture
async def api(db: Database, tmp_path: Path) -> Api:
    """The application, letting providers be plain http."""
    settings = Settings(state=tmp_path, sso_insecure=True)
    return Api(create_app(settings, db, FolderStore(tmp_path / "files")), db)


@pytest.fixture
async def office(api: Api, province: Province, mock_provider: str) -> Office:
    """The province with the mock provider settled; cadre1 and the administrator have passwords too."""
    async with province.db.tenant(province.id) as session:
        for name in ("cadre1", "admin"):
            await administration.reset_password(session, province.caller("admin"), province.accounts[name], PASSWORD)
    made = Office(api, province, mock_provider)
    assert (await made.settle())["data"]
    return made

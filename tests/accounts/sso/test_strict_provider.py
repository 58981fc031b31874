"""Against an implementation that is certified for OpenID Connect: PKCE, the client's secret, keys that change."""

import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.accounts.sso.conftest import Office, answers, refusal
from tests.fixtures_tenant import PEOPLE
from tests.harness.processes import free_port, running

VERSION = "8.8.1"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "roviec-tests" / f"oidc-provider-{VERSION}"
SCRIPT = Path(__file__).with_name("provider.mjs")
BACK = "https://test/session/sso/back"


@pytest.fixture(scope="session")
def provider_package() -> Path:
    """The folder with the provider, installed once."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(CACHE / "install.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (CACHE / "done").exists():
            install = ["npm", "install", "--no-audit", "--no-fund", "--silent", f"oidc-provider@{VERSION}", "jose@5"]
            subprocess.run(install, cwd=CACHE, check=True)
            (CACHE / "done").touch()
    return CACHE


@dataclass(frozen=True)
class Strict:
    """A strict provider that can be started anew, each time with new keys."""

    package: Path
    folder: Path
    port: int

    @property
    def issuer(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    @contextmanager
    def up(self) -> Iterator[None]:
        """The provider runs until the block ends."""
        command = ["node", str(SCRIPT), str(self.package), str(self.port), BACK, PEOPLE["cadre1"][1]]
        with running(command, self.folder, lambda: answers(self.issuer)):
            yield


@pytest.fixture
def strict(provider_package: Path, tmp_path: Path) -> Strict:
    return Strict(provider_package, tmp_path, free_port())


async def sign_in(office: Office, browser: httpx.AsyncClient) -> httpx.Response:
    """Through the provider's own pages, form by form."""
    away = await browser.get(f"/session/sso/{office.province.slug}")
    async with httpx.AsyncClient(base_url=office.issuer) as outside:
        answer = await outside.get(away.headers["location"])
        for form in ({"prompt": "login", "login": "an", "password": "any"}, {"prompt": "consent"}):
            while answer.is_redirect and "/interaction/" not in answer.headers["location"]:
                answer = await outside.get(answer.headers["location"])
            answer = await outside.post(answer.headers["location"], data=form)
        while not answer.headers["location"].startswith(BACK):
            answer = await outside.get(answer.headers["location"])
    return await browser.get(answer.headers["location"])


async def test_signing_in_goes_on_when_the_provider_changes_its_keys(office: Office, strict: Strict) -> None:
    office = Office(office.api, office.province, strict.issuer)
    with strict.up():
        assert "errors" not in await office.settle()
        async with office.api.client() as browser:
            assert (await sign_in(office, browser)).headers["location"] == "/console/"
    with strict.up():
        async with office.api.client() as browser:
            assert (await sign_in(office, browser)).headers["location"] == "/console/"
            assert (await browser.get("/session")).status_code == 200


async def test_a_wrong_secret_lets_nobody_in(office: Office, strict: Strict) -> None:
    office = Office(office.api, office.province, strict.issuer)
    with strict.up():
        await office.settle(clientSecret="another")
        async with office.api.client() as browser:
            assert refusal(await sign_in(office, browser)) == "SSO_CLIENT_REFUSED"


async def test_a_provider_that_is_gone_is_told_so_and_passwords_still_work(office: Office, strict: Strict) -> None:
    office = Office(office.api, office.province, strict.issuer)
    with strict.up():
        await office.settle()
        async with office.api.client() as browser:
            away = await browser.get(f"/session/sso/{office.province.slug}")
            assert away.headers["location"].startswith(strict.issuer)
    async with office.api.client() as browser:
        await browser.get(f"/session/sso/{office.province.slug}")
        state = httpx.URL((await browser.get(f"/session/sso/{office.province.slug}")).headers["location"]).params[
            "state"
        ]
        back = await browser.get(f"/session/sso/back?code=any&state={state}")
        assert refusal(back) == "IDENTITY_PROVIDER_UNREACHABLE"

"""The API as a client meets it: an application over the test's database, and a client for each person."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import Litestar

from api.app import create_app
from kernel.database import Database
from kernel.sealing import Seal
from kernel.settings import Settings
from kernel.storage import FolderStore
from tenants.accounts import actions as accounts
from tenants.accounts.sso.discovery import Providers
from tenants.accounts.sso.signing_in import SingleSignOn
from tests.fixtures_tenant import Province

ADDRESS = "https://test"


def bearer(token: str) -> dict[str, str]:
    """The header by which a program shows its token."""
    return {"authorization": f"Bearer {token}"}


def sso_of(db: Database) -> SingleSignOn:
    """Single sign-on that can reach no provider."""
    return SingleSignOn(db, Seal({"test": bytes(32)}), Providers(hosts=frozenset({"nowhere.invalid"})))


@dataclass(frozen=True)
class Api:
    """One application, asked as anybody."""

    app: Litestar
    db: Database

    def client(self, **headers: str) -> httpx.AsyncClient:
        """A client without credentials."""
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)  # type: ignore[arg-type] # a stricter scope type
        return httpx.AsyncClient(transport=transport, base_url=ADDRESS, headers=headers)

    async def token(self, province: Province, name: str, *scopes: str) -> str:
        """A token of somebody of the province."""
        async with self.db.tenant(province.id) as session:
            issued = await accounts.issue_token(session, province.caller(name), "test", list(scopes or ("*",)))
        return issued.token

    async def ask(self, token: str | None, query: str, **variables: object) -> dict[str, Any]:
        """One operation's answer, asked with a token."""
        headers = bearer(token) if token else {}
        async with self.client(**headers) as client:
            response = await client.post("/graphql", json={"query": query, "variables": variables})
        answer: dict[str, Any] = response.json()
        return answer


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a test: small uploads, so that the limit is easily reached."""
    return Settings(state=tmp_path, upload_limit_mib=1)


@pytest.fixture
async def api(db: Database, settings: Settings, tmp_path: Path) -> AsyncIterator[Api]:
    """The application over the test's database, started and shut down as a server does it."""
    app = create_app(settings, db, FolderStore(tmp_path / "files"))
    started, ended = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        # A task of its own: the fixture's two halves run in different ones.
        async with app.lifespan():
            started.set()
            await ended.wait()

    living = asyncio.create_task(live())
    await started.wait()
    yield Api(app, db)
    ended.set()
    await living

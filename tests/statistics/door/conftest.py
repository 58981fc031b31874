"""The national door over a small nation's releases, and ministries that knock."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, insert

from api.app import create_app
from api.schema import build_schema
from kernel.database import Database, async_url
from kernel.ids import uuid7
from kernel.settings import Settings
from kernel.storage import FolderStore
from policies.authority import Caller, RoleHeld
from tenants.accounts import actions as accounts
from tenants.accounts.models import Account
from tenants.registry import actions as registry
from tenants.statistics.models import MinistryScope
from tests.api.conftest import Api, bearer
from tests.statistics.door.nation import LATE, NEXT_YEAR, QUARTER, YEAR, Nation, made_up, write

once_built = cache(build_schema)
CONCEALED = [(staff, rating) for staff in ("civil_servant", "public_employee") for rating in ("HT", "KHT")]


@pytest.fixture(scope="session")
def nation(app_url: str) -> Nation:
    """The releases of this worker's database: a quarter, one with a second version, a year, one that hides more."""
    made = made_up()
    engine = create_engine(async_url(app_url))
    write(engine, made, QUARTER)
    write(engine, made, LATE, missing=["42"])
    write(engine, made, LATE, version=2)
    write(engine, made, YEAR, missing=["56"])
    write(engine, made, NEXT_YEAR, concealed=CONCEALED)
    engine.dispose()
    return made


@pytest.fixture
async def stats(stats_url: str) -> AsyncIterator[Database]:
    """The database under the role of the ministries."""
    database = Database(stats_url, pool_size=2)
    yield database
    await database.close()


@pytest.fixture
async def api(db: Database, stats: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Api]:
    """The application with the national door open; the schema, which takes longest to make, is made once."""
    monkeypatch.setattr("api.app.build_schema", once_built)
    app = create_app(Settings(state=tmp_path), db, FolderStore(tmp_path / "files"), stats=stats)
    started, ended = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.lifespan():
            started.set()
            await ended.wait()

    living = asyncio.create_task(live())
    await started.wait()
    yield Api(app, db)
    ended.set()
    await living


@dataclass(frozen=True)
class Ministry:
    """A program of a ministry's analyst."""

    api: Api
    caller: Caller
    token: str

    async def ask(self, query: str, **variables: object) -> dict[str, Any]:
        """The data of an operation; fails on refusals."""
        answer = await self.api.ask(self.token, query, **variables)
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    async def refusal(self, query: str, **variables: object) -> dict[str, Any]:
        """The first error of an operation, without its place."""
        first = (await self.api.ask(self.token, query, **variables))["errors"][0]
        return {"code": first["extensions"]["code"], "message": first["message"]}

    async def get(self, address: str, **headers: str) -> httpx.Response:
        """A file."""
        async with self.api.client(**bearer(self.token), **headers) as client:
            return await client.get(address)


async def make_ministry(api: Api, scope: dict[str, list[str] | None] | None, *token_scopes: str) -> Ministry:
    """A ministry of this test's own, with the scope operators set, or none."""
    async with api.db.platform() as session:
        slug = f"bo-{secrets.token_hex(5)}"
        tenant_id = await registry.create_tenant(session, slug, "ministry", "Bộ Nội vụ")
        account_id = uuid7()
        account = {"login": "phan-tich", "office_role": "ministry_analyst"}
        await session.execute(insert(Account).values(tenant_id=tenant_id, id=account_id, **account))
        if scope is not None:
            await session.execute(insert(MinistryScope).values(tenant_id=tenant_id, **scope))
        caller = Caller(tenant_id, "ministry", account_id, roles=(RoleHeld("ministry_analyst"),))
        issued = await accounts.issue_token(session, caller, "máy của bộ", list(token_scopes or ("*",)))
    return Ministry(api, caller, issued.token)


@pytest.fixture
async def ministry(api: Api, nation: Nation) -> Ministry:
    """One that sees everything that is released."""
    return await make_ministry(api, {})


@pytest.fixture
async def narrow(api: Api, nation: Nation) -> Ministry:
    """One that sees Khánh Hòa, its provincial bodies and its health service."""
    return await make_ministry(api, {"provinces": ["56"], "bodies": ["provincial"], "fields": ["y_te"]})

"""A ministry's token opens the statistics part of the API and nothing else."""

import re
from pathlib import Path

import httpx
import pytest
from litestar import Router
from litestar.routes import HTTPRoute
from pydantic import SecretStr
from sqlalchemy import select

from api.app import REST, create_app
from api.commands import application
from kernel.database import Database
from kernel.settings import Settings
from kernel.storage import FolderStore
from policies.authority import Caller, RoleHeld
from tenants.accounts import administration
from tenants.registry.models import Tenant
from tests.api.conftest import Api, bearer
from tests.api.operations import Odd, operations
from tests.api.test_odd_values import ODD
from tests.statistics.door.conftest import Ministry, make_ministry, once_built
from tests.statistics.door.nation import QUARTER, Nation

PASSWORD = "mot-mat-khau-dai"
STATISTICS = {"releases", "release", "statistics", "statisticsSeries", "statisticsLeague"}
OPERATIONS = list(operations(once_built().core))


async def code_of(ministry: Ministry, document: str, variables: dict[str, object]) -> str:
    """The code of the refusal, or "ok"."""
    answer = await ministry.api.ask(ministry.token, document, **variables)
    return str(answer["errors"][0]["extensions"]["code"]) if "errors" in answer else "ok"


async def test_every_other_root_field_is_forbidden(ministry: Ministry, nation: Nation) -> None:
    found = {one.name: await code_of(ministry, one.document, one.variables) for one in OPERATIONS}
    assert {found[name] for name in STATISTICS} <= {"ok", "STATISTICS_NOT_OFFERED", "LEAGUE_UNADJUSTED"}
    others = {name: code for name, code in found.items() if name not in STATISTICS}
    assert len(others) > 100
    assert {name: code for name, code in others.items() if code != "FORBIDDEN"} == {}


@pytest.mark.parametrize(
    "document",
    [
        "{ releases { period } me { accountId } }",
        "{ releases { period } today }",
        "query { ...Both } fragment Both on Query { releases { period } ... on Query { tenants { slug } } }",
        "{ releases: tenants { slug } }",
        'mutation { changePassword(input: {old: "mat-khau-cu-nao-do", new: "mat-khau-moi-nao-do"}) }',
    ],
)
async def test_nothing_slips_in_beside_a_permitted_field(ministry: Ministry, document: str) -> None:
    answer = await ministry.api.ask(ministry.token, document)
    assert "data" not in answer
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]


async def test_the_schema_itself_may_be_asked(ministry: Ministry) -> None:
    assert (await ministry.ask("{ __schema { queryType { name } } releases { period } }"))["__schema"]


async def test_a_token_of_another_scope_opens_not_even_statistics(api: Api, nation: Nation) -> None:
    other = await make_ministry(api, {}, "tenant:read")
    assert await code_of(other, "{ releases { period } }", {}) == "FORBIDDEN"
    assert (await other.get(f"/statistics/{QUARTER}/classes.csv")).status_code == 403
    exact = await make_ministry(api, {}, "statistics:read")
    assert await code_of(exact, "{ releases { period } }", {}) == "ok"


async def test_no_other_address_gives_it_anything(ministry: Ministry) -> None:
    routes = [route for route in Router("/", route_handlers=REST).routes if isinstance(route, HTTPRoute)]
    paths = {(route.path, method) for route in routes for method in route.methods if method != "OPTIONS"}
    assert len(paths) > 10
    async with ministry.api.client(**bearer(ministry.token)) as client:
        for path, method in sorted(paths):
            if path.startswith(("/statistics/", "/session")):
                continue
            address = re.sub(r"\{\w+:uuid\}", "01890000-0000-7000-8000-000000000000", path)
            answer = await client.request(method, re.sub(r"\{\w+:\w+\}", "pdf", address))
            assert answer.status_code in (400, 403, 404), (path, method, answer.status_code)


async def test_an_analyst_at_a_browser_reads_releases_too(api: Api, nation: Nation) -> None:
    ministry = await make_ministry(api, {})
    tenant_id, account_id = ministry.caller.tenant_id, ministry.caller.account_id
    admin = Caller(tenant_id, "ministry", account_id, roles=(RoleHeld("tenant_admin"),))
    async with api.db.tenant(tenant_id) as session:
        await administration.reset_password(session, admin, account_id, PASSWORD)
        slug = await session.scalar(select(Tenant.slug).where(Tenant.id == tenant_id))
    async with api.client() as client:
        opened = await client.post("/session", json={"tenant": slug, "login": "phan-tich", "password": PASSWORD})
        assert opened.status_code == 201
        client.headers["x-csrf-token"] = opened.json()["csrfToken"]
        told = await client.post("/graphql", json={"query": '{ releases(period: "2031") { version } }'})
        assert told.json() == {"data": {"releases": [{"version": 1}]}}
        assert (await client.get(f"/statistics/{QUARTER}/classes.csv")).status_code == 200


async def test_without_the_address_of_the_role_the_door_is_closed(db: Database, tmp_path: Path) -> None:
    closed = Api(create_app(Settings(state=tmp_path), db, FolderStore(tmp_path)), db)
    ministry = await make_ministry(closed, {})
    assert await code_of(ministry, "{ releases { period } }", {}) == "STATISTICS_CLOSED"
    assert (await ministry.get(f"/statistics/{QUARTER}/classes.csv")).status_code == 503


async def test_the_program_opens_the_door_where_it_knows_the_address(
    app_url: str, stats_url: str, tmp_path: Path
) -> None:
    for address, parts in ((stats_url, {"database": "ok", "statistics": "ok"}), (None, {"database": "ok"})):
        stats = SecretStr(address) if address else None
        settings = Settings(state=tmp_path, database_url=SecretStr(app_url), database_stats_url=stats)
        async with application(settings) as app:
            transport = httpx.ASGITransport(app=app)  # type: ignore[arg-type] # a stricter scope type
            async with httpx.AsyncClient(transport=transport, base_url="https://test") as client:
                assert (await client.get("/health/ready")).json()["parts"] == parts


@pytest.mark.parametrize("odd", ODD)
async def test_odd_values_of_a_ministry_are_refused_and_never_a_fault(ministry: Ministry, odd: str) -> None:
    for whole in (True, False):
        for one in operations(once_built().core, Odd(ODD[odd], whole=whole)):
            if one.name in STATISTICS:
                assert await code_of(ministry, one.document, one.variables) not in ("INTERNAL", "UNAVAILABLE"), one

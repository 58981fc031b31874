"""The whole program in one process, and the main way played through its public API."""

import asyncio
import re
import secrets
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from api.serving import open_address
from kernel.clock import today
from kernel.database import Database
from kernel.settings import Settings
from serving.client import Client, Refused
from serving.run import Started, run
from serving.walk import walk
from tenants.demo.actions import load
from tenants.demo.staging import SMALL
from tenants.provisioning.actions import ProvinceInput, provision
from tenants.registry import queries
from tenants.registry.models import Tenant
from tests.fixtures_tenant import Province

PASSWORD = "only-for-this-test"


@pytest.fixture
def settings(app_url: str, owner_url: str, tmp_path: Path) -> Settings:
    """The test's database instead of an embedded one, any free port, cookies for http."""
    return Settings(
        state=tmp_path,
        database_url=SecretStr(app_url),
        database_owner_url=SecretStr(owner_url),
        port=0,
        secure_cookies=False,
        worker_threads=2,
    )


async def demo(db: Database, state: Path) -> Tenant:
    slug = f"w-{secrets.token_hex(6)}"
    await provision(db, ProvinceInput(slug, "56", units="small"))
    async with db.platform() as session:
        tenant = await queries.tenant_by_slug(session, slug)
    assert tenant is not None
    await load(db, tenant, replace(SMALL, days=2), today=today(), password=PASSWORD, state=state)
    return tenant


async def play(settings: Settings, tmp_path: Path, password: str) -> tuple[str, Tenant, str]:
    """Run everything, play once, stop; what was told, where, and by which address."""
    told: list[str] = []
    tenants: list[Tenant] = []
    urls: list[str] = []
    done = asyncio.Event()

    async def first(started: Started) -> None:
        tenants.append(await demo(started.db, tmp_path))

    async def then(started: Started) -> None:
        urls.append(started.url)
        await walk(started.db, started.url, tenants, password=password, say=told.append)
        done.set()

    await run(settings, open_address(settings), first=first, then=then, until=done)
    return "\n".join(told), tenants[0], urls[0]


async def test_the_main_way_runs_from_the_log_to_the_dashboard(
    settings: Settings, tmp_path: Path, db: Database
) -> None:
    told, tenant, url = await play(settings, tmp_path, PASSWORD)
    points = re.search(r"khanh-hoa [\d.]+: ([\d.]+) điểm", told)
    assert points is not None
    assert float(points.group(1)) == 118.8  # 90 minutes x normal 1.2 x excellent 1.1
    assert "hôm nay    0 → 1 mục, 0 → 40 phút, 0.00 → 118.80 điểm" in told
    assert tenant.slug in told
    assert url in told
    async with db.tenant(tenant.id) as session:
        unscored = await session.scalar(
            text("SELECT count(*) FROM work_entry WHERE status = 'verified' AND NOT EXISTS"
                 " (SELECT FROM entry_score WHERE entry_score.entry_id = work_entry.id)")
        )  # fmt: skip
    assert unscored == 0


async def test_a_refusal_ends_the_play_and_not_the_program(settings: Settings, tmp_path: Path) -> None:
    told, _, url = await play(settings, tmp_path, "not-the-password")
    assert "Phần trình diễn dừng lại: BAD_CREDENTIALS" in told
    assert url in told


async def test_provinces_without_cadres_logins_are_told_and_not_played(db: Database, province: Province) -> None:
    told: list[str] = []
    async with db.platform() as session:
        tenant = await queries.tenant_by_slug(session, province.slug)
    assert tenant is not None
    await walk(db, "http://127.0.0.1:1", [tenant], password=PASSWORD, say=told.append)
    assert "không có tài khoản cán bộ minh họa" in "\n".join(told)
    assert any("http://127.0.0.1:1" in line for line in told)


async def test_the_client_reads_refusals_with_their_code(settings: Settings) -> None:
    done = asyncio.Event()

    async def then(started: Started) -> None:
        client = Client(started.url)
        with pytest.raises(Refused) as refused:
            await client.sign_in("no-such-province", "nobody", "no-password")
        assert refused.value.data["code"] == "BAD_CREDENTIALS"
        await client.close()
        done.set()

    await run(settings, open_address(settings), then=then, until=done)

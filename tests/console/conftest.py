"""The real server on loopback, with a province in which two people log work, and a browser."""

import asyncio
import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.async_api import Browser

from api.app import create_app
from api.serving import open_address, serve
from kernel.database import Database
from kernel.settings import Settings
from kernel.storage import FolderStore
from tenants.accounts import administration
from tenants.norms import actions as norms
from tenants.registry import actions as registry
from tenants.scoring import actions as scoring
from tenants.scoring import months
from tests.console.devices import chromium
from tests.fixtures_tenant import Province
from tests.worklogs.conftest import Log, log

__all__ = ["log"]

ROOT = Path(__file__).parents[2]
PASSWORD = "only-for-this-test"


@dataclass(frozen=True)
class Office:
    """A province as the console meets it: where it is served, and its log."""

    url: str
    log: Log

    @property
    def slug(self) -> str:
        return self.log.province.slug


@pytest.fixture(scope="session")
def console_packages() -> None:
    """What the console is built and tested with, as its lock file says."""
    subprocess.run([ROOT / "tools" / "install-console"], check=True, capture_output=True, text=True)


@pytest.fixture
async def browser(console_packages: None) -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


@pytest.fixture
async def office(db: Database, log: Log, tmp_path: Path) -> AsyncIterator[Office]:
    """Served on loopback: yesterday's work is confirmed and scored, today a task is assigned."""
    await _furnish(log)
    settings = Settings(state=tmp_path, port=0, secure_cookies=False)
    address = open_address(settings)
    url = f"http://127.0.0.1:{address.getsockname()[1]}"
    app = create_app(settings, db, FolderStore(tmp_path / "files"))
    started, done = asyncio.Event(), asyncio.Event()

    async def begun() -> None:
        started.set()

    serving = asyncio.create_task(serve(app, address, on_start=begun, until=done))
    await started.wait()
    yield Office(url, log)
    done.set()
    await serving


async def _furnish(log: Log) -> None:
    province = log.province
    async with province.db.tenant(province.id) as session:
        await norms.publish_shipped(session, "khanh-hoa", valid_from=province.opened)
        for name in ("cadre1", "division_head", "admin"):
            await administration.reset_password(session, province.caller("admin"), province.accounts[name], PASSWORD)
        await registry.change_settings(session, province.caller("admin"), late_log_days=31)
    yesterday = log.today - timedelta(days=1)
    first = await log.write(work_date=yesterday, started_at=log.now - timedelta(days=1))
    await log.write(work_date=yesterday, work_item_id=log.items["reply"], minutes=30)
    await log.verify(first.id)
    await log.assign()
    await score(province)


async def score(province: Province) -> None:
    """What the workers do after a verification."""
    async with province.db.tenant(province.id) as session:
        await scoring.score_pending(session)
        await months.score(session)

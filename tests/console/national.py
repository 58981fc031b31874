"""A national release of 34 provinces with hidden cells, in a database of its own, and who looks at it."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import create_engine, insert
from sqlalchemy.orm import Session

from api.app import create_app
from api.serving import open_address, serve
from kernel import roles
from kernel.database import Database, async_url
from kernel.embedded import EmbeddedPostgres
from kernel.embedded_files import SUPERUSER
from kernel.ids import uuid7
from kernel.settings import Settings
from kernel.storage import FolderStore
from policies.authority import Caller, RoleHeld
from tenants.accounts import administration
from tenants.provisioning.actions import provision_ministry, provision_platform
from tenants.registry.provinces import official_names
from tenants.statistics import scoping
from tenants.statistics.models import Release, ReleaseCell
from tenants.statistics.vocabulary import COLUMNS
from tests.console.conftest import PASSWORD
from tests.harness.postgres import TEMPLATE

PERIODS: Final = ("2026-Q2", "2026-Q3")
MISSING: Final = ("20", "82")
PUBLISHED: Final = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
SMALL, BESIDE = ("12", "HTXS"), ("04", "HTXS")
"""Two hidden figures: one of two people, and one of forty that would give it away."""
SMALL_PART, BESIDE_PART = ("56", "communal", "KHT"), ("56", "provincial", "KHT")
CLASSES: Final = ("HTXS", "HTT", "HT", "KHT", "none")
LEVELS: Final = ("provincial", "communal")
MINISTRY, ANALYST, PLATFORM, OPERATOR = "bo-noi-vu", "phan.tich", "van-hanh", "vanhanh"


def truth(code: str, quarter: int) -> dict[str, tuple[int, int]]:
    """People of a province by class, at provincial and communal level; invented from its code."""
    place = int(code) + 3 * quarter
    counts = {"HTXS": (60 + place % 23, 43 + place % 17), "HTT": (250 + place, 192), "HT": (52, 44 + place % 9),
              "KHT": (9, 3) if code == "56" else (11, 8), "none": (6, 7)}  # fmt: skip
    return counts | {"HTXS": (1, 1)} if code == SMALL[0] else counts


def cells(quarter: int) -> Iterator[dict[str, Any]]:
    """The figures of a release as they are stored; those named above are hidden, and which is which is not told."""
    told = {code: truth(code, quarter) for code in official_names() if code not in MISSING}
    nation = {name: _added(one[name] for one in told.values()) for name in CLASSES}
    for province, counts in {"*": nation, **told}.items():
        for measure in (*CLASSES, "people"):
            pair = _added(counts.values()) if measure == "people" else counts[measure]
            hidden = (province, measure) in (SMALL, BESIDE)
            yield _cell("classes", measure, sum(pair), hidden=hidden, province=province)
            for level, value in zip(LEVELS, pair, strict=True):
                covered = hidden or (province, level, measure) in (SMALL_PART, BESIDE_PART)
                yield _cell("classes", measure, value, hidden=covered, province=province, body=level)
    for province in told:
        fair = Decimal(80) + Decimal(int(province)) / 10
        for measure, mean in (("raw_mean", fair - 3), ("harmonised_mean", fair), ("harshness", Decimal(3))):
            yield _cell("index", measure, mean, province=province)
    for province in MISSING:
        yield _cell("classes", "people", None, late=True, province=province)


def _added(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    provincial, communal = zip(*pairs, strict=True)
    return sum(provincial), sum(communal)


def _cell(
    dataset: str, measure: str, value: int | Decimal | None, *, hidden: bool = False, late: bool = False, **place: str
) -> dict[str, Any]:
    status = ("L", "F") if late else ("Q", "C") if hidden else ("A", "F")
    shown = None if hidden or late or value is None else Decimal(value)
    return {**dict.fromkeys(COLUMNS, "*"), **place, "dataset": dataset, "measure": measure, "value": shown,
            "obs_status": status[0], "conf_status": status[1]}  # fmt: skip


def publish(app_url: str) -> None:
    """Two quarters, the second in two versions."""
    engine = create_engine(async_url(app_url))
    reported = sorted(set(official_names()).difference(MISSING))
    with Session(engine) as session, session.begin():
        for quarter, period, version in ((0, PERIODS[0], 1), (1, PERIODS[1], 1), (1, PERIODS[1], 2)):
            release = Release(
                id=uuid7(), period=period, version=version, published_at=PUBLISHED,
                reason="Thêm số liệu của tỉnh gửi muộn" if version > 1 else None,
                reported=reported if version > 1 else reported[:-1], missing=list(MISSING), parts=[], catalogue={},
                settings={}, losses=[], solver="HiGHS", pattern_hash=secrets.token_bytes(32),
            )  # fmt: skip
            session.add(release)
            session.flush()
            session.execute(insert(ReleaseCell), [{"release_id": release.id, **cell} for cell in cells(quarter)])
    engine.dispose()


@dataclass(frozen=True)
class Served:
    """The program over that database, with somebody of a ministry and an operator who may sign in."""

    url: str
    db: Database


@pytest.fixture(scope="session")
def national_database(postgres: EmbeddedPostgres, database_name: str) -> dict[str, str]:
    """Addresses by role of a database with releases; nobody else's tests see them."""
    name = f"national_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{secrets.token_hex(3)}"
    roles.copy_database(postgres.url_for(SUPERUSER, "postgres"), TEMPLATE, name)
    addresses = {role: postgres.url_for(role, name) for role in (roles.APP, roles.STATS)}
    publish(addresses[roles.APP])
    asyncio.run(_make_offices(addresses[roles.APP]))
    return addresses


async def _make_offices(app_url: str) -> None:
    db = Database(app_url, pool_size=2)
    made = await provision_ministry(db, MINISTRY, "Bộ Nội vụ", admin_password=PASSWORD)
    async with db.tenant(made.tenant_id) as session:
        admin = Caller(made.tenant_id, "ministry", uuid7(), roles=(RoleHeld("tenant_admin"),))
        await administration.create_account(session, admin, ANALYST, PASSWORD, office_role="ministry_analyst")
        await scoping.set_scope(session, None, None, None)
    await provision_platform(db, PLATFORM, "Vận hành hệ thống", login=OPERATOR, password=PASSWORD)
    await db.close()


@asynccontextmanager
async def serving(db: Database, stats: Database | None, folder: Path) -> AsyncIterator[str]:
    """The address of the program over a database, while it serves."""
    settings = Settings(state=folder, port=0, secure_cookies=False)
    address = open_address(settings)
    app = create_app(settings, db, FolderStore(folder / "files"), stats=stats)
    started, done = asyncio.Event(), asyncio.Event()

    async def begun() -> None:
        started.set()

    running = asyncio.create_task(serve(app, address, on_start=begun, until=done))
    await started.wait()
    yield f"http://127.0.0.1:{address.getsockname()[1]}"
    done.set()
    await running


@pytest.fixture
async def nation(national_database: dict[str, str], tmp_path: Path) -> AsyncIterator[Served]:
    """Served on loopback."""
    db = Database(national_database[roles.APP], pool_size=5)
    stats = Database(national_database[roles.STATS], pool_size=2)
    async with serving(db, stats, tmp_path) as url:
        yield Served(url, db)
    await stats.close()
    await db.close()

"""A small nation of its own database: its parts, and the releases made of them, once for all tests of this folder.

First quarter: version 1 without province 79, version 2 with it, version 3 corrects province 42, while a correction of
two people of province 68 waits. Second quarter: one version, with who failed twice.
"""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import psycopg
import pytest
from psycopg.rows import dict_row

from kernel import clock, roles
from kernel.database import Database
from kernel.embedded import EmbeddedPostgres
from kernel.embedded_files import SUPERUSER
from kernel.ids import uuid7
from tenants.registry import actions as registry
from tenants.statistics.models import StatisticsPart
from tenants.statistics.parts_format import Part
from tenants.statistics.releasing import Made, release
from tests.harness.postgres import TEMPLATE
from tests.statistics.releases.invented import PROVINCES, Invented, invented, next_quarter

FIRST, SECOND = "2025-Q3", "2025-Q4"
LATE, CORRECTED, WAITING = "79", "42", "68"
TODAY = date(2026, 9, 1)
SPOT = {"body": "communal_government", "group": "professional", "rank": "chuyen_vien", "age": "under_45",
        "gender": "female", "staff": "civil_servant", "qualification": "graduate"}  # fmt: skip


@dataclass(frozen=True)
class Nation:
    """A database with the tenants of its provinces, by code."""

    name: str
    app_url: str
    owner_url: str
    stats_url: str
    tenants: Mapping[str, int]

    def rows(self, query: str, *values: object, url: str | None = None) -> list[dict[str, object]]:
        """What a query answers, as the ministries' role unless another address is given."""
        with psycopg.connect(url or self.stats_url, row_factory=dict_row) as connection:
            return connection.execute(query.encode(), values).fetchall()


@dataclass(frozen=True)
class Story:
    """The nation's people of both quarters, and the versions in the order they were made."""

    nation: Nation
    first: Invented
    second: Invented
    made: Sequence[Made]


async def make_tenants(db: Database, codes: Sequence[str]) -> dict[str, int]:
    """A tenant for each province."""
    found = {}
    for code in codes:
        async with db.platform() as session:
            found[code] = await registry.create_tenant(
                session, f"t-{code}-{secrets.token_hex(3)}", "province", province_code=code, years=range(2025, 2026)
            )
    return found


async def hand_in(db: Database, tenant: int, part: Part, number: int = 1, *, approved: bool = True) -> None:
    """Write a part as gathering does, approved unless said otherwise."""
    async with db.tenant(tenant) as session:
        session.add(
            StatisticsPart(
                tenant_id=tenant, id=uuid7(), period=part.period, number=number, approve_by=TODAY,
                reason=None if number == 1 else "Đính chính", content_hash=part.content_hash, **part.columns(),
                approved_by=uuid7() if approved else None, approved_at=clock.utc_now() if approved else None,
                document_number="12/BC-UBND" if approved else None,
            )
        )  # fmt: skip


def one_agency_less(part: Part) -> Part:
    """The part with one agency of the province within its quota after all."""
    first, *others = part.bodies
    return replace(part, bodies=(replace(first, over=first.over - 1, within=first.within + 1), *others))


def new_nation(postgres: EmbeddedPostgres, codes: Sequence[str] = PROVINCES) -> Nation:
    """An empty database with tenants."""
    name = f"roviec_nation_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{secrets.token_hex(3)}"
    roles.copy_database(postgres.url_for(SUPERUSER, "postgres"), TEMPLATE, name)
    app, owner, stats = (postgres.url_for(role, name) for role in (roles.APP, roles.OWNER, roles.STATS))

    async def prepare() -> dict[str, int]:
        db = Database(app, pool_size=1)
        try:
            return await make_tenants(db, codes)
        finally:
            await db.close()

    return Nation(name, app, owner, stats, asyncio.run(prepare()))


async def _tell(nation: Nation, first: Invented, second: Invented) -> list[Made]:
    # One connection, as the schedule has left when it runs the job.
    db = Database(nation.app_url, pool_size=1)
    try:
        for code in PROVINCES:
            if code != LATE:
                await hand_in(db, nation.tenants[code], first.part(code, FIRST))
        made = await release(db, FIRST, TODAY)
        await hand_in(db, nation.tenants[LATE], first.part(LATE, FIRST))
        made += await release(db, FIRST, TODAY)
        corrected = first.part(CORRECTED, FIRST, first.moved(CORRECTED, SPOT, 6, "HTXS"))
        await hand_in(db, nation.tenants[CORRECTED], corrected, 2)
        await hand_in(db, nation.tenants[WAITING], one_agency_less(first.part(WAITING, FIRST)), 2)
        made += await release(db, FIRST, TODAY)
        for code in PROVINCES:
            await hand_in(db, nation.tenants[code], second.part(code, SECOND))
        return [*made, *await release(db, SECOND, TODAY)]
    finally:
        await db.close()


@pytest.fixture(scope="session")
def story(postgres: EmbeddedPostgres, database_name: str) -> Story:
    """The releases; nobody writes to this database afterwards."""
    nation = new_nation(postgres)
    first = invented()
    second = next_quarter(first)
    return Story(nation, first, second, asyncio.run(_tell(nation, first, second)))


@pytest.fixture
def nation(postgres: EmbeddedPostgres, database_name: str) -> Nation:
    """A database of this test's own, with tenants and without parts."""
    return new_nation(postgres)


@pytest.fixture
async def nation_db(nation: Nation) -> AsyncIterator[Database]:
    """Its one connection."""
    db = Database(nation.app_url, pool_size=1)
    yield db
    await db.close()

"""A province whose scores are chained, and a superuser who changes what they like."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import psycopg
import pytest

from tenants.receipts import actions
from tenants.receipts.audit import audit
from tenants.receipts.findings import Report
from tenants.receipts.roots import Root
from tenants.scoring import actions as scoring
from tenants.scoring import months
from tests.scoring.conftest import scored_log
from tests.worklogs.conftest import Log, log

__all__ = ["log", "scored_log"]


@dataclass
class Chained:
    """The chain of one test's province; `entries` are those scored, in the order of the chain."""

    log: Log
    superuser: str
    entries: list[UUID]

    async def write(self, entries: int, who: str = "cadre1") -> None:
        """Log, verify and score so many entries more, and their months."""
        rows = [await self.log.write(who, minutes=5, quantity=Decimal(number + 1)) for number in range(entries)]
        await self.log.verify(*(row.id for row in rows))
        await self.score()
        self.entries += [row.id for row in rows]

    async def score(self) -> None:
        """Score what waits, as workers do."""
        province = self.log.province
        async with province.db.tenant(province.id) as session:
            await scoring.score_pending(session)
        async with province.db.tenant(province.id) as session:
            await months.score(session)

    async def chain(self) -> int:
        """Chain what waits."""
        province = self.log.province
        async with province.db.tenant(province.id) as session:
            return await actions.chain(session)

    async def audit(self, *exported: Root) -> Report:
        """What an audit says."""
        province = self.log.province
        async with province.db.tenant(province.id) as session:
            return await audit(session, exported, today=self.log.today + timedelta(days=10))

    async def found(self, *exported: Root) -> list[tuple[str, str]]:
        """Code and place of each finding."""
        return [(finding.code, finding.place) for finding in (await self.audit(*exported)).findings]

    async def tamper(self, *statements: str) -> None:
        """Change the database as its superuser, past row-level security, triggers and foreign keys."""
        async with await psycopg.AsyncConnection.connect(self.superuser, autocommit=True) as connection:
            await connection.execute("SET session_replication_role = replica")
            for statement in statements:
                done = await connection.execute(statement.replace("TENANT", str(self.log.province.id)).encode())
                assert done.rowcount > 0, statement

    async def one(self, query: str) -> tuple[object, ...]:
        """One row, as the superuser sees it."""
        async with await psycopg.AsyncConnection.connect(self.superuser) as connection:
            row = await (
                await connection.execute(query.replace("TENANT", str(self.log.province.id)).encode())
            ).fetchone()
        assert row is not None
        return row


@pytest.fixture
async def chained(scored_log: Log, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Chained:
    """Nine entries and a month, chained in batches of four at most."""
    monkeypatch.setattr(actions, "BATCH", 4)
    found = Chained(scored_log, database_url, [])
    await found.write(9)
    assert await found.chain() == 10
    return found

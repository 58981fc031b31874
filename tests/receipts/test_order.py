"""Numbers rise in the order of commits, so that chaining between two commits never leaves a receipt behind."""

import asyncio
import time

import psycopg

from tenants.scoring import actions as scoring
from tenants.scoring import months
from tests.receipts.conftest import Chained

PATIENCE = 10.0
WAITERS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = %s"


async def _waits(chained: Chained, task: "asyncio.Task[None]") -> bool:
    """Whether a task comes to wait for one of the province's locks; not if it ends before."""
    until = time.monotonic() + PATIENCE
    async with await psycopg.AsyncConnection.connect(chained.superuser, autocommit=True) as connection:
        while time.monotonic() < until and not task.done():
            row = await (await connection.execute(WAITERS, [chained.log.province.id])).fetchone()
            if row is not None and row[0]:
                return True
            await asyncio.sleep(0.01)
    return False


async def _verified(chained: Chained, who: str) -> None:
    row = await chained.log.write(who, minutes=5)
    await chained.log.verify(row.id)


async def test_an_entry_scored_first_and_committed_last_is_chained(chained: Chained) -> None:
    province = chained.log.province

    async def score() -> None:
        async with province.db.tenant(province.id) as session:
            await scoring.score_pending(session)

    await _verified(chained, "cadre1")
    async with province.db.tenant(province.id) as early:
        assert await scoring.score_pending(early) == 1
        await _verified(chained, "cadre2")
        late = asyncio.create_task(score())
        assert await _waits(chained, late)
        assert await chained.chain() == 0
    await late
    assert await chained.chain() == 2
    assert (await chained.audit()).waiting == 0
    assert await chained.found() == []


async def test_a_month_scored_first_and_committed_last_is_chained(chained: Chained) -> None:
    province = chained.log.province

    async def score(who: str) -> None:
        await _verified(chained, who)
        async with province.db.tenant(province.id) as session:
            await scoring.score_pending(session)

    async def score_months() -> None:
        async with province.db.tenant(province.id) as session:
            await months.score(session)

    await score("cadre1")
    async with province.db.tenant(province.id) as early:
        assert await months.score(early) == 1
        await score("cadre2")
        await chained.chain()  # the two entries
        late = asyncio.create_task(score_months())
        assert await _waits(chained, late)
        assert await chained.chain() == 0
    await late
    assert await chained.chain() == 2
    assert await chained.found() == []

"""Two provinces with scored, chained logs, one of them with a person whom the other knows too."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from kernel.clock import utc_now
from kernel.database import Database
from kernel.storage import FolderStore
from tenants.audit import days
from tenants.mergers.plan import Joining, Plan
from tenants.norms import actions as norms
from tenants.portability.restoring import Places
from tenants.receipts import actions as receipts
from tenants.rollups import actions as rollups
from tenants.scoring import actions as scoring
from tenants.scoring import months
from tests.api.conftest import api, settings
from tests.fixtures_tenant import Province
from tests.portability.conftest import elsewhere, elsewhere_name, owner
from tests.worklogs.conftest import Log, make_log

__all__ = ["api", "elsewhere", "elsewhere_name", "owner", "settings"]


@dataclass(frozen=True)
class Pair:
    """Who grows, who joins, and the plan."""

    owner: Database
    places: Places
    into: Log
    old: Log
    plan: Plan

    @property
    def joining(self) -> Joining:
        return self.plan.joining[0]


def next_month(today: date) -> date:
    return date(today.year + today.month // 12, today.month % 12 + 1, 1)


async def worked(province: Province, quantities: list[int]) -> Log:
    """A province whose cadres logged so much, all of it verified, scored, summed and chained."""
    log = await make_log(province)
    async with province.db.tenant(province.id) as session:
        await norms.publish_shipped(session, "khanh-hoa", valid_from=province.opened)
    for at, quantity in enumerate(quantities):
        row = await log.write(f"cadre{at % 2 + 1}", minutes=5, quantity=Decimal(quantity))
        await log.verify(row.id)
    async with province.db.tenant(province.id) as session:
        await scoring.score_pending(session)
        await months.score(session)
        await rollups.merge(session)
        await receipts.chain(session)
    async with province.db.tenant(province.id) as session:
        await days.seal_days(session, province.slug, utc_now())
    return log


@pytest.fixture
async def pair(province: Province, other_province: Province, owner: Database, tmp_path: Path) -> Pair:
    """Both have the same units' codes, logins and work items; of the people only the first cadre is the same."""
    async with other_province.db.tenant(other_province.id) as session:
        await session.execute(
            text("UPDATE person SET pin = overlay(pin PLACING '9' FROM 7 FOR 1) WHERE id <> :same"),
            {"same": other_province.people["cadre1"]},
        )
    places = Places(FolderStore(tmp_path / "files"), FolderStore(tmp_path / "roots"))
    into, old = await worked(province, [1, 2]), await worked(other_province, [3, 4, 5])
    plan = Plan(province.slug, next_month(into.today), "01/NQ", (Joining(other_province.slug, "UBND", "NT"),))
    return Pair(owner, places, into, old, plan)

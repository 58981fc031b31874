"""A province with work of the last month, scored by the package that was in force then."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tenants.norms.models import NormCorrection, NormPackage
from tenants.registry import actions as registry
from tenants.rollups import actions as rollups
from tenants.scoring import actions, backdating, months
from tenants.scoring.models import EntryScore, MonthScore
from tests.fixtures_tenant import Province
from tests.norms.office import Office, make_office, numbered
from tests.worklogs.conftest import Log, make_log


@dataclass
class Past:
    """A province with a day's work of the last month, scored by the package that was in force then."""

    office: Office
    log: Log
    first: date
    day: date
    in_force: NormPackage

    @property
    def province(self) -> Province:
        return self.office.province

    @property
    def after(self) -> date:
        """The day after last month's last."""
        return (self.first + timedelta(days=31)).replace(day=1)

    async def settle(self) -> None:
        """Do what the jobs do."""
        for job in (actions.score_pending, rollups.merge, months.score):
            async with self.province.db.tenant(self.province.id) as session:
                await job(session)

    async def apply(self, correction: NormCorrection) -> int:
        """Do what the correction's job does, and what follows."""
        async with self.province.db.tenant(self.province.id) as session:
            done = await backdating.apply_norm_correction(session, str(correction.id))
        await self.settle()
        return done

    async def scores(self, who: str) -> list[EntryScore]:
        async with self.province.db.tenant(self.province.id) as session:
            rows = await session.scalars(
                select(EntryScore)
                .where(EntryScore.person_id == self.province.people[who])
                .order_by(EntryScore.revision)
            )
            return list(rows)

    async def months(self, who: str) -> list[MonthScore]:
        async with self.province.db.tenant(self.province.id) as session:
            rows = await session.scalars(
                select(MonthScore)
                .where(MonthScore.person_id == self.province.people[who])
                .order_by(MonthScore.month, MonthScore.revision)
            )
            return list(rows)


@pytest.fixture
async def past(province: Province) -> Past:
    """Two verified entries of last month: of the budget division and of the commune, 60 x 2 x 1.5 = 180 points each."""
    first = (province.today.replace(day=1) - timedelta(days=1)).replace(day=1)
    async with province.db.platform() as session:
        await registry.ensure_months(session, first, 1)
    office = await make_office(province)
    office.today = first - timedelta(days=1)
    in_force = await office.publish(await office.draft(numbered("1.0.0")), first)
    office.today = province.today
    log = await make_log(province)
    day = first + timedelta(days=14)
    then = replace(log, now=log.now - timedelta(days=(log.today - day).days))
    for who, leader in (("cadre1", "division_head"), ("commune_cadre", "commune_head")):
        row = await then.write(who)
        await then.verify(row.id, by=leader)
    found = Past(office, log, first, day, in_force)
    await found.settle()
    return found

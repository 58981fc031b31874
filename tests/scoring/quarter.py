"""A province whose last whole quarter can be filled month by month, scored, closed and frozen by the real jobs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from tenants.norms import actions as norms
from tenants.norms.language import shipped_text
from tenants.registry import actions as registry
from tenants.scoring import actions, facts, months
from tenants.scoring.models import FrozenMonth, MonthScore
from tenants.scoring.periods import QUARTER, last_day, starts
from tenants.worklogs import carrying, tasks
from tenants.worklogs.models import ClosedMonth, WorkEntry
from tests.fixtures_tenant import Province
from tests.worklogs.conftest import Log, make_log

DECREE, KHANH_HOA = shipped_text("decree-335"), shipped_text("khanh-hoa")


@dataclass
class Quarter:
    """The log of a province, and the first days of the months of its last whole quarter."""

    log: Log
    months: list[date]

    @property
    def province(self) -> Province:
        """The province."""
        return self.log.province

    @property
    def first(self) -> date:
        """The quarter's first day."""
        return self.months[0]

    def person(self, who: str) -> UUID:
        """Somebody of the province."""
        return self.province.people[who]

    def then(self, day: date) -> Log:
        """The log as it was on that day."""
        return replace(self.log, now=self.log.now - timedelta(days=(self.log.today - day).days))

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """A transaction as the province."""
        async with self.province.db.tenant(self.province.id) as session:
            yield session

    async def publish(self, document: str, valid_from: date | None = None) -> None:
        """Put a package in force, before the quarter unless told otherwise."""
        async with self.session() as session:
            await norms.put_in_force(session, document, valid_from=valid_from or self.province.opened, now=utc_now())

    async def write(self, day: date, who: str = "cadre3", **given: Any) -> WorkEntry:
        """An entry of a day of the quarter; items of the price division have K = 1."""
        given = {"work_item_id": self.log.items["price"], "minutes": 60, **given}
        return await self.then(day).write(who, work_date=day, **given)

    async def verify(self, row: WorkEntry, on: date | None = None, by: str = "agency_head", **verdict: Any) -> None:
        """Verify it as its leader, on its own day unless told otherwise."""
        outcomes = await self.then(on or row.work_date).verify(row.id, by=by, **verdict)
        assert [one.refusal for one in outcomes] == [None]

    async def record(
        self, month: date, general: str | None, who: str = "cadre3", leave: str = "0", by: str = "agency_head"
    ) -> None:
        """General criteria and leave of a month."""
        async with self.session() as session:
            await facts.record_month(
                session,
                self.province.caller(by),
                self.person(who),
                month,
                general=Decimal(general) if general else None,
                leave_days=Decimal(leave),
                now=self.log.now,
            )

    async def settle(self) -> None:
        """Score everything that waits."""
        for job in (actions.score_pending, months.score):
            async with self.session() as session:
                await job(session)

    async def close(self, *given: date, who: str = "cadre3", at: datetime | None = None) -> None:
        """Close months for somebody, as the end of a period does, and freeze them."""
        async with self.session() as session:
            await carrying.hold_closing(session)
            await months.hold(session)
            for month in given:
                await session.execute(
                    insert(ClosedMonth).values(
                        tenant_id=self.province.id, person_id=self.person(who), month=month, closed_at=at or utc_now()
                    )
                )
                await tasks.mark_month(session, self.person(who), month)
        await self.settle()

    async def scores(self, month: date, who: str = "cadre3") -> list[MonthScore]:
        """Every revision of a month, oldest first."""
        async with self.session() as session:
            rows = await session.scalars(
                select(MonthScore)
                .where(MonthScore.person_id == self.person(who), MonthScore.month == month)
                .order_by(MonthScore.revision)
            )
            return list(rows)

    async def frozen(self, month: date, who: str = "cadre3") -> list[FrozenMonth]:
        """What was frozen of a month, oldest first."""
        async with self.session() as session:
            rows = await session.scalars(
                select(FrozenMonth)
                .where(FrozenMonth.person_id == self.person(who), FrozenMonth.month == month)
                .order_by(FrozenMonth.frozen_at, FrozenMonth.revision)
            )
            return list(rows)

    async def fill(self, work: list[tuple[str, str]], general: str = "28", who: str = "cadre3") -> None:
        """One entry a month with what was assigned and what was accepted, and the general criteria."""
        for month, (assigned, accepted) in zip(self.months, work, strict=True):
            row = await self.write(month + timedelta(days=9), who, quantity=Decimal(assigned))
            await self.verify(row, accepted_quantity=Decimal(accepted))
            await self.record(month, general, who)
        await self.settle()


@pytest.fixture
async def quarter(province: Province) -> Quarter:
    """The whole quarter before this one, with nothing in it and no package in force."""
    this = date(province.today.year, (province.today.month - 1) // 3 * 3 + 1, 1)
    last = this - timedelta(days=1)
    first = date(last.year, (last.month - 1) // 3 * 3 + 1, 1)
    async with province.db.platform() as session:
        await registry.ensure_months(session, first, 3)
    return Quarter(await make_log(province), starts("month", first, last_day(QUARTER, first)))

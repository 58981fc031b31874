"""A province that scores by Decree 335, with an evaluation period running, and short ways to walk through its steps."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.ids import uuid7
from policies.authority import Caller
from tenants.evaluation import making, refreshing, steps
from tenants.evaluation.criteria import CriterionMark, lines
from tenants.evaluation.models import Sheet, SheetEvent
from tenants.evaluation.steps import Opinion, SelfScore
from tenants.norms import actions as norms
from tenants.norms.language import shipped_package, shipped_text
from tenants.periods import actions as periods
from tenants.periods.models import EvaluationPeriod, PeriodRule
from tenants.registry import actions as registry
from tenants.scoring import actions as scoring
from tenants.scoring import months
from tenants.worklogs.models import WorkEntry
from tests.fixtures_tenant import Province
from tests.worklogs.conftest import Log, log

__all__ = ["cycle", "log", "past_cycle"]

GROUPS = ("leadership", "professional", "shared", "support")


def last_day(month: date) -> date:
    """The last day of a month."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


@dataclass
class Cycle:
    """The evaluation of one province's month, of which `month` is the first day."""

    log: Log
    period_id: UUID
    month: date

    @property
    def province(self) -> Province:
        """The province."""
        return self.log.province

    @property
    def now(self) -> datetime:
        """The moment steps are taken at, unless told otherwise."""
        return self.log.now

    def session(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A transaction as the province."""
        return self.province.db.tenant(self.province.id)

    def caller(self, who: str) -> Caller:
        """Somebody of the province."""
        return self.province.caller(who)

    async def add_period(self, kind: str, first: date, last: date, groups: tuple[str, ...] = GROUPS) -> UUID:
        """A running period with deadlines five working days apart after its end."""
        rule, period = uuid7(), uuid7()
        async with self.session() as session:
            session.add(
                PeriodRule(
                    tenant_id=self.province.id, id=rule, kind=kind, position_groups=list(groups), self_score_days=5,
                    opinion_days=10, freeze_days=12, decision_days=20, valid_from=first,
                )
            )  # fmt: skip
            await session.flush()
            session.add(
                EvaluationPeriod(
                    tenant_id=self.province.id, id=period, rule_id=rule, kind=kind, position_groups=list(groups),
                    first=first, last=last, self_score_by=last + timedelta(days=5),
                    opinion_by=last + timedelta(days=10), freeze_on=last + timedelta(days=12),
                    decision_by=last + timedelta(days=20), status="open", opened_at=self.now,
                )
            )  # fmt: skip
        return period

    async def make(self, period_id: UUID | None = None) -> int:
        """Make the period's sheets."""
        async with self.session() as session:
            return await making.make_sheets(session, str(period_id or self.period_id))

    async def settle(self, rounds: int = 8) -> None:
        """Everything that waits, by the real jobs in their order, until nothing waits."""
        for _ in range(rounds):
            for job in (scoring.score_pending, months.score, refreshing.refresh_sheets):
                async with self.session() as session:
                    await job(session)
            if not await self.waits():
                return
        raise AssertionError("it never settles")

    async def waits(self) -> bool:
        """Whether months or sheets wait for a job."""
        waiting = text("SELECT EXISTS (SELECT FROM pending_month) OR EXISTS (SELECT FROM pending_sheet)")
        async with self.session() as session:
            return bool(await session.scalar(waiting))

    async def sheet(self, who: str, period_id: UUID | None = None) -> Sheet:
        """Somebody's sheet as it stands."""
        async with self.session() as session:
            row = await session.scalar(
                select(Sheet).where(
                    Sheet.period_id == (period_id or self.period_id), Sheet.person_id == self.province.people[who]
                )
            )
        assert row is not None, who
        return row

    async def events(self, who: str, period_id: UUID | None = None) -> list[SheetEvent]:
        """What happened to somebody's sheet, oldest first."""
        sheet = await self.sheet(who, period_id)
        async with self.session() as session:
            rows = await session.scalars(
                select(SheetEvent).where(SheetEvent.sheet_id == sheet.id).order_by(SheetEvent.id)
            )
            return list(rows)

    async def marks(self, who: str, general: str | None = None, period_id: UUID | None = None) -> list[CriterionMark]:
        """Marks for every criterion of somebody's sheet that add up to `general`, the highest unless said."""
        sheet = await self.sheet(who, period_id)
        return marks_of(sheet.position_group, sheet.standing, general)

    async def self_score(self, who: str, general: str | None = None, **changes: Any) -> Sheet:
        """Somebody's own score."""
        given = SelfScore(await self.marks(who, general), "Tự đánh giá")
        sheet, now = await self.sheet(who), changes.pop("now", self.now)
        async with self.session() as session:
            return await steps.self_score(session, self.caller(who), sheet.id, replace(given, **changes), now=now)
        raise AssertionError("a transaction swallows nothing")

    async def opine(self, who: str, general: str | None = None, by: str = "division_head", **changes: Any) -> Sheet:
        """The superior's opinion on somebody; with a reason, so that it may come before the self score's end."""
        period_id, now = changes.pop("period_id", None), changes.pop("now", self.after("opinion_by", -1))
        sheet = await self.sheet(who, period_id)
        marks = changes.pop("marks", None)
        given = Opinion(
            await self.marks(who, general, period_id) if marks is None else marks, "Nhận xét",
            reason="Chưa tự chấm" if sheet.status == "open" else None,
        )  # fmt: skip
        async with self.session() as session:
            return await steps.opine(session, self.caller(by), sheet.id, replace(given, **changes), now=now)
        raise AssertionError("a transaction swallows nothing")

    def after(self, deadline: str, days: int) -> datetime:
        """The moment so many days after a deadline of the month's period."""
        ahead = {"self_score_by": 5, "opinion_by": 10, "freeze_on": 12, "decision_by": 20}[deadline]
        day = last_day(self.month) + timedelta(days=ahead + days)
        return self.now + timedelta(days=(day - self.log.today).days)

    async def work(self, who: str = "cadre1", by: str = "division_head", **verdict: Any) -> WorkEntry:
        """One verified entry of K 1.5 and two products; fields of the entry beside those of the verdict."""
        changes = {
            name: verdict.pop(name) for name in ("quantity", "task_id", "work_date", "minutes") if name in verdict
        }
        row = await self.log.write(who, **{"minutes": 10, **changes})
        await self.log.verify(row.id, by=by, **verdict)
        return row

    def on(self, day: int) -> None:
        """Go to a day of the period's month: work is logged and verified then."""
        self.log.now += timedelta(days=(self.month.replace(day=day) - self.log.today).days)

    async def close(self, period_id: UUID | None = None) -> None:
        """Close a period that is over, and let everything that waits settle."""
        async with self.session() as session:
            await periods.close_by_hand(
                session, self.caller("admin"), period_id or self.period_id, "Khóa sổ sớm", now=utc_now()
            )
        await self.settle()


def marks_of(group: str, standing: str, general: str | None = None) -> list[CriterionMark]:
    """Marks for every leaf of Decree 335 for somebody of that group and standing that add up to `general`."""
    leaves = [one for one in lines(shipped_package("decree-335"), group, standing) if one.is_leaf]
    left = sum((one.highest for one in leaves), Decimal(0)) if general is None else Decimal(general)
    found = []
    for leaf in leaves:
        score = min(left, leaf.highest)
        left -= score
        found.append(CriterionMark(leaf.code, score))
    assert left == 0
    return found


@pytest.fixture
async def cycle(log: Log) -> Cycle:
    """A province that scores by Decree 335, with this month's period open for everybody and its sheets made."""
    return await make_cycle(log)


@pytest.fixture
async def past_cycle(log: Log) -> Cycle:
    """The same with the month before, which can be closed."""
    return await make_cycle(log, months_ago=1)


async def make_cycle(
    log: Log, changes: Mapping[str, str] | None = None, *, months_ago: int = 0, package: str = "decree-335"
) -> Cycle:
    """The same, with pieces of the package's text changed, and with a month that is over."""
    document = shipped_text(package)
    for before, after in (changes or {}).items():
        assert before in document, before
        document = document.replace(before, after)
    month = log.today.replace(day=1)
    for _ in range(months_ago):
        month = (month - timedelta(days=1)).replace(day=1)
    async with log.province.db.tenant(log.province.id) as session:
        await registry.ensure_months(session, month, 1)
        await norms.put_in_force(session, document, valid_from=log.province.opened, now=log.now)
    cycle = Cycle(log, uuid7(), month)
    if months_ago:
        cycle.on(8)
    cycle.period_id = await cycle.add_period("month", month, last_day(month))
    await cycle.make()
    return cycle

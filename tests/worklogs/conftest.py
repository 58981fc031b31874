"""A province with work items, and short ways to log and verify in it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from kernel.clock import TIMEZONE, utc_now
from kernel.ids import uuid7
from tenants.catalogue.models import WorkItem, WorkItemVersion
from tenants.vietnamese import search_key
from tenants.worklogs import actions, tasks, verification
from tenants.worklogs.models import Task, WorkEntry
from tenants.worklogs.rules import EntryInput, EvidenceInput, Verdict
from tenants.worklogs.tasks import TaskInput
from tenants.worklogs.verification import Decision, Outcome
from tests.fixtures_tenant import Province

DOCUMENT = EvidenceInput(document_number="214/STC-NS")


@dataclass
class Log:
    """The log of one test's province."""

    province: Province
    items: dict[str, UUID]
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(TIMEZONE).date()

    def entry(self, **changes: Any) -> EntryInput:
        """A lawful entry of today, with changes."""
        base = EntryInput(
            id=uuid7(self.now),
            work_date=self.today,
            work_item_id=self.items["appraise"],
            quantity=Decimal(2),
            minutes=120,
            output="Báo cáo thẩm định",
            evidence=(DOCUMENT,),
        )
        return replace(base, **changes)

    async def write(self, who: str = "cadre1", *, submit: bool = True, **changes: Any) -> WorkEntry:
        """Log an entry as somebody, submitted unless told otherwise."""
        async with self.province.db.tenant(self.province.id) as session:
            return await actions.log(
                session, self.province.caller(who), self.entry(**changes), now=self.now, submit=submit
            )

    async def verify(self, *ids: UUID, by: str = "division_head", **verdict: Any) -> list[Outcome]:
        """Verify entries as somebody."""
        given = Verdict(**{"quality": "good", **verdict})
        async with self.province.db.tenant(self.province.id) as session:
            return await verification.verify_many(
                session, self.province.caller(by), [Decision(entry_id, given) for entry_id in ids], now=self.now
            )

    async def assign(self, to: str = "cadre1", by: str = "division_head", **changes: Any) -> Task:
        """Assign a task as somebody."""
        base = TaskInput(
            id=uuid7(self.now),
            appointment_id=self.province.appointments[to],
            work_item_id=self.items["appraise"],
            title="Thẩm định dự toán quý IV",
            quantity=Decimal(4),
            due_date=self.today + timedelta(days=3),
        )
        async with self.province.db.tenant(self.province.id) as session:
            return await tasks.assign(session, self.province.caller(by), replace(base, **changes), now=self.now)


async def make_log(province: Province) -> Log:
    """The log of a province whose catalogue holds a common item, a simple one, and one of the price division."""
    items = {
        "appraise": ("TC-001", "Thẩm định dự toán", 60, "hard", 150, None),
        "reply": ("CH-001", "Trả lời công văn", 30, "simple", 50, None),
        "price": ("DV-001", "Khảo sát giá tài sản", 90, "normal", 100, province.units["price_division"]),
    }
    ids = {name: uuid7() for name in items}
    async with province.db.tenant(province.id) as session:
        for name, (code, _, _, _, _, owner) in items.items():
            session.add(WorkItem(tenant_id=province.id, id=ids[name], code=code, owner_unit_id=owner))
        await session.flush()
        for name, (_, title, norm, complexity, score, owner) in items.items():
            session.add(
                WorkItemVersion(
                    tenant_id=province.id,
                    work_item_id=ids[name],
                    version=1,
                    status="approved",
                    valid_from=province.opened,
                    name=title,
                    search_key=search_key(title),
                    field="tai_chinh",
                    task_group="C" if owner else "B",
                    position_groups=["professional"],
                    norm_minutes=norm,
                    complexity=complexity,
                    standard_score=Decimal(score),
                    output="Báo cáo",
                    product_unit="báo cáo",
                )
            )
    return Log(province, ids, utc_now())


@pytest.fixture
async def log(province: Province) -> Log:
    """The log of this test's province."""
    return await make_log(province)

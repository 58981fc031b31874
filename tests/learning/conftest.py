"""A province whose log is planted: each work item has a true time, a spread, and a share of inflated entries."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text

from kernel.clock import today, utc_now
from tenants.learning import actions, queries
from tenants.learning.models import NormEvidence
from tenants.learning.queries import Proposal
from tests.fixtures_tenant import Province

ITEMS = """
    INSERT INTO work_item (tenant_id, id, code)
    SELECT :tenant, uuidv7(), :name || '-' || n FROM generate_series(1, :items) AS n;
    INSERT INTO work_item_version (tenant_id, work_item_id, version, status, valid_from, name, search_key, sort_key,
                                   field, task_group, position_groups, norm_minutes, complexity, standard_score,
                                   output, product_unit)
    SELECT :tenant, id, 1, 'approved', :opened, code, lower(code), lower(code), 'tai_chinh', 'B', '{professional}',
           :norm, 'normal', 100, 'Báo cáo', 'báo cáo'
    FROM work_item WHERE tenant_id = :tenant AND code LIKE :name || '-%'
"""

# Times vary by a share around the true one. Who inflates is drawn entry by entry, or is one person in ten.
ENTRIES = """
    INSERT INTO work_entry (tenant_id, id, work_date, person_id, appointment_id, unit_id, work_item_id,
                            work_item_version, status, revision, quantity, minutes, output, norm_minutes, complexity, k,
                            quality, days_late, failed_reviews, delays, failed_waived, delays_waived)
    SELECT :tenant, uuidv7(), :today, post.person_id, post.id, post.unit_id, item.id, 1, 'verified', 1, quantity,
           greatest(1, round(:true_minutes * quantity * drawn.honest * CASE
               WHEN CASE WHEN :personal THEN n % 10 = 0 ELSE n <= :entries * CAST(:inflated AS float8) END
               THEN :least + (:most - CAST(:least AS float8)) * random() ELSE 1 END)),
           'Báo cáo', :norm, 'normal', 1, 'good', 0, 0, 0, 0, 0
    FROM (SELECT id, row_number() OVER (ORDER BY code) AS at FROM work_item
          WHERE tenant_id = :tenant AND code LIKE :name || '-%') AS item
    CROSS JOIN generate_series(1, :entries) AS n
    CROSS JOIN LATERAL (
        SELECT item.at, exp(:spread * random_normal()) AS honest, (ARRAY[0.5, 1, 2, 3])[1 + n % 4] AS quantity
    ) AS drawn
    JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS number FROM appointment WHERE tenant_id = :tenant) AS post
         ON post.number = n % 10
"""


@dataclass
class Planted:
    """The planted log of one test's province."""

    province: Province

    async def plant(
        self,
        name: str = "A",
        *,
        items: int = 1,
        entries: int = 200,
        true_minutes: int = 90,
        norm: int = 60,
        spread: float = 0.2,
        inflated: float = 0.1,
        by: tuple[float, float] = (1.5, 2.1),
        personal: bool = False,
        seed: float = 0.5,
    ) -> None:
        """Write work items with as many verified entries each, drawn from a seed between -1 and 1."""
        values: dict[str, Any] = {
            "tenant": self.province.id, "name": name, "items": items, "opened": self.province.opened, "norm": norm,
            "today": today(), "true_minutes": Decimal(true_minutes), "entries": entries, "spread": spread,
            "inflated": inflated, "least": by[0], "most": by[1], "personal": personal,
        }  # fmt: skip
        async with self.province.db.tenant(self.province.id) as session:
            await session.execute(text("SELECT setseed(:seed)"), {"seed": seed})
            for statement in f"{ITEMS};{ENTRIES}".split(";"):
                await session.execute(
                    text(statement), {key: value for key, value in values.items() if f":{key}" in statement}
                )

    async def change(self, statement: str) -> None:
        """Change the planted log; `:tenant` is the province."""
        async with self.province.db.tenant(self.province.id) as session:
            await session.execute(text(statement), {"tenant": self.province.id})

    async def learn(self) -> int:
        """Learn, as the job does."""
        async with self.province.db.tenant(self.province.id) as session:
            return await actions.learn(session)

    async def evidence(self) -> list[NormEvidence]:
        """What was learned, by the items' age."""
        async with self.province.db.tenant(self.province.id) as session:
            return list(await session.scalars(select(NormEvidence).order_by(NormEvidence.work_item_id)))

    async def learned(self) -> list[Proposal]:
        """Learn, and hold everything against the norms."""
        await self.learn()
        async with self.province.db.tenant(self.province.id) as session:
            return await queries.held_against_norms(session, on=today())

    async def one(self) -> Proposal:
        """Learn of the only work item."""
        (proposal,) = await self.learned()
        return proposal

    async def draft(self, item_id: UUID, minutes: int, who: str = "admin") -> None:
        """Make a draft from a proposal as somebody."""
        async with self.province.db.tenant(self.province.id) as session:
            await actions.draft_from_proposal(session, self.province.caller(who), item_id, minutes, now=utc_now())


@pytest.fixture
async def planted(province: Province) -> Planted:
    """A province with nothing planted yet."""
    return Planted(province)

"""A province whose catalogue comes from the national template, and contents to write into it."""

import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import NullPool, create_engine, delete, select

from kernel import roles
from kernel.clock import local_date, utc_now
from kernel.database import Database, async_url
from kernel.embedded import EmbeddedPostgres
from kernel.embedded_files import SUPERUSER
from tenants.catalogue import actions
from tenants.catalogue.contents import CompetencyContent, ItemContent, PositionContent
from tenants.catalogue.models import TemplateRecord, WorkItemVersion
from tenants.catalogue.records import ITEMS
from tenants.catalogue.template import adopt_template
from tests.catalogue.templates import OwnTemplate
from tests.fixtures_tenant import Province
from tests.harness.postgres import TEMPLATE

ITEM = ItemContent(
    name="Thẩm định dự toán ngân sách",
    field="tai_chinh",
    task_group="B",
    position_groups=("professional",),
    norm_minutes=240,
    complexity="hard",
    standard_score=Decimal(150),
    output="Báo cáo thẩm định",
    product_unit="báo cáo",
)
UNIT_ITEM = replace(ITEM, name="Đối chiếu số dư tạm ứng", task_group="C")
POSITION = PositionContent(
    name="Chuyên viên quản lý ngân sách",
    position_group="professional",
    rank="chuyen_vien",
    field="tai_chinh",
    level="province",
    purpose="Tham mưu lập, phân bổ dự toán.",
    duties=("Thẩm định dự toán.", "Tổng hợp quyết toán."),
    authority="Được tham dự các cuộc họp có liên quan.",
    relations="Chịu sự chỉ đạo của Trưởng phòng.",
    requirements="Đại học ngành tài chính.",
    competencies={"NL-TCTH": 3, "NL-DDBL": 2},
)

COMPETENCY = CompetencyContent(
    name="Tổ chức thực hiện công việc",
    kind="core",
    levels={str(level): f"Mức thành thạo {level}" for level in range(1, 6)},
)


@dataclass(frozen=True)
class Catalogue:
    """The catalogue of one test's province."""

    province: Province
    now: datetime

    @property
    def today(self) -> date:
        return local_date(self.now)

    def day(self, days: int) -> date:
        """So many days from today."""
        return self.today + timedelta(days=days)

    async def item(
        self, code: str, content: ItemContent = ITEM, *, owner: str | None = None, since: date | None = None
    ) -> UUID:
        """A new work item in force since a day (yesterday)."""
        who = self.province.caller("agency_head" if owner else "admin")
        owner_id = self.province.units[owner] if owner else None
        async with self.province.db.tenant(self.province.id) as session:
            row = await actions.propose_item(session, who, code, content, owner_id, now=self.now)
            await actions.approve(session, who, ITEMS, row.work_item_id, since or self.day(-1), now=self.now)
            return row.work_item_id

    async def versions(self, item_id: UUID) -> list[WorkItemVersion]:
        """All versions of a work item, the draft first."""
        async with self.province.db.tenant(self.province.id) as session:
            query = select(WorkItemVersion).where(WorkItemVersion.work_item_id == item_id)
            return list(await session.scalars(query.order_by(WorkItemVersion.version)))


@pytest.fixture
async def catalogue(province: Province) -> Catalogue:
    """A province whose catalogue holds two competencies and nothing else."""
    async with province.db.tenant(province.id) as session:
        for code in POSITION.competencies:
            await actions.save_competency(session, province.caller("admin"), code, COMPETENCY)
    return Catalogue(province, utc_now())


@pytest.fixture
async def national(province: Province, national_template: None) -> Catalogue:
    """A province that has taken over the national template since it was opened."""
    now = utc_now()
    async with province.db.tenant(province.id) as session:
        await adopt_template(session, province.opened, now=now)
    return Catalogue(province, now)


@pytest.fixture
async def own_template(postgres: EmbeddedPostgres, database_name: str, tmp_path: Path) -> AsyncIterator[OwnTemplate]:
    """A database whose template is empty and the test's own to write."""
    assert database_name
    name = f"template_{secrets.token_hex(4)}"
    roles.copy_database(postgres.url_for(SUPERUSER, "postgres"), TEMPLATE, name)
    owner_url = postgres.url_for(roles.OWNER, name)
    engine = create_engine(async_url(owner_url), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(delete(TemplateRecord))
    database = Database(postgres.url_for(roles.APP, name), pool_size=3)
    yield OwnTemplate(tmp_path, owner_url, database)
    await database.close()

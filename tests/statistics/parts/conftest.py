"""A province whose last quarter is over and closed, and short ways to gather what it tells of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import insert, select

from kernel.clock import utc_now
from kernel.ids import uuid7
from tenants.catalogue.models import JobPosition, JobPositionVersion
from tenants.norms.models import NormPackage
from tenants.rollups.models import PersonDay
from tenants.scoring.models import PeriodScore
from tenants.statistics import gathering, parts, plans
from tenants.statistics.models import StatisticsPart
from tenants.statistics.parts_format import Part
from tests.api.conftest import api, settings
from tests.decisions.conftest import Office, make_office
from tests.fixtures_tenant import Province

__all__ = ["api", "settings"]


@dataclass
class Quarter:
    """The last quarter that is over, as the office of a department; `months` are its months' first days."""

    office: Office
    period: str
    first: date
    last: date
    package_id: UUID | None = None

    @property
    def province(self) -> Province:
        return self.office.province

    @property
    def months(self) -> list[date]:
        return [self.first.replace(month=self.first.month + number) for number in range(3)]

    async def month(self, number: int) -> Office:
        """The office of one month of the quarter; people are made by the quarter's."""
        first = self.months[number]
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return await make_office(self.province, "month", (first, last))

    async def law(self) -> UUID:
        """The national package, in force since the province opened."""
        if self.package_id is None:
            await self.office.law()
            async with self.province.db.tenant(self.province.id) as session:
                self.package_id = await session.scalar(select(NormPackage.id))
        assert self.package_id is not None
        return self.package_id

    async def gathered(self) -> Part:
        """The part as it stands, not kept."""
        async with self.province.db.tenant(self.province.id) as session:
            return await gathering.gather(session, self.period)

    async def kept(self, reason: str | None = None, by: str = "province_head") -> StatisticsPart:
        """A part gathered and kept."""
        async with self.province.db.tenant(self.province.id) as session:
            return await parts.gather(session, self.province.caller(by), self.period, reason, now=utc_now())

    async def add(self, *rows: Any) -> None:
        """Rows as other rooms write them."""
        async with self.province.db.tenant(self.province.id) as session:
            session.add_all(rows)

    async def day(self, person: str | UUID, day: date, **sums: Any) -> None:
        """A day of somebody's verified work."""
        person_id = self.province.people[person] if isinstance(person, str) else person
        values = {"entries": 1, "minutes": 60, "norm_minutes": 60, "points": 60, "early": 0, "late": 0, **sums}
        async with self.province.db.tenant(self.province.id) as session:
            await session.execute(
                insert(PersonDay).values(tenant_id=self.province.id, person_id=person_id, day=day, **values)
            )

    async def score(self, person_id: UUID, rating: str, total: str, revision: int = 1) -> None:
        """What the package makes of somebody's months."""
        await self.add(
            PeriodScore(
                tenant_id=self.province.id, person_id=person_id, kind="quarter", start=self.first, revision=revision,
                norm_package_id=await self.law(), level="quarter", through=1, total=Decimal(total), rating=rating,
                outputs=[], receipt_hash=b"",
            )
        )  # fmt: skip

    async def position(self, rank: str, since: date, until: date | None = None) -> UUID:
        """A job position whose rank holds for some days."""
        position_id = uuid7()
        await self.add(JobPosition(tenant_id=self.province.id, id=position_id, code=f"P-{position_id}"))
        await self.version(position_id, 1, rank, since, until)
        return position_id

    async def version(self, position_id: UUID, number: int, rank: str, since: date, until: date | None = None) -> None:
        """One version of a job position."""
        await self.add(
            JobPositionVersion(
                tenant_id=self.province.id, job_position_id=position_id, version=number, status="approved",
                valid_from=since, valid_to=until, name="Chuyên viên", search_key="chuyen vien",
                position_group="shared", rank=rank, field="chung", level="province",
                description={"purpose": "Tham mưu", "duties": ["Tham mưu tài chính"]},
            )
        )  # fmt: skip


@pytest.fixture
async def quarter(province: Province) -> Quarter:
    """The department's last quarter."""
    period = [one for one in plans.ended(province.today) if plans.is_quarter(one)][-1]
    span = gathering.first_day(period), plans.last_day(period)
    return Quarter(await make_office(province, "quarter", span), period, *span)

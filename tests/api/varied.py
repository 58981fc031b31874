"""A log full of odd values: nulls, instants with and without microseconds, texts that JSON must escape, old scores."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.ids import uuid7
from tenants.catalogue.models import JobPosition, JobPositionVersion, WorkItemVersion
from tenants.norms.models import NormPackage
from tenants.organisation.models import UnitPlace
from tenants.rollups.models import UnitDay
from tenants.scoring.models import EntryScore
from tenants.worklogs.models import Evidence, StoredFile, Waiver, WorkEntry
from tests.worklogs.conftest import Log

ODD = 'Báo cáo "Ưu tiên" \\ 100% \t\n\x01\x7f { } \U0001f7e2  {0} $1 :name'
EXACT = datetime(2026, 3, 4, 5, 6, 7, 120000, tzinfo=UTC)
WHOLE = datetime(2026, 3, 4, 22, 59, 59, tzinfo=UTC)


class Writer:
    """Writes rows of one province as they are, past the rules of logging."""

    def __init__(self, session: AsyncSession, log: Log) -> None:
        self.session, self.log, self.province = session, log, log.province

    @property
    def days(self) -> list[date]:
        """Today and two days before it, as far back as this year goes."""
        first = self.log.today.replace(month=1, day=1)
        return [max(first, self.log.today - timedelta(days=back)) for back in range(3)]

    async def entry(self, who: str = "cadre1", **changes: Any) -> WorkEntry:
        """One entry of somebody."""
        unit = {"cadre3": "price_division"}.get(who, "budget_division")
        values: dict[str, Any] = {
            "id": uuid7(),
            "work_date": self.log.today,
            "person_id": self.province.people[who],
            "appointment_id": self.province.appointments[who],
            "unit_id": self.province.units[unit],
            "work_item_id": self.log.items["appraise"],
            "work_item_version": 1,
            "status": "draft",
            "quantity": Decimal("2.50"),
            "minutes": 90,
            "output": ODD,
            "norm_minutes": 60,
            "complexity": "hard",
            "k": Decimal("1.5"),
        }
        row = WorkEntry(tenant_id=self.province.id, **{**values, **changes})
        self.session.add(row)
        await self.session.flush()
        return row

    async def score(self, entry: WorkEntry, package: UUID, revision: int, points: str) -> None:
        """One score of an entry."""
        self.session.add(
            EntryScore(
                tenant_id=self.province.id, entry_id=entry.id, work_date=entry.work_date, revision=revision,
                norm_package_id=package, person_id=entry.person_id, unit_id=entry.unit_id, minutes=90,
                norm_minutes=Decimal(60), days_late=0, points=Decimal(points), inputs=[], outputs=[], receipt_hash=b"",
            )
        )  # fmt: skip
        await self.session.flush()

    async def position(self, code: str, name: str, valid_to: date | None) -> UUID:
        """A job position with one version."""
        position = JobPosition(tenant_id=self.province.id, id=uuid7(), code=code)
        self.session.add(position)
        await self.session.flush()
        self.session.add(
            JobPositionVersion(
                tenant_id=self.province.id, job_position_id=position.id, version=1, status="approved",
                valid_from=self.province.opened, valid_to=valid_to, name=name, search_key="", sort_key="",
                position_group="professional", rank="Chuyên viên", field="tai_chinh", level="province", description={},
            )
        )  # fmt: skip
        await self.session.flush()
        return position.id

    async def package(self) -> UUID:
        """A norm package to score by."""
        package = NormPackage(
            tenant_id=self.province.id, id=uuid7(), name="odd", version="1", title="", document="", document_hash=b"",
            status="published", valid_from=self.province.opened,
        )  # fmt: skip
        self.session.add(package)
        await self.session.flush()
        return package.id

    async def proof(self, entry: WorkEntry) -> None:
        """The three kinds of evidence, and a waiver."""
        tenant, person = self.province.id, entry.person_id
        stored = StoredFile(
            tenant_id=tenant,
            id=uuid7(),
            name="a.pdf",
            media_type="application/pdf",
            size=1,
            sha256="",
            uploaded_by=person,
        )
        self.session.add(stored)
        await self.session.flush()
        kinds: list[dict[str, Any]] = [
            {"document_number": "1/CV"},
            {"link": "https://x.vn/?a=1&b"},
            {"file_id": stored.id},
        ]
        for kind in kinds:
            self.session.add(
                Evidence(tenant_id=tenant, id=uuid7(), entry_id=entry.id, work_date=entry.work_date, **kind)
            )
        self.session.add(
            Waiver(
                tenant_id=tenant, id=uuid7(), entry_id=entry.id, work_date=entry.work_date, kind="progress", faults=2,
                reason=ODD, document_number="9/QĐ", granted_by=person, granted_at=EXACT,
            )
        )  # fmt: skip
        await self.session.flush()

    async def new_names_today(self) -> None:
        """From today on another name of the division and another version of the item."""
        today, tenant = self.log.today, self.province.id
        for table, key in ((UnitPlace, UnitPlace.unit_id), (WorkItemVersion, WorkItemVersion.work_item_id)):
            which = self.province.units["budget_division"] if table is UnitPlace else self.log.items["appraise"]
            await self.session.execute(
                update(table).where(table.tenant_id == tenant, key == which).values(valid_to=today)
            )
        self.session.add(
            UnitPlace(
                tenant_id=tenant, unit_id=self.province.units["budget_division"], valid_from=today,
                parent_id=self.province.units["department"], path=self.province.paths["budget_division"],
                name="Phòng Ngân sách 'mới'", search_key="", position=7, establishment=12,
            )
        )  # fmt: skip
        self.session.add(
            WorkItemVersion(
                tenant_id=tenant, work_item_id=self.log.items["appraise"], version=2, status="approved",
                valid_from=today, name="Thẩm định lại", search_key="", sort_key="", field="tai_chinh", task_group="A",
                position_groups=[], norm_minutes=75, complexity="hard", standard_score=Decimal("150.25"),
                output=ODD, product_unit="bộ",
            )
        )  # fmt: skip
        await self.session.flush()


async def write_odd_log(log: Log) -> None:
    """Entries of two cadres in every state, with everything that can hang on one."""
    async with log.province.db.tenant(log.province.id) as session:
        writer = Writer(session, log)
        days, package = writer.days, await writer.package()
        head = log.province.people["division_head"]
        await writer.new_names_today()
        held = await writer.position("VT1", "Chuyên viên ngân sách", None)
        ended = await writer.position("VT2", "Chức danh cũ", log.today)
        await writer.entry(work_date=days[2])
        await writer.entry(work_date=days[1], job_position_id=ended, started_at=EXACT, finished_at=WHOLE, note="")
        for who in ("cadre1", "cadre2", "cadre1"):
            await writer.entry(who, status="submitted", job_position_id=held, submitted_at=WHOLE, due_date=days[0])
        scored = await writer.entry(
            status="verified", revision=2, quality="excellent", accepted_quantity=Decimal("1.25"), verified_by=head,
            verified_at=EXACT, comment=ODD, days_late=-3, failed_reviews=1, device_time=EXACT, work_date=days[1],
            facts={"verification": {"good": "1"}, "item": {"level_b": "c/1", "level": ODD, "base": "12.50"}},
        )  # fmt: skip
        await writer.score(scored, package, 1, "0.1")
        await writer.score(scored, package, 2, "123456789012345678.00000000001")
        await writer.proof(scored)
        await writer.score(await writer.entry(status="verified", revision=2, quality="poor"), package, 1, "7")


async def write_sums(log: Log) -> None:
    """Sums of three units of one branch and one outside it, over two quarters."""
    province = log.province
    async with province.db.tenant(province.id) as session:
        for unit in ("department", "budget_division", "price_division", "commune"):
            for number, day in enumerate((date(2026, 2, 27), date(2026, 3, 31), date(2026, 4, 1))):
                session.add(
                    UnitDay(
                        tenant_id=province.id, unit_id=province.units[unit], day=day, entries=number + 1,
                        minutes=3_000_000_000, norm_minutes=Decimal("60.50"), points=Decimal("0.30"), early=1, late=0,
                    )
                )  # fmt: skip

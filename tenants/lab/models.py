"""Runs of the norm lab, and what each found for every person and period."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, LargeBinary, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.norms.examination import Texts
from tenants.tables import EXACT, TenantTable, new_id, stamped


class LabRun(TenantTable, Base):
    """One run: a draft, the months it is tried on (first days of months), and the branches, nobody named is everybody.

    The draft's text is kept as it was, so that a run can be judged when the draft has gone on. Each month is a step of
    its own transaction, and the last step adds everything up; `months_done` are those replayed.
    """

    __tablename__ = "lab_run"
    __table_args__ = (
        Index(None, "tenant_id", "started_at"),
        CheckConstraint("status IN ('waiting', 'running', 'done', 'cancelled', 'failed')", name="status"),
        CheckConstraint("first_month <= last_month", name="months"),
    )

    id: Mapped[new_id]
    package_name: Mapped[str] = mapped_column(Text)
    package_version: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(Text)
    override: Mapped[str | None] = mapped_column(Text)
    first_month: Mapped[date]
    last_month: Mapped[date]
    unit_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    status: Mapped[str] = mapped_column(Text, default="waiting")
    months_done: Mapped[list[date]] = mapped_column(ARRAY(Date), default=list)
    total: Mapped[int]
    result: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    problem: Mapped[str | None] = mapped_column(Text)
    started_by: Mapped[UUID | None]
    started_at: Mapped[stamped]
    finished_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))

    @property
    def digest(self) -> bytes:
        """The SHA-256 of the text it was given, as a package has it."""
        return Texts(self.document, self.override).digest

    @property
    def done(self) -> int:
        """How many of the `total` steps are behind it."""
        return self.total if self.status == "done" else len(self.months_done)


class LabResult(TenantTable, Base):
    """What a run found for one person in one month or quarter: as it is scored, and as the draft would score it.

    Unit, position group (nhóm vị trí việc làm) and rank (ngạch) are those of the primary post held last in the period;
    the agency (cơ quan) is the nearest unit from there up that is headed by the head of an agency. `refused` entries
    have inputs the draft does not accept. The draft's values of a month stand as canonical texts with their hash.
    Thousands of rows are written at once and never by hand: looking each reference up would cost more than the rows.
    """

    __tablename__ = "lab_result"
    __table_args__ = (CheckConstraint("grain IN ('month', 'quarter')", name="grain"),)

    run_id: Mapped[UUID] = mapped_column(primary_key=True)
    grain: Mapped[str] = mapped_column(Text, primary_key=True)
    start: Mapped[date] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[UUID | None]
    agency_id: Mapped[UUID | None]
    position_group: Mapped[str | None] = mapped_column(Text)
    rank: Mapped[str | None] = mapped_column(Text)
    before_package_id: Mapped[UUID | None]
    before_revision: Mapped[int | None]
    before_total: Mapped[Decimal | None] = mapped_column(EXACT)
    before_rating: Mapped[str | None] = mapped_column(Text)
    before_points: Mapped[Decimal] = mapped_column(EXACT)
    entries: Mapped[int]
    after_total: Mapped[Decimal | None] = mapped_column(EXACT)
    after_rating: Mapped[str | None] = mapped_column(Text)
    after_points: Mapped[Decimal] = mapped_column(EXACT)
    refused: Mapped[int]
    after_inputs: Mapped[list[str | None] | None] = mapped_column(ARRAY(Text))
    after_outputs: Mapped[list[str | None] | None] = mapped_column(ARRAY(Text))
    after_hash: Mapped[bytes | None] = mapped_column(LargeBinary)

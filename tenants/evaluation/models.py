"""Sheets of persons by period with every step taken on them, and the records their conditions rest on."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import EXACT, DerivedTable, TenantTable, instant, new_id, reference, stamped

CLASSES = "('HTXS', 'HTT', 'HT', 'KHT')"


class Sheet(TenantTable, Base):
    """A person's sheet of a period (phiếu theo dõi, đánh giá, Mẫu 01).

    `unit_id` is the unit that ranks, `agency_id` the agency whose head decides; both as the tree stood when the sheet
    was last computed before the freeze. `self_scores` and `superior_scores` hold each criterion's code with `score`
    (an exact text) and `comment`. `answers` is what only the superior can say, by the names of the package's month
    inputs. `log_facts`, `segments` and `conditions` are computed. Class by points, proposed class and the decided class
    (in `decision`) are facts of different authors and never overwrite each other.
    """

    __tablename__ = "sheet"
    __table_args__ = (
        reference("evaluation_period", "period_id"),
        reference("person", "person_id"),
        reference("appointment", "appointment_id"),
        reference("unit", "unit_id"),
        reference("unit", "agency_id"),
        Index("uq_sheet_person", "tenant_id", "period_id", "person_id", unique=True),
        Index(None, "tenant_id", "person_id"),
        Index(None, "tenant_id", "period_id", "agency_id"),
        CheckConstraint("status IN ('open', 'self_scored', 'opined', 'decided')", name="status"),
        CheckConstraint("standing IN ('staff', 'leader', 'deputy')", name="standing"),
        CheckConstraint(f"class_by_points IN {CLASSES}", name="class_by_points"),
        CheckConstraint(f"proposed_class IN {CLASSES}", name="proposed_class"),
        CheckConstraint(f"superior_class IN {CLASSES}", name="superior_class"),
    )

    id: Mapped[new_id]
    period_id: Mapped[UUID]
    person_id: Mapped[UUID]
    appointment_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    agency_id: Mapped[UUID]
    standing: Mapped[str] = mapped_column(Text)
    position_group: Mapped[str] = mapped_column(Text)
    rank: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text, default="open", server_default=text("'open'"))
    not_ranked: Mapped[str | None] = mapped_column(Text)
    months: Mapped[list[date]] = mapped_column(ARRAY(Date))
    self_scores: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    self_comment: Mapped[str | None] = mapped_column(Text)
    self_scored_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    superior_scores: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    superior_comment: Mapped[str | None] = mapped_column(Text)
    superior_class: Mapped[str | None] = mapped_column(Text)
    answers: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default=text("'{}'"))
    opined_by: Mapped[UUID | None]
    opined_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    log_facts: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default=text("'{}'"))
    segments: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list, server_default=text("'[]'"))
    conditions: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list, server_default=text("'[]'"))
    general: Mapped[Decimal | None] = mapped_column(EXACT)
    results: Mapped[Decimal | None] = mapped_column(EXACT)
    total: Mapped[Decimal | None] = mapped_column(EXACT)
    class_by_points: Mapped[str | None] = mapped_column(Text)
    proposed_class: Mapped[str | None] = mapped_column(Text)
    norm_package_id: Mapped[UUID | None]
    scores_used: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default=text("'{}'"))
    computed_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    frozen_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    created_at: Mapped[stamped]


class MonthWork(DerivedTable, Base):
    """What a person's month holds in the log, by the unit the work was done in: what conditions and units rest on.

    `assigned` and `accepted` are sums of K times products; the rest counts pieces of work, entries and tasks left open.
    `frozen_revision` is that of the frozen month it was last read with, 0 while the month runs.
    """

    __tablename__ = "month_work"

    month: Mapped[date] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(primary_key=True)
    assigned: Mapped[Decimal] = mapped_column(EXACT)
    accepted: Mapped[Decimal] = mapped_column(EXACT)
    tasks: Mapped[int]
    done: Mapped[int]
    late: Mapped[int]
    failed: Mapped[int]
    frozen_revision: Mapped[int] = mapped_column(default=0, server_default=text("0"))


class SheetEvent(TenantTable, Base):
    """One step in a sheet's life; inserted once and never changed.

    Kinds: opened, self_scored, opined, frozen, recomputed, corrected, not_ranked, ranked, decided, replaced, notified,
    acknowledged, petitioned, answered, escalated. `late` steps came after their deadline and carry a reason.
    `appointment_id` is the post whose authority the actor used, `delegation_id` the delegation by which.
    """

    __tablename__ = "sheet_event"
    __table_args__ = (reference("sheet", "sheet_id"), Index(None, "tenant_id", "sheet_id", "id"))

    id: Mapped[new_id]
    sheet_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(Text)
    person_id: Mapped[UUID | None]
    appointment_id: Mapped[UUID | None]
    delegation_id: Mapped[UUID | None]
    at: Mapped[instant]
    late: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    reason: Mapped[str | None] = mapped_column(Text)
    data: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default=text("'{}'"))


class DisciplineRecord(TenantTable, Base):
    """A discipline (kỷ luật) or a conclusion against a person, by its document; revoked ones stay with the reason.

    `ground` is service (kỷ luật công vụ), degradation (suy thoái, tự diễn biến) or unit_wrongdoing (tham nhũng,
    lãng phí trong đơn vị phụ trách, for a leader).
    """

    __tablename__ = "discipline_record"
    __table_args__ = (
        reference("person", "person_id"),
        Index(None, "tenant_id", "person_id"),
        CheckConstraint("ground IN ('service', 'degradation', 'unit_wrongdoing')", name="ground"),
        CheckConstraint(
            "form IN ('criticism', 'reprimand', 'warning', 'pay_cut', 'demotion', 'removal', 'dismissal',"
            " 'conclusion')",
            name="form",
        ),
    )

    id: Mapped[new_id]
    person_id: Mapped[UUID]
    ground: Mapped[str] = mapped_column(Text)
    form: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date]
    document_number: Mapped[str] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[instant]
    revoked_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    revoked_by: Mapped[UUID | None]
    revoke_reason: Mapped[str | None] = mapped_column(Text)


class CauseRecord(TenantTable, Base):
    """An objective cause or force majeure (bất khả kháng) of a unit's result, by its document."""

    __tablename__ = "cause_record"
    __table_args__ = (
        reference("unit", "unit_id"),
        Index(None, "tenant_id", "unit_id"),
        CheckConstraint("last >= first", name="dates"),
    )

    id: Mapped[new_id]
    unit_id: Mapped[UUID]
    first: Mapped[date]
    last: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    document_number: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[UUID]
    recorded_at: Mapped[instant]
    revoked_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    revoked_by: Mapped[UUID | None]
    revoke_reason: Mapped[str | None] = mapped_column(Text)

"""The daily work log: tasks, entries with evidence, waivers, history; templates, and days opened again."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import AMOUNT, DerivedTable, TenantTable, instant, new_id, reference, stamped

ENTRY_KEY = ("id", "work_date")


class Task(TenantTable, Base):
    """Assigned work (việc giao): who, which item, how many products, until when, by which document if by one."""

    __tablename__ = "task"
    __table_args__ = (
        reference("appointment", "appointment_id"),
        reference("person", "assigned_by"),
        reference("work_item", "work_item_id"),
        Index(None, "tenant_id", "appointment_id", "due_date"),
        Index("ix_task_given", "tenant_id", "assigned_by", "due_date"),
        CheckConstraint("status IN ('open', 'done', 'cancelled')", name="status"),
    )

    id: Mapped[new_id]
    appointment_id: Mapped[UUID]
    assigned_by: Mapped[UUID]
    work_item_id: Mapped[UUID]
    title: Mapped[str] = mapped_column(Text)
    quantity: Mapped[Decimal] = mapped_column(AMOUNT)
    due_date: Mapped[date]
    status: Mapped[str] = mapped_column(Text, default="open")
    note: Mapped[str | None] = mapped_column(Text)
    document_number: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[stamped]


class WorkEntry(TenantTable, Base):
    """A work entry (mục nhật ký công việc); unit, position, norm and coefficients are those of the day it was done.

    `days_late` counts working days between the due date and the finish, negative when early. `revision` is 0 until
    the entry is verified, and rises with each verification or correction, of the entry or of the norms: every
    revision is scored once. `facts` are the province's own by origin and name, as texts: `item` and `position` as they
    were on that day, `verification` as the leader stated them of this revision; nothing where there are none.
    """

    __tablename__ = "work_entry"
    __table_args__ = (
        reference("person", "person_id"),
        reference("appointment", "appointment_id"),
        reference("unit", "unit_id"),
        reference("work_item_version", "work_item_id", "work_item_version", to=("work_item_id", "version")),
        reference("task", "task_id"),
        Index(None, "tenant_id", "person_id", "work_date"),
        Index(
            "ix_work_entry_inbox",
            "tenant_id",
            "appointment_id",
            "submitted_at",
            postgresql_where=text("status = 'submitted'"),
        ),
        Index("ix_work_entry_task", "tenant_id", "task_id", postgresql_where=text("task_id IS NOT NULL")),
        CheckConstraint("status IN ('draft', 'submitted', 'returned', 'verified')", name="status"),
        CheckConstraint("quantity > 0", name="quantity"),
        {"postgresql_partition_by": "RANGE (work_date)"},
    )

    id: Mapped[new_id]
    work_date: Mapped[date] = mapped_column(primary_key=True)
    person_id: Mapped[UUID]
    appointment_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    job_position_id: Mapped[UUID | None]
    work_item_id: Mapped[UUID]
    work_item_version: Mapped[int]
    task_id: Mapped[UUID | None]
    status: Mapped[str] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(default=0)
    quantity: Mapped[Decimal] = mapped_column(AMOUNT)
    started_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    minutes: Mapped[int]
    output: Mapped[str] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    due_date: Mapped[date | None]
    days_late: Mapped[int] = mapped_column(default=0)
    norm_minutes: Mapped[int]
    complexity: Mapped[str] = mapped_column(Text)
    k: Mapped[Decimal] = mapped_column(AMOUNT)
    facts: Mapped[dict[str, dict[str, str]] | None] = mapped_column(JSONB(none_as_null=True))
    quality: Mapped[str | None] = mapped_column(Text)
    accepted_quantity: Mapped[Decimal | None] = mapped_column(AMOUNT)
    failed_reviews: Mapped[int] = mapped_column(default=0)
    delays: Mapped[int] = mapped_column(default=0)
    failed_waived: Mapped[int] = mapped_column(default=0)
    delays_waived: Mapped[int] = mapped_column(default=0)
    verified_by: Mapped[UUID | None]
    verified_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    comment: Mapped[str | None] = mapped_column(Text)
    device_time: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    created_at: Mapped[stamped]
    submitted_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))


class StoredFile(TenantTable, Base):
    """An uploaded file's description; its bytes lie in object storage under the tenant and this id."""

    __tablename__ = "stored_file"
    __table_args__ = (reference("person", "uploaded_by"),)

    id: Mapped[new_id]
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(Text)
    uploaded_by: Mapped[UUID]
    created_at: Mapped[stamped]


class Evidence(TenantTable, Base):
    """What proves an entry's output product (sản phẩm đầu ra): a document number, a link, or an uploaded file."""

    __tablename__ = "evidence"
    __table_args__ = (
        reference("work_entry", "entry_id", "work_date", to=ENTRY_KEY, onupdate="CASCADE"),
        reference("stored_file", "file_id"),
        Index(None, "tenant_id", "entry_id"),
        CheckConstraint("num_nonnulls(document_number, link, file_id) = 1", name="one_kind"),
    )

    id: Mapped[new_id]
    entry_id: Mapped[UUID]
    work_date: Mapped[date]
    document_number: Mapped[str | None] = mapped_column(Text)
    link: Mapped[str | None] = mapped_column(Text)
    file_id: Mapped[UUID | None]
    created_at: Mapped[stamped]


class Waiver(TenantTable, Base):
    """A deduction waived for an objective cause (nguyên nhân khách quan): actor, reason, evidence and time are kept."""

    __tablename__ = "waiver"
    __table_args__ = (
        reference("work_entry", "entry_id", "work_date", to=ENTRY_KEY, onupdate="CASCADE"),
        reference("person", "granted_by"),
        Index(None, "tenant_id", "entry_id"),
        CheckConstraint("kind IN ('quality', 'progress')", name="kind"),
        CheckConstraint("faults > 0", name="faults"),
    )

    id: Mapped[new_id]
    entry_id: Mapped[UUID]
    work_date: Mapped[date]
    kind: Mapped[str] = mapped_column(Text)
    faults: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    document_number: Mapped[str] = mapped_column(Text)
    granted_by: Mapped[UUID]
    granted_at: Mapped[instant]


class EntryEvent(TenantTable, Base):
    """One step in an entry's life: logged, edited, submitted, returned, verified, corrected, waived, rescored, undone.

    Without a person where the step was not about this entry alone: a back-dated correction of the norms.
    """

    __tablename__ = "entry_event"
    __table_args__ = (Index(None, "tenant_id", "entry_id", "id"),)

    id: Mapped[new_id]
    entry_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(Text)
    person_id: Mapped[UUID | None]
    at: Mapped[instant]
    reason: Mapped[str | None] = mapped_column(Text)
    data: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)


class EntryTemplate(TenantTable, Base):
    """What a person logs again and again (mẫu): an item with the usual quantity, time and product."""

    __tablename__ = "entry_template"
    __table_args__ = (
        reference("person", "person_id"),
        reference("work_item", "work_item_id"),
        Index(None, "tenant_id", "person_id"),
        CheckConstraint("quantity > 0", name="quantity"),
    )

    id: Mapped[new_id]
    person_id: Mapped[UUID]
    work_item_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(Text)
    quantity: Mapped[Decimal] = mapped_column(AMOUNT)
    minutes: Mapped[int]
    output: Mapped[str] = mapped_column(Text)
    created_at: Mapped[stamped]


class DayReopening(TenantTable, Base):
    """A person's request to log work of a day that is closed for logging, and the answer (xin mở lại kỳ).

    Granted, it holds for that person and that day until `open_until`; `answered_by` is an account, since an
    administrator may have no person.
    """

    __tablename__ = "day_reopening"
    __table_args__ = (
        reference("person", "person_id"),
        Index(None, "tenant_id", "person_id", "work_date"),
        Index("ix_day_reopening_waiting", "tenant_id", "id", postgresql_where=text("outcome IS NULL")),
        CheckConstraint("outcome IN ('granted', 'declined')", name="outcome"),
        CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered"),
        CheckConstraint("(open_until IS NOT NULL) = (outcome IS NOT DISTINCT FROM 'granted')", name="expiry"),
    )

    id: Mapped[new_id]
    person_id: Mapped[UUID]
    work_date: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[instant]
    outcome: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    open_until: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))


class RefusedEntry(TenantTable, Base):
    """The work date under which an entry came too late: under its id no other date is accepted from that person."""

    __tablename__ = "refused_entry"
    __table_args__ = (reference("person", "person_id"),)

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(primary_key=True)
    work_date: Mapped[date]
    refused_at: Mapped[instant]


class PendingScore(DerivedTable, Base):
    """An entry's revision that waits for its score; removed in the transaction that scores it."""

    __tablename__ = "pending_score"

    entry_id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    work_date: Mapped[date]
    created_at: Mapped[stamped]


class UndoneVerdict(DerivedTable, Base):
    """A verdict taken back by whoever gave it: scores of the entry up to this revision count no longer."""

    __tablename__ = "undone_verdict"

    entry_id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    undone_by: Mapped[UUID]
    undone_at: Mapped[instant]


class GroupDraw(TenantTable, Base):
    """Entries of one item drawn for a leader on a day, to be opened before the group of them is verified at once.

    `samples` are the entries drawn, `opened` those of them the leader has opened; used once, at `used_at`.
    """

    __tablename__ = "group_draw"
    __table_args__ = (
        reference("person", "person_id"),
        reference("work_item", "work_item_id"),
        Index(
            "uq_group_draw_open", "tenant_id", "person_id", "work_item_id", "day", unique=True,
            postgresql_where=text("used_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[new_id]
    person_id: Mapped[UUID]
    work_item_id: Mapped[UUID]
    day: Mapped[date]
    samples: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    opened: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    drawn_at: Mapped[instant]
    used_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))


class PendingMonth(DerivedTable, Base):
    """A person's month whose score is to be computed again, because an entry, a task or a fact of it changed."""

    __tablename__ = "pending_month"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)


class ClosedMonth(DerivedTable, Base):
    """A person's month whose evaluation period has closed; what is verified of it later counts in a month to come."""

    __tablename__ = "closed_month"
    __table_args__ = (Index(None, "tenant_id", "month"),)

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    closed_at: Mapped[instant]


class CarriedEntry(DerivedTable, Base):
    """An entry verified after its month was closed for its person: it counts in `month` instead."""

    __tablename__ = "carried_entry"
    __table_args__ = (Index(None, "tenant_id", "person_id", "month"), Index(None, "tenant_id", "work_date"))

    entry_id: Mapped[UUID] = mapped_column(primary_key=True)
    work_date: Mapped[date]
    person_id: Mapped[UUID]
    month: Mapped[date]
    carried_at: Mapped[stamped]

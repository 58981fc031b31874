"""Sources and their keys, what they sent, the work that follows from it, and how it is matched with ours."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import AMOUNT, TenantTable, instant, new_id, reference, stamped

KINDS = "kind IN ('document', 'task')"


class IntakeSource(TenantTable, Base):
    """A system that sends us work (nguồn): what it may send, of which branch, and its sealed signing keys.

    The old key of a rotation opens until `old_key_until`. `last_event_at` is by the source's own clock.
    """

    __tablename__ = "intake_source"
    __table_args__ = (UniqueConstraint("tenant_id", "name"), reference("unit", "unit_id"))

    id: Mapped[new_id]
    name: Mapped[str] = mapped_column(Text)
    sends: Mapped[list[str]] = mapped_column(ARRAY(Text))
    unit_id: Mapped[UUID | None]
    sealed_key: Mapped[str] = mapped_column(Text)
    sealed_old_key: Mapped[str | None] = mapped_column(Text)
    old_key_until: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    key_made_at: Mapped[instant]
    last_seen_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    last_event_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    closed_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    created_at: Mapped[stamped]


class IntakeEvent(TenantTable, Base):
    """An event as it came, kept unchanged so that it can be read again when a mapping is mended.

    `happened_at` is the source's own date; `version` tells apart events of one kind about one piece of work.
    """

    __tablename__ = "intake_event"
    __table_args__ = (
        UniqueConstraint("tenant_id", "source_id", "kind", "external_id", "type", "version"),
        reference("intake_source", "source_id"),
        Index(None, "tenant_id", "received_at"),
        CheckConstraint(KINDS, name="kind"),
    )

    id: Mapped[new_id]
    source_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(Text)
    external_id: Mapped[str] = mapped_column(Text)
    type: Mapped[str] = mapped_column(Text)
    version: Mapped[str] = mapped_column(Text)
    happened_at: Mapped[instant]
    received_at: Mapped[instant]
    digest: Mapped[str] = mapped_column(Text)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)


class ReceivedWork(TenantTable, Base):
    """A document or task as all its events together tell it, and what it was matched with.

    `reason` says why it waits unmatched, nothing where it is matched. `entry_id` is the id an entry made from it
    takes, so that it becomes one entry at most; it changes when the work goes to somebody else.
    """

    __tablename__ = "received_work"
    __table_args__ = (
        UniqueConstraint("tenant_id", "source_id", "kind", "external_id"),
        reference("intake_source", "source_id"),
        reference("person", "person_id"),
        reference("appointment", "appointment_id"),
        reference("work_item", "work_item_id"),
        Index(None, "tenant_id", "person_id", "day"),
        Index("ix_received_work_unmatched", "tenant_id", "source_id", "id", postgresql_where=text("reason <> ''")),
        CheckConstraint(KINDS, name="kind"),
        CheckConstraint("state IN ('open', 'finished', 'cancelled')", name="state"),
    )

    id: Mapped[new_id]
    source_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(Text)
    external_id: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    state_at: Mapped[instant]
    day: Mapped[date]
    title: Mapped[str | None] = mapped_column(Text)
    work_kind: Mapped[str | None] = mapped_column(Text)
    document_number: Mapped[str | None] = mapped_column(Text)
    document_key: Mapped[str | None] = mapped_column(Text)
    pin: Mapped[str | None] = mapped_column(Text)
    person_name: Mapped[str | None] = mapped_column(Text)
    account: Mapped[str | None] = mapped_column(Text)
    unit_code: Mapped[str | None] = mapped_column(Text)
    quantity: Mapped[Decimal] = mapped_column(AMOUNT)
    due_date: Mapped[date | None]
    person_id: Mapped[UUID | None]
    appointment_id: Mapped[UUID | None]
    work_item_id: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(Text)
    entry_id: Mapped[UUID]
    dismissed_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    changed_at: Mapped[instant]


class IntakeRule(TenantTable, Base):
    """A kind of document or task as a work item: everywhere, in a branch, or for a position; of one source or all."""

    __tablename__ = "intake_rule"
    __table_args__ = (
        reference("intake_source", "source_id"),
        reference("unit", "unit_id"),
        reference("job_position", "job_position_id"),
        reference("work_item", "work_item_id"),
        UniqueConstraint(
            "tenant_id", "kind", "work_kind", "source_id", "unit_id", "job_position_id",
            name="uq_intake_rule_of", postgresql_nulls_not_distinct=True,
        ),
        CheckConstraint(KINDS, name="kind"),
    )  # fmt: skip

    id: Mapped[new_id]
    kind: Mapped[str] = mapped_column(Text)
    work_kind: Mapped[str] = mapped_column(Text)
    source_id: Mapped[UUID | None]
    unit_id: Mapped[UUID | None]
    job_position_id: Mapped[UUID | None]
    work_item_id: Mapped[UUID]
    created_at: Mapped[stamped]


class IntakeAlias(TenantTable, Base):
    """What a source calls one of our people (an account) or units (a code)."""

    __tablename__ = "intake_alias"
    __table_args__ = (
        reference("intake_source", "source_id"),
        reference("person", "person_id"),
        reference("unit", "unit_id"),
        CheckConstraint("num_nonnulls(person_id, unit_id) = 1", name="one"),
        CheckConstraint("(kind = 'person') = (person_id IS NOT NULL)", name="kind"),
    )

    source_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    person_id: Mapped[UUID | None]
    unit_id: Mapped[UUID | None]


class IntakeConnection(TenantTable, Base):
    """A source that does not send but is asked: by which connector, where, how far it was read, and how it fares."""

    __tablename__ = "intake_connection"
    __table_args__ = (reference("intake_source", "source_id"),)

    source_id: Mapped[UUID] = mapped_column(primary_key=True)
    connector: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    sealed_credential: Mapped[str | None] = mapped_column(Text)
    cursor: Mapped[str | None] = mapped_column(Text)
    next_at: Mapped[instant]
    leased_until: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    last_error: Mapped[str | None] = mapped_column(Text)
    last_success_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))

"""Units and their dated places in the tree, people, their appointments and the delegations between them."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import TenantTable, key_text, new_id, reference, stamped


class Unit(TenantTable, Base):
    """An organisational unit (đơn vị): what stays the same when it is renamed or moved."""

    __tablename__ = "unit"
    __table_args__ = (
        UniqueConstraint("tenant_id", "code"),
        UniqueConstraint("tenant_id", "number"),
        reference("unit", "successor_id"),
    )

    id: Mapped[new_id]
    number: Mapped[int]
    code: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    field: Mapped[str | None] = mapped_column(Text)
    commune_code: Mapped[str | None] = mapped_column(Text)
    opened: Mapped[date]
    closed: Mapped[date | None]
    successor_id: Mapped[UUID | None]
    closing_document: Mapped[str | None] = mapped_column(Text)


class UnitPlace(TenantTable, Base):
    """Where a unit stands in the tree, and under which name, from one day to (not including) another.

    `path` is the numbers of the units from the root down, each followed by a dot: a branch is a range of texts.
    A closed unit keeps an open place, below its successor if it has one: whoever is responsible reaches its past.
    `document_number` names the decision (số quyết định) by which this stretch began.
    """

    __tablename__ = "unit_place"
    __table_args__ = (
        reference("unit", "unit_id"),
        reference("unit", "parent_id"),
        Index("ix_unit_place_path", "tenant_id", "path", postgresql_ops={"path": "text_pattern_ops"}),
        Index(None, "tenant_id", "parent_id"),
        Index("uq_unit_place_open", "tenant_id", "unit_id", unique=True, postgresql_where=text("valid_to IS NULL")),
        CheckConstraint("valid_to > valid_from", name="dates"),
    )

    unit_id: Mapped[UUID] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_to: Mapped[date | None]
    parent_id: Mapped[UUID | None]
    path: Mapped[key_text]
    name: Mapped[str] = mapped_column(Text)
    search_key: Mapped[key_text]
    position: Mapped[int] = mapped_column(default=0)
    establishment: Mapped[int] = mapped_column(default=0)
    document_number: Mapped[str | None] = mapped_column(Text)


class Person(TenantTable, Base):
    """A cadre (cán bộ), known by the 12-digit personal identification number (số định danh cá nhân).

    `staff_type` is civil servant (công chức) or public employee (viên chức); `qualification` the highest (trình độ).
    Where two provinces that knew the same person became one, the record of the one that joined stays, with all that
    rests on it, and `same_as` names the record that goes on.
    """

    __tablename__ = "person"
    __table_args__ = (
        reference("person", "same_as"),
        Index("uq_person_pin", "tenant_id", "pin", unique=True, postgresql_where=text("same_as IS NULL")),
        Index("ix_person_same_as", "tenant_id", "same_as", postgresql_where=text("same_as IS NOT NULL")),
        Index(None, "tenant_id", "sort_key"),
        CheckConstraint("pin ~ '^[0-9]{12}$'", name="pin"),
        CheckConstraint("staff_type IN ('civil_servant', 'public_employee')", name="staff_type"),
        CheckConstraint("qualification IN ('postgraduate', 'graduate', 'college', 'other')", name="qualification"),
    )

    id: Mapped[new_id]
    pin: Mapped[str] = mapped_column(Text)
    full_name: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[key_text]
    search_key: Mapped[key_text]
    gender: Mapped[str | None] = mapped_column(Text)
    birth_date: Mapped[date | None]
    staff_type: Mapped[str | None] = mapped_column(Text)
    qualification: Mapped[str | None] = mapped_column(Text)
    same_as: Mapped[UUID | None]
    created_at: Mapped[stamped]


class Appointment(TenantTable, Base):
    """A post held (bổ nhiệm, bố trí): person, unit, job position and role, from one day to (not including) another."""

    __tablename__ = "appointment"
    __table_args__ = (
        reference("person", "person_id"),
        reference("unit", "unit_id"),
        reference("job_position", "job_position_id"),
        reference("appointment", "leader_appointment_id"),
        Index(None, "tenant_id", "person_id"),
        Index(None, "tenant_id", "unit_id"),
        Index(None, "tenant_id", "leader_appointment_id", postgresql_where=text("leader_appointment_id IS NOT NULL")),
        CheckConstraint("valid_to > valid_from", name="dates"),
        CheckConstraint("weight > 0 AND weight <= 1", name="weight"),
    )

    id: Mapped[new_id]
    person_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    job_position_id: Mapped[UUID | None]
    role: Mapped[str] = mapped_column(Text)
    is_primary: Mapped[bool] = mapped_column(default=True)
    weight: Mapped[Decimal] = mapped_column(Numeric(4, 3), default=Decimal(1))
    leader_appointment_id: Mapped[UUID | None]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    document_number: Mapped[str | None] = mapped_column(Text)


class Delegation(TenantTable, Base):
    """A dated delegation (ủy quyền): one who leads lets another verify and assign in their place.

    `ranking` lets the delegate also decide on sheets and answer petitions in an agency's head's place; it is given
    expressly, since seeing and ranking are separate rights.
    """

    __tablename__ = "delegation"
    __table_args__ = (
        reference("appointment", "appointment_id"),
        reference("person", "delegate_id"),
        Index(None, "tenant_id", "delegate_id"),
        CheckConstraint("valid_to > valid_from", name="dates"),
    )

    id: Mapped[new_id]
    appointment_id: Mapped[UUID]
    delegate_id: Mapped[UUID]
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    document_number: Mapped[str] = mapped_column(Text)
    ranking: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    revoked_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))

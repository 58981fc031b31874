"""The trail: changes made and records of other people read, appended and never altered."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Index, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from kernel.database import Base
from tenants.tables import TenantTable, former_key, former_mark, new_id, stamped


class AuditEvent(TenantTable, Base):
    """One act: who, when, what, on which record."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index(None, "tenant_id", "subject_id", "at"),
        Index(None, "tenant_id", "person_id", "id"),
        Index(None, "tenant_id", "at"),
    )

    id: Mapped[new_id]
    at: Mapped[stamped]
    account_id: Mapped[UUID | None]
    person_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID | None]
    data: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    former: Mapped[former_mark]


class AuditDay(TenantTable, Base):
    """A day of the trail that is over and sealed: how many acts, and the head of the chain after the last of them.

    `previous` is the head of the day before; `tenants.audit.chain` says how one follows from the other.
    """

    __tablename__ = "audit_day"

    former: Mapped[former_key]
    day: Mapped[date] = mapped_column(primary_key=True)
    events: Mapped[int]
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    head: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[stamped]

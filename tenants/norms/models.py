"""Norm packages as a tenant keeps them: the document's text, its life and the days it is in force."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import TenantTable, new_id, stamped


class NormPackage(TenantTable, Base):
    """One version of a norm package (gói định mức); a published one never changes."""

    __tablename__ = "norm_package"
    __table_args__ = (
        UniqueConstraint("tenant_id", "name", "version"),
        CheckConstraint("status IN ('draft', 'published', 'superseded')", name="status"),
    )

    id: Mapped[new_id]
    name: Mapped[str] = mapped_column(Text)
    version: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(Text)
    document_hash: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    created_at: Mapped[stamped]
    published_by: Mapped[UUID | None]
    published_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))

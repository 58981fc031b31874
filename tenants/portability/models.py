"""Archives that were asked for, and tenants that leave."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import TenantTable, instant, new_id


class ArchiveRun(TenantTable, Base):
    """An archive of the whole tenant: asked for by one administrator, confirmed by another, made by a worker.

    `recipient` is the public line of the tenant's own key (`kernel.age`), `root` the root hash of what was made.
    """

    __tablename__ = "archive_run"
    __table_args__ = (
        CheckConstraint("status IN ('asked', 'making', 'ready', 'failed', 'withdrawn', 'expired')", name="status"),
        CheckConstraint("confirmed_by <> asked_by", name="two_people"),
    )

    id: Mapped[new_id]
    reason: Mapped[str] = mapped_column(Text)
    recipient: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[UUID]
    asked_at: Mapped[instant]
    confirmed_by: Mapped[UUID | None]
    confirmed_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    status: Mapped[str] = mapped_column(Text)
    root: Mapped[bytes | None] = mapped_column(LargeBinary)
    size: Mapped[int | None] = mapped_column(BigInteger)
    problem: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    expires_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))


class Departure(Base):
    """A tenant that leaves or has left: until when its data are kept, and the certificate of their erasure.

    Kept by the platform after the tenant is gone; it holds counts and hashes, nothing of a person of the tenant.
    """

    __tablename__ = "departure"

    tenant: Mapped[int] = mapped_column(ForeignKey("tenant.id"), primary_key=True, autoincrement=False)
    reason: Mapped[str] = mapped_column(Text)
    ordered_by: Mapped[str] = mapped_column(Text)
    closed_at: Mapped[instant]
    keep_until: Mapped[date]
    archive_root: Mapped[bytes | None] = mapped_column(LargeBinary)
    erased_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    certificate: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    certificate_hash: Mapped[bytes | None] = mapped_column(LargeBinary)

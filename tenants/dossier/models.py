"""Requests of people to have something held about them corrected."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import TenantTable, instant, new_id, reference


class CorrectionRequest(TenantTable, Base):
    """What a person asks to have corrected (yêu cầu chỉnh sửa dữ liệu), and what came of it.

    `section` is one of the record's sections, `record` names the row in it as the record showed it.
    """

    __tablename__ = "correction_request"
    __table_args__ = (
        reference("person", "person_id"),
        Index(None, "tenant_id", "person_id"),
        CheckConstraint("outcome IN ('corrected', 'declined')", name="outcome"),
        CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered"),
    )

    id: Mapped[new_id]
    person_id: Mapped[UUID]
    section: Mapped[str] = mapped_column(Text)
    record: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    filed_at: Mapped[instant]
    outcome: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))

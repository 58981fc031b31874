"""Facts that wait to be taken up: one row for each room that wants the fact, removed when that room has it."""

from typing import Any
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from kernel.database import Base
from tenants.tables import DerivedTable, key_text, new_id, stamped


class DomainFact(DerivedTable, Base):
    """A fact (sự kiện) for one consumer; `data` holds what the act itself said, never a name or a score."""

    __tablename__ = "domain_fact"
    __table_args__ = (Index(None, "tenant_id", "consumer", "id"),)

    id: Mapped[new_id]
    consumer: Mapped[key_text]
    type: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID]
    data: Mapped[dict[str, Any]] = mapped_column(JSONB)
    at: Mapped[stamped]

"""Runs that print papers in the background: which, how far, and what came of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import TenantTable, new_id, reference, stamped


class PaperRun(TenantTable, Base):
    """One run: the papers of everybody ranked in a unit's branch in a period, fixed in `sheet_ids` when it starts.

    `sheets` gives a file for each person in one archive, or with `merged` one PDF of everybody (of more than fifty
    people several); `summary` and `minutes` are one paper. A step prints a few sheets in a transaction of its own;
    `done` are those behind it. The file lies in object storage until it has `expired`. `meeting` is what the starter
    told of the meeting, for minutes.
    """

    __tablename__ = "paper_run"
    __table_args__ = (
        reference("evaluation_period", "period_id"),
        reference("unit", "unit_id"),
        Index(None, "tenant_id", "started_by", "id"),
        CheckConstraint("kind IN ('sheets', 'summary', 'minutes')", name="kind"),
        CheckConstraint("file_format IN ('pdf', 'docx', 'xlsx')", name="file_format"),
        CheckConstraint("status IN ('waiting', 'running', 'done', 'cancelled', 'failed', 'expired')", name="status"),
    )

    id: Mapped[new_id]
    kind: Mapped[str] = mapped_column(Text)
    file_format: Mapped[str] = mapped_column(Text)
    merged: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    period_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    sheet_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    document_number: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    meeting: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    status: Mapped[str] = mapped_column(Text, default="waiting", server_default=text("'waiting'"))
    done: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    file_name: Mapped[str] = mapped_column(Text)
    size: Mapped[int | None] = mapped_column(BigInteger)
    problem: Mapped[str | None] = mapped_column(Text)
    started_by: Mapped[UUID]
    started_at: Mapped[stamped]
    finished_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))

    @property
    def total(self) -> int:
        """How many sheets the run prints."""
        return len(self.sheet_ids)

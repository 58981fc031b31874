"""A crosswalk and its lines."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Numeric, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import TenantTable, instant, new_id, reference


class Crosswalk(TenantTable, Base):
    """A crosswalk of positions or of work items from a day on, by a document; applied once, then never changed."""

    __tablename__ = "crosswalk"
    __table_args__ = (
        CheckConstraint("kind IN ('job_position', 'work_item')", name="kind"),
        CheckConstraint("(applied_by IS NULL) = (applied_at IS NULL)", name="applied"),
    )

    id: Mapped[new_id]
    kind: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    document_number: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    made_by: Mapped[UUID]
    made_at: Mapped[instant]
    applied_by: Mapped[UUID | None]
    applied_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))


class CrosswalkLine(TenantTable, Base):
    """One fate of one old record: what it became, or nothing where it ended, and by which share of it.

    With a unit the line is for that unit and its branch, and goes before lines of units above and lines without one.
    The shares of an old record's lines for one unit add up to 1.
    """

    __tablename__ = "crosswalk_line"
    __table_args__ = (
        reference("crosswalk", "crosswalk_id"),
        reference("unit", "unit_id"),
        CheckConstraint("share > 0 AND share <= 1", name="share"),
    )

    crosswalk_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    old_id: Mapped[UUID]
    new_id: Mapped[UUID | None]
    unit_id: Mapped[UUID | None]
    share: Mapped[Decimal] = mapped_column(Numeric(7, 6))

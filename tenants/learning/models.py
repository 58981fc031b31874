"""What the log says of the norms, kept for administrators to read."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from kernel.database import Base
from tenants.tables import EXACT, TenantTable, reference, stamped


class NormEvidence(TenantTable, Base):
    """What verified entries between two days say of a work item's time norm; replaced each time norms are learned.

    Quartiles, median and `observed` are minutes per product. `observed` is the estimate of the honest middle that
    inflated entries hardly move, `margin` the share by which it may be wrong, `high_share` the share of entries so
    far above that they were left out. `groups` tells entries, median and quartiles by position group.
    """

    __tablename__ = "norm_evidence"
    __table_args__ = (
        reference("work_item", "work_item_id"),
        CheckConstraint("entries > 0", name="entries"),
    )

    work_item_id: Mapped[UUID] = mapped_column(primary_key=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    entries: Mapped[int]
    people: Mapped[int]
    lower_quartile: Mapped[Decimal] = mapped_column(EXACT)
    median: Mapped[Decimal] = mapped_column(EXACT)
    upper_quartile: Mapped[Decimal] = mapped_column(EXACT)
    observed: Mapped[Decimal] = mapped_column(EXACT)
    margin: Mapped[Decimal] = mapped_column(EXACT)
    high_share: Mapped[Decimal] = mapped_column(EXACT)
    groups: Mapped[dict[str, Any]] = mapped_column(JSONB)
    learned_at: Mapped[stamped]

"""What operators may know of each tenant, as counts and times; a table of the platform, with no text in it."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Integer
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import instant

LATER = TIMESTAMP(timezone=True)


class TenantHealth(Base):
    """One tenant as the program last counted it, in a transaction as that tenant.

    Operators read this and never enter a tenant. `scores_since` is when the oldest score still missing was asked for,
    `sums_since` the first count that found deltas not merged and every one since. `gaps` is
    what a province lacks before it goes live, in the order of `tenants.onboarding.checks.CHECKS`.
    """

    __tablename__ = "tenant_health"

    tenant: Mapped[int] = mapped_column(ForeignKey("tenant.id"), primary_key=True, autoincrement=False)
    measured_at: Mapped[instant]
    accounts: Mapped[int]
    last_sign_in_at: Mapped[datetime | None] = mapped_column(LATER)
    last_entry_at: Mapped[datetime | None] = mapped_column(LATER)
    entries_last_day: Mapped[int]
    pending_scores: Mapped[int]
    scores_since: Mapped[datetime | None] = mapped_column(LATER)
    pending_months: Mapped[int]
    rollup_deltas: Mapped[int]
    sums_since: Mapped[datetime | None] = mapped_column(LATER)
    files: Mapped[int]
    file_bytes: Mapped[int] = mapped_column(BigInteger)
    gaps: Mapped[list[int] | None] = mapped_column(ARRAY(Integer))

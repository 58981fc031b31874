"""What calibration counts, by month: how each rater marked, and how each person's log looks."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from kernel.database import Base
from tenants.tables import EXACT, DerivedTable, stamped


class RaterMonth(DerivedTable, Base):
    """The verdicts one person gave on the work of a month, by level; `at_once` of them in one act, alike and unsaid.

    `general_given` persons got general criteria from this person, `general_points` in all. The unit is that of the
    primary post held last in the month.
    """

    __tablename__ = "rater_month"
    __table_args__ = (Index(None, "tenant_id", "month"),)

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    unit_id: Mapped[UUID | None]
    entries: Mapped[int]
    excellent: Mapped[int]
    good: Mapped[int]
    fair: Mapped[int]
    poor: Mapped[int]
    rejected: Mapped[int]
    at_once: Mapped[int]
    general_given: Mapped[int]
    general_points: Mapped[Decimal] = mapped_column(EXACT)
    counted_at: Mapped[stamped]


class LogMonth(DerivedTable, Base):
    """One person's verified log of a month in one unit; minutes are declared ones, `long_days` above 9.5 hours.

    `repeated` of `proved` entries equal another one of the person on another day: same item, quantity, minutes and
    evidence.
    """

    __tablename__ = "log_month"
    __table_args__ = (Index(None, "tenant_id", "month"),)

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    entries: Mapped[int]
    days: Mapped[int]
    long_days: Mapped[int]
    minutes: Mapped[int] = mapped_column(BigInteger)
    norm_minutes: Mapped[Decimal] = mapped_column(EXACT)
    proved: Mapped[int]
    repeated: Mapped[int]
    counted_at: Mapped[stamped]

"""Rollups: small deltas appended by scoring, merged in batches into sums by person and unit per day."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import BigInteger, Identity
from sqlalchemy.orm import Mapped, mapped_column

from kernel.database import Base
from tenants.tables import EXACT, TenantTable


class Measures:
    """What is summed: verified entries, declared and norm minutes, points, and how many were early or late."""

    entries: Mapped[int] = mapped_column(default=0)
    minutes: Mapped[int] = mapped_column(BigInteger, default=0)
    norm_minutes: Mapped[Decimal] = mapped_column(EXACT, default=Decimal(0))
    points: Mapped[Decimal] = mapped_column(EXACT, default=Decimal(0))
    early: Mapped[int] = mapped_column(default=0)
    late: Mapped[int] = mapped_column(default=0)


class RollupDelta(TenantTable, Measures, Base):
    """What one scored revision adds (or, for the revision it replaces, takes away)."""

    __tablename__ = "rollup_delta"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    person_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    day: Mapped[date]


class PersonDay(TenantTable, Measures, Base):
    """Sums of one person on one day."""

    __tablename__ = "person_day"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)


class UnitDay(TenantTable, Measures, Base):
    """Sums of one unit itself (without the units below it) on one day."""

    __tablename__ = "unit_day"

    unit_id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)

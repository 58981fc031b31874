"""Rollups: the sums by person and unit per day, into which the deltas of scoring are merged."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from kernel.database import Base
from tenants.scoring.models import Measures
from tenants.tables import TenantTable


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

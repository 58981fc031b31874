"""The waves of a roll-out, the units they name, and a province's training twins."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import TenantTable, new_id, reference, stamped


class RolloutWave(TenantTable, Base):
    """A wave of a roll-out (đợt triển khai): from its first day on the units it names are expected to log."""

    __tablename__ = "rollout_wave"

    id: Mapped[new_id]
    name: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date]
    planned_at: Mapped[stamped]


class RolloutUnit(TenantTable, Base):
    """A unit that a wave names; it stands for its branch, but for the branches that a wave names below it."""

    __tablename__ = "rollout_unit"
    __table_args__ = (reference("unit", "unit_id"), reference("rollout_wave", "wave_id"))

    unit_id: Mapped[UUID] = mapped_column(primary_key=True)
    wave_id: Mapped[UUID]


class TrainingGround(TenantTable, Base):
    """A training twin (bản tập dượt) of the province: a tenant of its own, open until the end of a day or closed."""

    __tablename__ = "training_ground"
    __table_args__ = (
        Index("uq_training_ground_open", "tenant_id", unique=True, postgresql_where=text("closed_at IS NULL")),
    )

    twin: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ends_on: Mapped[date]
    opened_at: Mapped[stamped]
    closed_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))

"""The calendar of evaluation: a tenant's rules for months, quarters and years, and the periods made from them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import TenantTable, new_id, reference, stamped

KINDS = "kind IN ('month', 'quarter', 'year')"


class PeriodRule(TenantTable, Base):
    """Which groups of positions are evaluated by which kind of period, and when each step is due.

    The `*_days` count working days after the period's last day; `report_day` is the day of the following month before
    which the agency reports (25 in Khánh Hòa), none where it need not. A year begins with `first_month`: 1 for a
    calendar year, 12 for one from 1 December to 30 November, which is ranked before 15 December.
    """

    __tablename__ = "period_rule"
    __table_args__ = (
        CheckConstraint(KINDS, name="kind"),
        CheckConstraint("valid_to > valid_from", name="dates"),
        CheckConstraint("first_month = 1 OR kind = 'year' AND first_month BETWEEN 1 AND 12", name="first_month"),
    )

    id: Mapped[new_id]
    kind: Mapped[str] = mapped_column(Text)
    position_groups: Mapped[list[str]] = mapped_column(ARRAY(Text))
    self_score_days: Mapped[int]
    opinion_days: Mapped[int]
    freeze_days: Mapped[int]
    decision_days: Mapped[int]
    report_day: Mapped[int | None]
    first_month: Mapped[int] = mapped_column(SmallInteger, default=1, server_default=text("1"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    set_at: Mapped[stamped]


class EvaluationPeriod(TenantTable, Base):
    """An evaluation period (kỳ đánh giá) of some groups of positions, with its dated deadlines.

    It opens on its first day; on `freeze_on` it closes and freezes its inputs; it is finished once every sheet in it
    is decided. The log's part of it no longer moves then: what is verified later counts in the next period.
    """

    __tablename__ = "evaluation_period"
    __table_args__ = (
        reference("period_rule", "rule_id"),
        Index("uq_evaluation_period", "tenant_id", "rule_id", "first", unique=True),
        Index(None, "tenant_id", "first"),
        CheckConstraint(KINDS, name="kind"),
        CheckConstraint("status IN ('planned', 'open', 'closed', 'finished')", name="status"),
        CheckConstraint("last >= first", name="dates"),
    )

    id: Mapped[new_id]
    rule_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(Text)
    position_groups: Mapped[list[str]] = mapped_column(ARRAY(Text))
    first: Mapped[date]
    last: Mapped[date]
    self_score_by: Mapped[date]
    opinion_by: Mapped[date]
    freeze_on: Mapped[date]
    decision_by: Mapped[date]
    report_by: Mapped[date | None]
    status: Mapped[str] = mapped_column(Text, default="planned", server_default=text("'planned'"))
    opened_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    closed_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))

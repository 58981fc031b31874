"""Tenants and what each settles for itself: rules of the log, and its working calendar."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from kernel.database import Base
from tenants.tables import AMOUNT, TenantTable, instant, stamped


class Tenant(Base):
    """A province (tỉnh), a ministry (bộ), the platform's operators, or a province's training twin (bản tập dượt).

    One that leaves is `closing`, read-only, until it is `erased`; its row stays, so that number and short name are
    never given again. One that joined another is `merged`, and `merged_into` says where all it had went.
    """

    __tablename__ = "tenant"
    __table_args__ = (
        CheckConstraint("kind IN ('province', 'ministry', 'platform', 'training')", name="kind"),
        CheckConstraint("state IN ('active', 'closing', 'erased', 'merged')", name="state"),
        CheckConstraint("(state = 'merged') = (merged_into IS NOT NULL)", name="merged"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    slug: Mapped[str] = mapped_column(Text, unique=True)
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    province_code: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[stamped]
    state: Mapped[str] = mapped_column(Text, default="active", server_default="active")
    merged_into: Mapped[int | None] = mapped_column(ForeignKey("tenant.id"))


class FormerTenant(TenantTable, Base):
    """A tenant that joined this one (sáp nhập): who it was, since when its units are here, and the proof of the move.

    `former` marks its sealed days, its chain of receipts, its scores and its norm packages. Its units are those whose
    numbers lie from `first_unit` to `last_unit`. `settings` are what it had settled about its log; `proof` holds
    counts, hashes and sums before and after, and the heads of both trails and chains.
    """

    __tablename__ = "former_tenant"
    __table_args__ = (CheckConstraint("former > 0", name="former"),)

    former: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    slug: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    province_code: Mapped[str | None] = mapped_column(Text)
    joined_on: Mapped[date]
    moved_at: Mapped[instant]
    document_number: Mapped[str] = mapped_column(Text)
    first_unit: Mapped[int]
    last_unit: Mapped[int]
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB)
    proof: Mapped[dict[str, Any]] = mapped_column(JSONB)


class TenantSettings(TenantTable, Base):
    """What a tenant settles about its log; one row each.

    Norms are held against the last `learning_days` days of a work item with at least `learning_entries` entries.
    A group of entries is verified at once after `samples_before_group` drawn ones were opened.
    """

    __tablename__ = "tenant_settings"

    late_log_days: Mapped[int] = mapped_column(default=7)
    evidence_required: Mapped[bool] = mapped_column(default=True)
    day_minutes_limit: Mapped[int] = mapped_column(default=960)
    standard_product_score: Mapped[Decimal] = mapped_column(AMOUNT, default=Decimal(100))
    learning_entries: Mapped[int] = mapped_column(default=30, server_default=text("30"))
    learning_days: Mapped[int] = mapped_column(default=180, server_default=text("180"))
    samples_before_group: Mapped[int] = mapped_column(default=2, server_default=text("2"))


class CalendarDay(TenantTable, Base):
    """A day of the working calendar; `ordinal` counts the working days up to and including it."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    working: Mapped[bool]
    ordinal: Mapped[int]
    note: Mapped[str | None] = mapped_column(Text)

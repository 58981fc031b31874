"""Quota grants and proposals, decisions that are replaced and never deleted, and petitions against them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, Numeric, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import TenantTable, instant, new_id, reference

CLASSES = "('HTXS', 'HTT', 'HT', 'KHT')"


class QuotaGrant(TenantTable, Base):
    """A larger share of HTXS granted to an outstanding agency (25 %), by its document, for periods within its days."""

    __tablename__ = "quota_grant"
    __table_args__ = (
        reference("unit", "agency_id"),
        Index(None, "tenant_id", "agency_id"),
        CheckConstraint("share > 0 AND share <= 1", name="share"),
        CheckConstraint("last >= first", name="dates"),
    )

    id: Mapped[new_id]
    agency_id: Mapped[UUID]
    share: Mapped[Decimal] = mapped_column(Numeric(5, 4))
    first: Mapped[date]
    last: Mapped[date]
    document_number: Mapped[str] = mapped_column(Text)
    granted_by: Mapped[UUID]
    granted_at: Mapped[instant]
    revoked_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))


class QuotaProposal(TenantTable, Base):
    """Who of an agency's group with similar duties is proposed within the quota; a new computation is a new row.

    `lines` has one object a candidate in rank order: sheet, total, side (within, beyond), and the rule that placed it.
    """

    __tablename__ = "quota_proposal"
    __table_args__ = (
        reference("evaluation_period", "period_id"),
        reference("unit", "agency_id"),
        UniqueConstraint("tenant_id", "period_id", "agency_id", "group_key", "number", name="uq_quota_proposal_number"),
    )

    id: Mapped[new_id]
    period_id: Mapped[UUID]
    agency_id: Mapped[UUID]
    group_key: Mapped[str] = mapped_column(Text)
    number: Mapped[int]
    pool: Mapped[int]
    share: Mapped[Decimal] = mapped_column(Numeric(5, 4))
    quota: Mapped[int]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    computed_at: Mapped[instant]


class Decision(TenantTable, Base):
    """The competent head's decision on a sheet; inserted once and never changed. The highest number stands.

    `basis` keeps what was decided upon: totals, conditions with their states, the quota side, the opinion.
    `appointment_id` and `delegation_id` say by which post, and by which delegation if any, the head had authority at
    that moment. `content_hash` is the SHA-256 of its canonical text, printed on its papers.
    """

    __tablename__ = "decision"
    __table_args__ = (
        reference("sheet", "sheet_id"),
        reference("person", "decided_by"),
        reference("appointment", "appointment_id"),
        reference("decision", "replaces_id"),
        UniqueConstraint("tenant_id", "sheet_id", "number"),
        Index("uq_decision_content_hash", "tenant_id", "content_hash", unique=True),
        CheckConstraint(f"class_by_points IN {CLASSES}", name="class_by_points"),
        CheckConstraint(f"proposed_class IN {CLASSES}", name="proposed_class"),
        CheckConstraint(f"decided_class IN {CLASSES}", name="decided_class"),
        CheckConstraint("(decided_class IS NULL) = (not_ranked IS NOT NULL)", name="ranked"),
        CheckConstraint("(number = 1) = (replaces_id IS NULL)", name="replaces"),
    )

    id: Mapped[new_id]
    sheet_id: Mapped[UUID]
    number: Mapped[int]
    class_by_points: Mapped[str | None] = mapped_column(Text)
    proposed_class: Mapped[str | None] = mapped_column(Text)
    decided_class: Mapped[str | None] = mapped_column(Text)
    not_ranked: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    exception: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    document_number: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[UUID]
    appointment_id: Mapped[UUID]
    delegation_id: Mapped[UUID | None]
    decided_at: Mapped[instant]
    replaces_id: Mapped[UUID | None]
    petition_id: Mapped[UUID | None]
    basis: Mapped[dict[str, Any]] = mapped_column(JSONB)
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)


class Petition(TenantTable, Base):
    """A petition (kiến nghị) against a decision: filed within the package's days, answered by somebody else.

    One filed late has a reason, and so has a late answer.
    """

    __tablename__ = "petition"
    __table_args__ = (
        reference("decision", "decision_id"),
        reference("sheet", "sheet_id"),
        reference("person", "person_id"),
        Index("uq_petition_decision", "tenant_id", "decision_id", unique=True),
        CheckConstraint("outcome IN ('upheld', 'changed', 'withdrawn')", name="outcome"),
        CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered"),
    )

    id: Mapped[new_id]
    decision_id: Mapped[UUID]
    sheet_id: Mapped[UUID]
    person_id: Mapped[UUID]
    text: Mapped[str] = mapped_column(Text)
    filed_at: Mapped[instant]
    answer_by: Mapped[date]
    outcome: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    late_reason: Mapped[str | None] = mapped_column(Text)
    answer_late_reason: Mapped[str | None] = mapped_column(Text)

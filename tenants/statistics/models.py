"""A province's part of a national release, the releases made of all parts, and what each ministry may see of them.

Tables with a `tenant_id` are walled off as all others. The release tables hold nothing but what is published: they are
written once, in the transaction that publishes, and are the only ones the ministries' role can read. What a release
hides, and why, is kept apart.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from kernel.ids import uuid7
from tenants.tables import EXACT, TenantTable, instant, key_text, new_id, stamped

PERIOD = "period ~ '^20[0-9]{2}(-Q[1-4])?$'"


class StatisticsPart(TenantTable, Base):
    """A province's own part (phần số liệu của tỉnh) of one period's release, as its evaluations stood when gathered.

    A new gathering is a new number, with a reason; the highest approved number is the province's word. `period` is a
    quarter (`2026-Q3`) or a year (`2026`). `cells` counts people by body, position group, rank, age band, gender, staff
    type, qualification and class; `twice` people failing now by whether they failed in the quarter before; `points`
    people by body, position group, class and total; `figures` holds all that is no count of people by class.
    `gathered_by` is the account that asked, nobody where the program did; `approved_by` the person. Only the approval
    is ever written later.
    """

    __tablename__ = "statistics_part"
    __table_args__ = (
        UniqueConstraint("tenant_id", "period", "number"),
        CheckConstraint(PERIOD, name="period"),
        CheckConstraint("(number = 1) OR (reason IS NOT NULL)", name="reason"),
        CheckConstraint("(approved_at IS NULL) = (approved_by IS NULL)", name="approved"),
    )

    id: Mapped[new_id]
    period: Mapped[str] = mapped_column(Text)
    number: Mapped[int]
    reason: Mapped[str | None] = mapped_column(Text)
    cells: Mapped[list[list[Any]]] = mapped_column(JSONB)
    twice: Mapped[list[list[Any]]] = mapped_column(JSONB)
    points: Mapped[list[list[Any]]] = mapped_column(JSONB)
    figures: Mapped[dict[str, Any]] = mapped_column(JSONB)
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)
    gathered_by: Mapped[UUID | None]
    gathered_at: Mapped[stamped]
    approve_by: Mapped[date]
    approved_by: Mapped[UUID | None]
    approved_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    document_number: Mapped[str | None] = mapped_column(Text)


class MinistryScope(TenantTable, Base):
    """What a ministry may see of releases: provinces, types of bodies and fields of work; none means all of them.

    Rows of the whole nation are seen by every ministry.
    """

    __tablename__ = "ministry_scope"

    provinces: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    bodies: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    fields: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    set_at: Mapped[stamped]


class ReleasePlan(Base):
    """When a period's parts are due from the provinces, and from which day on its release is made."""

    __tablename__ = "release_plan"
    __table_args__ = (
        CheckConstraint(PERIOD, name="period"),
        CheckConstraint("release_on > approve_by", name="dates"),
    )

    period: Mapped[str] = mapped_column(Text, primary_key=True)
    approve_by: Mapped[date]
    release_on: Mapped[date]


class Release(Base):
    """A version of a period's national release (bản công bố): inserted once, never changed, never removed.

    `reported` and `missing` are codes of provinces; `parts` names the parts it is made of (province, number, day of
    approval). `catalogue` and `settings` describe which tables it has and how it was protected, `losses`
    how much is hidden, by table. `pattern_hash` is the SHA-256 of the pattern of hidden cells.
    """

    __tablename__ = "release"
    __table_args__ = (
        UniqueConstraint("period", "version"),
        CheckConstraint(PERIOD, name="period"),
        CheckConstraint("(version = 1) OR (reason IS NOT NULL)", name="reason"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    period: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    reason: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[instant]
    reported: Mapped[list[str]] = mapped_column(ARRAY(Text))
    missing: Mapped[list[str]] = mapped_column(ARRAY(Text))
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    catalogue: Mapped[dict[str, Any]] = mapped_column(JSONB)
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB)
    losses: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    solver: Mapped[str] = mapped_column(Text)
    pattern_hash: Mapped[bytes] = mapped_column(LargeBinary)


class ReleaseCell(Base):
    """One published figure; `*` is the total of a dimension. A hidden one has no value, whatever the reason.

    `obs_status` is A (normal), Q (hidden), M (cannot exist) or L (not reported); `conf_status` F (free) or C (hidden).
    """

    __tablename__ = "release_cell"
    __table_args__ = (
        CheckConstraint("obs_status IN ('A', 'Q', 'M', 'L')", name="obs_status"),
        CheckConstraint("conf_status IN ('F', 'C')", name="conf_status"),
        CheckConstraint("(value IS NULL) = (obs_status <> 'A')", name="value"),
        CheckConstraint("(obs_status = 'Q') = (conf_status = 'C')", name="one_mark"),
        Index(None, "release_id", "dataset", "measure"),
    )

    release_id: Mapped[UUID] = mapped_column(ForeignKey("release.id"), primary_key=True)
    dataset: Mapped[key_text] = mapped_column(primary_key=True)
    province: Mapped[key_text] = mapped_column(primary_key=True, server_default=text("'*'"))
    body: Mapped[key_text] = mapped_column(primary_key=True, server_default=text("'*'"))
    position_group: Mapped[key_text] = mapped_column(primary_key=True, server_default=text("'*'"))
    rank: Mapped[key_text] = mapped_column(primary_key=True, server_default=text("'*'"))
    age: Mapped[key_text] = mapped_column(primary_key=True, server_default=text("'*'"))
    gender: Mapped[key_text] = mapped_column(primary_key=True, server_default=text("'*'"))
    staff: Mapped[key_text] = mapped_column(primary_key=True, server_default=text("'*'"))
    qualification: Mapped[key_text] = mapped_column(primary_key=True, server_default=text("'*'"))
    field: Mapped[key_text] = mapped_column(primary_key=True, server_default=text("'*'"))
    measure: Mapped[key_text] = mapped_column(primary_key=True)
    value: Mapped[Decimal | None] = mapped_column(EXACT)
    obs_status: Mapped[str] = mapped_column(Text)
    conf_status: Mapped[str] = mapped_column(Text)


class ReleaseProof(Base):
    """What the office keeps of a release and never publishes: true counts, reasons, proven bounds.

    `system` names the system of additive cells (`classes`, `twice`, `bodies`, …), `parts` the parts each is made of and
    `losses:classes` why so much is hidden. `keys` are its rows; `counts`,
    `hidden` and `reasons` hold one line a row, one column a class; `bounds` each protected cell with what it must reach
    and what is proven. Later versions inherit the pattern from here.
    """

    __tablename__ = "release_proof"

    release_id: Mapped[UUID] = mapped_column(ForeignKey("release.id"), primary_key=True)
    system: Mapped[str] = mapped_column(Text, primary_key=True)
    keys: Mapped[list[list[str]]] = mapped_column(JSONB)
    counts: Mapped[list[list[int]]] = mapped_column(JSONB)
    hidden: Mapped[list[list[int]]] = mapped_column(JSONB)
    heads_hidden: Mapped[list[int]] = mapped_column(JSONB)
    reasons: Mapped[list[list[int]]] = mapped_column(JSONB)
    bounds: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)

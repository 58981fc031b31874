"""The catalogue: national templates, competencies, job positions and work items with their dated versions."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import AMOUNT, TenantTable, instant, new_id, reference, stamped
from tenants.vietnamese import text_sort_key

VERSION_STATES = "status IN ('draft', 'approved', 'superseded')"
# A draft has no number and no dates yet: an item has one at most, and whatever refers to a version has a real one.
VERSION_DATES = (
    "CASE WHEN status = 'draft' THEN version = 0 ELSE version > 0 END AND (version = 0) = (valid_from IS NULL)"
)
ATTRIBUTES_BY_NAME = "jsonb_typeof(attributes) = 'object'"


def _sort_key(context: Any) -> str:  # noqa: ANN401 - SQLAlchemy's context of an INSERT has no typed parameters
    """The sort key of the name of a row that is being inserted."""
    return text_sort_key(context.get_current_parameters()["name"])


class TemplateRecord(Base):
    """One record of the national template, by kind (`competency`, `job_position`, `work_item`), code and revision.

    `content` is flat: a field's path to its value; empty, the template has withdrawn the record.
    """

    __tablename__ = "template_record"

    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    created_at: Mapped[stamped]


class Competency(TenantTable, Base):
    """A competency (năng lực) with the meaning of its five levels."""

    __tablename__ = "competency"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    levels: Mapped[dict[str, str]] = mapped_column(JSONB)
    template_revision: Mapped[int | None]


class Versioned(TenantTable):
    """What a version carries whatever it is a version of: its number, its dates, and who proposed and approved it.

    A draft has the number 0 and knows in `base_version` which version it was written on.
    `search_key` holds the words of code and name without diacritics; `sort_key` sorts names in Vietnamese order.
    `attributes` are the province's own facts by name, texts that its norm package reads.
    """

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=1)
    status: Mapped[str] = mapped_column(Text, sort_order=1)
    valid_from: Mapped[date | None] = mapped_column(sort_order=1)
    valid_to: Mapped[date | None] = mapped_column(sort_order=1)
    name: Mapped[str] = mapped_column(Text, sort_order=1)
    search_key: Mapped[str] = mapped_column(Text(collation="C"), sort_order=1)
    sort_key: Mapped[str] = mapped_column(Text(collation="C"), insert_default=_sort_key, sort_order=1)
    attributes: Mapped[dict[str, str]] = mapped_column(
        JSONB, default=dict, server_default=text("'{}'::jsonb"), sort_order=4
    )
    base_version: Mapped[int | None] = mapped_column(sort_order=3)
    proposed_by: Mapped[UUID | None] = mapped_column(sort_order=3)
    proposed_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True), sort_order=3)
    approved_by: Mapped[UUID | None] = mapped_column(sort_order=3)
    approved_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True), sort_order=3)


class JobPosition(TenantTable, Base):
    """A job position (vị trí việc làm); its content stands in its versions."""

    __tablename__ = "job_position"
    __table_args__ = (UniqueConstraint("tenant_id", "code"),)

    id: Mapped[new_id]
    code: Mapped[str] = mapped_column(Text)
    template_code: Mapped[str | None] = mapped_column(Text)
    template_revision: Mapped[int | None]


class JobPositionVersion(Versioned, Base):
    """A job position as approved from one day to another: its job description (bản mô tả công việc)."""

    __tablename__ = "job_position_version"
    __table_args__ = (
        reference("job_position", "job_position_id"),
        CheckConstraint(VERSION_STATES, name="status"),
        CheckConstraint(VERSION_DATES, name="status_dates"),
        CheckConstraint("valid_to > valid_from", name="dates"),
        CheckConstraint(ATTRIBUTES_BY_NAME, name="attributes"),
    )

    job_position_id: Mapped[UUID] = mapped_column(primary_key=True)
    position_group: Mapped[str] = mapped_column(Text, sort_order=2)
    rank: Mapped[str] = mapped_column(Text, sort_order=2)
    field: Mapped[str] = mapped_column(Text, sort_order=2)
    level: Mapped[str] = mapped_column(Text, sort_order=2)
    description: Mapped[dict[str, Any]] = mapped_column(JSONB, sort_order=2)


class RequiredCompetency(TenantTable, Base):
    """One line of a position's competency framework (khung năng lực): a competency and the level it must reach."""

    __tablename__ = "required_competency"
    __table_args__ = (
        reference(
            "job_position_version", "job_position_id", "version", to=("job_position_id", "version"), onupdate="CASCADE"
        ),
        reference("competency", "competency_code", to=("code",)),
        CheckConstraint("level BETWEEN 1 AND 5", name="level"),
    )

    job_position_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    competency_code: Mapped[str] = mapped_column(Text, primary_key=True)
    level: Mapped[int]


class WorkItem(TenantTable, Base):
    """A work item (đầu việc), common to the province or owned by a unit (task group C)."""

    __tablename__ = "work_item"
    __table_args__ = (
        UniqueConstraint("tenant_id", "code"),
        reference("unit", "owner_unit_id"),
        Index(None, "tenant_id", "owner_unit_id"),
    )

    id: Mapped[new_id]
    code: Mapped[str] = mapped_column(Text)
    owner_unit_id: Mapped[UUID | None]
    template_code: Mapped[str | None] = mapped_column(Text)
    template_revision: Mapped[int | None]


class WorkItemVersion(Versioned, Base):
    """A work item as in force from one day to another: norm in minutes, complexity, standard score, output."""

    __tablename__ = "work_item_version"
    __table_args__ = (
        reference("work_item", "work_item_id"),
        CheckConstraint(VERSION_STATES, name="status"),
        CheckConstraint(VERSION_DATES, name="status_dates"),
        CheckConstraint("valid_to > valid_from", name="dates"),
        CheckConstraint(ATTRIBUTES_BY_NAME, name="attributes"),
        CheckConstraint("task_group IN ('A', 'B', 'C', 'D')", name="task_group"),
        CheckConstraint("norm_minutes > 0", name="norm_minutes"),
        Index(None, "tenant_id", "sort_key", "work_item_id"),
    )

    work_item_id: Mapped[UUID] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(Text, sort_order=2)
    task_group: Mapped[str] = mapped_column(Text, sort_order=2)
    position_groups: Mapped[list[str]] = mapped_column(ARRAY(Text), sort_order=2)
    norm_minutes: Mapped[int] = mapped_column(sort_order=2)
    complexity: Mapped[str] = mapped_column(Text, sort_order=2)
    standard_score: Mapped[Decimal] = mapped_column(AMOUNT, sort_order=2)
    output: Mapped[str] = mapped_column(Text, sort_order=2)
    product_unit: Mapped[str] = mapped_column(Text, sort_order=2)


class ItemSuggestion(TenantTable, Base):
    """Work that its author does not find in the catalogue (đề xuất đầu việc), and what came of it.

    `usual_minutes` is what one product takes, as the author sees it. Drafted, it names the work item it became;
    the item may be discarded later, so nothing binds the two. `answered_by` is an account.
    """

    __tablename__ = "item_suggestion"
    __table_args__ = (
        reference("person", "person_id"),
        reference("unit", "unit_id"),
        Index(None, "tenant_id", "person_id"),
        Index("ix_item_suggestion_waiting", "tenant_id", "id", postgresql_where=text("outcome IS NULL")),
        CheckConstraint("outcome IN ('drafted', 'declined')", name="outcome"),
        CheckConstraint("(outcome IS NULL) = (answered_at IS NULL)", name="answered"),
        CheckConstraint("usual_minutes > 0", name="usual_minutes"),
    )

    id: Mapped[new_id]
    person_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(Text)
    output: Mapped[str] = mapped_column(Text)
    usual_minutes: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    suggested_at: Mapped[instant]
    outcome: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    work_item_id: Mapped[UUID | None]

"""Scores of entries by revision and of persons by month, and the facts a month needs beside the log."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, LargeBinary, Sequence, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from kernel.database import Base
from tenants.tables import AMOUNT, EXACT, DerivedTable, TenantTable, former_mark, reference, stamped

# Whoever writes scores holds the tenant's scoring lock until the commit, so that numbers rise in the order of commits.
NUMBERS = Sequence("receipt_number", metadata=Base.metadata)


class EntryScore(DerivedTable, Base):
    """The score of one revision of an entry; inserted once and never updated.

    Person, unit, minutes and days late are what this revision adds to the rollups, so that a later one can take it
    back. `inputs` and `outputs` hold the package's entry inputs and formulas in declared order as canonical texts,
    `receipt_hash` the SHA-256 of their canonical text: with the package's document they are the receipt. Where a
    back-dated correction made the score, `norm_correction_id` names it. `number` rises in the order of writing, by
    which receipts are chained.
    """

    __tablename__ = "entry_score"
    __table_args__ = (Index(None, "tenant_id", "number"), {"postgresql_partition_by": "RANGE (work_date)"})

    entry_id: Mapped[UUID] = mapped_column(primary_key=True)
    work_date: Mapped[date] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    norm_package_id: Mapped[UUID]
    norm_correction_id: Mapped[UUID | None]
    person_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    minutes: Mapped[int]
    norm_minutes: Mapped[Decimal] = mapped_column(EXACT)
    days_late: Mapped[int]
    points: Mapped[Decimal] = mapped_column(EXACT)
    inputs: Mapped[list[str | None]] = mapped_column(ARRAY(Text))
    outputs: Mapped[list[str | None]] = mapped_column(ARRAY(Text))
    receipt_hash: Mapped[bytes] = mapped_column(LargeBinary)
    scored_at: Mapped[stamped]
    number: Mapped[int] = mapped_column(BigInteger, server_default=NUMBERS.next_value())
    former: Mapped[former_mark]


class Measures:
    """What is summed: verified entries, declared and norm minutes, points, and how many were early or late."""

    entries: Mapped[int] = mapped_column(default=0)
    minutes: Mapped[int] = mapped_column(BigInteger, default=0)
    norm_minutes: Mapped[Decimal] = mapped_column(EXACT, default=Decimal(0))
    points: Mapped[Decimal] = mapped_column(EXACT, default=Decimal(0))
    early: Mapped[int] = mapped_column(default=0)
    late: Mapped[int] = mapped_column(default=0)


class RollupDelta(DerivedTable, Measures, Base):
    """What one scored revision adds (or, for the revision it replaces, takes away)."""

    __tablename__ = "rollup_delta"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    person_id: Mapped[UUID]
    unit_id: Mapped[UUID]
    day: Mapped[date]


class RefusedScore(DerivedTable, Base):
    """A revision that could not be scored because an input is outside what the package accepts."""

    __tablename__ = "refused_score"

    entry_id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    work_date: Mapped[date]
    norm_package_id: Mapped[UUID]
    reason: Mapped[str] = mapped_column(Text)
    refused_at: Mapped[stamped]


class MonthFact(TenantTable, Base):
    """What a month's score needs beside the log: general criteria (tiêu chí chung, 0 to 30) and days of leave.

    `facts` holds further inputs of the package's month by name, as exact texts or truths: what the superior answers,
    and what evaluation finds out (whether a subordinate failed, the unit's result, discipline). `recorded_by` is who
    said what `general` is; nobody where only the program wrote.
    """

    __tablename__ = "month_fact"
    __table_args__ = (reference("person", "person_id"),)

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    general: Mapped[Decimal | None] = mapped_column(AMOUNT)
    leave_days: Mapped[Decimal] = mapped_column(AMOUNT, default=Decimal(0))
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default=text("'{}'"))
    recorded_by: Mapped[UUID | None]
    recorded_at: Mapped[stamped]


class MonthScore(TenantTable, Base):
    """A person's month under the package in force on its last day, in the unit of the post held last in it.

    A changed result, and one that a back-dated correction made, is a new revision.
    """

    __tablename__ = "month_score"
    __table_args__ = (
        reference("person", "person_id"),
        reference("norm_package", "norm_package_id"),
        reference("norm_correction", "norm_correction_id"),
        Index(None, "tenant_id", "month"),
        Index(None, "tenant_id", "number"),
    )

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    norm_package_id: Mapped[UUID]
    norm_correction_id: Mapped[UUID | None]
    results: Mapped[Decimal | None] = mapped_column(EXACT)
    total: Mapped[Decimal | None] = mapped_column(EXACT)
    rating: Mapped[str | None] = mapped_column(Text)
    receipt: Mapped[dict[str, Any]] = mapped_column(JSONB)
    receipt_hash: Mapped[bytes] = mapped_column(LargeBinary)
    scored_at: Mapped[stamped]
    number: Mapped[int] = mapped_column(BigInteger, server_default=NUMBERS.next_value())
    former: Mapped[former_mark]


class PendingSheet(DerivedTable, Base):
    """A person's month that was scored again: the sheets it counts in are to be refreshed."""

    __tablename__ = "pending_sheet"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)


class FrozenMonth(DerivedTable, Base):
    """What a person's closed month takes from the log, by package: the aggregates of its month formulas.

    `sums` are canonical texts in the order of `tenants.norms.language.freezing`; `role` is the standing then, `days`
    the working days on which a post was held. With them and what is recorded of the month it is computed again without
    looking at the log, the posts or the calendar. The highest revision counts; a later one is a named correction.
    """

    __tablename__ = "frozen_month"
    __table_args__ = (Index(None, "tenant_id", "month"),)

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    norm_package_id: Mapped[UUID] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role: Mapped[str] = mapped_column(Text)
    days: Mapped[Decimal] = mapped_column(EXACT)
    sums: Mapped[list[str | None]] = mapped_column(ARRAY(Text))
    reason: Mapped[str | None] = mapped_column(Text)
    document_number: Mapped[str | None] = mapped_column(Text)
    frozen_at: Mapped[stamped]


class PeriodScore(DerivedTable, Base):
    """A person's quarter or year under the package in force on its last day; a changed result is a new revision.

    `through` is the highest number of the month scores it rests on: a higher one there means that it is to be computed
    again.
    """

    __tablename__ = "period_score"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    start: Mapped[date] = mapped_column(primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    norm_package_id: Mapped[UUID]
    level: Mapped[str] = mapped_column(Text)
    through: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[Decimal | None] = mapped_column(EXACT)
    rating: Mapped[str | None] = mapped_column(Text)
    outputs: Mapped[list[str | None]] = mapped_column(ARRAY(Text))
    receipt_hash: Mapped[bytes] = mapped_column(LargeBinary)
    scored_at: Mapped[stamped]

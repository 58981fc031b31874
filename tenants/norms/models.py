"""Norm packages as a tenant keeps them: their texts, their life, and where and when each is the law."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import TenantTable, former_mark, instant, new_id, reference, stamped


class NormPackage(TenantTable, Base):
    """One version of a norm package (gói định mức); from its first pilot or publication on its text never changes.

    A province that inherits keeps the national text it started from in `document`, named by `base_name` and
    `base_version`, and its own changes in `override`. `authors` are the accounts that wrote any of it. Name, version
    and title of a draft are what could be read of it. A `corrective` package is the law only where a named correction
    says so, one of a `former` tenant only in its own units until it joined. The
    database itself refuses to change anything but drafts.
    """

    __tablename__ = "norm_package"
    __table_args__ = (
        Index(
            "uq_norm_package_version",
            "tenant_id",
            "former",
            "name",
            "version",
            unique=True,
            postgresql_where=text("status <> 'draft'"),
        ),
        CheckConstraint("status IN ('draft', 'pilot', 'corrective', 'published', 'superseded')", name="status"),
        CheckConstraint("(base_name IS NULL) = (base_version IS NULL)", name="base"),
    )

    id: Mapped[new_id]
    name: Mapped[str] = mapped_column(Text)
    version: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    document: Mapped[str] = mapped_column(Text)
    override: Mapped[str | None] = mapped_column(Text)
    base_name: Mapped[str | None] = mapped_column(Text)
    base_version: Mapped[str | None] = mapped_column(Text)
    document_hash: Mapped[bytes] = mapped_column(LargeBinary)
    authors: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid), default=list, server_default=text("'{}'"))
    status: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    created_at: Mapped[stamped]
    edited_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    published_by: Mapped[UUID | None]
    published_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    former: Mapped[former_mark]


class NormPilot(TenantTable, Base):
    """A package tried out (thí điểm) by named units with their branches, from one day to (not including) another.

    It counts from the confirmation by a second person on; after that only its end can be brought forward.
    """

    __tablename__ = "norm_pilot"
    __table_args__ = (
        reference("norm_package", "norm_package_id"),
        Index(None, "tenant_id", "norm_package_id"),
        CheckConstraint("valid_to > valid_from", name="dates"),
        CheckConstraint("cardinality(unit_ids) > 0", name="units"),
        CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="confirmed"),
    )

    id: Mapped[new_id]
    norm_package_id: Mapped[UUID]
    unit_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid))
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    proposed_by: Mapped[UUID]
    proposed_at: Mapped[instant]
    confirmed_by: Mapped[UUID | None]
    confirmed_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))


class NormCorrection(TenantTable, Base):
    """A back-dated correction (đính chính): past days of named units, or of everybody, scored again by a package.

    It rests on a reason and a document, counts from the confirmation by a second person on, and then never changes.
    The new scores stand beside the old ones and name it. `applied_at` and `entries` tell what became of it.
    """

    __tablename__ = "norm_correction"
    __table_args__ = (
        reference("norm_package", "norm_package_id"),
        CheckConstraint("valid_to > valid_from", name="dates"),
        CheckConstraint("unit_ids IS NULL OR cardinality(unit_ids) > 0", name="units"),
        CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="confirmed"),
    )

    id: Mapped[new_id]
    norm_package_id: Mapped[UUID]
    unit_ids: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid))
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    document_number: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[UUID]
    proposed_at: Mapped[instant]
    confirmed_by: Mapped[UUID | None]
    confirmed_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    applied_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    entries: Mapped[int | None]

"""Results that an earlier system recorded, as they were brought in."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kernel.database import Base
from tenants.tables import AMOUNT, TenantTable, instant, new_id, reference

MARK = "imported_unverified"


class ImportedResult(TenantTable, Base):
    """A result or piece of work from an earlier system: imported, unverified (nhập từ hệ thống cũ, chưa xác nhận).

    Nothing that scores, sums, ranks or publishes reads this table. `source` names the system, `external_id` the record
    there: the same record is brought in once. `mark` can be nothing else: nobody verifies here what happened elsewhere.
    """

    __tablename__ = "imported_result"
    __table_args__ = (
        reference("person", "person_id"),
        UniqueConstraint("tenant_id", "source", "external_id", "person_id"),
        Index(None, "tenant_id", "person_id", "last"),
        CheckConstraint("last >= first", name="dates"),
        CheckConstraint("mark = 'imported_unverified'", name="mark"),
    )

    id: Mapped[new_id]
    person_id: Mapped[UUID]
    source: Mapped[str] = mapped_column(Text)
    external_id: Mapped[str] = mapped_column(Text)
    first: Mapped[date]
    last: Mapped[date]
    content: Mapped[str] = mapped_column(Text)
    quantity: Mapped[Decimal | None] = mapped_column(AMOUNT)
    points: Mapped[Decimal | None] = mapped_column(AMOUNT)
    rating: Mapped[str | None] = mapped_column(Text)
    mark: Mapped[str] = mapped_column(Text, default=MARK, server_default=MARK)
    imported_by: Mapped[UUID]
    imported_at: Mapped[instant]

"""What a directory outside calls our people and units."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import TenantTable, stamped


class ScimLink(TenantTable, Base):
    """The `externalId` of a person or a unit; `changed_at` is when it was last written through SCIM.

    What a directory has removed (`removed_at`) is shown to it no longer; the record itself stays, and ends on its day.
    """

    __tablename__ = "scim_link"
    __table_args__ = (
        UniqueConstraint("tenant_id", "kind", "external_id"),
        CheckConstraint("kind IN ('person', 'unit')", name="kind"),
    )

    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    subject_id: Mapped[UUID] = mapped_column(primary_key=True)
    external_id: Mapped[str | None] = mapped_column(Text)
    changed_at: Mapped[stamped]
    removed_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))

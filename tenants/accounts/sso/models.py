"""A tenant's identity provider, and which identities belong to which accounts."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import TenantTable, plain_text, reference, stamped


class IdentityProvider(TenantTable, Base):
    """Where the people of a tenant sign in; one at most. The client's secret is sealed, absent for a public client."""

    __tablename__ = "identity_provider"

    name: Mapped[plain_text]
    issuer: Mapped[plain_text]
    client_id: Mapped[plain_text]
    sealed_secret: Mapped[str | None] = mapped_column(Text)
    pin_claim: Mapped[str | None] = mapped_column(Text)
    enforced: Mapped[bool]
    changed_at: Mapped[stamped]

    @property
    def has_secret(self) -> bool:
        """Whether a secret is kept."""
        return self.sealed_secret is not None


class LinkedIdentity(TenantTable, Base):
    """An identity (issuer and subject) that belongs to an account."""

    __tablename__ = "linked_identity"
    __table_args__ = (
        UniqueConstraint("tenant_id", "account_id", "issuer"),
        reference("account", "account_id"),
        Index(None, "tenant_id", "account_id"),
    )

    issuer: Mapped[str] = mapped_column(Text, primary_key=True)
    subject: Mapped[str] = mapped_column(Text, primary_key=True)
    account_id: Mapped[UUID]
    linked_at: Mapped[stamped]
    last_used_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))

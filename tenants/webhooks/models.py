"""Endpoints, the messages a tenant had to tell, their deliveries and each attempt at one."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import TenantTable, instant, new_id, reference, stamped

LATER: Final = TIMESTAMP(timezone=True)


class WebhookEndpoint(TenantTable, Base):
    """Where a tenant's messages go, which kinds of them, and how it fares.

    Secrets are sealed; during a rotation the old one signs beside the new until `old_until`. `failures` counts attempts
    that failed in a row; while `open_until` lies ahead the circuit is open and nothing is sent. `claimed_until` is set
    by whoever sends to it now. A disabled endpoint has a `reason`: gone (410), failing, or the administrator's.
    """

    __tablename__ = "webhook_endpoint"
    __table_args__ = (CheckConstraint("state IN ('open', 'paused', 'disabled')", name="state"),)

    id: Mapped[new_id]
    url: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    event_types: Mapped[list[str]] = mapped_column(ARRAY(Text))
    sealed_secret: Mapped[str] = mapped_column(Text)
    sealed_old_secret: Mapped[str | None] = mapped_column(Text)
    old_until: Mapped[datetime | None] = mapped_column(LATER)
    state: Mapped[str] = mapped_column(Text, default="open")
    reason: Mapped[str | None] = mapped_column(Text)
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None] = mapped_column(LATER)
    open_until: Mapped[datetime | None] = mapped_column(LATER)
    claimed_until: Mapped[datetime | None] = mapped_column(LATER)
    last_success_at: Mapped[datetime | None] = mapped_column(LATER)
    created_at: Mapped[stamped]


class WebhookMessage(TenantTable, Base):
    """What is told, word for word: the body is signed as it stands here, for every endpoint and every attempt."""

    __tablename__ = "webhook_message"
    __table_args__ = (Index(None, "tenant_id", "at"),)

    id: Mapped[new_id]
    type: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[instant]


class WebhookDelivery(TenantTable, Base):
    """A message on its way to one endpoint; `tries` counts attempts since it was last asked for."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        reference("webhook_endpoint", "endpoint_id"),
        reference("webhook_message", "message_id"),
        CheckConstraint("state IN ('waiting', 'delivered', 'failed')", name="state"),
        Index(
            "ix_webhook_delivery_due",
            "tenant_id",
            "endpoint_id",
            "due_at",
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(None, "tenant_id", "message_id"),
    )

    endpoint_id: Mapped[UUID] = mapped_column(primary_key=True)
    message_id: Mapped[UUID] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(Text, default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[instant]
    finished_at: Mapped[datetime | None] = mapped_column(LATER)


class WebhookAttempt(TenantTable, Base):
    """One attempt: what the receiver answered (cut short), or why it could not be asked; how long that took."""

    __tablename__ = "webhook_attempt"
    __table_args__ = (
        reference("webhook_delivery", "endpoint_id", "message_id", to=("endpoint_id", "message_id")),
        Index(None, "tenant_id", "endpoint_id", "message_id"),
    )

    id: Mapped[new_id]
    endpoint_id: Mapped[UUID]
    message_id: Mapped[UUID]
    at: Mapped[instant]
    milliseconds: Mapped[int]
    status: Mapped[int | None]
    failure: Mapped[str | None] = mapped_column(Text)
    response: Mapped[str] = mapped_column(Text, default="")

"""The connection of a tenant to the national cadre database, and the events on their way there."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import TenantTable, instant, new_id, reference, stamped

LATER: Final = TIMESTAMP(timezone=True)


class CadreConnection(TenantTable, Base):
    """Whether a tenant sends, since which day, with which token (sealed); and how the other side fares.

    `cursor` is how far its answers were read. After `failures` in a row it is left alone until `retry_at`;
    `claimed_until` is set by whoever speaks to it now.
    """

    __tablename__ = "cadre_connection"

    enabled: Mapped[bool]
    since: Mapped[date]
    sealed_token: Mapped[str | None] = mapped_column(Text)
    cursor: Mapped[str | None] = mapped_column(Text)
    failures: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    last_failure: Mapped[str | None] = mapped_column(Text)
    retry_at: Mapped[datetime | None] = mapped_column(LATER)
    claimed_until: Mapped[datetime | None] = mapped_column(LATER)
    last_success_at: Mapped[datetime | None] = mapped_column(LATER)
    compared_at: Mapped[datetime | None] = mapped_column(LATER)
    changed_at: Mapped[stamped]


class CadreEvent(TenantTable, Base):
    """One fact to be sent once: a decision on an evaluation, its replacement, or a change of post.

    The id is the idempotency key: however often it is sent, it is one fact there. `ours` is what is sent, `theirs` what
    they hold where that differs; `due_on` the third working day after the fact.
    """

    __tablename__ = "cadre_event"
    __table_args__ = (
        UniqueConstraint("tenant_id", "key"),
        reference("person", "person_id"),
        CheckConstraint("kind IN ('evaluation', 'post')", name="kind"),
        CheckConstraint("state IN ('waiting', 'sent', 'acknowledged', 'refused', 'differing')", name="state"),
        Index(
            "ix_cadre_event_open", "tenant_id", "due_on", postgresql_where=text("state <> 'acknowledged'")
        ),
        Index(None, "tenant_id", "person_id"),
    )  # fmt: skip

    id: Mapped[new_id]
    key: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    person_id: Mapped[UUID]
    happened_at: Mapped[instant]
    due_on: Mapped[date]
    ours: Mapped[dict[str, Any]] = mapped_column(JSONB)
    state: Mapped[str] = mapped_column(Text, default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(LATER)
    answered_at: Mapped[datetime | None] = mapped_column(LATER)
    reason: Mapped[str | None] = mapped_column(Text)
    theirs: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    compared_at: Mapped[datetime | None] = mapped_column(LATER)
    overdue_at: Mapped[datetime | None] = mapped_column(LATER)

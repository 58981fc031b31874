"""The embedded queue and schedule as tables: what workers need when no broker but PostgreSQL is there."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, Text, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base


class QueueMessage(Base):
    """A message for a worker; leased while it runs, removed when done, kept aside when it can never succeed."""

    __tablename__ = "queue_message"
    __table_args__ = (
        Index("ix_queue_message_ready", "queue", "available_at", postgresql_where=text("dead_at IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    queue: Mapped[str] = mapped_column(Text)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    available_at: Mapped[datetime] = mapped_column(TIMESTAMP(timezone=True))
    leased_until: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    lease: Mapped[UUID | None]
    dead_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))


class ScheduledJob(Base):
    """When a periodic job was last handed out; one row a job, locked while it is decided."""

    __tablename__ = "scheduled_job"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    last_run_at: Mapped[datetime] = mapped_column(TIMESTAMP(timezone=True))

"""The transactional outbox: what must follow a fact is written in the fact's own transaction."""

from datetime import datetime
from typing import Any

from opentelemetry import propagate
from sqlalchemy import BigInteger, Identity, Text, func, insert
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base, tenant_of


class OutboxRow(Base):
    """A job that must run because something happened; the relay hands it to the broker and removes it."""

    __tablename__ = "outbox"

    tenant_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    job: Mapped[str] = mapped_column(Text)
    args: Mapped[dict[str, Any]] = mapped_column(JSONB)
    traceparent: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(TIMESTAMP(timezone=True), server_default=func.now())


async def enqueue(session: AsyncSession, job: str, **args: str | int) -> None:
    """Write one job for the tenant of this transaction; `args` are ids and small facts, never state."""
    carrier: dict[str, str] = {}
    propagate.inject(carrier)
    await session.execute(
        insert(OutboxRow).values(
            tenant_id=tenant_of(session), job=job, args=args, traceparent=carrier.get("traceparent")
        )
    )

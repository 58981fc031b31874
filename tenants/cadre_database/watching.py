"""The deadline: what is not with the other side on the third working day is noted, counted, and shown."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel import telemetry
from kernel.clock import local_date
from kernel.database import tenant_of
from tenants.audit import actions as audit
from tenants.cadre_database.models import CadreEvent
from tenants.cadre_database.queries import counts


async def watch(session: AsyncSession, now: datetime) -> int:
    """Note on the trail, once each, which events passed their deadline; how many did since the last time."""
    late = await _newly_late(session, local_date(now))
    for event in late:
        event.overdue_at = now
        await audit.record(session, None, "overdue", "cadre_event", event.id, due_on=event.due_on, state=event.state)
    await session.flush()
    found = await counts(session, local_date(now))
    gauge = telemetry.meter().create_gauge(
        "roviec.cadre_events", "{event}", "Events not with the national cadre database, by tenant and urgency"
    )
    for urgency, count in (("overdue", found.overdue), ("today", found.due_today), ("open", found.unsettled)):
        gauge.set(count, {"tenant": tenant_of(session), "urgency": urgency})
    return len(late)


async def _newly_late(session: AsyncSession, today: date) -> list[CadreEvent]:
    return list(
        await session.scalars(
            select(CadreEvent)
            .where(
                CadreEvent.tenant_id == tenant_of(session),
                CadreEvent.state.in_(("waiting", "refused")),
                CadreEvent.due_on < today,
                CadreEvent.overdue_at.is_(None),
            )
            .order_by(CadreEvent.id)
            .limit(1000)
            .with_for_update()
        )
    )

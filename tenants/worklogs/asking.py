"""What norm packages ask of whoever verifies: by the law of each waiting entry's day and unit."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from policies.authority import Caller
from tenants.norms import facts
from tenants.norms import queries as norms
from tenants.norms.language import Input
from tenants.worklogs.board import BOARD_LIMIT
from tenants.worklogs.models import WorkEntry
from tenants.worklogs.verification import judge_of


@dataclass(frozen=True)
class Asked:
    """The facts that a verdict must state, and of which entries."""

    facts: tuple[Input, ...]
    entries: tuple[UUID, ...]


async def asked_of(session: AsyncSession, caller: Caller, *, now: datetime) -> list[Asked]:
    """What a verdict on the entries that wait for the caller must state, of the oldest `BOARD_LIMIT`."""
    judge = await judge_of(session, caller, now)
    waiting = await session.execute(
        select(WorkEntry.id, WorkEntry.unit_id, WorkEntry.work_date)
        .where(
            WorkEntry.tenant_id == tenant_of(session),
            WorkEntry.status == "submitted",
            WorkEntry.appointment_id.in_(judge.leads),
            WorkEntry.person_id != judge.person_id,
        )
        .order_by(WorkEntry.work_date, WorkEntry.id)
        .limit(BOARD_LIMIT)
    )
    rows = waiting.all()
    laws = await norms.laws(session, {(row.unit_id, row.work_date) for row in rows})
    found: dict[tuple[Input, ...], list[UUID]] = {}
    for row in rows:
        law = laws.get((row.unit_id, row.work_date))
        asked = facts.own(law, facts.VERIFICATION) if law is not None else ()
        if asked:
            found.setdefault(asked, []).append(row.id)
    return [Asked(asked, tuple(ids)) for asked, ids in found.items()]

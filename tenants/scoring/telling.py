"""Telling on which entries were scored, where anybody outside wants to know."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.facts import actions as facts
from tenants.facts.rules import SCORE_CORRECTED, SCORE_MADE
from tenants.scoring.models import EntryScore


async def newest(session: AsyncSession) -> int | None:
    """The number of the tenant's last score, if anybody wants to hear of those that follow."""
    if not await facts.wanted(session, (SCORE_MADE, SCORE_CORRECTED)):
        return None
    last = select(func.max(EntryScore.number)).where(EntryScore.tenant_id == tenant_of(session))
    return await session.scalar(last) or 0


async def tell_since(session: AsyncSession, number: int | None) -> None:
    """Tell of the scores made after that one: an entry's first, or one that corrects an earlier."""
    if number is None:
        return
    rows = await session.execute(
        select(EntryScore.entry_id, EntryScore.work_date, EntryScore.revision).where(
            EntryScore.tenant_id == tenant_of(session), EntryScore.number > number
        )
    )
    made: dict[str, dict[UUID, dict[str, object]]] = {SCORE_MADE: {}, SCORE_CORRECTED: {}}
    for row in rows:
        kind = SCORE_MADE if row.revision == 1 else SCORE_CORRECTED
        made[kind][row.entry_id] = {"work_date": row.work_date, "revision": row.revision}
    for kind, told in made.items():
        await facts.tell(session, kind, told)

"""One entry changed on two devices: a change names the step it has seen last, and is known by an id of its own."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import TIMEZONE
from kernel.database import tenant_of
from tenants.worklogs.errors import EditedElsewhere
from tenants.worklogs.models import EntryEvent

CHANGE: Final = "change"


@dataclass(frozen=True)
class Change:
    """An edit as a device makes it: `id` is the client's for sending it twice, `seen` the newest step it knew of."""

    id: UUID | None = None
    seen: UUID | None = None

    @property
    def told(self) -> dict[str, str]:
        """What the entry's history keeps of it."""
        return {} if self.id is None else {CHANGE: str(self.id)}


UNSEEN: Final = Change()
"""A change that asks for no comparison, as programs make it."""


async def settled(session: AsyncSession, entry_id: UUID, change: Change) -> bool:
    """Whether the change was made before; refused where the entry went on since the step it has seen."""
    steps = await session.scalars(
        select(EntryEvent)
        .where(EntryEvent.tenant_id == tenant_of(session), EntryEvent.entry_id == entry_id)
        .order_by(EntryEvent.id)
    )
    history = steps.all()
    if change.id is not None and any(step.data.get(CHANGE) == str(change.id) for step in history):
        return True
    if change.seen is not None and history and history[-1].id != change.seen:
        at = history[-1].at.astimezone(TIMEZONE)
        raise EditedElsewhere("seen", time=at.strftime("%H:%M"), day=at.strftime("%d/%m/%Y"))
    return False

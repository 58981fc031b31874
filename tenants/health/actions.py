"""What operators do: ask once more for a job that was given up."""

from typing import Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel import outbox
from kernel.database import enter_tenant
from kernel.errors import NotFound
from kernel.queue import QueueMessage
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.health import letters
from tenants.health.errors import CannotAskAgain
from tenants.registry.models import Tenant

REQUEUED: Final = "requeued"
DEAD_LETTER: Final = "dead_letter"


async def requeue(session: AsyncSession, caller: Caller, message_id: UUID) -> None:
    """Ask for a dead message's job as if for the first time; the message is gone when the asking is written.

    It goes through the outbox of the tenant it is of, so whichever broker is in use gets it. The act is on the
    operators' own trail.
    """
    authorize(caller, "health", "manage")
    found = await session.scalar(
        select(QueueMessage).where(QueueMessage.id == message_id, QueueMessage.dead_at.is_not(None)).with_for_update()
    )
    if found is None:
        raise NotFound("id")
    asked = letters.asked_for(found.body)
    if asked is None or await session.get(Tenant, asked.tenant_id) is None:
        raise CannotAskAgain("id")
    await audit.record(session, caller, REQUEUED, DEAD_LETTER, message_id, job=asked.job, tenant=asked.tenant_id)
    await session.execute(delete(QueueMessage).where(QueueMessage.id == message_id))
    await enter_tenant(session, asked.tenant_id)
    await outbox.enqueue(session, asked.job, **asked.args)

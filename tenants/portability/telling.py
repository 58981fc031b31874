"""What is done to whole tenants, on the trail of the platform's own operators."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import enter_tenant
from tenants.audit import actions as audit
from tenants.registry.models import Tenant

SUBJECT = "tenant"


async def tell_operators(session: AsyncSession, action: str, **data: object) -> None:
    """Put an act on the operators' trail, if the installation has operators; the session is theirs afterwards."""
    operators = await session.scalar(
        select(Tenant.id).where(Tenant.kind == "platform", Tenant.state == "active").order_by(Tenant.id).limit(1)
    )
    if operators is not None:
        await enter_tenant(session, operators)
        await audit.record(session, None, action, SUBJECT, None, **data)

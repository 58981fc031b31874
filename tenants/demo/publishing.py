"""The played quarter handed to the nation: each province's part gathered and approved, a release, and who reads it."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import today, utc_now
from kernel.database import Database
from policies.authority import Caller, RoleHeld
from tenants.accounts import administration
from tenants.accounts.models import Account
from tenants.demo import acting
from tenants.demo.errors import NobodySigns
from tenants.provisioning.actions import provision_ministry
from tenants.registry import queries as registry
from tenants.registry.models import Tenant
from tenants.statistics import parts, plans, releasing, scoping
from tenants.statistics.errors import GatheredWithoutReason
from tenants.statistics.releasing import Made

MINISTRY: Final = ("bo-noi-vu", "Bộ Nội vụ")
ANALYST: Final = "phan.tich"
SIGNERS: Final = ("province_head", "province_deputy")
DOCUMENT: Final = "{number}/BC-UBND"


async def hand_over(db: Database, tenants: Sequence[Tenant], period: str) -> list[str]:
    """Gather and approve the part of each province that has none for the period; whose were."""
    told = []
    for number, tenant in enumerate(tenants, start=1):
        async with db.tenant(tenant.id) as session:
            try:
                part = await parts.gather(session, None, period, now=utc_now())
            except GatheredWithoutReason:  # the part of an earlier run stays the province's word
                continue
            signer = await _signer(session)
            await parts.approve(session, signer, part.id, DOCUMENT.format(number=100 + number), now=utc_now())
        told.append(tenant.name)
    return told


async def _signer(session: AsyncSession) -> Caller:
    """Who signs for the province today: its head, else the first deputy, as the law lets them."""
    callers = await acting.callers(session, today())
    for role in SIGNERS:
        for caller in callers.values():
            if any(held.role == role for held in caller.roles):
                return caller
    raise NobodySigns()


async def ministry(db: Database, password: str) -> Tenant:
    """The ministry that reads releases, with an analyst, made where it is missing."""
    slug, name = MINISTRY
    async with db.platform() as session:
        found = await registry.tenant_by_slug(session, slug)
    if found is not None:
        return found
    made = await provision_ministry(db, slug, name, admin_password=password)
    async with db.tenant(made.tenant_id) as session:
        account = await session.execute(select(Account.id).where(Account.tenant_id == made.tenant_id))
        admin = Caller(made.tenant_id, "ministry", account.scalar_one(), roles=(RoleHeld("tenant_admin"),))
        await administration.create_account(session, admin, ANALYST, password, office_role="ministry_analyst")
        await scoping.set_scope(session, None, None, None)
        return await registry.tenant(session)
    raise AssertionError("a transaction swallows nothing")


async def publish(db: Database, period: str) -> list[Made]:
    """The versions of the release that are new, on its day of release if that is still to come."""
    async with db.platform() as session:
        plan = await plans.plan_of(session, period)
    return await releasing.release(db, period, max(today(), plan.release_on))

"""The simulated nation reports: each province's part is gathered and approved by whoever heads it."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.database import Database, tenant_of
from kernel.ids import uuid7
from policies.authority import Caller, RoleHeld
from tenants.demo.errors import NobodySigns
from tenants.registry.models import Tenant
from tenants.statistics import parts
from tenants.statistics.errors import GatheredWithoutReason

AT_ONCE: Final = 2
DOCUMENT: Final = "{number}/BC-UBND"
HEAD: Final = text(
    """
    SELECT post.person_id, post.unit_id, place.path
    FROM appointment AS post
    JOIN unit_place AS place ON place.tenant_id = :tenant AND place.unit_id = post.unit_id AND place.valid_to IS NULL
    WHERE post.tenant_id = :tenant AND post.role IN ('province_head', 'province_deputy')
    ORDER BY post.role DESC, post.id LIMIT 1
    """
)
ACCOUNT: Final = text("INSERT INTO account (tenant_id, id, login, person_id) VALUES (:tenant, :id, :login, :person)")
Tell = Callable[[str], None]


async def report(db: Database, tenants: Sequence[Tenant], period: str, *, tell: Tell) -> list[float]:
    """Gather and approve the parts of provinces that have none, two at a time; how many seconds each took."""
    door = asyncio.Semaphore(AT_ONCE)

    async def one(number: int, tenant: Tenant) -> float | None:
        async with door, db.tenant(tenant.id) as session:
            began = time.perf_counter()
            try:
                part = await parts.gather(session, None, period, now=utc_now())
            except GatheredWithoutReason:  # the part of an earlier run stays the province's word
                return None
            signer = await _signer(session)
            await parts.approve(session, signer, part.id, DOCUMENT.format(number=100 + number), now=utc_now())
            seconds = time.perf_counter() - began
            tell(f"{tenant.name}: đã tổng hợp và phê duyệt số liệu {period} ({seconds:.1f} giây).")
            return seconds

    done = await asyncio.gather(*(one(number, tenant) for number, tenant in enumerate(tenants, start=1)))
    return [seconds for seconds in done if seconds is not None]


async def _signer(session: AsyncSession) -> Caller:
    """The head of the province, with an account made for the purpose and no password."""
    tenant = tenant_of(session)
    head = (await session.execute(HEAD, {"tenant": tenant})).one_or_none()
    if head is None:
        raise NobodySigns()
    account: UUID = uuid7()
    await session.execute(
        ACCOUNT, {"tenant": tenant, "id": account, "login": f"ky.{account}", "person": head.person_id}
    )
    return Caller(tenant, "province", account, head.person_id, (RoleHeld("province_head", head.unit_id, head.path),))

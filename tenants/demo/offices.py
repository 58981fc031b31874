"""Who looks on in a demonstration: an analyst of a ministry, and the platform's operator."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import Database
from tenants.demo import publishing
from tenants.provisioning.actions import provision_platform
from tenants.registry import queries as registry
from tenants.registry.models import Tenant
from tenants.statistics.models import Release

PLATFORM: Final = ("van-hanh", "Vận hành hệ thống")
OPERATOR: Final = "vanhanh"
EMPTY: Final = "Số liệu cả nước; chưa có bản phát hành: dừng lại, chạy roviec demo nation (vài phút), rồi mở lại"


@dataclass(frozen=True)
class OfficeLogin:
    """Somebody outside the provinces who may sign in, and what they see."""

    tenant: Tenant
    login: str
    sees: str


async def offices(db: Database, password: str) -> list[OfficeLogin]:
    """The ministry's analyst and the operator of a demonstration, made where they are missing."""
    ministry = await publishing.ministry(db, password)
    platform = await _platform(db, password)
    async with db.platform() as session:
        released = await _released(session)
    figures = "Số liệu cả nước" if released else EMPTY
    return [
        OfficeLogin(ministry, publishing.ANALYST, figures),
        OfficeLogin(platform, OPERATOR, "Tình trạng các tỉnh, hàng đợi"),
    ]


async def _released(session: AsyncSession) -> bool:
    return await session.scalar(select(Release.id).limit(1)) is not None


async def _platform(db: Database, password: str) -> Tenant:
    slug, name = PLATFORM
    async with db.platform() as session:
        found = await registry.tenant_by_slug(session, slug)
    if found is None:
        await provision_platform(db, slug, name, login=OPERATOR, password=password)
        async with db.platform() as session:
            found = await registry.tenant_by_slug(session, slug)
    if found is None:
        raise RuntimeError(f"{slug} was made and is not there")
    return found

"""What a sign-in page may know of a tenant before anybody has signed in."""

from dataclasses import dataclass

from kernel.database import Database
from tenants.accounts.sso.models import IdentityProvider
from tenants.registry import queries as registry


@dataclass(frozen=True)
class Ways:
    """How people sign in: by password (or its break-glass accounts only), and the provider's name."""

    password: bool
    provider: str | None


async def ways_in(db: Database, tenant: str) -> Ways:
    """How people of the tenant of that short name sign in; an unknown one answers as one with passwords."""
    async with db.platform() as session:
        found = await registry.tenant_by_slug(session, tenant)
    if found is None:
        return Ways(password=True, provider=None)
    async with db.tenant(found.id) as session:
        settled = await session.get(IdentityProvider, found.id)
    return Ways(password=settled is None or not settled.enforced, provider=settled.name if settled else None)

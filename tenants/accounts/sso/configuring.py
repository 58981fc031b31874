"""What administrators settle: the identity provider, whether it is enforced, and who may still get in without it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.database import tenant_of
from kernel.sealing import Seal
from policies.authority import Caller, authorize
from tenants.accounts import administration
from tenants.accounts.models import Account
from tenants.accounts.sso.errors import BadProvider, NoBreakGlass, NoProvider
from tenants.accounts.sso.models import IdentityProvider, LinkedIdentity
from tenants.audit import actions as audit

LONGEST = 500


@dataclass(frozen=True)
class Given:
    """What an administrator enters; `client_secret` absent keeps the old one."""

    name: str
    issuer: str
    client_id: str
    client_secret: str | None = None
    pin_claim: str | None = None
    enforced: bool = False

    def check(self) -> None:
        """Refuse what is empty or too long."""
        named = {"name": self.name, "issuer": self.issuer, "clientId": self.client_id, "pinClaim": self.pin_claim}
        for path, value in named.items():
            if value is not None and not 0 < len(value.strip()) <= LONGEST:
                raise BadProvider(path, reason="giá trị trống hoặc quá dài", reason_en="a value is empty or too long")


async def provider(session: AsyncSession, caller: Caller) -> IdentityProvider | None:
    """The tenant's identity provider, without its secret."""
    authorize(caller, "sso", "manage")
    return await session.get(IdentityProvider, tenant_of(session))


async def settle(
    session: AsyncSession,
    caller: Caller,
    seal: Seal,
    given: Given,
) -> IdentityProvider:
    """Name the tenant's identity provider; whoever calls has asked it that it is one.

    Without a new secret the old one stays as long as issuer and client stay. Enforcing it needs a break-glass account
    with a password. Another issuer unlinks every identity: its subjects are other people's.
    """
    authorize(caller, "sso", "manage")
    given.check()
    if given.enforced and not await _somebody_could_get_in(session):
        raise NoBreakGlass("enforced")
    tenant_id = tenant_of(session)
    settled = await session.get(IdentityProvider, tenant_id, with_for_update=True)
    if settled is None:
        settled = IdentityProvider(tenant_id=tenant_id, sealed_secret=None)
        session.add(settled)
    elif (settled.issuer, settled.client_id) != (given.issuer, given.client_id):
        settled.sealed_secret = None
        if settled.issuer != given.issuer:
            await session.execute(delete(LinkedIdentity).where(LinkedIdentity.tenant_id == tenant_id))
    settled.name, settled.issuer, settled.client_id = given.name.strip(), given.issuer, given.client_id
    settled.pin_claim, settled.enforced, settled.changed_at = given.pin_claim, given.enforced, utc_now()
    if given.client_secret is not None:
        settled.sealed_secret = seal.close(given.client_secret, _about(tenant_id))
    await session.flush()
    facts = {"issuer": given.issuer, "enforced": given.enforced}
    await audit.record(session, caller, "settled", "identity_provider", caller.account_id, **facts)
    return settled


async def remove(session: AsyncSession, caller: Caller) -> None:
    """Go back to passwords; the identities' links go with it."""
    authorize(caller, "sso", "manage")
    settled = await session.get(IdentityProvider, tenant_of(session), with_for_update=True)
    if settled is None:
        raise NoProvider()
    await session.execute(delete(LinkedIdentity).where(LinkedIdentity.tenant_id == tenant_of(session)))
    await session.delete(settled)
    await session.flush()
    await audit.record(session, caller, "removed", "identity_provider", caller.account_id, issuer=settled.issuer)


async def set_break_glass(session: AsyncSession, caller: Caller, account_id: UUID, allowed: bool) -> None:
    """Let an account in by password although single sign-on is enforced, or no longer."""
    authorize(caller, "sso", "manage")
    found = await administration.account(session, account_id)
    found.break_glass = allowed
    await session.flush()
    settled = await session.get(IdentityProvider, tenant_of(session))
    if settled is not None and settled.enforced and not await _somebody_could_get_in(session):
        raise NoBreakGlass("accountId")
    await audit.record(session, caller, "set_break_glass", "account", account_id, allowed=allowed)


def secret_of(settled: IdentityProvider, seal: Seal) -> str | None:
    """The client's secret; nothing for a public client."""
    return seal.open(settled.sealed_secret, _about(settled.tenant_id)) if settled.sealed_secret else None


def _about(tenant_id: int) -> str:
    return f"sso:{tenant_id}:client_secret"


async def _somebody_could_get_in(session: AsyncSession) -> bool:
    return bool(
        await session.scalar(
            select(
                exists().where(
                    Account.tenant_id == tenant_of(session),
                    Account.break_glass,
                    Account.password_hash.is_not(None),
                    Account.disabled_at.is_(None),
                )
            )
        )
    )

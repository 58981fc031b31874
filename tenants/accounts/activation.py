"""First sign-ins: a link by which the holder of an account chooses the first password, once and within days."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.database import Database, tenant_of
from kernel.secrets import new_token, tenant_of_token, token_hash
from policies.authority import Caller, authorize
from tenants.accounts import administration, rules
from tenants.accounts.actions import SignedIn, enter
from tenants.accounts.errors import ActivationOver
from tenants.accounts.models import Account, AccountActivation
from tenants.audit import actions as audit
from tenants.registry import queries as registry

LIFE: Final = timedelta(days=7)


@dataclass(frozen=True)
class Activation:
    """A link's token, told once: what is stored is its SHA-256."""

    token: str
    expires_at: datetime


@dataclass(frozen=True)
class Invited:
    """Whose account a link activates."""

    tenant: str
    tenant_name: str
    login: str


async def invite(session: AsyncSession, caller: Caller, account_id: UUID) -> Activation:
    """Give the holder of an account a link to choose a password; a link given before holds no longer."""
    authorize(caller, "account", "manage")
    await administration.account(session, account_id)
    given = await issue(session, account_id)
    await audit.record(session, caller, "invited", "account", account_id, until=given.expires_at)
    return given


async def issue(session: AsyncSession, account_id: UUID, *, now: datetime | None = None) -> Activation:
    """The same for the program itself, which has checked the right to."""
    given = Activation(new_token(rules.ACTIVATION_PREFIX, tenant_of(session)), (now or utc_now()) + LIFE)
    values = {"token_hash": token_hash(given.token), "expires_at": given.expires_at, "used_at": None}
    await session.execute(
        upsert(AccountActivation)
        .values(tenant_id=tenant_of(session), account_id=account_id, **values)
        .on_conflict_do_update(index_elements=["tenant_id", "account_id"], set_=values)
    )
    return given


async def invited(db: Database, token: str) -> Invited:
    """For whom a link is; raises `ActivationOver` when it is unknown, used or too old."""
    async with db.tenant(_tenant(token)) as session:
        _, account = await _open(session, token)
        tenant = await registry.tenant(session)
        return Invited(tenant.slug, tenant.name, account.login)


async def activate(db: Database, token: str, password: str) -> SignedIn:
    """Set the first password by a link, which is then used up, and sign in."""
    async with db.tenant(_tenant(token)) as session:
        row, account = await _open(session, token)
        await administration.set_password(session, account, password)
        row.used_at = utc_now()
        await session.flush()
        return await enter(session, account.id, "activated")


def _tenant(token: str) -> int:
    tenant_id = tenant_of_token(token) if token.startswith(f"{rules.ACTIVATION_PREFIX}_") else None
    if tenant_id is None:
        raise ActivationOver("token")
    return tenant_id


async def _open(session: AsyncSession, token: str) -> tuple[AccountActivation, Account]:
    tenant_id = tenant_of(session)
    row = await session.scalar(
        select(AccountActivation)
        .where(
            AccountActivation.tenant_id == tenant_id,
            AccountActivation.token_hash == token_hash(token),
            AccountActivation.used_at.is_(None),
            AccountActivation.expires_at > utc_now(),
        )
        .with_for_update()
    )
    if row is None:
        raise ActivationOver("token")
    account = await administration.account(session, row.account_id)
    if account.disabled_at is not None:
        raise ActivationOver("token")
    return row, account

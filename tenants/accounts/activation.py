"""First use of an account: a one-time code, handed to its holder, with which they choose a password of their own.

The code is short enough for a slip of paper and is typed with the account's tenant and login, or all three stand in a
link behind its `#`, which no server's log has.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.database import Database, tenant_of
from kernel.ids import uuid7
from kernel.secrets import token_hash
from policies.authority import Caller, authorize
from tenants.accounts import administration, attempts, rules
from tenants.accounts.actions import SignedIn, enter
from tenants.accounts.errors import ActivationOver
from tenants.accounts.models import Account, AccountActivation
from tenants.accounts.sso.errors import SsoRequired
from tenants.accounts.sso.models import IdentityProvider
from tenants.audit import actions as audit
from tenants.registry import queries as registry

LIFE: Final = timedelta(days=14)
# Without the signs that are taken for each other on paper (0 O, 1 I L); 16 of 31 signs are 79 random bits.
_SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_GROUPS: Final = 4


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to make for a person, without a password."""

    person_id: UUID
    login: str


@dataclass(frozen=True, slots=True)
class Activation:
    """What is handed to the holder of an account; this is the only time the code is seen."""

    login: str
    code: str
    expires_at: datetime

    def link(self, address: str, tenant: str) -> str:
        """The console's page with everything filled in; `address` is the program's own."""
        return f"{address}/console/kich-hoat#{tenant}/{self.login}/{self.code}"


async def invite(session: AsyncSession, caller: Caller, account_id: UUID) -> Activation:
    """Give the holder of an account a code to choose a password; a code given before holds no longer."""
    authorize(caller, "account", "manage")
    given = await issue(session, account_id)
    await audit.record(session, caller, "invited", "account", account_id, until=given.expires_at)
    return given


async def issue(session: AsyncSession, account_id: UUID, *, now: datetime | None = None) -> Activation:
    """The same for the program itself, which has checked the right to."""
    account = await administration.account(session, account_id)
    await administration.forget_activation(session, account_id)
    given = Activation(account.login, new_code(), (now or utc_now()) + LIFE)
    await _keep(session, [(account_id, given)])
    return given


async def create_accounts(session: AsyncSession, caller: Caller, wanted: Sequence[NewAccount]) -> list[Activation]:
    """Make accounts with a one-time code each; whoever calls holds the people and has found the logins free."""
    authorize(caller, "account", "manage")
    if not wanted:
        return []
    tenant_id, expires_at = tenant_of(session), utc_now() + LIFE
    given = [Activation(rules.check_login(one.login), new_code(), expires_at) for one in wanted]
    ids = [uuid7() for _ in wanted]
    rows = [
        {"tenant_id": tenant_id, "id": account_id, "login": code.login, "person_id": one.person_id}
        for account_id, one, code in zip(ids, wanted, given, strict=True)
    ]
    await session.execute(insert(Account), rows)
    await _keep(session, list(zip(ids, given, strict=True)))
    holders = {account_id: one.person_id for account_id, one in zip(ids, wanted, strict=True)}
    done: dict[UUID, dict[str, object]] = {
        account_id: {"person_id": person_id, "office_role": None} for account_id, person_id in holders.items()
    }
    await audit.record_each(session, caller, "created", "account", done)
    return given


async def activate(db: Database, tenant: str, login: str, code: str, password: str, *, address: str) -> SignedIn:
    """Choose the first password with a code, which is then used up, and sign in, from a network address.

    As in signing in a failed attempt is kept, and a wrong code, a used one, one that ran out and an unknown login or
    tenant get the same answer, `ActivationOver`. Raises `SsoRequired` where the tenant lets nobody in by a password.
    """
    async with db.platform() as session:
        found = await registry.tenant_by_slug(session, tenant)
    if found is None:
        raise ActivationOver("code")
    kept = rules.normal_login(login)
    rules.check_password(password, kept)
    async with db.tenant(found.id) as session:
        await attempts.note_attempt(session, kept, address)
    async with db.tenant(found.id) as session:
        account = await _account_of(session, kept, code)
        if account is None:
            raise ActivationOver("code")
        if await session.scalar(select(IdentityProvider.enforced)):
            raise SsoRequired()
        await administration.set_password(session, account, password)
        await attempts.forgive(session, kept)
        return await enter(session, account.id, "activated")


def new_code() -> str:
    """A new one-time code, in groups that can be read aloud: `7KQM-2WXD-RTYB-9HZC`."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(4)) for _ in range(_GROUPS))


async def _account_of(session: AsyncSession, login: str, code: str) -> Account | None:
    return await session.scalar(
        select(Account)
        .join(
            AccountActivation,
            (AccountActivation.tenant_id == Account.tenant_id) & (AccountActivation.account_id == Account.id),
        )
        .where(
            Account.tenant_id == tenant_of(session),
            Account.login == login,
            Account.disabled_at.is_(None),
            AccountActivation.code_hash == _hash(code),
            AccountActivation.expires_at > utc_now(),
        )
        .with_for_update()
    )


async def _keep(session: AsyncSession, given: Sequence[tuple[UUID, Activation]]) -> None:
    await session.execute(
        insert(AccountActivation),
        [
            {
                "tenant_id": tenant_of(session),
                "account_id": account_id,
                "code_hash": _hash(one.code),
                "expires_at": one.expires_at,
            }
            for account_id, one in given
        ],
    )


def _hash(code: str) -> bytes:
    """What is kept of a code; how it is typed (small letters, without the strokes) plays no part."""
    return token_hash("".join(sign for sign in code.upper() if sign.isalnum()))

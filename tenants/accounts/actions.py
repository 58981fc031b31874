"""What people do for themselves: sign in and out, change their password, issue and revoke tokens for programs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.database import Database, tenant_of
from kernel.errors import Forbidden, NotFound
from kernel.ids import uuid7
from kernel.secrets import new_token, password_matches, tenant_of_token, token_hash
from kernel.settings import get_settings
from policies.authority import Caller, authorize
from policies.authority import rules as policy_rules
from tenants.accounts import administration, attempts, queries, rules
from tenants.accounts.errors import BadCredentials
from tenants.accounts.models import Account, ApiToken, BrowserSession
from tenants.accounts.sso.errors import SsoRequired
from tenants.accounts.sso.models import IdentityProvider
from tenants.audit import actions as audit
from tenants.registry import queries as registry


@dataclass(frozen=True)
class SignedIn:
    """What a browser is given: the token for its cookie, the proof its page sends with each change, the end."""

    tenant_id: int
    account_id: UUID
    token: str
    csrf: str
    expires_at: datetime


@dataclass(frozen=True)
class IssuedToken:
    """A new API token; this is the only time the token itself is seen."""

    id: UUID
    token: str
    expires_at: datetime


async def sign_in(db: Database, tenant: str, login: str, password: str, *, address: str) -> SignedIn:
    """Sign in at the tenant of that short name, from a network address.

    Takes the database and not a session: a failed attempt is kept although the request is refused, and no
    connection waits while the password is hashed. A wrong password and an unknown login get the same answer.
    """
    async with db.platform() as session:
        found = await registry.tenant_by_slug(session, tenant)
    if found is None:
        raise BadCredentials()
    kept_login = rules.normal_login(login)
    async with db.tenant(found.id) as session:
        await attempts.note_attempt(session, kept_login, address)
        account = (
            await session.execute(
                select(Account.id, Account.password_hash, Account.break_glass).where(
                    Account.tenant_id == found.id, Account.login == kept_login, Account.disabled_at.is_(None)
                )
            )
        ).one_or_none()
    fits = await password_matches(account.password_hash if account else None, password[: rules.LONGEST_PASSWORD + 1])
    if account is None or not fits:
        raise BadCredentials()
    async with db.tenant(found.id) as session:
        enforced = bool(await session.scalar(select(IdentityProvider.enforced)))
        if enforced and not account.break_glass:
            raise SsoRequired()
        await attempts.forgive(session, kept_login)
        return await enter(session, account.id, "broke_glass" if enforced else "signed_in")


async def enter(session: AsyncSession, account_id: UUID, how: str) -> SignedIn:
    """Open a browser session for an account whose holder was recognised; `how` stands in the audit trail."""
    tenant_id = tenant_of(session)
    token = new_token(rules.SESSION_PREFIX, tenant_id)
    expires_at = utc_now() + timedelta(hours=get_settings().session_hours)
    await session.execute(
        insert(BrowserSession).values(
            tenant_id=tenant_id, token_hash=token_hash(token), account_id=account_id, expires_at=expires_at
        )
    )
    caller = await queries.caller_of_account(session, account_id)
    if caller is None:  # disabled meanwhile
        raise BadCredentials()
    await audit.record(session, caller, how, "account", account_id)
    return SignedIn(tenant_id, account_id, token, rules.csrf_of(token), expires_at)


async def sign_out(session: AsyncSession, token: str) -> None:
    """End a browser session; an unknown one is ended already."""
    if tenant_of_token(token) == tenant_of(session):
        await session.execute(
            delete(BrowserSession).where(
                BrowserSession.tenant_id == tenant_of(session), BrowserSession.token_hash == token_hash(token)
            )
        )


async def change_password(session: AsyncSession, caller: Caller, old: str, new: str) -> None:
    """Change the caller's own password; every browser signed in to the account is signed out."""
    if caller.token_scopes is not None:
        raise Forbidden()
    account = await administration.account(session, caller.account_id)
    if not await password_matches(account.password_hash, old):
        raise BadCredentials("old")
    await administration.set_password(session, account, new)
    await audit.record(session, caller, "changed_password", "account", account.id)


async def issue_token(
    session: AsyncSession, caller: Caller, name: str, scopes: list[str], *, days: int = 90
) -> IssuedToken:
    """Make an API token for a program: it may do what the caller may, and of that only its scopes."""
    authorize(caller, "token", "manage")
    # A program with a narrow token must not make itself a wide one.
    if caller.token_scopes is not None:
        raise Forbidden()
    rules.check_life(days)
    kept_scopes = rules.check_scopes(scopes, ((rule[2], rule[3]) for rule in policy_rules()))
    token = new_token(rules.TOKEN_PREFIX, tenant_of(session))
    issued = IssuedToken(uuid7(), token, utc_now() + timedelta(days=days))
    await session.execute(
        insert(ApiToken).values(
            tenant_id=tenant_of(session),
            id=issued.id,
            account_id=caller.account_id,
            token_hash=token_hash(token),
            name=" ".join(name.split())[:100] or "token",
            scopes=kept_scopes,
            expires_at=issued.expires_at,
        )
    )
    await audit.record(session, caller, "issued", "token", issued.id, scopes=kept_scopes, days=days)
    return issued


async def revoke_token(session: AsyncSession, caller: Caller, token_id: UUID) -> None:
    """End an own API token."""
    authorize(caller, "token", "manage")
    revoked = await session.scalar(
        update(ApiToken)
        .where(
            ApiToken.tenant_id == tenant_of(session),
            ApiToken.id == token_id,
            ApiToken.account_id == caller.account_id,
        )
        .values(revoked_at=utc_now())
        .returning(ApiToken.id)
    )
    if revoked is None:
        raise NotFound("tokenId")
    await audit.record(session, caller, "revoked", "token", token_id)

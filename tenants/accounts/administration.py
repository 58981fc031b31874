"""What administrators do with accounts: make the first one, create, reset, disable and enable."""

from uuid import UUID

from sqlalchemy import delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.database import tenant_of
from kernel.errors import NotFound
from kernel.ids import uuid7
from kernel.secrets import hash_password
from policies.authority import Caller, RoleHeld, authorize
from policies.roles import OFFICE_ROLES
from tenants.accounts import rules
from tenants.accounts.errors import AccountWithoutRole, AlreadyStaffed, LoginTaken, OwnAccount, PersonHasAccount
from tenants.accounts.models import Account, AccountActivation, ApiToken, BrowserSession
from tenants.audit import actions as audit
from tenants.organisation.models import Person
from tenants.registry import queries as registry


async def first_administrator(session: AsyncSession, login: str, password: str | None) -> Caller:
    """Make the administrator of a tenant that has no account yet, and answer them as the caller of what follows.

    Without a password the account is entered by an activation.
    """
    if await session.scalar(select(exists().where(Account.tenant_id == tenant_of(session)))):
        raise AlreadyStaffed()
    tenant = await registry.tenant(session)
    office_role = "operator" if tenant.kind == "platform" else "tenant_admin"
    account_id = await _write(session, login, password, None, office_role)
    caller = Caller(tenant.id, tenant.kind, account_id, roles=(RoleHeld(office_role),))  # type: ignore[arg-type] # checked
    await audit.record(session, caller, "created", "account", account_id, office_role=office_role)
    return caller


async def create_account(
    session: AsyncSession,
    caller: Caller,
    login: str,
    password: str | None,
    *,
    person_id: UUID | None = None,
    office_role: str | None = None,
) -> UUID:
    """Let somebody sign in: a cadre, or the holder of an office role; without a password only by other means."""
    authorize(caller, "account", "manage")
    offices = OFFICE_ROLES[caller.kind]
    if office_role not in (*offices, None) or (person_id is None and office_role is None):
        raise AccountWithoutRole("officeRole", names=", ".join(offices))
    if person_id is not None:
        await _check_person(session, person_id)
    account_id = await _write(session, login, password, person_id, office_role)
    await audit.record(session, caller, "created", "account", account_id, person_id=person_id, office_role=office_role)
    return account_id


async def _check_person(session: AsyncSession, person_id: UUID) -> None:
    tenant_id = tenant_of(session)
    # Locked, so that two administrators cannot both give the person an account.
    known = await session.scalar(
        select(Person.id).where(Person.tenant_id == tenant_id, Person.id == person_id).with_for_update()
    )
    if known is None:
        raise NotFound("personId")
    if await session.scalar(select(exists().where(Account.tenant_id == tenant_id, Account.person_id == person_id))):
        raise PersonHasAccount("personId")


async def _write(
    session: AsyncSession, login: str, password: str | None, person_id: UUID | None, office_role: str | None
) -> UUID:
    kept_login = rules.check_login(login)
    if password is not None:
        rules.check_password(password, kept_login)
    written: UUID | None = await session.scalar(
        upsert(Account)
        .values(
            tenant_id=tenant_of(session),
            id=uuid7(),
            login=kept_login,
            password_hash=await hash_password(password) if password is not None else None,
            person_id=person_id,
            office_role=office_role,
        )
        .on_conflict_do_nothing()
        .returning(Account.id)
    )
    if written is None:
        raise LoginTaken("login", name=kept_login)
    return written


async def reset_password(session: AsyncSession, caller: Caller, account_id: UUID, new: str) -> None:
    """Give an account a new password, for somebody who has lost theirs; it is signed out everywhere."""
    authorize(caller, "account", "manage")
    await set_password(session, await account(session, account_id), new)
    await audit.record(session, caller, "reset_password", "account", account_id)


async def set_password(session: AsyncSession, account: Account, new: str) -> None:
    """Give an account a password and sign it out everywhere; whoever calls has checked the right to."""
    rules.check_password(new, account.login)
    account.password_hash = await hash_password(new)
    await session.flush()
    # A code for the first use must not undo what was set since.
    await forget_activation(session, account.id)
    await sign_out_everywhere(session, account.id)


async def forget_activation(session: AsyncSession, account_id: UUID) -> None:
    """Let no code for the first use of an account hold any longer."""
    await session.execute(
        delete(AccountActivation).where(
            AccountActivation.tenant_id == tenant_of(session), AccountActivation.account_id == account_id
        )
    )


async def disable(session: AsyncSession, caller: Caller, account_id: UUID) -> None:
    """Shut an account: its sessions end and its tokens are revoked at once."""
    authorize(caller, "account", "manage")
    if account_id == caller.account_id:
        raise OwnAccount("accountId")
    found = await account(session, account_id)
    if found.disabled_at is not None:
        return
    found.disabled_at = utc_now()
    await session.flush()
    await sign_out_everywhere(session, account_id)
    await session.execute(
        update(ApiToken)
        .where(
            ApiToken.tenant_id == tenant_of(session), ApiToken.account_id == account_id, ApiToken.revoked_at.is_(None)
        )
        .values(revoked_at=found.disabled_at)
    )
    await audit.record(session, caller, "disabled", "account", account_id)


async def enable(session: AsyncSession, caller: Caller, account_id: UUID) -> None:
    """Open a disabled account again; its old tokens stay revoked."""
    authorize(caller, "account", "manage")
    found = await account(session, account_id)
    found.disabled_at = None
    await session.flush()
    await audit.record(session, caller, "enabled", "account", account_id)


async def account(session: AsyncSession, account_id: UUID) -> Account:
    """An account of this tenant, locked for change; raises `NotFound`."""
    found = await session.get(Account, (tenant_of(session), account_id), with_for_update=True)
    if found is None:
        raise NotFound("accountId")
    return found


async def sign_out_everywhere(session: AsyncSession, account_id: UUID) -> None:
    """End every browser session of an account; whoever calls has checked the right to."""
    await session.execute(
        delete(BrowserSession).where(
            BrowserSession.tenant_id == tenant_of(session), BrowserSession.account_id == account_id
        )
    )

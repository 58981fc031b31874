"""Which identity belongs to which account: found by personal number at the first sign-in, or linked by hand."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.authority import Caller, authorize
from tenants.accounts import administration
from tenants.accounts.models import Account
from tenants.accounts.queries import AccountsWanted, matching
from tenants.accounts.sso.errors import BadSubject, IdentityTaken, NoAccountForIdentity, NoProvider
from tenants.accounts.sso.models import IdentityProvider, LinkedIdentity
from tenants.accounts.sso.tokens import LONGEST_SUBJECT, Identity
from tenants.audit import actions as audit
from tenants.organisation.models import Person


@dataclass(frozen=True)
class Linked:
    """An account, and who it is at the identity provider."""

    account_id: UUID
    login: str
    person_id: UUID | None
    subject: str
    linked_at: datetime
    last_used_at: datetime | None


async def linked(
    session: AsyncSession, caller: Caller, words: str | None = None, *, first: int = 100, after: str | None = None
) -> list[Linked]:
    """Who is linked at the tenant's identity provider, by login; words find logins and names of holders."""
    authorize(caller, "sso", "manage")
    query = (
        select(LinkedIdentity, Account.login, Account.person_id)
        .join(Account, (Account.tenant_id == LinkedIdentity.tenant_id) & (Account.id == LinkedIdentity.account_id))
        .where(LinkedIdentity.tenant_id == tenant_of(session), *matching(AccountsWanted(words)))
        .order_by(Account.login)
        .limit(first)
    )
    rows = await session.execute(query if after is None else query.where(Account.login > after))
    return [
        Linked(one.account_id, login, person_id, one.subject, one.linked_at, one.last_used_at)
        for one, login, person_id in rows
    ]


async def link(session: AsyncSession, caller: Caller, account_id: UUID, subject: str) -> None:
    """Say that an account belongs to a subject of the tenant's identity provider; raises `IdentityTaken`."""
    authorize(caller, "sso", "manage")
    subject = subject.strip()
    if not 0 < len(subject) <= LONGEST_SUBJECT:
        raise BadSubject("subject")
    settled = await _settled(session)
    await administration.account(session, account_id)
    if not await _write(session, settled.issuer, subject, account_id):
        raise IdentityTaken("subject")
    await audit.record(session, caller, "linked", "account", account_id)


async def unlink(session: AsyncSession, caller: Caller, account_id: UUID) -> None:
    """End an account's link, and sign it out everywhere; raises `NotFound` where there is none."""
    authorize(caller, "sso", "manage")
    tenant_id = tenant_of(session)
    ended = await session.scalars(
        delete(LinkedIdentity)
        .where(LinkedIdentity.tenant_id == tenant_id, LinkedIdentity.account_id == account_id)
        .returning(LinkedIdentity.account_id)
    )
    if not ended.all():
        raise NotFound("accountId")
    await administration.sign_out_everywhere(session, account_id)
    await audit.record(session, caller, "unlinked", "account", account_id)


async def account_of(session: AsyncSession, identity: Identity, pin_claim: str | None) -> UUID:
    """The account of an identity: the linked one, else the one of the person with that personal number, linked now.

    Names and e-mail addresses are never compared. Raises `NoAccountForIdentity`, also for an account that is shut.
    """
    known: UUID | None = await session.scalar(
        update(LinkedIdentity)
        .where(
            LinkedIdentity.tenant_id == tenant_of(session),
            LinkedIdentity.issuer == identity.issuer,
            LinkedIdentity.subject == identity.subject,
        )
        .values(last_used_at=utc_now())
        .returning(LinkedIdentity.account_id)
    )
    if known is not None:
        return known
    account_id = await holder_of(session, identity.personal_number(pin_claim))
    # Not written where the account belongs to another subject of this issuer already.
    if account_id is None or not await _write(session, identity.issuer, identity.subject, account_id):
        raise NoAccountForIdentity()
    return account_id


async def holder_of(session: AsyncSession, pin: str | None) -> UUID | None:
    """The open account of the person with that personal number."""
    if pin is None:
        return None
    found: UUID | None = await session.scalar(
        select(Account.id)
        .join(Person, (Person.tenant_id == Account.tenant_id) & (Person.id == Account.person_id))
        .where(Account.tenant_id == tenant_of(session), Person.pin == pin, Account.disabled_at.is_(None))
    )
    return found


async def _write(session: AsyncSession, issuer: str, subject: str, account_id: UUID) -> bool:
    written = await session.scalar(
        upsert(LinkedIdentity)
        .values(tenant_id=tenant_of(session), issuer=issuer, subject=subject, account_id=account_id)
        .on_conflict_do_nothing()
        .returning(LinkedIdentity.account_id)
    )
    return written is not None


async def _settled(session: AsyncSession) -> IdentityProvider:
    settled = await session.get(IdentityProvider, tenant_of(session))
    if settled is None:
        raise NoProvider()
    return settled

"""Signing in through a tenant's identity provider (authorization code with PKCE and nonce)."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.database import Database, tenant_of
from kernel.sealing import Seal
from policies.authority import Caller, authorize
from tenants.accounts import actions
from tenants.accounts.models import Account
from tenants.accounts.sso import configuring, tokens
from tenants.accounts.sso.attempts import Attempt, address_of, attempt_of, new_attempt
from tenants.accounts.sso.discovery import Providers
from tenants.accounts.sso.errors import BadIdentity, NoAccountForIdentity, NoProvider, SignInInterrupted
from tenants.accounts.sso.models import IdentityProvider, LinkedIdentity
from tenants.organisation.models import Person
from tenants.registry import queries as registry


@dataclass(frozen=True)
class Departure:
    """Where a browser is sent, and what it keeps meanwhile."""

    address: str
    kept: str


@dataclass(frozen=True)
class SingleSignOn:
    """What signing in elsewhere needs: the database, the installation's seal, and the providers it has asked."""

    db: Database
    seal: Seal
    providers: Providers

    async def settle(self, caller: Caller, given: configuring.Given) -> IdentityProvider:
        """Name the tenant's identity provider (`configuring.settle`), once it answers as one."""
        authorize(caller, "sso", "manage")
        await self.providers.provider(given.issuer)
        async with self.db.tenant(caller.tenant_id) as session:
            return await configuring.settle(session, caller, self.seal, given)

    async def depart(self, tenant: str, redirect: str) -> Departure:
        """Begin a sign-in at the tenant of that short name; raises `NoProvider` for a tenant without one, or none."""
        async with self.db.platform() as session:
            found = await registry.tenant_by_slug(session, tenant)
        if found is None:
            raise NoProvider("tenant")
        settled = await self._settled(found.id)
        provider = await self.providers.provider(settled.issuer)
        attempt = new_attempt(found.id, settled.issuer, redirect, utc_now())
        address = address_of(attempt, provider.authorization_endpoint, settled.client_id)
        return Departure(address, attempt.sealed(self.seal))

    async def arrive(self, kept: str | None, state: str, code: str) -> actions.SignedIn:
        """Come back with a code: the account of who signed in is entered, linked on the first time.

        No connection waits while the provider is asked.
        """
        attempt = attempt_of(kept, state, self.seal, utc_now())
        settled = await self._settled(attempt.tenant_id)
        if settled.issuer != attempt.issuer:
            raise SignInInterrupted()
        identity = await self._identity(settled, attempt, code)
        async with self.db.tenant(attempt.tenant_id) as session:
            account_id = await account_of(session, identity, settled.pin_claim)
            return await actions.enter(session, account_id, "signed_in_by_identity")

    async def _settled(self, tenant_id: int) -> IdentityProvider:
        async with self.db.tenant(tenant_id) as session:
            settled = await session.get(IdentityProvider, tenant_id)
        if settled is None:
            raise NoProvider("tenant")
        return settled

    async def _identity(self, settled: IdentityProvider, attempt: Attempt, code: str) -> tokens.Identity:
        provider = await self.providers.provider(settled.issuer)
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": attempt.redirect,
            "client_id": settled.client_id,
            "code_verifier": attempt.verifier,
        }
        secret = configuring.secret_of(settled, self.seal)
        token = await self.providers.exchange(provider, form, (settled.client_id, secret) if secret else None)
        verify = partial(
            tokens.verify,
            token,
            issuer=settled.issuer,
            client_id=settled.client_id,
            nonce=attempt.nonce,
            now=utc_now(),
        )
        try:
            return verify(await self.providers.keys(provider))
        except tokens.UnknownKey:
            newer = await self.providers.keys(provider, newer=True)
        try:
            return verify(newer)
        except tokens.UnknownKey as error:
            raise BadIdentity() from error


async def account_of(session: AsyncSession, identity: tokens.Identity, pin_claim: str | None) -> UUID:
    """The account of an identity: the linked one, else the one of the person with that personal number, linked now.

    Names and e-mail addresses are never compared. Raises `NoAccountForIdentity`, also for an account that is shut.
    """
    linked = await session.scalar(
        update(LinkedIdentity)
        .where(
            LinkedIdentity.tenant_id == tenant_of(session),
            LinkedIdentity.issuer == identity.issuer,
            LinkedIdentity.subject == identity.subject,
        )
        .values(last_used_at=utc_now())
        .returning(LinkedIdentity.account_id)
    )
    return linked if linked is not None else await _link(session, identity, identity.personal_number(pin_claim))


async def _link(session: AsyncSession, identity: tokens.Identity, pin: str | None) -> UUID:
    tenant_id = tenant_of(session)
    account_id = await session.scalar(
        select(Account.id)
        .join(Person, (Person.tenant_id == Account.tenant_id) & (Person.id == Account.person_id))
        .where(Account.tenant_id == tenant_id, Person.pin == pin, Account.disabled_at.is_(None))
    )
    if pin is None or account_id is None:
        raise NoAccountForIdentity()
    written = await session.scalar(
        upsert(LinkedIdentity)
        .values(tenant_id=tenant_id, issuer=identity.issuer, subject=identity.subject, account_id=account_id)
        .on_conflict_do_nothing()
        .returning(LinkedIdentity.account_id)
    )
    if written is None:  # the account belongs to another subject of this issuer already
        raise NoAccountForIdentity()
    return account_id

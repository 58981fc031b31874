"""Signing in through a tenant's identity provider (authorization code with PKCE and nonce)."""

from dataclasses import dataclass
from functools import partial

from kernel.clock import utc_now
from kernel.database import Database
from kernel.sealing import Seal
from policies.authority import Caller, authorize
from tenants.accounts import actions
from tenants.accounts.sso import configuring, tokens, trials
from tenants.accounts.sso.attempts import Attempt, address_of, attempt_of, new_attempt
from tenants.accounts.sso.discovery import Provider, Providers
from tenants.accounts.sso.errors import BadIdentity, NoProvider, SignInInterrupted
from tenants.accounts.sso.linking import account_of
from tenants.accounts.sso.models import IdentityProvider
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

    async def look(self, caller: Caller, issuer: str) -> Provider:
        """What a provider says of itself now, for an administrator who means to name it."""
        authorize(caller, "sso", "manage")
        return await self.providers.look(issuer)

    async def settle(self, caller: Caller, given: configuring.Given) -> IdentityProvider:
        """Name the tenant's identity provider (`configuring.settle`), once it answers as one."""
        authorize(caller, "sso", "manage")
        given.check()
        await self.providers.look(given.issuer)
        async with self.db.tenant(caller.tenant_id) as session:
            return await configuring.settle(session, caller, self.seal, given)

    async def depart(self, tenant: str, redirect: str) -> Departure:
        """Begin a sign-in at the tenant of that short name; raises `NoProvider` for a tenant without one, or none."""
        async with self.db.platform() as session:
            found = await registry.tenant_by_slug(session, tenant)
        if found is None:
            raise NoProvider("tenant")
        return await self._depart(found.id, redirect, trial=False)

    async def depart_on_trial(self, caller: Caller, redirect: str) -> Departure:
        """Begin a sign-in that only tells its administrator what would happen."""
        authorize(caller, "sso", "manage")
        return await self._depart(caller.tenant_id, redirect, trial=True)

    def attempt(self, kept: str | None, state: str) -> Attempt:
        """The attempt a browser came back from; raises `SignInInterrupted`."""
        return attempt_of(kept, state, self.seal, utc_now())

    async def arrive(self, attempt: Attempt, code: str) -> actions.SignedIn:
        """Come back with a code: the account of who signed in is entered, linked on the first time.

        No connection waits while the provider is asked.
        """
        settled, identity = await self._arrived(attempt, code)
        async with self.db.tenant(attempt.tenant_id) as session:
            account_id = await account_of(session, identity, settled.pin_claim)
            return await actions.enter(session, account_id, "signed_in_by_identity")

    async def arrive_on_trial(self, attempt: Attempt, code: str) -> trials.Trial:
        """Come back with a code from a trial: whose account it would be; nothing is written, nobody enters."""
        settled, identity = await self._arrived(attempt, code)
        async with self.db.tenant(attempt.tenant_id) as session:
            return await trials.trial(session, identity, settled.pin_claim)

    async def _depart(self, tenant_id: int, redirect: str, *, trial: bool) -> Departure:
        settled = await self._settled(tenant_id)
        provider = await self.providers.provider(settled.issuer)
        attempt = new_attempt(tenant_id, settled.issuer, redirect, utc_now(), trial=trial)
        address = address_of(attempt, provider.authorization_endpoint, settled.client_id)
        return Departure(address, attempt.sealed(self.seal))

    async def _arrived(self, attempt: Attempt, code: str) -> tuple[IdentityProvider, tokens.Identity]:
        settled = await self._settled(attempt.tenant_id)
        if settled.issuer != attempt.issuer:
            raise SignInInterrupted()
        return settled, await self._identity(settled, attempt, code)

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

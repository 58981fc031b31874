"""The tenant's identity provider, and the accounts that get in without it."""

from datetime import datetime
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.fields import mutation, plain, query, show
from tenants.accounts.sso import configuring


@strawberry.type(description="Where the people of a tenant sign in (OpenID Connect).")
class IdentityProvider:
    """The provider, without its secret."""

    name: str
    issuer: str
    client_id: str
    pin_claim: str | None = strawberry.field(
        description="The claim that holds the personal identification number; without it accounts are linked by hand."
    )
    enforced: bool = strawberry.field(description="Whether passwords let in break-glass accounts only.")
    changed_at: datetime


@strawberry.input(description="A tenant's identity provider.")
class SettleIdentityProviderInput:
    """What an administrator enters."""

    name: str
    issuer: str
    client_id: str
    client_secret: str | None = strawberry.field(
        default=None, description="Kept sealed and never shown; absent, the old one stays."
    )
    pin_claim: str | None = None
    enforced: bool = False


@strawberry.input(description="Whether an account gets in by password although single sign-on is enforced.")
class SetBreakGlassInput:
    """An account, and whether it is one for emergencies."""

    account_id: UUID
    allowed: bool


@strawberry.type
class SsoQuery:
    """Questions about single sign-on."""

    @query("sso:manage")
    async def identity_provider(self, info: Info) -> IdentityProvider | None:
        """The tenant's identity provider."""
        async with info.context.session() as session:
            settled = await configuring.provider(session, info.context.caller)
            return show(IdentityProvider, settled) if settled else None


@strawberry.type
class SsoMutation:
    """Changes of single sign-on."""

    @mutation("sso:manage")
    async def settle_identity_provider(self, info: Info, input: SettleIdentityProviderInput) -> IdentityProvider:
        """Name the tenant's identity provider; it is asked at once whether it is one."""
        return show(
            IdentityProvider, await info.context.sso.settle(info.context.caller, configuring.Given(**plain(input)))
        )

    @mutation("sso:manage")
    async def remove_identity_provider(self, info: Info) -> bool:
        """Go back to passwords."""
        async with info.context.session() as session:
            await configuring.remove(session, info.context.caller)
        return True

    @mutation("sso:manage")
    async def set_break_glass(self, info: Info, input: SetBreakGlassInput) -> UUID:
        """Let an account in by password although single sign-on is enforced, or no longer."""
        async with info.context.session() as session:
            await configuring.set_break_glass(session, info.context.caller, input.account_id, input.allowed)
        return input.account_id

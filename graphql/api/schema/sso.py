"""The tenant's identity provider, and the accounts that get in without it."""

from datetime import datetime
from uuid import UUID

import strawberry

from api.context import Info
from api.limits import DEFAULT_PAGE
from api.schema.fields import mutation, part, plain, query, show
from api.schema.paging import Connection, Page
from api.schema.people import PersonName, names_of
from tenants.accounts.sso import configuring, linking


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
    has_secret: bool = strawberry.field(description="Whether a client's secret is kept; it is never shown.")
    changed_at: datetime


@strawberry.type(description="What an identity provider says of itself (OpenID Connect Discovery 1.0).")
class DiscoveredProvider:
    """Where it signs people in, gives tokens and shows its keys."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


@strawberry.type(description="An account, and who it is at the tenant's identity provider.")
class LinkedIdentity:
    """The subject is the provider's own name for somebody."""

    account_id: UUID
    login: str
    person_id: UUID | None
    subject: str
    linked_at: datetime
    last_used_at: datetime | None

    @part
    async def person(self, info: Info) -> PersonName | None:
        """Whose account it is."""
        return await info.context.load(names_of, self.person_id)


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


@strawberry.input(description="The address of a provider that might be named.")
class LookAtProviderInput:
    """Its issuer, as it stands in its tokens."""

    issuer: str


@strawberry.input(description="An account, and who it is at the tenant's identity provider.")
class LinkIdentityInput:
    """Said by an administrator, where no personal number says it."""

    account_id: UUID
    subject: str


@strawberry.input(description="The account whose link ends.")
class UnlinkIdentityInput:
    """Which one."""

    account_id: UUID


@strawberry.type
class SsoQuery:
    """Questions about single sign-on."""

    @query("sso:manage")
    async def identity_provider(self, info: Info) -> IdentityProvider | None:
        """The tenant's identity provider."""
        async with info.context.session() as session:
            settled = await configuring.provider(session, info.context.caller)
            return show(IdentityProvider, settled) if settled else None

    @query("sso:manage")
    async def linked_identities(
        self, info: Info, words: str | None = None, first: int = DEFAULT_PAGE, after: str | None = None
    ) -> Connection[LinkedIdentity] | None:
        """Who is linked at the identity provider, by login; words find logins and names of holders."""
        page = Page(first, after, str)
        async with info.context.session() as session:
            rows = await linking.linked(session, info.context.caller, words, first=page.limit, after=page.after)
        return page.of(LinkedIdentity, rows, key=lambda row: row.login)


@strawberry.type
class SsoMutation:
    """Changes of single sign-on."""

    @mutation("sso:manage")
    async def look_at_identity_provider(self, info: Info, input: LookAtProviderInput) -> DiscoveredProvider | None:
        """Ask an address whether an identity provider stands there; nothing is kept."""
        return show(DiscoveredProvider, await info.context.sso.look(info.context.caller, input.issuer))

    @mutation("sso:manage")
    async def link_identity(self, info: Info, input: LinkIdentityInput) -> UUID | None:
        """Link an account to who it is at the identity provider."""
        async with info.context.session() as session:
            await linking.link(session, info.context.caller, input.account_id, input.subject)
        return input.account_id

    @mutation("sso:manage")
    async def unlink_identity(self, info: Info, input: UnlinkIdentityInput) -> UUID | None:
        """End an account's link; it is signed out everywhere."""
        async with info.context.session() as session:
            await linking.unlink(session, info.context.caller, input.account_id)
        return input.account_id

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

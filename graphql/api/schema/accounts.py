"""Who I am, accounts, and API tokens."""

from datetime import datetime
from uuid import UUID

import strawberry

from api.context import Info
from api.limits import DEFAULT_PAGE
from api.schema.enums import OfficeRole
from api.schema.fields import mutation, part, plain, public, query, show_all
from api.schema.paging import Connection, Page
from api.schema.people import PersonName, names_of
from api.schema.units import Unit, units_of_today
from policies.authority import Caller, decide, rules
from tenants.accounts import actions, administration, queries


@strawberry.type(description="A role held at this moment, in a unit or in an office.")
class RoleHeld:
    """Role and where it is held."""

    role: str
    unit_id: UUID | None

    @part
    async def unit(self, info: Info) -> Unit | None:
        """The unit it is held in."""
        return await info.context.load(units_of_today, self.unit_id)


@strawberry.type(description="Who asks.")
class Me:
    """Account, person, roles and rights of this moment."""

    account_id: UUID
    tenant_id: int
    person_id: UUID | None
    roles: list[RoleHeld]
    rights: list[str] = strawberry.field(description="What these roles may do somewhere, such as `work_entry:verify`.")

    @part
    async def person(self, info: Info) -> PersonName | None:
        """The person signed in."""
        return await info.context.load(names_of, self.person_id)

    @classmethod
    def of(cls, caller: Caller) -> "Me":
        """The caller in the schema's shape."""
        return cls(
            account_id=caller.account_id,
            tenant_id=caller.tenant_id,
            person_id=caller.person_id,
            roles=show_all(RoleHeld, caller.roles),
            rights=_rights(caller),
        )


def _rights(caller: Caller) -> list[str]:
    known = sorted({(rule[2], rule[3]) for rule in rules() if rule[0] == caller.kind})
    return [
        f"{resource}:{action}"
        for resource, action in known
        if any(decide(caller.kind, held.role, resource, action) for held in caller.roles)
    ]


@strawberry.type(description="An API token as its owner sees it: never the token itself.")
class ApiToken:
    """Name, scopes and life."""

    id: UUID
    name: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None = strawberry.field(description="When it was last used, to ten minutes.")


@strawberry.type(description="A new API token; this is the only time the token itself is seen.")
class IssuedToken:
    """Keep it at once."""

    id: UUID
    token: str
    expires_at: datetime


@strawberry.type(description="An account as administrators see it.")
class Account:
    """Who may sign in."""

    id: UUID
    login: str
    person_id: UUID | None
    office_role: OfficeRole | None
    created_at: datetime
    disabled_at: datetime | None
    has_password: bool
    break_glass: bool = strawberry.field(
        description="Whether the password is taken although single sign-on is enforced."
    )

    @part
    async def person(self, info: Info) -> PersonName | None:
        """Whose account it is."""
        return await info.context.load(names_of, self.person_id)


@strawberry.type
class AccountQuery:
    """Questions about oneself, tokens and accounts."""

    @public
    async def me(self, info: Info) -> Me | None:
        """Who is signed in, or nobody."""
        caller = info.context.asking
        return Me.of(caller) if caller is not None else None

    @query("token:manage", size=50)
    async def my_tokens(self, info: Info) -> list[ApiToken] | None:
        """My API tokens, newest first."""
        async with info.context.session() as session:
            return show_all(ApiToken, await queries.tokens(session, info.context.caller))

    @query("account:manage")
    async def accounts(
        self,
        info: Info,
        words: str | None = None,
        person_id: UUID | None = None,
        break_glass: bool | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> Connection[Account] | None:
        """Accounts of the tenant by login; words find logins and names of holders, with or without diacritics."""
        page = Page(first, after, str)
        wanted = queries.AccountsWanted(words, person_id, break_glass)
        async with info.context.session() as session:
            rows = await queries.accounts(session, info.context.caller, wanted, first=page.limit, after=page.after)
        return page.of(Account, rows, key=lambda row: row.login)


@strawberry.input(description="An API token to make.")
class IssueTokenInput:
    """What it may do, and for how long."""

    name: str
    scopes: list[str] = strawberry.field(description="`work_entry:read`, `work_entry:*`, `*:read` or `*`.")
    days: int = 90


@strawberry.input(description="An own API token.")
class RevokeTokenInput:
    """Which one."""

    token_id: UUID


@strawberry.input(description="A new password for oneself.")
class ChangePasswordInput:
    """The old one and the new one."""

    old: str
    new: str


@strawberry.input(description="An account to make: a cadre's, or that of an office role.")
class CreateAccountInput:
    """Login, first password, and whose it is."""

    login: str
    password: str | None = None
    person_id: UUID | None = None
    office_role: OfficeRole | None = None


@strawberry.input(description="A new password for an account whose owner has lost theirs.")
class ResetPasswordInput:
    """Which account, and the new password."""

    account_id: UUID
    new: str


@strawberry.input(description="An account.")
class AccountInput:
    """Which one."""

    account_id: UUID


@strawberry.type
class AccountMutation:
    """What is done to accounts and tokens."""

    @mutation("token:manage")
    async def issue_token(self, info: Info, input: IssueTokenInput) -> IssuedToken | None:
        """Make an API token: it may do what I may, and of that only its scopes."""
        async with info.context.session() as session:
            issued = await actions.issue_token(session, info.context.caller, input.name, input.scopes, days=input.days)
        return IssuedToken(id=issued.id, token=issued.token, expires_at=issued.expires_at)

    @mutation("token:manage")
    async def revoke_token(self, info: Info, input: RevokeTokenInput) -> UUID | None:
        """End an own API token at once."""
        async with info.context.session() as session:
            await actions.revoke_token(session, info.context.caller, input.token_id)
        return input.token_id

    @mutation()
    async def change_password(self, info: Info, input: ChangePasswordInput) -> bool | None:
        """Change my own password; every browser signed in to the account is signed out. Not by token."""
        async with info.context.session() as session:
            await actions.change_password(session, info.context.caller, input.old, input.new)
        return True

    @mutation("account:manage")
    async def create_account(self, info: Info, input: CreateAccountInput) -> UUID | None:
        """Let somebody sign in; answers the account's id."""
        async with info.context.session() as session:
            return await administration.create_account(session, info.context.caller, **plain(input))

    @mutation("account:manage")
    async def reset_password(self, info: Info, input: ResetPasswordInput) -> UUID | None:
        """Give an account a new password; it is signed out everywhere."""
        async with info.context.session() as session:
            await administration.reset_password(session, info.context.caller, input.account_id, input.new)
        return input.account_id

    @mutation("account:manage")
    async def disable_account(self, info: Info, input: AccountInput) -> UUID | None:
        """Shut an account: its sessions end and its tokens are revoked at once."""
        async with info.context.session() as session:
            await administration.disable(session, info.context.caller, input.account_id)
        return input.account_id

    @mutation("account:manage")
    async def enable_account(self, info: Info, input: AccountInput) -> UUID | None:
        """Open a disabled account again; its old tokens stay revoked."""
        async with info.context.session() as session:
            await administration.enable(session, info.context.caller, input.account_id)
        return input.account_id

"""A sign-in on trial: what would happen to who signed in, told to the administrator who settles single sign-on."""

from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.accounts.sso.linking import holder_of
from tenants.accounts.sso.models import LinkedIdentity
from tenants.accounts.sso.tokens import Identity

PROTOCOL: Final = frozenset(
    {"iss", "sub", "aud", "exp", "iat", "nbf", "nonce", "azp", "at_hash", "c_hash", "sid", "auth_time", "acr", "amr"}
)
MOST_CLAIMS: Final = 20
LONGEST_NAME: Final = 60
Outcome = Literal["LINKED", "LINKABLE", "TAKEN", "NO_NUMBER", "NO_ACCOUNT"]


@dataclass(frozen=True)
class Trial:
    """Whether the identity has an account, or why not; which claims came, by name only."""

    outcome: Outcome
    claims: tuple[str, ...]


async def trial(session: AsyncSession, identity: Identity, pin_claim: str | None) -> Trial:
    """What `account_of` would do with the identity, without doing it."""
    names = tuple(sorted(name for name in identity.claims if name not in PROTOCOL and len(name) <= LONGEST_NAME))[
        :MOST_CLAIMS
    ]
    return Trial(await _outcome(session, identity, identity.personal_number(pin_claim)), names)


async def _outcome(session: AsyncSession, identity: Identity, pin: str | None) -> Outcome:
    at_issuer = select(LinkedIdentity.account_id).where(
        LinkedIdentity.tenant_id == tenant_of(session), LinkedIdentity.issuer == identity.issuer
    )
    if await session.scalar(at_issuer.where(LinkedIdentity.subject == identity.subject)):
        return "LINKED"
    if pin is None:
        return "NO_NUMBER"
    account_id = await holder_of(session, pin)
    if account_id is None:
        return "NO_ACCOUNT"
    return "TAKEN" if await session.scalar(at_issuer.where(LinkedIdentity.account_id == account_id)) else "LINKABLE"

"""Verifying what an identity provider says (OpenID Connect Core 1.0, section 3.1.3.7). Pure: no network, no clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from tenants.accounts.sso.errors import BadIdentity

# Signatures only; never `none`, never a shared secret.
ALGORITHMS: Final = ["RS256", "PS256", "ES256", "EdDSA"]
LONGEST_SUBJECT: Final = 255
LEEWAY: Final = 120  # seconds by which two servers' clocks may differ


@dataclass(frozen=True)
class Identity:
    """Who signed in: the issuer, its name for them, and what else it said."""

    issuer: str
    subject: str
    claims: dict[str, Any]

    def personal_number(self, claim: str | None) -> str | None:
        """The personal number (số định danh cá nhân) under the agreed claim: twelve digits or nothing."""
        value = self.claims.get(claim) if claim else None
        return value if isinstance(value, str) and len(value) == 12 and value.isascii() and value.isdigit() else None


class UnknownKey(Exception):
    """The token names a key that is not among those at hand: they may have been rotated."""


def verify(token: str, keys: KeySet, *, issuer: str, client_id: str, nonce: str, now: datetime) -> Identity:
    """The identity in an ID token; raises `BadIdentity`, or `UnknownKey` when newer keys are worth asking for."""
    try:
        decoded = jwt.decode(token, keys, algorithms=ALGORITHMS)
    except InvalidKeyIdError as error:
        raise UnknownKey from error
    except (JoseError, ValueError) as error:
        raise BadIdentity() from error
    claims = decoded.claims
    if not _fitting(claims, issuer, client_id, nonce) or not _timely(claims, now.timestamp()):
        raise BadIdentity()
    return Identity(issuer, claims["sub"], dict(claims))


def _fitting(claims: dict[str, Any], issuer: str, client_id: str, nonce: str) -> bool:
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    subject = claims.get("sub")
    return (
        claims.get("iss") == issuer
        and client_id in audiences
        and (len(audiences) == 1 or claims.get("azp") == client_id)
        and claims.get("azp", client_id) == client_id
        and claims.get("nonce") == nonce
        and isinstance(subject, str)
        and 0 < len(subject) <= LONGEST_SUBJECT
    )


def _timely(claims: dict[str, Any], now: float) -> bool:
    expires, issued = claims.get("exp"), claims.get("iat")
    if not isinstance(expires, int | float) or not isinstance(issued, int | float):
        return False
    return expires > now - LEEWAY and issued < now + LEEWAY
